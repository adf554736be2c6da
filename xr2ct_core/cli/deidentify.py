"""`xr2ct deidentify`: DICOM images without what tells whose they are."""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.control import WorkContext
from xr2ct_core.io.deidentify_files import DeidentifyReport, deidentify_files


@dataclass(frozen=True)
class Deidentify:
    """Write DICOM images again with only what is needed to show and measure them; everything else is dropped.

    UIDs and the patient's ID are replaced, the same within this run. Text that is burned into the pixels stays and is
    warned of. Files are named by number.
    """

    inputs: tyro.conf.Positional[tuple[Path, ...]]
    """DICOM files, or folders that hold some."""
    out: Path
    """New folder to write to."""
    dates: Literal["remove", "shift"] = "remove"
    """remove: no dates at all; shift: earlier by some days, the same number for all images of a patient."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        with console.progress() as view:
            report = deidentify_files(self.inputs, self.out, self.dates, WorkContext(on_progress=view.move))
        console.result(
            {
                "files": [str(image.path) for image in report.written],
                "warnings": [asdict(image) for image in report.written if image.warnings],
                "left_out": [asdict(one) for one in report.left_out],
                "dates": self.dates,
            }
        )
        _tell(console, report, self.out)
        return 1 if report.left_out else 0


def _tell(console: Console, report: DeidentifyReport, out: Path) -> None:
    count = len(report.written)
    console.say(f"{count} {'image' if count == 1 else 'images'} without identity in {escape(str(out))}")
    for warning, times in Counter(word for image in report.written for word in image.warnings).items():
        console.say(f"[yellow]{times} x {escape(warning)}[/]")
    for one in report.left_out:
        console.say(f"[red]left out:[/] {escape(one.message)}")
