"""Logging: one logger for the program, sent on by handlers the front ends choose.

Modules use `logging.getLogger(__name__)`. The worker turns records into events, the command line prints warnings to
standard error. Nothing is configured at import.
"""

import logging
import sys
from collections.abc import Callable

ROOT_LOGGERS = ("xr2ct_core", "xr2ct_viewer", "py.warnings")


class CallbackHandler(logging.Handler):
    """Hands each formatted record with its level to a function."""

    def __init__(self, receive: Callable[[int, str], None], level: int = logging.INFO) -> None:
        super().__init__(level)
        self._receive = receive

    def emit(self, record: logging.LogRecord) -> None:
        self._receive(record.levelno, self.format(record))


def send_to(handler: logging.Handler) -> None:
    """Send the program's records and Python's warnings to `handler`, and nowhere else."""
    logging.captureWarnings(True)
    for name in ROOT_LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(handler.level)
        logger.propagate = False


def send_to_stderr(level: int = logging.WARNING) -> None:
    """Plain lines on standard error, for the command line."""
    send_to(CallbackHandler(_write_to_stderr, level))


def _write_to_stderr(level: int, text: str) -> None:
    sys.stderr.write(f"{logging.getLevelName(level).lower()}: {text}\n")
