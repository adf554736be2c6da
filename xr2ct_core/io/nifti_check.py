"""Is a NIfTI file whole? The library that reads it fills what is missing with zeros and says nothing.

Checked by counting: the bytes after the header against what the header promises. Compressed files are unpacked for it
in passing, without keeping anything.
"""

import zlib
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20


def holds_bytes(path: Path, count: int) -> bool:
    """True if the file, unpacked if it is a gzip file, has at least `count` bytes and is not damaged before them."""
    with path.open("rb") as stream:
        if stream.read(2) != b"\x1f\x8b":
            return path.stat().st_size >= count
        stream.seek(0)
        unpacker, found = zlib.decompressobj(wbits=31), 0
        try:
            while found < count:
                packed = unpacker.unconsumed_tail or stream.read(_CHUNK)
                if not packed:
                    return False
                found += len(unpacker.decompress(packed, 4 * _CHUNK))
                if unpacker.eof and found < count:
                    rest = unpacker.unused_data or stream.read(_CHUNK)
                    if not rest:
                        return False
                    unpacker = zlib.decompressobj(wbits=31)
                    found += len(unpacker.decompress(rest, 4 * _CHUNK))
        except zlib.error:
            return False
    return True
