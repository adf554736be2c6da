"""A small ball off the centre, alone in air, is found where it is, also where no detector sees the cube's corners."""

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(64)
AXIS_MM = (np.arange(GRID.size) - (GRID.size - 1) / 2) * GRID.spacing_mm


@pytest.mark.parametrize("centre_lps_mm", [(60, -40, 50), (-70, 50, -60)], ids=["left front head", "right back feet"])
@pytest.mark.parametrize("method_id", ["backprojection", "tv"])
def test_a_small_ball_is_found_within_a_millimetre(method_id: str, centre_lps_mm: tuple[float, float, float]) -> None:
    z_mm, y_mm, x_mm = np.meshgrid(AXIS_MM, AXIS_MM, AXIS_MM, indexing="ij")
    x, y, z = centre_lps_mm
    is_ball = (x_mm - x) ** 2 + (y_mm - y) ** 2 + (z_mm - z) ** 2 < 15**2
    ball = Volume.on_grid(np.where(is_ball, 0, -1024).astype(np.int16), GRID)
    pair = simulate_pair(ball, BiplanarGeometry.preset("x2ct"))
    spec = method_spec(method_id)
    hu = spec.build(spec.config_type()(), "cpu").reconstruct(pair, GRID, WorkContext()).hu
    mass = np.maximum(0.0, hu + 1000.0)
    found_mm = [float((mass * axis).sum() / mass.sum()) for axis in (x_mm, y_mm, z_mm)]
    np.testing.assert_allclose(found_mm, centre_lps_mm, atol=1.0)
