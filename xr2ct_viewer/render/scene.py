"""The 3D scene: one volume, its appearance, what is cut away, surfaces, the X-rays in space and an orientation cube.
Knows no widget.

Invariants: the volume's own array is shared with VTK and updated in place (a volume of the same shape re-uses it), but
for voxels that fade, which are drawn from a copy (see `fading.py`); VTK's world is LPS millimetres; the mapper is
chosen once from what the OpenGL probe found. While moving, the sampling adapts to reach `MOVING_FPS`, and soft shadows
are off.
"""

from typing import Final

import numpy as np
import vtkmodules.vtkRenderingOpenGL2
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  both register the OpenGL classes
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkRenderingCore import vtkCamera, vtkRenderer, vtkRenderWindow, vtkVolume

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.space_radiograph import SpaceRadiograph
from xr2ct_viewer.render import camera as cameras
from xr2ct_viewer.render.beams import Beams
from xr2ct_viewer.render.camera import ViewSide
from xr2ct_viewer.render.crop_handles import CropHandles
from xr2ct_viewer.render.cutting import cut_volume, plane_of, planes_of_box
from xr2ct_viewer.render.fading import faded_hu, faded_scalars, let_second_component_fade
from xr2ct_viewer.render.gl_probe import GlKind
from xr2ct_viewer.render.mappers import make_mapper, set_sample_distance_mm, set_soft_shadows
from xr2ct_viewer.render.orientation_cube import OrientationCube
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.render.scene_input import SceneInput
from xr2ct_viewer.render.surfaces import SurfaceActors
from xr2ct_viewer.render.transfer import apply_preset

MOVING_FPS: Final = 25.0
STILL_RATE_HZ: Final = 1e-4
WHEEL_SETTLE_MS: Final = 180
STILL_DELAY_MS: Final = 30
"""How long a host waits after the wheel or the button before it draws the frame of full quality."""
SAMPLE_SPACING_VOXELS: Final = 0.7
"""Distance between samples along a ray; half a voxel looks the same and takes a third longer."""
BEAMS_ELEVATION_DEG: Final = 22.0
BACKGROUND_RGB: Final = (0.035, 0.04, 0.05)


class VolumeScene:
    """A renderer with one volume; a host puts it into a render window with `attach`."""

    def __init__(self, gl_kind: GlKind) -> None:
        self.gl_kind = gl_kind
        self.renderer = vtkRenderer()
        self.renderer.SetBackground(*BACKGROUND_RGB)
        self.cube = OrientationCube()
        self.preset = bundled_presets()[0]
        self.crop, self.clip = CropBox(), None
        self.shows_volume, self.shows_handles, self.soft_shadows = True, False, False
        self.moving_fps = MOVING_FPS
        self._mapper = make_mapper(gl_kind)
        self._image = vtkImageData()
        self._hu: NDArray[np.int16] | None = None
        self._drawn: NDArray[np.int16] | None = None
        self._visibility: NDArray[np.float32] | None = None
        self._volume = vtkVolume()
        self._volume.SetMapper(self._mapper)
        self._volume.VisibilityOff()
        self.renderer.AddVolume(self._volume)
        self.handles = CropHandles(self.renderer)
        self.surfaces = SurfaceActors(self.renderer)
        self.beams = Beams(self.renderer)
        self.input = SceneInput(self)
        self._camera_before = vtkCamera()
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

    # What is drawn

    def set_volume(self, volume: Volume | None, visibility: NDArray[np.float32] | None = None) -> None:
        """Show another volume (or none). The camera stays where it is if it has the same extent, however fine.

        `visibility` (z, y, x), 0 to 1, is what is left of each voxel's opacity; None leaves all of it.
        """
        self._visibility = visibility
        if volume is None:
            self._hu = self._drawn = None
            self._volume.VisibilityOff()
            self._cut()
            return
        edges_before = self._edges_mm() if self._hu is not None else None
        hu = volume.as_int16().hu
        same_shape = self._hu is not None and self._hu.shape == hu.shape
        if same_shape and self._hu is not None:
            self._hu[...] = hu
        else:
            self._hu = np.array(hu, dtype=np.int16, order="C")
        depth, height, width = self._hu.shape
        self._image.SetDimensions(width, height, depth)
        self._image.SetSpacing(volume.spacing_zyx_mm[::-1])
        self._image.SetOrigin(volume.affine.origin_lps_mm)
        self._apply_appearance(is_new=True)
        self._mapper.SetInputData(self._image)
        set_sample_distance_mm(self._mapper, SAMPLE_SPACING_VOXELS * min(volume.spacing_zyx_mm))
        self._volume.SetVisibility(self.shows_volume)
        self._cut()
        if edges_before is None or not np.allclose(edges_before, self._edges_mm()):
            self.look_from("A")

    def _edges_mm(self) -> NDArray[np.float64]:
        """Where the first and the last voxels begin and end, (3, 2): the same for finer voxels of the same cube."""
        half_mm = 0.5 * np.array(self._image.GetSpacing())[:, None]
        return np.asarray(np.reshape(self._image.GetBounds(), (3, 2)) + half_mm * (-1.0, 1.0))

    def set_preset(self, preset: VolumePreset) -> None:
        self.preset = preset
        self._apply_appearance()

    def show_volume(self, shown: bool) -> None:
        """Draw the volume, or only what else is in the scene."""
        self.shows_volume = shown
        self._volume.SetVisibility(shown and self._hu is not None)

    def set_crop(self, crop: CropBox) -> None:
        """Show only a box of volume and surfaces and draw its edges; the whole box draws none."""
        self.crop = crop
        self._cut()

    def set_clip(self, clip: ClipPlane | None) -> None:
        """Hide what lies in front of a plane."""
        self.clip = clip
        self._cut()

    def show_handles(self, shown: bool) -> None:
        """Offer the faces of the crop box to the mouse."""
        self.shows_handles = shown
        self._cut()

    def set_soft_shadows(self, on: bool) -> None:
        """Soft shadows at rest; without effect on software OpenGL."""
        self.soft_shadows = on
        set_soft_shadows(self._mapper, on)

    # The camera and the frame

    def look_from(self, side: ViewSide) -> None:
        """Place the camera on a side of the patient, the whole volume in view, or all of the beams if shown."""
        cameras.look_from(self.renderer, side, self.bounds_mm, cameras.CLOSE_UP)
        self.fit()

    def set_radiographs(self, radiographs: tuple[SpaceRadiograph, ...]) -> None:
        """The pair that can stand in space; the first one to come in view is looked at as `show_beams` does."""
        had_some = bool(self.beams.radiographs)
        self.beams.set_radiographs(radiographs)
        if self.beams.are_shown and radiographs and not had_some:
            self.beams.show(False)
            self.show_beams(True)

    def show_beams(self, shown: bool) -> None:
        """Stand the X-rays in space and step back to where both are seen; the camera returns when they go."""
        if shown == self.beams.are_shown:
            return
        self.beams.show(shown)
        camera = self.renderer.GetActiveCamera()
        if not shown:
            camera.DeepCopy(self._camera_before)
        elif self.beams.radiographs:
            self._camera_before.DeepCopy(camera)
            cameras.look_towards(self.renderer, tuple(self.beams.towards_sources), BEAMS_ELEVATION_DEG)
            self.fit()

    def fit(self) -> None:
        """Bring everything that is shown into view without turning."""
        points = self.beams.points_mm
        if points is None:
            cameras.fit(self.renderer, self.bounds_mm, cameras.CLOSE_UP)
            return
        if self.bounds_mm is not None:
            ends = np.array(self.bounds_mm).reshape(3, 2)
            corners = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, 3)
            points = np.concatenate([points, corners])
        cameras.fit_points(self.renderer, points)

    def prepare_frame(self) -> None:
        """Call right before each render: cube and handles follow the camera, nothing is clipped away."""
        self.handles.keep_size()
        self.renderer.ResetCameraClippingRange()
        window = self.renderer.GetRenderWindow()
        if window is not None and min(window.GetSize()) > 0:
            self.cube.follow(self.renderer.GetActiveCamera(), window.GetSize())

    def set_moving(self, window: vtkRenderWindow, moving: bool) -> None:
        """Trade quality for speed while the camera moves, and back."""
        window.SetDesiredUpdateRate(self.moving_fps if moving else STILL_RATE_HZ)
        set_soft_shadows(self._mapper, self.soft_shadows and not moving)

    def copy_view_from(self, other: "VolumeScene") -> None:
        """Take over all of another scene but its volume and the handles, which are for the mouse."""
        self.set_preset(other.preset)
        self.show_volume(other.shows_volume)
        self.surfaces.copy_from(other.surfaces)
        self.beams.copy_from(other.beams)
        self.crop, self.clip = other.crop, other.clip
        self._cut()
        self.set_soft_shadows(other.soft_shadows)
        self.renderer.GetActiveCamera().DeepCopy(other.renderer.GetActiveCamera())

    def close(self) -> None:
        """Release the graphics resources; the scene is not used afterwards."""
        self.renderer.RemoveAllViewProps()
        self.cube.renderer.RemoveAllViewProps()
        self._mapper.RemoveAllInputs()
        self._hu = self._drawn = None

    def _apply_appearance(self, *, is_new: bool = False) -> None:
        """The preset as it is, or with the opacity of every voxel weighted by its visibility.

        Voxels that are not new are left as they are: the fixed-point mapper works out all gradients of new ones.
        """
        if self._hu is None:
            scalars = None
        elif self._visibility is None:
            scalars = self._hu
        elif self.preset.blend != "composite":
            scalars = faded_hu(self._hu, self._visibility)
        else:
            scalars = faded_scalars(self._hu, self._visibility, self.preset)
        has_own_opacity = scalars is not None and scalars.ndim == 4
        self._volume.GetProperty().SetIndependentComponents(not has_own_opacity)
        apply_preset(self.preset, self._volume.GetProperty(), self._mapper)
        if has_own_opacity:
            let_second_component_fade(self._volume.GetProperty())
        if scalars is not None and (is_new or scalars is not self._drawn):
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

    def _cut(self) -> None:
        self.handles.place(self.crop, self.bounds_mm, handles=self.shows_handles)
        if self.bounds_mm is None:
            return
        cut_volume(self._mapper, self.crop, self.clip, self.bounds_mm)
        self.surfaces.cut(
            planes_of_box(self.crop, self.bounds_mm), plane_of(self.clip) if self.clip is not None else None
        )
