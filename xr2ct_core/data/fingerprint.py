"""What a file or a folder of DICOM slices contains, as one SHA-256.

Reading hundreds of gigabytes to learn that nothing changed would be too slow, so a digest is remembered for as long as
the sizes and times of the files stay the same.
"""

import hashlib
import json
import re
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io.files import file_sha256, write_text
from xr2ct_core.paths import cache_folder

_HEADERS: Final = (".mhd", ".nhdr", ".hdr")
"""Files whose values lie in another file of the same name."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def content_sha256(path: Path) -> str:
    """SHA-256 of a file, or of the files in a folder with their names; raises `BadInputError` if it cannot be read."""
    try:
        files = _files(path)
        state = [(str(file.absolute()), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
        note = cache_folder() / "digests" / hashlib.sha256(json.dumps(state).encode()).hexdigest()
        known = _remembered(note)
        if known:
            return known
        digests = [(file.name, file_sha256(file)) for file in files]
    except OSError as error:
        raise BadInputError(f"{path.name} cannot be read: {error.strerror or error}.", "Check the path.") from error
    digest = digests[0][1] if len(digests) == 1 else hashlib.sha256(json.dumps(digests).encode()).hexdigest()
    _remember(note, digest)
    return digest


def _files(path: Path) -> list[Path]:
    if path.suffix.lower() in _HEADERS:
        return sorted(file for file in path.parent.glob(f"{escape(path.stem)}.*") if file.is_file())
    files = [path] if not path.is_dir() else sorted(file for file in path.iterdir() if file.is_file())
    if not files:
        raise BadInputError(f"{path} is empty.", "Choose a folder with files.")
    return files


def _remembered(note: Path) -> str:
    try:
        text = note.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if _DIGEST.fullmatch(text) else ""


def _remember(note: Path, digest: str) -> None:
    """Keep the digest if there is room; without it the file is read again next time."""
    with suppress(Xr2ctError):
        write_text(note, digest + "\n")
