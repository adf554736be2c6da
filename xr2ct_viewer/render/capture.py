"""Pixels of a scene, from a render window that nobody sees. Needs no display."""

from types import TracebackType

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  registers the OpenGL classes
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkCamera, vtkRenderWindow

from xr2ct_core.volume import Volume
from xr2ct_viewer.render.camera import turn_about_long_axis
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


class SceneCapture:
    """Pictures of a scene as it was when the capture began, at any size and full quality; a context manager.

    What is on screen is not touched: a scene of its own is made once and serves for all pictures of a turntable.
    """

    def __init__(
        self,
        scene: VolumeScene,
        volume: Volume,
        width_px: int,
        height_px: int,
        visibility: NDArray[np.float32] | None = None,
    ) -> None:
        self._window = make_offscreen_window(width_px, height_px)
        self.scene = VolumeScene(scene.gl_kind)
        self.scene.attach(self._window)
        self.scene.set_volume(volume, visibility)
        self.scene.copy_view_from(scene)
        self._start = vtkCamera()
        self._start.DeepCopy(scene.renderer.GetActiveCamera())

    def __enter__(self) -> "SceneCapture":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def picture(self, azimuth_deg: float = 0.0) -> NDArray[np.uint8]:
        """(rows, cols, 3) RGB, the camera turned about the patient's long axis, counter-clockwise from the head."""
        camera = self.scene.renderer.GetActiveCamera()
        camera.DeepCopy(self._start)
        turn_about_long_axis(camera, azimuth_deg)
        self.scene.prepare_frame()
        self._window.Render()
        return np.ascontiguousarray(read_pixels(self._window)[:, :, :3])

    def close(self) -> None:
        """Release the graphics resources."""
        self.scene.close()
        self._window.Finalize()
