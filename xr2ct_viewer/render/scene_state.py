"""How a 3D scene looks, as JSON: what pictures and movies need to draw the same scene in another process.

Invariant: whatever can be changed about a scene's look (not its volume) is part of its state. A feature added to the
scene is added here, else it is missing from every picture and movie. Units: LPS millimetres, degrees.
"""

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict
from vtkmodules.vtkRenderingCore import vtkCamera

from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.render.presets import dump_preset, parse_preset

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
    """Appearance, crop and camera. `preset` is the text of a `.vp.json`, edits included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset_id: str
    preset: str
    crop: tuple[Share, Share, Share]
    camera: CameraPose

    @classmethod
    def of(cls, scene: "VolumeScene") -> "SceneState":
        crop = scene.crop
        return cls(
            preset_id=scene.preset.id,
            preset=dump_preset(scene.preset),
            crop=(crop.x, crop.y, crop.z),
            camera=CameraPose.of(scene.renderer.GetActiveCamera()),
        )

    def apply_to(self, scene: "VolumeScene") -> None:
        """Make a scene look like this; it has its volume already."""
        scene.set_preset(parse_preset(self.preset, self.preset_id))
        scene.set_crop(CropBox(*self.crop))
        self.camera.apply_to(scene.renderer.GetActiveCamera())
