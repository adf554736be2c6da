"""What a person should know of a volume that was read: what was assumed or changed, and why it is doubtful."""

from xr2ct_core.cli.console import Console
from xr2ct_core.provenance import Provenance


def notes_of(provenance: Provenance) -> tuple[str, ...]:
    """Each sentence once, doubts first."""
    return tuple(dict.fromkeys((*provenance.warnings, *provenance.assumptions)))


def tell(notes: tuple[str, ...], console: Console) -> None:
    """A line for each, beside the result."""
    for note in notes:
        console.note(f"note: {note}")
