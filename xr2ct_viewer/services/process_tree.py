"""Ends a process with all its children; the last step of every cancel."""

import contextlib
from typing import Final

import psutil

from xr2ct_core.errors import Xr2ctError

DOCTOR_HINT: Final = "Try again; `xr2ct doctor` checks the setup."
KILLED: Final = 9


def kill_tree(pid: int) -> None:
    """Kill the process and its descendants; those already gone are fine."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in [*parent.children(recursive=True), parent]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def exit_error(exit_code: int, *, crashed: bool, is_training: bool = False) -> Xr2ctError:
    """What to say about a process that ended by itself: the worker, or a training."""
    lacked_memory = crashed and exit_code in (KILLED, 137, 0)
    if is_training:
        return _training_error(exit_code, crashed, lacked_memory)
    if lacked_memory:
        return Xr2ctError(
            "The reconstruction process was ended by the system, most likely for lack of memory.",
            "Close other programs or choose the 64 grid, then try again.",
        )
    if crashed:
        return Xr2ctError(f"The reconstruction process crashed (signal {exit_code}).", DOCTOR_HINT)
    return Xr2ctError(f"The reconstruction process ended unexpectedly (exit code {exit_code}).", DOCTOR_HINT)


def _training_error(exit_code: int, crashed: bool, lacked_memory: bool) -> Xr2ctError:
    if lacked_memory:
        return Xr2ctError(
            "The training process was ended by the system, most likely for lack of memory.",
            "Close other programs or train on a smaller grid, then try again.",
            code="oom_host" if exit_code == KILLED else "crashed",
        )
    if crashed:
        return Xr2ctError(f"The training process crashed (signal {exit_code}).", DOCTOR_HINT)
    return Xr2ctError(f"The training process ended unexpectedly (exit code {exit_code}).", DOCTOR_HINT)
