"""Words become data: joined sources are dealt out, a named split is obeyed, and an old run finds its data again."""

from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.data.prepared import PreparedCase, PreparedIndex, write_index
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.errors import BadInputError
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
