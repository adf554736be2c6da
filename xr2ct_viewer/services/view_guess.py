"""Tells a frontal from a lateral chest X-ray by its looks, for images whose files say nothing.

A frontal chest is nearly its own mirror image, a lateral is not. The guess only orders two images of one person; it is
shown as an assumption and corrected with one click.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.radiograph import RadiographPair

_MARGIN: Final = 0.05
_SURE: Final = 0.5
"""The network decides where its two probabilities of a frontal differ by this much."""
_MAX_SHIFT: Final = 0.15


def mirror_symmetry(image: NDArray[np.float32]) -> float:
    """Largest correlation of the image with its mirror image over small shifts: about 0.9 for a frontal chest."""
    step = max(1, max(image.shape) // 96)
    rows, cols = image.shape[0] // step, image.shape[1] // step
    small = image[: rows * step, : cols * step].reshape(rows, step, cols, step).mean(axis=(1, 3))
    reach = max(1, int(_MAX_SHIFT * cols))
    return max(_overlap_correlation(small, shift) for shift in range(-reach, reach + 1))


def looks_swapped(pair: RadiographPair) -> bool:
    """True if both views are unknown and the second image looks more like a frontal than the first.

    The pair doctor's network decides where it takes both images for chests, the symmetry of the images elsewhere.
    """
    unknown = all(any("View unknown" in note for note in image.assumptions) for image in pair.radiographs)
    if not unknown:
        return False
    from xr2ct_core.pairing.doctor import frontal_probability

    first, second = (frontal_probability(radiograph.image) for radiograph in pair.radiographs)
    if first is not None and second is not None and abs(first - second) > _SURE:
        return second > first
    return mirror_symmetry(pair.lateral.image) > mirror_symmetry(pair.frontal.image) + _MARGIN


def _overlap_correlation(image: NDArray[np.float32], shift: int) -> float:
    mirrored = image[:, ::-1]
    left, right = (
        (image[:, shift:], mirrored[:, : image.shape[1] - shift])
        if shift >= 0
        else (
            image[:, :shift],
            mirrored[:, -shift:],
        )
    )
    left, right = left - left.mean(), right - right.mean()
    norm = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float((left * right).sum()) / norm if norm > 0 else 0.0
