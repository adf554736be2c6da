"""Where a pixel is: in a slice, in a radiograph, and in the patient (on the screen: `screen.py`).

Display convention of radiology: axial slices are seen from the feet, patient's right on the image's left, front up;
coronal slices and frontal radiographs from the front, right on the left, head up; sagittal slices and lateral
radiographs with the front on the left, head up. Units: LPS millimetres; screen positions in logical pixels; (row, col)
fractional with whole numbers at pixel centres.
"""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.volume import HuArray, Volume
from xr2ct_viewer.models.frames import STRAIGHT, EdgeLetters, PlaneFrame
from xr2ct_viewer.models.frames import Orientation as Orientation
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.screen import ScreenTransform as ScreenTransform
from xr2ct_viewer.models.screen import nice_length_mm as nice_length_mm

_ROW_NORMAL_COL: Final[dict[Orientation, tuple[int, int, int]]] = {
    "axial": (1, 0, 2),
    "coronal": (0, 1, 2),
    "sagittal": (0, 2, 1),
}


def radiograph_letters(view: ViewGeometry) -> EdgeLetters:
    return ("R", "L", "", "") if view.view.is_frontal else ("A", "P", "", "")


class Plane(Protocol):
    """A stack of parallel images through a volume, straight (`SlicePlane`) or turned (`ObliquePlane`).

    Planes are values: equal ones show the same pixels at the same places. A place on an image is (row, col, index).
    """

    @property
    def orientation(self) -> Orientation:
        """The view the plane belongs to, however it is turned."""

    @property
    def frame(self) -> PlaneFrame:
        """Directions of the image and of the stack in the patient."""

    @property
    def is_oblique(self) -> bool: ...

    @property
    def count(self) -> int:
        """How many images the stack has."""

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def pixel_mm(self) -> tuple[float, float]:
        """Height and width of a pixel."""

    @property
    def step_mm(self) -> float:
        """Distance from one image of the stack to the next."""

    @property
    def fit_mm(self) -> tuple[float, float]:
        """Height and width that fill a view at zoom 1; turning a plane does not change them."""

    @property
    def letters(self) -> EdgeLetters: ...

    @property
    def centre_lps_mm(self) -> Point:
        """The middle of the volume."""

    def outline(self, index: int) -> tuple[tuple[float, float], ...]:
        """Corners (row, col) of the part of an image that lies in the volume, in order."""

    def extract(self, array: HuArray, index: int, outside: float = 0.0) -> HuArray:
        """The image (row, col) at `index`; `outside` where the volume does not reach."""

    def to_world(self, row: float, col: float, index: float) -> Point: ...
    def from_world(self, point: Point) -> tuple[float, float, float]: ...
    def nearest_index(self, point: Point) -> int: ...
    def at_index(self, point: Point, index: int) -> Point: ...
    def clamped(self, point: Point) -> Point: ...


@dataclass(frozen=True)
class SlicePlane:
    """The stack of slices of one orientation through a volume. Rows of coronal and sagittal slices run head to feet."""

    orientation: Orientation
    affine: Affine
    shape_zyx: tuple[int, int, int]

    @classmethod
    def of(cls, orientation: Orientation, volume: Volume) -> "SlicePlane":
        return cls(orientation, volume.affine, volume.shape_zyx)

    @property
    def normal_axis(self) -> int:
        """Array axis (0 z, 1 y, 2 x) along which the slices are stacked."""
        return _ROW_NORMAL_COL[self.orientation][1]

    @property
    def count(self) -> int:
        return self.shape_zyx[self.normal_axis]

    @property
    def shape(self) -> tuple[int, int]:
        row_axis, _, col_axis = _ROW_NORMAL_COL[self.orientation]
        return self.shape_zyx[row_axis], self.shape_zyx[col_axis]

    @property
    def pixel_mm(self) -> tuple[float, float]:
        """Height and width of a pixel."""
        row_axis, _, col_axis = _ROW_NORMAL_COL[self.orientation]
        spacing = self.affine.spacing_zyx_mm
        return spacing[row_axis], spacing[col_axis]

    @property
    def frame(self) -> PlaneFrame:
        return STRAIGHT[self.orientation]

    @property
    def is_oblique(self) -> bool:
        return False

    @property
    def step_mm(self) -> float:
        return self.affine.spacing_zyx_mm[self.normal_axis]

    @property
    def fit_mm(self) -> tuple[float, float]:
        (rows, cols), (row_mm, col_mm) = self.shape, self.pixel_mm
        return rows * row_mm, cols * col_mm

    @property
    def letters(self) -> EdgeLetters:
        return self.frame.letters

    @property
    def centre_lps_mm(self) -> Point:
        return middle_of(self.affine, self.shape_zyx)

    def outline(self, index: int) -> tuple[tuple[float, float], ...]:
        bottom, right = self.shape[0] - 0.5, self.shape[1] - 0.5
        return (-0.5, -0.5), (-0.5, right), (bottom, right), (bottom, -0.5)

    def extract(self, array: HuArray, index: int, outside: float = 0.0) -> HuArray:
        """The slice (row, col) at `index`, a view into the volume."""
        stack: HuArray = np.moveaxis(array, self.normal_axis, 0)
        image: HuArray = stack[index]
        return image if self.orientation == "axial" else image[::-1]

    def to_world(self, row: float, col: float, index: float) -> Point:
        """The point of the patient at a pixel of slice `index`."""
        row_axis, normal_axis, col_axis = _ROW_NORMAL_COL[self.orientation]
        index_zyx = np.zeros(3)
        index_zyx[row_axis] = row if row_axis == 1 else self.shape[0] - 1 - row
        index_zyx[normal_axis], index_zyx[col_axis] = index, col
        x_mm, y_mm, z_mm = self.affine.voxel_to_world(index_zyx)
        return float(x_mm), float(y_mm), float(z_mm)

    def from_world(self, point: Point) -> tuple[float, float, float]:
        """Fractional (row, col, slice index) of a point of the patient."""
        row_axis, normal_axis, col_axis = _ROW_NORMAL_COL[self.orientation]
        index_zyx = self.affine.world_to_voxel(point)
        row = index_zyx[row_axis] if row_axis == 1 else self.shape[0] - 1 - index_zyx[row_axis]
        return float(row), float(index_zyx[col_axis]), float(index_zyx[normal_axis])

    def nearest_index(self, point: Point) -> int:
        """Index of the slice nearest to a point; the first or last one beyond the ends."""
        return int(np.clip(round(self.from_world(point)[2]), 0, self.count - 1))

    def at_index(self, point: Point, index: int) -> Point:
        """The point moved along the stack onto slice `index`, clamped to the stack."""
        row, col, _ = self.from_world(point)
        return self.to_world(row, col, int(np.clip(index, 0, self.count - 1)))

    def clamped(self, point: Point) -> Point:
        """The nearest point inside the volume."""
        return clamped_to(self.affine, self.shape_zyx, point)


def middle_of(affine: Affine, shape_zyx: tuple[int, int, int]) -> Point:
    """The centre of a grid."""
    x_mm, y_mm, z_mm = affine.voxel_to_world((np.asarray(shape_zyx) - 1) / 2)
    return float(x_mm), float(y_mm), float(z_mm)


def clamped_to(affine: Affine, shape_zyx: tuple[int, int, int], point: Point) -> Point:
    """The nearest point between the centres of a grid's outermost voxels."""
    index = np.clip(affine.world_to_voxel(point), 0, np.asarray(shape_zyx) - 1)
    x_mm, y_mm, z_mm = affine.voxel_to_world(index)
    return float(x_mm), float(y_mm), float(z_mm)


def point_under_pixel(view: ViewGeometry, row: float, col: float, near: Point) -> Point:
    """The point on the ray through a detector pixel that is as deep in the patient as `near`.

    Frontal views keep y, lateral views keep x. A point at the depth of the source, where no ray leads, is answered
    with `near`.
    """
    frame = view.frame()
    pixel = view.pixel_to_world_mm((row, col))
    direction: NDArray[np.float64] = frame.ray_direction if frame.source_mm is None else pixel - frame.source_mm
    axis = 1 if view.view.is_frontal else 0
    if abs(direction[axis]) < 1e-9:
        return near
    x_mm, y_mm, z_mm = pixel + direction * ((near[axis] - pixel[axis]) / direction[axis])
    point = [float(x_mm), float(y_mm), float(z_mm)]
    point[axis] = near[axis]
    return point[0], point[1], point[2]
