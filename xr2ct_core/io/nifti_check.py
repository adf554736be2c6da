"""What the library that reads NIfTI puts right without a word: missing bytes, samples and voxel sizes become 0 or 1 mm.

Checked by counting: the bytes after the header against what the header promises. Floating point samples are looked at
in the same pass. Compressed files are unpacked for it, a few megabytes at a time, without keeping anything.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from xr2ct_core.errors import BadInputError

_CHUNK: Final = 1 << 20
_HEADER_BYTES: Final = 348
_NIFTI_2: Final = b"n+2", b"ni2"
"""At the place of the version in a header of NIfTI-2, which is longer."""
_GZIP: Final = b"\x1f\x8b"
_FLOATS: Final = {16: "f4", 64: "f8"}
"""numpy's names of NIfTI's data types DT_FLOAT32 and DT_FLOAT64."""


@dataclass(frozen=True)
class _Header:
    """Fields of a NIfTI-1 header as they are stored."""

    samples: Any
    """numpy type of floating point samples, None for whole numbers."""
    pixdim_xyz: tuple[float, float, float]
    offset_bytes: int
    is_pair: bool


def check_nifti(path: Path, voxels: int, bytes_per_voxel: int) -> None:
    """Refuse a NIfTI-1 file that is cut off, or that holds voxel sizes or samples which are no numbers.

    Raises `BadInputError`. Other versions, and a header whose image file is missing, are left to the library.
    """
    try:
        header = _read_header(path)
        image = path if header is None or not header.is_pair else _image_file(path)
        if header is None or image is None:
            return
        if not all(np.isfinite(length) and length != 0 for length in header.pixdim_xyz):
            raise BadInputError(f"{path.name} has impossible voxel sizes.", "Export it again with its spacing in mm.")
        is_whole = _is_whole(path, image, header, voxels * bytes_per_voxel)
    except zlib.error:
        is_whole = False
    if not is_whole:
        raise BadInputError(f"{path.name} is damaged or incomplete (NIfTI).", "Copy or export it again.")


def refuse_nifti_2(path: Path) -> None:
    """Raise `BadInputError` for a file of NIfTI-2, which the library does not read."""
    try:
        is_newer = next(_pieces(path), b"")[4:7] in _NIFTI_2
    except zlib.error:
        return
    if is_newer:
        raise BadInputError(f"{path.name} is NIfTI-2, which is not read.", "Save it as NIfTI-1, MHA or NRRD.")


def holds_bytes(path: Path, count: int) -> bool:
    """True if the file, unpacked if it is a gzip file, has at least `count` bytes and is not damaged before them."""
    if not _is_packed(path):
        return path.stat().st_size >= count
    found = 0
    try:
        for piece in _pieces(path):
            found += len(piece)
            if found >= count:
                return True
    except zlib.error:
        pass
    return False


def _is_whole(path: Path, image: Path, header: _Header, count: int) -> bool:
    """Whether `count` bytes of samples are there; refuses floating point ones that are no numbers."""
    if header.samples is None:
        return holds_bytes(image, header.offset_bytes + count)
    skip, left, rest = header.offset_bytes, count, b""
    for piece in _pieces(image):
        skipped = min(skip, len(piece))
        skip, found = skip - skipped, piece[skipped : skipped + left]
        left -= len(found)
        found = rest + found
        whole = len(found) - len(found) % header.samples.itemsize
        if not np.isfinite(np.frombuffer(found[:whole], header.samples)).all():
            raise BadInputError(f"{path.name} contains values that are not numbers.", "Export it again.")
        rest = found[whole:]
        if left == 0:
            return True
    return False


def _read_header(path: Path) -> _Header | None:
    """The header in either byte order, or None if it is not one of NIfTI-1."""
    head = b""
    for piece in _pieces(path):
        head += piece
        if len(head) >= _HEADER_BYTES:
            break
    if head[344:348] not in (b"n+1\0", b"ni1\0"):
        return None
    order = "<" if 1 <= struct.unpack_from("<h", head, 40)[0] <= 7 else ">"
    (code,) = struct.unpack_from(f"{order}h", head, 70)
    x, y, z, *_, offset = struct.unpack_from(f"{order}8f", head, 80)
    is_pair = head[344:348] == b"ni1\0"
    first = 0 if is_pair else _HEADER_BYTES
    start = max(int(offset), first) if np.isfinite(offset) else first
    return _Header(np.dtype(order + _FLOATS[code]) if code in _FLOATS else None, (x, y, z), start, is_pair)


def _image_file(path: Path) -> Path | None:
    """The file beside a header in which its samples are."""
    names = [path.with_suffix(suffix) for suffix in (".img", ".img.gz", ".IMG")]
    return next((name for name in names if name.is_file()), None)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == _GZIP


def _pieces(path: Path) -> Iterator[bytes]:
    """The content, unpacked if it is a gzip file, in pieces of at most 4 MiB; `zlib.error` where it is damaged."""
    is_packed = _is_packed(path)
    with path.open("rb") as stream:
        if not is_packed:
            while piece := stream.read(4 * _CHUNK):
                yield piece
            return
        unpacker, packed = zlib.decompressobj(wbits=31), b""
        while packed := packed or stream.read(_CHUNK):
            yield unpacker.decompress(packed, 4 * _CHUNK)
            packed = unpacker.unconsumed_tail
            if unpacker.eof:
                packed = unpacker.unused_data
                unpacker = zlib.decompressobj(wbits=31)
