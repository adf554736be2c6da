"""The part of a canvas that is panned, zoomed and asked for its menu, whatever it shows.

Subclasses say where their image lies (`transform`); how far it is zoomed may be shared between canvases (`PanZoom`).
"""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from xr2ct_viewer.models.display import PanZoom
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.tool_canvas import ToolCanvas

_ZOOM_LIMITS: Final = (0.25, 40.0)


class ViewCanvas(ToolCanvas):
    """Answers pan, zoom, fit and menu."""

    def __init__(self, pan_zoom: PanZoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pan_zoom = pan_zoom
        self.pan_zoom.events.connect(self.refresh)

    def transform(self) -> ScreenTransform | None:
        """Where the image lies on the canvas; None without one."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu) -> None:
        """Add entries above "Fit to view"."""

    def view(self) -> tuple[float, tuple[float, float]]:
        """Zoom and centre; see `PanZoom`."""
        return self.pan_zoom.zoom, self.pan_zoom.centre

    def set_view(self, zoom: float, centre: tuple[float, float]) -> None:
        self.pan_zoom.zoom, self.pan_zoom.centre = zoom, centre

    def refresh(self, *_: object) -> None:
        """Called by display models, which may outlive the widget."""
        if isValid(self):
            self.display_changed()

    def display_changed(self) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def pan_by(self, right_px: float, down_px: float) -> None:
        if transform := self.transform():
            u, v = transform.centre_after_drag(right_px, down_px)
            self.set_view(transform.zoom, (min(max(u, 0.0), 1.0), min(max(v, 0.0), 1.0)))

    def zoom_by(self, factor: float, at: QPointF) -> None:
        if transform := self.transform():
            zoom = min(max(transform.zoom * factor, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1])
            u, v = transform.centre_keeping(at.x(), at.y(), zoom / transform.zoom)
            self.set_view(zoom, (min(max(u, 0.0), 1.0), min(max(v, 0.0), 1.0)))

    def scroll_by(self, steps: int) -> None:
        self.zoom_by(1.25 ** max(-8, min(8, steps)), self.hover_at or QPointF(self.rect().center()))

    def fit(self) -> None:
        self.pan_zoom.fit()

    def open_menu(self, at_global: QPoint) -> None:
        if self.has_image:
            self.make_menu().popup(at_global)

    def make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_tool_menu(menu)
        self.fill_menu(menu)
        fit = menu.addAction(tr("Fit to view"))
        fit.setShortcut(QKeySequence(Qt.Key.Key_R))
        fit.triggered.connect(lambda: self.fit())
        return menu
