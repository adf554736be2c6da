"""What is shown while an answer is worked out: what happens, how far it is, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from xr2ct_viewer.models.insights import Asking
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr


class WaitingStrip(QWidget):
    """`cancel_requested` asks to give up."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose = QLabel()
        self._phase = QLabel()
        self._phase.setObjectName("muted")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setMaximumWidth(320)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setToolTip(tr("Stop and show the result as it is (Esc)"))
        self.cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(12)
        row.addWidget(self._purpose)
        row.addWidget(self._bar, 1)
        row.addWidget(self._phase, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)

    def show_asking(self, purpose: str, asking: Asking) -> None:
        self._purpose.setText(purpose)
        self._phase.setText(f"{said(asking.phase)}…")
        self._bar.setMaximum(1000 if asking.fraction > 0 else 0)
        self._bar.setValue(round(asking.fraction * 1000))
