"""`xr2ct prepare`: a folder of cases made ready to be learned from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.errors import BadInputError
from xr2ct_core.protocol.tasks import GeometryName, PrepareTask

_SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class Prepare:
    """Put the CTs of a folder on the working cube, once, for training; or sort out the pairs of a collection.

    Writes the cases and index.json, which names patients, sources and everything that could not be used. The same
    command again continues where it stopped.
    """

    data: tyro.conf.Positional[Path]
    """Folder to read: chest CTs, scans in the X2CT layout, or the Indiana table with its images."""
    out: Path
    """Folder for the prepared cases and index.json."""
    layout: Literal["ct", "x2ct", "indiana"] = "ct"
    """What the folder holds: NIfTI, NRRD, MHA, NPZ or DICOM CTs (ct), ct_xray_data.h5 files (x2ct), or
    indiana_projections.csv with PNG files (indiana)."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the 320 mm working cube."""
    pairing: Literal["one_of_each", "first_of_each"] = "one_of_each"
    """Indiana studies to use: those with exactly one frontal and one lateral image, or the first of each."""
    geometry: GeometryName = "clinic"
    """Detectors on which the Indiana images are put."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        folder = existing(self.data, "folder")
        out = self.out.expanduser().absolute()
        if out == folder:
            raise BadInputError("The prepared cases would lie among their sources.", "Choose another folder for --out.")
        task = PrepareTask(
            source_path=str(folder),
            layout=self.layout,
            grid_size=self.grid,
            pairing=self.pairing,
            geometry=self.geometry,
        )
        summary, _ = run_task("prepare", task, writable_folder(out), console)
        console.result(summary)
        what = _counted(summary["cases"], "pair" if self.layout == "indiana" else "cube")
        console.say(f"[bold]{escape(summary['index'])}[/]")
        console.say(f"  {what} of {_counted(summary['patients'], 'patient')}")
        for note in summary["notes"]:
            console.say(f"  {escape(note)}")
        problems = summary["problems"]
        for problem in problems[:_SHOWN_PROBLEMS]:
            console.say(f"  [yellow]not used[/] {escape(problem['source'])}: {escape(problem['message'])}")
        if len(problems) > _SHOWN_PROBLEMS:
            console.say(f"  and {len(problems) - _SHOWN_PROBLEMS} more, named in the index")
        return 0


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
