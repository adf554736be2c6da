"""A column of numbered steps that scroll, above a foot that does not.

Invariants: no step is cut off at the right, the column is made wider instead; the foot, with the button that starts
the work, is always in sight; the last step stands above the foot in a high column and scrolls with the others in a low
one, where it would leave them no room. What it says at the moment does not move it.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

HIGH_PX: Final = 660
"""A column of this height has room for the last step above the foot."""
_SIDES: Final = (10, 6)
_SPACING: Final = 8


class StepsColumn(QWidget):
    """Holds `steps` and `foot`, and `last` where there is a step that need not scroll. Widths in logical pixels."""

    def __init__(
        self,
        steps: Sequence[QWidget],
        foot: QWidget,
        widths: tuple[int, int],
        last: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._widest = widths
        self.setMinimumWidth(self._least)
        self.setMaximumWidth(self._widest)
        self.foot, self._last = foot, last
        self.steps = QWidget()
        self._scrolled = QVBoxLayout(self.steps)
        self._scrolled.setContentsMargins(_SIDES[0], _SPACING, _SIDES[1], _SPACING)
        self._scrolled.setSpacing(_SPACING)
        for step in steps:
            self._scrolled.addWidget(step)
        self._scrolled.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidget(self.steps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroller, 1)
        self._pinned = QVBoxLayout()
        self._pinned.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._pinned)
        layout.addWidget(foot)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._find_room)
        self.steps.installEventFilter(self)
        if last is not None:
            last.installEventFilter(self)
            self._place(last, is_pinned=True)

    @property
    def _bar_px(self) -> int:
        return self.scroller.verticalScrollBar().sizeHint().width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something in the steps needs another width or height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fitting.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _find_room(self) -> None:
        needed = self.steps.minimumSizeHint().width() + self._bar_px
        if self._last is not None:
            needed = max(needed, self._last.minimumSizeHint().width() + sum(_SIDES) + self._bar_px)
            self._place(self._last, is_pinned=self.height() >= HIGH_PX)
            if self._pinned.count():
                self._pinned.setContentsMargins(_SIDES[0], _SPACING, _SIDES[1] + self._bar_px, _SPACING)
        self.setMinimumWidth(min(self._widest, max(self._least, needed)))

    def _place(self, last: QWidget, *, is_pinned: bool) -> None:
        if is_pinned and self._pinned.indexOf(last) < 0:
            self._scrolled.removeWidget(last)
            self._pinned.addWidget(last)
        elif not is_pinned and self._scrolled.indexOf(last) < 0:
            self._pinned.removeWidget(last)
            self._pinned.setContentsMargins(0, 0, 0, 0)
            self._scrolled.insertWidget(self._scrolled.count() - 1, last)
