"""The random key of this installation: names made with it mean something here and nothing elsewhere. Light."""

import logging
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Final

from xr2ct_core.paths import data_folder

KEY_FILE: Final = "pseudonyms.key"
_KEY_BYTES: Final = 32
_log = logging.getLogger(__name__)


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
