"""Names that stand for patients in what the program keeps: the same on this installation, meaningless elsewhere.

A pseudonym is a keyed hash (HMAC-SHA-256) of what a header says of the patient. The key is random, made once, readable
by the user alone and never written into anything that is handed on, so nobody else can try names until one fits.
Stable names keep what belongs to one patient together, so that a network is never tested on whom it learned from.
"""

import hashlib
import hmac
import logging
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Final

import pydicom

from xr2ct_core.io.dicom_file import text
from xr2ct_core.paths import data_folder

KEY_FILE: Final = "pseudonyms.key"
_KEY_BYTES: Final = 32
_log = logging.getLogger(__name__)


def pseudonym(header: pydicom.Dataset) -> str:
    """The name for the patient of a header, of a header that names none for its study."""
    known = "\\".join(text(header, keyword) for keyword in ("PatientID", "PatientName", "PatientBirthDate"))
    known = known if known.strip("\\") else text(header, "StudyInstanceUID") or text(header, "SOPInstanceUID")
    return f"patient-{hmac.new(_key(data_folder()), known.encode(), hashlib.sha256).hexdigest()[:8]}"


def installation_key() -> bytes:
    """The random key of this installation, for names that mean nothing elsewhere."""
    return _key(data_folder())


@cache
def _key(folder: Path) -> bytes:
    """The key kept in a folder; one that cannot be kept lasts until the program ends, which is said."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
        else:
            key = secrets.token_bytes(_KEY_BYTES)
            with os.fdopen(handle, "wb") as stream:
                stream.write(key)
        if len(key) == _KEY_BYTES:
            return key
        _log.warning("The key of pseudonyms is damaged; names given to patients last until the program ends.")
    except OSError as error:
        _log.warning("Names given to patients last until the program ends: %s", error.strerror)
    return secrets.token_bytes(_KEY_BYTES)
