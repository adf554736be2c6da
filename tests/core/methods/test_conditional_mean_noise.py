"""Radiographs that contradict each other are not explained at any price."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.conditional_mean import (
    LARGEST_MU,
    LEAST_NOISE,
    correct,
    line_integral_noise,
    reweighted,
)
from xr2ct_core.methods.blocks.radiograph_level import make_level
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)


def test_a_pair_that_can_be_explained_has_the_least_noise(marker: tuple[Volume, RadiographPair]) -> None:
    volume, pair = marker
    level = make_level(pair, GRID, torch.device("cpu"))
    mu = torch.from_numpy(hu_to_mu_per_mm(volume.hu.astype(np.float32)))
    assert line_integral_noise(level, mu) == LEAST_NOISE
    assert line_integral_noise(level.scaled((3.0, 1.0)), mu) > 1.5 * LEAST_NOISE


@pytest.mark.parametrize("strength", [2.0, 8.0])
def test_a_contradiction_between_the_views_does_not_blow_the_volume_up(
    marker: tuple[Volume, RadiographPair], strength: float
) -> None:
    volume, pair = marker
    louder = replace(pair, lateral=replace(pair.lateral, image=strength * pair.lateral.image[::-1].copy()))
    level = make_level(louder, GRID, torch.device("cpu"))
    mu = torch.from_numpy(hu_to_mu_per_mm(volume.hu.astype(np.float32)))
    sigma = 0.2 * MU_WATER_PER_MM * (mu > 0)
    settings = {"correlation_mm": 20.0, "noise": line_integral_noise(level, mu), "steps": 12, "on_step": lambda: None}
    wider = reweighted(level, mu, sigma, **settings)
    assert float(wider.max()) < LARGEST_MU
    corrected = correct(level, mu, wider, **settings)
    assert bool(torch.isfinite(corrected).all())
    assert float((corrected > LARGEST_MU).float().mean()) < 0.01


def test_line_integrals_that_were_estimated_are_believed_less(marker: tuple[Volume, RadiographPair]) -> None:
    volume, pair = marker
    estimated = replace(pair, lateral=replace(pair.lateral, error=1.5))
    mu = torch.from_numpy(hu_to_mu_per_mm(volume.hu.astype(np.float32)))
    level = make_level(estimated, GRID, torch.device("cpu"))
    assert line_integral_noise(level, mu) == 1.5


def test_what_is_solved_early_stays_solved(marker: tuple[Volume, RadiographPair]) -> None:
    """With much noise the system is nearly a multiple of one; more steps than it needs made it no number at all."""
    _, pair = marker
    level = make_level(pair, GRID, torch.device("cpu"))
    mu = torch.full(GRID.shape_zyx, 1e-4)
    sigma = torch.full(GRID.shape_zyx, 1e-4)
    found = correct(level, mu, sigma, correlation_mm=6.0, noise=50.0, steps=60, on_step=lambda: None)
    assert bool(torch.isfinite(found).all())
