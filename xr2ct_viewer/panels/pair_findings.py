"""What looks wrong with the X-rays, a sentence each, with a button that puts it right where one can.

Invariant: nothing is corrected unless its button is pressed. The sentences are suspicions, and a tip says how sure.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from xr2ct_core.pairing.findings import Finding
from xr2ct_viewer.models.input_notes import REFUSED, InputNote, InputNotes, NoteAction, NoteLevel
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label

ICON_PX: Final = 16
_UNDONE: Final = marked("Correct it; Undo takes it back")
_ROTATE: Final = (marked("Rotate"), _UNDONE)
ACTIONS: Final[dict[NoteAction, tuple[str, str]]] = {
    "swap": (marked("Swap"), _UNDONE),
    "mirror": (marked("Mirror"), _UNDONE),
    "invert": (marked("Invert"), _UNDONE),
    "turn-right": _ROTATE,
    "turn-left": _ROTATE,
    "turn-over": _ROTATE,
    "mask": (marked("Mask"), marked("Fill the text from around it; Undo takes it back")),
    "unmask": (marked("Show"), marked("Show the text again")),
    "geometry": (marked("Geometry"), marked("Open the geometry of the X-rays, with lines that show what fits")),
}
"""Words and tip of the button of an action."""
_ICONS: Final[dict[NoteLevel, str]] = {"refusal": "error", "warning": "warning", "hint": "info"}


class PairFindings(QWidget):
    """Hidden while there is nothing to say. `asked` carries the `InputNote` whose button is pressed."""

    asked = Signal(object)

    def __init__(self, notes: InputNotes, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes, self._theme = notes, theme
        self._rows: list[QWidget] = []
        self._remark = muted_label()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self._remark)
        self.setVisible(False)
        self.setAccessibleName(tr("What looks wrong with the X-rays"))
        notes.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What of the pair doctor's findings is shown now."""
        return tuple(note.finding for note in self._notes.notes if note.finding is not None)

    def refresh(self) -> None:
        """Show the notes as they are now, most urgent first."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(note) for note in self._notes.notes]
        for index, row in enumerate(self._rows):
            self._layout.insertWidget(index, row)
        self._remark.setText(said(self._notes.remark))
        self._remark.setVisible(bool(self._notes.remark))
        self.setVisible(bool(self._rows or self._notes.remark))

    def _row(self, note: InputNote) -> QWidget:
        row = QWidget()
        row.setObjectName(f"note-{note.id}")
        palette = self._theme.palette
        colour = {"refusal": palette.danger, "warning": palette.warning, "hint": palette.muted}[note.level]
        mark = QLabel()
        mark.setPixmap(self._theme.icon(_ICONS[note.level], colour).pixmap(QSize(ICON_PX, ICON_PX)))
        refused = tr(REFUSED) if note.level == "refusal" else ""
        text = QLabel(" ".join(part for part in (said(note.sentence), said(note.hint), refused) if part))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        text.setToolTip(tr(note.tip))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        if note.action:
            words, tip = ACTIONS[note.action]
            button = QPushButton(tr(words))
            button.setObjectName(f"fix-{note.id}")
            button.setToolTip(tr(tip))
            button.setAccessibleName(f"{tr(words)}: {said(note.sentence)}")
            button.clicked.connect(lambda: self.asked.emit(note))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
