"""More bodies than there are CTs, for learning and measuring: stretched, bent, turned, and in another breath.

A scan ends somewhere, a body does not: the first and last slices are continued beyond the scan, so that nothing can be
learned from where it was cut. Cubes are HU (z, y, x) on the 320 mm working cube at 64 voxels an edge; everything random
comes from a generator that is handed in.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.data.breath_field import Breath, LungFrame, before_breath
from xr2ct_core.enclosed_air import between
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.units import HU_MIN

GRID: Final = WorkingGrid(64)
WALL_SHARE: Final = 0.3
_BEYOND: Final = 12
"""Voxels that the ends are continued by; more than any variation reaches."""
_KNOTS: Final = 5
_BEND_VOXELS: Final = (2.0, 1.2, 1.2)
_BODY_HU: Final = -900.0
_LEAST_OF_SLICE: Final = 0.1
_LUNG_HU: Final = (-965.0, -400.0)
_WALL_HU: Final = -300.0
_ENDS: Final = 0.03

Array = NDArray[np.float32]


def as_scanned(cube_hu: NDArray[np.int16]) -> Array:
    """The patient as scanned, with the ends of the scan continued to those of the cube."""
    return _continued(cube_hu, 0)


def varied_body(cube_hu: NDArray[np.int16], random: np.random.Generator) -> Array:
    """Another body: stretched by up to 14 % along each axis, bent by a few millimetres, turned by up to 6 degrees,
    moved by up to 15 mm."""
    longer = _continued(cube_hu, _BEYOND)
    scale = random.uniform(0.88, 1.14, 3)
    tilt = np.deg2rad(random.uniform(-1, 1, 3) * (6.0, 3.0, 3.0))
    shift = random.uniform(-1, 1, 3) * (3.0, 2.0, 2.0)
    bend = random.standard_normal((3, _KNOTS, _KNOTS, _KNOTS)) * np.array(_BEND_VOXELS)[:, None, None, None]
    middle = (np.array(cube_hu.shape) - 1) / 2.0
    places = np.indices(cube_hu.shape, dtype=np.float32).reshape(3, -1)
    matrix = np.diag(1.0 / scale) @ _turn(tilt)
    before = (matrix @ (places - (middle + shift)[:, None]) + (middle + np.array([_BEYOND, 0, 0]))[:, None]).astype(
        np.float32
    )
    up = _upsampling(cube_hu.shape[0])
    before += np.einsum("cijk,zi,yj,xk->czyx", bend.astype(np.float32), up, up, up, optimize=True).reshape(3, -1)
    return _looked_up(longer, before, cube_hu.shape)


def breathing(hu: Array, diaphragm_mm: float, frame: LungFrame | None) -> Array:
    """The body with its diaphragm lower by this much (higher if negative); unmoved where no lungs are known."""
    if frame is None:
        return hu
    grid_mm = GRID.cube_mm / hu.shape[0]
    middle = (hu.shape[0] - 1) / 2.0
    z, y, x = np.meshgrid(*((np.arange(size) - middle) * grid_mm for size in hu.shape), indexing="ij", sparse=True)
    before_mm = np.broadcast_arrays(*before_breath(z, y, x, Breath(diaphragm_mm, WALL_SHARE), frame))
    places = np.stack([(axis / grid_mm + middle).astype(np.float32).ravel() for axis in before_mm])
    return _looked_up(hu, places, hu.shape)


def lung_frame(hu: Array) -> LungFrame | None:
    """The box around what has the HU of lung with tissue to its left, right, front and back; None without lungs."""
    mask = ndimage.binary_opening((hu > _LUNG_HU[0]) & (hu < _LUNG_HU[1]) & between(hu > _WALL_HU))
    places = np.argwhere(mask)
    if len(places) < 0.002 * hu.size:
        return None
    ends = (np.quantile(places, (_ENDS, 1.0 - _ENDS), axis=0) - (hu.shape[0] - 1) / 2.0) * GRID.cube_mm / hu.shape[0]
    z_mm, y_mm, x_mm = ((float(low), float(high)) for low, high in ends.T)
    return LungFrame(z_mm, y_mm, x_mm)


def _continued(cube_hu: NDArray[np.int16], beyond: int) -> Array:
    """The scanned slices without the outermost ones, which may be half empty, continued to both sides."""
    scanned = np.flatnonzero((cube_hu > _BODY_HU).mean(axis=(1, 2)) > _LEAST_OF_SLICE)
    if scanned.size < 3:
        return np.pad(cube_hu, ((beyond, beyond), (0, 0), (0, 0)), mode="edge").astype(np.float32)
    first, last = int(scanned[0]) + 1, int(scanned[-1])
    ends = (first + beyond, len(cube_hu) - last + beyond)
    return np.pad(cube_hu[first:last], (ends, (0, 0), (0, 0)), mode="edge").astype(np.float32)


def _looked_up(hu: Array, places: NDArray[np.float32], shape: tuple[int, ...]) -> Array:
    found = ndimage.map_coordinates(hu, places, order=1, mode="constant", cval=HU_MIN)
    return np.asarray(found, dtype=np.float32).reshape(shape)


def _upsampling(size: int) -> Array:
    """Weights (size, knots) of smooth interpolation between knots."""
    knots = np.eye(_KNOTS, dtype=np.float32)
    smooth = [ndimage.zoom(one, size / _KNOTS, order=3, mode="nearest", grid_mode=True) for one in knots]
    return np.stack(smooth, axis=1)


def _turn(tilt_zyx: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rotation of (z, y, x) index coordinates about the z, y and x axes, angles in radians."""
    (sz, sy, sx), (cz, cy, cx) = np.sin(tilt_zyx), np.cos(tilt_zyx)
    about_z = np.array([[1, 0, 0], [0, cz, -sz], [0, sz, cz]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[cx, -sx, 0], [sx, cx, 0], [0, 0, 1]])
    turn: NDArray[np.float64] = about_z @ about_y @ about_x
    return turn
