"""The pair doctor: what it says about good and spoiled pairs, and that it says nothing about what it cannot know."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.cli import main
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import pair_from_images, read_pair, read_volume, write_pair, write_png
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.pairing.agreement import moved, profile_of
from xr2ct_core.pairing.benchmark import WRONGS, measure
from xr2ct_core.pairing.doctor import NO_CHEST_SURE, UNUSUAL, check_pair, frontal_probability
from xr2ct_core.pairing.findings import SIZES_UNKNOWN, PairReport
from xr2ct_core.pairing.known_good import WAYS, good_pairs_of
from xr2ct_core.pairing.learning import Steps, groups_of
from xr2ct_core.pairing.lessons import lessons_of
from xr2ct_core.pairing.look_network import HYPOTHESES, LookNetwork, beliefs_of, ways_of
from xr2ct_core.pairing.looks import VARIANTS, look_of, variants
from xr2ct_core.pairing.model import bundled_model, read_model
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.samples import samples

pytestmark = pytest.mark.usefixtures("worker_here")


@pytest.fixture(scope="module")
def sample_pair() -> RadiographPair:
    return read_pair(Path(samples()[0].pair_path))


def ids_of(pair: RadiographPair) -> set[str]:
    return {finding.id for finding in check_pair(pair).findings}


def with_images(pair: RadiographPair, frontal: np.ndarray, lateral: np.ndarray) -> RadiographPair:
    return replace(pair, frontal=replace(pair.frontal, image=frontal), lateral=replace(pair.lateral, image=lateral))


def test_a_good_pair_is_clean(sample_pair):
    assert check_pair(sample_pair).is_clean


def test_exchanged_images_are_found_and_swapping_is_offered(sample_pair):
    found = check_pair(with_images(sample_pair, sample_pair.lateral.image, sample_pair.frontal.image)).findings
    assert [finding.id for finding in found] == ["swapped"] and found[0].fix == "swap"


def test_a_mirrored_image_is_named_and_only_that_one(sample_pair):
    frontal, lateral = (one.flipped_horizontally() for one in sample_pair.radiographs)
    assert ids_of(replace(sample_pair, frontal=frontal)) == {"mirrored-frontal"}
    assert "mirrored-lateral" in ids_of(replace(sample_pair, lateral=lateral))


def test_an_inverted_image_is_named(sample_pair):
    assert ids_of(replace(sample_pair, lateral=sample_pair.lateral.inverted())) == {"inverted-lateral"}


@pytest.mark.parametrize("turned", [lambda image: image[::-1], lambda image: image[::-1, ::-1]])
def test_an_image_upside_down_is_named_and_turned_by_half_a_turn(sample_pair, turned):
    image = np.ascontiguousarray(turned(sample_pair.frontal.image))
    found = check_pair(with_images(sample_pair, image, sample_pair.lateral.image)).findings
    assert [(finding.id, finding.fix) for finding in found] == [("upside-down-frontal", "turn-over")]


def test_noise_is_no_chest(sample_pair):
    noise = np.random.default_rng(0).standard_normal(sample_pair.frontal.shape).astype(np.float32)
    assert ids_of(with_images(sample_pair, noise, sample_pair.lateral.image)) == {"no-chest-frontal"}


def test_two_people_are_told_from_one(sample_pair):
    other = read_pair(Path(samples()[1].pair_path))
    mixed = with_images(sample_pair, sample_pair.frontal.image, other.lateral.image)
    assert ids_of(mixed) & {"patient", "heights", "breath"}


def as_display(pair: RadiographPair) -> RadiographPair:
    """The pair through a steep tone curve, as a workstation shows it."""
    curved = [1.0 / (1.0 + np.exp(-(one.image - 2.5))) for one in pair.radiographs]
    frontal, lateral = (
        replace(one, image=np.asarray(image, np.float32), scale="display")
        for one, image in zip(pair.radiographs, curved, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def test_two_people_are_told_from_one_in_display_images_too(sample_pair):
    shown = as_display(sample_pair)
    other = as_display(read_pair(Path(samples()[1].pair_path)))
    assert check_pair(shown).is_clean
    assert ids_of(with_images(shown, shown.frontal.image, other.lateral.image)) & {"patient", "heights", "breath"}


@pytest.mark.parametrize("scale", ["line_integral", "display"])
def test_a_lateral_taken_higher_is_found_and_the_distance_is_said(sample_pair, scale):
    shown = sample_pair if scale == "line_integral" else as_display(sample_pair)
    pixels = round(40.0 / shown.geometry.lateral.pixel_at_isocentre_mm)
    image = shown.lateral.image
    higher = np.concatenate([image[pixels:], np.repeat(image[-1:], pixels, axis=0)])
    report = check_pair(with_images(shown, shown.frontal.image, higher))
    assert "heights" in {finding.kind for finding in report.findings}
    assert report.scores["best_shift_mm"] == pytest.approx(-40.0, abs=10.0)
    assert "higher" in next(one.sentence for one in report.findings if one.kind == "heights")


def test_the_scores_say_how_likely_one_body_is_and_from_where_on_it_is_doubted(sample_pair):
    scores = check_pair(sample_pair).scores
    assert 1.0 >= scores["one_body"] > scores["one_body_limit"] > 0.0
    assert scores["one_body"] + scores["heights"] + scores["breath"] + scores["patient"] == pytest.approx(1.0, abs=1e-3)


def test_every_tone_curve_gives_the_same_look(sample_pair):
    image = look_of(sample_pair.frontal.image)
    curved = look_of(np.asarray(np.sqrt(sample_pair.frontal.image - sample_pair.frontal.image.min()), np.float32))
    assert np.corrcoef(image.ravel(), curved.ravel())[0, 1] > 0.99


def test_mirroring_an_image_exchanges_its_hypotheses_exactly(sample_pair):
    look = look_of(sample_pair.frontal.image)[None]
    beliefs, mirrored = (beliefs_of(bundled_model().looks, each) for each in (look, look[..., ::-1]))
    order = [VARIANTS.index((1 - mirror, upside, inverse)) for mirror, upside, inverse in VARIANTS]
    assert np.allclose(mirrored[:, order], beliefs, atol=1e-5)
    assert np.allclose(ways_of(mirrored)[:, 0], 1.0 - ways_of(beliefs)[:, 0], atol=1e-5)
    assert variants(look).shape == (1, HYPOTHESES // 2, look.size)


def test_moving_a_profile_towards_the_head_moves_its_rows(sample_pair):
    profile = profile_of(sample_pair.lateral.image, sample_pair.geometry.lateral)
    assert np.allclose(moved(profile[None], 7.0)[0, :-1], profile[1:], atol=1e-5)


def test_a_frontal_is_told_from_a_lateral_whatever_the_order(sample_pair):
    frontal, lateral = (frontal_probability(one.image) for one in sample_pair.radiographs)
    assert frontal > 0.9 > 0.1 > lateral


def test_a_file_that_is_no_model_is_refused(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"no")
    with pytest.raises(BadInputError):
        read_model(tmp_path / "x.npz")


@pytest.mark.parametrize("kind", ["looks", "frontal_sides", "lateral_sides", "rows"])
def test_a_file_without_the_networks_of_a_kind_is_refused(tmp_path, kind):
    bundled_model().write(tmp_path / "whole.npz")
    with np.load(tmp_path / "whole.npz") as stored:
        rest = {key: stored[key] for key in stored.files if not key.startswith(f"{kind}.")}
        assert len(rest) < len(stored.files)
    np.savez(tmp_path / "part.npz", **rest)
    with pytest.raises(BadInputError, match="no file of the pair doctor"):
        read_model(tmp_path / "part.npz")


def test_the_command_says_what_it_found_as_json(sample_pair, tmp_path, capsys):
    mirrored = replace(sample_pair, frontal=sample_pair.frontal.flipped_horizontally())
    assert main(["check", "--pair", str(write_pair(mirrored, tmp_path / "pair")), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert not answer["clean"] and answer["findings"][0]["id"] == "mirrored-frontal"


def test_the_command_says_what_was_assumed_of_images_that_were_given_the_other_way_round(sample_pair, tmp_path, capsys):
    images = []
    for name, radiograph in zip(("y_pa", "x_lat"), sample_pair.radiographs, strict=True):
        grey = np.rint(255 * radiograph.image / radiograph.image.max()).astype(np.uint8)
        images.append(str(write_png(tmp_path / f"{name}.png", grey)))
    command = ["check", "--frontal", images[1], "--lateral", images[0]]
    code = main([*command, "--json"])
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert len(notes) == len(set(notes)) and any("given in the other order" in note for note in notes)
    assert main(command) == code and "given in the other order" in capsys.readouterr().err


def test_the_real_pair_raises_no_false_alarm(shared_data):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    report = check_pair(pair_from_images(*files))
    assert report.is_clean


def test_a_real_pair_without_pixel_sizes_is_compared_where_it_fits_best_and_that_is_said(shared_data):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    report = check_pair(pair_from_images(*files))
    assert report.notes == (SIZES_UNKNOWN,) and {"placed_stretch", "placed_shift_mm"} <= report.scores.keys()


def test_a_pair_without_pixel_sizes_is_doubted_where_no_size_and_height_fits(sample_pair):
    shown, model = as_display(sample_pair), bundled_model()
    sizeless = [replace(one, assumptions=(PIXEL_UNKNOWN,)) for one in shown.radiographs]
    pair = replace(shown, frontal=sizeless[0], lateral=sizeless[1])
    assert check_pair(pair).is_clean
    strict = model.judges | {"free": replace(model.judges["free"], limit=1.0)}
    (finding,) = check_pair(pair, replace(model, judges=strict)).findings
    assert finding.id == "patient" and "in no size and at no height" in finding.sentence


def test_an_image_unlike_everything_learned_is_not_judged_and_that_is_said(sample_pair):
    def asked(less_sure: float) -> PairReport:
        model = bundled_model()
        unsure = tuple(LookNetwork((*each.weights[:-1], each.weights[-1] - less_sure)) for each in model.looks)
        return check_pair(as_display(sample_pair), replace(model, looks=unsure))

    def is_none(report: PairReport) -> float:
        return max(report.scores[f"is_none_{place}"] for place in ("frontal", "lateral"))

    report = next(one for one in map(asked, np.arange(0.0, 30.0, 0.5)) if is_none(one) > UNUSUAL)
    assert is_none(report) < NO_CHEST_SURE
    assert any("too unlike" in note for note in report.notes) and "one_body" not in report.scores


@pytest.mark.parametrize("place", ["frontal", "lateral"])
def test_a_real_image_stored_wrongly_is_named(shared_data, place):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    pair = pair_from_images(*files)
    one = getattr(pair, place)
    turned = replace(one, image=np.ascontiguousarray(one.image[::-1]))
    for kind, wrong in {"inverted": one.inverted(), "upside-down": turned}.items():
        assert f"{kind}-{place}" in ids_of(replace(pair, **{place: wrong}))


@pytest.mark.parametrize("place", ["frontal", "lateral"])
def test_a_real_image_that_is_mirrored_is_named(shared_data, place):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    pair = pair_from_images(*files)
    assert f"mirrored-{place}" in ids_of(replace(pair, **{place: getattr(pair, place).flipped_horizontally()}))


def test_learning_and_measuring_ask_for_one_folder_and_a_file(tmp_path, capsys):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert main(["check", "--learn", str(tmp_path / "a"), "--benchmark", str(tmp_path / "b"), "--out", "x.npz"]) != 0
    assert "Two folders" in capsys.readouterr().err
    assert main(["check", "--learn", str(tmp_path / "a")]) != 0
    assert "needs a file" in capsys.readouterr().err
    assert main(["check", "--learn", str(tmp_path / "a"), "--out", str(tmp_path / "b")]) != 0
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.slow
def test_the_benchmark_leaves_patients_out_and_counts_every_pair():
    random = np.random.default_rng(1)
    cube = np.asarray(read_volume(sample_truth()).hu[::2, ::2, ::2], np.int16)
    cubes = {name: np.clip(cube + random.integers(-40, 40), -1024, 3000).astype(np.int16) for name in "abcdef"}
    lessons = lessons_of(cubes, lambda *_: None, bodies=4)
    good = good_pairs_of(cubes, lambda *_: None, bodies=1)
    groups = groups_of(list(lessons.values()), good, lambda *_: None, steps=Steps(40, 20, 10))
    rows = measure(cubes, groups, lambda *_: None, bodies=1)
    assert len(rows) == len(WAYS) * len(WRONGS) - 3 and {row.count for row in rows} == {6}
    assert all(row.named <= row.flagged <= row.count for row in rows)
    with pytest.raises(BadInputError):
        measure({"a": cube}, groups, lambda *_: None)


def sample_truth() -> Path:
    return read_pair(Path(samples()[0].pair_path)).truth_path


def test_a_real_frontal_with_arms_is_told_from_a_real_lateral_and_the_exchange_is_found(shared_data):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    pair = pair_from_images(*files)
    assert frontal_probability(pair.frontal.image) > 0.8 > 0.2 > frontal_probability(pair.lateral.image)
    assert ids_of(with_images(pair, pair.lateral.image, pair.frontal.image)) == {"swapped"}
