"""Bundled cases: pairs with their true volume, ready to open.

A sample is a folder in `resources/samples/` with `sample.json` (title, description, licence, attribution), `pair.json`,
its images, the truth and, for patient data, `ATTRIBUTION.md`. `python -m xr2ct_core.sample_maker` makes
the folders.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from xr2ct_core.errors import BadInputError

SAMPLE_FILE: Final = "sample.json"
_ORDER: Final = ("lidc-0001", "phantom")


class Sample(BaseModel):
    """One bundled case; `pair_path` is its `pair.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    description: str
    pair_path: Path
    licence: str
    attribution: str


@cache
def samples() -> tuple[Sample, ...]:
    """All bundled cases that are complete, the real one first."""
    folder = Path(str(files("xr2ct_resources"))) / "samples"
    found = [_read(entry) for entry in sorted(folder.glob(f"*/{SAMPLE_FILE}"))]
    return tuple(sorted(found, key=lambda sample: _ORDER.index(sample.id) if sample.id in _ORDER else len(_ORDER)))


def sample(sample_id: str) -> Sample:
    """The bundled case with this id; raises `BadInputError` if there is none."""
    for known in samples():
        if known.id == sample_id:
            return known
    names = ", ".join(known.id for known in samples())
    raise BadInputError(f"There is no sample named {sample_id!r}.", f"Use one of {names}." if names else "")


def _read(path: Path) -> Sample:
    text = SampleText.model_validate_json(path.read_text(encoding="utf-8"))
    return Sample(id=path.parent.name, pair_path=path.parent / "pair.json", **text.model_dump())


class SampleText(BaseModel):
    """What `sample.json` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    description: str
    licence: str
    attribution: str
