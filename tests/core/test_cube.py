"""A CT on the working cube: table gone, body centred, nothing flipped, mean attenuation kept."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.cube import BODY_THRESHOLD_HU, body_mask, body_mask_of_cube, ct_to_cube, resampling_weights
from xr2ct_core.enclosed_air import between
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

SHAPE = (40, 90, 110)
SPACING_MM = (5.0, 3.0, 3.0)


def _world() -> tuple[NDArray[np.float64], ...]:
    z, y, x = (np.arange(length) * spacing for length, spacing in zip(SHAPE, SPACING_MM, strict=True))
    return tuple(np.meshgrid(z, y, x, indexing="ij"))


def _patient(background_hu: int = -1000, table: bool = True) -> Volume:
    """An elliptic body with two lungs open at the lower end, a marker left, behind and above the middle, a table."""
    z, y, x = _world()
    hu = np.full(SHAPE, background_hu, dtype=np.int16)
    hu[((x - 165) / 130) ** 2 + ((y - 120) / 90) ** 2 < 1] = 20
    for side_mm in (-60, 60):
        hu[(((x - 165 - side_mm) / 40) ** 2 + ((y - 120) / 55) ** 2 < 1) & (z < 130)] = -850
    if table:
        hu[(y > 222) & (y < 229) & (np.abs(x - 165) < 150)] = 100
        hu[(y > 208) & (y < 223) & (np.abs(x - 165) < 12)] = -900
    hu[32:35, 60:63, 75:78] = 1500
    return Volume(hu, Affine.axis_aligned(SPACING_MM, (-200.0, -90.0, 700.0)))


def test_mask_holds_the_lungs_and_not_the_table() -> None:
    volume = _patient()
    mask = body_mask(volume)
    _, y, x = _world()
    assert mask[((x - 165) / 125) ** 2 + ((y - 120) / 85) ** 2 < 1].all()
    assert not mask[((x - 165) / 136) ** 2 + ((y - 120) / 96) ** 2 > 1].any()


@pytest.mark.parametrize("on_cube", [False, True])
def test_a_gap_in_the_wall_of_a_thin_chest_loses_no_lung(on_cube: bool) -> None:
    z, y, x = _world()
    hu = _patient(table=False).hu.copy()
    hu[(hu == -850) & (z < 20)] = 20
    volume = Volume(hu.copy(), _patient().affine)
    whole = body_mask(volume)
    hu[(np.abs(y - 120) < 8) & (x > 250) & (z > 30) & (z < 90)] = -900
    opened = Volume(hu, volume.affine)
    found = body_mask_of_cube(opened) if on_cube else body_mask(opened)
    lungs = (volume.hu == -850) & whole
    assert (found & lungs).sum() >= 0.995 * lungs.sum()
    assert not (found & ~whole).any()


def test_the_outline_of_a_thin_patient_holds_both_lungs(shared_data: Path) -> None:
    volume = read_volume(shared_data / "ct" / "QIN-LSC-0003.nii.gz")
    lungs = (volume.hu < -500) & between(volume.hu > BODY_THRESHOLD_HU)
    assert (lungs & ~body_mask(volume)).sum() < 0.002 * lungs.sum()


@pytest.mark.parametrize("background_hu", [-1024, -1000, -3024, -500])
def test_mask_is_the_same_for_every_kind_of_outside(background_hu: int) -> None:
    reference = body_mask(_patient(table=False))
    assert np.array_equal(body_mask(_patient(background_hu, table=False)), reference)


def test_mask_of_a_body_that_fills_the_field_is_everything() -> None:
    hu = np.full((20, 40, 40), 30, dtype=np.float32)
    hu[:, 10:30, 10:30] = -800
    assert body_mask(Volume(hu, Affine.axis_aligned((5, 5, 5), (0, 0, 0)))).all()


def test_volume_without_a_body_is_refused_kindly() -> None:
    air = np.full((20, 20, 20), -1000, dtype=np.int16)
    with pytest.raises(BadInputError, match="No body") as refused:
        ct_to_cube(Volume(air, Affine.axis_aligned((2, 2, 2), (0, 0, 0))), WorkingGrid(64))
    assert refused.value.hint


@pytest.mark.parametrize("size", [64, 128])
def test_marker_lands_left_behind_and_above_at_its_true_distance(size: int) -> None:
    cube = ct_to_cube(_patient(), WorkingGrid(size))
    assert cube.hu.dtype == np.int16 and cube.affine == WorkingGrid(size).affine
    weight = np.clip(cube.hu.astype(float) - 200, 0, None)
    index = [(weight * axis).sum() / weight.sum() for axis in np.indices(cube.hu.shape)]
    # The body's box is centred at x = 165, y = 120 and at the middle of 40 slices.
    marker = np.array([76 * 3 - 165.0, 61 * 3 - 120.0, 33 * 5 - 39 * 5 / 2])
    assert cube.affine.voxel_to_world(index) == pytest.approx(marker, abs=1.6)


def test_outside_of_the_body_is_air_and_missing_slices_too() -> None:
    cube = ct_to_cube(_patient(), WorkingGrid(64))
    assert cube.hu.min() == -1024
    assert (cube.hu[:, :3] == -1024).all() and (cube.hu[:, -3:] == -1024).all()
    assert (cube.hu[:11] == -1024).all() and (cube.hu[13:51, 32, 32] > -100).all()


def test_cube_keeps_the_mass_of_the_body() -> None:
    volume = _patient(table=False)
    cube = ct_to_cube(volume, WorkingGrid(64))
    before = float((np.where(body_mask(volume), volume.hu, -1024) + 1024.0).sum()) * np.prod(SPACING_MM)
    after = float((cube.hu + 1024.0).sum()) * 125.0
    assert after == pytest.approx(before, rel=2e-3)


def test_isocentre_and_origin_are_recorded() -> None:
    volume = _patient()
    origin = Provenance(kind="acquired", synthetic=False, subject="P1", licence="CC BY 4.0")
    cube = ct_to_cube(Volume(volume.hu, volume.affine, origin), WorkingGrid(64))
    assert cube.provenance is not None and cube.provenance.subject == "P1"
    assert cube.provenance.geometry["isocentre_lps_mm"] == pytest.approx([-200 + 165, -90 + 120, 700 + 97.5], abs=1.6)


def test_a_cube_put_on_the_cube_again_stays_where_it_is() -> None:
    cube = ct_to_cube(_patient(), WorkingGrid(64))
    again = ct_to_cube(cube, WorkingGrid(64))
    assert np.abs(again.hu.astype(float) - cube.hu).mean() < 6.0
    assert np.array_equal(body_mask_of_cube(cube), body_mask_of_cube(cube.as_float32()))


@pytest.mark.parametrize(("in_mm", "out_mm"), [(0.7, 2.5), (1.5, 5.0), (2.5, 2.5), (5.0, 2.5)])
def test_resampling_keeps_constants_and_slopes(in_mm: float, out_mm: float) -> None:
    inside = np.arange(-50.0, 50.1, out_mm)
    positions = np.arange(-80.0, 80.1, in_mm)
    weights = resampling_weights(positions, in_mm, inside, out_mm)
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(inside)), abs=1e-5)
    assert weights @ positions == pytest.approx(inside, abs=0.3 * in_mm)


def test_resampling_removes_what_the_grid_cannot_hold() -> None:
    """A 1.5 mm checker is grey at 5 mm instead of an alias."""
    positions = np.arange(-60.0, 60.0, 0.75)
    checker = np.where(np.arange(len(positions)) // 2 % 2, 1.0, -1.0)
    weights = resampling_weights(positions, 0.75, np.arange(-40.0, 40.0, 5.0), 5.0)
    assert np.abs(weights @ checker).max() < 0.21


@pytest.mark.slow
def test_raw_scan_and_its_cleaned_version_give_the_same_cube(shared_data: Path) -> None:
    raw = ct_to_cube(read_volume(shared_data / "dicom" / "LIDC-IDRI-0001"), WorkingGrid(64))
    clean = ct_to_cube(read_volume(shared_data / "ct" / "LIDC-IDRI-0001.nii.gz"), WorkingGrid(64))
    assert np.abs(raw.hu.astype(float) - clean.hu).mean() < 10.0
    assert np.corrcoef(raw.hu.ravel(), clean.hu.ravel())[0, 1] > 0.998
