"""Pairs without a true CT, as they are shown and as the line integrals that methods are given.

Invariant: what a preparation stored is taken; what it did not, or not for these images, is estimated here as before any
reconstruction. A pair that cannot be used stays in the list as a `Problem` with its sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xr2ct_core.control import WorkContext
from xr2ct_core.data.find import pair_files
from xr2ct_core.data.pair_folder import has_truth
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.prepared import INDEX_NAME, prepared_pairs
from xr2ct_core.data.source import Problem
from xr2ct_core.data.stored_lines import stored_lines, with_images
from xr2ct_core.errors import BadInputError
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.io import read_pair
from xr2ct_core.radiograph import RadiographPair


@dataclass(frozen=True, eq=False)
class RadiographCase:
    """One pair: `shown` as it was read, `lines` its line integrals, `how` they came about."""

    id: str
    subject: str
    shown: RadiographPair
    lines: RadiographPair
    how: str
    source: str


def pairs_without_truth(paths: Sequence[Path]) -> list[Path]:
    """The pair files among files and folders if none of them names a true CT; else none.

    A prepared folder has those of its index. Folders without pair files have none either.
    """
    try:
        found = [file for path in paths for file in _pair_files(path)]
    except BadInputError:
        return []
    return [] if any(has_truth(path) for path in found) else found


def _pair_files(path: Path) -> list[Path]:
    if path.is_dir() and (path / INDEX_NAME).is_file():
        return prepared_pairs(path)
    return pair_files([path])


def read_cases(
    paths: Sequence[Path], device: str, context: WorkContext, problems: list[Problem]
) -> Iterator[RadiographCase]:
    """The cases one after another; those that cannot be read become `problems`. Raises `CancelledError`."""
    for path in paths:
        try:
            yield _case(path, device, context)
        except BadInputError as error:
            problems.append(Problem(str(path), str(error)))


def _case(path: Path, device: str, context: WorkContext) -> RadiographCase:
    shown = replace(read_pair(path), truth_path=None)
    subject = patient_of(shown.subject or path.parent.name)
    stored = stored_lines(shown, path)
    if stored is not None:
        how = str(shown.extra["line_integrals"].get("how", "stored"))
        return RadiographCase(subject, subject, shown, with_images(shown, stored), how, str(path))
    lines = physical_pair(shown, device, WorkContext(context.control)).pair
    how = "measured" if shown.is_physical else "estimated now"
    return RadiographCase(subject, subject, shown, lines, how, str(path))
