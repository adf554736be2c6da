"""How the 3D view looks: appearance, crop, clip plane, light, and what else stands in the scene. Observable.

`look.events.preset.connect(callback)`: one signal a field, fired when the value really changes. Whoever changes a
field on behalf of a person pushes the step to take it back; nobody else does.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from psygnal import SignalGroupDescriptor

from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets


@dataclass(eq=False)
class VolumeLook:
    """`soft_shadows` has an effect on hardware OpenGL only; `show_volume` off leaves surfaces and X-rays alone."""

    events: ClassVar[SignalGroupDescriptor] = SignalGroupDescriptor()

    preset: VolumePreset = field(default_factory=lambda: bundled_presets()[0])
    crop: CropBox = field(default_factory=CropBox)
    clip: ClipPlane | None = None
    show_volume: bool = True
    show_handles: bool = False
    show_xrays: bool = False
    soft_shadows: bool = False
