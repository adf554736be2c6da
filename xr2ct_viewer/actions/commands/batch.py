"""Many cases, one after another."""

from typing import Final

from xr2ct_viewer.actions.command import Command

BATCH_COMMANDS: Final = (
    Command(
        "run.batch",
        "Batch queue…",
        "run/3",
        "batch",
        "Ctrl+B",
        "in_read",
        "Reconstruct many cases one after another; it goes on after an interruption",
    ),
)
