"""Lungs on a pair, by the network that comes with the program: where they are, and what is said about them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xr2ct_core.cli import main
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io import write_pair
from xr2ct_core.lungmask.benchmark import IMAGES, Person
from xr2ct_core.lungmask.frame import SIDE, channels, framed
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.masks import THRESHOLD, LungDoubt, LungMasks
from xr2ct_core.lungmask.quality import judged
from xr2ct_core.lungmask.reasons import lung_reasons
from xr2ct_core.lungmask.scores import dice
from xr2ct_core.lungmask.weights import bundled_lungmask, lungmask_for, read_lungmask
from xr2ct_core.radiograph import RadiographPair

pytestmark = pytest.mark.usefixtures("worker_here")

DICE = {"frontal": 0.85, "lateral": 0.85}
VIEW = BiplanarGeometry.preset("clinic").frontal


def with_images(pair: RadiographPair, frontal: np.ndarray, lateral: np.ndarray) -> RadiographPair:
    views = [np.ascontiguousarray(image, dtype=np.float32) for image in (frontal, lateral)]
    return replace(pair, frontal=replace(pair.frontal, image=views[0]), lateral=replace(pair.lateral, image=views[1]))


@pytest.mark.parametrize("images", IMAGES)
def test_lungs_of_a_body_nobody_learned_from_are_found(person: Person, images: str) -> None:
    masks = find_lungs(person.pairs[images])
    found = [dice(lung > THRESHOLD, true) for lung, true in zip(masks.views, person.true, strict=True)]
    assert found[0] > DICE["frontal"] and found[1] > DICE["lateral"]


def test_masks_lie_on_the_pixels_of_their_own_image(person: Person) -> None:
    pair = person.pairs["clean"]
    frontal, lateral = (np.roll(one.image, (6, -9), (0, 1)) for one in pair.radiographs)
    masks, moved = find_lungs(pair), find_lungs(with_images(pair, frontal, lateral))
    for before, after in zip(masks.views, moved.views, strict=True):
        assert after.shape == before.shape and after.dtype == np.float32
        assert dice(np.roll(before, (6, -9), (0, 1)) > THRESHOLD, after > THRESHOLD) > 0.95


def test_paths_are_longest_in_the_lungs(person: Person) -> None:
    masks = find_lungs(person.pairs["stand-in"])
    for lung, path_mm in zip(masks.views, masks.paths_mm, strict=True):
        assert 60.0 < path_mm[lung > THRESHOLD].mean() < 350.0 and path_mm[lung < 0.1].mean() < 15.0


def test_a_tone_curve_changes_little(person: Person) -> None:
    pair = person.pairs["display"]
    bent = with_images(pair, pair.frontal.image**1.6, pair.lateral.image**0.6)
    for before, after in zip(find_lungs(pair).views, find_lungs(bent).views, strict=True):
        assert dice(before > THRESHOLD, after > THRESHOLD) > 0.95


def test_an_empty_image_gives_a_clear_sentence(person: Person) -> None:
    pair = person.pairs["clean"]
    with pytest.raises(BadInputError, match="frontal image shows nothing"):
        find_lungs(with_images(pair, np.zeros_like(pair.frontal.image), pair.lateral.image))


def test_a_cut_image_is_told(person: Person) -> None:
    pair = person.pairs["clean"]
    assert not find_lungs(pair).quality
    rows = np.flatnonzero(person.true[0].any(1))
    half = np.zeros_like(pair.frontal.image)
    half[: int(rows.mean())] = pair.frontal.image[: int(rows.mean())]
    quality = find_lungs(with_images(pair, half, pair.lateral.image)).quality
    assert "The lungs are cut off at the lower edge of the frontal image." in quality


def test_sentences_tell_what_is_wrong_with_a_mask() -> None:
    everything = (slice(0, 384), slice(0, 384))
    lungs = np.zeros((384, 384), dtype=np.float32)
    assert [doubt.sentence for doubt in judged(lungs, everything, VIEW)] == [
        "No lungs were found on the frontal image."
    ]
    lungs[80:320, 80:180] = lungs[80:320, 210:310] = 1.0
    assert judged(lungs, everything, VIEW) == []
    lungs[0:320, 110:150] = 1.0
    (tip,) = judged(lungs, everything, VIEW)
    assert tip.is_hint and tip.sentence == "A part of the lungs is cut off at the upper edge of the frontal image."
    lungs[:80, 110:150] = 0.0
    uneven = lungs.copy()
    uneven[:240, 210:310] = 0.0
    (hint,) = judged(uneven, everything, VIEW)
    assert hint.is_hint and "on the right of the frontal image" in hint.sentence
    width, height = judged(lungs, everything, replace(VIEW, pixel_mm=0.3))
    assert "61 mm wide" in width.sentence and "64 mm high" in height.sentence


def test_cut_lungs_are_a_reason_to_doubt_a_volume_and_uneven_ones_are_none() -> None:
    image = np.zeros((4, 4), dtype=np.float32)
    doubts = [
        LungDoubt("cut", "frontal", "Cut above."),
        LungDoubt("cut", "frontal", "Cut below."),
        LungDoubt("uneven", "frontal", "Uneven.", is_hint=True),
        LungDoubt("none", "lateral", "None."),
    ]
    masks = LungMasks(image, image, image, image, tuple(doubts))
    assert masks.quality == ("Cut above.", "Cut below.", "None.") and masks.hints == ("Uneven.",)
    told = [(reason.kind, reason.place, reason.sentence, reason.level) for reason in lung_reasons(masks)]
    assert told == [
        ("cut-field", "frontal", "Cut above. Cut below.", "warning"),
        ("no-chest", "lateral", "None.", "warning"),
    ]


def test_small_and_oblong_images_go_into_the_square_and_back() -> None:
    random = np.random.default_rng(0)
    for shape in ((40, 90), (500, 300), (160, 160)):
        image = random.random(shape).astype(np.float32)
        square = framed(image)
        assert square.image.shape == (SIDE, SIDE) and square.inside.any(0).sum() <= SIDE
        back = square.back(square.inside.astype(np.float32), shape)
        assert back.shape == shape and np.allclose(back, 1.0)
        assert channels(square.image, square.inside, is_frontal=True).shape == (4, SIDE, SIDE)


def test_the_command_writes_masks_pictures_and_what_is_wrong(
    person: Person, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pair_path = write_pair(person.pairs["display"], tmp_path / "pair")
    out = tmp_path / "masks"
    code = main(["lungmask", "--pair", str(pair_path), "--out", str(out), "--device", "cpu", "--json"])
    told = json.loads(capfd.readouterr().out)
    assert code == 0 and 0.1 < told["share_frontal"] < 0.7 and told["network"]["learned_from"] >= 10
    mask = np.asarray(Image.open(out / "lung_frontal.png"))
    picture = Image.open(out / "lung_lateral_overlay.png")
    assert mask.shape == person.pairs["display"].frontal.shape and mask.dtype == np.uint8
    assert dice(mask > 127, person.true[0]) > DICE["frontal"]
    assert picture.mode == "RGB" and picture.height > mask.shape[0] and "Disclaimer" in picture.info
    assert json.loads((out / "lungs.json").read_text(encoding="utf-8"))["quality"] == told["quality"]


def test_a_benchmark_without_folds_and_a_training_without_a_place_are_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["lungmask", "--benchmark", str(tmp_path), "--out", str(tmp_path / "t"), "--json"]) == 2
    assert "--folds" in capfd.readouterr().out
    assert main(["lungmask", "--benchmark", str(tmp_path), "--learn", str(tmp_path), "--json"]) == 2
    assert "two commands" in capfd.readouterr().out
    assert main(["lungmask", "--learn", str(tmp_path), "--json"]) == 2
    assert "--out" in capfd.readouterr().out


def test_somebody_who_was_learned_from_is_asked_of_a_network_that_does_not_know_him() -> None:
    everybody, one_left_out = lungmask_for("a stranger"), lungmask_for("LIDC-IDRI-0314")
    assert everybody == bundled_lungmask() and one_left_out is not None
    assert "LIDC-IDRI-0314" in read_lungmask(everybody)[1].patients
    assert "LIDC-IDRI-0314" not in read_lungmask(one_left_out)[1].patients
    assert lungmask_for("LIDC-IDRI-0314.20000101.2") == one_left_out
    assert lungmask_for("4DLung-113_HM10395") not in (everybody, one_left_out, None)
    assert lungmask_for("Lung_Dx-A0002") is None  # left out by no fold
