"""A CT put on the working cube: the body found, the table removed, resampled around the isocentre.

Everything that is not body is air (-1024 HU). The centre of the body mask's bounding box becomes the isocentre; what
lies outside the cube is cut, what is missing is air. Units: HU, millimetres; arrays (z, y, x).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import Provenance
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume

BODY_THRESHOLD_HU: Final = -300.0
_COARSE_MM: Final = 2.5
_TABLE_THICKNESS_MM: Final = 10.0
_SMALLEST_BODY_MM3: Final = 1.0e5
_IN_PLANE: Final = np.array([[[0, 0, 0]] * 3, [[0, 1, 0], [1, 1, 1], [0, 1, 0]], [[0, 0, 0]] * 3], dtype=bool)


def body_mask(volume: Volume) -> NDArray[np.bool_]:
    """True inside the patient, lungs and other inner air included; table, blankets and cables are left out.

    Tissue is what exceeds -300 HU; parts thinner than a table top are cut off, the largest piece is kept and its holes
    are filled slice by slice, in all three directions. Raises `BadInputError` if there is nothing like a body.
    """
    tissue = volume.hu > BODY_THRESHOLD_HU
    step_yx = tuple(max(1, round(_COARSE_MM / spacing_mm)) for spacing_mm in volume.spacing_zyx_mm[1:])
    coarse = _block_mean(tissue, step_yx) > 0.5
    spacing_mm = (volume.spacing_zyx_mm[1] * step_yx[0], volume.spacing_zyx_mm[2] * step_yx[1])
    core = _largest_piece(ndimage.binary_opening(_padded(coarse), _disk(spacing_mm)))
    # Grown back by a little more than the opening took, so that thin skin folds at the rim stay.
    near = ndimage.binary_dilation(core, _disk(spacing_mm), iterations=1)[_unpad()]
    near = near.repeat(step_yx[0], axis=1).repeat(step_yx[1], axis=2)
    near = near[:, : tissue.shape[1], : tissue.shape[2]]
    mask = _filled(_largest_piece(tissue & near))
    z_mm, y_mm, x_mm = volume.spacing_zyx_mm
    if int(mask.sum()) * z_mm * y_mm * x_mm < _SMALLEST_BODY_MM3:
        raise BadInputError(
            "No body was found in the volume.", "Check that it is a CT in Hounsfield units (air is -1000)."
        )
    return mask


def body_mask_of_cube(cube: Volume) -> NDArray[np.bool_]:
    """True inside the patient for a volume that is already on the working cube, where there is no table to remove."""
    return _filled(_largest_piece(cube.hu > BODY_THRESHOLD_HU))


def ct_to_cube(volume: Volume, grid: WorkingGrid) -> Volume:
    """The CT on the working cube as int16 HU: body only, centred, antialiased, at least -1024 HU.

    The isocentre's place in the CT's own world is kept in the provenance (`geometry["isocentre_lps_mm"]`).
    """
    mask = body_mask(volume)
    box = ndimage.find_objects(mask.astype(np.uint8))[0]
    first = np.array([side.start for side in box], dtype=np.float64)
    last = np.array([side.stop - 1 for side in box], dtype=np.float64)
    centre_lps_mm = volume.affine.voxel_to_world((first + last) / 2.0)
    above_air: NDArray[np.float32] = np.maximum(volume.hu[box].astype(np.float32) - np.float32(HU_MIN), 0) * mask[box]
    weights_z, weights_y, weights_x = (
        _centred_weights(length, spacing_mm, grid)
        for length, spacing_mm in zip(above_air.shape, volume.spacing_zyx_mm, strict=True)
    )
    above_air = weights_y @ (above_air @ weights_x.T)
    above_air = (weights_z @ above_air.reshape(len(above_air), -1)).reshape(grid.shape_zyx)
    return Volume.on_grid(above_air + np.float32(HU_MIN), grid, _provenance(volume, centre_lps_mm, grid)).as_int16()


def resampling_weights(
    in_mm: NDArray[np.floating], in_spacing_mm: float, out_mm: NDArray[np.floating], out_spacing_mm: float
) -> NDArray[np.float32]:
    """Weights (out, in) of antialiased resampling along one axis.

    A sample is the overlap of its own cell with the input's cells: the exact mean where the output is coarser, linear
    interpolation where it is finer. Rows sum to 1 inside the input and to less at its rim, where zero is missing.
    """
    width_mm = max(in_spacing_mm, out_spacing_mm)
    distance_mm = np.abs(out_mm[:, None] - in_mm[None, :])
    overlap_mm = np.clip((width_mm + in_spacing_mm) / 2.0 - distance_mm, 0.0, in_spacing_mm)
    return (overlap_mm / width_mm).astype(np.float32)


def _centred_weights(length: int, spacing_mm: float, grid: WorkingGrid) -> NDArray[np.float32]:
    """Weights (grid, length) of an axis whose middle lies on the isocentre."""
    in_mm = (np.arange(length) - (length - 1) / 2.0) * spacing_mm
    out_mm = (np.arange(grid.size) - (grid.size - 1) / 2.0) * grid.spacing_mm
    return resampling_weights(in_mm, spacing_mm, out_mm, grid.spacing_mm)


def _provenance(volume: Volume, centre_lps_mm: NDArray[np.float64], grid: WorkingGrid) -> Provenance:
    origin = volume.provenance or Provenance(kind="acquired", synthetic=False)
    geometry = {
        **origin.geometry,
        "isocentre_lps_mm": [round(float(value), 3) for value in centre_lps_mm],
        "cube_mm": grid.cube_mm,
        "size": grid.size,
    }
    note = "Resampled to the working cube, centred on the body, everything outside the body set to air."
    assumptions = origin.assumptions if note in origin.assumptions else (*origin.assumptions, note)
    return origin.model_copy(update={"geometry": geometry, "assumptions": assumptions})


def _block_mean(mask: NDArray[np.bool_], step_yx: tuple[int, ...]) -> NDArray[np.float32]:
    """Share of true voxels in blocks of (1, step_y, step_x); the rim is repeated to fill the last block."""
    step_y, step_x = step_yx
    if step_y == step_x == 1:
        return mask.astype(np.float32)
    depth, height, width = mask.shape
    padded = np.pad(mask, ((0, 0), (0, -height % step_y), (0, -width % step_x)), mode="edge")
    blocks = padded.reshape(depth, padded.shape[1] // step_y, step_y, padded.shape[2] // step_x, step_x)
    share: NDArray[np.float32] = blocks.mean(axis=(2, 4), dtype=np.float32)
    return share


def _disk(spacing_yx_mm: tuple[float, float]) -> NDArray[np.bool_]:
    """In-plane disk (1, h, w) as wide as a table top is thick, at least one voxel."""
    radius_mm = _TABLE_THICKNESS_MM / 2.0
    half = [int(radius_mm / spacing_mm) for spacing_mm in spacing_yx_mm]
    y_mm = np.arange(-half[0], half[0] + 1)[:, None] * spacing_yx_mm[0]
    x_mm = np.arange(-half[1], half[1] + 1)[None, :] * spacing_yx_mm[1]
    disk: NDArray[np.bool_] = (y_mm**2 + x_mm**2 <= radius_mm**2 + 1e-6)[None]
    return disk


_RIM: Final = 4


def _padded(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Continue the mask over the in-plane rim, so that a body cut by the field of view is not eroded there."""
    return np.pad(mask, ((0, 0), (_RIM, _RIM), (_RIM, _RIM)), mode="edge")


def _unpad() -> tuple[slice, slice, slice]:
    return slice(None), slice(_RIM, -_RIM), slice(_RIM, -_RIM)


def _largest_piece(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels, count = ndimage.label(mask)
    if count <= 1:
        return mask
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    piece: NDArray[np.bool_] = labels == int(sizes.argmax())
    return piece


def _filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask with the holes of each axial, coronal and sagittal slice filled.

    Lungs and trachea are open at the ends of a scan, so their axial slices count; where the wall of a thin chest has a
    gap, which opens a lung in all axial slices that meet it, the others do.
    """
    filled = mask.copy()
    for axis in range(3):
        filled |= np.moveaxis(_filled_slices(np.ascontiguousarray(np.moveaxis(mask, axis, 0))), 0, axis)
    return filled


def _filled_slices(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask with the holes of each slice along the first axis filled."""
    if not mask.any():
        return mask
    labels, count = ndimage.label(~mask, structure=_IN_PLANE)
    outside = np.zeros(count + 1, dtype=bool)
    for rim in (labels[:, 0], labels[:, -1], labels[:, :, 0], labels[:, :, -1]):
        outside[np.unique(rim)] = True
    outside[0] = False
    filled: NDArray[np.bool_] = ~outside[labels]
    return filled
