"""The edges of the crop box, and a handle on each of its six faces that can be dragged.

Picking is done here in display pixels and not by a VTK widget, so that it works the same in both hosts. Invariant: the
handles keep their size on the screen whatever the zoom.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkFiltersModeling import vtkOutlineFilter
from vtkmodules.vtkFiltersSources import vtkCubeSource, vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from xr2ct_viewer.models.crop import CropBox

EDGE_RGB: Final = (0.45, 0.65, 0.95)
HANDLE_RGB: Final = (1.0, 0.82, 0.35)
RADIUS_FRACTION: Final = 0.012
"""Radius of a handle as a fraction of the height of the picture."""
REACH_FRACTION: Final = 0.03
"""How near to the middle of a handle a press counts, as a fraction of the height of the picture."""

Face = tuple[int, int]
"""Axis 0, 1, 2 for x, y, z, and end 0 (low) or 1 (high)."""


class CropHandles:
    """Edges are shown while the box cuts or can be dragged, handles while it can be dragged."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self._cube = vtkCubeSource()
        outline = vtkOutlineFilter()
        outline.SetInputConnection(self._cube.GetOutputPort())
        self._outline = _actor(outline, EDGE_RGB)
        self._outline.GetProperty().SetLineWidth(1.5)
        ball = vtkSphereSource()
        ball.SetRadius(1.0)
        ball.SetThetaResolution(16)
        ball.SetPhiResolution(12)
        self._balls = {(axis, end): _actor(ball, HANDLE_RGB) for axis in range(3) for end in range(2)}
        for actor in (self._outline, *self._balls.values()):
            actor.VisibilityOff()
            renderer.AddActor(actor)
        self._bounds: tuple[float, ...] = (0, 1, 0, 1, 0, 1)
        self.crop = CropBox()
        self.are_shown = False

    def place(self, crop: CropBox, bounds_mm: tuple[float, ...] | None, *, handles: bool) -> None:
        """Draw the box of a volume with these bounds; None hides everything."""
        self.crop = crop
        self.are_shown = handles and bounds_mm is not None
        for actor in self._balls.values():
            actor.SetVisibility(self.are_shown)
        self._outline.SetVisibility(bounds_mm is not None and (handles or not crop.is_whole))
        if bounds_mm is None:
            return
        self._bounds = bounds_mm
        limits = crop.limits_mm(bounds_mm)
        self._cube.SetBounds(*limits.ravel())
        for face, actor in self._balls.items():
            actor.SetPosition(*_face_centre(limits, face))

    def keep_size(self) -> None:
        """Call before each render: the balls grow with their distance."""
        if not self.are_shown:
            return
        camera = self._renderer.GetActiveCamera()
        eye, half_angle = np.array(camera.GetPosition()), np.radians(camera.GetViewAngle() / 2.0)
        for actor in self._balls.values():
            height_mm = 2.0 * float(np.linalg.norm(np.array(actor.GetPosition()) - eye)) * np.tan(half_angle)
            actor.SetScale(RADIUS_FRACTION * height_mm)

    def face_at(self, x_px: float, y_px: float) -> Face | None:
        """The face whose handle is under a display position (from the lower left); the nearest to the eye wins."""
        if not self.are_shown:
            return None
        reach_px = REACH_FRACTION * self._renderer.GetSize()[1]
        found = []
        for face, actor in self._balls.items():
            x, y, depth = self._to_display(np.array(actor.GetPosition()))
            if np.hypot(x - x_px, y - y_px) <= reach_px:
                found.append((depth, face))
        return min(found)[1] if found else None

    def dragged(self, face: Face, x_px: float, y_px: float) -> CropBox:
        """The box with a face as near to a display position as it gets by moving along its axis."""
        axis, end = face
        start = np.array(self._balls[face].GetPosition())
        step = np.zeros(3)
        step[axis] = 1.0
        origin, ahead = self._to_display(start)[:2], self._to_display(start + step)[:2]
        along = ahead - origin
        length2 = float(along @ along)
        if length2 < 1e-6:  # the axis points at the eye: the mouse says nothing about it
            return self.crop
        moved_mm = float((np.array([x_px, y_px]) - origin) @ along) / length2
        low, high = self._bounds[2 * axis], self._bounds[2 * axis + 1]
        return self.crop.with_face(axis, end, (start[axis] + moved_mm - low) / (high - low))

    def _to_display(self, point_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        self._renderer.SetWorldPoint(*point_mm, 1.0)
        self._renderer.WorldToDisplay()
        return np.array(self._renderer.GetDisplayPoint())


def _face_centre(limits_mm: NDArray[np.float64], face: Face) -> NDArray[np.float64]:
    axis, end = face
    centre: NDArray[np.float64] = limits_mm.mean(axis=1)
    centre[axis] = limits_mm[axis, end]
    return centre


def _actor(source: vtkOutlineFilter | vtkSphereSource, rgb: tuple[float, float, float]) -> vtkActor:
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(source.GetOutputPort())
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*rgb)
    actor.GetProperty().SetAmbient(0.4)
    actor.PickableOff()
    return actor
