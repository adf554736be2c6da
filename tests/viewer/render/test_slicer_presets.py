"""Presets of 3D Slicer: whole ones, those with slips, and files that are something else."""

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.render.slicer_presets import parse_scene, parse_vp

BONE = (
    '<VolumeProperty id="vtkMRMLVolumePropertyNode1" name="CT-Bone" interpolation="1" shade="1" diffuse="0.6"'
    ' ambient="0.1" specular="0.2" specularPower="10" gradientOpacity="4 0 1 255 1"'
    ' scalarOpacity="8 -3024 0 152 0.6 278 0.7 3071 0.8"'
    ' colorTransfer="12 -3024 0 0 0 143 0.6 0.3 0.2 3071 1 1 1" />'
)
SLIPS = (
    '<VolumeProperty name="Wrong count" shade="0" scalarOpacity="99 200 0.9 0 -0.2 400" colorTransfer="4 0 2 0.5 -1"'
    ' gradientOpacity="4 0 0 90 1" />'
)
EMPTY = '<VolumeProperty name="Nothing" scalarOpacity="0" colorTransfer="four 1 2 3" />'


def scene(*nodes: str) -> str:
    return f'<MRML version="Slicer4"><Camera name="x"/>{"".join(nodes)}</MRML>'


def test_a_preset_is_read_with_its_points_colours_and_lighting() -> None:
    (preset,) = parse_scene(scene(BONE))
    assert preset.title == "CT-Bone" and preset.id == "ct-bone"
    assert [(point.x, point.y) for point in preset.opacity] == [(-3024, 0), (152, 0.6), (278, 0.7), (3071, 0.8)]
    assert preset.colour[1].color == (0.6, 0.3, 0.2)
    assert preset.lighting is not None and preset.lighting.specular_power == 10.0
    assert preset.gradient_opacity == ()


def test_slips_are_mended_and_what_is_no_preset_is_left_out() -> None:
    presets = parse_scene(scene(EMPTY, SLIPS, BONE))
    assert [preset.title for preset in presets] == ["Wrong count", "CT-Bone"]
    mended = presets[0]
    assert [(point.x, point.y) for point in mended.opacity] == [(0, 0.0), (200, 0.9)]
    assert mended.colour[0].color == (1.0, 0.5, 0.0)
    assert mended.lighting is None and len(mended.gradient_opacity) == 2


def test_a_vp_file_is_read_line_by_line() -> None:
    lines = ["1", "1", "0.9", "0.1", "0.2", "10", "4 -100 0 300 0.5", "4 0 1 255 1", "8 -100 0 0 0 300 1 0.5 0.25"]
    preset = parse_vp("\n".join(lines), "ct_cardiac")
    assert preset.opacity[1].y == 0.5 and preset.colour[1].color == (1.0, 0.5, 0.25)
    assert preset.lighting is not None and preset.lighting.diffuse == 0.9


@pytest.mark.parametrize(
    "text",
    ["", "not xml", scene(), scene(EMPTY), '<!DOCTYPE x [<!ENTITY a "b">]><MRML/>'],
    ids=["empty", "text", "no preset", "empty preset", "entities"],
)
def test_other_files_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadInputError):
        parse_scene(text)
    with pytest.raises(BadInputError, match="not a volume property"):
        parse_vp(text, "file")
