"""How a 3D scene looks, as JSON: what pictures and movies need to draw the same scene in another process.

Invariant: whatever can be changed about a scene's look (not its volume) is part of its state. A feature added to the
scene is added here, else it is missing from every picture and movie. Units: LPS millimetres, degrees.
"""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict
from vtkmodules.vtkRenderingCore import vtkCamera

from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.render.presets import dump_preset, parse_preset
from xr2ct_viewer.render.scene_parts import RadiographState, SurfaceState

if TYPE_CHECKING:
    from xr2ct_viewer.render.scene import VolumeScene

Triple = tuple[float, float, float]
Share = tuple[float, float]


class CameraPose(BaseModel):
    """Where the camera stands and how much it sees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position_mm: Triple
    focus_mm: Triple
    up: Triple
    view_angle_deg: float
    is_parallel: bool = False
    parallel_scale_mm: float = 1.0

    @classmethod
    def of(cls, camera: vtkCamera) -> "CameraPose":
        return cls(
            position_mm=camera.GetPosition(),
            focus_mm=camera.GetFocalPoint(),
            up=camera.GetViewUp(),
            view_angle_deg=camera.GetViewAngle(),
            is_parallel=bool(camera.GetParallelProjection()),
            parallel_scale_mm=camera.GetParallelScale(),
        )

    def apply_to(self, camera: vtkCamera) -> None:
        camera.SetPosition(*self.position_mm)
        camera.SetFocalPoint(*self.focus_mm)
        camera.SetViewUp(*self.up)
        camera.SetViewAngle(self.view_angle_deg)
        camera.SetParallelProjection(self.is_parallel)
        camera.SetParallelScale(self.parallel_scale_mm)


class SceneState(BaseModel):
    """Appearance, what is cut away, surfaces, X-rays in space, light and camera.

    `preset` is the text of a `.vp.json`, edits included; `clip` is a point and the normal of what is taken away.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset_id: str
    preset: str
    crop: tuple[Share, Share, Share]
    camera: CameraPose
    clip: tuple[Triple, Triple] | None = None
    shows_volume: bool = True
    soft_shadows: bool = False
    surfaces: tuple[SurfaceState, ...] = ()
    radiographs: tuple[RadiographState, ...] = ()
    crosshair_lps_mm: Triple | None = None

    @classmethod
    def of(cls, scene: "VolumeScene") -> "SceneState":
        crop, clip, beams = scene.crop, scene.clip, scene.beams
        return cls(
            preset_id=scene.preset.id,
            preset=dump_preset(scene.preset),
            crop=(crop.x, crop.y, crop.z),
            camera=CameraPose.of(scene.renderer.GetActiveCamera()),
            clip=(clip.point_lps_mm, clip.normal) if clip is not None else None,
            shows_volume=scene.shows_volume,
            soft_shadows=scene.soft_shadows,
            surfaces=tuple(SurfaceState.of(surface) for surface in scene.surfaces.shown.values()),
            radiographs=tuple(RadiographState.of(known) for known in beams.radiographs) if beams.are_shown else (),
            crosshair_lps_mm=beams.crosshair,
        )

    def apply_to(self, scene: "VolumeScene") -> None:
        """Make a scene look like this; it has its volume already."""
        scene.set_preset(parse_preset(self.preset, self.preset_id))
        scene.set_crop(CropBox(*self.crop))
        scene.set_clip(ClipPlane(*self.clip) if self.clip is not None else None)
        scene.show_volume(self.shows_volume)
        scene.set_soft_shadows(self.soft_shadows)
        scene.surfaces.show(state.surface(str(index)) for index, state in enumerate(self.surfaces))
        scene.beams.set_radiographs(tuple(state.radiograph() for state in self.radiographs))
        scene.beams.set_crosshair(self.crosshair_lps_mm)
        scene.beams.show(bool(self.radiographs))
        self.camera.apply_to(scene.renderer.GetActiveCamera())
