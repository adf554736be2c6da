"""The tools of the left mouse button as a narrow bar of icons beside the views.

A click takes a tool for one use, a double click keeps it in hand (a small lock says so); the buttons share the
commands of the hub, so their keys are in the tooltips.
"""

from typing import Final, get_args

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.actions.commands.tools import TOOL_COMMANDS
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.tools import ToolChoice, ToolName
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

_KEEPABLE: Final = marked("Double click, or the key again, keeps it in hand; Escape returns to the crosshair.")
_STAYING: Final = ("crosshair", "window", "pan", "zoom")
"""These mark nothing and stay in hand anyway."""


class ToolButton(QToolButton):
    """One tool. Painted with a lock while it is kept in hand."""

    def __init__(self, name: ToolName, choice: ToolChoice, hub: ActionHub, theme: Theme) -> None:
        super().__init__()
        self._name, self._choice, self._theme = name, choice, theme
        action = hub[f"tool.{name}"]
        self.setDefaultAction(action)
        self.setObjectName("tool")
        self.setIconSize(QSize(20, 20))
        self.setFixedSize(34, 34)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(action.text())
        hint = "" if name in _STAYING else f"<br><i>{tr(_KEEPABLE)}</i>"
        self._tip = f"<b>{action.text()}</b><br>{action.toolTip()}{hint}"
        self.setToolTip(self._tip)
        action.changed.connect(lambda: self.setToolTip(self._tip))

    @property
    def is_kept(self) -> bool:
        return self._choice.locked and self._choice.tool == self._name

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click of the two took the tool already."""
        if self.isEnabled() and self._name not in _STAYING:
            self._choice.take(self._name, locked=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_kept:
            painter = QPainter(self)
            area = QRectF(self.width() - 15, self.height() - 15, 12, 12)
            self._theme.icon("lock", self._theme.palette.on_accent).paint(painter, area.toRect())
            painter.end()


class ToolsBar(QFrame):
    """All tools, one below the other, with a line between looking and measuring."""

    def __init__(self, choice: ToolChoice, hub: ActionHub, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolsBar")
        self.setAccessibleName(tr("Tools of the left mouse button"))
        self.setFixedWidth(44)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 6, 5, 6)
        layout.setSpacing(3)
        self.buttons: dict[ToolName, ToolButton] = {}
        group = ""
        for command in TOOL_COMMANDS:
            if group and command.menu != group:
                layout.addSpacing(4)
                layout.addWidget(_line())
                layout.addSpacing(4)
            group = command.menu
            name = next(known for known in get_args(ToolName) if command.id == f"tool.{known}")
            self.buttons[name] = ToolButton(name, choice, hub, theme)
            layout.addWidget(self.buttons[name])
        layout.addStretch(1)
        choice.events.connect(lambda *_: self.update_buttons())

    def update_buttons(self) -> None:
        for button in self.buttons.values():
            button.update()


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("separator")
    return line
