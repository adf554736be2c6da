"""Paths that tell who the patient is stay out of the files of a batch: a token stands for each of them.

What the tokens mean is kept beside the settings of a user, for nobody else to read, so that a batch can be gone on
with on this computer; whoever is handed the folder of the batch learns nothing. A token is a keyed hash of the path:
the same path has the same one.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Final

from xr2ct_core.batch.state import BatchSource
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import is_dicom
from xr2ct_core.io.files import writing
from xr2ct_core.io.installation_key import installation_key
from xr2ct_core.paths import data_folder
from xr2ct_core.plain_text import is_plain, plain

PREFIX: Final = "private:"
FILE: Final = "private-paths.json"


def hidden(source: BatchSource) -> BatchSource:
    """The source with a token for each image whose path tells who the patient is, and other paths as text in UTF-8.

    A path that is not UTF-8 leads nowhere then, and its case fails with a sentence.
    """
    from xr2ct_core.io.deidentify_names import path_tells

    paths = {side: path for side in ("pair", "frontal", "lateral") if (path := getattr(source, side)) is not None}
    written = {side: plain(path) for side, path in paths.items() if not is_plain(path)}
    tokens = {
        side: _token(path)
        for side, path in (("frontal", source.frontal), ("lateral", source.lateral))
        if path is not None and not path.startswith(PREFIX) and (path_tells(Path(path)) or is_unreadable(path))
    }
    return source.model_copy(update={**written, **tokens}) if written or tokens else source


def is_unreadable(path: str) -> bool:
    """Whether a DICOM file lies under a name that is not UTF-8, in which nobody's name can be recognised."""
    return not is_plain(path) and is_dicom(Path(path))


def revealed(source: BatchSource) -> BatchSource:
    """The source with real paths; raises `BadInputError` where a token is not known to this user."""
    if not is_hidden(source):
        return source
    known = _known()
    paths = {"frontal": source.frontal or "", "lateral": source.lateral or ""}
    missing = [path for path in paths.values() if path.startswith(PREFIX) and path not in known]
    if missing:
        raise BadInputError(
            "The X-rays of this case were kept private by another user or computer.", "Add the two files again."
        )
    return source.model_copy(update={side: known.get(path, path) for side, path in paths.items()})


def is_hidden(source: BatchSource) -> bool:
    """Whether tokens stand in it."""
    return any(path is not None and path.startswith(PREFIX) for path in (source.frontal, source.lateral))


def without_names(source: BatchSource, sentence: str) -> str:
    """A sentence about a case without the names of its private files; where they are not known, it holds none."""
    if not is_hidden(source):
        return sentence
    known = _known()
    for token in (source.frontal or "", source.lateral or ""):
        path = known.get(token, token)
        for name in (path, Path(path).name, plain(Path(path).name)):
            sentence = sentence.replace(name, "The file") if name else sentence
    return sentence


def _token(path: str) -> str:
    token = PREFIX + hmac.new(installation_key(), path.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()[:16]
    known = _known()
    if known.get(token) != path:
        with writing(data_folder() / FILE) as part:
            part.touch(0o600)
            part.write_text(json.dumps({**known, token: path}, indent=1) + "\n", encoding="utf-8")
    return token


def _known() -> dict[str, str]:
    try:
        content = json.loads((data_folder() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(token): str(path) for token, path in content.items()} if isinstance(content, dict) else {}
