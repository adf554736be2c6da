"""`xr2ct doctor`: what this machine lacks, and how to get it."""

from dataclasses import asdict, dataclass
from typing import Final

from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.doctor import Check, apt_command, examine

_MARKS: Final = {"ok": "[green]ok[/]", "missing": "[bold red]missing[/]", "note": "[yellow]note[/]"}


@dataclass(frozen=True)
class Doctor:
    """Check Python, libraries, graphics, folders and bundled files; say what is missing and how to get it."""

    json: bool = False
    """Print one JSON object instead of a table."""

    def run(self, console: Console) -> int:
        checks = list(examine())
        missing = [check for check in checks if check.status == "missing"]
        apt = apt_command(checks)
        console.result({"ok": not missing, "apt_command": apt, "checks": [asdict(check) for check in checks]})
        console.say(_table(checks))
        if missing:
            console.say(f"\n[bold red]Missing:[/] {escape(', '.join(check.name for check in missing))}")
        else:
            console.say("\n[green]The program can run here.[/]")
        if apt:
            console.say(f"On Debian or Ubuntu: [bold]{escape(apt)}[/]")
        return 1 if missing else 0


def _table(checks: list[Check]) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for check in checks:
        detail = escape(check.detail) + (f"  [dim]{escape(check.fix)}[/]" if check.fix else "")
        table.add_row(_MARKS[check.status], escape(check.name), detail)
    return table
