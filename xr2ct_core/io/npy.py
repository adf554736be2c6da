"""Arrays in the NPY format, without pickles and with the size checked before memory is taken."""

from pathlib import Path
from tokenize import TokenError
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError


def read_npy_stream(stream: IO[bytes], name: str, limit_bytes: int, available_bytes: int) -> NDArray[Any]:
    """The array at the start of a stream; objects, oversized and cut-off arrays raise `BadInputError`.

    `limit_bytes` is the most that is read, `available_bytes` what the stream holds.
    """
    try:
        shape, is_fortran, dtype = _header(stream)
        count = 1
        for length in shape:
            count *= int(length)
        if dtype.hasobject or count < 0:
            raise BadInputError(f"{name} does not hold plain numbers.", "Save it as a numeric array.")
        wanted = count * dtype.itemsize
        if wanted > limit_bytes:
            raise BadInputError(f"{name} promises more data than this program reads.", "Save a smaller array.")
        data = stream.read(wanted) if wanted <= available_bytes else b""
        if len(data) != wanted:
            raise BadInputError(f"{name} is incomplete.", "Copy or save it again.")
        array = np.frombuffer(data, dtype=dtype, count=count)
        return array.reshape(shape[::-1]).T if is_fortran else array.reshape(shape)
    except (ValueError, EOFError, TypeError, SyntaxError, TokenError, RecursionError) as error:
        raise BadInputError(f"{name} is damaged or no NPY file.", "Copy or save it again.") from error


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        return np.lib.format.read_array_header_1_0(stream)
    return np.lib.format.read_array_header_2_0(stream)


def read_npy(path: Path, limit_bytes: int) -> NDArray[Any]:
    """The array in a file; raises what `read_npy_stream` raises."""
    with path.open("rb") as stream:
        return read_npy_stream(stream, path.name, limit_bytes, path.stat().st_size)
