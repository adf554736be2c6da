"""The X-rays in space stand where the geometry says: a voxel's projection lies on the picture where its ray ends."""

from dataclasses import replace

import numpy as np
import pytest

from tests.viewer.conftest import make_pair
from xr2ct_core.geometry import PRESETS, View, ViewGeometry
from xr2ct_viewer.models.space_radiograph import space_radiographs
from xr2ct_viewer.render.beams import Beams, detector_corners_mm, picture_corners_mm, ray_mm
from xr2ct_viewer.render.camera import fit_points, look_towards

POINT = (31.0, -47.0, 55.0)
VIEWS = [view for preset in PRESETS.values() for view in preset.views]
TURNED = [
    replace(PRESETS["x2ct"].frontal, view=View.AP),
    replace(PRESETS["clinic"].lateral, view=View.RL, rotation_deg=(3.0, -2.0, 8.0), shift_mm=(4.0, -6.0, 9.0)),
]


def on_the_picture_mm(view: ViewGeometry, point: tuple[float, float, float]) -> np.ndarray:
    """Where the textured picture shows a voxel, by its share of the picture's edges."""
    row, col = view.world_to_pixel(point)
    lower_left, lower_right, _, upper_left = picture_corners_mm(view)
    right, up = (col + 0.5) / view.cols, 1.0 - (row + 0.5) / view.rows
    return lower_left + right * (lower_right - lower_left) + up * (upper_left - lower_left)


@pytest.mark.parametrize("view", [*VIEWS, *TURNED], ids=lambda view: f"{view.view}-{view.model}-{view.sad_mm:g}")
def test_the_ray_through_a_voxel_meets_the_picture_where_the_voxel_is_seen(view: ViewGeometry) -> None:
    start, end = ray_mm(view, POINT)
    assert np.allclose(end, on_the_picture_mm(view, POINT), atol=1e-6)
    direction = (end - start) / np.linalg.norm(end - start)
    aside = np.asarray(POINT) - start - direction * ((np.asarray(POINT) - start) @ direction)
    assert np.linalg.norm(aside) < 1e-6


def test_the_picture_reaches_to_the_outer_edges_of_the_detector() -> None:
    view = PRESETS["x2ct"].frontal
    lower_left, lower_right, upper_right, upper_left = detector_corners_mm(view)
    assert np.linalg.norm(lower_right - lower_left) == pytest.approx(500.0)
    assert np.linalg.norm(upper_right - lower_right) == pytest.approx(500.0)
    assert lower_left[0] < 0 < lower_right[0] and lower_left[2] < 0 < upper_left[2]
    assert (lower_left[1], upper_right[1]) == pytest.approx((-408.0, -408.0))


def test_a_mark_near_the_head_on_the_left_is_there_on_the_picture_in_space() -> None:
    """The texture's rows run upwards: the first row of the image is the highest."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkRenderingCore import vtkRenderer

    beams = Beams(vtkRenderer())
    beams.set_radiographs(space_radiographs(make_pair()))
    frontal = beams._sides[0]
    frontal.texture.Update()
    image = frontal.texture.GetInput()
    width, height, _ = image.GetDimensions()
    grey = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width)
    row, col = np.argwhere(grey == 255)[0]
    assert (row, col) == (23 - 4, 5)


@pytest.mark.parametrize("size_px", [(400, 400), (600, 300), (250, 500)])
def test_sources_and_detectors_fill_the_picture_whatever_its_shape(size_px: tuple[int, int]) -> None:
    from vtkmodules.vtkRenderingCore import vtkRenderer

    from xr2ct_viewer.render.capture import make_offscreen_window

    renderer, window = vtkRenderer(), make_offscreen_window(*size_px)
    window.AddRenderer(renderer)
    beams = Beams(renderer)
    assert beams.points_mm is None
    beams.set_radiographs(space_radiographs(make_pair()))
    beams.show(True)
    points = beams.points_mm
    assert points is not None and points[:, 1].max() == pytest.approx(541.0)
    look_towards(renderer, tuple(beams.towards_sources), 20.0)
    fit_points(renderer, points, fill=0.9)
    places = []
    for point in points:
        renderer.SetWorldPoint(*point, 1.0)
        renderer.WorldToView()
        places.append(renderer.GetViewPoint()[:2])
    low, high = np.min(places, axis=0), np.max(places, axis=0)
    assert max(high - low) == pytest.approx(1.8, abs=0.05)
    assert np.abs(low + high).max() < 0.1


def test_without_a_crosshair_there_is_no_ray_and_without_radiographs_there_is_nothing() -> None:
    from vtkmodules.vtkRenderingCore import vtkRenderer

    beams = Beams(vtkRenderer())
    beams.show(True)
    side = beams._sides[1]
    assert not side._picture.GetVisibility()
    beams.set_radiographs(space_radiographs(make_pair()))
    assert side._picture.GetVisibility() and not side._ray.GetVisibility()
    beams.set_crosshair(POINT)
    assert side._ray.GetVisibility()
    beams.set_radiographs(())
    assert not side._picture.GetVisibility() and not side._ray.GetVisibility()
