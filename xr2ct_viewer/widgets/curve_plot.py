"""One plot of curves over the steps of trainings: legend with values, crosshair, zoom, logarithmic scale.

Invariants: the ranges follow the data until a person zooms or pans, and again after a fit; what is drawn is thinned
out to about 2,000 points a curve; raw values stand faintly behind smoothed ones. Where the scale is logarithmic, values
that are not above zero are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.curves import Curve, Numbers
from xr2ct_viewer.models.series import in_words
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.plot_canvas import PlotCanvas

DASHES: Final = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_DOTS_UP_TO: Final = 60
_FAINT: Final = 70
_PADDING: Final = 0.06
Span = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Line:
    """A curve to draw: its words in the legend, its colour (#rrggbb), the number of its dash, its unit."""

    label: str
    colour: str
    curve: Curve
    dash: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Mark:
    """A level to compare with, drawn across the plot; its label stands in the legend."""

    label: str
    value: float
    colour: str


@dataclass(eq=False)
class _Drawn:
    line: Line
    raw: pg.PlotCurveItem
    smooth: pg.PlotCurveItem
    dots: pg.ScatterPlotItem


class CurvePlot(QFrame):
    """`hovered` carries the step under the mouse or None; `span_chosen` the steps a person zoomed to, None for all."""

    hovered = Signal(object)
    span_chosen = Signal(object)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._lines: list[_Drawn] = []
        self._marks: tuple[Mark, ...] = ()
        self._mark_items: list[pg.InfiniteLine] = []
        self._smoothing, self._is_log = 0.0, False
        self._span: Span | None = None
        self._has_own_levels = False
        self.cursor_step: float | None = None
        heading = QLabel(title)
        heading.setObjectName("heading")
        self._fit = QToolButton()
        self._fit.setText(tr("Fit"))
        self._fit.setToolTip(tr("Show all points and follow new ones again (R)"))
        self._fit.setAccessibleName(tr("Fit {title}", title=title))
        self._fit.clicked.connect(self._ask_to_fit)
        policy = self._fit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._fit.setSizePolicy(policy)
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.canvas = PlotCanvas(title, counts=True)
        self._plot = self.canvas.plot
        self._cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self._cursor_dots = pg.ScatterPlotItem(size=7)
        for item in (self._cursor_line, self._cursor_dots):
            self._plot.addItem(item, ignoreBounds=True)
        self.canvas.zoomed.connect(self._on_zoomed)
        self.canvas.pointed.connect(self._on_pointed)
        self.canvas.moved.connect(self._move_cursor)
        self.canvas.scaled.connect(self._scale)
        self.canvas.fit_requested.connect(self._ask_to_fit)
        header = QHBoxLayout()
        header.addWidget(heading)
        header.addStretch(1)
        header.addWidget(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 4)
        layout.setSpacing(2)
        layout.addLayout(header)
        layout.addWidget(self.legend)
        layout.addWidget(self.canvas, 1)
        self.restyle()
        self.refresh()

    # What is shown

    def set_lines(self, lines: Sequence[Line], marks: Sequence[Mark] = ()) -> None:
        """Draw these curves and levels instead of the ones before."""
        for drawn in self._lines:
            for item in (drawn.raw, drawn.smooth, drawn.dots):
                self._plot.removeItem(item)
        self._lines = [self._make(line) for line in lines]
        self._draw_marks(tuple(marks))
        self.refresh()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        if tuple(marks) != self._marks:
            self._draw_marks(tuple(marks))

    def set_smoothing(self, weight: float) -> None:
        """From 0 (none) below 1."""
        self._smoothing = weight
        self.refresh()

    def set_log(self, is_log: bool) -> None:
        self._is_log = is_log
        self._has_own_levels = False
        self._plot.getAxis("left").setLogMode(is_log)
        self._draw_marks(self._marks)
        self.refresh()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(drawn.line for drawn in self._lines)

    @property
    def is_following(self) -> bool:
        """Whether the ranges follow the data."""
        return self._span is None and not self._has_own_levels

    def set_span(self, span: Span | None) -> None:
        """Show these steps, all for None; the levels follow what is in them."""
        self._span, self._has_own_levels = span, False
        self.refresh()

    def show_cursor(self, step: float | None) -> None:
        """Mark a step and write the values there into the legend; None goes back to the newest values."""
        self.cursor_step = step
        self._refresh_cursor()

    def refresh(self) -> None:
        """Draw what the curves hold now."""
        lows, highs, first, last = [], [], np.inf, -np.inf
        for drawn in self._lines:
            steps, values = self._points(drawn.line.curve, self._smoothing)
            drawn.smooth.setData(steps, values)
            is_short = len(steps) <= _DOTS_UP_TO
            drawn.dots.setData(*((steps, values) if is_short else ([], [])))
            if self._smoothing > 0:
                raw_steps, raw = self._points(drawn.line.curve, 0.0)
                drawn.raw.setData(raw_steps, raw)
                values = np.concatenate([values, raw])
            drawn.raw.setVisible(self._smoothing > 0)
            values = values[np.isfinite(values)]
            if len(values):
                lows.append(values.min())
                highs.append(values.max())
                first, last = min(first, steps[0]), max(last, steps[-1])
        if lows:
            self._set_ranges((first, last), (float(min(lows)), float(max(highs))))
        self._fit.setVisible(not self.is_following)
        self._refresh_cursor()

    def restyle(self) -> None:
        """Take on the colours of the theme."""
        self.canvas.restyle(self._theme.palette)
        self._cursor_line.setPen(pg.mkPen(self._theme.palette.muted, width=1))

    # Inside

    def _make(self, line: Line) -> _Drawn:
        faint = QColor(line.colour)
        faint.setAlpha(_FAINT)
        dash = DASHES[line.dash % len(DASHES)]
        raw = pg.PlotCurveItem(pen=pg.mkPen(faint, width=1), connect="finite")
        smooth = pg.PlotCurveItem(pen=pg.mkPen(line.colour, width=1.6, style=dash), connect="finite")
        dots = pg.ScatterPlotItem(size=5, pen=None, brush=pg.mkBrush(line.colour))
        for item in (raw, smooth, dots):
            self._plot.addItem(item, ignoreBounds=True)
        return _Drawn(line, raw, smooth, dots)

    def _draw_marks(self, marks: tuple[Mark, ...]) -> None:
        for item in self._mark_items:
            self._plot.removeItem(item)
        self._marks, self._mark_items = marks, []
        for mark in marks:
            level = float(self._levels(mark.value))
            if np.isfinite(level):
                pen = pg.mkPen(mark.colour, width=1, style=Qt.PenStyle.DashLine)
                self._mark_items.append(pg.InfiniteLine(level, angle=0, pen=pen))
                self._plot.addItem(self._mark_items[-1], ignoreBounds=True)

    def _levels(self, values: Numbers | float) -> Numbers:
        """Values as the axis counts them; nan where it has no place."""
        values = np.asarray(values, np.float64)
        if not self._is_log:
            return values
        return np.log10(values, out=np.full_like(values, np.nan), where=values > 0)

    def _points(self, curve: Curve, smoothing: float) -> tuple[Numbers, Numbers]:
        steps, values = curve.drawn(smoothing, self._span)
        return steps, self._levels(values)

    def _set_ranges(self, steps: Span, levels: Span) -> None:
        low, high = self._span or steps
        if high <= low:
            low, high = low - 1, high + 1
        if not self._has_own_levels:
            self._plot.vb.setXRange(low, high, padding=0.02 if self._span is None else 0)
            marks = [level for mark in self._marks if np.isfinite(level := float(self._levels(mark.value)))]
            bottom, top = min(levels[0], *marks, levels[1]), max(levels[1], *marks, levels[0])
            room = _PADDING * (top - bottom) or 0.05 * abs(top) or 1.0
            self._plot.vb.setYRange(bottom - room, top + room, padding=0)

    def _on_zoomed(self) -> None:
        self._span, self._has_own_levels = self.canvas.shown, True
        self.refresh()
        self.span_chosen.emit(self._span)

    def _scale(self, factor: float) -> None:
        """Narrow or widen the steps in view around the crosshair."""
        low, high = self.canvas.shown
        middle = self.cursor_step if self.cursor_step is not None else (low + high) / 2
        self.set_span((middle - (middle - low) * factor, middle + (high - middle) * factor))
        self.span_chosen.emit(self._span)

    def _ask_to_fit(self) -> None:
        self.set_span(None)
        self.span_chosen.emit(None)

    def _refresh_cursor(self) -> None:
        step, places, brushes, parts = self.cursor_step, [], [], []
        for drawn in self._lines:
            line = drawn.line
            point = line.curve.at(step)
            value = in_words(point[1], line.unit) if point is not None else "–"
            parts.append(_entry("━" if line.dash == 0 else "╍", line.colour, line.label, value))
            if point is not None and step is not None:
                places.append((point[0], float(self._levels(point[1]))))
                brushes.append(pg.mkBrush(line.colour))
        parts += [_entry("┄", mark.colour, mark.label, "") for mark in self._marks]
        if step is not None:
            parts.append(_entry("│", self._theme.palette.muted, "step", f"{step:,.0f}"))
            self._cursor_line.setPos(step)
        self.legend.setText(" &nbsp; ".join(parts))
        self._cursor_line.setVisible(step is not None)
        self._cursor_dots.setData(pos=places, brush=brushes)

    def _on_pointed(self, place: float | None) -> None:
        """Mark the step with a point nearest to the mouse."""
        nearest = None
        if place is not None:
            points = [point[0] for line in self.lines if (point := line.curve.nearest(place)) is not None]
            nearest = min(points, key=lambda step: abs(step - place)) if points else None
        if nearest != self.cursor_step:
            self.show_cursor(nearest)
            self.hovered.emit(nearest)

    def _move_cursor(self, points: int) -> None:
        """Go to a neighbouring point of the curve with the most of them."""
        steps = max((line.curve.steps for line in self.lines), key=len, default=np.zeros(0))
        if self._span is not None:
            steps = steps[(steps >= self._span[0]) & (steps <= self._span[1])]
        if len(steps) == 0:
            return
        at = len(steps) - 1 if self.cursor_step is None else int(np.searchsorted(steps, self.cursor_step)) + points
        self.show_cursor(float(steps[min(max(at, 0), len(steps) - 1)]))
        self.hovered.emit(self.cursor_step)


def _entry(sign: str, colour: str, label: str, value: str) -> str:
    """An entry of the legend, which no line break may part."""
    words = f"{escape(label)} <b>{escape(value)}</b>".replace(" ", "&nbsp;").replace("-", "\u2011")
    return f'<span style="color:{colour}">{sign}</span>&nbsp;{words}'
