"""Silhouettes carve the hull, the body is guessed inside it, and coarse pixels hold the same attenuation."""

import numpy as np
import projection_shapes as shapes
import pytest
import torch

from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.body import elliptic_body, scaled_to
from xr2ct_core.projection.measured import coarsening, measured_views, silhouette_hull
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(40)


def _cylinder() -> Volume:
    """An elliptical cylinder of water, off the centre of the cube."""
    axis_mm = (np.arange(GRID.size) - (GRID.size - 1) / 2) * GRID.spacing_mm
    y_mm, x_mm = np.meshgrid(axis_mm, axis_mm, indexing="ij")
    hu_yx = np.where(((x_mm - 10) / 110) ** 2 + ((y_mm + 15) / 80) ** 2 <= 1, 0.0, -1000.0)
    return Volume.on_grid(np.repeat(hu_yx[None], GRID.size, axis=0).astype(np.float32), GRID)


@pytest.mark.parametrize("name", ["x2ct", "clinic", "parallel"])
def test_the_hull_holds_the_body_and_the_ellipse_is_close_to_it(name: str) -> None:
    cube = _cylinder()
    views = measured_views(simulate_pair(cube, BiplanarGeometry.preset(name)), GRID, coarsen=True)
    hull = silhouette_hull(views)
    ellipse = elliptic_body(hull, views, GRID)[0].numpy() > 0.5
    body = cube.hu > -500
    middle = slice(8, 32)  # slices that both detectors see
    assert hull[0].numpy()[middle][body[middle]].mean() > 0.99
    overlap = (ellipse & body)[middle].sum() / (ellipse | body)[middle].sum()
    box_overlap = (hull[0].numpy() & body)[middle].sum() / (hull[0].numpy() | body)[middle].sum()
    assert overlap > 0.85
    assert overlap > box_overlap


def test_a_flat_body_is_scaled_to_the_attenuation_of_the_radiographs() -> None:
    cube = _cylinder()
    views = measured_views(simulate_pair(cube, BiplanarGeometry.preset("clinic")), GRID, coarsen=True)
    mu = scaled_to(torch.from_numpy((cube.hu > -500).astype(np.float32))[None], views)
    assert float(mu.max()) == pytest.approx(0.02, rel=1e-3)


def test_without_a_body_in_the_middle_the_hull_itself_is_returned() -> None:
    air = Volume.on_grid(np.full(GRID.shape_zyx, -1000.0, np.float32), GRID)
    views = measured_views(simulate_pair(air, BiplanarGeometry.preset("clinic")), GRID, coarsen=True)
    hull = silhouette_hull(views)
    torch.testing.assert_close(elliptic_body(hull, views, GRID), hull.to(torch.float32))


def test_pixels_are_averaged_only_while_they_stay_finer_than_voxels() -> None:
    frontal = BiplanarGeometry.preset("x2ct").frontal
    assert coarsening(frontal, WorkingGrid(128)) == 2
    assert coarsening(frontal, WorkingGrid(64)) == 4
    assert coarsening(shapes.view_of("x2ct", View.PA, pixels=80), WorkingGrid(128)) == 1


def test_coarse_pixels_hold_the_mean_line_integral() -> None:
    pair = simulate_pair(_cylinder(), BiplanarGeometry.preset("x2ct"))
    fine, coarse = (measured_views(pair, GRID, coarsen=coarsen)[0].image_BRC for coarsen in (False, True))
    assert coarse.shape[1] < fine.shape[1]
    assert float(coarse.mean()) == pytest.approx(float(fine.mean()), rel=1e-5)
