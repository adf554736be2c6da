"""The transfer function over the histogram, for the mouse and the keyboard.

Drag a point to move it, double-click to add one, right-click or Delete to take it away; drag elsewhere to shift (up
and down) and stretch (left and right) all of it, as in the 3D view. Wheel zooms, middle-drag pans. Keys: arrows move
the chosen point (Shift: in larger steps), Page Up and Page Down choose, Insert adds.
"""

from typing import Final, Literal

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xr2ct_viewer.models.histogram import Histogram
from xr2ct_viewer.render import transfer_edit as edit
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import transfer_painting as painting
from xr2ct_viewer.widgets.transfer_axes import TransferAxes

Row = Literal["opacity", "colour"]
REACH_PX: Final = 9.0
KEY_HU: Final = 5.0
KEY_OPACITY: Final = 0.01
KEY_FASTER: Final = 10.0


class TransferCanvas(QWidget):
    """`edited` carries what was done, the new preset and the name of the gesture; `released` ends a gesture."""

    edited = Signal(str, object, str)
    released = Signal()
    chosen_changed = Signal()
    colour_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Opacity and colour of Hounsfield units"))
        self.setAccessibleDescription((__doc__ or "").split("\n\n", 1)[1].replace("\n", " "))
        self.preset: VolumePreset = bundled_presets()[0]
        self.row: Row = "opacity"
        self.index = 0
        self._histogram: Histogram | None = None
        self._is_log = True
        self._axes = TransferAxes(1.0, 1.0)
        self._held: Literal["point", "all", "pan", ""] = ""
        self._press = QPointF()
        self._start = self.preset

    def sizeHint(self) -> QSize:
        return QSize(320, 210)

    @property
    def axes(self) -> TransferAxes:
        """The axes at the present size."""
        return TransferAxes(self.width(), self.height(), self._axes.low_hu, self._axes.high_hu)

    def set_preset(self, preset: VolumePreset) -> None:
        """Show another function; the chosen point stays if there is one of that number."""
        self.preset = preset
        self.index = min(self.index, len(self._points) - 1)
        self.update()
        self.chosen_changed.emit()

    def set_histogram(self, histogram: Histogram | None) -> None:
        self._histogram = histogram
        self.update()

    def set_logarithmic(self, on: bool) -> None:
        self._is_log = on
        self.update()

    def choose(self, row: Row, index: int) -> None:
        """Make a point the one that keys and number fields act on."""
        self.row = row
        self.index = min(max(index, 0), len(self._points) - 1)
        self.update()
        self.chosen_changed.emit()

    def add(self) -> None:
        """A point more, halfway to the neighbour on the right."""
        points = self._points
        here, after = points[self.index].x, points[min(self.index + 1, len(points) - 1)].x
        self._add((here + after) / 2.0 if after > here else here + 50.0)

    def remove(self) -> None:
        """Take the chosen point away."""
        take = edit.without_opacity if self.row == "opacity" else edit.without_colour
        preset = take(self.preset, self.index)
        if preset is not self.preset:
            self.edited.emit(tr("a point of the 3D appearance"), preset, "")

    @property
    def _points(self) -> tuple[object, ...]:
        return self.preset.opacity if self.row == "opacity" else self.preset.colour

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), painting.GROUND)
        axes = self.axes
        if self._histogram is not None:
            painting.paint_histogram(painter, axes, self._histogram, logarithmic=self._is_log)
        font = self.font()
        font.setPixelSize(10)
        painting.paint_axes(painter, axes, font)
        painter.setClipRect(painting.MARGIN_PX - 7, 0, self.width() - 2 * painting.MARGIN_PX + 14, self.height())
        painting.paint_curve(painter, axes, self.preset, self.index if self.row == "opacity" else None)
        painting.paint_colours(painter, axes, self.preset, self.index if self.row == "colour" else None)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(painting.CHOSEN)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press, self._start = event.position(), self.preset
        hit = self._hit(event.position())
        if event.button() == Qt.MouseButton.MiddleButton:
            self._held = "pan"
        elif event.button() == Qt.MouseButton.LeftButton:
            self._held = "point" if hit else "all"
            if hit:
                self.choose(*hit)
        elif event.button() == Qt.MouseButton.RightButton and hit:
            self.choose(*hit)
            self.remove()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held == "point":
            self._move_to(self.axes.hu_at(at.x()), self.axes.opacity_at(at.y()), "point")
        elif self._held == "all" and (at - self._press).manhattanLength() > 3:
            preset = edit.window_dragged(self._start, at.x() - self._press.x(), self._press.y() - at.y())
            self.edited.emit(tr("the window of the 3D appearance"), preset, "transfer window")
        elif self._held == "pan":
            self._axes = self.axes.panned(at.x() - self._press.x())
            self._press = at
            self.update()
        elif not self._held:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self._hit(at) else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""
        self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at, hit = event.position(), self._hit(event.position())
        if hit and hit[0] == "colour":
            self.choose(*hit)
            self.colour_requested.emit()
        elif not hit:
            self.row = "colour" if at.y() > self.axes.bar_top - 3 else "opacity"
            self._add(self.axes.hu_at(at.x()), self.axes.opacity_at(at.y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._axes = self.axes.zoomed(event.position().x(), 0.85 if event.angleDelta().y() > 0 else 1 / 0.85)
        self.update()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        faster = KEY_FASTER if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {
            Qt.Key.Key_Left: (-KEY_HU, 0.0),
            Qt.Key.Key_Right: (KEY_HU, 0.0),
            Qt.Key.Key_Up: (0.0, KEY_OPACITY),
            Qt.Key.Key_Down: (0.0, -KEY_OPACITY),
        }
        key = Qt.Key(event.key())
        if key in steps:
            right_hu, up = steps[key]
            point = self._points[self.index]
            y = getattr(point, "y", 0.0)
            self._move_to(point.x + faster * right_hu, y + faster * up, "point by keys")  # type: ignore[attr-defined]
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(self.row, self.index + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Insert:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        self.released.emit()
        super().focusOutEvent(event)  # type: ignore[arg-type]

    def _hit(self, at: QPointF) -> tuple[Row, int] | None:
        axes = self.axes
        places = [
            *((("opacity", index), axes.x_of(p.x), axes.y_of(p.y)) for index, p in enumerate(self.preset.opacity)),
            *((("colour", index), axes.x_of(p.x), axes.bar_top + 10) for index, p in enumerate(self.preset.colour)),
        ]
        near = [((at.x() - x) ** 2 + (at.y() - y) ** 2, name) for name, x, y in places]
        distance2, name = min(near, key=lambda pair: pair[0])
        return name if distance2 <= REACH_PX**2 else None  # type: ignore[return-value]

    def _move_to(self, hu: float, opacity: float, gesture: str) -> None:
        if self.row == "opacity":
            preset = edit.with_opacity(self.preset, self.index, hu, opacity)
        else:
            preset = edit.with_colour(self.preset, self.index, hu)
        self.edited.emit(tr("a point of the 3D appearance"), preset, f"{gesture} {self.row} {self.index}")

    def _add(self, hu: float, opacity: float | None = None) -> None:
        if self.row == "opacity":
            y = edit.opacity_at(self.preset, hu) if opacity is None else opacity
            preset, index = edit.with_new_opacity(self.preset, hu, y)
        else:
            preset, index = edit.with_new_colour(self.preset, hu)
        self.index = index
        self.edited.emit(tr("a point of the 3D appearance"), preset, "")
