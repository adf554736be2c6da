"""Asks before something is stopped, closed or replaced.

Invariants: the buttons say what they do; Enter and Escape both choose the one that changes nothing.
"""

from PySide6.QtWidgets import QMessageBox, QWidget


class Question(QMessageBox):
    """`do` names what is about to happen, `keep` the answer that leaves everything as it is."""

    def __init__(self, parent: QWidget | None, text: str, do: str, keep: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("xr2ct")
        self.setIcon(QMessageBox.Icon.Question)
        self.setText(text)
        self._do = self.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
        keeping = self.addButton(keep, QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(keeping)
        self.setEscapeButton(keeping)

    def is_confirmed(self) -> bool:
        """Ask; True where it is to happen."""
        self.exec()
        self.deleteLater()
        return self.clickedButton() is self._do
