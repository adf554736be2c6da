"""One's own windows: use, rename, delete."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.own_windows import OwnWindows
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.slice_menu import window_text

_EMPTY = marked("No window of your own yet. Set one up and choose “Keep this window…”.")
_SOME = marked("Enter or a double click uses a window, F2 renames it, Delete removes it.")


class WindowsDialog(QDialog):
    """`chosen` carries the `WindowLevel` to use."""

    chosen = Signal(object)

    def __init__(self, own: OwnWindows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("My windows"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own = own
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Windows of my own"))
        self.names.itemActivated.connect(lambda _: self.use())
        self._hint = QLabel()
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self._buttons = {
            "use": self._button(tr("Use"), self.use, ""),
            "rename": self._button(tr("Rename…"), self.rename, "F2"),
            "delete": self._button(tr("Delete"), self.delete, "Del"),
        }
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self._hint)
        layout.addWidget(self.names, 1)
        layout.addLayout(row)
        self.resize(420, 340)
        self.refresh()

    def refresh(self, select: str = "") -> None:
        """List the windows there are."""
        self.names.clear()
        for name in self._own.names:
            item = QListWidgetItem(f"{name}    {window_text(self._own.window(name))}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.names.addItem(item)
            if name == select or self.names.currentItem() is None:
                self.names.setCurrentItem(item)
        for button in self._buttons.values():
            button.setEnabled(bool(self._own.names))
        self._hint.setText(tr(_SOME if self._own.names else _EMPTY))
        self.names.setFocus()

    @property
    def current(self) -> str:
        """The name of the window that is selected; empty without one."""
        item = self.names.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def use(self) -> None:
        if self.current:
            self.chosen.emit(self._own.window(self.current))
            self.accept()

    def rename(self) -> None:
        if not self.current:
            return
        name, accepted = QInputDialog.getText(self, tr("Rename the window"), tr("Name:"), text=self.current)
        if accepted and name != self.current:
            try:
                self._own.rename(self.current, name)
            except Xr2ctError as error:
                self._hint.setText(f"{said(error.message)} {said(error.hint)}")
                return
            self.refresh(" ".join(name.split()))

    def delete(self) -> None:
        if self.current:
            self._own.delete(self.current)
            self.refresh()

    def _button(self, text: str, clicked: object, shortcut: str) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(clicked)
        button.setAutoDefault(False)
        if shortcut:
            button.setShortcut(shortcut)
        return button
