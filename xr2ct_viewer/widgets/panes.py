"""The keyboard goes from one part of the window to the next: F6 forwards, Shift+F6 back.

A pane is a widget with things that take the keyboard; coming back, the one that had it last has it again.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class PaneCycle:
    """`panes` names the parts of the window in order; those that are hidden are left out."""

    def __init__(self, panes: Callable[[], Sequence[QWidget]]) -> None:
        self._panes = panes
        self._last: dict[int, QWidget] = {}

    def step(self, by: int) -> QWidget | None:
        """Move the keyboard to the next pane, or back with -1; returns the widget that has it now."""
        panes = [pane for pane in self._panes() if pane.isVisible() and focusable(pane)]
        if not panes:
            return None
        focused = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if _holds(pane, focused)), None)
        if here is not None and focused is not None:
            self._last[id(panes[here])] = focused
        at = (0 if by > 0 else len(panes) - 1) if here is None else (here + by) % len(panes)
        pane = panes[at]
        known, choices = self._last.get(id(pane)), focusable(pane)
        target = known if known in choices else choices[0]
        assert target is not None
        target.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
        return target


def focusable(pane: QWidget) -> list[QWidget]:
    """What in a pane takes the keyboard by Tab, in the order of the children."""
    own = [pane] if _takes(pane) else []
    return own + [child for child in pane.findChildren(QWidget) if _takes(child)]


def _takes(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
