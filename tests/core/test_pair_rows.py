"""How the pair doctor compares the heights of two images, and the bodies that it learns from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.pairing.bodies import as_scanned, breathing, lung_frame, varied_body
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.examples import Examples
from xr2ct_core.pairing.judge import CASES, HEIGHTS, PATIENT, RIGHT, learned_judge
from xr2ct_core.pairing.known_good import KnownGood
from xr2ct_core.pairing.learning import FALSE_ALARMS, Group, judges_of, mirror_limits_of
from xr2ct_core.pairing.lessons import lesson_of
from xr2ct_core.pairing.model import bundled_model, read_model
from xr2ct_core.pairing.placing import placed_rows
from xr2ct_core.pairing.row_learning import Batch, batch_of, loss_of, side_network, weights_of
from xr2ct_core.pairing.row_network import (
    CHANNELS,
    NEAREST,
    REACH,
    SHIFTS,
    Codes,
    RowNetwork,
    compared,
    encoded,
    strangeness,
)
from xr2ct_core.pairing.rows import BANDS, ROW_MM, ROWS, Rows, moved_rows, rows_of
from xr2ct_core.pairing.simulated import resampled, taken
from xr2ct_core.samples import samples


@pytest.fixture(scope="module")
def cube() -> np.ndarray:
    truth = read_pair(Path(samples()[0].pair_path)).truth_path
    return np.asarray(read_volume(truth).hu[::2, ::2, ::2], np.int16)


@pytest.fixture(scope="module")
def shot(cube):
    return taken(as_scanned(cube), resampled(BiplanarGeometry.preset("clinic"), 96))


def test_a_shifted_lateral_is_nearest_at_that_shift(shot):
    view = shot.geometry.lateral
    frontal = rows_of(shot.frontal, shot.geometry.frontal)
    for shift_mm, wanted in ((0.0, 0), (-6 * ROW_MM, 6)):
        apart, _ = compared(bundled_model().rows, frontal.as_taken, rows_of(shot.lateral, view, shift_mm).as_taken)
        assert abs(SHIFTS[int(np.nanargmin(apart[0, 0]))] - wanted) <= 1


def test_networks_asked_together_say_the_mean_of_what_each_says(shot):
    images = zip((shot.frontal, shot.lateral), shot.geometry.views, strict=True)
    pair = [rows_of(image, view).as_taken for image, view in images]
    networks = bundled_model().rows
    assert len(networks) > 1
    each = [compared((network,), *pair) for network in networks]
    for together, alone in zip(compared(networks, *pair), zip(*each, strict=True), strict=True):
        np.testing.assert_allclose(together, np.mean(alone, axis=0), rtol=1e-4, atol=1e-4)
        assert not np.allclose(alone[0], alone[1], equal_nan=True)


def test_a_lateral_of_another_size_at_another_height_is_put_back(shot):
    frontal = rows_of(shot.frontal, shot.geometry.frontal)
    lateral = rows_of(shot.lateral, shot.geometry.lateral)
    one, size = np.ones(1), 1.17
    grey, seen = moved_rows(lateral.grey[None], lateral.seen[None], 6.0 * one, size * one)
    found, stretch, shift_mm = placed_rows(bundled_model().rows, frontal, Rows(grey[0], seen[0]))
    assert stretch * size == pytest.approx(1.0, abs=0.08) and shift_mm == pytest.approx(-6 * ROW_MM, abs=2 * ROW_MM)
    assert found.seen.sum() > 40 and np.corrcoef(found.grey.ravel(), lateral.grey.ravel())[0, 1] > 0.9


def test_moving_rows_by_nothing_changes_nothing_and_what_comes_from_outside_is_not_seen(shot):
    rows = rows_of(shot.frontal, shot.geometry.frontal)
    grey, seen = rows.grey[None], np.ones_like(rows.seen)[None]
    still, same = moved_rows(grey, seen, np.zeros(1), np.ones(1))
    assert np.array_equal(still, grey) and same.all()
    moved, shown = moved_rows(grey, seen, np.full(1, 5.0), np.ones(1))
    assert np.array_equal(moved[0, :-5], grey[0, 5:]) and shown[0, :-5].all() and not shown[0, -5:].any()
    _, shown = moved_rows(grey, seen, np.zeros(1), np.full(1, 0.5))
    assert shown[0].sum() == ROWS // 2


def test_rows_are_the_same_for_every_tone_curve_and_say_which_heights_are_shown(shot):
    view = shot.geometry.frontal
    rows, curved = rows_of(shot.frontal, view), rows_of(np.sqrt(shot.frontal), view)
    assert np.corrcoef(rows.grey.ravel(), curved.grey.ravel())[0, 1] > 0.99
    image = shot.frontal.copy()
    image[: len(image) // 4] = 0.0
    cut = rows_of(image, view)
    assert not cut.seen[:10].any() and cut.seen[20:50].all()


def test_a_deeper_breath_moves_the_base_of_the_lungs_and_not_their_top(cube):
    body = as_scanned(cube)
    frame = lung_frame(body)
    after = lung_frame(breathing(body, 25.0, frame))
    assert 10.0 < frame.z_mm[0] - after.z_mm[0] < 30.0
    assert abs(frame.z_mm[1] - after.z_mm[1]) < 8.0
    assert np.array_equal(breathing(body, 25.0, None), body)


def test_a_scan_that_ends_inside_the_cube_is_continued(cube):
    cut = cube.copy()
    cut[:12], cut[-8:] = -1024, -1024
    body = as_scanned(cut)
    assert (body[0] > -500).any() and (body[-1] > -500).any()
    assert varied_body(cut, np.random.default_rng(0)).shape == cube.shape


def test_numpy_asks_the_network_that_torch_taught():
    torch.manual_seed(0)
    side = side_network()
    inputs = np.random.default_rng(0).standard_normal((3, ROWS + REACH, BANDS, 2)).astype(np.float32)
    with torch.no_grad():
        taught = side(torch.from_numpy(inputs).permute(0, 3, 1, 2))[..., 0].transpose(1, 2).numpy()
    assert taught.shape == (3, ROWS, CHANNELS[-1]) and taught.std() > 0.01
    assert encoded(inputs, weights_of(side)) == pytest.approx(taught, abs=1e-5)


def test_the_loss_of_rows_is_the_cross_entropy_of_pair_by_pair():
    codes, seen = some_codes(np.random.default_rng(0), 4)
    logits = -np.exp(0.3) * np.array([[apart(codes, seen, i, j) for j in range(4)] for i in range(4)])
    wanted = np.mean([np.log(np.exp(logits).sum(axis)) - np.diag(logits) for axis in (0, 1)])
    inputs = (codes[0][:, :, None], codes[1][:, :, None])
    batch = Batch(inputs, (seen[0].astype(np.float32), seen[1].astype(np.float32)), np.arange(4))
    assert float(loss_of([torch.nn.Identity()] * 2, torch.tensor(0.3), batch)) == pytest.approx(wanted, rel=1e-4)
    batch = Batch(batch.inputs, batch.seen, np.array([0, 0, 1, 2]))
    without = float(loss_of([torch.nn.Identity()] * 2, torch.tensor(0.3), batch))
    assert without < wanted, "another image of the same body counted as a wrong answer"


def test_strangers_say_how_far_apart_two_images_would_be_anyway():
    random = np.random.default_rng(0)
    codes, seen = some_codes(random, 2)
    strangers, shown = some_codes(random, 20)
    network = RowNetwork((), (), 2.0, (Codes(strangers[0], shown[0]), Codes(strangers[1], shown[1])))
    found = strangeness(network, Codes(codes[0], seen[0]), Codes(codes[1], seen[1]))
    for pair in range(2):
        ahead = sorted(apart((codes[0], strangers[1]), (seen[0], shown[1]), pair, other) for other in range(20))
        back = sorted(apart((strangers[0], codes[1]), (shown[0], seen[1]), other, pair) for other in range(20))
        usual = (np.mean(ahead[:NEAREST]) + np.mean(back[:NEAREST])) / 2.0
        assert found[pair, 0] == pytest.approx(2.0 * (apart(codes, seen, pair, pair) - usual), rel=1e-3, abs=1e-4)


def some_codes(random, count):
    """Codes and masks of both views."""
    codes = tuple(random.standard_normal((count, ROWS, 2)).astype(np.float32) for _ in range(2))
    return codes, tuple(random.random((count, ROWS)) < 0.8 for _ in range(2))


def apart(codes, seen, one: int, other: int) -> float:
    """The mean squared difference over the rows that both show."""
    shared = seen[0][one] & seen[1][other]
    return float(((codes[0][one] - codes[1][other]) ** 2)[shared].mean())


def test_the_judge_tells_kinds_apart_and_doubts_none_before_it_has_a_limit():
    random = np.random.default_rng(0)
    kinds = np.repeat(np.arange(4), 200)
    features = (random.standard_normal((800, 3)) + 2.0 * np.eye(4)[kinds][:, :3]).astype(np.float32)
    judge = learned_judge(features, kinds)
    shares = judge.shares(features)
    assert shares[kinds == PATIENT, PATIENT].mean() > shares[kinds == HEIGHTS, PATIENT].mean()
    assert shares[kinds == RIGHT, RIGHT].mean() > 0.5 and (shares[:, RIGHT] >= judge.limit).all()


def test_what_was_learned_is_the_same_after_writing_and_reading(tmp_path):
    model = bundled_model()
    model.write(tmp_path / "model.npz")
    again = read_model(tmp_path / "model.npz")
    pair = read_pair(Path(samples()[0].pair_path))
    views = {name: replace(getattr(pair, name), scale="display") for name in ("frontal", "lateral")}
    free = {name: replace(view, assumptions=(PIXEL_UNKNOWN,)) for name, view in views.items()}
    for one in (pair, replace(pair, **views), replace(pair, **free)):
        first, second = check_pair(one, model).scores, check_pair(one, again).scores
        assert first.keys() == second.keys() and len(first) > 5
        assert all(first[name] == pytest.approx(second[name], abs=1e-3) for name in first)


def test_limits_leave_all_but_a_few_known_good_pairs_of_others_alone():
    random = np.random.default_rng(0)
    kinds = np.repeat(np.arange(4), 100)

    def group() -> Group:
        features = (random.standard_normal((400, 3)) + 2.0 * np.eye(4)[kinds][:, :3]).astype(np.float32)
        good = (random.standard_normal((600, 3)) + 2.0 * np.eye(4)[np.full(600, RIGHT), :3]).astype(np.float32)
        mirrored = random.uniform(0.0, 0.9, (600, 2)).astype(np.float32)
        known = KnownGood(mirrored, good, tuple(CASES[number % len(CASES)] for number in range(600)))
        model = bundled_model()
        examples = dict.fromkeys(CASES, Examples(features, kinds))
        return Group(model.looks, model.sides, model.rows, model.sums, model.ranks, examples, known)

    groups = [group() for _ in range(3)]
    for case, judge in judges_of(groups).items():
        of_case = [each.good.features[np.array([one == case for one in each.good.cases])] for each in groups]
        shares = judge.shares(np.concatenate(of_case))[:, RIGHT]
        doubted = 0.0 if case == "free" else FALSE_ALARMS["rows"]
        assert (shares < judge.limit).mean() == pytest.approx(doubted, abs=0.008)
    frontal, lateral = mirror_limits_of(groups)
    mirrored = np.concatenate([each.good.mirrored for each in groups])
    assert (mirrored[:, 0] > frontal).mean() == pytest.approx(FALSE_ALARMS["mirrored"], abs=0.002)
    assert 0.8 < lateral < 0.9


def test_bodies_of_two_halves_are_the_same_in_both_views_and_like_no_other(cube):
    lesson = lesson_of(cube, np.random.default_rng(0), bodies=2).rows
    batch = batch_of([lesson], np.random.default_rng(1))
    cut = batch.bodies < 0
    assert 10 < cut.sum() < len(cut) - 10 and len(set(batch.bodies[cut])) == cut.sum()
    assert len(batch.inputs[0]) == len(batch.inputs[1]) == len(cut) and batch.seen[0].shape == batch.seen[1].shape
