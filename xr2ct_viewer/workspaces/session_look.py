"""How the 3D view looks, as JSON in a session file: appearance, crop, clip plane, what else stands in the scene.

What is missing or impossible leaves the view as it is, so that it never keeps a case from opening.
"""

import logging
from typing import Any

from pydantic import ValidationError

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.session_file.schema import Part
from xr2ct_viewer.render.look import VolumeLook
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets, dump_preset, parse_preset

logger = logging.getLogger(__name__)


class LookState(Part):
    """What `VolumeLook` holds; `appearance` is the text of a `.vp.json`."""

    preset: str
    appearance: str
    crop: CropBox = CropBox()
    clip: ClipPlane | None = None
    show_volume: bool = True
    show_xrays: bool = False
    soft_shadows: bool = False


def dump_look(look: VolumeLook) -> dict[str, Any]:
    """The state of the 3D view."""
    state = LookState(
        preset=look.preset.id,
        appearance=dump_preset(look.preset),
        crop=look.crop,
        clip=look.clip,
        show_volume=look.show_volume,
        show_xrays=look.show_xrays,
        soft_shadows=look.soft_shadows,
    )
    return state.model_dump(mode="json")


def load_look(look: VolumeLook, data: Any) -> None:
    """Look at the volume in 3D as when the session was saved."""
    try:
        state = LookState.model_validate(data)
        preset = _preset(state)
    except (ValidationError, Xr2ctError) as error:
        logger.warning("The 3D view was not restored: %s", error)
        return
    look.preset, look.crop, look.clip = preset, state.crop, state.clip
    look.show_volume, look.show_xrays, look.soft_shadows = state.show_volume, state.show_xrays, state.soft_shadows


def _preset(state: LookState) -> VolumePreset:
    """The preset that comes with the program, if it was not changed."""
    stored = parse_preset(state.appearance, state.preset)
    same = (preset for preset in bundled_presets() if preset.id == state.preset)
    return next((preset for preset in same if dump_preset(preset) == dump_preset(stored)), stored)
