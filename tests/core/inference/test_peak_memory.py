"""Peak memory of a stretch of work."""

import threading

import numpy as np

from xr2ct_core.inference.peak_memory import PeakMemory


def test_memory_that_was_taken_and_returned_is_seen() -> None:
    with PeakMemory() as quiet:
        pass
    with PeakMemory() as memory:
        block = np.ones(1 << 25)
        threading.Event().wait(0.06)
        del block
    assert memory.peak_bytes - quiet.peak_bytes > 200 << 20
