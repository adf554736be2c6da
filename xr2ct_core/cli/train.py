"""`xr2ct train` and `xr2ct resume`: a learned method from data, in a run folder."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.here import run_here
from xr2ct_core.cli.pairs import existing
from xr2ct_core.config.command_line import changed_settings, configs_by_table
from xr2ct_core.errors import BadConfigError
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName
from xr2ct_core.protocol.training import ResumeTask, TrainTask
from xr2ct_core.runs.bundled import begun_with
from xr2ct_core.runs.store import RunFolder

_Settings = Annotated[Any, tyro.conf.Suppress, tyro.conf.Fixed]


@dataclass(frozen=True, kw_only=True)
class NewTraining:
    """What every command that begins trainings is told; the flags of the method are added by `training_flags`."""

    data: str
    """A folder of CTs or of radiograph pairs, a folder made by `xr2ct prepare`, or phantoms:NUMBER for computed
    thoraxes; several joined by " + "."""
    out: Path
    """New folder for the run: curves, checkpoints, previews."""
    method: str = ""
    """Learned method."""
    config: str = ""
    """TOML file with the tables [run], [method], [train] and [augment], such as the config.toml of another run, or the
    name of one that comes with the program. Flags are stronger."""
    no_augment: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Show the cases as they are."""
    geometry: GeometryName = "x2ct"
    """Where source and detector stand in the simulated radiographs."""
    start_from: Path | None = None
    """Checkpoint, or run, of the same method whose weights the training begins with, also on another grid; or the name
    of one that comes with the program (biplanar-64)."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Print one JSON object and no progress."""
    method_settings: _Settings = None
    train_settings: _Settings = None
    augment_settings: _Settings = None

    def task_with(self, **held_out: str) -> TrainTask:
        """The training that was asked for, with who is held out; raises `pydantic.ValidationError` for values that are
        not right."""
        given = {"method": self.method_settings, "train": self.train_settings, "augment": self.augment_settings}
        configs = {
            table: config_type.model_validate(asdict(given[table]))
            for table, config_type in configs_by_table(self.method).items()
        }
        return TrainTask.model_validate(
            {
                "data": self.data,
                "method": self.method,
                "method_config": changed_settings(configs["method"]),
                "train": configs["train"],
                "augment": None if self.no_augment else configs["augment"],
                "geometry": self.geometry,
                "start_from": str(begun_with(self.start_from)) if self.start_from else "",
                "device": self.device,
                **held_out,
            }
        )


@dataclass(frozen=True, kw_only=True)
class Train(NewTraining):
    """Train a method on CTs or radiographs. `xr2ct train --method ID --help` shows the settings of that method.

    Ctrl-C stops after the running step and writes a checkpoint; `xr2ct resume` goes on. `xr2ct runs` pauses, stops and
    compares trainings from elsewhere. --optim.NAME is another name of --train.NAME.
    """

    split: str = ""
    """File that says which patients are held out; by default they are dealt out by the seed."""
    folds: str = ""
    """File of folds, or the name of one that comes with the program (shared-cts); with --fold, in place of a split."""
    fold: str = ""
    """Number of the fold to train, or "all" to learn from everybody, as for a release."""

    def task(self) -> TrainTask:
        """The training that was asked for; raises `BadConfigError` for several ways to hold patients out."""
        if self.folds and self.split:
            raise BadConfigError("A training has either a split or folds.", "Leave --split or --folds out.")
        if self.folds and not self.fold:
            raise BadConfigError("The folds are given, but not which one to train.", "Add --fold 1, or --fold all.")
        if self.fold and not self.folds:
            raise BadConfigError("A fold is named, but no file of folds.", "Add --folds, for example shared-cts.")
        return self.task_with(split=self.split, folds=self.folds, fold=self.fold)

    def run(self, console: Console) -> int:
        _report(run_here("train", self.task(), self.out.expanduser().absolute(), console), console)
        return 0


@dataclass(frozen=True)
class Resume:
    """Go on with a run that was stopped, interrupted or failed, from its newest checkpoint to the same result."""

    path: tyro.conf.Positional[Path]
    """Folder of the run."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        run = RunFolder.open(existing(self.path, "run"))
        _report(run_here("resume", ResumeTask(device=self.device), run.path, console), console)
        return 0


def _report(summary: dict[str, Any], console: Console) -> None:
    if os.environ.get("RANK", "0") != "0":
        return  # one of several processes speaks
    console.result(summary)
    console.say(f"[bold]{escape(summary['run'])}[/]")
    console.say(f"  {summary['method']}, {summary['step']} steps in {summary['seconds'] / 60:.1f} minutes")
    metrics = summary["metrics"]
    whose = "held-out cases" if summary["data"].get("independent", True) else "cases that were learned from as well"
    if "psnr_3d_db" in metrics:
        console.say(f"  {whose}: {metrics['psnr_3d_db']:.2f} dB PSNR in 3D")
    elif "psnr_views_db" in metrics:
        agreement = f"their X-rays are explained to {metrics['psnr_views_db']:.1f} dB"
        console.say(f"  {whose}: {agreement}; without a CT that is all that can be measured")
