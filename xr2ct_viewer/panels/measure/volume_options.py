"""The two HU limits of a volume by threshold, with the usual ones by name."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.number_field import make_plain

LIMITS: Final[dict[str, tuple[float, float]]] = {
    marked("Lung and airways"): (-1000.0, -400.0),
    marked("Soft tissue"): (-200.0, 200.0),
    marked("Fat"): (-200.0, -30.0),
    marked("Bone"): (200.0, 3000.0),
}
_CUSTOM: Final = marked("Own limits")


class VolumeOptions(QWidget):
    """`limits_changed` carries the lower and the upper limit in HU."""

    limits_changed = Signal(float, float)

    def __init__(self, limits_hu: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = QComboBox()
        self._preset.setAccessibleName(tr("Limits of the volume"))
        self._preset.setToolTip(tr("Between which HU limits the region is counted"))
        for name in (*LIMITS, _CUSTOM):
            self._preset.addItem(tr(name), name)
        self._low, self._high = _limit(tr("Lower limit")), _limit(tr("Upper limit"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(5)
        heading = QLabel(tr("Volume: what hangs together between"))
        heading.setObjectName("muted")
        layout.addWidget(heading, 0, 0, 1, 3)
        layout.addWidget(self._preset, 1, 0, 1, 3)
        layout.addWidget(self._low, 2, 0)
        layout.addWidget(QLabel(tr("to")), 2, 1)
        layout.addWidget(self._high, 2, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(2, 1)
        self.show_limits(limits_hu)
        self._preset.activated.connect(self._on_preset)
        self._low.editingFinished.connect(self._on_edit)
        self._high.editingFinished.connect(self._on_edit)

    def show_limits(self, limits_hu: tuple[float, float]) -> None:
        """Show limits without telling anybody."""
        for box, value in zip((self._low, self._high), limits_hu, strict=True):
            box.blockSignals(True)
            box.setValue(round(value))
            box.blockSignals(False)
        name = next((name for name, known in LIMITS.items() if known == limits_hu), _CUSTOM)
        self._preset.setCurrentIndex(self._preset.findData(name))

    def _on_preset(self) -> None:
        limits_hu = LIMITS.get(self._preset.currentData())
        if limits_hu is not None:
            self.show_limits(limits_hu)
            self.limits_changed.emit(*limits_hu)

    def _on_edit(self) -> None:
        low, high = sorted((float(self._low.value()), float(self._high.value())))
        self.show_limits((low, high))
        self.limits_changed.emit(low, high)


def _limit(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-1024, 3071)
    box.setSingleStep(10)
    box.setSuffix(" HU")
    make_plain(box)
    box.setAccessibleName(name)
    box.setToolTip(tr("−1000 HU and below, or 3000 HU and above, is no limit on that side"))
    return box
