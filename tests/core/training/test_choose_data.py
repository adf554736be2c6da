"""Words become data: joined sources are dealt out, a named split is obeyed, and an old run finds its data again."""

from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.data.dealing import NOBODY_HELD_OUT
from xr2ct_core.data.folds import Fold, PatientFolds, write_folds
from xr2ct_core.data.prepared import PreparedCase, PreparedIndex, read_index, write_index
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_volume
from xr2ct_core.training.choose_data import new_data, same_data
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """Five patients on 64³ voxels."""
    folder = tmp_path / "prepared"
    folder.mkdir()
    grid = WorkingGrid(64)
    cases = []
    for number in range(5):
        write_volume(Volume.on_grid(np.full(grid.shape_zyx, number, np.int16), grid), folder / f"p{number}.npz")
        fields = {"file": f"p{number}.npz", "subject": f"p{number}", "source": f"p{number}.nii"}
        cases.append(PreparedCase(**fields, source_sha256=f"{number}", digest=f"d{number}"))
    write_index(PreparedIndex(layout="ct", grid_size=64, cases=tuple(cases)), folder)
    return folder


def test_people_are_held_out_and_phantoms_learned_from(prepared: Path) -> None:
    data = new_data(f"{prepared} + phantoms:3", "x2ct", GRID, 0, None)
    assert set(data.validation.kinds) == {"CT"} and data.train.kinds.count("phantom") == 3
    assert data.description["kinds"] == {"CT": 5, "phantom": 3}
    assert "people" in data.description["note"]
    again = same_data(data.description, GRID)
    assert again.train.subjects == data.train.subjects and again.validation.subjects == data.validation.subjects


def test_data_that_were_moved_or_changed_since_are_told_as_such(prepared: Path) -> None:
    data = new_data(str(prepared), "x2ct", GRID, 0, None)
    moved = prepared.rename(prepared.with_name("elsewhere"))
    with pytest.raises(BadInputError, match=r"cannot be read: .*prepared is not a folder") as gone:
        same_data(data.description, GRID)
    assert "a link" in gone.value.hint
    prepared.symlink_to(moved, target_is_directory=True)
    assert same_data(data.description, GRID).train.subjects == data.train.subjects
    index = read_index(moved)
    write_index(index.model_copy(update={"cases": index.cases[:-1]}), moved)
    with pytest.raises(BadInputError, match="not those the run began with"):
        same_data(data.description, GRID)


def test_one_scan_under_two_names_is_refused_unless_both_are_one_subject(tmp_path: Path) -> None:
    grid = WorkingGrid(32)
    for number in range(4):
        name = f"p{number}.npz" if number < 3 else "copy of p1.npz"
        write_volume(Volume.on_grid(np.full(grid.shape_zyx, number % 3 + number // 3, np.int16), grid), tmp_path / name)
    with pytest.raises(BadInputError, match="“copy of p1” and “p1” are one scan"):
        new_data(str(tmp_path), "x2ct", GRID, 0, None)
    (tmp_path / "subjects.csv").write_text("file,subject\ncopy of p1.npz,p1\n", encoding="utf-8")
    assert set(new_data(str(tmp_path), "x2ct", GRID, 0, None).train.subjects) < {"p0", "p1", "p2"}


def test_a_named_split_is_obeyed_whether_or_not_phantoms_are_joined(prepared: Path, tmp_path: Path) -> None:
    digest = new_data(str(prepared), "x2ct", GRID, 0, None).description["digest"]
    parts = {"train": ("p0", "p1"), "validation": ("p2",), "test": ("p3", "p4")}
    write_split(PatientSplit(seed=9, data_digest=digest, parts=parts), tmp_path / "split.json")
    for name, taught in ((str(prepared), 2), (f"{prepared} + phantoms:3", 5)):
        data = new_data(name, "x2ct", GRID, 0, None, split=str(tmp_path / "split.json"))
        assert data.validation.subjects == ("p2",) and len(data.train) == taught
        assert data.description["split"] == str(tmp_path / "split.json") and data.description["seed"] == 9
        (tmp_path / "split.json").rename(tmp_path / "gone.json")
        assert same_data(data.description, GRID).validation.subjects == ("p2",)
        (tmp_path / "gone.json").rename(tmp_path / "split.json")
    with pytest.raises(BadInputError, match="other data"):
        new_data("phantoms:5", "x2ct", GRID, 0, None, split=str(tmp_path / "split.json"))


def test_a_fold_leaves_its_patients_out_and_the_release_nobody(prepared: Path, tmp_path: Path) -> None:
    folds = PatientFolds(
        folds=(Fold(test=("p0", "p1"), validation=("p2",)), Fold(test=("p2", "p3"), validation=("p0",))),
        never_tested=("p4",),
        release_validation=("p1", "p3"),
    )
    path = tmp_path / "folds.json"
    write_folds(folds, path)
    named, where = f"{prepared} + phantoms:2", str(path)
    second = new_data(named, "x2ct", GRID, 0, None, folds=where, fold="2")
    assert second.train.subjects == ("p1", "p4", "phantom-0", "phantom-1") and second.validation.subjects == ("p0",)
    told = {key: second.description[key] for key in ("fold", "folds", "folds_sha256", "independent", "split")}
    expected = {"fold": "2", "folds": 2, "folds_sha256": folds.sha256, "independent": True, "split": where}
    assert told == expected and second.description["patients"]["test"] == ["p2", "p3"]

    release = new_data(named, "x2ct", GRID, 0, None, folds=where, fold="all")
    assert release.train.subjects[:5] == ("p0", "p1", "p2", "p3", "p4") and len(release.train) == 7
    assert release.validation.subjects == ("p1", "p3")
    assert not release.description["independent"] and NOBODY_HELD_OUT in release.description["note"]
    path.unlink()
    for data in (second, release):
        again = same_data(data.description, GRID)
        assert again.train.subjects == data.train.subjects and again.validation.subjects == data.validation.subjects


def test_folds_that_do_not_fit_the_data_are_refused(prepared: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="does not know the patient p0"):
        new_data(str(prepared), "x2ct", GRID, 0, None, folds="shared-cts", fold="1")
    write_split(PatientSplit(seed=0, parts={"train": ("p0",), "validation": ("p1",)}), tmp_path / "split.json")
    with pytest.raises(BadInputError, match="no file of folds"):
        new_data(str(prepared), "x2ct", GRID, 0, None, folds=str(tmp_path / "split.json"), fold="1")
    with pytest.raises(BadConfigError, match="no fold '5'"):
        new_data(str(prepared), "x2ct", GRID, 0, None, folds="shared-cts", fold="5")
