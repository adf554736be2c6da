"""Where the camera stands: on a side of the patient, turned about the long axis, near or far.

Invariant: the world is LPS millimetres, so the patient's long axis is z and points to the head.
"""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkCamera, vtkRenderer

from xr2ct_core.geometry import rotation_matrix

ViewSide = Literal["A", "P", "L", "R", "S", "I"]
FIT_ROUNDS: Final = 4
"""Shifting and zooming change perspective a little, so that they are repeated."""
CLOSE_UP: Final = 1.55
"""Magnification after fitting the sphere around a volume: a patient fills less of it than a ball would."""
_CAMERA_SIDE: Final[dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]]] = {
    "A": ((0, -1, 0), (0, 0, 1)),
    "P": ((0, 1, 0), (0, 0, 1)),
    "L": ((1, 0, 0), (0, 0, 1)),
    "R": ((-1, 0, 0), (0, 0, 1)),
    "S": ((0, 0, 1), (0, -1, 0)),
    "I": ((0, 0, -1), (0, -1, 0)),
}


def look_from(renderer: vtkRenderer, side: ViewSide, bounds_mm: Sequence[float] | None, zoom: float = CLOSE_UP) -> None:
    """Place the camera on a side, with what lies within the six bounds (or everything) in view."""
    direction, up = _CAMERA_SIDE[side]
    camera = renderer.GetActiveCamera()
    camera.SetFocalPoint(0, 0, 0)
    camera.SetPosition(*direction)
    camera.SetViewUp(*up)
    fit(renderer, bounds_mm, zoom)


def look_towards(renderer: vtkRenderer, from_direction: Sequence[float], elevation_deg: float = 0.0) -> None:
    """Place the camera on the side of a direction, raised towards the head; `fit` comes next."""
    camera = renderer.GetActiveCamera()
    camera.SetFocalPoint(0, 0, 0)
    camera.SetPosition(*from_direction)
    camera.SetViewUp(0, 0, 1)
    camera.Elevation(elevation_deg)
    camera.OrthogonalizeViewUp()


def fit(renderer: vtkRenderer, bounds_mm: Sequence[float] | None, zoom: float = CLOSE_UP) -> None:
    """Keep the direction and bring what lies within the bounds into view."""
    camera = renderer.GetActiveCamera()
    camera.SetViewAngle(30.0)
    if bounds_mm is None:
        renderer.ResetCamera()
    else:
        renderer.ResetCamera(*bounds_mm)
    camera.Zoom(zoom)


def fit_points(renderer: vtkRenderer, points_mm: NDArray[np.float64], fill: float = 0.92) -> None:
    """Keep the direction, and let points (n, 3) fill this share of the picture, whatever its shape."""
    camera = renderer.GetActiveCamera()
    fit(renderer, tuple(np.stack([points_mm.min(0), points_mm.max(0)], axis=1).ravel()), 1.0)
    aspect = max(renderer.GetTiledAspectRatio(), 1e-3)
    for _ in range(FIT_ROUNDS):
        flat = camera.GetCompositeProjectionTransformMatrix(aspect, -1.0, 1.0).GetData()
        seen = np.column_stack([points_mm, np.ones(len(points_mm))]) @ np.reshape(flat, (4, 4)).T
        places = seen[:, :2] / seen[:, 3:]
        low, high = places.min(0), places.max(0)
        right, up = -(low + high) / 2.0
        shift_sideways(camera, float(right) * aspect / 2.0, float(up) / 2.0)
        camera.Zoom(fill / max(float((high - low).max()) / 2.0, 1e-6))


def turn_about_long_axis(camera: vtkCamera, degrees: float) -> None:
    """Walk around the patient, counter-clockwise seen from the head; the patient's long axis keeps its place."""
    rotation = rotation_matrix((0.0, 0.0, degrees))
    focus = np.array(camera.GetFocalPoint())
    camera.SetPosition(*(focus + rotation @ (np.array(camera.GetPosition()) - focus)))
    camera.SetViewUp(*(rotation @ np.array(camera.GetViewUp())))


def shift_sideways(camera: vtkCamera, right: float, up: float) -> None:
    """Move what is seen by fractions of the height of the picture."""
    height_mm = 2.0 * camera.GetDistance() * np.tan(np.radians(camera.GetViewAngle()) / 2.0)
    forward, upward = np.array(camera.GetDirectionOfProjection()), np.array(camera.GetViewUp())
    step = -height_mm * (right * np.cross(forward, upward) + up * upward)
    camera.SetFocalPoint(*(np.array(camera.GetFocalPoint()) + step))
    camera.SetPosition(*(np.array(camera.GetPosition()) + step))
