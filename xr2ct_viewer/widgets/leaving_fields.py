"""Escape in a field for text or a number leaves the field, and is no command's shortcut meanwhile."""

from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget


def is_escape_in_field(event: QEvent) -> bool:
    """Whether a shortcut is about to take the Escape of a field that is being typed in."""
    if event.type() != QEvent.Type.ShortcutOverride or cast(QKeyEvent, event).key() != Qt.Key.Key_Escape:
        return False
    return _field() is not None


def leave_field() -> bool:
    """Give up what is half typed and leave the field; False where none is typed in."""
    field = _field()
    if field is None:
        return False
    match field:
        case QSpinBox():
            field.setValue(field.value())
        case QDoubleSpinBox():
            field.setValue(field.value())
    field.clearFocus()
    return True


def _field() -> QWidget | None:
    found = QApplication.focusWidget()
    return found if isinstance(found, QLineEdit | QAbstractSpinBox) else None
