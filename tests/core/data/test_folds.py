"""Folds fixed in a file hold everybody out once, and the release training holds out nobody."""

import json
from pathlib import Path
from typing import Any

import pytest

from xr2ct_core.data.folds import RELEASE, PatientFolds, folds_by_patient, folds_path, read_folds, write_folds
from xr2ct_core.data.splits import read_split
from xr2ct_core.errors import BadConfigError, BadInputError

PATIENTS = [f"p{number:02d}" for number in range(11)]
SHARED = Path(__file__).parents[3] / "resources" / "configs"


def test_dealt_folds_test_everybody_once_and_are_chosen_on_others() -> None:
    folds = folds_by_patient(PATIENTS * 2, 4, seed=3)
    assert sorted(patient for fold in folds.folds for patient in fold.test) == PATIENTS
    for name in folds.names:
        parts = folds.split(name).parts
        assert sorted(patient for patients in parts.values() for patient in patients) == PATIENTS
        assert all(parts.values())
    assert folds_by_patient(PATIENTS, 4, seed=3) == folds
    assert folds_by_patient(PATIENTS, 4, seed=4) != folds
    with pytest.raises(BadConfigError, match="two folds"):
        folds_by_patient(PATIENTS, 1, seed=0)


def test_the_release_learns_from_everybody_and_says_that_its_validation_is_not_independent() -> None:
    split = folds_by_patient(PATIENTS, 3, seed=0).split(RELEASE)
    assert list(split.parts["train"]) == PATIENTS
    assert split.parts["validation"] and set(split.parts["validation"]) <= set(PATIENTS)
    assert not split.independent
    assert folds_by_patient(PATIENTS, 3, seed=0).split("2").independent


@pytest.mark.parametrize("name", ["0", "4", "-1", "one", ""])
def test_a_fold_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(BadConfigError, match="no fold"):
        folds_by_patient(PATIENTS, 3, seed=0).split(name)


def test_folds_are_stored_and_known_again_by_their_content(tmp_path: Path) -> None:
    folds = folds_by_patient(PATIENTS, 3, seed=0)
    write_folds(folds, tmp_path / "a.json")
    assert read_folds(tmp_path / "a.json") == folds
    assert read_folds(tmp_path / "a.json").sha256 == folds.sha256
    assert folds_by_patient(PATIENTS, 3, seed=1).sha256 != folds.sha256


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"folds": [{"test": ["a"], "validation": ["b"]}, {"test": ["a", "b"], "validation": ["c"]}]}, "tested twice"),
    ({"folds": [{"test": ["a"], "validation": ["a"]}, {"test": ["b"], "validation": ["a"]}]}, "chosen on a"),
    ({"folds": [{"test": ["a"], "validation": ["z"]}, {"test": ["b"], "validation": ["a"]}]}, "z is in no fold"),
    ({"release_validation": ["z"]}, "z is in no fold"),
    ({"never_tested": ["b"]}, "tested twice"),
    ({"folds": [{"test": ["a"], "validation": ["b"]}]}, "at least 2"),
]


@pytest.mark.parametrize(("change", "reason"), FAULTS)
def test_folds_that_contradict_themselves_are_refused(change: dict[str, Any], reason: str, tmp_path: Path) -> None:
    right = {
        "folds": [{"test": ["a"], "validation": ["b"]}, {"test": ["b"], "validation": ["a"]}],
        "never_tested": ["c"],
        "release_validation": ["a"],
    }
    assert PatientFolds.model_validate(right).patients == ("a", "b", "c")
    (tmp_path / "folds.json").write_text(json.dumps({**right, **change}))
    with pytest.raises(BadInputError, match=reason):
        read_folds(tmp_path / "folds.json")


def test_the_folds_of_the_shared_cts_begin_with_their_split_and_never_test_the_coarse_scan() -> None:
    assert folds_path("shared-cts").resolve() == SHARED / "shared-cts.folds.json"
    folds = read_folds(SHARED / "shared-cts.folds.json")
    split = read_split(SHARED / "shared-cts.split.json")
    assert {part: sorted(own) for part, own in folds.split("1").parts.items()} == {
        part: sorted(own) for part, own in split.parts.items()
    }
    assert len(folds.patients) == 14 and folds.never_tested == ("Lung_Dx-A0002",)
    assert [len(fold.test) for fold in folds.folds] == [4, 3, 3, 3]
