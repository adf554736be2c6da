"""The frames of a movie through the slices. Needs neither OpenGL nor a screen."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.media.plans import Sweep
from xr2ct_core.media.slices import draw_slice, slice_count
from xr2ct_core.volume import Volume


def sweep_indices(count: int, frames: int, *, there_and_back: bool) -> tuple[int, ...]:
    """Which slice each frame shows; every slice has its turn where there are frames enough."""
    if there_and_back:
        share = 1.0 - np.abs(1.0 - np.arange(frames) * 2.0 / frames)
    else:
        share = np.arange(frames) / max(frames - 1, 1)
    return tuple(int(index) for index in np.rint(share * (count - 1)))


def sweep_frames(volume: Volume, sweep: Sweep, banner: str) -> Iterator[NDArray[np.uint8]]:
    """Frames (rows, cols, 3) of the size the sweep asks for."""
    count = slice_count(volume, sweep.orientation)
    for index in sweep_indices(count, sweep.pace.frames, there_and_back=sweep.there_and_back):
        yield draw_slice(volume, sweep.orientation, index, sweep.size.even, sweep.window_hu, banner)
