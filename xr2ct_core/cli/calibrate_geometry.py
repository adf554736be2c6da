"""`xr2ct calibrate-geometry`: how a pair was really taken, and a pair file that says so."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.overwriting import cases_in, new_pair_files, pair_sources, refuse_overwriting
from xr2ct_core.cli.pairs import existing, one_pair
from xr2ct_core.cli.several import Texts, every
from xr2ct_core.cli.work import run_task, scratch_folder, writable_file, writable_folder
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.protocol.calibration import CalibrateGeometryTask, LearnCalibrationTask
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName


@dataclass(frozen=True)
class CalibrateGeometry:
    """Find how the lateral X-ray was turned, rolled, shifted, enlarged and breathed against the frontal one.

    The bundled network and bundled CTs are asked. What is found is said with how sure it is; small findings are left as
    told.
    """

    pair: Path | None = None
    """Pair file (pair.json)."""
    frontal: Path | None = None
    """Frontal image, instead of a pair file."""
    lateral: Path | None = None
    """Lateral image, instead of a pair file."""
    geometry: GeometryName | None = None
    """Where source and detector are said to have stood, for two images."""
    corrections: CorrectionsOfPair = AS_GIVEN
    out: Path | None = None
    """Folder for the pair with the geometry that was found; without it, it is only told."""
    learn: Path | None = None
    """Folder of chest CTs: learn from them what found numbers mean, and write it to --out (.json)."""
    without: Texts = ()
    """Patients that are not learned from, for example because the scan does not show the whole chest."""
    breath: bool = True
    """Look also for another breath, and bend the lateral image to that of the frontal one; switch off with
    --no-breath."""
    centring: bool = True
    """Look also for a body that does not stand in the middle of the working cube; switch off with --no-centring."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if self.learn is not None:
            return self._learn(existing(self.learn, "folder"), console)
        correction = self.corrections.correction
        out = None if self.out is None else self.out.expanduser().absolute()
        if out is not None and out.suffix == ".json":
            raise BadInputError(f"{out.name} is a file.", "Give --out a folder: the images go beside the pair.json.")
        if out is not None:
            refuse_overwriting(new_pair_files(out), pair_sources(self.pair, self.frontal, self.lateral))
            writable_folder(out)
        with scratch_folder() as scratch:
            pair = one_pair(self.pair, self.frontal, self.lateral, self.geometry, scratch, correction)
            task = CalibrateGeometryTask(
                pair_path=str(pair), with_breath=self.breath, with_centring=self.centring, device=self.device
            )
            summary, artifacts = run_task("calibrate-geometry", task, scratch / "result", console)
            file = ""
            if out is not None:
                made = next(Path(artifact.path) for artifact in artifacts if artifact.role == "pair")
                file = str(io.write_pair(io.read_pair(made), out))
        console.result({**summary, "file": file})
        _say(summary, file, console)
        return 0

    def _learn(self, folder: Path, console: Console) -> int:
        if self.out is None:
            raise BadConfigError("What is learned needs a file.", "Give it with --out, for example lateral-pose.json.")
        out = self.out.expanduser().absolute()
        refuse_overwriting([out], cases_in(folder))
        writable_file(out)
        task = LearnCalibrationTask(data_path=str(folder), without=every(self.without))
        with scratch_folder() as scratch:
            summary, artifacts = run_task("learn-calibration", task, scratch / "result", console)
            shutil.copyfile(artifacts[0].path, out)
        console.result({**summary, "file": str(out)})
        console.say(f"[bold]{escape(str(out))}[/] learned from {len(summary['patients'])} patients")
        for way, errors in summary["mean_absolute"].items():
            numbers = ", ".join(f"{name} {value:.3g}" for name, value in errors.items())
            console.say(f"  {way}: mean absolute error on patients left out: {numbers} (degrees, mm, logarithm)")
        return 0


def _say(summary: dict[str, Any], file: str, console: Console) -> None:
    if file:
        console.say(f"[bold]{escape(file)}[/]")
    for sentence in summary["sentences"]:
        console.say(escape(sentence))
    for one in summary["estimates"]:
        console.say(f"  {escape(one['sentence'])}")
    for note in summary["notes"]:
        console.note(f"note: {note}")
