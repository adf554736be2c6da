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
    shows_result: bool = False
    has_truth: bool = False
    is_running: bool = False
    can_undo: bool = False
    can_redo: bool = False
    in_read: bool = True
    can_train: bool = False
    training_runs: bool = False
    training_paused: bool = False

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


MENUS: Final = {
    "file": "&File",
    "edit": "&Edit",
    "view": "&View",
    "run": "&Reconstruct",
    "train": "&Train",
    "help": "&Help",
}

COMMANDS: Final = (
    Command("file.open", "Open X-rays or CT…", "file/1", "open", "Ctrl+O", tip="Open two X-rays, a pair file or a CT"),
    Command("file.open_folder", "Open DICOM folder…", "file/1", "open", "Ctrl+Shift+O"),
    Command("file.sample", "Try the sample", "file/1", "sample", "Ctrl+T", tip="Open a bundled real case"),
    Command(
        "file.phantom", "Open the computed thorax", "file/1", "sample", tip="A drawn chest with known truth, no patient"
    ),
    Command(
        "file.export", "Export…", "file/2", "export", "Ctrl+E", "in_read and has_study", "Save the volume or a picture"
    ),
    Command(
        "file.copy",
        "Copy picture",
        "file/2",
        "copy",
        "Ctrl+Shift+C",
        "in_read and has_study",
        "Copy the views with their banner",
    ),
    Command("file.close", "Close study", "file/3", "close", "Ctrl+W", "in_read and has_study"),
    Command("file.quit", "Quit", "file/4", "quit", "Ctrl+Q"),
    Command(
        "edit.undo",
        "Undo",
        "edit/1",
        "undo",
        "Ctrl+Z",
        "in_read and can_undo",
        "Take back the last correction of the X-rays",
    ),
    Command("edit.redo", "Redo", "edit/1", "redo", "Ctrl+Shift+Z", "in_read and can_redo"),
    Command("edit.swap", "Swap frontal and lateral", "edit/2", "swap", "", "in_read and has_pair"),
    Command("edit.reset", "Undo all corrections", "edit/2", "reset", "", "in_read and can_undo"),
    Command(
        "view.read", "Overview: X-rays, 3D and axial", "view/1", "read", "1", "in_read and has_pair", checkable=True
    ),
    Command("view.mpr", "MPR: three slices and 3D", "view/1", "mpr", "2", "in_read and has_study", checkable=True),
    Command(
        "view.compare",
        "Compare: X-rays and re-projections",
        "view/1",
        "compare",
        "3",
        "in_read and has_pair",
        checkable=True,
    ),
    Command("view.volume", "3D", "view/1", "volume", "4", "in_read and has_study", checkable=True),
    Command("view.truth", "Show the true CT", "view/2", "ct", "T", "in_read and has_truth", checkable=True),
    Command("view.crosshair", "Crosshair", "view/2", "", "X", "in_read and has_study", checkable=True),
    Command(
        "view.fit", "Fit the images", "view/2", "reset", "F", "in_read and has_study", "Show all of every image again"
    ),
    Command(
        "view.uncertainty",
        "Uncertainty: where the volume may be wrong",
        "view/3",
        "uncertainty",
        "U",
        "in_read and shows_result",
        "Colour the slices by how far each voxel may be off, and let uncertain voxels fade in 3D",
        checkable=True,
    ),
    Command(
        "view.evidence",
        "Evidence: what the X-rays determine",
        "view/3",
        "evidence",
        "E",
        "in_read and shows_result",
        "Take away what the method added, step by step, until only what the two X-rays determine is left",
        checkable=True,
    ),
    Command(
        "view.alternatives",
        "Alternatives: volumes that fit as well",
        "view/3",
        "alternatives",
        "A",
        "in_read and shows_result",
        "Show other volumes that explain the two X-rays equally well",
        checkable=True,
    ),
    Command(
        "view.card",
        "Report card",
        "view/3",
        "card",
        "C",
        "in_read and shows_result",
        "Measure the result beside the baselines on these X-rays",
        checkable=True,
    ),
    Command(
        "view.workspace_read", "Read workspace", "view/4", "xray", "Ctrl+1", "", "Reconstruct X-rays and look", True
    ),
    Command(
        "view.workspace_train", "Train workspace", "view/4", "train", "Ctrl+2", "", "Teach a method from data", True
    ),
    Command("view.theme", "Switch dark and light", "view/5", "theme", "Ctrl+Shift+L"),
    Command("run.start", "Reconstruct", "run/1", "run", "Ctrl+R", "in_read and has_pair and not is_running"),
    Command("run.cancel", "Cancel", "run/1", "cancel", "Escape", "in_read and is_running"),
    Command(
        "run.project", "Make X-ray pair from this CT", "run/2", "xray", "", "in_read and has_ct and not is_running"
    ),
    Command("train.start", "Start training", "train/1", "run", "Ctrl+Return", "not in_read and can_train"),
    Command("train.pause", "Pause training", "train/2", "pause", "Ctrl+P", "training_runs and not training_paused"),
    Command("train.resume", "Go on with training", "train/2", "run", "Ctrl+Shift+R", "training_paused"),
    Command("train.checkpoint", "Checkpoint now", "train/2", "checkpoint", "Ctrl+Shift+S", "training_runs"),
    Command("train.stop", "Stop training", "train/2", "cancel", "Ctrl+.", "training_runs", "Stop with a checkpoint"),
    Command("help.first_steps", "First steps", "help/1", "help", "F1"),
    Command("help.training", "Training a method", "help/1", "train"),
    Command("help.shortcuts", "Keyboard shortcuts", "help/1", "keyboard", "?"),
    Command("help.palette", "Find a command…", "help/1", "palette", "Ctrl+Shift+P"),
    Command("help.about", "About xr2ct", "help/2", "info"),
)
