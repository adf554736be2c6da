"""Writing sessions so that a crash never leaves half of one.

Folder: new arrays first, then `session.json` in one step, then arrays that nothing names any more are removed; what is
there is not written again, so saving often costs little. Zip: written beside the old file and put in its place at once.
"""

import shutil
import zipfile
from pathlib import Path
from typing import IO, Final

import numpy as np

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import write_error, write_text, writing
from xr2ct_viewer.models.session_file.arrays import AnyArray, npy_header
from xr2ct_viewer.models.session_file.encode import Arrays
from xr2ct_viewer.models.session_file.schema import DOCUMENT, SessionDocument

_COMPRESSION_LEVEL: Final = 1
"""Volumes shrink by half within milliseconds; higher levels gain little and take long."""


def write_folder(folder: Path, document: SessionDocument, arrays: Arrays) -> None:
    """Bring the session in `folder` up to date. Raises `Xr2ctError` where it cannot be written."""
    if folder.is_file():
        raise BadInputError(f"{folder.name} is a file, not a folder.", "Choose another name.")
    for name, array in arrays.items():
        path = folder / name
        if not path.exists():
            with writing(path) as temporary, temporary.open("wb") as stream:
                _write_npy(stream, array)
    write_text(folder / DOCUMENT, document.text())
    _remove_unnamed(folder / "arrays", {Path(name).name for name in arrays})


def write_zip(path: Path, document: SessionDocument, arrays: Arrays) -> None:
    """Write the session as one file in place of what is there. Raises `Xr2ctError` where it cannot be written."""
    with writing(path) as temporary, zipfile.ZipFile(temporary, "w", compresslevel=_COMPRESSION_LEVEL) as archive:
        archive.writestr(DOCUMENT, document.text(), zipfile.ZIP_DEFLATED)
        for name, array in arrays.items():
            info = zipfile.ZipInfo(name, document.saved.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as stream:
                _write_npy(stream, array)


def write_session(path: Path, document: SessionDocument, arrays: Arrays) -> None:
    """As a folder where one is there already, else as a zip."""
    if path.is_dir():
        write_folder(path, document, arrays)
    else:
        write_zip(path, document, arrays)


def remove_session(folder: Path) -> None:
    """Remove a session in a folder with everything in it."""
    shutil.rmtree(folder, ignore_errors=True)


def _write_npy(stream: IO[bytes], array: AnyArray) -> None:
    stream.write(npy_header(array))
    stream.write(np.ascontiguousarray(array).data.cast("B"))


def _remove_unnamed(folder: Path, names: set[str]) -> None:
    try:
        for path in folder.glob("*.npy"):
            if path.name not in names:
                path.unlink()
    except OSError as error:
        raise write_error(folder, error) from error
