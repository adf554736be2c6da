"""Below the slices of a comparison: how far the two volumes differ slice by slice, and as a whole.

A click on the curve turns to that slice. The plot, and pyqtgraph with it, is made when there is something to plot.
"""

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.comparison import VolumeScores
from xr2ct_viewer.models.frames import ORIENTATION_TITLES
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.line_plot import LinePlot

Measure = Literal["mae_hu", "psnr_db"]
MEASURES: Final[dict[Measure, tuple[str, str]]] = {
    "mae_hu": (marked("Mean error"), "HU"),
    "psnr_db": (marked("PSNR"), "dB"),
}
_ROWS: Final = (
    (
        marked("PSNR in 3D"),
        "psnr_3d_db",
        "{:.1f} dB",
        marked("Peak signal-to-noise ratio over 2500 HU, all voxels. Higher is better."),
    ),
    (marked("SSIM in 3D"), "ssim_3d", "{:.3f}", marked("Structural similarity, from 0 to 1. Higher is better.")),
    (marked("Mean error"), "mae_hu", "{:.0f} HU", marked("Mean absolute difference of all voxels. Lower is better.")),
    (
        marked("… in the body"),
        "mae_hu_body",
        "{:.0f} HU",
        marked("Mean absolute difference inside the body of the left volume."),
    ),
    (marked("RMS error"), "rmse_hu", "{:.0f} HU", marked("Root of the mean squared difference of all voxels.")),
    (marked("Correlation"), "ncc", "{:.3f}", marked("Normalised cross-correlation of all voxels.")),
    (
        marked("Lung overlap"),
        "dice_lung",
        "{:.2f}",
        marked("Dice coefficient of lung by threshold inside the body, from 0 to 1."),
    ),
)


class CompareCurves(QFrame):
    """`slice_chosen` carries an orientation and a slice index."""

    slice_chosen = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr("Differences slice by slice"))
        self._theme = theme
        self._scores: VolumeScores | None = None
        self._orientation: Orientation = "axial"
        self._index = -1
        self.measure: Measure = "mae_hu"
        self.plot: LinePlot | None = None
        self.title = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.title.setObjectName("heading")
        self._waiting = QLabel(tr("measuring …"))
        self._waiting.setObjectName("muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        header = QHBoxLayout()
        header.setSpacing(4)
        header.addWidget(self.title, 1)
        group = QButtonGroup(self)
        self.buttons: dict[Measure, QToolButton] = {}
        for name, (title, _unit) in MEASURES.items():
            button = QToolButton()
            button.setText(tr(title))
            button.setCheckable(True)
            button.setChecked(name == self.measure)
            button.setToolTip(tr("{measure} of each slice", measure=tr(title)))
            button.clicked.connect(lambda _=False, name=name: self.set_measure(name))
            group.addButton(button)
            header.addWidget(button)
            self.buttons[name] = button
        self._plot_place = QVBoxLayout()
        self._plot_place.addLayout(header)
        self._plot_place.addWidget(self._waiting, 1)
        self._table = QLabel()
        self._table.setTextFormat(Qt.TextFormat.RichText)
        self._table.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._table.setMinimumWidth(190)
        self._table.setToolTip("\n".join(f"{tr(label)}: {tr(meaning)}" for label, _, _, meaning in _ROWS))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(16)
        row.addLayout(self._plot_place, 1)
        row.addWidget(self._table)
        theme.changed.connect(self._fill_table)

    def set_scores(self, scores: VolumeScores | None) -> None:
        """Show what was measured; None while it is on its way."""
        self._scores = scores
        if scores is not None and self.plot is None:
            self._make_plot()
        self._waiting.setVisible(scores is None)
        if self.plot is not None:
            self.plot.setVisible(scores is not None)
        self._fill_table()
        self._draw()

    def show_slice(self, orientation: Orientation, index: int) -> None:
        """The slice on screen; another orientation draws its own curve."""
        changed, self._orientation, self._index = orientation != self._orientation, orientation, index
        if changed:
            self._draw()
        elif self.plot is not None:
            self.plot.set_mark(index + 1.0)

    def set_measure(self, measure: Measure) -> None:
        self.measure = measure
        self.buttons[measure].setChecked(True)
        self._draw()

    def _make_plot(self) -> None:
        from xr2ct_viewer.widgets.line_plot import LinePlot

        self.plot = LinePlot(tr("Differences slice by slice"), self._theme)
        self.plot.clicked.connect(lambda place: self.slice_chosen.emit(self._orientation, round(place) - 1))
        self._plot_place.addWidget(self.plot, 1)

    def _draw(self) -> None:
        self.title.setText(tr("{plane} slices", plane=tr(ORIENTATION_TITLES[self._orientation])))
        if self._scores is None or self.plot is None:
            return
        from xr2ct_viewer.widgets.line_plot import PlotLine

        title, unit = MEASURES[self.measure]
        values = getattr(self._scores.curves[self._orientation], self.measure)
        line = PlotLine(tr(title), np.arange(1, len(values) + 1), np.where(np.isfinite(values), values, np.nan))
        self.plot.set_lines([line], self._axis_words(), unit, y_form=f"{{:.1f}} {unit}")
        self.plot.set_mark(self._index + 1.0 if self._index >= 0 else None)

    def _axis_words(self) -> str:
        return tr("{plane} slice", plane=tr(ORIENTATION_TITLES[self._orientation]))

    def _fill_table(self) -> None:
        if self._scores is None:
            self._table.setText("")
            return
        muted, text = self._theme.palette.muted, self._theme.palette.text
        heading = tr("Whole volume, left is the reference")
        cells = [f'<tr><td colspan="2" style="color:{muted}">{heading}</td></tr>']
        for label, key, form, _meaning in _ROWS:
            value = self._scores.metrics.get(key, float("nan"))
            number = in_digits(form.format(value))
            words = number if np.isfinite(value) else tr("equal") if value == float("inf") else "–"
            cells.append(
                f'<tr><td style="color:{muted}; padding-right:14px">{tr(label)}</td>'
                f'<td align="right" style="color:{text}"><b>{words}</b></td></tr>'
            )
        self._table.setText(f"<table>{''.join(cells)}</table>")
        self._table.setMinimumWidth(self._table.sizeHint().width())
