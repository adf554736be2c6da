"""Taking back and correcting."""

from typing import Final

from xr2ct_viewer.actions.command import Command

EDIT_COMMANDS: Final = (
    Command(
        "edit.undo",
        "Undo",
        "edit/1",
        "undo",
        "Ctrl+Z",
        "in_read and can_undo",
        "Take back the last step: a correction, a measurement, an appearance",
    ),
    Command(
        "edit.redo", "Redo", "edit/1", "redo", "Ctrl+Shift+Z", "in_read and can_redo", "Do again what was taken back"
    ),
    Command(
        "edit.swap",
        "Swap frontal and lateral",
        "edit/2",
        "swap",
        "",
        "in_read and has_pair",
        "The frontal is the lateral and the other way round",
    ),
    Command(
        "edit.reset",
        "Undo all corrections",
        "edit/2",
        "reset",
        "",
        "in_read and is_corrected",
        "The X-rays as their files have them",
    ),
    Command(
        "edit.preferences",
        "Preferences…",
        "edit/9",
        "preferences",
        "Ctrl+,",
        tip="Theme, language, size, keys and what a case starts with",
    ),
)
