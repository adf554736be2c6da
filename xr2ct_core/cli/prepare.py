"""`xr2ct prepare`: a folder of cases made ready to be learned from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.overwriting import is_same_file
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.errors import BadInputError
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName, PrepareTask

_SHOWN_PROBLEMS = 20
_SHOWN_NOTES = 30


@dataclass(frozen=True)
class Prepare:
    """Put the CTs of a folder on the working cube, once, for training; or sort out the pairs of a collection.

    Writes the cases and index.json, which names patients, sources and everything that could not be used. The same
    command again continues where it stopped.
    """

    data: tyro.conf.Positional[Path]
    """Folder to read: chest CTs, scans in the X2CT layout, or the Indiana collection, which may also be the zip of
    Kaggle or the tgz of Open-i as downloaded."""
    out: Path
    """Folder for the prepared cases and index.json."""
    layout: Literal["ct", "x2ct", "indiana"] = "ct"
    """What the folder holds: NIfTI, NRRD, MHA, NPZ or DICOM CTs (ct), ct_xray_data.h5 files (x2ct), or the PNG or DICOM
    files of Indiana University, with indiana_projections.csv among or beside them if there is one (indiana)."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the 320 mm working cube."""
    pairing: Literal["one_of_each", "first_of_each"] = "one_of_each"
    """Indiana studies to use: those with exactly one frontal and one lateral image, or the first of each."""
    geometry: GeometryName = "clinic"
    """How the Indiana images were taken. On the chest stand (clinic) the longer side of a PNG counts as 43 cm; other
    detectors are filled by it. DICOM files bring sizes and distances."""
    tone: Literal["fitted", "estimated", "straight"] = "fitted"
    """How Indiana images become the line integrals that are learned from: with tone curves fitted by bundled CTs (a
    quarter of a minute a pair on a CPU), estimated from the images (a second), or straight."""
    check: Literal["mark", "drop", "none"] = "mark"
    """Indiana pairs that the pair check doubts are noted, left out, or not looked at."""
    limit: int | None = None
    """Indiana studies at most, from the first on."""
    device: DeviceChoice = "auto"
    """Where tone curves are fitted."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        folder = existing(self.data, "folder or archive")
        out = self.out.expanduser().absolute()
        if is_same_file(out, folder):
            raise BadInputError("The prepared cases would lie among their sources.", "Choose another folder for --out.")
        task = PrepareTask(
            source_path=str(folder),
            layout=self.layout,
            grid_size=self.grid,
            pairing=self.pairing,
            geometry=self.geometry,
            tone=self.tone,
            check=self.check,
            limit=self.limit,
            device=self.device,
        )
        summary, _ = run_task("prepare", task, writable_folder(out), console)
        console.result(summary)
        what = _counted(summary["cases"], "pair" if self.layout == "indiana" else "cube")
        console.say(f"[bold]{escape(summary['index'])}[/]")
        console.say(f"  {what} of {_counted(summary['patients'], 'patient')}")
        say_some(console, [escape(note) for note in summary["notes"]])
        problems = summary["problems"]
        if problems:
            counted = ", ".join(f"{count} {escape(reason)}" for reason, count in summary["reasons"].items())
            console.say(f"  {_counted(len(problems), 'case')} left out: {counted}")
        for problem in problems[:_SHOWN_PROBLEMS]:
            console.say(f"  [yellow]not used[/] {escape(problem['source'])}: {escape(problem['message'])}")
        if len(problems) > _SHOWN_PROBLEMS:
            console.say(f"  and {len(problems) - _SHOWN_PROBLEMS} more, named in the index")
        return 0


def say_some(console: Console, lines: list[str]) -> None:
    """The first lines, and how many more there are."""
    for line in lines[:_SHOWN_NOTES]:
        console.say(f"  {line}")
    if len(lines) > _SHOWN_NOTES:
        console.say(f"  and {len(lines) - _SHOWN_NOTES} more notes, in the index")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
