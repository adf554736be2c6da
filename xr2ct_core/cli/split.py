"""`xr2ct split`: who is learned from and who is held out, dealt out once and kept in a file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import writable_folder
from xr2ct_core.data.find import warn_of
from xr2ct_core.data.folds import folds_by_patient, write_folds
from xr2ct_core.data.prepared import INDEX_NAME, read_index, unfinished
from xr2ct_core.data.source import Problem
from xr2ct_core.data.splits import split_by_patient, write_split
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid


@dataclass(frozen=True)
class Split:
    """Deal the patients of a folder into train, validation and test, or into folds, and write who is where.

    `xr2ct train --split FILE`, or `--folds FILE --fold 1`, then holds out the same patients whatever the seed. The file
    names patients alone, so it fits every folder with the same ones.
    """

    data: tyro.conf.Positional[Path]
    """Folder of CTs, or one made by `xr2ct prepare`."""
    out: Path
    """File to write; one that is there is not replaced."""
    folds: int = 0
    """Folds for cross-validation; 0 makes one split of train, validation and test."""
    seed: int = 0
    """Decides who is where; the same patients and seed give the same file."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        out = self.out.expanduser().absolute()
        if out.exists():
            raise BadInputError(f"{out} is there already.", "Remove it, or choose another --out.")
        subjects, left_out = _patients(existing(self.data, "folder"))
        writable_folder(out.parent)
        parts: dict[str, Any]
        if self.folds:
            folds = folds_by_patient(subjects, self.folds, self.seed)
            write_folds(folds, out)
            parts = {f"fold {name}": fold.test for name, fold in zip(folds.names, folds.folds, strict=True)}
        else:
            split = split_by_patient(subjects, self.seed)
            write_split(split, out)
            parts = dict(split.parts)
        dealt = {name: list(patients) for name, patients in parts.items()}
        console.result({"file": str(out), "parts": dealt, "left_out": [asdict(problem) for problem in left_out]})
        console.say(f"[bold]{escape(str(out))}[/]")
        for name, patients in parts.items():
            console.say(f"  {name}: {escape(', '.join(patients))}")
        for problem in left_out:
            console.say(f"  [yellow]left out[/] {escape(problem.message)}")
        return 0


def _patients(folder: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The patient of each case, and what cannot be dealt out; raises `BadInputError` for a folder without cases."""
    if (folder / INDEX_NAME).is_file():
        warn_of(unfinished(folder))
        return tuple(case.subject for case in read_index(folder).cases), ()
    from xr2ct_core.data.ct_folder import CtFolder  # needs scipy, which other commands start without

    cts = CtFolder([folder], WorkingGrid(), BiplanarGeometry.preset("x2ct"))
    return cts.subjects, cts.left_out
