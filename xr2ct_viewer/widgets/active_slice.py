"""Which slice view a command means: the one with the keyboard, else the one that was last pointed at."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

_ACTIONS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class ActiveSlice(QObject):
    """Watches the slice views. `acted` tells of a press, a wheel or a key in any; `space` of the space bar in one."""

    acted = Signal()
    space = Signal(object)

    def __init__(self, canvases: Sequence[SliceCanvas], parent: QObject) -> None:
        super().__init__(parent)
        self._canvases = tuple(canvases)
        self._last: SliceCanvas | None = None
        for canvas in self._canvases:
            canvas.installEventFilter(self)
            canvas.slider.installEventFilter(self)

    @property
    def canvas(self) -> SliceCanvas:
        """The view that commands act on."""
        shown = [canvas for canvas in self._canvases if canvas.isVisible()] or list(self._canvases)
        focused = next((canvas for canvas in shown if canvas.hasFocus() or canvas.slider.hasFocus()), None)
        return focused or (self._last if self._last in shown else None) or shown[0]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Enter and isinstance(watched, SliceCanvas):
            self._last = watched
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            if isinstance(watched, SliceCanvas):
                self.space.emit(watched)
                return True
        elif kind in _ACTIONS and not (isinstance(event, QKeyEvent) and event.key() in _MODIFIERS):
            self.acted.emit()
        return False
