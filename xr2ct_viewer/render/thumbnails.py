"""Small pictures of a volume in many appearances, for a gallery. Needs no display.

Drawn from a coarse copy of the volume by one hidden scene, one picture a call, so that nobody waits. Invariant: `close`
when no more are needed.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.reduction import reduced
from xr2ct_viewer.render.camera import turn_about_long_axis
from xr2ct_viewer.render.capture import make_offscreen_window, read_pixels
from xr2ct_viewer.render.gl_probe import GlKind
from xr2ct_viewer.render.presets import VolumePreset
from xr2ct_viewer.render.scene import VolumeScene

ENOUGH_VOXELS: Final = 64**3
AZIMUTH_DEG: Final = 20.0


class ThumbnailPainter:
    """Pictures `edge_px` wide and high."""

    def __init__(self, volume: Volume, gl_kind: GlKind, edge_px: int) -> None:
        self._window = make_offscreen_window(edge_px, edge_px)
        self._scene = VolumeScene(gl_kind)
        self._scene.attach(self._window)
        self._scene.cube.renderer.DrawOff()
        self._scene.set_volume(reduced(volume, ENOUGH_VOXELS))
        turn_about_long_axis(self._scene.renderer.GetActiveCamera(), -AZIMUTH_DEG)

    def picture(self, preset: VolumePreset) -> NDArray[np.uint8]:
        """(rows, cols, 3) RGB."""
        self._scene.set_preset(preset)
        self._scene.prepare_frame()
        self._window.Render()
        return np.ascontiguousarray(read_pixels(self._window)[:, :, :3])

    def close(self) -> None:
        self._scene.close()
        self._window.Finalize()
