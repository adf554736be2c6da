"""`xr2ct calibrate`: what makes the standard deviations of a trained network honest."""

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.overwriting import cases_in, refuse_overwriting
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.several import Paths, Settings, every, parsed_settings
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.protocol.tasks import CalibrateTask, DeviceChoice, GeometryName
from xr2ct_core.runs.calibration import CALIBRATION_NAME, Calibration, write_calibration


@dataclass(frozen=True)
class Calibrate:
    """Find how far a network's standard deviations are off, on patients that its folds left out.

    The file belongs beside the weights that are used: 90 % of the voxels then lie within 1.645 standard deviations.
    """

    data: Path
    """Folder of the CTs, or of pair files that name their true CT."""
    checkpoints: Paths = ()
    """Folder of one cross-validation (see `xr2ct crossvalidate`), its runs, or one run with tested patients."""
    out: Path = Path(CALIBRATION_NAME)
    """File to write."""
    each_fold: bool = False
    """Write beside it one for the network of each fold, made without the patients it tests: NAME-fold-1.json."""
    together: bool = False
    """The checkpoints in the folder reconstruct together, as one network, and the file belongs into that folder."""
    settings: Settings = ()
    """Settings at inference under which the network is used, as NAME=VALUE."""
    geometry: GeometryName = "x2ct"
    """Geometry in which CTs are projected."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        out = self.out.expanduser().absolute()
        if out.is_dir():
            raise BadInputError(f"{out} is a folder.", f"Give the name of a file, such as {CALIBRATION_NAME}.")
        data = existing(self.data, "folder")
        if not every(self.checkpoints):
            raise BadConfigError("No network was given.", "Use --checkpoints.")
        task = CalibrateTask(
            data_path=str(data),
            checkpoints=tuple(str(existing(path, "checkpoint")) for path in every(self.checkpoints)),
            together=self.together,
            changes=parsed_settings(every(self.settings)),
            geometry=self.geometry,
            device=self.device,
        )
        refuse_overwriting([out], cases_in(data))
        writable_folder(out.parent)
        with scratch_folder() as scratch:
            summary, _ = run_task("calibrate", task, scratch / "result", console)
        written = {out: summary["calibration"]}
        if self.each_fold:
            written |= {_of_fold(out, number): made for number, made in summary["folds"].items()}
        for path, made in written.items():
            write_calibration(Calibration.model_validate(made), path)
        console.result({**summary, "file": str(out), "files": [str(path) for path in written]})
        _say(summary, out, console)
        for path in (path for path in written if path != out):
            console.say(escape(str(path)))
        return 0


def _of_fold(out: Path, number: str) -> Path:
    return out.with_name(f"{out.stem}-fold-{number}{out.suffix}")


def _say(summary: dict[str, Any], out: Path, console: Console) -> None:
    before, left_out, made = summary["before"], summary["left_out"], summary["calibration"]
    console.say(f"[bold]{escape(str(out))}[/]")
    console.say(f"  {escape(made['source'])}; {made['patients']} patients")
    console.say(f"  factors {min(made['factors']):.2f} to {max(made['factors']):.2f}")
    console.say("  coverage of the 90 % interval in the body, as predicted, and calibrated on all other patients:")
    for patient, plain in before.items():
        told = f"{left_out[patient]:.3f}" if patient in left_out else "too few patients to tell"
        console.say(f"    {escape(patient)}: {plain:.3f}, {told}")
    for case, reason in summary["refused"].items():
        console.say(f"    {escape(case)}: not used. {escape(reason)}")
    if left_out:
        console.say(f"    mean: {fmean(before.values()):.3f}, {fmean(left_out.values()):.3f}")
