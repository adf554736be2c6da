"""What is done with display images before a method sees them: tone curves fitted or not, and a style in front.

Hidden for X-rays that hold line integrals. A style is a network that brings X-rays of a hospital closer to simulated
ones; those offered are what comes with the program and the trainings chosen by *Use this checkpoint*.
"""

from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.tr import tr

STYLE: Final = "style"
"""The method that stands in front of others and makes no volume."""


class DisplayOptions(QWidget):
    """`fit_display` and `style`, the folder of a checkpoint, hold the choice."""

    def __init__(self, bundled: tuple[TrainedModel, ...] = ()) -> None:
        super().__init__()
        self._bundled = bundled
        self._fit = QCheckBox(tr("Fit tone curves"))
        self._fit.setToolTip(
            tr(
                "Leave out borders and letters and find, with bundled CTs, how grey values become attenuation;"
                " without it, brighter is taken to be denser in proportion"
            )
        )
        self._fit.setChecked(True)
        self._style = QComboBox()
        self._style.setAccessibleName(tr("Style"))
        self._style.setToolTip(tr("Bring the X-rays closer to simulated ones first, by a network; lungs are kept"))
        self._styles = QWidget()
        row = QFormLayout(self._styles)
        row.setContentsMargins(0, 0, 0, 0)
        row.addRow(tr("Style"), self._style)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._fit)
        column.addWidget(self._styles)
        self.offer(())

    @property
    def fit_display(self) -> bool:
        return self._fit.isChecked()

    @property
    def style_checkpoint(self) -> str | None:
        """The folder of the chosen style; None for none, and where it is not asked for."""
        return str(self._style.currentData()) or None if self.isVisibleTo(self.parentWidget()) else None

    def offer(self, models: tuple[TrainedModel, ...]) -> None:
        """Offer the styles among these; the choice stays if it is still there."""
        chosen = self._style.currentData()
        self._style.clear()
        self._style.addItem(tr("None"), "")
        for model in (*self._bundled, *models):
            if model.method == STYLE:
                self._style.addItem(model.run, model.checkpoint)
        self._style.setCurrentIndex(max(0, self._style.findData(chosen)))
        self._styles.setVisible(self._style.count() > 1)
