"""Every command of the window as data: title, icon, shortcut, menu, and when it can be used.

What a command needs (`enabled`) is an expression over the fields of `WindowContext`. Nothing here knows a widget.
"""

from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True)
class WindowContext:
    """What the window's state means for its commands."""

    has_study: bool = False
    has_pair: bool = False
    has_ct: bool = False
    has_volume: bool = False
    has_result: bool = False
    has_truth: bool = False
    is_running: bool = False
    can_undo: bool = False
    can_redo: bool = False

    def keys(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Command:
    """One command. `menu` is "menu/group", `enabled` an expression over the context; checkable ones show a state."""

    id: str
    title: str
    menu: str
    icon: str = ""
    shortcut: str = ""
    enabled: str = ""
    tip: str = ""
    checkable: bool = False


MENUS: Final = {"file": "&File", "edit": "&Edit", "view": "&View", "run": "&Reconstruct", "help": "&Help"}

COMMANDS: Final = (
    Command("file.open", "Open X-rays or CT…", "file/1", "open", "Ctrl+O", tip="Open two X-rays, a pair file or a CT"),
    Command("file.open_folder", "Open DICOM folder…", "file/1", "open", "Ctrl+Shift+O"),
    Command("file.sample", "Try the sample", "file/1", "sample", "Ctrl+T", tip="Open a bundled real case"),
    Command(
        "file.phantom", "Open the computed thorax", "file/1", "sample", tip="A drawn chest with known truth, no patient"
    ),
    Command("file.export", "Export…", "file/2", "export", "Ctrl+E", "has_study", "Save the volume or a picture"),
    Command(
        "file.copy", "Copy picture", "file/2", "copy", "Ctrl+Shift+C", "has_study", "Copy the views with their banner"
    ),
    Command("file.close", "Close study", "file/3", "close", "Ctrl+W", "has_study"),
    Command("file.quit", "Quit", "file/4", "quit", "Ctrl+Q"),
    Command("edit.undo", "Undo", "edit/1", "undo", "Ctrl+Z", "can_undo", "Take back the last correction of the X-rays"),
    Command("edit.redo", "Redo", "edit/1", "redo", "Ctrl+Shift+Z", "can_redo"),
    Command("edit.swap", "Swap frontal and lateral", "edit/2", "swap", "", "has_pair"),
    Command("edit.reset", "Undo all corrections", "edit/2", "reset", "", "can_undo"),
    Command("view.read", "Read: X-rays, 3D and axial", "view/1", "read", "1", "has_pair", checkable=True),
    Command("view.mpr", "MPR: three slices and 3D", "view/1", "mpr", "2", "has_study", checkable=True),
    Command("view.compare", "Compare: X-rays and re-projections", "view/1", "compare", "3", "has_pair", checkable=True),
    Command("view.volume", "3D", "view/1", "volume", "4", "has_study", checkable=True),
    Command("view.truth", "Show the true CT", "view/2", "ct", "T", "has_truth", checkable=True),
    Command("view.crosshair", "Crosshair", "view/2", "", "X", "has_study", checkable=True),
    Command("view.fit", "Fit the images", "view/2", "reset", "F", "has_study", "Show all of every image again"),
    Command("view.theme", "Switch dark and light", "view/3", "theme", "Ctrl+Shift+L"),
    Command("run.start", "Reconstruct", "run/1", "run", "Ctrl+R", "has_pair and not is_running"),
    Command("run.cancel", "Cancel", "run/1", "cancel", "Escape", "is_running"),
    Command("run.project", "Make X-ray pair from this CT", "run/2", "xray", "", "has_ct and not is_running"),
    Command("help.first_steps", "First steps", "help/1", "help", "F1"),
    Command("help.shortcuts", "Keyboard shortcuts", "help/1", "keyboard", "?"),
    Command("help.palette", "Find a command…", "help/1", "palette", "Ctrl+Shift+P"),
    Command("help.about", "About xr2ct", "help/2", "info"),
)
