"""What went wrong, in the protocol's codes and in a person's words.

Imports no torch: its exceptions are recognised by what they are if torch is loaded, and by what they say otherwise.
"""

import errno
import os
import sys
import traceback
from typing import Final

from pydantic import ValidationError

from xr2ct_core.config.words import settings_in_words
from xr2ct_core.errors import BadConfigError, BadInputError, CudaUnavailableError, Xr2ctError
from xr2ct_core.io.files import error_number

_NO_CUDA: Final = (
    "torch not compiled with cuda",
    "no cuda gpus are available",
    "found no nvidia driver",
    "no kernel image is available",
    "cuda driver version is insufficient",
    "cuda driver initialization failed",
)
_NO_HOST_MEMORY: Final = ("defaultcpuallocator", "not enough memory", "cannot allocate memory")
_DISK_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


def explain(error: BaseException) -> Xr2ctError:
    """The error as one of the program's own, with its code, a sentence and a hint."""
    if isinstance(error, Xr2ctError):
        return error
    if isinstance(error, ValidationError):
        return BadConfigError(settings_in_words(error), "Correct the setting and try again.")
    if _is_gpu_memory(error):
        return Xr2ctError(
            "The graphics card has not enough memory for this.",
            "Use a smaller grid, close other programs that use it, or choose the CPU.",
            code="oom_gpu",
        )
    text = str(error).lower()
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and _any_in(_NO_HOST_MEMORY, text)):
        return Xr2ctError(
            "The computer has not enough memory for this.",
            "Use a smaller grid or close other programs.",
            code="oom_host",
        )
    if isinstance(error, (RuntimeError, AssertionError)) and _any_in(_NO_CUDA, text):
        return CudaUnavailableError("No usable CUDA graphics card was found.", "Choose the CPU, or see `xr2ct doctor`.")
    if isinstance(error, OSError):
        return _file_error(error)
    if isinstance(error, ImportError):
        return Xr2ctError(f"A library cannot be loaded: {error}.", "See `xr2ct doctor`.")
    kind = type(error).__name__
    return Xr2ctError(f"Something unexpected went wrong ({kind}: {error}).", "Please report it with the details.")


def traceback_of(error: BaseException) -> str:
    """The traceback for a report, cut so that it fits a message."""
    return "".join(traceback.format_exception(error))[-20_000:]


def _file_error(error: OSError) -> Xr2ctError:
    number = error_number(error)
    if number in _DISK_FULL:
        return Xr2ctError("The disk is full.", "Free some space or choose another folder.", code="disk_full")
    name = f" {error.filename}" if error.filename else ""
    if isinstance(error, FileNotFoundError):
        return BadInputError(f"There is no file{name}.", "Check the path.")
    if isinstance(error, (PermissionError, IsADirectoryError, NotADirectoryError)):
        return BadInputError(f"The file{name} cannot be opened: {error.strerror}.", "Check the path and your rights.")
    reason = "its reader or writer broke off" if number is None else os.strerror(number)
    return Xr2ctError(f"A file{name} cannot be read or written: {reason}.", "Check the disk.")


def _is_gpu_memory(error: BaseException) -> bool:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(error, torch.cuda.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and "cuda out of memory" in str(error).lower()


def _any_in(phrases: tuple[str, ...], text: str) -> bool:
    return any(phrase in text for phrase in phrases)
