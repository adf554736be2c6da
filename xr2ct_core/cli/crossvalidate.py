"""`xr2ct crossvalidate`: the same training once for every fold, one after the other.

Invariants: all runs in the folder have the same settings, data and folds, and begin alike; one that is finished is left
as it is, one that was stopped goes on, so the same command again continues an interrupted cross-validation.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.here import run_here
from xr2ct_core.cli.train import NewTraining
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.command_line import configs_by_table
from xr2ct_core.config.train import ASKED_PRECISION
from xr2ct_core.data.folds import PatientFolds, folds_path, read_folds
from xr2ct_core.data.names import full_name
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.protocol.training import ResumeTask, TrainTask
from xr2ct_core.runs.checkpoint_info import BEGUN_SHA256, read_info
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder


@dataclass(frozen=True, kw_only=True)
class Crossvalidate(NewTraining):
    """Train a method once for every fold, each into a run of its own: OUT/fold-1, OUT/fold-2, and on.

    Give OUT to `xr2ct benchmark --checkpoints` to measure every patient with the network that did not see him, and to
    `xr2ct calibrate`. Ctrl-C stops after the running step; the same command again goes on, and skips what is finished.
    """

    out: Path
    """Folder for the runs of all folds."""
    folds: str
    """File of folds, or the name of one that comes with the program, such as shared-cts."""
    start_from: Path | None = None
    """Folder of another cross-validation with the same folds: each begins with the weights of its own fold there, also
    on another grid. Or a checkpoint or run of the same method that knows none of those held out."""

    def run(self, console: Console) -> int:
        stored, out = read_folds(folds_path(self.folds)), self.out.expanduser().absolute()
        tasks = {name: self._task(name) for name in stored.names}
        for name, task in tasks.items():
            _require_same(out / f"fold-{name}", task, stored)
        summaries = [self._trained(name, task, out / f"fold-{name}", console) for name, task in tasks.items()]
        console.result({"folds": summaries})
        console.say(f"[bold]{escape(str(out))}[/]")
        for summary in summaries:
            steps = f"{summary['step']} steps in {summary['seconds'] / 60:.1f} minutes"
            console.say(f"  {Path(summary['run']).name}: {summary['method']}, {steps}")
        return 0

    def _task(self, name: str) -> TrainTask:
        own = self.start_from / f"fold-{name}" if self.start_from is not None else None
        begun = replace(self, start_from=own) if own is not None and own.is_dir() else self
        return begun.task_with(folds=self.folds, fold=name)

    def _trained(self, name: str, task: TrainTask, path: Path, console: Console) -> dict[str, Any]:
        """The summary of the finished run of a fold."""
        record = _record(path)
        if record is None:
            console.note(f"Fold {name} begins.")
            return run_here("train", task, path, console)
        if record.shown_state == "finished":
            console.note(f"Fold {name} is finished.")
            return {"run": str(path), **record.model_dump(mode="json", exclude={"process"})}
        console.note(f"Fold {name} goes on after step {record.step}.")
        return run_here("resume", ResumeTask(device=self.device), path, console)


def _record(path: Path) -> RunRecord | None:
    return RunFolder.open(path).record() if (path / "run.json").is_file() else None


def _require_same(path: Path, task: TrainTask, folds: PatientFolds) -> None:
    """Raise `BadConfigError` if the folder holds a run that was begun otherwise than asked for."""
    record = _record(path)
    if record is None:
        return
    run = RunFolder.open(path)
    asked: dict[str, Any] = {
        "method": task.method,
        "data": full_name(task.data),
        "geometry": task.geometry,
        "folds": (folds.sha256, task.fold),
        "settings": _asked_settings(task),
        "first weights": _asked_weights(task, run),
    }
    begun = {
        "method": record.method,
        "data": record.data.get("name"),
        "geometry": record.data.get("geometry"),
        "folds": (record.data.get("folds_sha256"), record.data.get("fold")),
        "settings": _begun_settings(run),
        "first weights": _begun_weights(run),
    }
    for name, value in asked.items():
        if value != begun[name]:
            raise BadConfigError(
                f"The run in {path} was begun with other {name} than asked for.",
                "Give the same command again, or choose a new folder for --out.",
            )


def _asked_settings(task: TrainTask) -> dict[str, ConfigBase | None]:
    method = configs_by_table(task.method)["method"].model_validate(task.method_config)
    return {"method": method, "train": task.train, "augment": task.augment}


def _begun_settings(run: RunFolder) -> dict[str, ConfigBase | None]:
    """As they were asked for: a run says with which arithmetic it is computed, and where that is another one."""
    tables, kinds = run.config(), configs_by_table(run.record().method)
    if asked := tables.get("run", {}).get(ASKED_PRECISION):
        tables["train"]["precision"] = asked
    return {name: kinds[name].model_validate(tables[name]) if name in tables else None for name in kinds}


def _asked_weights(task: TrainTask, run: RunFolder) -> str:
    """The hash of the weights to begin with; of a checkpoint that is gone it counts as the one of the run."""
    if not task.start_from:
        return ""
    try:
        return read_info(Path(task.start_from)).weights_sha256
    except Xr2ctError:
        return _begun_weights(run)


def _begun_weights(run: RunFolder) -> str:
    return str(run.config().get("run", {}).get(BEGUN_SHA256, ""))
