"""The slider at the right edge of a slice view: where in the stack the slice is."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

from xr2ct_viewer.tr import tr

SLIDER_PX: Final = 18
_STYLE: Final = """
QSlider { background: #000; }
QSlider::groove:vertical { background: #2a2f36; width: 3px; border-radius: 1px; }
QSlider::handle:vertical { background: #8d97a3; height: 18px; margin: 0 -3px; border-radius: 4px; }
QSlider::handle:vertical:hover, QSlider::handle:vertical:focus { background: #d5dbe2; }
"""


class SliceSlider(QSlider):
    """Tells of slices a person chose, and not of those it was told."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAccessibleName(name)
        self.setToolTip(tr("Drag to another slice; the wheel and PgUp, PgDn go one by one"))
        self.setStyleSheet(_STYLE)
        self.hide()

    def show_index(self, index: int, count: int) -> None:
        self.blockSignals(True)
        self.setRange(0, count - 1)
        self.setValue(index)
        self.blockSignals(False)
