"""Rendering presets: the shipped ones, 3D Slicer's files, and bad ones."""

import json

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.render.presets import PRESET_ORDER, bundled_presets, dump_preset, parse_preset

SLICER_FILE = {
    "@schema": "https://example.org/volume-property-schema-v1.0.0.json#",
    "volumeProperties": [
        {
            "effectiveRange": [0.0, 220.0],
            "isoSurfaceValues": [0.0],
            "independentComponents": True,
            "components": [
                {
                    "componentWeight": 1.0,
                    "shade": True,
                    "lighting": {"diffuse": 1.0, "ambient": 0.2, "specular": 0.0, "specularPower": 1.0},
                    "rgbTransferFunction": {
                        "type": "colorTransferFunction",
                        "points": [
                            {"x": 220.0, "color": [1, 1, 1], "midpoint": 0.5},
                            {"x": 0.0, "color": [0, 0, 0], "sharpness": 0.0},
                        ],
                    },
                    "scalarOpacity": {
                        "type": "piecewiseLinearFunction",
                        "points": [{"x": 0, "y": 0}, {"x": 9, "y": 1}],
                    },
                }
            ],
        }
    ],
}


def test_all_bundled_presets_load_and_have_titles() -> None:
    presets = bundled_presets()
    assert [preset.id for preset in presets] == list(PRESET_ORDER)
    assert len({preset.title for preset in presets}) == len(presets)


@pytest.mark.parametrize("preset", bundled_presets(), ids=lambda preset: preset.id)
def test_air_around_the_patient_is_transparent_in_every_preset(preset) -> None:
    lowest = preset.opacity[0]
    assert lowest.x <= -1000
    assert lowest.y == 0.0


@pytest.mark.parametrize("preset", bundled_presets(), ids=lambda preset: preset.id)
def test_a_preset_survives_writing_and_reading(preset) -> None:
    assert parse_preset(dump_preset(preset), preset.id) == preset


def test_a_slicer_file_is_read_with_its_points_sorted() -> None:
    preset = parse_preset(json.dumps(SLICER_FILE), "ct_heart")
    assert preset.title == "Ct heart"
    assert [point.x for point in preset.colour] == [0.0, 220.0]
    assert preset.lighting is not None
    assert preset.lighting.specular_power == 1.0
    assert preset.blend == "composite"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1, 2]",
        json.dumps({"volumeProperties": []}),
        json.dumps({"volumeProperties": [{"components": [{}]}]}),
    ],
)
def test_a_bad_preset_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        parse_preset(text, "broken")
