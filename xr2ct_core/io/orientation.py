"""Any orientation into the one of the program: right-handed, axis-aligned with LPS, z to the head.

Flips and permutations only reorder the voxels; an oblique volume is resampled linearly onto an upright grid that
contains it, with air (-1024 HU) where it has no data.
"""

from typing import Any, Final

import numpy as np
import SimpleITK as sitk  # noqa: N813

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import MAX_VOXELS
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import HuArray, Volume

_UPRIGHT_TOLERANCE: Final = 1e-4
OBLIQUE_NOTE: Final = "The volume was taken at an angle and has been resampled upright."


def upright_volume(image: Any) -> tuple[Volume, tuple[str, ...]]:
    """Volume of a three-dimensional SimpleITK image (int16 or float32 HU), and notes on what was done to it."""
    direction = np.reshape(image.GetDirection(), (3, 3))
    if not np.isfinite(direction).all() or abs(abs(np.linalg.det(direction)) - 1.0) > 0.05:
        raise BadInputError("The orientation of the volume makes no sense.", "Export it again.")
    nearest = _nearest_axes(direction)
    notes: tuple[str, ...] = ()
    if np.abs(direction - nearest).max() > _UPRIGHT_TOLERANCE:
        image = _resampled_upright(image)
        notes = (OBLIQUE_NOTE,)
    else:
        image.SetDirection(nearest.ravel().tolist())
        image = sitk.DICOMOrient(image, "LPS")
    hu: HuArray = sitk.GetArrayFromImage(image)
    return Volume(hu, Affine.axis_aligned(image.GetSpacing()[::-1], image.GetOrigin())), notes


def _nearest_axes(direction: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The signed permutation nearest to a direction matrix, largest elements first."""
    nearest = np.zeros((3, 3))
    rest = np.abs(direction).copy()
    for _ in range(3):
        row, col = np.unravel_index(int(rest.argmax()), rest.shape)
        nearest[row, col] = np.sign(direction[row, col])
        rest[row, :], rest[:, col] = -1.0, -1.0
    return nearest


def _resampled_upright(image: Any) -> Any:
    """The image on an upright grid around it, with the voxel sizes of the nearest axes."""
    size, direction = np.array(image.GetSize()), np.reshape(image.GetDirection(), (3, 3))
    corners = np.array(np.meshgrid(*[(0.0, float(length - 1)) for length in size])).reshape(3, -1).T
    world = np.array([image.TransformContinuousIndexToPhysicalPoint(corner.tolist()) for corner in corners])
    spacing_xyz_mm = np.abs(_nearest_axes(direction)) @ np.array(image.GetSpacing())
    low, high = world.min(0), world.max(0)
    new_size = np.ceil((high - low) / spacing_xyz_mm - 1e-6).astype(int) + 1
    if int(np.prod(new_size)) > MAX_VOXELS:
        raise BadInputError("The volume is too large to be turned upright.", "Crop or resample it first.")
    return sitk.Resample(
        image,
        new_size.tolist(),
        sitk.Transform(),
        sitk.sitkLinear,
        low.tolist(),
        spacing_xyz_mm.tolist(),
        np.eye(3).ravel().tolist(),
        HU_MIN,
        image.GetPixelID(),
    )
