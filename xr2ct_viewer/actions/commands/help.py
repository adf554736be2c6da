"""Manual, shortcuts, palette."""

from typing import Final

from xr2ct_viewer.actions.command import Command

HELP_COMMANDS: Final = (
    Command("help.first_steps", "First steps", "help/1", "help", "F1"),
    Command("help.training", "Training a method", "help/1", "train"),
    Command("help.shortcuts", "Keyboard shortcuts", "help/1", "keyboard", "?"),
    Command("help.palette", "Find a command…", "help/1", "palette", "Ctrl+Shift+P"),
    Command("help.about", "About xr2ct", "help/2", "info"),
)
