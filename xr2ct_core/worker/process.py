"""Ending a process and everything it started: ask, then insist.

Invariant: when `end_process_tree` returns, neither the process nor any descendant it had is running.
"""

import contextlib
import subprocess
from typing import Final

import psutil

TERMINATE_GRACE_S: Final = 3.0
KILL_GRACE_S: Final = 5.0


def end_process_tree(process: "subprocess.Popen[bytes]", grace_s: float = TERMINATE_GRACE_S) -> None:
    """Terminate the process and its descendants; kill what is left after `grace_s` seconds."""
    tree = _tree(process.pid)
    for member in tree:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.terminate()
    _, alive = psutil.wait_procs(tree, timeout=grace_s)
    for member in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(alive, timeout=KILL_GRACE_S)
    process.wait(timeout=KILL_GRACE_S)


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [*root.children(recursive=True), root]
    except psutil.NoSuchProcess:
        return []
