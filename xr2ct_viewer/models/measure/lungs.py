"""The left and the right lung by the rule of the evaluation (`xr2ct_core.evaluation.structure_metrics.lungs`).

The rule wants cubic voxels: a finer or slanted CT is looked at in voxels of 2.5 mm. The two lungs are parted where they
touch by wearing the mask down until it falls into a left and a right piece, and giving each voxel to the nearer one.
Units: HU, millimetres; x grows to the patient's left.
"""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.volume import HuArray, Volume
from xr2ct_viewer.models.origin import is_reconstruction

Mask = NDArray[np.bool_]
LUNG_LIMITS_HU: Final = (-1000.0, -400.0)
_COARSE_MM: Final = 2.5
_WEARING: Final = 8
_SMALLEST_SHARE: Final = 0.12
"""A piece with less than this share of the worn mask is no lung."""


def lung(volume: Volume, side: Literal["left", "right"]) -> tuple[Volume, Mask] | None:
    """The volume the rule was applied to and the mask (z, y, x) of one lung in it; None where there is none."""
    from xr2ct_core.cube import body_mask, body_mask_of_cube
    from xr2ct_core.evaluation.structure_metrics import lungs

    spacing_mm = volume.spacing_zyx_mm
    is_cubic = max(spacing_mm) - min(spacing_mm) < 0.01 and min(spacing_mm) >= 2.0
    measured = volume if is_cubic else coarse(volume)
    body = body_mask_of_cube(measured) if is_reconstruction(volume) else body_mask(measured)
    both = lungs(measured.hu.astype(np.float32), body, measured.spacing_zyx_mm[0])
    if not both.any():
        return None
    left, right = parted(both)
    mask = left if side == "left" else right
    return (measured, mask) if mask.any() else None


def parted(both: Mask) -> tuple[Mask, Mask]:
    """The left and the right lung of a mask (z, y, x) of both; with one lung only, the other is empty."""
    from scipy import ndimage

    worn = both
    for _ in range(_WEARING + 1):
        labels, count = ndimage.label(worn)
        sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
        large = np.flatnonzero(sizes >= _SMALLEST_SHARE * sizes.sum()) + 1
        middles = {int(label): float(np.argwhere(labels == label)[:, 2].mean()) for label in large}
        if len(middles) >= 2 and max(middles.values()) - min(middles.values()) > 0.1 * both.shape[2]:
            return _by_nearest(both, labels, middles)
        if count == 0 or len(large) == 0:
            break
        worn = ndimage.binary_erosion(worn)
    column = np.arange(both.shape[2]) >= _narrowest_column(both)
    return both & column, both & ~column


def coarse(volume: Volume) -> Volume:
    """The volume in voxels of 2.5 mm: means of whole blocks of voxels, then linear between them."""
    from scipy import ndimage

    blocks = [max(1, int(_COARSE_MM / spacing)) for spacing in volume.spacing_zyx_mm]
    means = _block_means(volume.hu, blocks)
    steps = [_COARSE_MM / spacing / block for spacing, block in zip(volume.spacing_zyx_mm, blocks, strict=True)]
    counts = [max(1, round(size / step)) for size, step in zip(means.shape, steps, strict=True)]
    places = [(np.arange(count) + 0.5) * step - 0.5 for count, step in zip(counts, steps, strict=True)]
    grid = np.meshgrid(*places, indexing="ij")
    hu = ndimage.map_coordinates(means, grid, order=1, mode="nearest", output=np.float32)
    first = [(place[0] + 0.5) * block - 0.5 for place, block in zip(places, blocks, strict=True)]
    return Volume(hu, Affine.axis_aligned((_COARSE_MM,) * 3, volume.affine.voxel_to_world(first)), volume.provenance)


def _block_means(hu: HuArray, blocks: list[int]) -> NDArray[np.float32]:
    """Means over blocks of so many voxels along z, y and x; a rest at the far ends is left out."""
    counts = [max(1, size // block) for size, block in zip(hu.shape, blocks, strict=True)]
    cut = hu[tuple(slice(count * block) for count, block in zip(counts, blocks, strict=True))]
    split = [number for pair in zip(counts, blocks, strict=True) for number in pair]
    means: NDArray[np.float32] = cut.reshape(split).mean(axis=(1, 3, 5), dtype=np.float32)
    return means


def _by_nearest(both: Mask, labels: NDArray[np.int32], middles: dict[int, float]) -> tuple[Mask, Mask]:
    from scipy import ndimage

    halfway = (max(middles.values()) + min(middles.values())) / 2.0
    pieces = np.isin(labels, list(middles))
    nearest = ndimage.distance_transform_edt(~pieces, return_distances=False, return_indices=True)
    owner = labels[tuple(nearest)]
    is_left = np.isin(owner, [label for label, middle in middles.items() if middle > halfway])
    return both & is_left, both & ~is_left


def _narrowest_column(both: Mask) -> int:
    """The column in the middle third where the mask has the fewest voxels; beyond it if there is but one lung."""
    counts = both.sum(axis=(0, 1))
    size = len(counts)
    third = slice(size // 3, size - size // 3)
    return int(np.argmin(counts[third])) + size // 3
