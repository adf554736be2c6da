"""What mouse and keys do inside the views, for the shortcuts sheet and the manual. Keys of commands are not here."""

from typing import Final

from xr2ct_viewer.models.marked import marked

GESTURES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    marked("Mouse in images"): (
        (marked("Click or drag"), marked("Put the crosshair there, in every view")),
        (marked("Drag a round grip (MPR)"), marked("Turn the other planes; with Ctrl in steps of 15°")),
        (marked("Right drag"), marked("Window (left, right) and level (up, down)")),
        (marked("Right click"), marked("Menu of the view, with window presets")),
        (marked("Wheel"), marked("Next slice; zoom on X-rays")),
        (marked("Ctrl + wheel"), marked("Zoom at the mouse")),
        (marked("Middle drag, Shift + drag"), marked("Move the image")),
        (marked("Double click"), marked("Fit the image")),
    ),
    marked("Keys in images"): (
        (marked("Arrow keys"), marked("Move the crosshair by a pixel")),
        (marked("PgUp, PgDn"), marked("Next and previous slice")),
        (marked("Space"), marked("Play through the slices; anything else stops")),
        (marked("Shift + arrow keys"), marked("Window and level")),
        (marked("Ctrl + arrow keys"), marked("Move the image")),
        (marked("+ and -"), marked("Zoom")),
        (marked("R"), marked("Fit the image")),
        (marked("Hold M"), marked("Magnifier")),
        (marked("Menu key"), marked("Menu of the view")),
    ),
    marked("Mouse in 3D"): (
        (marked("Drag"), marked("Turn the volume")),
        (marked("Right drag, Ctrl + drag"), marked("Window (left, right) and level (up, down) of the appearance")),
        (marked("Wheel"), marked("Zoom")),
        (marked("Middle drag, Shift + drag"), marked("Move the volume")),
        (marked("Drag a yellow handle (Crop)"), marked("Move a face of the crop box")),
    ),
    marked("Keys in 3D"): (
        (marked("Arrow keys"), marked("Turn the volume")),
        (marked("Shift + arrow keys"), marked("Move the volume")),
        (marked("+ and -"), marked("Zoom")),
        (marked("Home"), marked("From the front, all of it")),
    ),
}
