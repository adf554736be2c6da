"""A phantom is one person: the same on every grid, with organs on their sides and tissues in their HU ranges."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import Label, LabelledThorax, make_thorax, make_thorax_with_labels
from xr2ct_core.provenance import SIMULATED_BANNER

SEEDS = (1, 2, 5)


@cache
def thorax(seed: int, size: int = 64) -> LabelledThorax:
    return make_thorax_with_labels(seed, WorkingGrid(size))


def coordinates_mm(size: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    axis = (np.arange(size) - (size - 1) / 2) * WorkingGrid(size).spacing_mm
    z, y, x = np.meshgrid(axis, axis, axis, indexing="ij")
    return z, y, x


def test_the_same_seed_is_the_same_volume_bit_by_bit() -> None:
    again = make_thorax(1, WorkingGrid(64))
    np.testing.assert_array_equal(thorax(1).volume.hu, again.hu)
    assert again.provenance is not None
    assert again.provenance.method_config == thorax(1).volume.provenance.method_config  # type: ignore[union-attr]


def test_another_seed_is_another_person() -> None:
    difference = np.abs(thorax(1).volume.hu.astype(float) - thorax(2).volume.hu)
    assert difference.mean() > 20


@pytest.mark.parametrize("seed", SEEDS)
def test_both_grids_show_the_same_person(seed: int) -> None:
    fine = thorax(seed, 128).volume.hu.astype(np.float64)
    pooled = fine.reshape(64, 2, 64, 2, 64, 2).mean(axis=(1, 3, 5))
    coarse = thorax(seed).volume.hu.astype(np.float64)
    assert np.corrcoef(pooled.ravel(), coarse.ravel())[0, 1] > 0.997
    assert abs(pooled.mean() - coarse.mean()) < 3
    assert np.abs(pooled - coarse).mean() < 12
    other = thorax(seed + 1).volume.hu.astype(np.float64)
    assert np.abs(pooled - coarse).mean() < 0.2 * np.abs(pooled - other).mean()


def test_the_volume_is_int16_hu_on_the_grid_and_says_that_it_is_simulated() -> None:
    volume = thorax(1).volume
    assert volume.hu.dtype == np.int16
    assert volume.affine == WorkingGrid(64).affine
    assert volume.provenance is not None
    assert volume.provenance.kind == "phantom"
    assert volume.provenance.synthetic
    assert volume.provenance.banner == SIMULATED_BANNER
    assert volume.provenance.method_config["anatomy"]["seed"] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_each_label_has_the_hu_of_its_tissue(seed: int) -> None:
    hu, labels = thorax(seed, 128).volume.hu, thorax(seed, 128).labels
    assert set(np.unique(labels)) == {int(label) for label in Label}
    assert np.median(hu[labels == Label.AIR]) == -1000
    assert -930 < np.median(hu[labels == Label.LUNG]) < -780
    assert -115 < np.median(hu[labels == Label.SOFT]) < 90
    assert -140 < np.percentile(hu[labels == Label.SOFT], 10) < -60
    assert 180 < np.median(hu[labels == Label.BONE]) < 700
    assert np.percentile(hu[labels == Label.BONE], 97) > 450


@pytest.mark.parametrize("seed", range(8))
def test_sizes_are_those_of_adults(seed: int) -> None:
    """Bounds from chest CTs of adults; the real scans used beside the tests lie inside them as well."""
    labels, spacing_mm = thorax(seed).labels, 5.0
    lung_litres = (labels == Label.LUNG).sum() * spacing_mm**3 / 1e6
    assert 2.8 < lung_litres < 7.2
    middle = labels[20:44] != Label.AIR
    depth_mm = np.ptp(np.flatnonzero(middle.any(axis=(0, 2)))) * spacing_mm
    width_mm = np.ptp(np.flatnonzero(middle.any(axis=(0, 1)))) * spacing_mm
    assert 180 < depth_mm < 310
    assert width_mm >= 270
    bone_litres = (labels == Label.BONE).sum() * spacing_mm**3 / 1e6
    assert 0.3 < bone_litres < 1.6


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lungs_lie_inside_the_ribs_and_do_not_reach_the_skin(seed: int) -> None:
    labels = thorax(seed, 128).labels
    z, y, x = coordinates_mm(128)
    lung, bone = labels == Label.LUNG, labels == Label.BONE
    for height in (-40.0, 0.0, 40.0):
        level = np.abs(z[:, 0, 0] - height) < 15
        lung_half_width = np.abs(x[level][lung[level]]).max()
        bone_half_width = np.abs(x[level][bone[level]]).max()
        assert lung_half_width < bone_half_width
        if height > 0:  # lower, cartilage closes the front
            assert y[level][lung[level]].min() > y[level][bone[level]].min()
        assert y[level][lung[level]].max() < y[level][bone[level]].max()
    assert lung.any(axis=(1, 2)).argmax() > 8


@pytest.mark.parametrize("seed", SEEDS)
def test_air_of_the_lungs_lies_on_both_sides_and_left_is_the_smaller_lung(seed: int) -> None:
    _, _, x = coordinates_mm(128)
    lung = thorax(seed, 128).labels == Label.LUNG
    left, right = (lung & (x > 0)).sum(), (lung & (x < 0)).sum()
    assert 0.6 * right < left < right


@pytest.mark.parametrize("seed", SEEDS)
def test_the_spine_is_behind_and_the_sternum_in_front(seed: int) -> None:
    _, y, x = coordinates_mm(128)
    bone = thorax(seed, 128).labels == Label.BONE
    middle = np.abs(x) < 12
    spine, sternum = bone & middle & (y > 0), bone & middle & (y < -40)
    assert spine.sum() > 3 * sternum.sum() > 0
    assert spine.any(axis=(1, 2))[5:-5].all()


@pytest.mark.parametrize("seed", SEEDS)
def test_bone_has_the_same_mass_on_both_grids(seed: int) -> None:
    """HU above 100 summed: cortical shells, thinner than a voxel, must not gain or lose where voxels grow."""
    pooled = thorax(seed, 128).volume.hu.reshape(64, 2, 64, 2, 64, 2).mean(axis=(1, 3, 5))
    fine, coarse = (np.clip(hu - 100.0, 0, None) for hu in (pooled, thorax(seed).volume.hu))
    assert coarse.sum() == pytest.approx(fine.sum(), rel=0.04)


def test_a_grid_that_is_too_small_is_refused() -> None:
    with pytest.raises(BadConfigError):
        make_thorax(1, WorkingGrid(1))


@pytest.mark.parametrize("seed", range(8))
def test_no_bone_breaks_through_the_skin(seed: int) -> None:
    labels = thorax(seed).labels
    outside = np.zeros(labels.shape, dtype=bool)
    outside[:, :3], outside[:, -3:] = labels[:, :3] == Label.AIR, labels[:, -3:] == Label.AIR
    for _ in range(64):
        grown = outside.copy()
        grown[:, 1:] |= outside[:, :-1] & (labels[:, 1:] == Label.AIR)
        grown[:, :-1] |= outside[:, 1:] & (labels[:, :-1] == Label.AIR)
        if (grown == outside).all():
            break
        outside = grown
    bone = labels == Label.BONE
    assert not (bone[:, 1:] & outside[:, :-1]).any()
    assert not (bone[:, :-1] & outside[:, 1:]).any()


@pytest.mark.gpu
def test_the_gpu_shows_the_same_person() -> None:
    on_gpu = make_thorax(1, WorkingGrid(64), "cuda").hu.astype(float)
    difference = np.abs(on_gpu - thorax(1).volume.hu)
    assert np.quantile(difference, 0.999) <= 2
