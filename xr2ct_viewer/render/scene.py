"""The 3D scene: one volume, its appearance, a crop box and an orientation cube. Knows no widget.

Invariants: the volume's own array is shared with VTK and updated in place (a volume of the same shape re-uses it), but
for voxels that fade, which are drawn from a copy (see `fading.py`); VTK's world is LPS millimetres; the mapper is
chosen once from what the OpenGL probe found (fixed-point ray casting in software, the GPU ray caster on hardware).
While moving, the sampling adapts to reach `MOVING_FPS`.
"""

from typing import Final

import numpy as np
import vtkmodules.vtkRenderingOpenGL2
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  both register the OpenGL classes
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersModeling import vtkOutlineFilter
from vtkmodules.vtkFiltersSources import vtkCubeSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkRenderWindow, vtkVolume

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.render import camera as cameras
from xr2ct_viewer.render.camera import ViewSide
from xr2ct_viewer.render.fading import faded_hu, faded_scalars, let_second_component_fade
from xr2ct_viewer.render.gl_probe import GlKind
from xr2ct_viewer.render.mappers import make_mapper, set_sample_distance_mm
from xr2ct_viewer.render.orientation_cube import OrientationCube
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.render.scene_state import SceneState
from xr2ct_viewer.render.transfer import apply_preset

MOVING_FPS: Final = 25.0
STILL_RATE_HZ: Final = 1e-4
WHEEL_SETTLE_MS: Final = 180
STILL_DELAY_MS: Final = 30
"""How long a host waits after the wheel or the button before it draws the frame of full quality."""
SAMPLE_SPACING_VOXELS: Final = 0.7
"""Distance between samples along a ray; half a voxel looks the same and takes a third longer."""
BACKGROUND_RGB: Final = (0.035, 0.04, 0.05)


class VolumeScene:
    """A renderer with one volume; a host puts it into a render window with `attach`."""

    def __init__(self, gl_kind: GlKind) -> None:
        self.gl_kind = gl_kind
        self.renderer = vtkRenderer()
        self.renderer.SetBackground(*BACKGROUND_RGB)
        self.cube = OrientationCube()
        self.preset = bundled_presets()[0]
        self.crop = CropBox()
        self._mapper = make_mapper(gl_kind)
        self._image = vtkImageData()
        self._hu: NDArray[np.int16] | None = None
        self._drawn: NDArray[np.int16] | None = None
        self._visibility: NDArray[np.float32] | None = None
        self._volume = vtkVolume()
        self._volume.SetMapper(self._mapper)
        self._volume.VisibilityOff()
        self._outline = _Outline()
        self.renderer.AddVolume(self._volume)
        self.renderer.AddActor(self._outline.actor)
        apply_preset(self.preset, self._volume.GetProperty(), self._mapper)

    @property
    def has_volume(self) -> bool:
        return self._hu is not None

    @property
    def bounds_mm(self) -> tuple[float, ...] | None:
        """The six bounds of the volume; None without one."""
        return self._image.GetBounds() if self._hu is not None else None

    def attach(self, window: vtkRenderWindow) -> None:
        """Show the scene in a render window, the cube in a layer above it."""
        window.SetNumberOfLayers(2)
        window.SetMultiSamples(0)
        window.AddRenderer(self.renderer)
        window.AddRenderer(self.cube.renderer)
        self.set_moving(window, False)

    def set_volume(self, volume: Volume | None, visibility: NDArray[np.float32] | None = None) -> None:
        """Show another volume (or none). The camera stays where it is if the extent is the same.

        `visibility` (z, y, x), 0 to 1, is what is left of each voxel's opacity; None leaves all of it.
        """
        self._visibility = visibility
        if volume is None:
            self._hu = self._drawn = None
            self._volume.VisibilityOff()
            self._outline.actor.VisibilityOff()
            return
        hu = volume.as_int16().hu
        same_shape = self._hu is not None and self._hu.shape == hu.shape
        if same_shape and self._hu is not None:
            self._hu[...] = hu
        else:
            self._hu = np.array(hu, dtype=np.int16, order="C")
        depth, height, width = self._hu.shape
        bounds_before = self._image.GetBounds()
        self._image.SetDimensions(width, height, depth)
        self._image.SetSpacing(volume.spacing_zyx_mm[::-1])
        self._image.SetOrigin(volume.affine.origin_lps_mm)
        self._apply_appearance()
        self._mapper.SetInputData(self._image)
        set_sample_distance_mm(self._mapper, SAMPLE_SPACING_VOXELS * min(volume.spacing_zyx_mm))
        self._volume.VisibilityOn()
        self.set_crop(self.crop)
        if not same_shape or not np.allclose(bounds_before, self._image.GetBounds()):
            self.look_from("A")

    def set_preset(self, preset: VolumePreset) -> None:
        self.preset = preset
        self._apply_appearance()

    def _apply_appearance(self) -> None:
        """The preset as it is, or with the opacity of every voxel weighted by its visibility."""
        if self._hu is None:
            scalars = None
        elif self._visibility is None:
            scalars = self._hu
        elif self.preset.blend == "maximum":
            scalars = faded_hu(self._hu, self._visibility)
        else:
            scalars = faded_scalars(self._hu, self._visibility, self.preset)
        has_own_opacity = scalars is not None and scalars.ndim == 4
        self._volume.GetProperty().SetIndependentComponents(not has_own_opacity)
        apply_preset(self.preset, self._volume.GetProperty(), self._mapper)
        if has_own_opacity:
            let_second_component_fade(self._volume.GetProperty())
        if scalars is not None:
            self._draw(scalars)

    def _draw(self, scalars: NDArray[np.int16]) -> None:
        """Hand over the array itself: voxels (z, y, x), or (z, y, x, 2) with an opacity of their own."""
        if self._drawn is scalars:
            self._image.GetPointData().GetScalars().Modified()
        else:
            self._drawn = scalars
            flat = scalars.reshape(-1, 2) if scalars.ndim == 4 else scalars.ravel()
            self._image.GetPointData().SetScalars(numpy_to_vtk(flat, deep=False))
        self._image.Modified()

    def set_crop(self, crop: CropBox) -> None:
        """Show only a box of the volume and draw its edges; the whole box draws none."""
        self.crop = crop
        if self._hu is None:
            return
        bounds = np.array(self._image.GetBounds()).reshape(3, 2)
        extent = bounds[:, 1] - bounds[:, 0]
        limits = bounds[:, :1] + np.array([crop.x, crop.y, crop.z]) * extent[:, None]
        self._mapper.SetCropping(not crop.is_whole)
        self._mapper.SetCroppingRegionPlanes(*limits.ravel())
        self._mapper.SetCroppingRegionFlagsToSubVolume()
        self._outline.show(limits, visible=not crop.is_whole)

    def look_from(self, side: ViewSide) -> None:
        """Place the camera on a side of the patient, the whole volume in view."""
        cameras.look_from(self.renderer, side, self.bounds_mm)

    def prepare_frame(self) -> None:
        """Call right before each render: the cube follows the camera, nothing is clipped away."""
        self.renderer.ResetCameraClippingRange()
        window = self.renderer.GetRenderWindow()
        if window is not None and min(window.GetSize()) > 0:
            self.cube.follow(self.renderer.GetActiveCamera(), window.GetSize())

    def set_moving(self, window: vtkRenderWindow, moving: bool) -> None:
        """Trade quality for speed while the camera moves, and back."""
        window.SetDesiredUpdateRate(MOVING_FPS if moving else STILL_RATE_HZ)

    def copy_view_from(self, other: "VolumeScene") -> None:
        """Take over the appearance, crop and camera of another scene (not its volume)."""
        SceneState.of(other).apply_to(self)

    def close(self) -> None:
        """Release the graphics resources; the scene is not used afterwards."""
        self.renderer.RemoveAllViewProps()
        self.cube.renderer.RemoveAllViewProps()
        self._mapper.RemoveAllInputs()
        self._hu = self._drawn = None


class _Outline:
    """The edges of the crop box."""

    def __init__(self) -> None:
        self._source = vtkCubeSource()
        outline = vtkOutlineFilter()
        outline.SetInputConnection(self._source.GetOutputPort())
        mapper = vtkPolyDataMapper()
        mapper.SetInputConnection(outline.GetOutputPort())
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        self.actor.GetProperty().SetColor(0.45, 0.65, 0.95)
        self.actor.GetProperty().SetLineWidth(1.5)
        self.actor.PickableOff()
        self.actor.VisibilityOff()

    def show(self, limits_mm: NDArray[np.float64], *, visible: bool) -> None:
        self._source.SetBounds(*limits_mm.ravel())
        self.actor.SetVisibility(visible)
