"""How images are shown: window and level, the crosshair, pan and zoom. Observable, without any toolkit.

Each evented class has `events`, a group with one signal per field: `display.events.window_level.connect(callback)`.
A signal fires only when the value really changes, so two objects may be linked both ways.

Units: HU for slices, the radiograph's own values (line integral or grey value) for radiographs, LPS millimetres for
points.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import ClassVar, Final, Literal

from psygnal import Signal

from xr2ct_core.media.plans import WINDOWS_HU
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.frames import ORIENTATIONS, Orientation, PlaneFrames
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.points import Point as Point
from xr2ct_viewer.models.slabs import Slab

DRAG_PIXELS_PER_WINDOW: Final = 256
"""Dragging by this many pixels changes width or level by one window width."""


_gestures = count(1)


def new_gesture(kind: str) -> str:
    """A name for one drag, so that what it changes is one step of undo."""
    return f"{kind} {next(_gestures)}"


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
    marked("Chest"): WindowLevel(*WINDOWS_HU["chest"]),
    marked("Lung"): WindowLevel(*WINDOWS_HU["lung"]),
    marked("Mediastinum"): WindowLevel(*WINDOWS_HU["mediastinum"]),
    marked("Bone"): WindowLevel(*WINDOWS_HU["bone"]),
    marked("Soft tissue"): WindowLevel(*WINDOWS_HU["soft-tissue"]),
    marked("Liver"): WindowLevel(*WINDOWS_HU["liver"]),
    marked("Vessels with contrast"): WindowLevel(*WINDOWS_HU["vessels"]),
    marked("Full range"): WindowLevel(*WINDOWS_HU["full-range"]),
}
"""Windows of the regions that are read in a chest CT, in the order of their keys Shift+1, Shift+2 and so on."""


@dataclass(eq=False)
class PanZoom:
    """The part of an image in view: `zoom` 1 fits it, `centre` is the fraction (right, down) in the middle."""

    events: ClassVar[Events] = Events()

    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    def fit(self) -> None:
        self.zoom, self.centre = 1.0, (0.5, 0.5)


@dataclass(eq=False)
class SliceView:
    """What one slice view has for itself where it is not linked; `point_lps_mm` None follows the crosshair."""

    events: ClassVar[Events] = Events()

    zoom: float = 1.0
    centre_lps_mm: Point | None = None
    slab: Slab = field(default_factory=Slab)
    point_lps_mm: Point | None = None


def _own_views() -> dict[Orientation, SliceView]:
    return {orientation: SliceView() for orientation in ORIENTATIONS}


@dataclass(eq=False)
class SliceDisplay:
    """What the slice views of one volume share: crosshair, window, directions, and the part in view.

    `zoom` is 1 where each view fits its slice; `centre_lps_mm` is the point in the middle of all views, None for the
    centre of the volume. `frames` are the directions of the three planes. `windows` are the presets on
    offer. Where `is_linked` is off, each of `views` has
    a zoom, centre and slab of its own; where `follows_crosshair` is off, a place in its stack too. While `is_turning`,
    slabs may be coarse.
    `changed_by_hand` tells of what a person changed, for undo: field, value before, value after, and which gesture.
    """

    events: ClassVar[Events] = Events()
    changed_by_hand: ClassVar[Signal] = Signal(str, object, object, str)

    crosshair_lps_mm: Point = (0.0, 0.0, 0.0)
    window_level: WindowLevel = field(default_factory=lambda: WINDOW_PRESETS["Chest"])
    windows: dict[str, WindowLevel] = field(default_factory=lambda: dict(WINDOW_PRESETS))
    show_crosshair: bool = True
    show_reference_lines: bool = False
    zoom: float = 1.0
    centre_lps_mm: Point | None = None
    frames: PlaneFrames = field(default_factory=PlaneFrames)
    slab: Slab = field(default_factory=Slab)
    is_linked: bool = True
    follows_crosshair: bool = True
    is_turning: bool = False
    views: dict[Orientation, SliceView] = field(default_factory=_own_views)

    def change(self, name: Literal["window_level", "frames"], value: object, gesture: str = "") -> None:
        """Set a field as a person's doing; changes of one `gesture` belong together."""
        before = getattr(self, name)
        if value != before:
            setattr(self, name, value)
            self.changed_by_hand.emit(name, before, value, gesture)

    def seen_by(self, orientation: Orientation) -> "SliceDisplay | SliceView":
        """Where zoom, centre and slab of a view are kept now."""
        return self if self.is_linked else self.views[orientation]

    def slab_of(self, orientation: Orientation) -> Slab:
        return self.seen_by(orientation).slab

    def position_of(self, orientation: Orientation) -> Point:
        """The point whose slice a view shows."""
        own = None if self.follows_crosshair else self.views[orientation].point_lps_mm
        return self.crosshair_lps_mm if own is None else own

    def move_to(self, orientation: Orientation, point: Point) -> None:
        """Turn a view to the slice through a point: with the crosshair, or alone where it does not follow it."""
        if self.follows_crosshair:
            self.crosshair_lps_mm = point
        else:
            self.views[orientation].point_lps_mm = point

    def set_linked(self, linked: bool, active: Orientation = "axial") -> None:
        """Give every view what it shows to keep as its own, or give all what the `active` one shows."""
        source = self.views[active]
        if linked == self.is_linked:
            return
        if linked:
            self.zoom, self.centre_lps_mm, self.slab = source.zoom, source.centre_lps_mm, source.slab
        else:
            for view in self.views.values():
                view.zoom, view.centre_lps_mm, view.slab = self.zoom, self.centre_lps_mm, self.slab
        self.is_linked = linked

    def set_following(self, follows: bool) -> None:
        """Let the slices follow the crosshair again, or stay where they are."""
        for view in self.views.values():
            view.point_lps_mm = None if follows else self.crosshair_lps_mm
        self.follows_crosshair = follows

    def centre_on(self, volume: Volume | None) -> None:
        """Put the crosshair in the middle of a volume, else at the isocentre; show all of it, with straight planes."""
        x_mm = y_mm = z_mm = 0.0
        if volume is not None:
            x_mm, y_mm, z_mm = volume.affine.voxel_to_world([(size - 1) / 2 for size in volume.shape_zyx])
        self.crosshair_lps_mm = (float(x_mm), float(y_mm), float(z_mm))
        self.frames = PlaneFrames()
        for view in self.views.values():
            view.point_lps_mm = None
        self.fit()

    def fit(self, orientation: Orientation | None = None) -> None:
        """Show every slice as a whole; where views are not linked, only one of them if it is named."""
        for view in self.views.values() if orientation is None else (self.views[orientation],):
            view.zoom, view.centre_lps_mm = 1.0, None
        if self.is_linked or orientation is None:
            self.zoom, self.centre_lps_mm = 1.0, None


@dataclass(eq=False)
class RadiographDisplay:
    """How one radiograph is shown. `window` None takes it from the image's percentiles; `crosshair_lps_mm` None
    shows no crosshair; `changed_by_hand` as in `SliceDisplay`."""

    events: ClassVar[Events] = Events()
    changed_by_hand: ClassVar[Signal] = Signal(str, object, object, str)

    window: GreyWindow | None = None
    crosshair_lps_mm: Point | None = None
    show_crosshair: bool = True

    def change_window(self, window: GreyWindow | None, gesture: str = "") -> None:
        """Set the window as a person's doing; changes of one `gesture` belong together."""
        before = self.window
        if window != before:
            self.window = window
            self.changed_by_hand.emit("window", before, window, gesture)


@dataclass(eq=False)
class ColourRange:
    """Colours of differences: blue at minus `limit`, white at zero, red at `limit`."""

    events: ClassVar[Events] = Events()

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


def link_displays(first: SliceDisplay, second: SliceDisplay) -> None:
    """From now on crosshair, its visibility and the window are the same in both; each keeps its own part in view."""
    for name in ("crosshair_lps_mm", "show_crosshair", "window_level", "windows"):
        setattr(second, name, getattr(first, name))
        for source, target in ((first, second), (second, first)):
            source.events[name].connect_setattr(target, name, maxargs=1)
