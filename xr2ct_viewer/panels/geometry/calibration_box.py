"""Calibration in the geometry form: a button, what is going on, and what was found with a button to take it over.

Nothing changes until a person presses *Apply*; then Undo takes it back.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xr2ct_core.protocol.calibration import GeometryEstimate
from xr2ct_viewer.models.calibration import Proposal
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.notes_label import notes_label, show_notes


class CalibrationBox(QWidget):
    """Asks by `asked` and `cancelled`; `applied`, `opened` and `put_away` answer the proposal."""

    asked = Signal()
    cancelled = Signal()
    applied = Signal()
    opened = Signal()
    put_away = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.ask = QPushButton(tr("Calibrate"))
        self.ask.setToolTip(tr("Find from the two X-rays how the lateral was taken; it takes a minute or two"))
        self.ask.clicked.connect(self.asked)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress of the calibration"))
        self._phase = muted_label()
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setToolTip(tr("Stop looking; nothing was changed"))
        self._cancel.clicked.connect(self.cancelled)
        self._found = QLabel()
        self._found.setWordWrap(True)
        self._found.setTextFormat(Qt.TextFormat.PlainText)
        self._numbers = QWidget()
        self._rows = QGridLayout(self._numbers)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(2)
        self._rows.setColumnStretch(0, 1)
        self._notes = notes_label()
        self.apply = QPushButton(tr("Apply"))
        self.apply.setObjectName("compactPrimary")
        self.apply.setToolTip(tr("Take this over; Undo takes it back"))
        self.apply.clicked.connect(self.applied)
        self.open = QPushButton(tr("Open bent pair"))
        self.open.setToolTip(
            tr("As a case of its own: the geometry found, and the lateral image bent to the breath of the frontal one")
        )
        self.open.clicked.connect(self.opened)
        self.dismiss = QPushButton(tr("Not now"))
        self.dismiss.setToolTip(tr("Leave the geometry as it is"))
        self.dismiss.clicked.connect(self.put_away)
        first, going_on, answer = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.ask)
        first.addStretch(1)
        going_on.addWidget(self._progress, 1)
        going_on.addWidget(self._cancel)
        answer.addStretch(1)
        answer.addWidget(self.dismiss)
        answer.addWidget(self.open)
        answer.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        for part in (going_on, self._phase, self._found, self._numbers, self._notes, answer):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is asked and nothing proposed."""
        self._show(is_working=False, proposal=None)

    def show_work(self) -> None:
        """The worker is asked; nobody knows yet how far it is."""
        self._progress.setRange(0, 0)
        self._phase.setText(tr("Starting"))
        self._show(is_working=True, proposal=None)

    def move_on(self, fraction: float | None, phase: str | None) -> None:
        """How far the worker is, or what it does now."""
        if fraction is not None:
            self._progress.setRange(0, 100)
            self._progress.setValue(round(fraction * 100))
        if phase is not None:
            self._phase.setText(said(phase))

    def show_proposal(self, proposal: Proposal) -> None:
        """Say what was found; where nothing was, there is nothing to take over."""
        self._found.setText("\n".join(_plainly(said(sentence)) for sentence in proposal.sentences))
        self._list(proposal.estimates)
        self.dismiss.setText(tr("Close") if proposal.is_nothing else tr("Not now"))
        self._show(is_working=False, proposal=proposal)

    def _list(self, estimates: tuple[GeometryEstimate, ...]) -> None:
        """A row for each number with its standard deviation; what is not used is muted."""
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, estimate in enumerate(estimates):
            title = said(estimate.title)
            name = muted_label(title[:1].upper() + title[1:])
            number = f"{estimate.believed:+.1f} ± {estimate.deviation:.1f} {estimate.unit}".replace("-", "−")
            value = QLabel(in_digits(number))
            value.setObjectName("number" if estimate.used else "muted")
            for part in (name, value):
                part.setToolTip(said(estimate.sentence))
            self._rows.addWidget(name, row, 0)
            self._rows.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def _show(self, *, is_working: bool, proposal: Proposal | None) -> None:
        self.ask.setEnabled(not is_working)
        for part in (self._progress, self._phase, self._cancel):
            part.setVisible(is_working)
        for part in (self._found, self._numbers, self.dismiss):
            part.setVisible(proposal is not None)
        show_notes(self._notes, () if proposal is None else proposal.notes)
        self.apply.setVisible(proposal is not None and not proposal.is_nothing)
        self.open.setVisible(proposal is not None and proposal.bent is not None)


def _plainly(sentence: str) -> str:
    """Without the word that tells it apart in a list of notes."""
    plain = sentence.removeprefix(tr("Calibration: "))
    return plain[:1].upper() + plain[1:]
