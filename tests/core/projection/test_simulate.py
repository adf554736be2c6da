"""Pairs made from a CT are physical, repeatable, and noisy as photons are."""

import subprocess
import sys

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(24)
GEOMETRY = BiplanarGeometry.make(rows=60, cols=60, pixel_mm=8.0)


def _water_box() -> Volume:
    hu = np.full(GRID.shape_zyx, -1000, dtype=np.int16)
    hu[4:20, 8:16, 6:18] = 0
    return Volume.on_grid(hu, GRID)


def test_a_pair_holds_line_integrals_of_its_geometry() -> None:
    pair = simulate_pair(_water_box(), GEOMETRY, subject="box")
    assert pair.is_physical
    assert pair.subject == "box"
    assert pair.cube_mm == GRID.cube_mm
    depth_mm = 8 * GRID.spacing_mm
    assert pair.frontal.image[30, 30] == pytest.approx(0.02 * depth_mm, rel=0.01)


def test_noise_is_repeatable_unbiased_and_as_large_as_poisson_says() -> None:
    clean = simulate_pair(_water_box(), GEOMETRY).frontal.image
    noisy = simulate_pair(_water_box(), GEOMETRY, photons=1e4, seed=5).frontal.image
    again = simulate_pair(_water_box(), GEOMETRY, photons=1e4, seed=5).frontal.image
    np.testing.assert_array_equal(noisy, again)
    score = (noisy - clean) / np.sqrt(np.exp(clean) / 1e4)
    assert abs(score.mean()) < 0.05
    assert score.std() == pytest.approx(1.0, abs=0.05)


def test_both_views_get_noise_of_their_own() -> None:
    pair = simulate_pair(Volume.on_grid(np.full(GRID.shape_zyx, -1000, np.int16), GRID), GEOMETRY, photons=1e3)
    assert not np.array_equal(pair.frontal.image, pair.lateral.image)


@pytest.mark.parametrize("photons", [0.0, -5.0, float("nan")])
def test_impossible_photon_numbers_are_refused(photons: float) -> None:
    with pytest.raises(BadConfigError, match="photons"):
        simulate_pair(_water_box(), GEOMETRY, photons=photons)


def test_rays_that_no_photon_survives_stay_finite() -> None:
    lead = Volume.on_grid(np.full(GRID.shape_zyx, 30000, np.int16), GRID)
    assert np.isfinite(simulate_pair(lead, GEOMETRY, photons=100).frontal.image).all()


def test_a_volume_off_the_working_cube_is_refused() -> None:
    hu = np.zeros((4, 5, 6), dtype=np.int16)
    with pytest.raises(BadInputError, match="working cube"):
        simulate_pair(Volume(hu, Affine.centred(hu.shape, (1, 1, 1))), GEOMETRY)


def test_simulating_needs_no_torch() -> None:
    code = "import sys, xr2ct_core.projection.simulate; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
