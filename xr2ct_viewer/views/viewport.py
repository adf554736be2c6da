"""A frame around one view, with a button to enlarge it that appears under the mouse."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

_BUTTON_PLACE = (8, 50, 28, 28)
_BAR_PLACE = QPoint(40, 50)


class Viewport(QFrame):
    """Holds a view. `enlarge_requested` carries its name."""

    enlarge_requested = Signal(str)

    def __init__(self, name: str, view: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.name, self.view = name, view
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(view)
        self._button = QToolButton(self)
        self._button.setObjectName("overlay")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setGeometry(*_BUTTON_PLACE)
        self._button.clicked.connect(lambda: self.enlarge_requested.emit(self.name))
        self._button.hide()
        self._bar: QWidget | None = None
        if isinstance(view, ImageCanvas):
            view.button_areas = self._button_areas
        self.set_enlarged(False)

    def set_bar(self, bar: QWidget) -> None:
        """Buttons of the view that appear beside the one that enlarges it."""
        bar.setParent(self)
        bar.move(_BAR_PLACE)
        bar.hide()
        self._bar = bar

    def set_enlarged(self, enlarged: bool, *, alone: bool = False) -> None:
        """What the button does next: enlarge, or back to the layout; nothing for the only view of a layout."""
        self._alone = alone
        self._button.setIcon(self._theme.icon("restore" if enlarged else "maximise", "#e4e8ec"))
        tip = tr("Back to all views") if enlarged else tr("Enlarge this view")
        self._button.setToolTip(tip)
        self._button.setAccessibleName(tip)

    def _button_areas(self) -> tuple[QRectF, ...]:
        """Where the buttons are under the mouse, in the coordinates of the view."""
        places = [] if self._alone else [self._button.geometry()]
        if self._bar is not None:
            places.append(QRect(self._bar.pos(), self._bar.sizeHint()))
        return tuple(QRectF(place.translated(-self.view.pos())) for place in places)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._button.setVisible(not self._alone)
        self._button.raise_()
        if self._bar is not None:
            self._bar.show()
            self._bar.raise_()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._button.hide()
        if self._bar is not None:
            self._bar.hide()
        super().leaveEvent(event)
