"""A CT on a canvas as tall as a large film: lungs known, neck and abdomen continued beyond where the scan ends.

A chest CT shows little more than the lungs; a radiograph shows neck, shoulders and abdomen too, so they are made up:
the last slices go on, the upper ones getting narrower. Nothing made up is lung. Units: HU, millimetres; (z, y, x) with
z to the head.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.cube import body_mask_of_cube, ct_to_cube
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.structure_metrics import lungs
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume

CANVAS: Final = WorkingGrid(128, 400.0)
_SKIN_SLICES: Final = 5
_END_SLICES: Final = 3
_SOFT_HU: Final = 30.0
_AIR_HU: Final = -300.0
_AIRWAY_HU: Final = -600.0
_LARGEST_AIRWAY_MM2: Final = 700.0
_GAP_SLICES: Final = 8
_WHOLE_SHARE: Final = 0.95
_SMOOTH_VOXELS: Final = 0.7
_NECK_SHARE: Final = 0.45
_SHOULDER_MM: Final = 70.0

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Canvas:
    """HU as int16, and the share of lung (without windpipe) of each voxel (z, y, x) on `CANVAS`; the scanned slices."""

    hu: NDArray[np.int16]
    lungs: NDArray[np.float32]
    scanned: slice

    def as_scanned(self) -> NDArray[np.float32]:
        """HU with air beyond the ends of the scan, as a CT alone gives them."""
        bare = np.full(self.hu.shape, HU_MIN, dtype=np.float32)
        bare[self.scanned] = self.hu[self.scanned]
        return bare


def canvas_of(ct: Volume) -> Canvas:
    """The canvas of a CT; raises `BadInputError` where it shows no body or no lungs."""
    cube = ct_to_cube(ct, CANVAS)
    hu, body = cube.hu.astype(np.float32), _without_gaps(body_mask_of_cube(cube))
    slices = np.flatnonzero(body.any((1, 2)))
    scanned = slice(int(slices[0]) + 1, int(slices[-1]))
    inner_hu, inner_body = hu[scanned], body[scanned]
    pad = ((_SKIN_SLICES, _SKIN_SLICES), (0, 0), (0, 0))
    found = lungs(np.pad(inner_hu, pad, mode="edge"), np.pad(inner_body, pad, mode="edge"), CANVAS.spacing_mm)
    inner_lungs = found[_SKIN_SLICES:-_SKIN_SLICES] & ~_airway(inner_hu, inner_body)
    if not inner_lungs.any():
        raise BadInputError("No lungs were found in the CT.", "Use a CT of the chest.")
    whole = np.zeros(hu.shape, dtype=np.float32)
    whole[scanned] = ndimage.gaussian_filter(inner_lungs.astype(np.float32), _SMOOTH_VOXELS, mode="nearest")
    hu[: scanned.start] = _end_slice(inner_hu[:_END_SLICES], inner_body[:_END_SLICES])
    top = _end_slice(inner_hu[-_END_SLICES:], inner_body[-_END_SLICES:])
    for number in range(scanned.stop, len(hu)):
        rise = min(1.0, (number - scanned.stop + 1) * CANVAS.spacing_mm / _SHOULDER_MM)
        hu[number] = _narrower(top, 1.0 - (1.0 - _NECK_SHARE) * rise**1.5)
    return Canvas(np.rint(hu).astype(np.int16), whole, scanned)


def _without_gaps(body: Mask) -> Mask:
    """The body with slices filled in which a lung is open to the outside because the wall is thin: as those around."""
    padded = np.pad(body, ((2 * _GAP_SLICES,) * 2, (0, 0), (0, 0)))
    closed = ndimage.binary_closing(padded, np.ones((3, 1, 1)), iterations=_GAP_SLICES)[
        2 * _GAP_SLICES : -2 * _GAP_SLICES
    ]
    open_slices = body.sum((1, 2)) < _WHOLE_SHARE * closed.sum((1, 2))
    return np.asarray(np.where(open_slices[:, None, None], closed, body), dtype=bool)


def _end_slice(hu: NDArray[np.float32], body: Mask) -> NDArray[np.float32]:
    """The mean of the last slices, their inner air filled."""
    mean = hu.mean(axis=0)
    filled = ndimage.binary_fill_holes(body.any(axis=0))
    inner = ndimage.binary_erosion(filled, iterations=2)
    return np.asarray(np.where(inner & (mean < _AIR_HU), _SOFT_HU, mean), dtype=np.float32)


def _narrower(slice_hu: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    middle = (np.array(slice_hu.shape) - 1) / 2.0
    scale = np.array((1.0 / max(share, 0.7), 1.0 / share))
    made: NDArray[np.float32] = ndimage.affine_transform(
        slice_hu, scale, middle - scale * middle, order=1, cval=float(HU_MIN)
    )
    return made


def _airway(hu: NDArray[np.float32], body: Mask) -> Mask:
    """The windpipe, followed down from the top slice until it is wider than a windpipe."""
    air = (hu < _AIRWAY_HU) & ndimage.binary_erosion(body, iterations=3, border_value=1)
    airway = np.zeros(hu.shape, dtype=bool)
    most = _LARGEST_AIRWAY_MM2 / CANVAS.spacing_mm**2
    before: Mask | None = None
    for number in range(len(hu) - 1, -1, -1):
        labels, count = ndimage.label(air[number])
        sizes = np.bincount(labels.ravel(), minlength=count + 1)
        sizes[0] = 0
        if before is None:
            small = np.flatnonzero((sizes > 0) & (sizes <= most))
            if not small.size:
                continue
            centres = ndimage.center_of_mass(air[number], labels, small)
            off = [abs(x - (hu.shape[2] - 1) / 2.0) for _, x in centres]
            chosen = small[[int(np.argmin(off))]]
        else:
            chosen = np.setdiff1d(np.unique(labels[before]), [0])
            if not chosen.size or sizes[chosen].sum() > most:
                break
        before = np.isin(labels, chosen)
        airway[number] = before
    return np.asarray(ndimage.binary_dilation(airway, iterations=1), dtype=bool)
