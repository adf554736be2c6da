"""Joined sources are all their cases together, whatever the size of their cubes."""

from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.joined import JoinedSource
from xr2ct_core.data.names import full_name
from xr2ct_core.data.open import open_source
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import CaseSample, data_digest
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.batches import BatchMaker

SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)
GRID = WorkingGrid(32)


class Cubes:
    """Patients whose cube is filled with one value."""

    def __init__(self, size: int, *values: int) -> None:
        self.grid, self._values = WorkingGrid(size), values
        self.subjects, self.kinds = tuple(f"p{value}" for value in values), ("CT",) * len(values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> CaseSample:
        return CaseSample(self.subjects[index], np.full(self.grid.shape_zyx, self._values[index], np.int16), SMALL)

    def fingerprint(self, index: int) -> str:
        return f"{self._values[index]}"


def test_the_cases_of_all_parts_follow_each_other() -> None:
    joined = JoinedSource([Cubes(64, 1, 2), Cubes(32, 3), Phantoms(2, GRID, SMALL)], GRID)
    assert len(joined) == 5 and joined.grid == GRID
    assert joined.subjects == ("p1", "p2", "p3", "phantom-0", "phantom-1")
    assert joined.kinds == ("CT", "CT", "CT", "phantom", "phantom")
    assert [sample.subject for sample in joined] == list(joined.subjects)
    assert joined[-2].subject == "phantom-0"
    assert joined.fingerprint(2) == "3" and joined.fingerprint(4) == "phantom 1 32 320"
    assert data_digest(joined) != data_digest(JoinedSource([Cubes(64, 1, 2), Cubes(32, 3)], GRID))
    with pytest.raises(IndexError):
        joined[5]


def test_cubes_of_two_sizes_make_one_batch_with_and_without_augmentation() -> None:
    cases = list(JoinedSource([Cubes(64, 40), Cubes(32, 900)], GRID))
    still = AugmentConfig(
        rotation_deg=0, stretch=0, shift_mm=0, elastic_mm=0, distance_jitter=0, beam_shift_mm=0,
        photons_low=0, tone_gamma=0, tone_gain=0, breathing_mm=0, lung_hu=0, soft_hu=0, bone_contrast=0, vessel_hu=0,
        nodules=0, effusions=0,
    )  # fmt: skip
    plain = BatchMaker(GRID, "cpu").make(cases)
    varied = Augmenter(still, GRID).make(cases, [Draw(0, 0), Draw(0, 1)])
    for batch in (plain, varied):
        assert batch.cube_hu_BZYX.shape == (2, 32, 32, 32)
        torch.testing.assert_close(batch.cube_hu_BZYX[:, 16, 16, 16], torch.tensor([40.0, 900.0]))
        # The middle ray sees 320 mm of each material.
        expected = 0.02 * 320.0 * torch.tensor([1.04, 1.9])
        torch.testing.assert_close(batch.frontal_BRC[:, 20, 20], expected, rtol=0.02, atol=0.0)


def test_cubes_that_are_no_multiple_of_the_grid_are_refused() -> None:
    with pytest.raises(BadInputError, match="32³ voxels over 320 mm cannot be joined on a grid of 64³"):
        JoinedSource([Cubes(64, 1), Cubes(32, 2)], WorkingGrid(64))


def test_names_are_joined_by_a_plus_with_spaces(make_ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ct(tmp_path / "a+b" / "ann.nii.gz")
    monkeypatch.chdir(tmp_path)
    source = open_source("a+b  + phantoms:2@7", GRID, SMALL)
    assert source.subjects == ("ann", "phantom-7", "phantom-8")
    assert full_name("a+b + phantoms:2@7") == f"{tmp_path / 'a+b'} + phantoms:2@7"
    with pytest.raises(BadInputError, match="not a folder"):
        open_source("phantoms:2 + nowhere", GRID, SMALL)


def test_a_phantom_is_made_once_and_then_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path))
    first = Phantoms(1, WorkingGrid(16), SMALL)[0]

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("xr2ct_core.data.phantoms.make_thorax", fail)
    np.testing.assert_array_equal(Phantoms(1, WorkingGrid(16), SMALL)[0].cube_hu, first.cube_hu)
    with pytest.raises(AssertionError):
        Phantoms(1, WorkingGrid(16), SMALL, first_seed=1)[0]
