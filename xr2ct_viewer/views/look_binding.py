"""Shows a `VolumeLook` in a scene, and makes what the mouse drags in the scene a change of the look.

Each change is drawn fast at once and well when it rests. Invariant: `close` before the scene goes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from psygnal import EmissionInfo

from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.render.presets import VolumePreset
from xr2ct_viewer.render.transfer_edit import window_dragged
from xr2ct_viewer.tr import tr

if TYPE_CHECKING:
    from xr2ct_viewer.render.gl_host import GlHost
    from xr2ct_viewer.render.image_host import ImageHost
    from xr2ct_viewer.render.scene import VolumeScene


class LookBinding:
    """Between one look and one scene in its host."""

    def __init__(self, changes: LookChanges, scene: "VolumeScene", host: "ImageHost | GlHost") -> None:
        self._changes, self._look, self._scene, self._host = changes, changes.look, scene, host
        self._drag_start = self._look.preset
        self._wires: tuple[tuple[str, Callable[..., None]], ...] = (
            ("preset", scene.set_preset),
            ("crop", scene.set_crop),
            ("clip", scene.set_clip),
            ("show_volume", scene.show_volume),
            ("show_handles", scene.show_handles),
            ("soft_shadows", scene.set_soft_shadows),
            ("radiographs", scene.set_radiographs),
            ("crosshair", scene.beams.set_crosshair),
            ("show_xrays", scene.show_beams),
            ("surfaces", scene.surfaces.show),
        )
        for name, show in self._wires:
            show(getattr(self._look, name))
            self._look.events[name].connect(show)
        self._look.events.connect(self._draw)
        scene.input.drag_started.connect(self._begin)
        scene.input.window_dragged.connect(self._drag_window)
        scene.input.crop_dragged.connect(self._drag_crop)
        scene.input.drag_ended.connect(changes.end_gesture)

    def close(self) -> None:
        """Forget the look."""
        for name, show in self._wires:
            self._look.events[name].disconnect(show)
        self._look.events.disconnect(self._draw)

    def _draw(self, info: EmissionInfo) -> None:
        """Draw what changed, unless it is not in view."""
        if self._look.show_xrays or info.signal.name not in ("crosshair", "radiographs"):
            self._host.hurry()

    def _begin(self) -> None:
        self._drag_start: VolumePreset = self._look.preset

    def _drag_window(self, right_px: float, up_px: float) -> None:
        preset = window_dragged(self._drag_start, right_px, up_px)
        self._changes.change(tr("the window of the 3D appearance"), gesture="3D window", preset=preset)

    def _drag_crop(self, crop: CropBox) -> None:
        self._changes.change(tr("crop"), gesture="crop handle", crop=crop)
