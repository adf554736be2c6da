"""The data a training learns from: folders and phantoms, one after another, and what an inspection said about them.

Toolkit-free. Invariants: `text` is what the command line takes for `--data`; an inspection belongs to the `text` it
was made for and is forgotten when that changes.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from xr2ct_core.methods.registry import MethodSpec

PHANTOMS: Final = "phantoms"
JOIN: Final = " + "
PARTS: Final = {"train": "to learn from", "validation": "to validate", "test": "kept for the test"}
Preview = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class Inspection:
    """What lies in the data. `parts` counts cases for training, validation and test; `previews` are X-ray pairs,
    white where dense."""

    kind: str
    cases: int
    patients: int
    parts: dict[str, int]
    problems: tuple[tuple[str, str], ...]
    has_truth: bool
    grid_size: int | None
    previews: tuple[Preview, ...] = field(default=())

    @classmethod
    def from_summary(cls, summary: dict[str, Any], previews: tuple[Preview, ...]) -> "Inspection":
        return cls(
            kind=str(summary["kind"]),
            cases=int(summary["cases"]),
            patients=int(summary["patients"]),
            parts={str(name): int(count) for name, count in summary["parts"].items()},
            problems=tuple((str(item["source"]), str(item["message"])) for item in summary["problems"]),
            has_truth=bool(summary["has_truth"]),
            grid_size=summary["grid_size"],
            previews=previews,
        )

    @property
    def in_words(self) -> str:
        """One line: how much there is, with or without CT, and how it is divided."""
        cases = counted(self.cases, "case")
        patients = counted(self.patients, "patient")
        truth = "with CT" if self.has_truth else "X-rays without CT"
        order = [name for name in PARTS if name in self.parts]
        parts = ", ".join(f"{self.parts[name]} {PARTS[name]}" for name in order)
        return f"{cases} of {patients}, {truth}. {parts}."


class DataChoice:
    """The chosen sources. `changed` fires when they change, `inspected` when an inspection arrives or goes."""

    changed = Signal()
    inspected = Signal()

    def __init__(self, text: str = "") -> None:
        self.sources: tuple[str, ...] = split(text)
        self.inspection: Inspection | None = None

    @property
    def text(self) -> str:
        return JOIN.join(self.sources)

    @property
    def has_folder_to_prepare(self) -> bool:
        """Whether the only source is a folder that is not prepared yet."""
        folder = self.single_folder
        return folder is not None and folder.is_dir() and not (folder / "index.json").is_file()

    @property
    def single_folder(self) -> Path | None:
        """The folder, if the data are just one."""
        if len(self.sources) != 1 or is_phantoms(self.sources[0]):
            return None
        return Path(self.sources[0])

    def set_text(self, text: str) -> None:
        self._replace(split(text))

    def add(self, source: str) -> None:
        """Add a source; phantoms take the place of other phantoms, a folder is not added twice."""
        others = (
            known for known in self.sources if known != source and not (is_phantoms(known) and is_phantoms(source))
        )
        self._replace((*others, source))

    def remove(self, source: str) -> None:
        self._replace(tuple(known for known in self.sources if known != source))

    def exchange(self, old: str, new: str) -> None:
        """Put one source in another's place."""
        self._replace(tuple(new if known == old else known for known in self.sources))

    def set_inspection(self, text: str, inspection: Inspection) -> None:
        """Keep what was found in `text`, unless other data were chosen meanwhile."""
        if text == self.text:
            self.inspection = inspection
            self.inspected.emit()

    def _replace(self, sources: tuple[str, ...]) -> None:
        if sources != self.sources:
            self.sources = sources
            self.inspection = None
            self.changed.emit()
            self.inspected.emit()


def split(text: str) -> tuple[str, ...]:
    """The sources in a line such as "indiana + phantoms:200"."""
    return tuple(part.strip() for part in text.split(JOIN) if part.strip())


def is_phantoms(source: str) -> bool:
    return source == PHANTOMS or source.startswith(f"{PHANTOMS}:")


def phantom_count(source: str) -> int:
    """How many phantoms a source asks for."""
    digits = source.partition(":")[2].partition("@")[0]
    return int(digits) if digits.isdigit() else 0


def source_title(source: str) -> str:
    """How a source appears in a list."""
    if is_phantoms(source):
        return counted(phantom_count(source), "computed thorax", "computed thoraxes")
    path = Path(source)
    return path.name or source


def misfit(spec: MethodSpec, inspection: Inspection | None) -> str:
    """Why a method cannot learn from the inspected data; nothing if it can, or if they were not inspected."""
    if inspection is None or inspection.has_truth:
        return ""
    if "pairs" not in spec.learns_from:
        return "This method needs CTs, and the chosen data have X-rays alone. Add a folder of CTs or phantoms."
    if "volumes" in spec.learns_from:
        return "This method needs volumes of anybody beside the X-rays. Add a folder of CTs or phantoms."
    return ""


def counted(count: int, noun: str, plural: str = "") -> str:
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
