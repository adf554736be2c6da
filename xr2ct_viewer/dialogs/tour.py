"""The tour on screen: a frame around the part that is meant, and a card beside it with words and buttons.

Invariants: nothing is blocked, clicks reach the window; the frame is four thin edges, so that nothing lies over the 3D
view; the card never leaves the window.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.tour import TOUR, TourStep
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

_EDGE_PX: Final = 3
_GAP_PX: Final = 14
_CARD_PX: Final = 360


class Tour(QFrame):
    """The card. `find` gives the widget of a step, None where it is not on screen; `prepare` is told of each step."""

    ended = Signal()

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        find: Callable[[TourStep], QWidget | None],
        prepare: Callable[[TourStep], None],
    ) -> None:
        super().__init__(window)
        self.setObjectName("tourCard")
        self.setAccessibleName(tr("Tour of the window"))
        self.setFixedWidth(_CARD_PX)
        self._window, self._theme, self._find, self._prepare = window, theme, find, prepare
        self.at = 0
        self._edges = [QFrame(window) for _ in range(4)]
        for edge in self._edges:
            edge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            edge.hide()
        self._count = QLabel()
        self._count.setObjectName("muted")
        self._title = QLabel()
        self._title.setObjectName("heading")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.skip = QPushButton(tr("Skip"))
        self.skip.setToolTip(tr("Leave the tour (Esc); it can be taken again from the Help menu"))
        self.skip.clicked.connect(self.end)
        self.previous = QPushButton(tr("Back"))
        self.previous.setToolTip(tr("The step before (left arrow)"))
        self.previous.clicked.connect(lambda: self.go_to(self.at - 1))
        self.next = QPushButton()
        self.next.setObjectName("primary")
        self.next.setToolTip(tr("The next step (right arrow, Enter)"))
        self.next.clicked.connect(lambda: self.go_to(self.at + 1))
        for button in (self.skip, self.previous, self.next):
            button.installEventFilter(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.previous)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        window.installEventFilter(self)
        theme.changed.connect(self._colour)
        self._colour()
        self.hide()

    @property
    def step(self) -> TourStep:
        return TOUR[self.at]

    def start(self) -> None:
        """Show the first step and take the keyboard."""
        self.show()
        self.go_to(0)
        self.next.setFocus()

    def go_to(self, at: int) -> None:
        """Turn to a step; past the last one the tour ends."""
        if at >= len(TOUR):
            self.end()
            return
        self.at = max(0, at)
        self._count.setText(tr("Step {at} of {count}", at=self.at + 1, count=len(TOUR)))
        self._title.setText(tr(self.step.title))
        self._text.setText(tr(self.step.text))
        self.setAccessibleDescription(tr(self.step.text))
        self.previous.setEnabled(self.at > 0)
        self.next.setText(tr("Done") if self.at == len(TOUR) - 1 else tr("Next"))
        self._prepare(self.step)
        self.place()

    def end(self) -> None:
        """Take card and frame away."""
        self._window.removeEventFilter(self)
        self.hide()
        for edge in self._edges:
            edge.hide()
            edge.deleteLater()
        self._edges.clear()
        self.ended.emit()
        self.deleteLater()

    def place(self) -> None:
        """Draw the frame around the part that is meant, and the card where it covers least of it."""
        if not self._edges:
            return
        self._text.setFixedHeight(self._text.heightForWidth(_CARD_PX - 38))
        self.adjustSize()
        target = self._find(self.step)
        room = self._window.rect()
        for edge in self._edges:
            edge.setVisible(target is not None)
        if target is None:
            centre = room.center()
            self.move(centre.x() - self.width() // 2, centre.y() - self.height() // 2)
        else:
            corner = target.mapTo(self._window, target.rect().topLeft())
            around = QRect(corner, target.size()).adjusted(-_EDGE_PX, -_EDGE_PX, _EDGE_PX, _EDGE_PX)
            self._frame(around.intersected(room))
            self.move(*_beside(around, room, self.width(), self.height()))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self.place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Right:
                self.go_to(self.at + 1)
                return True
            if event.key() == Qt.Key.Key_Left:
                self.go_to(self.at - 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QPushButton):
                watched.click()
                return True
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_override and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.end()
            return True
        return super().eventFilter(watched, event)

    def _frame(self, around: QRect) -> None:
        top, right, bottom, left = self._edges
        top.setGeometry(around.left(), around.top(), around.width(), _EDGE_PX)
        bottom.setGeometry(around.left(), around.bottom() - _EDGE_PX + 1, around.width(), _EDGE_PX)
        left.setGeometry(around.left(), around.top(), _EDGE_PX, around.height())
        right.setGeometry(around.right() - _EDGE_PX + 1, around.top(), _EDGE_PX, around.height())
        for edge in self._edges:
            edge.raise_()

    def _colour(self) -> None:
        palette = self._theme.palette
        for edge in self._edges:
            edge.setStyleSheet(f"background: {palette.focus};")
        self.setStyleSheet(
            f"QFrame#tourCard {{ background: {palette.raised}; border: 2px solid {palette.focus};"
            " border-radius: 8px; }"
        )


def _beside(around: QRect, room: QRect, width: int, height: int) -> tuple[int, int]:
    """Where a card goes: right of the part, left of it, below, above, or into its lower right corner."""
    y = min(max(around.top(), _GAP_PX), room.height() - height - _GAP_PX)
    x = min(max(around.left(), _GAP_PX), room.width() - width - _GAP_PX)
    if around.right() + _GAP_PX + width <= room.width():
        return around.right() + _GAP_PX, y
    if around.left() - _GAP_PX - width >= 0:
        return around.left() - _GAP_PX - width, y
    if around.bottom() + _GAP_PX + height <= room.height():
        return x, around.bottom() + _GAP_PX
    if around.top() - _GAP_PX - height >= 0:
        return x, around.top() - _GAP_PX - height
    return around.right() - width - 2 * _GAP_PX, around.bottom() - height - 2 * _GAP_PX
