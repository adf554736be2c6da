"""Provenance beside a volume: `<file name>.provenance.json`, and as text inside formats that can carry it.

A sidecar that cannot be understood is ignored with a note, never an error: the volume is still a volume.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import read_text, write_error, writing
from xr2ct_core.provenance import SIMULATED_BANNER, SYNTHETIC_BANNER, Provenance

METADATA_KEY: Final = "xr2ct_provenance"
_SUFFIX: Final = ".provenance.json"
_UNRECORDED: Final[dict[str, Any]] = {"synthetic": True, "program": "", "created": ""}
"""Of a generated volume whose record is lost: when and by what it was made is not known."""


def sidecar_path(path: Path) -> Path:
    """Where the provenance of a file lies, beside it."""
    return path.with_name(path.name + _SUFFIX)


def provenance_text(provenance: Provenance) -> str:
    """One line of JSON for metadata fields."""
    return json.dumps(provenance.model_dump(mode="json"), ensure_ascii=True, sort_keys=True)


def parse_provenance(text: str) -> Provenance | None:
    """Provenance from JSON, or None if the text is something else. A `banner` key is derived, not stored."""
    try:
        fields = json.loads(text)
        if isinstance(fields, dict):
            fields.pop("banner", None)
        return Provenance.model_validate(fields)
    except (json.JSONDecodeError, ValidationError, RecursionError):
        return None


def provenance_from_banner(text: str, source: str) -> Provenance | None:
    """The least that a banner in a description tells: a generated volume stays one when its sidecar is lost."""
    note = "The record of how this volume was made is missing."
    if text.strip() and SYNTHETIC_BANNER.startswith(text.strip()):
        return Provenance(kind="reconstruction", source=source, assumptions=(note,), **_UNRECORDED)
    if text.strip() and SIMULATED_BANNER.startswith(text.strip()):
        return Provenance(kind="phantom", source=source, assumptions=(note,), **_UNRECORDED)
    return None


@contextmanager
def with_sidecar(path: Path, provenance: Provenance | None) -> Iterator[None]:
    """Around the writing of the volume at `path`: its sidecar appears after it; without provenance a stale one goes.

    It is written before the block begins, so a place that cannot take it takes no volume either.
    """
    sidecar = sidecar_path(path)
    if provenance is None:
        yield
        try:
            sidecar.unlink(missing_ok=True)
        except OSError as error:
            raise write_error(sidecar, error) from error
        return
    content = {"banner": provenance.banner, **provenance.model_dump(mode="json")}
    with writing(sidecar) as temporary:
        temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        yield


def read_sidecar(path: Path) -> Provenance | None:
    """What the sidecar of the volume at `path` says, if there is one that can be understood."""
    sidecar = sidecar_path(path)
    if not sidecar.is_file():
        return None
    try:
        return parse_provenance(read_text(sidecar))
    except BadInputError:
        return None
