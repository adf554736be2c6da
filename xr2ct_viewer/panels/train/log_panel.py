"""What a training said: the lines of `log.jsonl`, coloured by level, filtered, followed at their end.

The newest 10,000 lines are kept. The view stays where a person scrolled to and follows again at the end.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

KEPT_LINES: Final = 10_000
EMPTY: Final = marked("Nothing was said yet. Warnings and notes of the training that is followed appear here.")
_LEVELS: Final = {
    marked("All lines"): (),
    marked("Warnings and errors"): ("warning", "error"),
    marked("Errors"): ("error",),
}
_COLOURS: Final = {"error": "danger", "warning": "warning", "debug": "muted"}


class LogPanel(QWidget):
    """The log of the run in front."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Log of the training"))
        self._lines: deque[dict[str, Any]] = deque(maxlen=KEPT_LINES)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Filter"))
        self.search.setAccessibleName(tr("Filter the log"))
        self.search.setToolTip(tr("Show only lines with these words"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._rewrite)
        self.level = QComboBox()
        self.level.setAccessibleName(tr("Level of the lines"))
        self.level.setToolTip(tr("Show warnings only, or everything"))
        for title, levels in _LEVELS.items():
            self.level.addItem(tr(title), levels)
        self.level.currentIndexChanged.connect(self._rewrite)
        self._copy = QPushButton(tr("Copy"))
        self._copy.setToolTip(tr("Copy the lines shown"))
        self._copy.setAccessibleName(tr("Copy the log"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setMaximumBlockCount(KEPT_LINES)
        self.text.setPlaceholderText(tr(EMPTY))
        self.text.setAccessibleName(tr("Lines of the log"))
        self.text.setToolTip(tr("What the training said, newest last"))
        self.text.setUndoRedoEnabled(False)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.level)
        bar.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(self.text, 1)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def bind(self, follower: RunFollower) -> None:
        """Show what the run of this follower says."""
        follower.followed.connect(lambda _path: self.clear())
        follower.log_added.connect(self.add)

    def clear(self) -> None:
        self._lines.clear()
        self.text.clear()

    def add(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Append lines of `log.jsonl`."""
        new = [dict(line) for line in lines]
        self._lines.extend(new)
        self._write(new)

    def _on_theme(self) -> None:
        self._copy.setIcon(self._theme.icon("copy"))
        self._rewrite()

    def _rewrite(self, *_: object) -> None:
        self.text.clear()
        self._write(self._lines)

    def _write(self, lines: Iterable[Mapping[str, Any]]) -> None:
        bar = self.text.verticalScrollBar()
        was_at_end, place = bar.value() >= bar.maximum() - 2, bar.value()
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        look = QTextCharFormat()
        for line in lines:
            if not self._wants(line):
                continue
            if not self.text.document().isEmpty():
                cursor.insertBlock()
            look.setForeground(QColor(self._colour(str(line.get("level", "")))))
            cursor.insertText(_in_words(line), look)
        cursor.endEditBlock()
        bar.setValue(bar.maximum() if was_at_end else place)

    def _wants(self, line: Mapping[str, Any]) -> bool:
        levels = self.level.currentData()
        words = self.search.text().lower().split()
        text = _in_words(line).lower()
        return (not levels or line.get("level") in levels) and all(word in text for word in words)

    def _colour(self, level: str) -> str:
        return str(getattr(self._theme.palette, _COLOURS.get(level, "text")))


def _in_words(line: Mapping[str, Any]) -> str:
    """Local time, level and text of a line."""
    try:
        time = datetime.fromisoformat(str(line.get("time"))).astimezone().strftime("%H:%M:%S")
    except ValueError:
        time = "--:--:--"
    return f"{time}  {line.get('level', 'info'):7}  {line.get('text', '')}"
