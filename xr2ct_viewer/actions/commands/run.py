"""Reconstructing and projecting."""

from typing import Final

from xr2ct_viewer.actions.command import Command

RUN_COMMANDS: Final = (
    Command("run.start", "Reconstruct", "run/1", "run", "Ctrl+R", "in_read and has_pair and not is_running"),
    Command("run.cancel", "Cancel", "run/1", "cancel", "Escape", "in_read and is_running"),
    Command(
        "run.project", "Make X-ray pair from this CT", "run/2", "xray", "", "in_read and has_ct and not is_running"
    ),
)
