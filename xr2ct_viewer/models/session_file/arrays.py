"""Arrays of a session as plain NPY files: their names, their bytes, and that they are what they say.

Invariants: a name carries the beginning of the SHA-256 of the file, so equal arrays are stored once and a file that is
there is never written again; nothing is unpickled; a file whose content is another is refused.
"""

import hashlib
import io
import unicodedata
import weakref
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import MAX_VOXELS
from xr2ct_core.io.npy import read_npy_stream
from xr2ct_viewer.models.session_file.schema import ArrayRef

MAX_ARRAY_BYTES: Final = 4 * MAX_VOXELS
HEADER_BYTES: Final = 4096
_DIGEST_LETTERS: Final = 12

AnyArray = NDArray[Any]


class ArrayNames:
    """Remembers the digests of arrays that are in memory, so that each is computed once. Used from any thread."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[weakref.ref[AnyArray], str]] = {}
        self._lock = Lock()

    def ref(self, array: AnyArray, words: str) -> ArrayRef:
        """The reference of an array; `words` say in its file name what it is."""
        digest = self._digest(array)
        return ArrayRef(file=f"arrays/{slug(words)}-{digest[:_DIGEST_LETTERS]}.npy", sha256=digest)

    def _digest(self, array: AnyArray) -> str:
        with self._lock:
            known = self._known.get(id(array))
            if known is not None and known[0]() is array:
                return known[1]
        digest = hashlib.sha256(npy_header(array))
        digest.update(np.ascontiguousarray(array).data.cast("B"))
        found = digest.hexdigest()
        with self._lock:
            self._known = {key: value for key, value in self._known.items() if value[0]() is not None}
            self._known[id(array)] = (weakref.ref(array), found)
        return found


def npy_header(array: AnyArray) -> bytes:
    """The beginning of the array's NPY file; the values follow in C order."""
    stream = io.BytesIO()
    fields = {"descr": np.lib.format.dtype_to_descr(array.dtype), "fortran_order": False, "shape": array.shape}
    np.lib.format.write_array_header_1_0(stream, fields)
    return stream.getvalue()


def decode(ref: ArrayRef, content: bytes) -> AnyArray:
    """The array in the bytes of its file; raises `BadInputError` if it is another one or none."""
    if hashlib.sha256(content).hexdigest() != ref.sha256:
        raise BadInputError(f"{ref.file} in the session file is damaged.", "Use a copy of the session file.")
    array = read_npy_stream(io.BytesIO(content), ref.file, MAX_ARRAY_BYTES, len(content))
    if array.dtype not in (np.float32, np.int16):
        raise BadInputError(f"{ref.file} holds values of the kind {array.dtype}.", "Expected float32 or int16.")
    return array


def slug(words: str) -> str:
    """Words as part of a file name: letters of ASCII, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    plain = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "-".join(plain)[:120] or "array"
