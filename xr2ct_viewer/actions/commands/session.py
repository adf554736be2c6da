"""Sessions: everything that is open, in one file."""

from typing import Final

from xr2ct_viewer.actions.command import Command

SESSION_COMMANDS: Final = (
    Command("file.open_session", "Open session…", "file/1b", "session", "Ctrl+Alt+O", tip="Open a saved session"),
    Command(
        "file.save",
        "Save session",
        "file/1b",
        "save",
        "Ctrl+S",
        "in_read and has_studies",
        "Save all open studies with their corrections, results and measurements",
    ),
    Command(
        "file.save_as",
        "Save session as…",
        "file/1b",
        "save",
        "Ctrl+Alt+S",
        "in_read and has_studies",
        "Save all open studies under another name",
    ),
    Command(
        "file.reopen",
        "Reopen closed study",
        "file/3",
        "history",
        "Ctrl+Shift+T",
        "in_read and has_closed",
        "Bring back the study that was closed last, with its results",
    ),
)
