"""The domain gate before a reconstruction: silent on a clean pair, one reason for each thing that is wrong."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gate_pairs import child_pair, cut_pair, metal_pair, sample_cube, sample_pair, shot_of, shown, with_images

from xr2ct_core.domain.before import judge_input, measured, reasons_of
from xr2ct_core.domain.limits import bundled_limits
from xr2ct_core.domain.others import other_pair
from xr2ct_core.domain.reasons import refusal_of, sentences_of
from xr2ct_core.domain.same_view import is_one_view, views_alike
from xr2ct_core.errors import EXIT_CODES
from xr2ct_core.io import pair_from_images
from xr2ct_core.radiograph import RadiographPair

SCALES = ("line_integral", "display")


@pytest.fixture(scope="module")
def cube() -> np.ndarray:
    return sample_cube()


@pytest.fixture(scope="module")
def clean() -> RadiographPair:
    return sample_pair()


def kinds(pair: RadiographPair) -> set[str]:
    return {reason.kind for reason in judge_input(pair)}


@pytest.mark.parametrize("name", ["lidc-0001", "phantom"])
def test_the_bundled_cases_pass_without_a_word(name: str) -> None:
    assert judge_input(sample_pair(name)) == ()


def test_an_adult_passes_as_line_integrals_and_as_a_display_image(cube: np.ndarray) -> None:
    random = np.random.default_rng(0)
    for scale in SCALES:
        assert kinds(shot_of(cube).pair(scale, random)) <= {"pair"}


@pytest.mark.parametrize("scale", SCALES)
def test_a_body_of_60_percent_is_taken_for_a_child_with_its_size(cube: np.ndarray, scale: str) -> None:
    (found,) = [reason for reason in judge_input(child_pair(cube, scale)) if reason.kind == "child"]
    assert found.level == "warning" and 0.5 <= found.score <= 1.0
    percent = int(found.sentence.split("about ")[1].split("%")[0])
    assert 45 <= percent <= 78 and "estimate" in found.sentence


@pytest.mark.parametrize("scale", SCALES)
def test_lungs_that_are_cut_off_are_told_for_the_view_that_cuts_them(cube: np.ndarray, scale: str) -> None:
    found = [reason for reason in judge_input(cut_pair(cube, 0, scale)) if reason.kind == "cut-field"]
    assert [reason.place for reason in found] == ["frontal"] and "estimate" in found[0].sentence
    of_lateral = measured(cut_pair(cube, 1, scale)).cut
    assert of_lateral[1] > bundled_limits().most_cut > of_lateral[0]


@pytest.mark.parametrize("kind", ["rods", "pacemaker"])
def test_metal_is_seen_in_line_integrals_and_display_images(clean: RadiographPair, kind: str) -> None:
    assert "metal" in kinds(metal_pair(clean, kind))
    assert "metal" in kinds(shown(metal_pair(clean, kind)))


def test_bones_are_not_taken_for_metal(clean: RadiographPair) -> None:
    assert "metal" not in kinds(shown(clean))


def test_pixels_too_coarse_for_wires_say_nothing_of_metal(cube: np.ndarray) -> None:
    assert measured(shot_of(cube).pair("line_integral", np.random.default_rng(0))).metal is None


@pytest.mark.parametrize("kind", ["clouds", "photographs", "limb"])
def test_what_is_no_chest_is_never_silent(clean: RadiographPair, kind: str) -> None:
    pytest.importorskip("skimage")
    found = [kinds(other_pair(kind, clean.geometry, "line_integral", np.random.default_rng(seed))) for seed in range(4)]
    assert all(found) and sum(bool(each & {"no-chest", "same-view"}) for each in found) >= 3


def test_noise_is_refused_and_the_error_says_how_to_go_on(clean: RadiographPair) -> None:
    pair = other_pair("noise", clean.geometry, "line_integral", np.random.default_rng(1))
    error = refusal_of(judge_input(pair))
    assert error is not None and error.exit_code == EXIT_CODES["refused"] == 8
    assert "No volume was made" in error.message and "--anyway" in error.hint


def test_one_view_twice_is_refused_even_with_another_curve(clean: RadiographPair) -> None:
    frontal = clean.frontal.image
    twice = with_images(clean, [frontal, frontal[:, ::-1] ** 2])
    assert refusal_of(judge_input(twice)) is not None and "same-view" in kinds(twice)


def test_two_frontals_of_different_people_are_one_view(clean: RadiographPair) -> None:
    other = sample_pair("phantom").frontal.image
    pair = with_images(clean, [clean.frontal.image, other])
    assert not is_one_view(pair) and "same-view" in kinds(pair)
    found = views_alike(pair)
    assert found is not None and "frontal" in found.sentence and views_alike(clean) is None


def test_a_blank_middle_is_refused_before_anything_else(clean: RadiographPair) -> None:
    hollow = clean.lateral.image.copy()
    rows, cols = hollow.shape
    hollow[rows // 5 : -rows // 5, cols // 5 : -cols // 5] = 0.0
    (reason,) = judge_input(with_images(clean, [clean.frontal.image, hollow]))
    assert (reason.kind, reason.level, reason.place) == ("empty", "refusal", "lateral")


def test_what_the_pair_doctor_finds_is_repeated_as_a_warning(clean: RadiographPair) -> None:
    mirrored = replace(clean, lateral=clean.lateral.flipped_horizontally())
    (reason,) = judge_input(mirrored)
    assert (reason.kind, reason.finding, reason.level) == ("pair", "mirrored-lateral", "warning")
    assert sentences_of([reason])[0].startswith("Doubtful: ") and reason.code == "domain-pair"


def test_a_body_beside_the_cube_is_told(clean: RadiographPair) -> None:
    found = replace(measured(clean), outside=(0.1, 0.6))
    (reason,) = reasons_of(found, bundled_limits(), is_physical=True)
    assert (reason.kind, reason.place) == ("too-large", "lateral") and "60%" in reason.sentence


def test_only_what_is_far_from_every_chest_is_refused(clean: RadiographPair) -> None:
    limits = bundled_limits()
    near, far = limits.most_distance + 0.02, limits.refuse_distance + 0.02
    levels = [
        reasons_of(replace(measured(clean), distance=distance), limits, is_physical=True)[0].level
        for distance in (near, far)
    ]
    assert levels == ["warning", "refusal"]


@pytest.mark.parametrize(
    "frontal",
    [
        "CXR54_IM-2145-1001",
        "CXR25_IM-1024-2001",
        "CXR303_IM-1404-1001",
        "NIH_00000001_000",
        "NIH_00027426_000",
    ],
)
def test_real_films_with_arms_and_letters_are_chests_without_hardware(shared_data: Path, frontal: str) -> None:
    """Whether the one real lateral is of the same patient is another question."""
    folder = shared_data / "xray"
    pair = pair_from_images(folder / f"{frontal}.png", folder / "CXR54_IM-2145-1002.png")
    assert kinds(pair) <= {"pair"}
