"""Volumes handed to the worker as `.npy` files, on the working cube of a pair."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError


def stored_cube(path: Path, what: str) -> NDArray[np.float32]:
    """The array (z, y, x) as float32; `what` names it in errors. Raises `BadInputError` if it is no cube of numbers."""
    try:
        values = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise BadInputError(f"The {what} {path} cannot be read.", "Give an array that numpy saved as .npy.") from error
    if not isinstance(values, np.ndarray) or values.ndim != 3 or len(set(values.shape)) != 1:
        raise BadInputError(f"The {what} {path} does not fill a working cube.", "Give as many voxels along each edge.")
    cube: NDArray[np.float32] = np.ascontiguousarray(values, dtype=np.float32)
    if not np.isfinite(cube).all():
        raise BadInputError(f"The {what} {path} contains values that are not numbers.", "Make it anew.")
    return cube
