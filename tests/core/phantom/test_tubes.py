"""Tubes keep their mass on every grid, thick or thinner than a voxel."""

import numpy as np
import pytest

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.space import Space, coarse_space, interpolate
from xr2ct_core.phantom.tubes import Tubes, tube_distance, tube_occupancy, wide_tube_distance


@pytest.mark.parametrize("size", [64, 128])
@pytest.mark.parametrize("radius_mm", [0.5, 1.0, 2.0, 4.0, 9.0])
def test_a_long_tube_has_the_volume_of_its_cylinder(size: int, radius_mm: float) -> None:
    space = Space.of_grid(WorkingGrid(size), "cpu")
    tube = Tubes.curve([(-81.3, 12.1, -61.0), (83.7, -33.0, 58.2)], radius_mm)
    _, occupancy = tube_occupancy(space, tube)
    length_mm = np.linalg.norm(np.array([-81.3, 12.1, -61.0]) - [83.7, -33.0, 58.2])
    cylinder = np.pi * radius_mm**2 * (length_mm + 4 / 3 * radius_mm)
    assert float(occupancy.sum()) * space.spacing_mm**3 == pytest.approx(cylinder, rel=0.12)


def test_a_flat_tube_is_thin_along_its_normal() -> None:
    space = Space.of_grid(WorkingGrid(128), "cpu")
    ends = np.array([[-60.0, 0.0, 0.0]]), np.array([[60.0, 0.0, 0.0]])
    tube = Tubes(*ends, np.array([4.0]), np.array([12.0]), np.array([[0.0, 1.0, 0.0]]))
    region, occupancy = tube_occupancy(space, tube)
    solid = occupancy > 0.5
    y_mm = region.y.flatten()[solid.any(2).any(0)]
    z_mm = region.z.flatten()[solid.any(2).any(1)]
    assert 6 < float(y_mm.max() - y_mm.min()) + 2.5 < 11
    assert 20 < float(z_mm.max() - z_mm.min()) + 2.5 < 29


def test_distance_is_exact_near_a_straight_tube() -> None:
    space = Space.of_grid(WorkingGrid(64), "cpu")
    region, distance = tube_distance(space, Tubes.curve([(0.0, 0.0, -80.0), (0.0, 0.0, 80.0)], 10.0), 15.0)
    radial = (region.x**2 + region.y**2).sqrt() - 10.0
    level = region.z.flatten().abs() < 60
    expected = radial.expand(distance.shape).clamp(max=15.0)[level]
    assert float((distance[level].clamp(max=12.0) - expected.clamp(max=12.0)).abs().max()) < 0.01


def test_wide_distance_agrees_with_the_exact_one() -> None:
    space = Space.of_grid(WorkingGrid(128), "cpu")
    tube = Tubes.curve([(-40.0, 0.0, -80.0), (10.0, 20.0, 0.0), (0.0, 0.0, 80.0)], 20.0)
    region, exact = tube_distance(space, tube, 12.0)
    wide = wide_tube_distance(space, tube, 12.0)[region.box]
    near = exact.abs() < 8.0
    assert float((wide - exact)[near].abs().max()) < 1.0


def test_a_mirrored_tube_lies_on_the_other_side() -> None:
    tube = Tubes.curve([(20.0, 3.0, 5.0), (60.0, 9.0, 40.0)], 5.0)
    np.testing.assert_allclose(tube.mirrored().start[:, 0], -tube.start[:, 0])
    np.testing.assert_allclose(tube.mirrored().start[:, 1:], tube.start[:, 1:])


def test_a_linear_field_survives_interpolation_from_the_coarse_lattice() -> None:
    space = Space.of_grid(WorkingGrid(64), "cpu")
    coarse = coarse_space(space)
    field = 2.0 * coarse.x + 3.0 * coarse.y - coarse.z
    expected = 2.0 * space.x + 3.0 * space.y - space.z
    assert float((interpolate(field, coarse, space) - expected).abs().max()) < 0.01


def test_a_tube_outside_the_grid_paints_nothing() -> None:
    space = Space.of_grid(WorkingGrid(32), "cpu")
    region, occupancy = tube_occupancy(space, Tubes.curve([(400.0, 0.0, 0.0), (450.0, 0.0, 0.0)], 5.0))
    assert occupancy.numel() == 0
    assert 0 in region.shape
