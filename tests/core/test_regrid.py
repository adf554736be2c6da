"""A volume put on another grid stays at its place in the world."""

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.regrid import covered, regridded
from xr2ct_core.volume import Volume


def ramp(shape=(10, 12, 14), spacing=(4.0, 3.0, 2.0), origin=(-5.0, -8.0, 11.0)) -> Volume:
    """HU that grow linearly along the world's axes."""
    affine = Affine.axis_aligned(spacing, origin)
    index = np.stack(np.meshgrid(*(np.arange(size) for size in shape), indexing="ij"), axis=-1)
    x, y, z = np.moveaxis(affine.voxel_to_world(index), -1, 0)
    return Volume((2 * x - 3 * y + 5 * z).astype(np.float32), affine)


@pytest.mark.parametrize(
    "spacing", [(1.0, 1.5, 1.0), (4.0, 3.0, 2.0), (8.0, 6.0, 4.0)], ids=["finer", "same", "coarser"]
)
def test_linear_hu_stay_linear_in_the_world(spacing):
    volume = ramp()
    low, high = np.array([1.0, -3.0, 18.0]), np.array([15.0, 15.0, 38.0])
    shape = tuple(int(size) for size in np.floor((high - low)[::-1] / spacing) + 1)
    affine = Affine.axis_aligned(spacing, low)
    placed = regridded(volume, affine, shape)
    index = np.stack(np.meshgrid(*(np.arange(size) for size in shape), indexing="ij"), axis=-1)
    x, y, z = np.moveaxis(affine.voxel_to_world(index), -1, 0)
    inner = (slice(1, -1),) * 3
    assert placed.hu[inner] == pytest.approx((2 * x - 3 * y + 5 * z)[inner], abs=0.6)


def test_the_same_grid_keeps_every_value():
    volume = ramp()
    assert np.array_equal(regridded(volume, volume.affine, volume.shape_zyx).hu, volume.hu)


def test_beyond_the_volume_there_is_air_and_the_covered_part_ends():
    volume = ramp()
    affine = Affine.axis_aligned((4.0, 3.0, 2.0), (-5.0, -8.0, -9.0))
    placed = regridded(volume, affine, (10, 12, 14))
    assert np.all(placed.hu[:5] == -1024)
    assert np.array_equal(placed.hu[5:], volume.hu[:5])
    assert covered(volume, affine, (10, 12, 14)) == (slice(5, 10), slice(0, 12), slice(0, 14))
    assert covered(volume, Affine.axis_aligned((4.0, 3.0, 2.0), (900.0, 0.0, 0.0)), (10, 12, 14)) is None
