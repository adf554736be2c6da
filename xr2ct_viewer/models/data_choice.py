"""The data a training learns from: folders and phantoms, their geometry, who is held out, and what was found in them.

Toolkit-free. Invariants: `text` is what the command line takes for `--data`; an inspection belongs to the `question`
it answers and is forgotten when that changes.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from xr2ct_core.data.names import is_phantoms, part_names
from xr2ct_core.methods.registry import MethodSpec
from xr2ct_core.protocol.tasks import GeometryName
from xr2ct_viewer.models.marked import Filled, filled, listed, marked

JOIN: Final = " + "
PARTS: Final = {
    "train": marked("{count} to learn from"),
    "validation": marked("{count} to validate"),
    "test": marked("{count} kept for the test"),
}
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
    def in_words(self) -> Filled:
        """One line: how much there is, with or without CT, and how it is divided."""
        cases = cases_in_words(self.cases)
        patients = filled(
            marked("{count:,} patient") if self.patients == 1 else marked("{count:,} patients"), count=self.patients
        )
        words = marked("{cases} of {patients}, with CT.")
        if not self.has_truth:
            words = marked("{cases} of {patients}, X-rays without CT.")
        sentence = filled(words, cases=cases, patients=patients)
        if not any(self.parts.values()):
            return sentence
        parts = listed([filled(PARTS[name], count=self.parts[name]) for name in PARTS if name in self.parts])
        return filled("{sentence} {parts}.", sentence=sentence, parts=parts)


class DataChoice:
    """The chosen sources, the geometry of simulated X-rays, and the path of a split file (empty: dealt by the seed).

    `changed` fires when one of them changes, `inspected` when an inspection arrives or goes.
    """

    changed = Signal()
    inspected = Signal()

    def __init__(self, text: str = "", geometry: GeometryName = "x2ct", split: str = "") -> None:
        self.sources: tuple[str, ...] = sources_in(text)
        self.geometry: GeometryName = geometry
        self.split = split
        self.inspection: Inspection | None = None

    @property
    def text(self) -> str:
        return JOIN.join(self.sources)

    @property
    def question(self) -> tuple[str, GeometryName, str]:
        """What an inspection answers: sources, geometry and split."""
        return self.text, self.geometry, self.split

    @property
    def split_problem(self) -> str:
        """Why the inspected data cannot be dealt out by the split file; nothing if they can."""
        problems = self.inspection.problems if self.inspection is not None and self.split else ()
        return next((message for source, message in problems if source == self.split), "")

    @property
    def case_problems(self) -> tuple[tuple[str, str], ...]:
        """What the inspection could not use, beside the split file."""
        problems = self.inspection.problems if self.inspection is not None else ()
        return tuple(problem for problem in problems if not self.split or problem[0] != self.split)

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
        self._replace(sources_in(text))

    def set_geometry(self, geometry: GeometryName) -> None:
        """Where source and detector stand in simulated radiographs."""
        self._replace(self.sources, geometry=geometry)

    def set_split(self, path: str) -> None:
        """Hold out the patients that a file names, or with an empty path those that the seed deals out."""
        self._replace(self.sources, split=path)

    def set_all(self, text: str, geometry: GeometryName, split: str) -> None:
        self._replace(sources_in(text), geometry=geometry, split=split)

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

    def set_inspection(self, question: tuple[str, GeometryName, str], inspection: Inspection) -> None:
        """Keep what was found, unless something else was chosen meanwhile."""
        if question == self.question:
            self.inspection = inspection
            self.inspected.emit()

    def _replace(
        self, sources: tuple[str, ...], *, geometry: GeometryName | None = None, split: str | None = None
    ) -> None:
        before = self.question
        self.sources = sources
        self.geometry = self.geometry if geometry is None else geometry
        self.split = self.split if split is None else split
        if self.question != before:
            self.inspection = None
            self.changed.emit()
            self.inspected.emit()


def sources_in(text: str) -> tuple[str, ...]:
    """The sources in a line such as "indiana + phantoms:200"."""
    return tuple(part for part in part_names(text) if part)


def phantom_count(source: str) -> int:
    """How many phantoms a source asks for."""
    digits = source.partition(":")[2].partition("@")[0]
    return int(digits) if digits.isdigit() else 0


def misfit(spec: MethodSpec, inspection: Inspection | None) -> str:
    """Why a method cannot learn from the inspected data; nothing if it can, or if they were not inspected."""
    if inspection is None or inspection.has_truth:
        return ""
    if "pairs" in spec.goes_on_with:
        return marked(
            "This method needs CTs. With X-rays alone it only goes on from a trained network, by the command line: "
            "xr2ct train --config biplanar-xrays --start-from biplanar-64"
        )
    if "pairs" not in spec.learns_from:
        return marked("This method needs CTs, and the chosen data have X-rays alone. Add a folder of CTs or phantoms.")
    if "volumes" in spec.learns_from:
        return marked("This method needs volumes of anybody beside the X-rays. Add a folder of CTs or phantoms.")
    return ""


def cases_in_words(count: int) -> Filled:
    """How many cases."""
    return filled(marked("{count:,} case") if count == 1 else marked("{count:,} cases"), count=count)
