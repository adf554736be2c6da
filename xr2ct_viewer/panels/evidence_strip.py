"""The evidence slider: from the whole volume to only what the two X-rays determine, with the numbers in words."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSlider, QWidget

from xr2ct_viewer.models.evidence import Evidence
from xr2ct_viewer.models.lens import Lens
from xr2ct_viewer.tr import tr

STEPS: Final = 100


class EvidenceStrip(QWidget):
    """Edits `lens.supplied`. The slider's left end is the whole volume."""

    def __init__(self, lens: Lens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens = lens
        self._whole, self._determined = (
            QPushButton(tr("Whole volume")),
            QPushButton(tr("Only what the X-rays determine")),
        )
        self._whole.setToolTip(tr("Show the result as the method made it"))
        self._determined.setToolTip(tr("Take away everything that the method added from what it knows of other chests"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 4)
        self.slider.setAccessibleName(tr("Evidence: from the whole volume to only what the X-rays determine"))
        self.slider.setToolTip(tr("Drag to the right to take away what the X-rays do not determine"))
        self._caption, self._details = QLabel(), QLabel()
        self._details.setObjectName("muted")
        for label in (self._caption, self._details):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for column, widget in enumerate((self._whole, self.slider, self._determined)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self._caption, 1, 0, 1, 3)
        grid.addWidget(self._details, 2, 0, 1, 3)
        for button, value in ((self._whole, 0), (self._determined, STEPS)):
            button.setObjectName("link")
            button.clicked.connect(lambda _=False, value=value: self.slider.setValue(value))
        self.slider.valueChanged.connect(lambda value: setattr(lens, "supplied", 1.0 - value / STEPS))
        lens.events.supplied.connect(self._follow)

    def show_evidence(self, evidence: Evidence) -> None:
        self._caption.setText(tr(evidence.facts.caption))
        self._details.setText(tr(evidence.facts.details))
        self._follow(self._lens.supplied)

    def _follow(self, supplied: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round((1.0 - supplied) * STEPS))
        self.slider.blockSignals(False)
