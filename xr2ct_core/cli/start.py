"""Where the program begins: an interrupt ends it in order from the first moment on, also while its parts are loaded.

Invariants: imports nothing of the program before it can be interrupted; the signals by which systems and terminals end
programs do what Ctrl-C does: what was begun is cleaned up, and one JSON object is said with `--json`.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from time import monotonic
from types import FrameType
from typing import Final

_ENDINGS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_OWN_SIGNALS: Final = frozenset({"train", "resume", "crossvalidate", "view", "worker"})
"""Commands that see to it themselves: trainings end after a step, a window by its event loop."""
_ONE_HANGUP_S: Final = 1.0
"""A terminal that closes may say so twice, by the system and by the shell."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Usage errors leave with `SystemExit(2)`, `--help` with 0."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    has_own = bool(arguments) and arguments[0] in _OWN_SIGNALS
    try:
        with nullcontext() if has_own else ended_like_an_interrupt():
            from xr2ct_core.cli.entry import main as run

            return run(arguments)
    except KeyboardInterrupt:
        return _ended_early(as_json="--json" in arguments)


@contextmanager
def ended_like_an_interrupt() -> Iterator[None]:
    """The first signal to end raises `KeyboardInterrupt`, a second one ends at once. One that is ignored stays so."""
    first_s: list[float] = []

    def end(number: int, _frame: FrameType | None) -> None:
        if not first_s:
            first_s.append(monotonic())
            raise KeyboardInterrupt
        if number == signal.SIGTERM or monotonic() - first_s[0] > _ONE_HANGUP_S:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    can_take = threading.current_thread() is threading.main_thread()
    taken = [number for number in _ENDINGS if can_take and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _ended_early(*, as_json: bool) -> int:
    """What the program says where it was ended before it could do anything."""
    from xr2ct_core.errors import CancelledError

    error = CancelledError()
    sys.stderr.write(f"error: {error.message}\n")
    if as_json:
        said = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    return error.exit_code
