"""Working cubes kept between runs, named after everything they depend on. Safe to delete at any time.

An entry is an NPY file followed by the SHA-256 of what stands before it. Invariants: an entry appears whole or not at
all; one that does not match its checksum counts as missing and is made again; beyond the limit the entries unused for
longest go first; a cache that cannot be written costs time, never the work.
"""

import hashlib
import io
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

import xr2ct_core
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import writing
from xr2ct_core.io.npy import read_npy_stream
from xr2ct_core.paths import cache_folder

DEFAULT_LIMIT_BYTES: Final = 20 * 10**9
_MAKES_CUBES: Final = ("cube.py", "regrid.py", "io/volume_read.py", "io/orientation.py", "io/dicom_series.py")
_DIGEST_BYTES: Final = 32
_SUFFIX: Final = ".cube"

_log = logging.getLogger(__name__)


@cache
def code_version(*modules: str) -> str:
    """Changes whenever one of these files of the package does, named as in `io/orientation.py`."""
    package = Path(xr2ct_core.__file__).parent
    return hashlib.sha256(b"".join((package / name).read_bytes() for name in modules)).hexdigest()[:16]


def cube_code_version() -> str:
    """Changes whenever the code that reads CTs and puts them on the working cube does."""
    return code_version(*_MAKES_CUBES)


def cube_key(content_sha256: str, grid: WorkingGrid) -> str:
    """Name of the cube made of a file with this content."""
    parts = f"{content_sha256} {grid.size} {grid.cube_mm:g} {cube_code_version()}"
    return hashlib.sha256(parts.encode()).hexdigest()


class CubeCache:
    """Cubes by key in a folder of at most `limit_bytes`; by default in the user's cache folder."""

    def __init__(self, folder: Path | None = None, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self.folder = folder or cache_folder() / "cubes"
        self._limit_bytes = limit_bytes

    def get_or_make(self, key: str, make: Callable[[], NDArray[np.int16]]) -> NDArray[np.int16]:
        """The cube under this key, made and kept if it is not there. What `make` raises is raised."""
        found = self.get(key)
        if found is not None:
            return found
        made = make()
        try:
            self.put(key, made)
        except Xr2ctError as error:
            _log.warning("A working cube could not be kept for the next time. %s", error)
        return made

    def get(self, key: str) -> NDArray[np.int16] | None:
        """The cube under this key, or None; marks it as used."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        body, digest = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
        if hashlib.sha256(body).digest() != digest:
            _log.warning("A damaged entry of the cache is made again.")
            return None
        with suppress(OSError):
            os.utime(path)
        return np.array(read_npy_stream(io.BytesIO(body), path.name, len(body), len(body)), dtype=np.int16)

    def put(self, key: str, hu: NDArray[np.int16]) -> None:
        """Keep a cube; raises `Xr2ctError` where the folder cannot be written."""
        stream = io.BytesIO()
        np.save(stream, np.ascontiguousarray(hu, dtype=np.int16), allow_pickle=False)
        body = stream.getvalue()
        with writing(self._path(key)) as temporary:
            temporary.write_bytes(body + hashlib.sha256(body).digest())
        self._drop_oldest(keep=self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _drop_oldest(self, keep: Path) -> None:
        entries: list[tuple[float, int, Path]] = []
        with os.scandir(self.folder) as found:
            for entry in found:
                with suppress(OSError):
                    status = entry.stat()
                    entries.append((status.st_mtime, status.st_size, Path(entry.path)))
        excess = sum(size for _, size, _ in entries) - self._limit_bytes
        for _, size, path in sorted(entries):
            if excess <= 0:
                return
            if path != keep:
                with suppress(OSError):
                    path.unlink()
                excess -= size
