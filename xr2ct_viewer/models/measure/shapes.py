"""Which voxels or pixels lie in an ellipse or a rectangle drawn on a plane.

On a plane along the patient's axes these are the voxels of one slice whose centres lie in the shape; on a turned plane
they are places of the plane one finest voxel apart. A shape too small for any centre takes the one nearest to its
middle. Units: LPS millimetres in the patient, pixels on radiographs.
"""

from dataclasses import dataclass
from math import pi
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.measure.measurement import Measurement

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PlaneShape:
    """An ellipse or rectangle: its middle, half sizes along `right` and `down`, all in the same length."""

    kind: Literal["ellipse", "rectangle"]
    middle: Values
    half: tuple[float, float]
    right: Values
    down: Values

    @property
    def area(self) -> float:
        """In the square of the length."""
        return (pi if self.kind == "ellipse" else 4.0) * self.half[0] * self.half[1]

    @property
    def sizes(self) -> tuple[float, float]:
        return 2 * self.half[0], 2 * self.half[1]

    def contains(self, places: Values) -> NDArray[np.bool_]:
        """Whether places (n, 2 or 3), taken onto the plane, lie inside."""
        offset = places - self.middle
        along = [offset @ axis / max(half, 1e-9) for axis, half in zip((self.right, self.down), self.half, strict=True)]
        if self.kind == "ellipse":
            return np.asarray(along[0] ** 2 + along[1] ** 2 <= 1.0)
        return np.asarray((np.abs(along[0]) <= 1.0) & (np.abs(along[1]) <= 1.0))


def shape_of(measurement: Measurement, corners: Values | None = None) -> PlaneShape:
    """The shape of an ellipse or rectangle; `corners` (2, 2) in pixels for radiographs."""
    if measurement.axes is not None and measurement.is_in_patient:
        right, down = (np.array(axis, dtype=np.float64) for axis in measurement.axes)
        first, second = (np.array(point, dtype=np.float64) for point in measurement.points)
    else:
        assert corners is not None
        right, down = np.array([0.0, 1.0]), np.array([1.0, 0.0])
        first, second = corners
    across = second - first
    half = abs(float(across @ right)) / 2, abs(float(across @ down)) / 2
    kind: Literal["ellipse", "rectangle"] = "ellipse" if measurement.kind == "ellipse" else "rectangle"
    return PlaneShape(kind, (first + second) / 2, half, right, down)


def places_in_volume(shape: PlaneShape, volume: Volume) -> tuple[Values, bool]:
    """Voxel positions (n, 3) in z, y, x inside the shape and the volume, and whether they are whole voxels."""
    normal = np.abs(np.cross(shape.right, shape.down))
    is_straight = bool(np.isclose(normal.max(), 1.0, atol=1e-6) and np.isclose(np.abs(shape.right).max(), 1.0))
    places = _voxels_of_slice(shape, volume) if is_straight else _places_of_plane(shape, volume)
    inside = ((places > -0.5) & (places < np.array(volume.shape_zyx) - 0.5)).all(axis=1)
    return places[inside], is_straight


def _voxels_of_slice(shape: PlaneShape, volume: Volume) -> Values:
    middle = volume.affine.world_to_voxel(shape.middle)
    spacing = np.array(volume.spacing_zyx_mm)
    reach = (np.abs(shape.right)[::-1] * shape.half[0] + np.abs(shape.down)[::-1] * shape.half[1]) / spacing
    ranges = [_whole_between(centre, extent) for centre, extent in zip(middle, reach, strict=True)]
    index = np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, 3)
    kept = index[shape.contains(volume.affine.voxel_to_world(index))] if len(index) else index
    return kept if len(kept) else np.rint(middle)[None]


def _whole_between(centre: float, extent: float) -> Values:
    """Whole numbers within `extent` of `centre`; the nearest one where there is no extent."""
    if extent < 1e-9:
        return np.array([np.rint(centre)])
    return np.arange(np.ceil(centre - extent), np.floor(centre + extent) + 1)


def _places_of_plane(shape: PlaneShape, volume: Volume) -> Values:
    step_mm = min(volume.spacing_zyx_mm)
    counts = [int(half // step_mm) for half in shape.half]
    across, along = np.meshgrid(*(np.arange(-count, count + 1) * step_mm for count in counts), indexing="ij")
    world = shape.middle + across.reshape(-1, 1) * shape.right + along.reshape(-1, 1) * shape.down
    return volume.affine.world_to_voxel(world[shape.contains(world)])
