"""The sheet of keyboard shortcuts and mouse gestures, made from the command table."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.actions.table import COMMANDS, MENUS

GESTURES: Final = (
    ("Click or drag", "Put the crosshair there, in every view"),
    ("Right drag", "Window and level"),
    ("Right click", "Window presets"),
    ("Wheel", "Next slice; zoom on X-rays"),
    ("Ctrl + wheel", "Zoom"),
    ("Middle drag", "Move the image"),
    ("Double click, R", "Fit the image"),
    ("Hold M", "Magnifier"),
    ("Drag in 3D", "Turn the volume"),
)


class ShortcutsDialog(QDialog):
    """Two columns: what to press, what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        left = [(menu, _of_menu(menu)) for menu in ("file", "edit", "train")]
        right = [(menu, _of_menu(menu)) for menu in ("view", "run", "help")]
        columns.addLayout(_column(left), 1)
        columns.addLayout(_column(right), 1)
        columns.addLayout(_block("Mouse", GESTURES), 1)
        close = QPushButton("Close")
        close.setObjectName("primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(18)
        layout.addLayout(columns)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _of_menu(menu: str) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (QKeySequence(command.shortcut).toString(native), command.title.rstrip("…"))
        for command in COMMANDS
        if command.menu.startswith(f"{menu}/") and command.shortcut
    ]


def _column(blocks: list[tuple[str, list[tuple[str, str]]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for menu, rows in blocks:
        column.addLayout(_block(MENUS[menu].replace("&", ""), rows))
    column.addStretch(1)
    return column


def _block(title: str, rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    heading = QLabel(title)
    heading.setObjectName("heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, meaning) in enumerate(rows, 1):
        pressed = QLabel(keys)
        pressed.setObjectName("muted")
        grid.addWidget(pressed, row, 0)
        grid.addWidget(QLabel(meaning), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    return grid
