"""A plot of a few curves over one axis, with a legend that tells the values under the mouse, and a mark that stays.

pyqtgraph comes with this module: import it when a plot is first shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from xr2ct_viewer.theme.curve_colours import curve_colour
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits
from xr2ct_viewer.widgets.plot_canvas import END, PlotCanvas

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_PADDING = 0.06


@dataclass(frozen=True, eq=False)
class PlotLine:
    """A curve: its name, positions on the horizontal axis and values; NaN is left out."""

    label: str
    x: NDArray[Any]
    y: NDArray[Any]


class LinePlot(QWidget):
    """`hovered` carries the position under the mouse (of a sample) or None, `clicked` the position clicked or chosen
    with Enter. `counts`: the horizontal axis counts something."""

    hovered = Signal(object)
    clicked = Signal(float)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None, *, counts: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self._lines: tuple[PlotLine, ...] = ()
        self._items: list[pg.PlotCurveItem] = []
        self._x_form, self._y_form = "{:.0f}", "{:.1f}"
        self.mark_at: float | None = None
        self.cursor_at: float | None = None
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.canvas = PlotCanvas(name, counts=counts)
        self.canvas.setMinimumHeight(80)
        self._plot = self.canvas.plot
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._dots = pg.ScatterPlotItem(size=7)
        for item in (self._mark, self._cursor, self._dots):
            self._plot.addItem(item, ignoreBounds=True)
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.moved.connect(self._move)
        self.canvas.fit_requested.connect(self.fit)
        self.canvas.scaled.connect(self._scale)
        self._plot.scene().sigMouseClicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.canvas, 1)
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_lines(
        self, lines: Sequence[PlotLine], x_title: str, y_title: str, *, x_form: str = "{:.0f}", y_form: str = "{:.1f}"
    ) -> None:
        """Draw these curves. Titles say the units; `x_form` and `y_form` write numbers in the legend."""
        for item in self._items:
            self._plot.removeItem(item)
        self._lines, self._items = tuple(lines), []
        self._x_form, self._y_form = x_form, y_form
        self._x_title = x_title
        for number, line in enumerate(self._lines):
            pen = pg.mkPen(self._colour(number), width=1.8, style=_DASHES[number % len(_DASHES)])
            item = pg.PlotCurveItem(np.asarray(line.x, float), np.asarray(line.y, float), pen=pen, connect="finite")
            self._plot.addItem(item, ignoreBounds=True)
            self._items.append(item)
        self._plot.setLabel("left", y_title)
        self.fit()
        self._refresh()

    @property
    def lines(self) -> tuple[PlotLine, ...]:
        return self._lines

    def set_mark(self, position: float | None) -> None:
        """A line that stays: the slice on screen, the place pointed at elsewhere."""
        self.mark_at = position
        self._refresh()

    def fit(self) -> None:
        """Show all of the curves."""
        xs = [line.x for line in self._lines if len(line.x)]
        ys = [finite for line in self._lines if len(finite := np.asarray(line.y)[np.isfinite(line.y)])]
        if not xs or not ys:
            return
        low, high = min(float(y.min()) for y in ys), max(float(y.max()) for y in ys)
        room = _PADDING * (high - low) or 0.05 * abs(high) or 1.0
        self._plot.vb.setXRange(min(float(x[0]) for x in xs), max(float(x[-1]) for x in xs), padding=0.01)
        self._plot.vb.setYRange(low - room, high + room, padding=0)

    def restyle(self) -> None:
        """Take on the colours of the theme."""
        palette = self._theme.palette
        self.canvas.restyle(palette)
        self._mark.setPen(pg.mkPen(palette.text, width=1.2))
        self._cursor.setPen(pg.mkPen(palette.muted, width=1, style=Qt.PenStyle.DashLine))
        for number, item in enumerate(self._items):
            item.setPen(pg.mkPen(self._colour(number), width=1.8, style=_DASHES[number % len(_DASHES)]))
        self._refresh()

    def _colour(self, number: int) -> str:
        return curve_colour(number, self._theme.palette)

    def _refresh(self) -> None:
        place = self.cursor_at if self.cursor_at is not None else self.mark_at
        parts, dots, brushes = [], [], []
        for number, line in enumerate(self._lines):
            value = _value_at(line, place)
            words = in_digits(self._y_form.format(value)).replace("-", "−") if value is not None else "–"
            colour = self._colour(number)
            sign = "━" if number % len(_DASHES) == 0 else "╍"
            parts.append(f'<span style="color:{colour}">{sign}</span> {escape(line.label)} <b>{words}</b>')
            if value is not None and place is not None:
                dots.append((place, value))
                brushes.append(pg.mkBrush(colour))
        if self._lines:
            words = f" <b>{self._x_form.format(place)}</b>" if place is not None else ""
            parts.append(f'<span style="color:{self._theme.palette.muted}">{escape(self._x_title)}</span>{words}')
        self.legend.setText(" &nbsp;&nbsp; ".join(parts))
        self._dots.setData(pos=dots, brush=brushes)
        for item, position in ((self._mark, self.mark_at), (self._cursor, self.cursor_at)):
            item.setVisible(position is not None)
            if position is not None:
                item.setPos(position)

    def _on_pointed(self, place: float | None) -> None:
        nearest = None if place is None else self._nearest(place)
        if nearest != self.cursor_at:
            self.cursor_at = nearest
            self._refresh()
            self.hovered.emit(nearest)

    def _nearest(self, place: float) -> float | None:
        xs = [line.x for line in self._lines if len(line.x)]
        if not xs:
            return None
        return float(xs[0][int(np.argmin(np.abs(np.asarray(xs[0]) - place)))])

    def _move(self, steps: int) -> None:
        """Arrow keys go from sample to sample and choose it."""
        xs = [line.x for line in self._lines if len(line.x)]
        if not xs:
            return
        place = self.cursor_at if self.cursor_at is not None else self.mark_at
        at = 0 if place is None else int(np.argmin(np.abs(np.asarray(xs[0]) - place)))
        chosen = int(np.clip(at + steps, 0, len(xs[0]) - 1)) if abs(steps) < END else (0, len(xs[0]) - 1)[steps > 0]
        self.clicked.emit(float(xs[0][chosen]))

    def _scale(self, factor: float) -> None:
        low, high = self.canvas.shown
        place = self.cursor_at if self.cursor_at is not None else self.mark_at
        middle = place if place is not None else (low + high) / 2
        self._plot.vb.setXRange(middle - (middle - low) * factor, middle + (high - middle) * factor, padding=0)

    def _on_clicked(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        if self._plot.vb.sceneBoundingRect().contains(event.scenePos()):
            nearest = self._nearest(self._plot.vb.mapSceneToView(event.scenePos()).x())
            if nearest is not None:
                self.clicked.emit(nearest)


def _value_at(line: PlotLine, place: float | None) -> float | None:
    if place is None or not len(line.x):
        return None
    value = float(line.y[int(np.argmin(np.abs(np.asarray(line.x) - place)))])
    return value if np.isfinite(value) else None
