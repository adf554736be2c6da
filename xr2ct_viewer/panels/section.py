"""A numbered step of the sidebar: heading and content. The numbers lead a newcomer from top to bottom."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label

__all__ = ["Section", "StepState", "muted_label"]

StepState = Literal["waiting", "active", "done"]
_STYLE = {"waiting": "stepWaiting", "active": "step", "done": "stepDone"}


class Section(QFrame):
    """A card with a number, a title and a `body` layout."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._number = QLabel(str(number))
        self._number.setFixedSize(20, 20)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self.header.addWidget(self._number)
        self.header.addWidget(self._heading)
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(self.header)
        layout.addLayout(self.body)
        self.set_title(title)
        self.set_state("waiting")

    def set_title(self, title: str) -> None:
        """What the step is about."""
        self._heading.setText(title)
        self.setAccessibleName(tr("Step {number}: {title}", number=self._number.text(), title=title))

    def set_state(self, state: StepState) -> None:
        """Colour of the number: to come, now, behind us."""
        self._number.setObjectName(_STYLE[state])
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)
