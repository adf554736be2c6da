"""`xr2ct runs`: what was trained, and how far it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tyro
from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder, runs_in


@dataclass(frozen=True)
class Runs:
    """List the training runs in a folder, or show one of them."""

    action: tyro.conf.Positional[Literal["list", "show"]]
    """list: a line for each run in PATH. show: the run in PATH."""
    path: tyro.conf.Positional[Path] = Path()
    """Folder with runs, or of one run."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        path = existing(self.path, "folder")
        return self._list(path, console) if self.action == "list" else self._show(path, console)

    def _list(self, path: Path, console: Console) -> int:
        runs = [(run, run.record()) for run in runs_in(path)]
        console.result({"runs": [_described(run, record) for run, record in runs]})
        table = Table("run", "method", "state", "step", "PSNR 3D", "changed", box=None, padding=(0, 2, 0, 0))
        for run, record in runs:
            steps = f"{record.step} of {record.total_steps}"
            name = escape(run.path.name)
            table.add_row(name, record.method, record.shown_state, steps, _score(record.metrics), record.updated)
        console.say(table if runs else f"There are no runs in {escape(str(path))}.")
        return 0

    def _show(self, path: Path, console: Console) -> int:
        run = RunFolder.open(path)
        record = run.record()
        console.result(_described(run, record))
        console.say(f"[bold]{escape(str(run.path))}[/]")
        console.say(f"  {record.method}, {record.shown_state}, step {record.step} of {record.total_steps}")
        if record.best:
            console.say(f"  best: {_score(record.best)} after step {int(record.best['step'])}")
        for step in run.checkpoint_steps():
            console.say(f"  {escape(str(run.checkpoint_path(step)))}")
        if record.error:
            console.say(f"  {escape(record.error)}")
        return 0


def _score(metrics: dict[str, float]) -> str:
    return f"{metrics['psnr_3d_db']:.2f} dB" if "psnr_3d_db" in metrics else ""


def _described(run: RunFolder, record: RunRecord) -> dict[str, Any]:
    return {
        "run": str(run.path),
        **record.model_dump(mode="json", exclude={"process"}),
        "state": record.shown_state,
        "checkpoints": [str(run.checkpoint_path(step)) for step in run.checkpoint_steps()],
    }
