"""Patients, not scans, are split; a split is stored with its seed and refuses other data."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xr2ct_core.data.find import subjects_of
from xr2ct_core.data.patients import patient_of, stated_subjects
from xr2ct_core.data.splits import PatientSplit, read_split, split_by_patient, write_split
from xr2ct_core.errors import BadConfigError, BadInputError

SCANS = [f"LIDC-IDRI-{number:04d}.20000101.{number}.1" for number in range(430, 450)]
BOTH_SCANS_OF_0442 = ["LIDC-IDRI-0442.20000101.30564.1", "LIDC-IDRI-0442.20000101.3000522.1"]


@pytest.mark.parametrize(
    ("name", "patient"),
    [
        ("LIDC-IDRI-0442.20000101.30564.1", "LIDC-IDRI-0442"),
        ("LIDC-IDRI-0442", "LIDC-IDRI-0442"),
        ("sub-07_ses-2_ct", "sub-07"),
        ("P07_CT_scan2", "P07_CT"),
        ("ct_scan_2", "ct_scan_2"),
        ("QIN-LUNG-01-0007", "QIN-LUNG-01-0007"),
        ("a.b", "a.b"),
        ("Mu\u0308ller", "M\u00fcller"),
    ],
)
def test_scans_are_traced_to_their_patient_by_name(name: str, patient: str) -> None:
    assert patient_of(name) == patient


def test_a_list_of_subjects_finds_a_file_whatever_way_its_accents_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "Mu\u0308ller.nii.gz"
    path.touch()
    (tmp_path / "subjects.csv").write_text("file,subject\nM\u00fcller.nii.gz,p7\n", encoding="utf-8")
    assert subjects_of([path]) == ("p7",)


@pytest.mark.parametrize("seed", range(20))
def test_the_two_scans_of_lidc_0442_are_never_in_two_parts(seed: int) -> None:
    subjects = [patient_of(name) for name in [*SCANS, *BOTH_SCANS_OF_0442]]
    split = split_by_patient(subjects, seed, {"train": 0.5, "test": 0.5})
    places = {part for part in split.parts for index in split.indices(part, subjects) if subjects[index][-4:] == "0442"}
    assert len(places) == 1
    assert len(split.indices("train", subjects)) + len(split.indices("test", subjects)) == len(subjects)


@given(
    patients=st.lists(st.integers(0, 40), min_size=3, max_size=80),
    seed=st.integers(0, 1000),
    shares=st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3),
)
def test_every_case_is_in_exactly_one_part(patients: list[int], seed: int, shares: list[float]) -> None:
    subjects = [f"p{number}" for number in patients]
    if len(set(subjects)) < 3:
        with pytest.raises(BadConfigError, match="cannot be split"):
            split_by_patient(subjects, seed)
        return
    split = split_by_patient(subjects, seed, dict(zip(("train", "validation", "test"), shares, strict=True)))
    dealt = sorted(index for part in split.parts for index in split.indices(part, subjects))
    assert dealt == list(range(len(subjects)))
    assert all(split.parts.values())


def test_the_seed_decides_and_the_order_of_the_cases_does_not() -> None:
    first = split_by_patient(SCANS, 1)
    assert split_by_patient(SCANS[::-1], 1) == first
    assert split_by_patient(SCANS, 2).parts != first.parts
    assert [len(patients) for patients in first.parts.values()] == [16, 2, 2]


def test_a_patient_more_moves_few_others() -> None:
    before, after = split_by_patient(SCANS, 3), split_by_patient([*SCANS, "new"], 3)
    assert len(set(before.parts["train"]) - set(after.parts["train"])) <= 1


def test_a_split_is_stored_and_refuses_other_data(tmp_path: Path) -> None:
    split = split_by_patient(SCANS, 7, data_digest="abc")
    write_split(split, tmp_path / "split.json")
    assert read_split(tmp_path / "split.json") == split
    split.check("abc")
    with pytest.raises(BadInputError, match="other data"):
        split.check("def")
    with pytest.raises(BadInputError, match="does not know the patient stranger"):
        split.indices("train", [*SCANS, "stranger"])
    with pytest.raises(BadInputError, match="no part 'dev'"):
        split.indices("dev", SCANS)


def test_a_split_file_with_a_patient_in_two_parts_is_refused(tmp_path: Path) -> None:
    content = PatientSplit(seed=0, parts={"train": ("a",), "test": ("b",)}).model_dump(mode="json")
    content["parts"]["test"] = ["b", "a"]
    (tmp_path / "split.json").write_text(json.dumps(content))
    with pytest.raises(BadInputError, match="a would be in two parts"):
        read_split(tmp_path / "split.json")


def test_only_a_split_that_says_so_learns_from_validation_patients() -> None:
    parts = {"train": ("a", "b"), "validation": ("b",)}
    with pytest.raises(ValueError, match="b would be in two parts"):
        PatientSplit(seed=0, parts=parts)
    split = PatientSplit(seed=0, independent=False, parts=parts)
    assert split.indices("train", ["a", "b"]) == (0, 1)
    assert split.indices("validation", ["a", "b"]) == (1,)
    with pytest.raises(ValueError, match="a would be in two parts"):
        PatientSplit(seed=0, independent=False, parts={**parts, "test": ("a",)})


def test_impossible_shares_are_refused() -> None:
    for shares in ({}, {"train": 0.0}, {"train": 1.0, "test": -1.0}, {"train": float("inf")}):
        with pytest.raises(BadConfigError, match="must be positive"):
            split_by_patient(SCANS, 0, shares)


def test_a_table_of_subjects_overrules_names_and_its_faults_are_said(tmp_path: Path) -> None:
    assert stated_subjects(tmp_path) == {}
    table = tmp_path / "subjects.csv"
    table.write_text("file,subject\na.nii.gz,ann\nb.nii.gz,ann\n")
    assert stated_subjects(tmp_path) == {"a.nii.gz": "ann", "b.nii.gz": "ann"}
    table.write_text("name,who\na,b\n")
    with pytest.raises(BadInputError, match="lacks its columns"):
        stated_subjects(tmp_path)
    table.write_text("file,subject\na.nii.gz,\n")
    with pytest.raises(BadInputError, match="names no subject"):
        stated_subjects(tmp_path)
