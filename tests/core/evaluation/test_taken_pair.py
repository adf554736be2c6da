"""Pairs as hospitals take them: what is told and what is not, another breath, a machine's images, all said."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.pose_conditions import TakenLateral
from xr2ct_core.evaluation.stand_in import StandIn, drawn_stand_in
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.evaluation.taken_pair import Taking, movements_of, take_pair
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry, rotation_matrix
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=96, cols=96, pixel_mm=4.0)
POSE = LateralPose(turn_deg=5.0, height_mm=10.0)
TURNED = POSE.applied(GEOMETRY)
UNTOLD = (
    "Simulated: the lateral X-ray was turned by 5.0° (its source towards the patient's front) and 10 mm higher, "
    "which the pair does not tell."
)


@pytest.fixture(scope="module")
def chest() -> Volume:
    return make_thorax(3, WorkingGrid(32))


def test_a_straight_pair_is_what_it_always_was(chest: Volume) -> None:
    wanted = simulate_pair(chest, GEOMETRY, subject="a", photons=1e4, seed=3)
    found = take_pair(chest, Taking(GEOMETRY, photons=1e4, seed=3), subject="a")
    for one, other in zip(found.radiographs, wanted.radiographs, strict=True):
        np.testing.assert_array_equal(one.image, other.image)
        assert one.assumptions == () and one.source == "simulated from CT"
    assert found.geometry == GEOMETRY and not Taking(GEOMETRY).needs_torch


def test_a_turned_tube_is_told_or_not_and_the_image_is_the_same(chest: Volume) -> None:
    told = take_pair(chest, Taking(TURNED))
    untold = take_pair(chest, Taking(TURNED, "straight"))
    np.testing.assert_array_equal(told.lateral.image, untold.lateral.image)
    assert told.geometry.views == TURNED.views and told.lateral.assumptions == ()
    assert untold.geometry == GEOMETRY and untold.lateral.assumptions == (UNTOLD,)
    assert untold.frontal.assumptions == ()
    wanted = TakenLateral("turned", "", POSE).pair(chest, GEOMETRY)
    np.testing.assert_array_equal(untold.lateral.image, wanted.lateral.image)


def test_an_untold_pair_of_a_preset_bears_its_name_and_a_turned_one_does_not(chest: Volume) -> None:
    preset = BiplanarGeometry.preset("clinic")
    turned = replace(preset, frontal=preset.frontal.turned(3.0))
    assert Taking(turned, "straight").told_geometry == preset
    assert Taking(turned).told_geometry == replace(turned, name="custom")


def test_another_breath_is_in_the_lateral_alone(chest: Volume) -> None:
    still, deep = take_pair(chest, Taking(GEOMETRY)), take_pair(chest, Taking(GEOMETRY, breath_mm=15.0))
    np.testing.assert_array_equal(deep.frontal.image, still.frontal.image)
    assert np.abs(deep.lateral.image - still.lateral.image).max() > 0.3
    said = "Simulated: in the lateral X-ray the diaphragm stands 15 mm lower than in the frontal one."
    assert deep.lateral.assumptions == (said,) and deep.frontal.assumptions == ()
    (higher,) = take_pair(chest, Taking(GEOMETRY, breath_mm=-4.0)).lateral.assumptions
    assert "4 mm higher" in higher


@pytest.mark.parametrize("shown", ["display", "drawn"])
def test_a_machine_shows_what_stand_ins_show(chest: Volume, shown: Any) -> None:
    how = Taking(GEOMETRY, shown=shown, seed=2)
    pair = take_pair(chest, how, subject="a")
    machine = drawn_stand_in(2, "a") if shown == "drawn" else StandIn(seed=2)
    still = replace(machine, turn_deg=0.0, height_mm=0.0, breath_mm=0.0, magnification=1.0)
    for one, other in zip(
        pair.radiographs, stand_in_pair(chest, GEOMETRY, still, subject="a").radiographs, strict=True
    ):
        np.testing.assert_array_equal(one.image, other.image)
        assert one.scale == "display" and one.assumptions[0].startswith("Simulated: scatter, noise and tone curve")
    another = take_pair(chest, replace(how, seed=3), subject="a")
    assert not np.array_equal(another.frontal.image, pair.frontal.image)


def test_a_turned_pair_in_another_breath_is_shown_by_a_machine_and_says_all(chest: Volume) -> None:
    pair = take_pair(chest, Taking(TURNED, "straight", 10.0, "display"))
    straight = take_pair(chest, Taking(GEOMETRY, shown="display"))
    assert pair.geometry == GEOMETRY and len(pair.lateral.assumptions) == 3
    np.testing.assert_array_equal(pair.frontal.image, straight.frontal.image)
    assert np.abs(pair.lateral.image - straight.lateral.image).mean() > 0.01


def test_what_cannot_be_taken_is_refused(chest: Volume) -> None:
    with pytest.raises(BadConfigError, match="inside the volume"):
        take_pair(chest, Taking(BiplanarGeometry.make(sad_mm=100.0, rows=32, cols=32)))
    solid = Volume.on_grid(np.zeros((32, 32, 32), np.int16), WorkingGrid(32))
    with pytest.raises(BadInputError, match="No lungs were found"):
        take_pair(solid, Taking(GEOMETRY, breath_mm=5.0))


SIDES = {"left": (0, 1), "right": (0, -1), "back": (1, 1), "front": (1, -1), "head": (2, 1), "feet": (2, -1)}
"""Axis and sign of each direction in LPS."""
SHIFTS = (("left", "right"), ("back", "front"), ("higher", "lower"))


@pytest.mark.parametrize("view", [ViewGeometry(view) for view in View])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_words_for_a_turn_name_where_the_tube_goes(view: ViewGeometry, sign: float) -> None:
    parts = {"source": -view.frame().ray_direction, "top": np.array((0, 0, 1)), "right side": np.array((-1, 0, 0))}
    for axis in range(3):
        rotation_deg = tuple(4.0 * sign * (axis == other) for other in range(3))
        (words,) = movements_of(replace(view, rotation_deg=rotation_deg))
        part = next(place for name, place in parts.items() if f"(its {name} " in words)
        along, which = SIDES[words.rstrip(")").split()[-1]]
        assert which * (rotation_matrix(rotation_deg) @ part - part)[along] > 0.0, words


@pytest.mark.parametrize("view", [ViewGeometry(view) for view in View])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_words_for_a_shift_name_where_it_goes(view: ViewGeometry, sign: float) -> None:
    for axis, names in enumerate(SHIFTS):
        (words,) = movements_of(replace(view, shift_mm=tuple(12.0 * sign * (axis == other) for other in range(3))))
        assert words.startswith("12 mm") and words.endswith(names[0] if sign > 0.0 else names[1])
