"""Ends a process with all its children; the last step of every cancel."""

import contextlib

import psutil


def kill_tree(pid: int) -> None:
    """Kill the process and its descendants; those already gone are fine."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in [*parent.children(recursive=True), parent]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def exit_sentence(exit_code: int, crashed: bool) -> tuple[str, str]:
    """What to say about a worker that ended by itself: one sentence and a hint."""
    if crashed and exit_code in (9, 137, 0):
        return (
            "The reconstruction process was ended by the system, most likely for lack of memory.",
            "Close other programs or choose the 64 grid, then try again.",
        )
    if crashed:
        return (
            f"The reconstruction process crashed (signal {exit_code}).",
            "Try again; `xr2ct doctor` checks the setup.",
        )
    return (
        f"The reconstruction process ended unexpectedly (exit code {exit_code}).",
        "Try again; `xr2ct doctor` checks the setup.",
    )
