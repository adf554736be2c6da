"""What the 3D view shows besides its volume, and how: appearance, cuts, light, surfaces, X-rays in space. Observable.

`look.events.preset.connect(callback)`: one signal a field, fired when the value really changes. Whoever changes a
field on behalf of a person pushes the step to take it back; nobody else does.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.display import Point
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.space_radiograph import SpaceRadiograph
from xr2ct_viewer.models.surfaces import Surface
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets


@dataclass(eq=False)
class VolumeLook:
    """`soft_shadows` has an effect on hardware OpenGL only; `show_volume` off leaves surfaces and X-rays alone.

    `radiographs`, `crosshair` (LPS mm, None draws no rays) and `surfaces` follow the case in front and are no steps.
    """

    events: ClassVar[Events] = Events()

    preset: VolumePreset = field(default_factory=lambda: bundled_presets()[0])
    crop: CropBox = field(default_factory=CropBox)
    clip: ClipPlane | None = None
    show_volume: bool = True
    show_handles: bool = False
    show_xrays: bool = False
    soft_shadows: bool = False
    radiographs: tuple[SpaceRadiograph, ...] = ()
    crosshair: Point | None = None
    surfaces: tuple[Surface, ...] = ()
