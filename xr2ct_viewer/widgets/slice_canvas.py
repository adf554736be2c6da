"""One orientation of a volume, slice by slice, linked to the others through a shared `SliceDisplay`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.crossing import Place
from xr2ct_viewer.models.display import Point, SliceDisplay, WindowLevel, new_gesture
from xr2ct_viewer.models.frames import ORIENTATION_TITLES, Orientation, PlaneFrames
from xr2ct_viewer.models.imaging import robust_window
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import Plane, ScreenTransform
from xr2ct_viewer.models.slabs import Slab
from xr2ct_viewer.models.slice_content import SliceContent
from xr2ct_viewer.models.uncertainty import SigmaHu
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting, slice_words
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.slice_lines import GRIP_REACH_PX, SliceLines
from xr2ct_viewer.widgets.slice_menu import fill_slice_menu, window_text
from xr2ct_viewer.widgets.slice_slider import SLIDER_PX, SliceSlider
from xr2ct_viewer.widgets.uncertainty_overlay import UncertaintyOverlay


class SliceCanvas(ImageCanvas):
    """Axial, coronal or sagittal slices in the radiological convention (see `models/planes.py`), straight or turned.

    `can_turn` offers grips at the lines of the other planes; it is for layouts that show those planes.
    """

    hint: ClassVar[str] = marked(
        "Left-drag crosshair · wheel slice · right-drag window/level · right-click menu · middle-drag pan"
        " · Ctrl+wheel zoom · double-click or R fit · hold M magnifier · drag a round grip to turn the planes"
    )

    def __init__(self, orientation: Orientation, display: SliceDisplay, parent: QWidget | None = None) -> None:
        super().__init__(f"{orientation.capitalize()} slices", parent)
        self.orientation = orientation
        self.display = display
        self.content = SliceContent(orientation, display)
        self.lines = SliceLines(self.content)
        self.can_turn = False
        self._drag_start, self._gesture = display.window_level, ""
        self._overlay, self._overlay_limit_hu = UncertaintyOverlay(), 0.0
        self.overlay_opacity = 0.7
        self._note = ""
        self.title = tr(ORIENTATION_TITLES[orientation])
        self.setAccessibleName(tr("{plane} slices", plane=self.title))
        self.set_empty_text(tr("No volume yet"), tr("Slices appear here after a reconstruction."))
        self.slider = SliceSlider(tr("{plane} slice", plane=self.title), self)
        self.slider.valueChanged.connect(self.go_to_index)
        display.events.connect(self.refresh)
        for view in display.views.values():
            view.events.connect(self.refresh)

    def set_volume(self, volume: Volume | None) -> None:
        """Show a volume, or nothing. Crosshair, window and zoom stay as the display has them."""
        self.content.set_volume(volume)
        self._overlay.set_slice(None)
        self.slider.setVisible(volume is not None)
        if volume is None:
            self.letters = ("", "", "", "")
            self.set_pixels(None)
            return
        self.display_changed()

    def set_uncertainty(self, sigma_hu: SigmaHu | None, coloured_up_to_hu: float = 0.0) -> None:
        """Standard deviation of the voxels for the probe, and as colours if the end of their scale is given."""
        self.content.sigma_hu, self._overlay_limit_hu = sigma_hu, coloured_up_to_hu
        self._show_overlay()
        self.update()

    def set_overlay_opacity(self, opacity: float) -> None:
        self.overlay_opacity = opacity
        self.update()

    def set_note(self, note: str) -> None:
        """A line under the title that says what is unusual about the volume shown."""
        self._note = note
        self.update()

    @property
    def plane(self) -> Plane | None:
        """The stack of slices shown; None without a volume."""
        return self.content.plane

    @property
    def index(self) -> int:
        """The slice on screen; -1 without a volume."""
        return self.content.index

    @property
    def slab(self) -> Slab:
        """How thick, and how, slices are shown here."""
        return self.display.slab_of(self.orientation)

    # What is shown

    def grey_range(self) -> tuple[float, float]:
        return self.display.window_level.low_hu, self.display.window_level.high_hu

    def reserved_right_px(self) -> float:
        return SLIDER_PX

    def transform(self) -> ScreenTransform | None:
        transform, plane = super().transform(), self.plane
        return transform if transform is None or plane is None else replace(transform, fit_mm=plane.fit_mm)

    def title_lines(self) -> tuple[str, ...]:
        hidden = self._overlay_limit_hu > 0 and self.content.slab.is_thick
        note = tr("Uncertainty is shown on single slices") if hidden and self.content.sigma_hu is not None else ""
        return slice_words.title_lines(self.content, self.title, note or self._note)

    def title_colour(self) -> QColor:
        return painting.PLANE_COLOURS[self.orientation]

    def window_text(self) -> str:
        return window_text(self.display.window_level)

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        return slice_words.probe_lines(self.content, row, col)

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        area = self.image_area()
        self.lines.paint_outside(painter, transform, area)
        self._overlay.paint(painter, transform, area, self.overlay_opacity, self.font())
        self.lines.paint(painter, transform, area, self.letters)

    def paint_canvas(self, painter: QPainter, *, is_export: bool) -> None:
        super().paint_canvas(painter, is_export=is_export)
        transform = self.transform()
        if not is_export and transform is not None and (self.underMouse() or self.lines.held):
            self.lines.paint_grips(painter, self.grips(), self.image_area(), self.font())

    def grips(self) -> Mapping[Place, Orientation]:
        """Places on the screen by which the other planes can be turned, and whose lines they are on."""
        transform = self.transform()
        is_offered = self.can_turn and self.display.follows_crosshair
        return self.lines.grips(transform, self.image_area()) if transform is not None and is_offered else {}

    def control_areas(self) -> tuple[QRectF, ...]:
        reach = QRectF(-GRIP_REACH_PX, -GRIP_REACH_PX, 2 * GRIP_REACH_PX, 2 * GRIP_REACH_PX)
        return *super().control_areas(), *(reach.translated(*grip) for grip in self.grips())

    def crosshair_at(self) -> QPointF | None:
        transform = self.transform()
        if self.plane is None or transform is None:
            return None
        row, col, _ = self.plane.from_world(self.display.crosshair_lps_mm)
        return QPointF(*transform.to_screen(row, col))

    # Pan and zoom are kept in the patient's coordinates

    def view(self) -> tuple[float, tuple[float, float]]:
        seen = self.display.seen_by(self.orientation)
        if self.plane is None or seen.centre_lps_mm is None:
            return seen.zoom, (0.5, 0.5)
        row, col, _ = self.plane.from_world(seen.centre_lps_mm)
        rows, cols = self.plane.shape
        return seen.zoom, ((col + 0.5) / cols, (row + 0.5) / rows)

    def set_view(self, zoom: float, centre: tuple[float, float]) -> None:
        plane, seen = self.plane, self.display.seen_by(self.orientation)
        if plane is None:
            return
        rows, cols = plane.shape
        depth = plane.from_world(seen.centre_lps_mm or plane.centre_lps_mm)[2]
        seen.zoom = zoom
        seen.centre_lps_mm = plane.to_world(centre[1] * rows - 0.5, centre[0] * cols - 0.5, depth)

    def fit(self) -> None:
        self.display.fit(self.orientation)

    # Actions

    @property
    def can_pick(self) -> bool:
        return self.plane is not None

    def pick(self, at: QPointF) -> None:
        transform = self.transform()
        if self.plane is not None and transform is not None:
            row, col = transform.to_image(at.x(), at.y())
            self._move_crosshair(row, col)

    def nudge(self, right: int, down: int) -> None:
        if self.plane is not None:
            row, col, _ = self.plane.from_world(self.display.crosshair_lps_mm)
            self._move_crosshair(row + down, col + right)

    def scroll_by(self, steps: int) -> None:
        if self.plane is not None:
            self.go_to_index(self.index + steps)

    def go_to_index(self, index: int) -> None:
        """Turn to a slice; the first or last one beyond the ends."""
        if self.plane is not None:
            self.display.move_to(self.orientation, self.plane.at_index(self.content.position, index))

    def set_slab(self, slab: Slab) -> None:
        """Show slabs instead of slices here, or everywhere where views are linked."""
        self.display.seen_by(self.orientation).slab = slab

    def turn(self, degrees: float, start: PlaneFrames | None = None, gesture: str = "") -> None:
        """Turn the two other planes clockwise on this screen, from `start` or as they are."""
        frames = (start or self.display.frames).turned_in(self.orientation, degrees, self.display.crosshair_lps_mm)
        self.display.change("frames", frames, gesture)

    def straighten(self) -> None:
        """Put all planes back along the patient."""
        self.display.change("frames", PlaneFrames())

    def begin_window_drag(self) -> None:
        self._drag_start, self._gesture = self.display.window_level, new_gesture("window")

    def drag_window(self, right_px: float, up_px: float) -> None:
        self.display.change("window_level", self._drag_start.dragged(right_px, up_px), self._gesture)

    def choose_window(self, window: WindowLevel) -> None:
        """Use a window, as a step that can be undone."""
        self.display.change("window_level", window)

    def region_values(self, rows: slice, cols: slice) -> NDArray[np.float32]:
        return self.content.values(rows, cols)

    def fit_window(self, values: NDArray[np.float32]) -> None:
        window = robust_window(values)
        self.choose_window(WindowLevel(round(window.centre), round(window.width)))

    def fill_menu(self, menu: QMenu) -> None:
        fill_slice_menu(menu, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.slider.setGeometry(self.width() - SLIDER_PX, 4, SLIDER_PX, self.height() - 8)

    def _move_crosshair(self, row: float, col: float) -> None:
        """Put the crosshair on a pixel of this slice, as deep as it was where the slice follows it."""
        assert self.plane is not None
        depth = self.plane.from_world(self.content.position)[2]
        point: Point = self.plane.clamped(self.plane.to_world(row, col, depth))
        self.display.move_to(self.orientation, point)
        self.display.crosshair_lps_mm = point

    def display_changed(self) -> None:
        changed = self.content.update()
        plane, image = self.plane, self.content.image
        if changed != "nothing" and plane is not None and image is not None:
            self.letters = plane.letters
            self.set_pixels(image, plane.pixel_mm)
            self.slider.show_index(self.index, plane.count)
            self._show_overlay()
        self.update()

    def _show_overlay(self) -> None:
        sigma = self.content.sigma_image() if self._overlay_limit_hu > 0 else None
        self._overlay.set_slice(sigma, self._overlay_limit_hu or 1.0)
