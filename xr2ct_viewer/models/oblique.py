"""A stack of turned slices through a volume: the same interface as straight slices, resampled on demand.

Invariants: pixels are square and slices as far apart as the finest voxel spacing; the images are centred on the volume,
large enough for every cut of the stack, and of one size along it; one slice passes exactly through the anchor, the
point about which the plane was turned. Units: LPS millimetres.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.volume import HuArray, Volume
from xr2ct_viewer.models.frames import EdgeLetters, Orientation, PlaneFrame, PlaneFrames
from xr2ct_viewer.models.planes import Plane, SlicePlane, clamped_to, middle_of
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.resampling import plane_values

_EDGES: Final = tuple((one, one | bit) for one in range(8) for bit in (1, 2, 4) if not one & bit)
"""Pairs of corners of a box that an edge joins, as `itertools.product` counts them."""


@dataclass(frozen=True)
class ObliquePlane:
    """Turned slices of `orientation`, whose directions are `frame`."""

    orientation: Orientation
    frame: PlaneFrame
    affine: Affine
    shape_zyx: tuple[int, int, int]
    anchor_lps_mm: Point

    @property
    def is_oblique(self) -> bool:
        return True

    @property
    def step_mm(self) -> float:
        return min(self.affine.spacing_zyx_mm)

    @property
    def pixel_mm(self) -> tuple[float, float]:
        return self.step_mm, self.step_mm

    @property
    def letters(self) -> EdgeLetters:
        return self.frame.letters

    @property
    def centre_lps_mm(self) -> Point:
        return middle_of(self.affine, self.shape_zyx)

    @cached_property
    def shape(self) -> tuple[int, int]:
        half = self._half_extent_mm
        return int(np.ceil(2 * half[1] / self.step_mm)), int(np.ceil(2 * half[0] / self.step_mm))

    @cached_property
    def count(self) -> int:
        return int(np.floor((self._half_extent_mm[2] - self._first_mm) / self.step_mm)) + 1

    @property
    def fit_mm(self) -> tuple[float, float]:
        return SlicePlane(self.orientation, self.affine, self.shape_zyx).fit_mm

    def outline(self, index: int) -> tuple[tuple[float, float], ...]:
        """Where the slice meets the edges of the volume, around their middle."""
        corners = np.array([self.from_world(corner) for corner in self._corners])
        met = []
        for one, other in _EDGES:
            (start, end), depths = corners[[one, other], :2], corners[[one, other], 2] - index
            if depths[0] * depths[1] <= 0 and depths[0] != depths[1]:
                met.append(start + (end - start) * depths[0] / (depths[0] - depths[1]))
        if len(met) < 3:
            return ()
        around = np.array(met) - np.mean(met, axis=0)
        order = np.argsort(np.arctan2(around[:, 0], around[:, 1]))
        return tuple((float(row), float(col)) for row, col in np.array(met)[order])

    def extract(self, array: HuArray, index: int, outside: float = 0.0) -> HuArray:
        start = self.affine.world_to_voxel(self.to_world(0, 0, index))
        inverse = self.affine.inverse_matrix[:3, :3]
        right, down, _ = self._axes
        return plane_values(
            array, start, inverse @ down * self.step_mm, inverse @ right * self.step_mm, self.shape, outside
        )

    def to_world(self, row: float, col: float, index: float) -> Point:
        """The point of the patient at a pixel of slice `index`."""
        rows, cols = self.shape
        along = np.array(
            [
                (col - (cols - 1) / 2) * self.step_mm,
                (row - (rows - 1) / 2) * self.step_mm,
                self._first_mm + index * self.step_mm,
            ]
        )
        x_mm, y_mm, z_mm = self._centre + along @ self._axes
        return float(x_mm), float(y_mm), float(z_mm)

    def from_world(self, point: Point) -> tuple[float, float, float]:
        """Fractional (row, col, slice index) of a point of the patient."""
        right_mm, down_mm, depth_mm = self._axes @ (np.asarray(point) - self._centre)
        rows, cols = self.shape
        row, col = down_mm / self.step_mm + (rows - 1) / 2, right_mm / self.step_mm + (cols - 1) / 2
        return float(row), float(col), float((depth_mm - self._first_mm) / self.step_mm)

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

    @cached_property
    def _axes(self) -> NDArray[np.float64]:
        """Right, down and normal, one a row."""
        return np.array([self.frame.right, self.frame.down, self.frame.normal])

    @cached_property
    def _centre(self) -> NDArray[np.float64]:
        return np.asarray(self.centre_lps_mm)

    @cached_property
    def _half_extent_mm(self) -> NDArray[np.float64]:
        """Half of what the volume measures along right, down and normal."""
        half: NDArray[np.float64] = np.abs((self._corners - self._centre) @ self._axes.T).max(axis=0)
        return half

    @cached_property
    def _corners(self) -> NDArray[np.float64]:
        """The eight corners of the volume, where the outermost voxels end."""
        ends = [(-0.5, size - 0.5) for size in self.shape_zyx]
        return self.affine.voxel_to_world(np.array(list(product(*ends))))

    @cached_property
    def _first_mm(self) -> float:
        """Where the first slice lies along the normal, from the centre: inside, in step with the anchor."""
        anchor_mm = float(self._axes[2] @ (np.asarray(self.anchor_lps_mm) - self._centre))
        steps = np.floor((anchor_mm + self._half_extent_mm[2]) / self.step_mm)
        return float(anchor_mm - steps * self.step_mm)


def plane_of(orientation: Orientation, volume: Volume, frames: PlaneFrames) -> Plane:
    """The stack of a view through a volume: straight where it can be, turned where it has to be."""
    if not frames.is_oblique(orientation):
        return SlicePlane.of(orientation, volume)
    return ObliquePlane(orientation, frames[orientation], volume.affine, volume.shape_zyx, frames.anchor_lps_mm)
