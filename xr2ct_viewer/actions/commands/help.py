"""Manual, tour, shortcuts, palette."""

from typing import Final

from xr2ct_viewer.actions.command import Command

HELP_COMMANDS: Final = (
    Command("help.manual", "Manual", "help/1", "help", "F1", tip="The page about what you are working on"),
    Command("help.tour", "Tour of the window", "help/1", "tour", tip="Two minutes through the window, on the sample"),
    Command("help.training", "Training a method", "help/1", "train", tip="The page of the manual about training"),
    Command(
        "help.shortcuts",
        "Keyboard and mouse",
        "help/2",
        "keyboard",
        "?",
        tip="All keys and gestures",
    ),
    Command(
        "help.palette", "Find a command…", "help/2", "palette", "Ctrl+Shift+P", tip="Type some letters of any command"
    ),
    Command("help.about", "About xr2ct", "help/3", "info", tip="Version, licence, and what this program is not"),
)
