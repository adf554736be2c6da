"""One radiograph with the crosshair of the volume projected into it.

A click moves the crosshair along the true ray of the clicked pixel, at the depth where it was: a frontal view sets
left-right and head-feet, a lateral view front-back and head-feet.
"""

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import RadiographScale
from xr2ct_viewer.models.display import GreyWindow, PanZoom, Point, RadiographDisplay, new_gesture
from xr2ct_viewer.models.imaging import auto_window, robust_window
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import ScreenTransform, point_under_pixel, radiograph_letters
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.image_canvas import ImageCanvas


class RadiographCanvas(ImageCanvas):
    """Shows one radiograph, white = dense; lengths are those at the isocentre."""

    hint: ClassVar[str] = marked(
        "Left-drag crosshair · right-drag window/level · wheel zoom · middle-drag or Shift+drag pan"
        " · double-click or R fit · hold M magnifier"
    )

    def __init__(
        self, display: RadiographDisplay, parent: QWidget | None = None, *, pan_zoom: PanZoom | None = None
    ) -> None:
        super().__init__(tr("Radiograph"), parent, pan_zoom=pan_zoom)
        self.display = display
        self.geometry_view: ViewGeometry | None = None
        self.scroll_hook: Callable[[RadiographCanvas, int], bool] | None = None
        """Asked before the wheel zooms: whether it does something else instead."""
        self._scale: RadiographScale = "line_integral"
        self._auto_window = GreyWindow(0.0, 1.0)
        self._drag_start, self._gesture = self._auto_window, ""
        self.set_empty_text(tr("No radiograph"), tr("Open an X-ray pair, or drop two images here."))
        display.events.connect(self.refresh)

    def set_radiograph(
        self,
        image: NDArray[np.float32] | None,
        view: ViewGeometry | None,
        title: str,
        *,
        scale: RadiographScale = "line_integral",
    ) -> None:
        """Show a radiograph (row, col) taken in `view`; without a view there are no letters and no crosshair."""
        self.title = title
        self.setAccessibleName(title or tr("Radiograph"))
        self.geometry_view = view
        self._scale = scale
        has_view = image is not None and view is not None
        self.letters = radiograph_letters(view) if has_view and view is not None else ("", "", "", "")
        if image is not None:
            self._auto_window = auto_window(image)
        pixel_mm = view.pixel_at_isocentre_mm if view is not None else 1.0
        self.set_pixels(image, (pixel_mm, pixel_mm))

    def preview_view(self, view: ViewGeometry) -> None:
        """Show crosshair and lines as another geometry would have them; the image stays."""
        self.geometry_view = view
        self.update()

    @property
    def window(self) -> GreyWindow:
        """The window in use: the display's, or the one that fits this image."""
        return self.display.window or self._auto_window

    @property
    def value_name(self) -> str:
        """What the numbers of this radiograph are."""
        return marked("line integral") if self._scale == "line_integral" else marked("grey value")

    # What is shown

    def grey_range(self) -> tuple[float, float]:
        return self.window.low, self.window.high

    def window_text(self) -> str:
        return in_digits(f"W {self.window.width:.2f} L {self.window.centre:.2f}".replace("-", "−"))

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        value = float(image[round(row), round(col)])
        number = in_digits(f"{value:.3f}".replace("-", "−"))
        place = tr("row {row}  column {column}", row=round(row), column=round(col))
        return place, f"{tr(self.value_name)} {number}"

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        point, view = self.display.crosshair_lps_mm, self.geometry_view
        if point is None or view is None or not self.display.show_crosshair:
            return
        row, col = view.world_to_pixel(point)
        planes = painting.PLANE_COLOURS
        vertical = planes["sagittal"] if view.view.is_frontal else planes["coronal"]
        self.paint_crosshair(painter, transform, (float(row), float(col)), (vertical, planes["axial"]), halo=True)

    def crosshair_at(self) -> QPointF | None:
        transform = self.transform()
        if self.geometry_view is None or transform is None:
            return None
        row, col = self.geometry_view.world_to_pixel(self._crosshair())
        return QPointF(*transform.to_screen(float(row), float(col)))

    # Actions

    @property
    def can_pick(self) -> bool:
        return self.has_image and self.geometry_view is not None

    def pick(self, at: QPointF) -> None:
        transform = self.transform()
        if transform is not None and self.geometry_view is not None:
            self._move_to(*transform.to_image(at.x(), at.y()))

    def nudge(self, right: int, down: int) -> None:
        if self.geometry_view is not None:
            row, col = self.geometry_view.world_to_pixel(self._crosshair())
            self._move_to(float(row) + down, float(col) + right)

    def region_values(self, rows: slice, cols: slice) -> NDArray[np.float32]:
        return self.pixels[rows, cols].ravel() if self.pixels is not None else np.empty(0, np.float32)

    def fit_window(self, values: NDArray[np.float32]) -> None:
        spread = self._auto_window.width
        self.display.change_window(robust_window(values, narrowest=spread / 100))

    def scroll_by(self, steps: int) -> None:
        if self.scroll_hook is None or not self.scroll_hook(self, max(-20, min(20, steps))):
            super().scroll_by(steps)

    def begin_window_drag(self) -> None:
        self._drag_start, self._gesture = self.window, new_gesture("window")

    def drag_window(self, right_px: float, up_px: float) -> None:
        if self.has_image:
            self.display.change_window(self._drag_start.dragged(right_px, up_px), self._gesture)

    def fill_menu(self, menu: QMenu) -> None:
        reset = menu.addAction(tr("Automatic window"))
        reset.setEnabled(self.display.window is not None)
        reset.triggered.connect(lambda: self.display.change_window(None))
        show = menu.addAction(tr("Crosshair"))
        show.setCheckable(True)
        show.setChecked(self.display.show_crosshair)
        show.toggled.connect(lambda on: setattr(self.display, "show_crosshair", on))
        menu.addSeparator()

    def _crosshair(self) -> Point:
        return self.display.crosshair_lps_mm or (0.0, 0.0, 0.0)

    def _move_to(self, row: float, col: float) -> None:
        assert self.pixels is not None and self.geometry_view is not None
        rows, cols = self.pixels.shape
        row, col = min(max(row, 0.0), rows - 1.0), min(max(col, 0.0), cols - 1.0)
        self.display.crosshair_lps_mm = point_under_pixel(self.geometry_view, row, col, self._crosshair())
