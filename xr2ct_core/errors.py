"""Errors that reach a person: a stable code, one clear sentence, and a hint what to do.

Invariants: every error a user can cause derives from `Xr2ctError`; `str(error)` is the sentence and the hint.
The codes are those of the worker protocol, the exit codes those of the command line.
"""

from typing import Final, Literal

ErrorCode = Literal[
    "oom_gpu",
    "oom_host",
    "cuda_unavailable",
    "bad_config",
    "bad_input",
    "refused",
    "checkpoint_mismatch",
    "nan_loss",
    "disk_full",
    "crashed",
    "protocol",
    "cancelled",
]

EXIT_CODES: Final[dict[ErrorCode, int]] = {
    "bad_input": 2,
    "bad_config": 2,
    "oom_gpu": 3,
    "oom_host": 3,
    "cuda_unavailable": 4,
    "checkpoint_mismatch": 5,
    "nan_loss": 6,
    "disk_full": 7,
    "refused": 8,
    "crashed": 70,
    "protocol": 71,
    "cancelled": 130,
}


class Xr2ctError(Exception):
    """An error with a code, one sentence and a hint."""

    code: ErrorCode = "crashed"

    def __init__(self, message: str, hint: str = "", *, code: ErrorCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.code]


class BadInputError(Xr2ctError):
    """A file or value from outside cannot be used."""

    code: ErrorCode = "bad_input"


class BadConfigError(Xr2ctError):
    """A setting is out of its domain or contradicts another."""

    code: ErrorCode = "bad_config"


class CudaUnavailableError(Xr2ctError):
    """A GPU was asked for and none can be used."""

    code: ErrorCode = "cuda_unavailable"


class CancelledError(Xr2ctError):
    """The user stopped the work; not a failure."""

    code: ErrorCode = "cancelled"

    def __init__(self, message: str = "The work was cancelled.", hint: str = "") -> None:
        super().__init__(message, hint)
