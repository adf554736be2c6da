"""`xr2ct check --learn` and `--benchmark`: learning the check of a pair, and how often it is right."""

import shutil
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.work import run_task, scratch_folder, writable_file
from xr2ct_core.protocol.pair_check import LearnCheckSummary, LearnCheckTask


def study_check(task: LearnCheckTask, out: Path | None, console: Console) -> int:
    """Learn the check, measure it on patients left out, or both; `out` keeps what was learned."""
    file = None if out is None else writable_file(out)
    with scratch_folder() as scratch:
        found, artifacts = run_task("learn-check", task, scratch / "result", console)
        if file is not None:
            shutil.copyfile(next(artifact.path for artifact in artifacts if artifact.role == "model"), file)
    summary = LearnCheckSummary.model_validate(found)
    console.result({**found, **({} if file is None else {"file": str(file)})})
    if file is not None:
        console.say(f"[bold]{escape(str(file))}[/] learned from {len(summary.patients)} patients")
    if summary.rows:
        about = f"{len(summary.patients)} patients, {task.bodies} bodies of each, none of them learned from."
        console.say(_table(summary), about)
    return 0


def _table(summary: LearnCheckSummary) -> Table:
    """A row for each wrong; what is flagged though nothing is wrong is a false alarm."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("what is wrong", "geometry", "images", "pairs", "flagged", "named"):
        table.add_column(heading, justify="right" if heading in ("pairs", "flagged", "named") else "left", no_wrap=True)
    for row in summary.rows:
        nothing = row["wrong"] == "nothing"
        named = "" if nothing else f"{row['named'] / row['count']:.0%}"
        title = "nothing (false alarms)" if nothing else row["wrong"]
        table.add_row(title, row["geometry"], row["shown"], str(row["count"]), f"{row['share']:.0%}", named)
    return table
