"""The projector agrees with RTK, a projector of other makers with another geometry code.

RTK's world has y towards the head; with its z along LPS y its x is minus LPS x, so a gantry angle of 0 puts the source
behind the patient (PA) and 90 degrees on the right (LL). Its detector rows grow towards the head.
"""

from typing import Any

import numpy as np
import projection_shapes as shapes
import pytest
from numpy.typing import NDArray

from xr2ct_core.geometry import View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy

pytestmark = pytest.mark.slow

GRID = WorkingGrid(64)
GANTRY_DEG = {View.PA: 0.0, View.LL: 90.0, View.AP: 180.0, View.RL: 270.0}
COLUMNS_GROW_BACKWARDS = {View.PA, View.LL}


def _smooth_chest() -> NDArray[np.float32]:
    axis_mm = (np.arange(GRID.size) - (GRID.size - 1) / 2) * GRID.spacing_mm
    z_mm, y_mm, x_mm = np.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij")

    def blob(x: float, y: float, z: float, width: float) -> NDArray[np.float64]:
        return np.exp(-((x_mm - x) ** 2 + (y_mm - y) ** 2 + (z_mm - z) ** 2) / (2 * width**2))

    return (0.02 * blob(0, 0, 0, 45) + 0.03 * blob(50, -30, 70, 15) - 0.01 * blob(-40, 20, -20, 30)).astype(np.float32)


def _project_rtk(mu_zyx: NDArray[np.float32], view: ViewGeometry) -> NDArray[np.float32]:
    itk: Any = pytest.importorskip("itk", reason="RTK is not installed (pip install itk-rtk)")
    if not hasattr(itk, "RTK"):
        pytest.skip("RTK is not installed (pip install itk-rtk)")
    volume = itk.image_from_array(np.ascontiguousarray(mu_zyx.transpose(1, 0, 2)[:, :, ::-1]))
    volume.SetSpacing([GRID.spacing_mm] * 3)
    volume.SetOrigin([-(GRID.size - 1) / 2 * GRID.spacing_mm] * 3)
    stack = itk.image_from_array(np.zeros((1, view.rows, view.cols), dtype=np.float32))
    stack.SetSpacing([view.pixel_mm, view.pixel_mm, 1.0])
    stack.SetOrigin([-(view.cols - 1) / 2 * view.pixel_mm, -(view.rows - 1) / 2 * view.pixel_mm, 0.0])
    geometry = itk.RTK.ThreeDCircularProjectionGeometry.New()
    geometry.AddProjection(view.sad_mm, view.sdd_mm, GANTRY_DEG[view.view])
    image_type = type(volume)
    projector = itk.RTK.JosephForwardProjectionImageFilter[image_type, image_type].New()
    projector.SetInput(0, stack)
    projector.SetInput(1, volume)
    projector.SetGeometry(geometry)
    projector.Update()
    image = itk.array_from_image(projector.GetOutput())[0, ::-1]
    return image[:, ::-1] if view.view in COLUMNS_GROW_BACKWARDS else image


@pytest.mark.parametrize("name", ["x2ct", "clinic"])
@pytest.mark.parametrize("view", list(View))
def test_every_view_agrees_with_rtk_within_half_a_percent(name: str, view: View) -> None:
    geometry = shapes.view_of(name, view)
    mu = _smooth_chest()
    ours, theirs = project_numpy(mu, [geometry], GRID)[0], _project_rtk(mu, geometry)
    assert np.abs(ours - theirs).max() < 0.005 * theirs.max()
