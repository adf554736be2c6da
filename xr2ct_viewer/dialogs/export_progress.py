"""How far an export is, with a way to stop it. Appears only if the export takes longer than a moment."""

from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.jobs import remaining_in_words
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr

MOMENT_MS: Final = 600
_SURE_AFTER_S: Final = 3.0


class ExportProgress(QDialog):
    """Stands beside the window, which stays usable. `cancel_requested` asks to stop; closing it asks the same."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setMinimumWidth(420)
        self._began_s = 0.0
        self._name, self._phase = QLabel(), QLabel()
        self._name.setObjectName("heading")
        self._phase.setObjectName("muted")
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setToolTip(tr("Stop writing; nothing half-written stays"))
        self.cancel.clicked.connect(self._ask_to_stop)
        row = QHBoxLayout()
        row.addWidget(self._phase, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        self._moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self._moment.timeout.connect(self.show)

    def begin(self, name: str) -> None:
        """An export has started."""
        self._began_s = monotonic()
        self._name.setText(tr("Saving {name}", name=name))
        self._phase.setText("")
        self.bar.setMaximum(0)
        self.cancel.setEnabled(True)
        self._moment.start()

    def move_on(self, fraction: float, phase: str) -> None:
        """Show the fraction done and, once it can be told, how long it takes."""
        self.bar.setMaximum(1000 if fraction > 0 else 0)
        self.bar.setValue(round(1000 * fraction))
        elapsed_s, said_phase = monotonic() - self._began_s, said(phase)
        if 0.02 < fraction < 1 and elapsed_s > _SURE_AFTER_S:
            said_phase = f"{said_phase} · {tr(remaining_in_words(elapsed_s * (1 - fraction) / fraction))}"
        if self.cancel.isEnabled():
            self._phase.setText(said_phase)

    def end(self) -> None:
        """It is over, one way or another."""
        self._moment.stop()
        self.hide()

    def _ask_to_stop(self) -> None:
        self.cancel.setEnabled(False)
        self._phase.setText(tr("Stopping…"))
        self.cancel_requested.emit()

    def reject(self) -> None:
        """Escape asks to stop; it goes away when that has happened."""
        self._ask_to_stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ask_to_stop()
        event.ignore()
