"""What the tests of the canvases share: a volume with one off-centre marker, and eyes for rendered pictures."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.volume import Volume

GRID = WorkingGrid(64)
MARKER_LPS_MM = (77.5, 37.5, 107.5)
"""Left, towards the back, towards the head: the centre of a voxel of `GRID`."""


def marker_volume() -> Volume:
    """Air with a bright cube of 5 voxels (25 mm) around `MARKER_LPS_MM`."""
    hu = np.full(GRID.shape_zyx, -1000, dtype=np.int16)
    z, y, x = np.rint(GRID.affine.world_to_voxel(MARKER_LPS_MM)).astype(int)
    hu[z - 2 : z + 3, y - 2 : y + 3, x - 2 : x + 3] = 1000
    return Volume.on_grid(hu, GRID)


def brightness(image: QImage) -> NDArray[np.float64]:
    """Mean of red, green and blue (row, col), in device pixels."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return bits[:, : image.width(), :3].mean(axis=2)


def patch_brightness(image: QImage, x: float, y: float) -> float:
    """Mean brightness of the 7 x 7 pixels around a place, which an edge letter or a line cannot fill."""
    rows, cols = round(y), round(x)
    return float(brightness(image)[rows - 3 : rows + 4, cols - 3 : cols + 4].mean())


def send_mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: tuple[float, float],
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = QPointF(*at)
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, modifiers)
    QApplication.sendEvent(widget, event)


def drag(
    widget: QWidget,
    start: tuple[float, float],
    end: tuple[float, float],
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press, move in two steps, release."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    send_mouse(widget, QEvent.Type.MouseButtonPress, start, button, modifiers)
    for place in (middle, end):
        send_mouse(widget, QEvent.Type.MouseMove, place, button, modifiers)
    send_mouse(widget, QEvent.Type.MouseButtonRelease, end, button, modifiers)


def hover(widget: QWidget, at: tuple[float, float]) -> None:
    send_mouse(widget, QEvent.Type.MouseMove, at)


def wheel(
    widget: QWidget,
    notches: float,
    at: tuple[float, float] = (100.0, 100.0),
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Turn the wheel away from the user by so many notches."""
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
