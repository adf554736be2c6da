"""The machine as the program sees it: processors, memory, graphics cards. Imports no torch.

Memory in bytes. Counts respect what this process is allowed to use (affinity, container limits), not what is built in.
"""

import contextlib
import math
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import psutil

_MEASURE_S: Final = 0.1
_MEASUREMENTS: Final = 3
_CGROUP: Final = Path("/sys/fs/cgroup")


def available_cpus() -> int:
    """Processors this process may use."""
    count = len(_allowed_cpus())
    with contextlib.suppress(OSError, ValueError):
        quota, period = (_CGROUP / "cpu.max").read_text().split()
        count = min(count, max(1, math.ceil(int(quota) / int(period))))
    return count


def free_threads() -> int:
    """Threads worth starting now: processors that other programs leave idle, at least one.

    `OMP_NUM_THREADS`, where set, is obeyed. The quietest of up to three tenths of a second counts, so that a moment's
    work of another program does not slow a whole job.
    """
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    most = available_cpus()
    free = 0.0
    for _ in range(_MEASUREMENTS):
        free = max(free, _idle_cpus())
        if free > most - 0.5:
            break
    return max(1, min(most, round(free)))


def _allowed_cpus() -> frozenset[int]:
    if hasattr(os, "sched_getaffinity"):
        return frozenset(os.sched_getaffinity(0))
    return frozenset(range(os.cpu_count() or 1))


def _idle_cpus() -> float:
    """Idle share of the allowed processors, summed, over a tenth of a second."""
    busy_percent = psutil.cpu_percent(interval=_MEASURE_S, percpu=True)
    allowed = _allowed_cpus()
    return sum(1.0 - float(busy) / 100.0 for index, busy in enumerate(busy_percent) if index in allowed)


def available_memory_bytes() -> int:
    """Memory that can be taken without swapping, within the container's limit."""
    available = int(psutil.virtual_memory().available)
    with contextlib.suppress(OSError, ValueError):
        limit = int((_CGROUP / "memory.max").read_text())
        used = int((_CGROUP / "memory.current").read_text())
        available = min(available, max(0, limit - used))
    return available


def visible_devices() -> tuple[str, ...]:
    """Torch device names that may work, without loading torch: "cpu", "cuda:0", ..."""
    return ("cpu", *(f"cuda:{index}" for index in range(_graphics_cards())))


def _graphics_cards() -> int:
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if chosen is not None:
        return len([part for part in chosen.split(",") if part.strip() not in ("", "-1")])
    with contextlib.suppress(Exception):  # optional library, and its driver may be missing
        nvml = import_module("pynvml")
        nvml.nvmlInit()
        return int(nvml.nvmlDeviceGetCount())
    return len(list(Path("/dev").glob("nvidia[0-9]*"))) if sys.platform == "linux" else 0


def process_memory() -> tuple[int, int | None]:
    """Memory of this process in bytes: on the host, and on the graphics card if torch uses one."""
    host_bytes = int(psutil.Process().memory_info().rss)
    cuda = getattr(sys.modules.get("torch"), "cuda", None)
    is_initialized = getattr(cuda, "is_initialized", None)
    if cuda is None or is_initialized is None or not is_initialized():
        return host_bytes, None
    return host_bytes, int(cuda.memory_reserved())


def has_display() -> bool:
    """True if a window can be shown: always on Windows and macOS, with an X or Wayland server elsewhere."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
