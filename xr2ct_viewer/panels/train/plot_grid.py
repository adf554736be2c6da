"""Plots side by side in as many columns as fit, which share the steps in view, the crosshair, smoothing and scale."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.curve_plot import CurvePlot, Span
from xr2ct_viewer.widgets.exporting import composed, with_banner

_PLOT_WIDTH: Final = 262
_PLOT_HEIGHT: Final = 190


class PlotGrid(QScrollArea):
    """`plots` by title. `zoomed` says whether a person chose which steps are shown."""

    zoomed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.plots: dict[str, CurvePlot] = {}
        self._smoothing, self._is_log = 0.0, False
        self._span: Span | None = None
        self._columns = 0
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._page)

    def set_titles(self, titles: Sequence[str]) -> None:
        """Have one plot for each title, in this order; those there were stay."""
        if list(titles) == list(self.plots):
            return
        for title in [title for title in self.plots if title not in titles]:
            plot = self.plots.pop(title)
            plot.hide()
            plot.deleteLater()
        self.plots = {title: self.plots.get(title) or self._make_plot(title) for title in titles}
        self._columns = 0
        self._lay_out()

    def set_smoothing(self, weight: float) -> None:
        self._smoothing = weight
        for plot in self.plots.values():
            plot.set_smoothing(weight)

    def set_log(self, is_log: bool) -> None:
        self._is_log = is_log
        for plot in self.plots.values():
            plot.set_log(is_log)

    def fit(self) -> None:
        """Show all points in all plots and follow new ones."""
        self._show_span(None)

    def restyle(self) -> None:
        for plot in self.plots.values():
            plot.restyle()

    def grab_image(self) -> QImage:
        """All plots as a picture, with the banner in it."""
        parts = [(plot.grab().toImage(), QPointF(plot.pos())) for plot in self.plots.values()]
        return with_banner(composed(parts, self._page.size(), self.devicePixelRatioF()), RESEARCH_BANNER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._lay_out)

    def _make_plot(self, title: str) -> CurvePlot:
        plot = CurvePlot(tr(title), self._theme)
        plot.setMinimumHeight(_PLOT_HEIGHT)
        plot.set_smoothing(self._smoothing)
        plot.set_log(self._is_log)
        plot.set_span(self._span)
        plot.span_chosen.connect(partial(self._show_span, but=plot))
        plot.hovered.connect(partial(self._show_cursor, but=plot))
        return plot

    def _show_span(self, span: Span | None, but: CurvePlot | None = None) -> None:
        self._span = span
        for plot in self.plots.values():
            if plot is not but:
                plot.set_span(span)
        self.zoomed.emit(span is not None)

    def _show_cursor(self, step: float | None, but: CurvePlot) -> None:
        for plot in self.plots.values():
            if plot is not but:
                plot.show_cursor(step)

    def _lay_out(self) -> None:
        columns = max(1, min(len(self.plots), self.width() // _PLOT_WIDTH))
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for number, plot in enumerate(self.plots.values()):
            self._grid.addWidget(plot, number // columns, number % columns)
            self._grid.setColumnStretch(number % columns, 1)
            plot.show()
        self._columns = columns
