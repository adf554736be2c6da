"""What the pair doctor suspects, a sentence each, with a button that puts it right where a correction can.

Invariant: nothing is corrected unless its button is pressed. The sentences are suspicions, and a tip says how sure.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from xr2ct_core.pairing.findings import Finding, Fix
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label

ICON_PX = 16
FIXES: dict[Fix, str] = {"swap": marked("Swap"), "mirror": marked("Mirror"), "invert": marked("Invert")}
FIX_ICONS: dict[Fix, str] = {"swap": "swap", "mirror": "flip", "invert": "invert"}


class PairFindings(QWidget):
    """Hidden while there is nothing to say. `fix_asked` carries the `Finding` whose correction is wanted."""

    fix_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._rows: list[QWidget] = []
        self._note = muted_label()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self._note)
        self.setVisible(False)
        self.setAccessibleName(tr("What looks wrong with the X-rays"))
        theme.changed.connect(lambda: self.show_findings(self._findings, self._note.text()))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown now."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...], note: str = "") -> None:
        """Show these, most urgent first."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._findings = findings
        self._rows = [self._row(finding) for finding in findings]
        for index, row in enumerate(self._rows):
            self._layout.insertWidget(index, row)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setVisible(bool(findings or note))

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget()
        mark = QLabel()
        mark.setPixmap(self._theme.icon("warning", self._theme.palette.warning).pixmap(QSize(ICON_PX, ICON_PX)))
        text = QLabel(finding.sentence if finding.fix else f"{finding.sentence} {finding.action}")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        text.setToolTip(
            tr("Suspected from the images with a score of {score:.2f}; it can be wrong", score=finding.score)
        )
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        if finding.fix:
            button = QPushButton(tr(FIXES[finding.fix]))
            button.setObjectName(f"fix-{finding.id}")
            button.setToolTip(tr("Correct it; Undo takes it back"))
            button.setAccessibleName(f"{tr(FIXES[finding.fix])}: {finding.sentence}")
            button.clicked.connect(lambda: self.fix_asked.emit(finding))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
