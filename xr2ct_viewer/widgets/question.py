"""Asks before something is stopped, closed or replaced.

Invariants: the buttons say what they do; Enter and Escape both choose the one that changes nothing.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from xr2ct_viewer.models.typed_path import is_taken
from xr2ct_viewer.tr import tr


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


def may_replace(parent: QWidget | None, files: Iterable[Path]) -> bool:
    """Ask where some of the files exist; False where they are to stay as they are."""
    names = [file.name for file in files if is_taken(file)]
    if not names:
        return True
    if len(names) == 1:
        words = tr("{name} exists already. Replace it?", name=names[0])
    else:
        listed = tr("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])
        words = tr("{names} exist already. Replace them?", names=listed)
    return Question(parent, words, tr("Replace"), tr("Cancel")).is_confirmed()
