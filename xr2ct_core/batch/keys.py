"""What a result depends on, as a hash: the files of the case, the settings, and the network."""

import hashlib
import json
from pathlib import Path

from xr2ct_core.asked_corrections import as_options
from xr2ct_core.batch.state import BatchSettings, BatchSource
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import existing_file, file_sha256, read_text

_NOT_OF_THE_RESULT = frozenset({"device", "fallback", "anyway"})
_ADDED_APART = frozenset({"checkpoint", "style", "correction"})


def item_key(source: BatchSource, settings: BatchSettings) -> str:
    """Equal for equal inputs and settings, wherever the files lie. Raises `BadInputError` if a file is missing."""
    digest = hashlib.sha256()
    for path in _files(source):
        digest.update(file_sha256(existing_file(path)).encode())
    digest.update(settings.model_dump_json(exclude={*_NOT_OF_THE_RESULT, *_ADDED_APART}).encode())
    digest.update(as_options(settings.correction).encode())
    for network in (settings.checkpoint, settings.style):
        if network is not None:
            digest.update(file_sha256(existing_file(Path(network) / "checkpoint.json")).encode())
    return digest.hexdigest()


def _files(source: BatchSource) -> list[Path]:
    if source.pair is None:
        return [Path(source.frontal or ""), Path(source.lateral or "")]
    pair = Path(source.pair)
    pair = pair / "pair.json" if pair.is_dir() else pair
    try:
        content = json.loads(read_text(pair))
    except (ValueError, RecursionError):
        raise BadInputError(f"{pair.name} is not valid JSON.", "Correct or export it again.") from None
    entries = [content.get(part) for part in ("frontal", "lateral")] if isinstance(content, dict) else []
    names = [entry.get("image") for entry in entries if isinstance(entry, dict)]
    return [pair, *(pair.parent / name for name in names if isinstance(name, str))]
