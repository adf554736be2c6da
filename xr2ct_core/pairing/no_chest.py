"""Pictures that are no chest, for the look network to know them by."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Array = NDArray[np.float32]


def no_chest(image: Array, random: np.random.Generator) -> Array:
    """A picture that is no chest: part of one, pieces in the wrong order, clouds, or noise."""
    kind = random.integers(4)
    rows, cols = image.shape
    if kind == 0:
        row, col = random.integers(0, rows // 2), random.integers(0, cols // 2)
        part = image[row : row + rows // 3, col : col + cols // 3]
        return np.ascontiguousarray(part if part.std() > 0 else image[rows // 3 : rows // 2, cols // 3 : cols // 2])
    if kind == 1:
        strip = cols // 4
        order = random.permutation(4).repeat(strip) * strip + np.tile(np.arange(strip), 4)
        return np.concatenate([image[rows // 2 :], image[: rows // 2]])[:, order]
    clouds = random.standard_normal((rows, cols)).astype(np.float32)
    if kind == 2:
        return np.asarray(ndimage.gaussian_filter(clouds, random.uniform(0.0, 4.5) ** 2), dtype=np.float32)
    down, right = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : cols * 1j]
    shape = np.hypot((down - random.uniform(-0.4, 0.4)) * random.uniform(0.8, 2.5), right - random.uniform(-0.4, 0.4))
    return np.asarray(np.maximum(0.8 - shape, 0) + 0.05 * clouds, dtype=np.float32)
