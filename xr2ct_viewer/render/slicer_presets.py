"""3D Slicer's older presets: the volume properties of a scene file (`presets.xml`, `.mrml`) and of `.vp` text.

Tolerant, because shipped files contain slips: a transfer function is a list of numbers whose first is the count of
those that follow, and where the count is wrong the numbers themselves decide; surplus numbers are left out, points are
sorted, values are held to their domain. What cannot be a transfer function at all is skipped, and if nothing is left,
the file is refused. Formats: `vtkMRMLVolumePropertyNode` and `vtkMRMLVolumePropertyStorageNode` of 3D Slicer.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from pydantic import ValidationError

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.render.presets import ColourPoint, Lighting, OpacityPoint, VolumePreset

NODE: Final = "VolumeProperty"
FINITE: Final = 1e6


def parse_scene(text: str) -> tuple[VolumePreset, ...]:
    """The usable presets of a scene file in its order; raises `BadInputError` if there is none."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadInputError("The scene file declares entities, which presets never need.", "Choose another file.")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise BadInputError(f"The scene file is not XML: {error}.", "Choose Slicer's presets.xml.") from error
    found = [preset for node in root.iter(NODE) if (preset := _from_node(dict(node.attrib))) is not None]
    if not found:
        raise BadInputError(
            "The scene file holds no volume rendering preset that can be read.", "Choose Slicer's presets.xml."
        )
    return tuple(found)


def parse_vp(text: str, preset_id: str) -> VolumePreset:
    """A `.vp` text file: shading on five lines, then gradient opacity, scalar opacity and colours, a line each."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 9:
        raise BadInputError(
            f"{preset_id} is not a volume property of 3D Slicer: {len(lines)} lines, not 9.", "Save it as .vp.json."
        )
    names = ("interpolation", "shade", "diffuse", "ambient", "specular", "specularPower")
    tail = ("scalarOpacity", "gradientOpacity", "colorTransfer")
    words = dict(zip((*names, *tail), lines[:9], strict=True))
    preset = _from_node({**words, "name": preset_id})
    if preset is None:
        raise BadInputError(f"{preset_id} holds no transfer function that can be read.", "Save it as .vp.json.")
    return preset


def _from_node(node: dict[str, str]) -> VolumePreset | None:
    opacity = [OpacityPoint(x=x, y=_share(y)) for x, y in _points(node.get("scalarOpacity", ""), 2)]
    colour = [
        ColourPoint(x=x, color=(_share(red), _share(green), _share(blue)))
        for x, red, green, blue in _points(node.get("colorTransfer", ""), 4)
    ]
    if len(opacity) < 2 or not colour:
        return None
    gradient = [OpacityPoint(x=x, y=_share(y)) for x, y in _points(node.get("gradientOpacity", ""), 2)]
    is_flat = all(point.y == 1.0 for point in gradient)
    name = node.get("name", "").strip() or "Preset"
    return VolumePreset(
        id=name.lower().replace(" ", "_"),
        title=name,
        colour=tuple(sorted(colour, key=lambda point: point.x)),
        opacity=tuple(sorted(opacity, key=lambda point: point.x)),
        gradient_opacity=() if is_flat else tuple(sorted(gradient, key=lambda point: point.x)),
        lighting=_lighting(node) if node.get("shade", "0").strip() not in ("0", "") else None,
    )


def _points(text: str, width: int) -> Iterator[tuple[float, ...]]:
    """Groups of `width` numbers after the count; words that are no numbers end the list."""
    numbers = []
    for word in text.split():
        try:
            numbers.append(float(word))
        except ValueError:
            break
    body = numbers[1:]
    if numbers and 0 < numbers[0] <= len(body):
        body = body[: int(numbers[0])]
    for start in range(0, len(body) - width + 1, width):
        group = tuple(body[start : start + width])
        if all(abs(number) < FINITE for number in group):
            yield group


def _lighting(node: dict[str, str]) -> Lighting:
    try:
        return Lighting.model_validate({name: node[name] for name in _LIGHT_NAMES if name in node})
    except ValidationError:
        return Lighting()


_LIGHT_NAMES: Final = ("ambient", "diffuse", "specular", "specularPower")


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
