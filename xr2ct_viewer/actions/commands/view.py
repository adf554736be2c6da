"""Layouts, lenses and workspaces."""

from typing import Final

from xr2ct_viewer.actions.command import Command

VIEW_COMMANDS: Final = (
    Command(
        "view.read",
        "Overview: X-rays, 3D and axial",
        "view/1",
        "read",
        "1",
        "in_read and has_pair",
        "Start here: what went in and what came out",
        checkable=True,
    ),
    Command(
        "view.mpr",
        "MPR: three slices and 3D",
        "view/1",
        "mpr",
        "2",
        "in_read and has_study",
        "Axial, sagittal and coronal slices through one point",
        checkable=True,
    ),
    Command(
        "view.compare",
        "Compare: X-rays and re-projections",
        "view/1",
        "compare",
        "3",
        "in_read and has_pair",
        "How well the volume explains the X-rays it came from",
        checkable=True,
    ),
    Command(
        "view.volume",
        "3D",
        "view/1",
        "volume",
        "4",
        "in_read and has_study",
        "The volume alone, as large as the window",
        checkable=True,
    ),
    Command(
        "view.truth",
        "Show the true CT",
        "view/2",
        "ct",
        "T",
        "in_read and has_truth",
        "The CT the X-rays were made from, in place of the result",
        checkable=True,
    ),
    Command(
        "view.crosshair",
        "Crosshair",
        "view/2",
        "",
        "X",
        "in_read and has_study",
        "The same point of the patient in every view",
        checkable=True,
    ),
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
    Command(
        "view.theme",
        "Switch dark and light",
        "view/5",
        "theme",
        "Ctrl+Shift+L",
        tip="Dark for the reading room, light for the desk; more themes are in the preferences",
    ),
    Command("view.next_pane", "Next pane", "view/6", "", "F6", tip="Move the keyboard to the next part of the window"),
    Command(
        "view.previous_pane",
        "Previous pane",
        "view/6",
        "",
        "Shift+F6",
        tip="Move the keyboard to the part of the window before",
    ),
)
