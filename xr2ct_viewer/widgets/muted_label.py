"""Secondary text: explanations and notes beside what they explain."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def muted_label(text: str = "") -> QLabel:
    """A wrapped line of secondary text."""
    label = QLabel(text)
    label.setObjectName("muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
