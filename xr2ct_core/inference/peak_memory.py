"""Peak memory of a stretch of work, measured by looking fifty times a second.

On a graphics card torch counts exactly; on the host the resident size of the whole process is sampled, because the
system's own maximum covers the life of the process and not this stretch.
"""

import threading
from types import TracebackType
from typing import Final

import psutil
import torch

_INTERVAL_S: Final = 0.02


class PeakMemory:
    """Context manager; afterwards `peak_bytes` holds the peak, of the card if `device` is one, else of the process."""

    def __init__(self, device: str = "cpu") -> None:
        self._device = device
        self._process = psutil.Process()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak-memory", daemon=True)
        self.peak_bytes = 0

    def __enter__(self) -> "PeakMemory":
        if self._device.startswith("cuda"):
            torch.cuda.reset_peak_memory_stats(self._device)
        self._look()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._look()
        if self._device.startswith("cuda"):
            self.peak_bytes = int(torch.cuda.max_memory_allocated(self._device))

    def _watch(self) -> None:
        while not self._done.wait(_INTERVAL_S):
            self._look()

    def _look(self) -> None:
        self.peak_bytes = max(self.peak_bytes, int(self._process.memory_info().rss))
