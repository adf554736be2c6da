"""One orientation of a volume, slice by slice, linked to the others through a shared `SliceDisplay`."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QActionGroup, QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QSlider, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import WINDOW_PRESETS, Point, SliceDisplay, WindowLevel
from xr2ct_viewer.models.oblique import plane_of
from xr2ct_viewer.models.planes import Orientation, Plane, ScreenTransform
from xr2ct_viewer.models.uncertainty import SigmaHu
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.uncertainty_overlay import UncertaintyOverlay

_SLIDER_PX = 18
_SLIDER_STYLE = """
QSlider { background: #000; }
QSlider::groove:vertical { background: #2a2f36; width: 3px; border-radius: 1px; }
QSlider::handle:vertical { background: #8d97a3; height: 18px; margin: 0 -3px; border-radius: 4px; }
QSlider::handle:vertical:hover, QSlider::handle:vertical:focus { background: #d5dbe2; }
"""
_NORMAL_AXIS: dict[Orientation, int] = {"axial": 2, "coronal": 1, "sagittal": 0}
_CROSSING: dict[Orientation, tuple[Orientation, Orientation]] = {
    "axial": ("sagittal", "coronal"),
    "coronal": ("sagittal", "axial"),
    "sagittal": ("coronal", "axial"),
}


class SliceCanvas(ImageCanvas):
    """Axial, coronal or sagittal slices in the radiological convention (see `models/planes.py`)."""

    hint: ClassVar[str] = (
        "Left-drag crosshair · wheel slice · right-drag window/level · right-click presets · middle-drag pan"
        " · Ctrl+wheel zoom · double-click or R fit · hold M magnifier"
    )

    def __init__(self, orientation: Orientation, display: SliceDisplay, parent: QWidget | None = None) -> None:
        super().__init__(f"{orientation.capitalize()} slices", parent)
        self.orientation = orientation
        self.display = display
        self._volume: Volume | None = None
        self._plane: Plane | None = None
        self._index = -1
        self._drag_start = display.window_level
        self._sigma_hu: SigmaHu | None = None
        self._overlay, self._overlay_limit_hu = UncertaintyOverlay(), 0.0
        self.overlay_opacity = 0.7
        self._note = ""
        self.title = orientation.capitalize()
        self.set_empty_text("No volume yet", "Slices appear here after a reconstruction.")
        self.slider = QSlider(Qt.Orientation.Vertical, self)
        self.slider.setAccessibleName(f"{self.title} slice")
        self.slider.setStyleSheet(_SLIDER_STYLE)
        self.slider.hide()
        self.slider.valueChanged.connect(self._go_to_index)
        display.events.connect(self.refresh)

    def set_volume(self, volume: Volume | None) -> None:
        """Show a volume, or nothing. Crosshair, window and zoom stay as the display has them."""
        self._volume, self._sigma_hu = volume, None
        self._overlay.set_slice(None)
        self._plane = None if volume is None else plane_of(self.orientation, volume, self.display.frames)
        self._index = -1
        self.slider.setVisible(self._plane is not None)
        if self._plane is None:
            self.letters = ("", "", "", "")
            self.set_pixels(None)
            return
        self.letters = self._plane.letters
        self.slider.blockSignals(True)
        self.slider.setRange(0, self._plane.count - 1)
        self.slider.blockSignals(False)
        self._show_slice()

    def set_uncertainty(self, sigma_hu: SigmaHu | None, coloured_up_to_hu: float = 0.0) -> None:
        """Standard deviation of the voxels for the probe, and as colours if the end of their scale is given."""
        self._sigma_hu, self._overlay_limit_hu = sigma_hu, coloured_up_to_hu
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
        return self._plane

    @property
    def index(self) -> int:
        """The slice on screen; -1 without a volume."""
        return self._index

    # What is shown

    def grey_range(self) -> tuple[float, float]:
        return self.display.window_level.low_hu, self.display.window_level.high_hu

    def reserved_right_px(self) -> float:
        return _SLIDER_PX

    def title_lines(self) -> tuple[str, ...]:
        if self._plane is None:
            return (self.title,)
        axis = _NORMAL_AXIS[self.orientation]
        position_mm = self._plane.at_index((0.0, 0.0, 0.0), self._index)[axis]
        place = f"{'xyz'[axis]} = {painting.signed(position_mm)} mm"
        lines = (self.title, f"{self._index + 1}/{self._plane.count} · {place}")
        return (*lines, self._note) if self._note else lines

    def title_colour(self) -> QColor:
        return painting.PLANE_COLOURS[self.orientation]

    def window_text(self) -> str:
        return _window_text(self.display.window_level)

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        assert self._plane is not None and self._volume is not None
        point = self._plane.to_world(row, col, self._index)
        hu = self._volume.hu_at(point)
        if hu is None:
            return ()
        x, y, z = (painting.signed(value) for value in point)
        return f"x {x}  y {y}  z {z} mm", f"{painting.plain(hu)}{self._deviation(row, col)} HU"

    def _deviation(self, row: float, col: float) -> str:
        """ "± sigma" of a pixel of this slice, where it is known."""
        if self._sigma_hu is None or self._plane is None:
            return ""
        return f" ± {self._plane.extract(self._sigma_hu, self._index)[round(row), round(col)]:.0f}"

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        self._overlay.paint(painter, transform, self.image_area(), self.overlay_opacity, self.font())
        if self._plane is None or not self.display.show_crosshair:
            return
        row, col, _ = self._plane.from_world(self.display.crosshair_lps_mm)
        vertical, horizontal = _CROSSING[self.orientation]
        colours = painting.PLANE_COLOURS[vertical], painting.PLANE_COLOURS[horizontal]
        self.paint_crosshair(painter, transform, (row, col), colours)

    def crosshair_at(self) -> QPointF | None:
        transform = self.transform()
        if self._plane is None or transform is None:
            return None
        row, col, _ = self._plane.from_world(self.display.crosshair_lps_mm)
        return QPointF(*transform.to_screen(row, col))

    # Pan and zoom are shared in the patient's coordinates

    def view(self) -> tuple[float, tuple[float, float]]:
        if self._plane is None or self.display.centre_lps_mm is None:
            return self.display.zoom, (0.5, 0.5)
        row, col, _ = self._plane.from_world(self.display.centre_lps_mm)
        rows, cols = self._plane.shape
        return self.display.zoom, ((col + 0.5) / cols, (row + 0.5) / rows)

    def set_view(self, zoom: float, centre: tuple[float, float]) -> None:
        if self._plane is None:
            return
        rows, cols = self._plane.shape
        index = (self._plane.count - 1) / 2
        if self.display.centre_lps_mm is not None:
            index = self._plane.from_world(self.display.centre_lps_mm)[2]
        self.display.zoom = zoom
        self.display.centre_lps_mm = self._plane.to_world(centre[1] * rows - 0.5, centre[0] * cols - 0.5, index)

    def fit(self) -> None:
        self.display.fit()

    # Actions

    @property
    def can_pick(self) -> bool:
        return self._plane is not None

    def pick(self, at: QPointF) -> None:
        transform = self.transform()
        if self._plane is not None and transform is not None:
            depth = self._plane.from_world(self.display.crosshair_lps_mm)[2]
            row, col = transform.to_image(at.x(), at.y())
            self._move_crosshair(self._plane.to_world(row, col, depth))

    def nudge(self, right: int, down: int) -> None:
        if self._plane is not None:
            row, col, depth = self._plane.from_world(self.display.crosshair_lps_mm)
            self._move_crosshair(self._plane.to_world(row + down, col + right, depth))

    def scroll_by(self, steps: int) -> None:
        if self._plane is not None:
            self._go_to_index(self._index + steps)

    def begin_window_drag(self) -> None:
        self._drag_start = self.display.window_level

    def drag_window(self, right_px: float, up_px: float) -> None:
        self.display.window_level = self._drag_start.dragged(right_px, up_px)

    def fill_menu(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for name, window in WINDOW_PRESETS.items():
            action = menu.addAction(f"{name}\t{_window_text(window)}")
            action.setCheckable(True)
            action.setChecked(window == self.display.window_level)
            action.triggered.connect(lambda _=False, chosen=window: self._set_window(chosen))
            group.addAction(action)
        menu.addSeparator()
        show = menu.addAction("Crosshair")
        show.setCheckable(True)
        show.setChecked(self.display.show_crosshair)
        show.toggled.connect(lambda on: setattr(self.display, "show_crosshair", on))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.slider.setGeometry(self.width() - _SLIDER_PX, 4, _SLIDER_PX, self.height() - 8)

    def _set_window(self, window: WindowLevel) -> None:
        self.display.window_level = window

    def _move_crosshair(self, point: Point) -> None:
        assert self._plane is not None
        self.display.crosshair_lps_mm = self._plane.clamped(point)

    def _go_to_index(self, index: int) -> None:
        if self._plane is not None:
            self.display.crosshair_lps_mm = self._plane.at_index(self.display.crosshair_lps_mm, index)

    def display_changed(self) -> None:
        if self._plane is not None:
            self._show_slice()

    def _show_slice(self) -> None:
        assert self._plane is not None and self._volume is not None
        index = self._plane.nearest_index(self.display.crosshair_lps_mm)
        if index != self._index:
            self._index = index
            self.set_pixels(self._plane.extract(self._volume.hu, index), self._plane.pixel_mm)
            self.slider.blockSignals(True)
            self.slider.setValue(index)
            self.slider.blockSignals(False)
            self._show_overlay()
        self.update()

    def _show_overlay(self) -> None:
        if self._plane is None or self._sigma_hu is None or self._overlay_limit_hu <= 0 or self._index < 0:
            self._overlay.set_slice(None)
        else:
            self._overlay.set_slice(self._plane.extract(self._sigma_hu, self._index), self._overlay_limit_hu)


def _window_text(window: WindowLevel) -> str:
    return f"W {painting.plain(window.width_hu)} L {painting.plain(window.centre_hu)}"
