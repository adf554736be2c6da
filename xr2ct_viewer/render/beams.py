"""The two radiographs in space: each image on its detector, the source, the outline of the beam, and the ray through
the crosshair.

Positions come from `ViewGeometry` alone: the picture covers the detector from the outer edges of its corner pixels,
so a voxel's projection lies on the picture where the ray through the voxel meets it. A picture is seen from the side of
its source; from behind it would hide the patient, so only its frame is drawn. World: LPS millimetres.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersSources import vtkPlaneSource, vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkTexture

from xr2ct_core.geometry import ViewGeometry
from xr2ct_viewer.models.display import Point
from xr2ct_viewer.models.space_radiograph import SpaceRadiograph

PARALLEL_REACH_MM: Final = 400.0
"""How far a parallel beam is drawn before and behind the isocentre."""
VIEW_RGB: Final = ((1.0, 0.62, 0.25), (0.35, 0.8, 1.0))
"""Colours of what belongs to the frontal and to the lateral view."""


def detector_corners_mm(view: ViewGeometry) -> NDArray[np.float64]:
    """Outer corners (4, 3) of the detector: lower left, lower right, upper right, upper left of the image."""
    bottom, right = view.rows - 0.5, view.cols - 0.5
    return view.pixel_to_world_mm([(bottom, -0.5), (bottom, right), (-0.5, right), (-0.5, -0.5)])


def ray_mm(view: ViewGeometry, point: Point) -> NDArray[np.float64]:
    """Start and end (2, 3) of the ray through a point of the patient: from the source to the picture."""
    frame = view.frame()
    pixel = view.pixel_to_world_mm(view.world_to_pixel(point))
    if frame.source_mm is not None:
        return np.stack([frame.source_mm, pixel])
    return np.stack([pixel + sign * PARALLEL_REACH_MM * frame.ray_direction for sign in (-1.0, 1.0)])


def picture_corners_mm(view: ViewGeometry) -> NDArray[np.float64]:
    """Where the picture is drawn: on the detector, or, for parallel beams, behind the patient."""
    corners = detector_corners_mm(view)
    if view.model == "parallel":
        corners = corners + PARALLEL_REACH_MM * view.frame().ray_direction
    return corners


class Beams:
    """What the two views add to a scene. Nothing is drawn until it is given radiographs and shown."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._sides = tuple(_Side(renderer, rgb) for rgb in VIEW_RGB)
        self.radiographs: tuple[SpaceRadiograph, ...] = ()
        self.crosshair: Point | None = None
        self.are_shown = False

    @property
    def points_mm(self) -> NDArray[np.float64] | None:
        """Sources and corners of all that is drawn, (n, 3); None while nothing is."""
        if not (self.are_shown and self.radiographs):
            return None
        return np.concatenate([_outline_points(radiograph.view) for radiograph in self.radiographs])

    @property
    def towards_sources(self) -> NDArray[np.float64]:
        """Unit vector to the side from which both pictures are seen."""
        towards = -sum((radiograph.view.frame().ray_direction for radiograph in self.radiographs), np.zeros(3))
        length = float(np.linalg.norm(towards))
        return towards / length if length > 1e-6 else np.array([0.0, -1.0, 0.0])

    def set_radiographs(self, radiographs: tuple[SpaceRadiograph, ...]) -> None:
        """A frontal and a lateral one, or none."""
        self.radiographs = radiographs
        for side, radiograph in zip(self._sides, radiographs, strict=False):
            side.place(radiograph)
        self._refresh()

    def set_crosshair(self, point: Point | None) -> None:
        """The point of the patient through which the two rays run; None draws none."""
        self.crosshair = point
        self._refresh()

    def show(self, shown: bool) -> None:
        self.are_shown = shown
        self._refresh()

    def copy_from(self, other: "Beams") -> None:
        """Show the same as in another scene."""
        self.set_radiographs(other.radiographs)
        self.set_crosshair(other.crosshair)
        self.show(other.are_shown)

    def _refresh(self) -> None:
        is_shown = self.are_shown and bool(self.radiographs)
        for index, side in enumerate(self._sides):
            if is_shown and self.crosshair is not None:
                side.draw_ray(ray_mm(self.radiographs[index].view, self.crosshair))
            side.set_visible(is_shown, with_ray=self.crosshair is not None)


class _Side:
    """The actors of one view."""

    def __init__(self, renderer: vtkRenderer, rgb: tuple[float, float, float]) -> None:
        self._plane = vtkPlaneSource()
        self.texture = vtkTexture()
        self.texture.InterpolateOn()
        self._picture = _actor(rgb)
        self._picture.GetMapper().SetInputConnection(self._plane.GetOutputPort())
        self._picture.GetProperty().SetColor(1, 1, 1)
        self._picture.SetTexture(self.texture)
        self._outline, self._ray = _actor(rgb), _actor(rgb)
        self._outline.GetProperty().SetOpacity(0.55)
        self._outline.GetProperty().SetLineWidth(1.2)
        self._ray.GetProperty().SetLineWidth(2.5)
        ball = vtkSphereSource()
        ball.SetRadius(9.0)
        ball.SetThetaResolution(20)
        ball.SetPhiResolution(14)
        self._source = _actor(rgb)
        self._source.GetMapper().SetInputConnection(ball.GetOutputPort())
        self._has_source = False
        for actor in (self._picture, self._outline, self._ray, self._source):
            actor.VisibilityOff()
            renderer.AddActor(actor)

    def place(self, radiograph: SpaceRadiograph) -> None:
        lower_left, lower_right, _, upper_left = picture_corners_mm(radiograph.view)
        self._plane.SetOrigin(*lower_left)
        self._plane.SetPoint1(*lower_right)
        self._plane.SetPoint2(*upper_left)
        self.texture.SetInputData(_image(radiograph.grey))
        frame = radiograph.view.frame()
        faces_source = np.cross(lower_right - lower_left, upper_left - lower_left) @ frame.ray_direction < 0
        self._picture.GetProperty().SetBackfaceCulling(bool(faces_source))
        self._picture.GetProperty().SetFrontfaceCulling(not faces_source)
        source_mm = frame.source_mm
        self._has_source = source_mm is not None
        if source_mm is not None:
            self._source.SetPosition(*source_mm)
        points = _outline_points(radiograph.view)
        edges = [(index, index + 4) for index in range(4)]
        edges += [(first + start, (first + 1) % 4 + start) for first in range(4) for start in (0, 4)]
        self._outline.GetMapper().SetInputData(_lines(points, edges))

    def draw_ray(self, ends_mm: NDArray[np.float64]) -> None:
        self._ray.GetMapper().SetInputData(_lines(ends_mm, [(0, 1)]))

    def set_visible(self, visible: bool, *, with_ray: bool) -> None:
        self._picture.SetVisibility(visible)
        self._outline.SetVisibility(visible)
        self._source.SetVisibility(visible and self._has_source)
        self._ray.SetVisibility(visible and with_ray)


def _outline_points(view: ViewGeometry) -> NDArray[np.float64]:
    """Corners of the picture (first four) and where the beam towards each of them begins."""
    corners, frame = picture_corners_mm(view), view.frame()
    if frame.source_mm is not None:
        return np.concatenate([corners, np.repeat(frame.source_mm[None], 4, axis=0)])
    return np.concatenate([corners, corners - 2.0 * PARALLEL_REACH_MM * frame.ray_direction])


def _actor(rgb: tuple[float, float, float]) -> vtkActor:
    actor = vtkActor()
    actor.SetMapper(vtkPolyDataMapper())
    actor.GetProperty().SetColor(*rgb)
    actor.GetProperty().LightingOff()
    actor.PickableOff()
    return actor


def _image(grey: NDArray[np.uint8]) -> vtkImageData:
    """A texture: its first row is the lowest of the picture."""
    flipped = np.ascontiguousarray(grey[::-1])
    image = vtkImageData()
    image.SetDimensions(flipped.shape[1], flipped.shape[0], 1)
    image.GetPointData().SetScalars(numpy_to_vtk(flipped.ravel(), deep=True))
    return image


def _lines(points_mm: NDArray[np.float64], pairs: list[tuple[int, int]]) -> vtkPolyData:
    points = vtkPoints()
    points.SetData(numpy_to_vtk(np.ascontiguousarray(points_mm), deep=True))
    cells = vtkCellArray()
    for pair in pairs:
        cells.InsertNextCell(2, pair)
    lines = vtkPolyData()
    lines.SetPoints(points)
    lines.SetLines(cells)
    return lines
