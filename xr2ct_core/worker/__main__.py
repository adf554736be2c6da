"""Entry point of the worker: `python -m xr2ct_core.worker`.

Its first act is to move the protocol away from the standard streams: stray prints and writes of libraries go to
standard error, and nothing but the worker reads its commands. Only then are other modules imported.
"""

import os
import sys

_EVENTS_FD = os.dup(1)
os.dup2(2, 1)
_COMMANDS_FD = os.dup(0)
_nothing_fd = os.open(os.devnull, os.O_RDONLY)
os.dup2(_nothing_fd, 0)
os.close(_nothing_fd)

# Idle OpenMP threads sleep instead of spinning; it must be set before torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def main() -> int:
    """Serve until the parent says `shutdown` or closes the pipe."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(_COMMANDS_FD, os.O_BINARY)
        msvcrt.setmode(_EVENTS_FD, os.O_BINARY)
    from xr2ct_core.worker.server import Server

    return Server(_COMMANDS_FD, _EVENTS_FD).serve()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking torch down in order costs a second and saves nothing: every file is closed by now.
    os._exit(code)
