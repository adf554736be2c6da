"""The views of a study and how they are laid out. Each view exists once; layouts only place it.

Invariants: the 3D view is created once and stays a child of this widget; the crosshair is one point for all views;
pictures taken here always carry the banner.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.display import RadiographDisplay, SliceDisplay, link_crosshairs
from xr2ct_viewer.models.lens import ShownVolume
from xr2ct_viewer.models.session import LayoutName
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.compare_view import CompareView
from xr2ct_viewer.views.viewport import Viewport
from xr2ct_viewer.views.volume_view import VolumeView
from xr2ct_viewer.widgets.active_slice import ActiveSlice
from xr2ct_viewer.widgets.exporting import composed, with_banner
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.region_tool import RegionTool
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.tool_router import ToolRouter
from xr2ct_viewer.widgets.turning import TurnTool
from xr2ct_viewer.widgets.view_tools import register_view_tools

PLACES: Final[dict[LayoutName, dict[str, tuple[int, int]]]] = {
    "read": {"frontal": (0, 0), "lateral": (0, 1), "volume": (1, 0), "axial": (1, 1)},
    "mpr": {"axial": (0, 0), "sagittal": (0, 1), "coronal": (1, 0), "volume": (1, 1)},
    "volume": {"volume": (0, 0)},
    "compare": {},
}


class ViewportGrid(QWidget):
    """Shows radiographs, slices, the 3D view and the comparison of one study."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slices = SliceDisplay()
        self.radiographs = RadiographDisplay(), RadiographDisplay()
        link_crosshairs(self.slices, *self.radiographs)
        self.frontal, self.lateral = (RadiographCanvas(display) for display in self.radiographs)
        self.axial = SliceCanvas("axial", self.slices)
        self.coronal = SliceCanvas("coronal", self.slices)
        self.sagittal = SliceCanvas("sagittal", self.slices)
        self.volume = VolumeView()
        self.compare = CompareView()
        self.tools = ToolChoice()
        self.router = ToolRouter(self.tools)
        self.router.install(self.frontal, self.lateral, *self.slice_canvases)
        register_view_tools(self.router)
        self.router.register_first(TurnTool(self.tools))
        self._add_region_tool()
        self.tools.events.tool.connect(lambda *_: self._offer_turning())
        self.active_slice = ActiveSlice(self.slice_canvases, self)
        views: dict[str, QWidget] = {
            "frontal": self.frontal,
            "lateral": self.lateral,
            "axial": self.axial,
            "coronal": self.coronal,
            "sagittal": self.sagittal,
            "volume": self.volume,
        }
        self._board = QWidget()
        self._board.setObjectName("stage")
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._ports = {name: Viewport(name, view, theme, self._board) for name, view in views.items()}
        for port in self._ports.values():
            port.enlarge_requested.connect(self.toggle_enlarged)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._board)
        self._pages.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._banner = self._note = ""
        self._layout: LayoutName = "read"
        self._enlarged = ""
        self.set_layout("read")

    def _add_region_tool(self) -> None:
        region = RegionTool(self.tools)
        self.router.register("region", region)
        for canvas in (self.frontal, self.lateral, *self.slice_canvases):
            canvas.overlays.append(region)

    # Content

    def show_pair(self, pair: RadiographPair | None) -> None:
        """Show the two X-rays, or nothing."""
        for canvas, side in ((self.frontal, "frontal"), (self.lateral, "lateral")):
            if pair is None:
                canvas.set_radiograph(None, None, side.capitalize())
                continue
            radiograph, view = getattr(pair, side), getattr(pair.geometry, side)
            title = f"{tr(radiograph.view.label)} · {tr('X-ray')}"
            canvas.set_radiograph(radiograph.image, view, title, scale=radiograph.scale)

    def place_pair(self, geometry: BiplanarGeometry) -> None:
        """Draw crosshair and lines in both X-rays as this geometry has them; the images stay."""
        self.frontal.preview_view(geometry.frontal)
        self.lateral.preview_view(geometry.lateral)

    def show_volume(self, shown: ShownVolume) -> None:
        """Show a volume in slices and in 3D with what the lens adds to it; the 3D view follows a moving slider."""
        for canvas in self.slice_canvases:
            canvas.set_volume(shown.volume)
            canvas.set_uncertainty(shown.sigma_hu, shown.limit_hu if shown.is_coloured else 0.0)
            canvas.set_note(tr(shown.note))
            canvas.set_alert(tr(shown.alert))
        self.volume.set_volume(shown.for_3d, shown.visibility)
        self.volume.set_note(" · ".join(tr(text) for text in (shown.alert, shown.note_3d or shown.note) if text))
        self._note = shown.caption()

    @property
    def slice_canvases(self) -> tuple[SliceCanvas, SliceCanvas, SliceCanvas]:
        return self.axial, self.coronal, self.sagittal

    def set_overlay_opacity(self, opacity: float) -> None:
        """How strongly uncertainty colours the slices, 0 to 1."""
        for canvas in self.slice_canvases:
            canvas.set_overlay_opacity(opacity)

    def set_banner(self, text: str, *, has_synthetic_xrays: bool = False) -> None:
        """The sentence for every picture; X-rays show a tag only where they were made from a reconstruction."""
        self._banner = text
        for radiograph in (self.frontal, self.lateral):
            radiograph.set_banner(SYNTHETIC_BANNER if has_synthetic_xrays else "")
        for canvas in self.slice_canvases:
            canvas.set_banner(text)
        self.volume.set_banner(text)
        self.compare.set_banner(text)

    def set_crosshair_visible(self, visible: bool) -> None:
        for display in (self.slices, *self.radiographs):
            display.show_crosshair = visible

    def fit(self) -> None:
        """Show all of every image."""
        self.slices.fit()
        for canvas in (self.frontal, self.lateral):
            canvas.fit()
        self.compare.fit()

    # Layout

    def set_layout(self, name: LayoutName) -> None:
        """Place the views of a layout; an enlarged view goes back to its place."""
        self._layout = name
        self._enlarged = ""
        self._offer_turning()
        self._place()

    def _offer_turning(self) -> None:
        """Grips are for the layout that shows all planes, while no other tool is in hand."""
        for canvas in self.slice_canvases:
            canvas.can_turn = self._layout == "mpr" and self.tools.tool == "crosshair"
            canvas.update()

    @property
    def enlarged(self) -> str:
        """The view that is shown alone, empty for none."""
        return self._enlarged

    def is_alone(self, name: str) -> bool:
        """Whether a view has the whole stage: enlarged, or the only one of its layout."""
        return self._enlarged == name or tuple(PLACES[self._layout]) == (name,)

    def toggle_enlarged(self, name: str) -> None:
        """Show one view alone, or all of the layout again."""
        self._enlarged = "" if self._enlarged else name
        self._place()

    def _place(self) -> None:
        places = {self._enlarged: (0, 0)} if self._enlarged else PLACES[self._layout]
        for name, port in self._ports.items():
            self._grid.removeWidget(port)
            port.setVisible(name in places)
            port.set_enlarged(bool(self._enlarged), alone=len(PLACES[self._layout]) == 1)
        for name, (row, column) in places.items():
            self._grid.addWidget(self._ports[name], row, column)
        for line in (0, 1):
            self._grid.setRowStretch(line, any(row == line for row, _ in places.values()))
            self._grid.setColumnStretch(line, any(column == line for _, column in places.values()))
        self._pages.setCurrentWidget(self._board if places else self.compare)

    def port(self, view: str) -> Viewport:
        """The frame of a view."""
        return self._ports[view]

    # Pictures

    def visible_views(self) -> dict[str, Viewport]:
        """The views on screen by their names; none while the comparison is shown."""
        if self._pages.currentWidget() is self.compare:
            return {}
        return {name: port for name, port in self._ports.items() if port.isVisibleTo(self._board)}

    def grab_image(self, ratio: float | None = None, view: str = "", *, in_3d: bool = True) -> QImage:
        """The views on screen as one picture, or one of them, with the banner in its pixels.

        `ratio`: pixels a logical pixel, by default those of the screen. Without `in_3d` the place of the 3D view stays
        black (`place_of_3d`), for a picture of it that is drawn elsewhere and takes long.
        """
        if self._pages.currentWidget() is self.compare:
            return self.compare.grab_image(ratio)
        self._grid.activate()
        ratio = ratio or self.devicePixelRatioF()
        banner = f"{self._banner} {self._note}".strip()
        if view in self._ports:
            return with_banner(self._part(self._ports[view].view, ratio, in_3d=in_3d), banner)
        parts = []
        for port in self.visible_views().values():
            parts.append((self._part(port.view, ratio, in_3d=in_3d), QPointF(port.pos())))
        return with_banner(composed(parts, self._board.size(), ratio), banner)

    def place_of_3d(self, ratio: float, view: str = "") -> QRect | None:
        """Where the 3D view lies in such a picture, in its pixels; None if it is not in it."""
        self._grid.activate()
        port = self.visible_views().get("volume")
        if port is None or view not in ("", "volume"):
            return None
        corner = QPointF() if view else QPointF(port.pos())
        size = QSize(round(self.volume.width() * ratio), round(self.volume.height() * ratio))
        return QRect((corner * ratio).toPoint(), size)

    def _part(self, view: QWidget, ratio: float, *, in_3d: bool) -> QImage:
        if isinstance(view, ImageCanvas):
            return view.render_image(ratio)
        width, height = round(view.width() * ratio), round(view.height() * ratio)
        if in_3d:
            image = self.volume.grab_image(width, height)
        else:
            image = QImage(width, height, QImage.Format.Format_RGB32)
            image.fill(0)
        image.setDevicePixelRatio(ratio)
        return image

    def shutdown(self) -> None:
        """Release VTK and threads before the window goes."""
        self.volume.shutdown()
        self.compare.close()
