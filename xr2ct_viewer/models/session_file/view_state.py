"""How the 2D views look at a study, as JSON in a session file: crosshair, window, zoom. Lengths in LPS millimetres.

What a later program adds is ignored, what is missing or impossible leaves the view as it is: how one looked at a case
never keeps it from opening.
"""

import logging
from typing import Any

from pydantic import Field, ValidationError

from xr2ct_viewer.models.display import GreyWindow, Point, RadiographDisplay, SliceDisplay, WindowLevel
from xr2ct_viewer.models.frames import PlaneFrames
from xr2ct_viewer.models.session_file.schema import Part
from xr2ct_viewer.models.slabs import Slab

logger = logging.getLogger(__name__)


class SliceView(Part):
    """What `SliceDisplay` holds."""

    crosshair_lps_mm: Point
    window_level: WindowLevel
    show_crosshair: bool = True
    zoom: float = Field(default=1.0, gt=0, le=1000)
    centre_lps_mm: Point | None = None
    frames: PlaneFrames = PlaneFrames()
    slab: Slab = Slab()


class RadiographView(Part):
    """What `RadiographDisplay` holds; without a window it follows the image."""

    window: GreyWindow | None = None


def dump_slices(display: SliceDisplay) -> dict[str, Any]:
    """The state of the slice views."""
    view = SliceView(
        crosshair_lps_mm=display.crosshair_lps_mm,
        window_level=display.window_level,
        show_crosshair=display.show_crosshair,
        zoom=display.zoom,
        centre_lps_mm=display.centre_lps_mm,
        frames=display.frames,
        slab=display.slab,
    )
    return view.model_dump(mode="json")


def load_slices(display: SliceDisplay, data: Any) -> None:
    """Look at the slices as when the session was saved."""
    try:
        view = SliceView.model_validate(data)
    except ValidationError as error:
        logger.warning("The view of the slices was not restored: %s", error)
        return
    display.window_level = view.window_level
    display.show_crosshair = view.show_crosshair
    display.zoom, display.centre_lps_mm = view.zoom, view.centre_lps_mm
    display.frames, display.slab = view.frames, view.slab
    display.crosshair_lps_mm = view.crosshair_lps_mm


def dump_radiograph(display: RadiographDisplay) -> dict[str, Any]:
    return RadiographView(window=display.window).model_dump(mode="json")


def load_radiograph(display: RadiographDisplay, data: Any) -> None:
    """Look at a radiograph as when the session was saved."""
    try:
        display.window = RadiographView.model_validate(data).window
    except ValidationError as error:
        logger.warning("The window of a radiograph was not restored: %s", error)
