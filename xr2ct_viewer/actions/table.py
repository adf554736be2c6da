"""Every command of the window, in the order of the menus, and the titles of the menus.

What a command needs (`enabled`) is an expression over the fields of `WindowContext`.
"""

from typing import Final

from xr2ct_viewer.actions.command import Command
from xr2ct_viewer.actions.commands.batch import BATCH_COMMANDS
from xr2ct_viewer.actions.commands.compare import COMPARE_COMMANDS
from xr2ct_viewer.actions.commands.edit import EDIT_COMMANDS
from xr2ct_viewer.actions.commands.file import FILE_COMMANDS
from xr2ct_viewer.actions.commands.help import HELP_COMMANDS
from xr2ct_viewer.actions.commands.run import RUN_COMMANDS
from xr2ct_viewer.actions.commands.session import SESSION_COMMANDS
from xr2ct_viewer.actions.commands.slices import SLICE_COMMANDS, WINDOW_COMMANDS
from xr2ct_viewer.actions.commands.tools import MEASURE_COMMANDS, TOOL_COMMANDS
from xr2ct_viewer.actions.commands.train import TRAIN_COMMANDS
from xr2ct_viewer.actions.commands.view import VIEW_COMMANDS
from xr2ct_viewer.actions.commands.volume import VOLUME_COMMANDS

MENUS: Final = {
    "file": "&File",
    "edit": "&Edit",
    "view": "&View",
    "slices": "&Slices",
    "window": "&Window",
    "compare": "&Compare",
    "tools": "&Tools",
    "volume": "3&D",
    "run": "&Reconstruct",
    "train": "&Train",
    "help": "&Help",
}

COMMANDS: Final[tuple[Command, ...]] = (
    *FILE_COMMANDS,
    *SESSION_COMMANDS,
    *EDIT_COMMANDS,
    *VIEW_COMMANDS,
    *SLICE_COMMANDS,
    *WINDOW_COMMANDS,
    *COMPARE_COMMANDS,
    *TOOL_COMMANDS,
    *MEASURE_COMMANDS,
    *VOLUME_COMMANDS,
    *RUN_COMMANDS,
    *BATCH_COMMANDS,
    *TRAIN_COMMANDS,
    *HELP_COMMANDS,
)
