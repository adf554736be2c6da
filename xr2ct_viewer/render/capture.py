"""Pixels of a scene, from a render window that nobody sees. Needs no display."""

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  registers the OpenGL classes
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderWindow

from xr2ct_core.volume import Volume
from xr2ct_viewer.render.scene import VolumeScene


def make_offscreen_window(width_px: int, height_px: int) -> vtkRenderWindow:
    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetShowWindow(False)
    window.SetSize(max(1, width_px), max(1, height_px))
    return window


def read_pixels(window: vtkRenderWindow) -> NDArray[np.uint8]:
    """The rendered picture (rows, cols, 4) RGBA, first row on top."""
    width_px, height_px = window.GetSize()
    pixels = vtkUnsignedCharArray()
    window.GetRGBACharPixelData(0, 0, width_px - 1, height_px - 1, 0, pixels)
    rgba: NDArray[np.uint8] = vtk_to_numpy(pixels).reshape(height_px, width_px, 4)[::-1]
    return rgba


def capture_scene(
    scene: VolumeScene,
    volume: Volume,
    width_px: int,
    height_px: int,
    visibility: NDArray[np.float32] | None = None,
) -> NDArray[np.uint8]:
    """The scene at any size and full quality, (rows, cols, 3) RGB, without touching what is on screen."""
    window = make_offscreen_window(width_px, height_px)
    copy = VolumeScene(scene.gl_kind)
    try:
        copy.attach(window)
        copy.set_volume(volume, visibility)
        copy.copy_view_from(scene)
        copy.prepare_frame()
        window.Render()
        return np.ascontiguousarray(read_pixels(window)[:, :, :3])
    finally:
        copy.close()
        window.Finalize()
