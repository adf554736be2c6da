"""The plotting area of a plot: axes, grid, zoom by mouse, and what mouse and keys ask for."""

from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.theme.palettes import Palette
from xr2ct_viewer.tr import tr

HINT: Final = marked(
    "Wheel or right-drag zoom · drag pan · double-click or R fit · arrow keys move the crosshair and zoom"
)
END: Final = 10**9
_KEY_ZOOM: Final = 0.7
_MOVES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -END, Qt.Key.Key_End: END}
_ZOOMS: Final = {Qt.Key.Key_Up: _KEY_ZOOM, Qt.Key.Key_Down: 1 / _KEY_ZOOM}


class WholeAxis(pg.AxisItem):
    """Counts something: it names whole numbers only, however few of them are shown."""

    def tickSpacing(self, low: float, high: float, size_px: float) -> list[tuple[float, float]]:
        """Distances of the marks from the coarsest on, each with where they begin."""
        whole = [(step, start) for step, start in super().tickSpacing(low, high, size_px) if step == round(step) >= 1]
        return whole or [(1.0, 0.0)]


class PlotCanvas(pg.PlotWidget):
    """`pointed` carries the position on the horizontal axis under the mouse or None, `moved` by how many points the
    keys move the crosshair, `scaled` by which factor they narrow what is shown, `zoomed` fires after the mouse did.

    `counts`: the horizontal axis counts something, such as steps.
    """

    pointed = Signal(object)
    moved = Signal(int)
    scaled = Signal(float)
    zoomed = Signal()
    fit_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, counts: bool = False) -> None:
        super().__init__(parent, axisItems={"bottom": WholeAxis("bottom")} if counts else None)
        self._focus_colour = QColor()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Plot: {name}", name=name))
        self.setAccessibleDescription(tr(HINT))
        self.setStatusTip(tr(HINT))
        self.setMinimumHeight(124)
        self.plot = self.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.vb.disableAutoRange()
        self.plot.vb.sigRangeChangedManually.connect(lambda *_: self.zoomed.emit())
        self.plot.showGrid(x=True, y=True, alpha=0.12)
        self.plot.getAxis("left").setWidth(52)
        self.plot.getAxis("bottom").setHeight(22)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).enableAutoSIPrefix(False)

    def sizeHint(self) -> QSize:
        return QSize(320, 150)

    @property
    def shown(self) -> tuple[float, float]:
        """First and last position shown on the horizontal axis."""
        low, high = self.plot.vb.viewRange()[0]
        return low, high

    def restyle(self, palette: Palette) -> None:
        self.setBackground(palette.raised)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(palette.line)
            axis.setTextPen(palette.muted)
        self._focus_colour = QColor(palette.focus)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = self.mapToScene(event.position().toPoint())
        inside = self.plot.vb.sceneBoundingRect().contains(place)
        self.pointed.emit(self.plot.vb.mapSceneToView(place).x() if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(key)])
        elif key in _ZOOMS:
            self.scaled.emit(_ZOOMS[Qt.Key(key)])
        elif key == Qt.Key.Key_R:
            self.fit_requested.emit()
        else:
            super().keyPressEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(self._focus_colour, 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.restore()
