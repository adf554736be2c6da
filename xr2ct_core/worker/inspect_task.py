"""The worker's task `inspect`: what lies in the data for a training.

Names and tables are read, never all cases: a folder of thousands is looked at in seconds. Only the previewed cases are
opened, and say what is wrong with them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.dealing import PARTS, deal, deal_by_file
from xr2ct_core.data.indiana import IndianaPairs
from xr2ct_core.data.joined import JoinedSource
from xr2ct_core.data.open import open_source
from xr2ct_core.data.pair_folder import PairCases, PairFolder
from xr2ct_core.data.prepared import PreparedFolder, unfinished
from xr2ct_core.data.radiograph_cases import RadiographCases
from xr2ct_core.data.source import Problem, RadiographSource, Source, data_digest
from xr2ct_core.data.splits import PatientSplit
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.methods.suitable import require_suitable
from xr2ct_core.protocol.training import InspectTask
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.worker.job import JobContext

SPARE: Final = 4
"""Cases opened beyond the wanted previews where some cannot be read."""


def run_inspect(config: InspectTask, job: JobContext) -> dict[str, Any]:
    """Look at the data; the artifacts and the summary are those of `InspectTask`."""
    job.work.progress(0.0, "Looking at the data")
    source = open_source(config.data, WorkingGrid(config.grid_size), BiplanarGeometry.preset(config.geometry))
    job.work.progress(0.2, "Dealing out patients")
    problems = list(dict.fromkeys(_left_out(source)))
    parts = dict.fromkeys(PARTS, 0)
    try:
        split = _split(source, config)
        parts |= {part: len(split.indices(part, source.subjects)) for part in PARTS if part in split.parts}
    except (BadConfigError, BadInputError) as error:
        problems.append(Problem(config.split or config.data, str(error)))
    if config.method:
        try:
            require_suitable(method_spec(config.method), source.kinds)
        except BadInputError as error:
            problems.append(Problem(config.data, str(error)))
    problems += _show(source, config.previews, job)
    return {
        "kind": " + ".join(dict.fromkeys(source.kinds)),
        "cases": len(source),
        "patients": len(set(source.subjects)),
        "parts": parts,
        "problems": [{"source": problem.source, "message": problem.message} for problem in problems],
        "has_truth": any(kind != "pair" for kind in source.kinds),
        "grid_size": min((part.grid.size for part in _parts(source) if isinstance(part, PreparedFolder)), default=None),
    }


def _split(source: Source, config: InspectTask) -> PatientSplit:
    if not config.split:
        return deal(source, config.seed, "")
    return deal_by_file(source, Path(config.split).expanduser().absolute(), data_digest(source))


def _show(source: Source, count: int, job: JobContext) -> list[Problem]:
    """Write the radiographs of the first cases that can be read; returns what is wrong with the others met."""
    problems: list[Problem] = []
    shown = 0
    for index in range(min(len(source), count + SPARE)):
        if shown == count:
            break
        job.work.progress(0.3 + 0.7 * shown / count, f"Reading {source.subjects[index]}")
        try:
            case = source[index]
            pair, _ = BatchMaker(source.grid, "cpu").pair_and_truth(case)
        except CancelledError:
            raise
        except Xr2ctError as error:
            problems.append(Problem(source.subjects[index], str(error)))
            continue
        for view, radiograph in (("frontal", pair.frontal), ("lateral", pair.lateral)):
            job.save_array(f"preview_{view}_{shown}", radiograph.image.astype(np.float32))
        shown += 1
    return problems


def _parts(source: Source) -> Iterator[Source | RadiographSource]:
    """The sources that others are made of, down to the last."""
    if isinstance(source, JoinedSource):
        for part in source.parts:
            yield from _parts(part)
    else:
        yield source.pairs if isinstance(source, RadiographCases) else source


def _left_out(source: Source) -> Iterator[Problem]:
    """What the sources themselves say they cannot use; pairs without a CT that serve as radiographs are no problem."""
    parts = list(_parts(source))
    used = {str(path) for part in parts if isinstance(part, PairFolder) for path in part.paths}
    for part in parts:
        match part:
            case CtFolder():
                yield from part.left_out
            case PairCases() | PairFolder():
                yield from (problem for problem in part.left_out if problem.source not in used)
            case PreparedFolder():
                yield from unfinished(part.folder)
                yield from (Problem(unused.source, unused.message) for unused in part.index.problems)
            case IndianaPairs():
                yield from (Problem("indiana_projections.csv", text) for text in part.report.sentences[2:])
