"""`xr2ct runs`: what was trained, how far and how well; and trainings paused, stopped and put away from outside."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import tyro
from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.runs_pack import PackRun
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.paths import data_folder
from xr2ct_core.runs.compare import config_differences
from xr2ct_core.runs.note import RunNote
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.requests import RequestName
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.runs.trash import trash_run

_Paths = tyro.conf.Positional[tuple[Path, ...]]
_Run = tyro.conf.Positional[Path]
_DAMAGED: Final = "damaged"
"""Said in place of a state of a run that cannot be described."""
_OWN: Final = " (own)"


@dataclass(frozen=True)
class ListRuns:
    """A line for each run in a folder."""

    path: tyro.conf.Positional[Path | None] = None
    """Folder with runs; by default that of the window."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        path = data_folder() / "runs" if self.path is None else existing(self.path, "folder")
        runs = [_entry(run) for run in runs_in(path)]
        console.result({"runs": runs})
        table = Table("", box=None, padding=(0, 2, 0, 0))
        for title in ("run", "method", "state", "step", "PSNR 3D", "changed"):
            table.add_column(title, overflow="fold")
        for run in runs:
            table.add_row(*map(escape, _cells(run)))
        console.say(table if runs else f"There are no runs in {escape(str(path))}.")
        if not all(run.get("holds_out", True) for run in runs):
            console.say(f"{_OWN.strip()}: on cases that were learned from as well")
        for run in runs:
            if run["state"] == _DAMAGED:
                console.say(f"[red]{escape(Path(run['run']).name)}:[/] {escape(run['error'])}")
        return 0


@dataclass(frozen=True)
class ShowRun:
    """One run: how far it is, how good, its checkpoints, and why it failed if it did."""

    path: _Run
    """Folder of the run."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        run = _opened(self.path)
        record, note = run.record(), run.note()
        console.result(_described(run, record))
        console.say(f"[bold]{escape(str(run.path))}[/]{' *' if note.star else ''}")
        console.say(f"  {record.method}, {record.shown_state}, step {record.step} of {record.total_steps}")
        live = run.live()
        if live is not None and record.shown_state in ("running", "paused"):
            left = f", {live.eta_s / 60:.0f} minutes left" if live.eta_s is not None else ""
            console.say(f"  {live.phase}, {live.steps_per_s:.3g} steps a second{left}")
        if record.best:
            when = f" after step {int(record.best['step'])}" if "step" in record.best else ""
            console.say(f"  best: {_score(record.best, record.holds_out, ' on cases learned from')}{when}")
        for step in run.checkpoint_steps():
            console.say(f"  {escape(str(run.checkpoint_path(step)))}")
        for text in (record.error, record.error_hint, note.text):
            if text:
                console.say(f"  {escape(text)}")
        return 0


@dataclass(frozen=True)
class CompareRuns:
    """Newest and best measures of several runs side by side, and the settings in which they differ."""

    paths: _Paths
    """Folders of the runs, two or more."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        runs = [_opened(path) for path in self.paths]
        if len(runs) < 2:
            raise BadInputError("A comparison needs two runs.", "Name another one.")
        records = [run.record() for run in runs]
        differences = config_differences(runs)
        described = [_described(run, record) for run, record in zip(runs, records, strict=True)]
        settings = {difference.name: list(difference.values) for difference in differences}
        console.result({"runs": described, "differences": settings})
        table = Table("", *(escape(run.path.name) for run in runs), box=None, padding=(0, 2, 0, 0))
        for title, row in _measures(records).items():
            table.add_row(title, *row)
        table.add_section()
        for difference in differences:
            table.add_row(escape(difference.name), *("" if item is None else escape(f"{item}") for item in
                                                     difference.values))  # fmt: skip
        console.say(table)
        return 0


@dataclass(frozen=True)
class TrashRuns:
    """Move runs into the folder .trash beside them. Runs that are under way stay."""

    paths: _Paths
    """Folders of the runs."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        runs = {path.resolve(): _opened(path) for path in self.paths}
        if not runs:
            raise BadInputError("No run was named.", "Name the folders of the runs.")
        moved: dict[str, str] = {}
        for run in runs.values():
            try:
                moved[str(run.path)] = str(trash_run(run))
            except Xr2ctError as error:
                raise _after_moving(error, list(moved.values())) from error
        console.result({"trashed": moved})
        for place in moved.values():
            console.say(escape(place))
        return 0


@dataclass(frozen=True)
class _Request:
    path: _Run
    """Folder of the run."""
    json: bool = False
    """Print one JSON object."""

    def _ask(self, name: RequestName, console: Console) -> int:
        run = _opened(self.path)
        state = run.record().shown_state
        if state not in ("running", "paused"):
            raise BadInputError(f"The run in {run.path} is {state}.", "Go on with it by `xr2ct resume`.")
        run.request(name)
        console.result({"run": str(run.path), "request": name})
        console.say(f"Asked {escape(str(run.path))} to {name}.")
        return 0


@dataclass(frozen=True)
class PauseRun(_Request):
    """Let a training wait after its running step."""

    def run(self, console: Console) -> int:
        return self._ask("pause", console)


@dataclass(frozen=True)
class ContinueRun(_Request):
    """Let a paused training go on."""

    def run(self, console: Console) -> int:
        return self._ask("resume", console)


@dataclass(frozen=True)
class StopRun(_Request):
    """End a training after its running step, with a checkpoint."""

    def run(self, console: Console) -> int:
        return self._ask("stop", console)


@dataclass(frozen=True)
class CheckpointRun(_Request):
    """Let a training write a checkpoint after its running step and go on."""

    def run(self, console: Console) -> int:
        return self._ask("checkpoint", console)


@dataclass(frozen=True)
class PreviewRun(_Request):
    """Let a training reconstruct its fixed case after its running step and go on."""

    def run(self, console: Console) -> int:
        return self._ask("preview", console)


@dataclass(frozen=True)
class StarRun:
    """Put a star on a run, or take it off."""

    path: _Run
    """Folder of the run."""
    off: bool = False
    """Take it off."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        run = _opened(self.path)
        return _noted(run, run.note().model_copy(update={"star": not self.off}), console)


@dataclass(frozen=True)
class NoteRun:
    """Write a note on a run, in place of an earlier one."""

    path: _Run
    """Folder of the run."""
    text: tyro.conf.Positional[str]
    """What is to be remembered."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        run = _opened(self.path)
        return _noted(run, run.note().model_copy(update={"text": self.text}), console)


@dataclass(frozen=True)
class Runs:
    """List, show and compare training runs; pause, continue and stop them; star, note, trash and pack them."""

    action: tyro.conf.OmitSubcommandPrefixes[tyro.conf.OmitArgPrefixes[
        Annotated[ListRuns, tyro.conf.subcommand("list")]
        | Annotated[ShowRun, tyro.conf.subcommand("show")]
        | Annotated[CompareRuns, tyro.conf.subcommand("compare")]
        | Annotated[PauseRun, tyro.conf.subcommand("pause")]
        | Annotated[ContinueRun, tyro.conf.subcommand("continue")]
        | Annotated[StopRun, tyro.conf.subcommand("stop")]
        | Annotated[CheckpointRun, tyro.conf.subcommand("checkpoint")]
        | Annotated[PreviewRun, tyro.conf.subcommand("preview")]
        | Annotated[StarRun, tyro.conf.subcommand("star")]
        | Annotated[NoteRun, tyro.conf.subcommand("note")]
        | Annotated[TrashRuns, tyro.conf.subcommand("trash")]
        | Annotated[PackRun, tyro.conf.subcommand("pack")]
    ]]  # fmt: skip

    def run(self, console: Console) -> int:
        return self.action.run(console)


def _opened(path: Path) -> RunFolder:
    return RunFolder.open(existing(path, "run"))


def _after_moving(error: Xr2ctError, moved: list[str]) -> Xr2ctError:
    """The error, and where the runs lie that were moved before it."""
    told = f"{error.hint} Moved before: {', '.join(moved)}." if moved else error.hint
    return Xr2ctError(error.message, told.strip(), code=error.code)


def _noted(run: RunFolder, note: RunNote, console: Console) -> int:
    run.write_note(note)
    console.result({"run": str(run.path), "note": note.model_dump()})
    console.say(f"{'*' if note.star else ''} {escape(note.text)}".strip() or "No star and no note.")
    return 0


def _score(metrics: dict[str, float], is_held_out: bool, mark: str) -> str:
    """The score, with a mark where those it is measured on were learned from."""
    return f"{metrics['psnr_3d_db']:.2f} dB{'' if is_held_out else mark}" if "psnr_3d_db" in metrics else ""


def _measures(records: list[RunRecord]) -> dict[str, list[str]]:
    """Rows of the comparison: state and steps, then every measure, of the newest validation and of the best one."""
    rows: dict[str, list[str]] = {
        "method": [record.method for record in records],
        "state": [str(record.shown_state) for record in records],
        "step": [f"{record.step} of {record.total_steps}" for record in records],
        "measured on": ["held-out cases" if record.holds_out else "cases learned from" for record in records],
        "minutes": [f"{record.seconds / 60:.1f}" for record in records],
        "best after step": [f"{int(record.best['step'])}" if "step" in record.best else "" for record in records],
    }
    names = dict.fromkeys(name for record in records for name in record.metrics)
    for kind in ("metrics", "best"):
        for name in names:
            values = [getattr(record, kind).get(name) for record in records]
            title = name if kind == "metrics" else f"{name}, best"
            rows[title] = ["" if value is None else f"{value:.4g}" for value in values]
    return rows


def _entry(run: RunFolder) -> dict[str, Any]:
    """A run as the list has it; of one that cannot be described, why."""
    try:
        return _described(run, run.record())
    except Xr2ctError as error:
        return {"run": str(run.path), "state": _DAMAGED, "error": error.message, "error_hint": error.hint}


def _cells(run: dict[str, Any]) -> tuple[str, ...]:
    """A run of the list as a row of the table."""
    name = Path(run["run"]).name
    if run["state"] == _DAMAGED:
        return "", name, "", _DAMAGED, "", "", ""
    star, steps = "*" if run["note"]["star"] else "", f"{run['step']} of {run['total_steps']}"
    score = _score(run["metrics"], run["holds_out"], _OWN)
    changed = f"{datetime.fromisoformat(run['updated']).astimezone():%Y-%m-%d %H:%M}"
    return star, name, run["method"], run["state"], steps, score, changed


def _described(run: RunFolder, record: RunRecord) -> dict[str, Any]:
    live = run.live()
    return {
        "run": str(run.path),
        **record.model_dump(mode="json", exclude={"process"}),
        "state": record.shown_state,
        "holds_out": record.holds_out,
        "checkpoints": [str(run.checkpoint_path(step)) for step in run.checkpoint_steps()],
        "note": run.note().model_dump(),
        "live": live.model_dump() if live is not None else None,
    }
