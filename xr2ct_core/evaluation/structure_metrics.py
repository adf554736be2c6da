"""Whether lungs, bones and soft tissue lie where they should: Dice overlap and the surface distance of the lungs.

Structures are found by HU thresholds inside the body mask, in the truth and in the reconstruction alike. For the
surface distance the outer surface of the lungs counts: vessels are closed, thin rims are left out. Only air-filled
space deeper than 10 mm below the skin, in pieces of at least 50 ml, is lung there, because a blurred skin passes
through the HU of lung.

Units: HU and millimetres. NaN means that the structure is in neither volume (Dice) or missing in one (distance).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

STRUCTURES_HU: Final[dict[str, tuple[float, float]]] = {
    "lung": (-np.inf, -400.0),
    "soft": (-200.0, 200.0),
    "bone": (200.0, np.inf),
}
"""Lower (inclusive) and upper (exclusive) HU of each structure."""
RIM_MM: Final = 10.0
VESSEL_MM: Final = 10.0
SMALLEST_LUNG_ML: Final = 50.0


def structure_mask(hu: NDArray[np.floating], structure: str, body_mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Voxels of `lung`, `soft` or `bone` inside the body."""
    lower, upper = STRUCTURES_HU[structure]
    return np.asarray((hu >= lower) & (hu < upper) & body_mask, dtype=np.bool_)


def dice(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Overlap of two masks, 1 where they agree; NaN if both are empty."""
    total = int(first.sum()) + int(second.sum())
    return 2.0 * int((first & second).sum()) / total if total else float("nan")


def lungs(
    hu: NDArray[np.floating],
    body_mask: NDArray[np.bool_],
    spacing_mm: float,
    *,
    below_hu: float = STRUCTURES_HU["lung"][1],
    smallest_ml: float = SMALLEST_LUNG_ML,
) -> NDArray[np.bool_]:
    """The lungs with their vessels, without the rim under the skin and without small pockets of air.

    `hu` and `body_mask` (z, y, x) with cubic voxels of `spacing_mm`; air-filled is what lies below `below_hu`, in
    pieces of at least `smallest_ml`.
    """
    inner = ndimage.binary_erosion(body_mask, iterations=max(1, round(RIM_MM / spacing_mm)), border_value=1)
    labels, count = ndimage.label((hu < below_hu) & inner)
    volumes_ml = np.bincount(labels.ravel(), minlength=count + 1) * spacing_mm**3 / 1000.0
    large = volumes_ml >= smallest_ml
    large[0] = False
    reach = max(1, round(VESSEL_MM / 2.0 / spacing_mm))
    padded = np.pad(large[labels], reach)
    closed = ndimage.binary_closing(padded, iterations=reach)[(slice(reach, -reach),) * 3]
    return np.asarray(ndimage.binary_fill_holes(closed), dtype=np.bool_)


def hd95_mm(first: NDArray[np.bool_], second: NDArray[np.bool_], spacing_mm: float) -> float:
    """The larger of the two directed 95th percentiles of distances between surfaces; NaN if a mask is empty."""
    if not first.any() or not second.any():
        return float("nan")
    box = _bounding_box(first | second)
    first, second = np.pad(first[box], 1), np.pad(second[box], 1)
    surface_first, surface_second = _surface(first), _surface(second)
    to_second = ndimage.distance_transform_edt(~surface_second, sampling=spacing_mm)[surface_first]
    to_first = ndimage.distance_transform_edt(~surface_first, sampling=spacing_mm)[surface_second]
    return float(max(np.percentile(to_second, 95), np.percentile(to_first, 95)))


def structure_metrics(
    hu: NDArray[np.floating], truth_hu: NDArray[np.floating], body_mask: NDArray[np.bool_], spacing_mm: float
) -> dict[str, float]:
    """`dice_lung`, `dice_soft`, `dice_bone` and `hd95_lung_mm`."""
    metrics = {
        f"dice_{name}": dice(structure_mask(hu, name, body_mask), structure_mask(truth_hu, name, body_mask))
        for name in STRUCTURES_HU
    }
    metrics["hd95_lung_mm"] = hd95_mm(
        lungs(hu, body_mask, spacing_mm), lungs(truth_hu, body_mask, spacing_mm), spacing_mm
    )
    return metrics


def _surface(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray(mask & ~ndimage.binary_erosion(mask), dtype=np.bool_)


def _bounding_box(mask: NDArray[np.bool_]) -> tuple[slice, slice, slice]:
    z, y, x = ndimage.find_objects(mask.astype(np.uint8))[0]
    return z, y, x
