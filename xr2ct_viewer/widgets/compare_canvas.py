"""Two radiographs of one view in one canvas: blended as the comparison says, or as their difference in colours."""

from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from xr2ct_viewer.models.comparison import Comparison
from xr2ct_viewer.models.display import ColourRange, PanZoom, RadiographDisplay
from xr2ct_viewer.models.imaging import Pyramid, difference_colours
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.blending import Blending
from xr2ct_viewer.widgets.colour_bar import BAR_SPACE_PX, paint_colour_bar
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.second_image import SecondImage

LEAST_LIMIT: Final = 1e-6


class RadiographBlend(Blending, RadiographCanvas):
    """The left image, and over it the right one of the same view, in the same window."""

    hint: ClassVar[str] = marked(
        "Left-drag crosshair, or the divider of a swipe · arrow keys divider · right-drag window/level · wheel zoom"
        " · middle-drag or Shift+drag pan · double-click or R fit · hold M magnifier"
    )

    def __init__(
        self, display: RadiographDisplay, comparison: Comparison, parent: QWidget | None = None, *, pan_zoom: PanZoom
    ) -> None:
        self.comparison, self.second = comparison, SecondImage(comparison)
        super().__init__(display, parent, pan_zoom=pan_zoom)
        comparison.events.connect(self.refresh)

    def set_second(
        self, image: NDArray[np.float32] | None, names: tuple[str, str] = ("X-ray", "Re-projection")
    ) -> None:
        """The right image, of the same shape as the left one, and the names of both."""
        self.second.pyramid = None if image is None else Pyramid(image)
        self.second.names = names
        self.update()

    def title_lines(self) -> tuple[str, ...]:
        left, right = self.second.names
        return (self.title, f"{left} | {right}") if self.second.is_blended else super().title_lines()

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        where = super().probe_lines(image, row, col)[0]
        if self.pixels is None or self.second.pyramid is None:
            return super().probe_lines(image, row, col)
        at = round(row), round(col)
        return where, *probed(self.second.names, float(self.pixels[at]), float(self.second.pyramid.image[at]), 3)


class DifferenceCanvas(RadiographCanvas):
    """Right minus left: red where the right image is denser, blue where it is thinner."""

    hint: ClassVar[str] = marked(
        "Right-drag sideways colour range · wheel zoom · left-drag crosshair · double-click or R fit"
    )

    def __init__(
        self,
        display: RadiographDisplay,
        colour_range: ColourRange,
        parent: QWidget | None = None,
        *,
        pan_zoom: PanZoom,
    ) -> None:
        self.colour_range = colour_range
        self.names = ("X-ray", "Re-projection")
        self._limit_at_drag = colour_range.limit
        super().__init__(display, parent, pan_zoom=pan_zoom)
        colour_range.events.connect(self.refresh)

    def colours(self) -> NDArray[np.uint8]:
        return difference_colours()

    def reserved_right_px(self) -> float:
        return BAR_SPACE_PX if self.has_image else 0.0

    @property
    def limit(self) -> float:
        """The difference shown in the darkest red."""
        return self.colour_range.limit

    def grey_range(self) -> tuple[float, float]:
        return -self.limit, self.limit

    def title_lines(self) -> tuple[str, ...]:
        if not self.has_image:
            return (self.title,)
        left, right = self.names
        return self.title, f"{right} − {left}", tr("red: {right} denser, blue: thinner", right=right)

    def window_text(self) -> str:
        return ""

    def fill_menu(self, menu: QMenu) -> None:
        """Nothing but "Fit to view": a difference has no window."""

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        where = super().probe_lines(image, row, col)[0]
        value = painting.signed(float(image[round(row), round(col)]), 3)
        return where, tr("difference {value}", value=value)

    def begin_window_drag(self) -> None:
        self._limit_at_drag = self.limit

    def drag_window(self, right_px: float, up_px: float) -> None:
        self.colour_range.limit = dragged_limit(self._limit_at_drag, right_px)

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        super().paint_overlay(painter, transform)
        paint_colour_bar(painter, self.image_area(), self.font(), self.colours(), self.limit)


def dragged_limit(limit: float, right_px: float) -> float:
    """The end of a colour scale after a drag: twice as much every 128 pixels to the right."""
    return float(max(limit * 2.0 ** (right_px / 128), LEAST_LIMIT))


def probed(names: tuple[str, str], left: float, right: float, decimals: int, unit: str = "") -> tuple[str, str]:
    """What both images have under the mouse, and their difference, in two lines."""
    values = (f"{value:.{decimals}f}".replace("-", "−") for value in (left, right))
    both = " · ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
    return f"{both}{unit}", tr("difference {value}", value=f"{painting.signed(right - left, decimals)}{unit}")
