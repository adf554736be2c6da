"""How images are shown: window and level, the crosshair, pan and zoom. Observable, without any toolkit.

Each evented class has `events`, a group with one signal per field: `display.events.window_level.connect(callback)`.
A signal fires only when the value really changes, so two objects may be linked both ways.

Units: HU for slices, the radiograph's own values (line integral or grey value) for radiographs, LPS millimetres for
points.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from psygnal import SignalGroupDescriptor

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.frames import PlaneFrames
from xr2ct_viewer.models.points import Point as Point

DRAG_PIXELS_PER_WINDOW: Final = 256
"""Dragging by this many pixels changes width or level by one window width."""


@dataclass(frozen=True)
class WindowLevel:
    """Range of HU spread from black to white, by its centre ("level") and width ("window")."""

    centre_hu: float
    width_hu: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "width_hu", max(1.0, self.width_hu))

    @property
    def low_hu(self) -> float:
        return self.centre_hu - self.width_hu / 2

    @property
    def high_hu(self) -> float:
        return self.centre_hu + self.width_hu / 2

    def dragged(self, right_px: float, up_px: float) -> "WindowLevel":
        """After a drag that began at this window: to the right widens it, upwards raises the level."""
        step_hu = self.width_hu / DRAG_PIXELS_PER_WINDOW
        return WindowLevel(self.centre_hu + up_px * step_hu, self.width_hu + right_px * step_hu)


@dataclass(frozen=True)
class GreyWindow:
    """Range of a radiograph's values from black to white."""

    low: float
    high: float

    @property
    def centre(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low

    def dragged(self, right_px: float, up_px: float) -> "GreyWindow":
        """As `WindowLevel.dragged`; a window never gets narrower than a hundredth of itself in one drag."""
        step = self.width / DRAG_PIXELS_PER_WINDOW
        centre = self.centre + up_px * step
        width = max(self.width + right_px * step, self.width / 100)
        return GreyWindow(centre - width / 2, centre + width / 2)


WINDOW_PRESETS: Final[dict[str, WindowLevel]] = {
    "Chest": WindowLevel(-200, 1600),
    "Lung": WindowLevel(-600, 1500),
    "Soft tissue": WindowLevel(40, 400),
    "Bone": WindowLevel(400, 1800),
    "Chest (full range)": WindowLevel(226, 2500),
    "Vessels with contrast": WindowLevel(200, 700),
}


@dataclass(eq=False)
class PanZoom:
    """The part of an image in view: `zoom` 1 fits it, `centre` is the fraction (right, down) in the middle."""

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()

    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    def fit(self) -> None:
        self.zoom, self.centre = 1.0, (0.5, 0.5)


@dataclass(eq=False)
class SliceDisplay:
    """What the slice views of one volume share: crosshair, window, and the part in view.

    `zoom` is 1 where each view fits its slice; `centre_lps_mm` is the point in the middle of all views, None for the
    centre of the volume. `frames` are the directions of the three planes.
    """

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()

    crosshair_lps_mm: Point = (0.0, 0.0, 0.0)
    window_level: WindowLevel = field(default_factory=lambda: WINDOW_PRESETS["Chest"])
    show_crosshair: bool = True
    zoom: float = 1.0
    centre_lps_mm: Point | None = None
    frames: PlaneFrames = field(default_factory=PlaneFrames)

    def centre_on(self, volume: Volume) -> None:
        """Put the crosshair in the middle of a volume and show all of it."""
        x_mm, y_mm, z_mm = volume.affine.voxel_to_world([(size - 1) / 2 for size in volume.shape_zyx])
        self.crosshair_lps_mm = (float(x_mm), float(y_mm), float(z_mm))
        self.fit()

    def fit(self) -> None:
        """Show every slice as a whole."""
        self.zoom, self.centre_lps_mm = 1.0, None


@dataclass(eq=False)
class RadiographDisplay:
    """How one radiograph is shown. `window` None takes it from the image's percentiles; `crosshair_lps_mm` None
    shows no crosshair."""

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()

    window: GreyWindow | None = None
    crosshair_lps_mm: Point | None = None
    show_crosshair: bool = True


@dataclass(eq=False)
class ColourRange:
    """Colours of differences: blue at minus `limit`, white at zero, red at `limit`."""

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()

    limit: float = 1.0


def link_crosshairs(slices: SliceDisplay, *radiographs: RadiographDisplay) -> None:
    """From now on the crosshair of the slices and of each radiograph are the same point of the patient."""

    def to_radiographs(point: Point) -> None:
        for display in radiographs:
            display.crosshair_lps_mm = point

    def to_slices(point: Point | None) -> None:
        if point is not None:
            slices.crosshair_lps_mm = point

    to_radiographs(slices.crosshair_lps_mm)
    slices.events.crosshair_lps_mm.connect(to_radiographs)
    for display in radiographs:
        display.events.crosshair_lps_mm.connect(to_slices)
