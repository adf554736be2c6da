"""How a machine shows what it measured."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.radiography.drawn import drawn_exposure, drawn_presentations
from xr2ct_core.radiography.presentation import Curve, Presentation, shown

LOG = np.clip(np.linspace(-0.5, 6.0, 4096), 0.0, None).reshape(64, 64).astype(np.float32)
PLAIN = Presentation(clahe=0.0, letters=False, collimation_mm=0.0, corners=(0.1, 0.5, 0.7))


def picture(how: Presentation) -> np.ndarray:
    return shown(LOG, 4.0, how, np.random.default_rng(2))


@pytest.mark.parametrize("curve", ["sigmoid", "power", "broken"])
def test_every_curve_shows_denser_parts_brighter(curve: Curve) -> None:
    image = picture(replace(PLAIN, curve=curve)).ravel()
    assert (np.diff(image) >= 0.0).all() and image[0] == pytest.approx(0.03, abs=0.01) and image[-1] > 0.95


def test_local_equalisation_shows_one_value_differently_in_two_places() -> None:
    log = np.full((64, 64), 2.0, dtype=np.float32)
    log[:, 32:] = np.linspace(2.0, 6.0, 32)
    log[:, :4] = 0.0
    how = replace(PLAIN, clahe=0.02)
    image = shown(log, 4.0, how, np.random.default_rng(2))
    assert abs(image[32, 12] - image[32, 32]) > 0.008  # two steps of eight bits
    flat = shown(log, 4.0, PLAIN, np.random.default_rng(2))
    assert flat[32, 12] == flat[32, 32]


def test_letters_and_blades_are_drawn_over_everything() -> None:
    image = picture(replace(PLAIN, letters=True, collimation_mm=12.0))
    assert (image[:3] == 0.0).all() and (image[:, -3:] == 0.0).all() and (image[6:20, 4:16] == 1.0).any()


def test_machines_differ_and_both_views_share_one() -> None:
    random = np.random.default_rng(7)
    pairs = [drawn_presentations(random) for _ in range(20)]
    assert len({frontal.curve for frontal, _ in pairs}) == 3
    for frontal, lateral in pairs:
        assert (frontal.curve, frontal.clahe, frontal.tiles) == (lateral.curve, lateral.clahe, lateral.tiles)
        assert frontal.window != lateral.window
    assert all(0.1 <= drawn_exposure(random).scatter <= 0.6 for _ in range(20))
