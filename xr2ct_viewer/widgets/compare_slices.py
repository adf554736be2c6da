"""Slices of two volumes on one grid: each alone, blended in one canvas, or as their difference in HU."""

from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.comparison import Comparison, StackCurves, VolumePair
from xr2ct_viewer.models.display import ColourRange, SliceDisplay
from xr2ct_viewer.models.imaging import Pyramid, difference_colours
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import Orientation, ScreenTransform
from xr2ct_viewer.models.slice_content import SliceContent
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.blending import Blending
from xr2ct_viewer.widgets.colour_bar import BAR_SPACE_PX, paint_colour_bar
from xr2ct_viewer.widgets.compare_canvas import dragged_limit, probed
from xr2ct_viewer.widgets.second_image import SecondImage
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

_HINT: Final = marked(
    "Left-drag crosshair · wheel slice · right-drag window/level · right-click presets · middle-drag pan"
    " · Ctrl+wheel zoom · double-click or R fit · hold M magnifier"
)


class PairedSlice(SliceCanvas):
    """Slices of one side of a pair; the probe tells both sides."""

    hint: ClassVar[str] = _HINT

    def __init__(self, orientation: Orientation, display: SliceDisplay, parent: QWidget | None = None) -> None:
        self.pair: VolumePair | None = None
        self.curves: StackCurves | None = None
        self.names = (tr("Left"), tr("Right"))
        self.side = 0
        super().__init__(orientation, display, parent)
        self.set_empty_text(tr("Nothing to compare yet"), tr("Choose what stands left and right above."))

    def set_pair(self, pair: VolumePair | None, names: tuple[str, str], side: int = 0) -> None:
        """Show the left (0) or the right (1) volume of a pair."""
        self.pair, self.names, self.side, self.curves = pair, names, side, None
        self.set_volume(None if pair is None else self.shown_volume(pair))

    def shown_volume(self, pair: VolumePair) -> Volume:
        """The volume whose slices are the canvas' own image."""
        return (pair.left, pair.right)[self.side]

    def display_changed(self) -> None:
        """What is not seen does not follow; `showEvent` brings it up to date."""
        if self.isVisible() or self.index < 0:
            self.follow()

    def follow(self) -> None:
        """Show the slice the display says."""
        super().display_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()

    def set_curves(self, curves: StackCurves) -> None:
        """The measures of every slice, of which the one on screen shows its own."""
        self.curves = curves
        self.update()

    def paint_canvas(self, painter: QPainter, *, is_export: bool) -> None:
        is_slice = self.plane is not None and not (self.plane.is_oblique or self.slab.is_thick)
        self.corner_lines = slice_lines(self.curves, self.index) if self.curves is not None and is_slice else ()
        super().paint_canvas(painter, is_export=is_export)

    def title_lines(self) -> tuple[str, ...]:
        first, *rest = super().title_lines()
        return (f"{first} · {self.names[self.side]}", *rest) if self.pair is not None else (first, *rest)

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        found = super().probe_lines(image, row, col)
        point = self.point_at(row, col)
        if self.pair is None or point is None or not found:
            return found
        left, right = self.pair.left.hu_at(point), self.pair.right.hu_at(point)
        if left is None or right is None:
            return found
        return found[0], *probed(self.names, left, right, 0, " HU")

    def point_at(self, row: float, col: float) -> tuple[float, float, float] | None:
        """The place of the patient at a pixel of the slice on screen."""
        return None if self.plane is None else self.plane.to_world(row, col, self.index)


class SliceBlend(Blending, PairedSlice):
    """The left volume's slice and over it the right one's, in one window."""

    hint: ClassVar[str] = marked(
        "Left-drag crosshair, or the divider of a swipe · arrow keys divider · wheel slice · right-drag window/level"
        " · right-click presets · middle-drag pan · Ctrl+wheel zoom · double-click or R fit · hold M magnifier"
    )

    def __init__(
        self, orientation: Orientation, display: SliceDisplay, comparison: Comparison, parent: QWidget | None = None
    ) -> None:
        self.comparison, self.second = comparison, SecondImage(comparison)
        self._right = SliceContent(orientation, display)
        super().__init__(orientation, display, parent)
        comparison.events.connect(self.refresh)

    def set_pair(self, pair: VolumePair | None, names: tuple[str, str], side: int = 0) -> None:
        self.second.names, self.second.pyramid = names, None
        self._right.set_volume(None if pair is None else pair.right)
        super().set_pair(pair, names, side)

    def title_lines(self) -> tuple[str, ...]:
        first, *rest = SliceCanvas.title_lines(self)
        return (first, *rest, " | ".join(self.names)) if self.pair is not None else (first, *rest)

    def follow(self) -> None:
        """The right volume's slice follows the left one's, in place, direction and thickness."""
        super().follow()
        if self._right.update() != "nothing" and self._right.image is not None:
            self.second.pyramid = Pyramid(self._right.image)


class SliceDifference(PairedSlice):
    """Right minus left in HU: red where the right volume is denser, blue where it is less dense."""

    hint: ClassVar[str] = marked(
        "Left-drag crosshair · wheel slice · right-drag sideways colour range · middle-drag pan · Ctrl+wheel zoom"
        " · double-click or R fit"
    )

    def __init__(
        self, orientation: Orientation, display: SliceDisplay, colour_range: ColourRange, parent: QWidget | None = None
    ) -> None:
        self.colour_range = colour_range
        self._limit_at_drag = colour_range.limit
        super().__init__(orientation, display, parent)
        colour_range.events.connect(self.refresh)

    def shown_volume(self, pair: VolumePair) -> Volume:
        return pair.difference

    def colours(self) -> NDArray[np.uint8]:
        return difference_colours()

    def grey_range(self) -> tuple[float, float]:
        return -self.colour_range.limit, self.colour_range.limit

    def reserved_right_px(self) -> float:
        return super().reserved_right_px() + (BAR_SPACE_PX if self.has_image else 0.0)

    def title_lines(self) -> tuple[str, ...]:
        first, *rest = SliceCanvas.title_lines(self)
        left, right = self.names
        return (
            (first, *rest, f"{right} − {left}", tr("red denser, blue less dense"))
            if self.pair is not None
            else (first, *rest)
        )

    def window_text(self) -> str:
        return ""

    def fill_menu(self, menu: QMenu) -> None:
        """Nothing but "Fit to view": a difference has no window."""

    def begin_window_drag(self) -> None:
        self._limit_at_drag = self.colour_range.limit

    def drag_window(self, right_px: float, up_px: float) -> None:
        self.colour_range.limit = dragged_limit(self._limit_at_drag, right_px)

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        super().paint_overlay(painter, transform)
        paint_colour_bar(painter, self.image_area(), self.font(), self.colours(), self.colour_range.limit, "HU")


def slice_lines(curves: StackCurves, index: int) -> tuple[str, ...]:
    """How far the slice on screen is from its counterpart; nothing where only one volume has it."""
    if not 0 <= index < len(curves.mae_hu) or not np.isfinite(curves.mae_hu[index]):
        return ()
    psnr_db = curves.psnr_db[index]
    psnr = in_digits(f"{psnr_db:.1f} dB") if np.isfinite(psnr_db) else tr("equal")
    return f"PSNR {psnr}", f"MAE {curves.mae_hu[index]:.0f} HU", tr("this slice")
