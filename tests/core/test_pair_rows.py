"""How the pair doctor compares the heights of two images, and the bodies that it learns from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.pairing.bodies import as_scanned, breathing, lung_frame, varied_body
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.examples import Examples
from xr2ct_core.pairing.judge import HEIGHTS, PATIENT, RIGHT, learned_judge
from xr2ct_core.pairing.known_good import KnownGood, good_pairs
from xr2ct_core.pairing.learning import FALSE_ALARMS, Group, groups_of, judges_of, mirror_limits_of, model_of
from xr2ct_core.pairing.lessons import lesson_of, phantom_looks
from xr2ct_core.pairing.model import bundled_model, read_model
from xr2ct_core.pairing.row_learning import _batch, _first_weights, _gradients
from xr2ct_core.pairing.row_network import KERNELS, SHIFTS, differences, padded
from xr2ct_core.pairing.rows import ROW_MM, rows_of
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
    moved = differences(bundled_model().rows, frontal, rows_of(shot.lateral, view, shift_mm=-6 * ROW_MM))
    still = differences(bundled_model().rows, frontal, rows_of(shot.lateral, view))
    assert abs(SHIFTS[int(np.nanargmin(still[0]))]) <= 1
    assert abs(SHIFTS[int(np.nanargmin(moved[0]))] - 6) <= 1


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


def test_gradients_of_the_row_network_are_those_of_its_loss():
    random = np.random.default_rng(0)
    weights = [one.astype(np.float64) for _ in range(2) for one in _first_weights(random)] + [np.array([0.3])]
    greys = [padded(random.standard_normal((4, 64, 32))) for _ in range(2)]
    seen = [(random.random((4, 64)) < 0.8).astype(float) for _ in range(2)]
    found = _gradients(weights, greys, seen, np.arange(4))
    for index in (0, 3, 2 * len(KERNELS), 4 * len(KERNELS)):
        place = tuple(int(random.integers(size)) for size in weights[index].shape)
        ends = []
        for step in (1e-5, -1e-5):
            changed = [one.copy() for one in weights]
            changed[index][place] += step
            ends.append(loss_of(changed, greys, seen))
        assert found[index][place] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-3, abs=1e-7)


def loss_of(weights, greys, seen) -> float:
    """Cross-entropy in both directions, pair by pair."""
    from xr2ct_core.pairing.row_network import encoded

    count = 2 * len(KERNELS)
    left, right = (encoded(grey, weights[count * side : count * (side + 1)])[-1] for side, grey in enumerate(greys))
    logits = np.zeros((len(left), len(right)))
    for i, j in np.ndindex(*logits.shape):
        shared = seen[0][i] * seen[1][j]
        logits[i, j] = -np.exp(weights[-1][0]) * (((left[i] - right[j]) ** 2).mean(-1) * shared).sum() / shared.sum()
    both = [np.log(np.exp(logits).sum(axis)) - np.diag(logits) for axis in (0, 1)]
    return float(np.mean(both))


def test_the_judge_tells_kinds_apart_and_doubts_none_before_it_has_a_limit():
    random = np.random.default_rng(0)
    kinds = np.repeat(np.arange(4), 200)
    features = (random.standard_normal((800, 3)) + 2.0 * np.eye(4)[kinds][:, :3]).astype(np.float32)
    judge = learned_judge(features, kinds)
    shares = judge.shares(features)
    assert shares[kinds == PATIENT, PATIENT].mean() > shares[kinds == HEIGHTS, PATIENT].mean()
    assert shares[kinds == RIGHT, RIGHT].mean() > 0.5 and (shares[:, RIGHT] >= judge.limit).all()


def test_what_was_learned_is_the_same_after_writing_and_reading(cube, tmp_path):
    lessons = [lesson_of(cube + 10 * number, np.random.default_rng(number), bodies=1) for number in range(2)]
    phantom = phantom_looks({"phantom": cube}, lambda *_: None)
    good = [good_pairs(cube, np.random.default_rng(number), bodies=1) for number in range(2)]
    groups = groups_of(lessons, good, lambda *_: None, more_looks=phantom, steps=4, side_steps=2, row_steps=2)
    model = model_of(lessons, groups)
    model.write(tmp_path / "model.npz")
    pair = read_pair(Path(samples()[0].pair_path))
    views = {name: replace(getattr(pair, name), scale="display") for name in ("frontal", "lateral")}
    for one in (pair, replace(pair, **views)):
        first, again = check_pair(one, model).scores, check_pair(one, read_model(tmp_path / "model.npz")).scores
        assert first.keys() == again.keys()
        assert all(first[name] == pytest.approx(again[name], abs=0.02) for name in first)


def test_limits_leave_all_but_a_few_known_good_pairs_of_others_alone():
    random = np.random.default_rng(0)
    kinds = np.repeat(np.arange(4), 100)

    def group() -> Group:
        features = (random.standard_normal((400, 3)) + 2.0 * np.eye(4)[kinds][:, :3]).astype(np.float32)
        good = (random.standard_normal((400, 3)) + 2.0 * np.eye(4)[np.full(400, RIGHT), :3]).astype(np.float32)
        mirrored = random.uniform(0.0, 0.9, (400, 2)).astype(np.float32)
        known = KnownGood(mirrored, good, np.arange(400) % 2 == 0)
        model = bundled_model()
        examples = Examples(features, kinds)
        return Group(model.looks[0], model.sides[0], model.rows[0], model.sums, model.ranks, examples, examples, known)

    groups = [group() for _ in range(3)]
    for judge in judges_of(groups):
        shares = judge.shares(np.concatenate([each.good.features for each in groups]))[:, RIGHT]
        assert (shares < judge.limit).mean() == pytest.approx(FALSE_ALARMS["rows"], abs=0.008)
    frontal, lateral = mirror_limits_of(groups)
    mirrored = np.concatenate([each.good.mirrored for each in groups])
    assert (mirrored[:, 0] > frontal).mean() == pytest.approx(FALSE_ALARMS["mirrored"], abs=0.002)
    assert 0.8 < lateral < 0.9


def test_bodies_of_two_halves_are_the_same_in_both_views_and_like_no_other(cube):
    lesson = lesson_of(cube, np.random.default_rng(0), bodies=2).rows
    greys, seen, keys = _batch([lesson], np.random.default_rng(1))
    cut = keys < 0
    assert 10 < cut.sum() < len(keys) - 10 and len(set(keys[cut])) == cut.sum()
    assert len(greys[0]) == len(greys[1]) == len(keys) and seen[0].shape == seen[1].shape
