"""Volume rendering presets in Hounsfield units, stored in 3D Slicer's `.vp.json` format.

Invariants: transfer function points are sorted by HU; opacities and colours lie in [0, 1]. Keys of the format that
this program does not use are ignored on reading. The blend mode, which the format lacks, is kept under `xr2ct`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xr2ct_core.errors import BadInputError

BlendMode = Literal["composite", "maximum"]
SCHEMA: Final = (
    "https://raw.githubusercontent.com/slicer/slicer/main/Modules/Loadable/VolumeRendering/"
    "Resources/Schema/volume-property-schema-v1.0.0.json#"
)
PRESET_ORDER: Final = (
    "chest",
    "lung",
    "lung_surface",
    "airways",
    "bone",
    "vessels",
    "soft_tissue",
    "skin",
    "mip",
    "x_ray",
)


class _Tolerant(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class ColourPoint(_Tolerant):
    x: float
    color: tuple[float, float, float]


class OpacityPoint(_Tolerant):
    x: float
    y: float = Field(ge=0.0, le=1.0)


class _ColourFunction(_Tolerant):
    points: tuple[ColourPoint, ...] = Field(min_length=1)


class _OpacityFunction(_Tolerant):
    points: tuple[OpacityPoint, ...] = Field(min_length=1)


class Lighting(_Tolerant):
    ambient: float = 0.2
    diffuse: float = 0.8
    specular: float = 0.1
    specular_power: float = Field(10.0, alias="specularPower")


class _Component(_Tolerant):
    shade: bool = False
    lighting: Lighting = Lighting.model_construct(ambient=0.2, diffuse=0.8, specular=0.1, specular_power=10.0)
    unit_distance_mm: float = Field(1.0, alias="scalarOpacityUnitDistance", gt=0)
    colour: _ColourFunction = Field(alias="rgbTransferFunction")
    opacity: _OpacityFunction = Field(alias="scalarOpacity")
    gradient: _OpacityFunction | None = Field(None, alias="gradientOpacity")


class _Property(_Tolerant):
    components: tuple[_Component, ...] = Field(min_length=1)


class _Extra(_Tolerant):
    title: str = ""
    blend: BlendMode = "composite"


class _PresetFile(_Tolerant):
    properties: tuple[_Property, ...] = Field(alias="volumeProperties", min_length=1)
    extra: _Extra = Field(_Extra.model_construct(title="", blend="composite"), alias="xr2ct")


@dataclass(frozen=True)
class VolumePreset:
    """How HU become colour and opacity. `unit_distance_mm` is the path over which the opacity is reached."""

    id: str
    title: str
    colour: tuple[ColourPoint, ...]
    opacity: tuple[OpacityPoint, ...]
    gradient_opacity: tuple[OpacityPoint, ...] = ()
    lighting: Lighting | None = None
    unit_distance_mm: float = 1.0
    blend: BlendMode = "composite"


def parse_preset(text: str, preset_id: str) -> VolumePreset:
    """Read `.vp.json` text, ours or 3D Slicer's; raises `BadInputError` naming the field at fault."""
    try:
        document = _PresetFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInputError(
            f"The rendering preset {preset_id!r} cannot be read: {where or 'file'}: {first['msg']}.",
            "Export it again as .vp.json.",
        ) from error
    component = document.properties[0].components[0]
    return VolumePreset(
        id=preset_id,
        title=document.extra.title or preset_id.replace("_", " ").capitalize(),
        colour=tuple(sorted(component.colour.points, key=lambda point: point.x)),
        opacity=tuple(sorted(component.opacity.points, key=lambda point: point.x)),
        gradient_opacity=component.gradient.points if component.gradient else (),
        lighting=component.lighting if component.shade else None,
        unit_distance_mm=component.unit_distance_mm,
        blend=document.extra.blend,
    )


def dump_preset(preset: VolumePreset) -> str:
    """`.vp.json` text of a preset, readable by 3D Slicer."""
    component: dict[str, Any] = {
        "shade": preset.lighting is not None,
        "scalarOpacityUnitDistance": preset.unit_distance_mm,
        "rgbTransferFunction": {
            "type": "colorTransferFunction",
            "points": [{"x": point.x, "color": list(point.color)} for point in preset.colour],
        },
        "scalarOpacity": {
            "type": "piecewiseLinearFunction",
            "points": [{"x": point.x, "y": point.y} for point in preset.opacity],
        },
    }
    if preset.lighting:
        component["lighting"] = preset.lighting.model_dump(by_alias=True)
    if preset.gradient_opacity:
        component["gradientOpacity"] = {
            "type": "piecewiseLinearFunction",
            "points": [{"x": point.x, "y": point.y} for point in preset.gradient_opacity],
        }
    document = {
        "@schema": SCHEMA,
        "volumeProperties": [{"interpolationType": "linear", "components": [component]}],
        "xr2ct": {"title": preset.title, "blend": preset.blend},
    }
    return json.dumps(document, indent=2)


@cache
def bundled_presets() -> tuple[VolumePreset, ...]:
    """The presets shipped with the program, in the order of the menu."""
    folder = files("xr2ct_resources") / "presets"
    return tuple(
        parse_preset((folder / f"{preset_id}.vp.json").read_text(encoding="utf-8"), preset_id)
        for preset_id in PRESET_ORDER
    )
