"""Public collections of CTs by the names of their subjects, with their licences.

They are listed in `resources/licenses/collections.json`.
"""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from xr2ct_core.io.files import read_text

COMPUTED: Final = "phantom-"
"""How the subjects of computed thoraxes begin."""


class Collection(BaseModel):
    """One collection; its subjects begin with `subjects`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subjects: str
    title: str
    licence: str
    doi: str


class _Collections(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    collections: tuple[Collection, ...]


def collections() -> tuple[Collection, ...]:
    path = Path(str(files("xr2ct_resources"))) / "licenses" / "collections.json"
    return _Collections.model_validate_json(read_text(path)).collections


def by_collection(subjects: Iterable[str]) -> tuple[dict[Collection, list[str]], list[str]]:
    """The subjects of each collection that occurs, and those of none, sorted; computed thoraxes are left out."""
    known: dict[Collection, list[str]] = {}
    unknown = []
    for subject in sorted(set(subjects)):
        if subject.startswith(COMPUTED):
            continue
        home = next((one for one in collections() if subject.startswith(one.subjects)), None)
        if home is None:
            unknown.append(subject)
        else:
            known.setdefault(home, []).append(subject)
    return known, unknown
