"""`xr2ct check --learn-domain` and `--benchmark-domain`: how often the domain gate is right, and learning it again."""

import shutil
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.protocol.gate import LearnDomainSummary, LearnDomainTask


def study_domain(task: LearnDomainTask, out: Path | None, console: Console) -> int:
    """Learn the gate and measure it on patients left out; `out` keeps gate.npz, limits.json and table.json."""
    folder = None if out is None else writable_folder(out).absolute()
    with scratch_folder() as scratch:
        found, artifacts = run_task("learn-domain", task, scratch / "result", console)
        if folder is not None:
            for artifact in artifacts:
                shutil.copyfile(artifact.path, folder / Path(artifact.path).name)
    summary = LearnDomainSummary.model_validate(found)
    console.result({**found, "folder": None if folder is None else str(folder)})
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("what is wrong", "images", "pairs", "flagged"):
        table.add_column(heading, justify="right" if heading in ("pairs", "flagged") else "left", no_wrap=True)
    for row in summary.rows:
        table.add_row(row["wrong"], row["shown"], str(row["count"]), f"{row['share']:.0%}")
    patients = sum(len(fold) for fold in summary.folds)
    console.say(table, f"{patients} patients, each held against a gate and limits of others.")
    if folder is not None:
        console.say(f"[bold]{escape(str(folder))}[/]")
    return 0
