"""The algebraic inverses explain both X-rays, put things where they are, and stop when asked."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.backprojection.closed_form import product
from xr2ct_core.methods.backprojection.config import BackprojectionConfig
from xr2ct_core.methods.backprojection.method import BackprojectionMethod
from xr2ct_core.methods.blocks.minimum_norm import smallest_with_profiles, voxel_profiles
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
ALGORITHMS = ["sart", "mart", "product", "minimum-norm"]


def geometry(name: str, frontal: View = View.PA, lateral: View = View.LL, pixels: int = 96) -> BiplanarGeometry:
    """A preset seen by few pixels."""
    views = BiplanarGeometry.preset(name).views
    frontal_view, lateral_view = (view.resampled(pixels, pixels) for view in views)
    return BiplanarGeometry(replace(frontal_view, view=frontal), replace(lateral_view, view=lateral), name)


def chest(grid: WorkingGrid = GRID) -> Volume:
    """An elliptical body with two lungs and a bright off-centre block at the head end, left and back."""
    axis_mm = (np.arange(grid.size) - (grid.size - 1) / 2) * grid.spacing_mm
    z_mm, y_mm, x_mm = np.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij")
    hu = np.full(grid.shape_zyx, -1000.0, dtype=np.float32)
    hu[(x_mm / 130) ** 2 + (y_mm / 90) ** 2 <= 1] = 0.0
    for side in (-1, 1):
        hu[((x_mm - side * 60) / 40) ** 2 + (y_mm / 60) ** 2 + (z_mm / 100) ** 2 <= 1] = -800.0
    hu[(abs(x_mm - 65) < 12) & (abs(y_mm - 30) < 12) & (abs(z_mm - 60) < 12)] = 1200.0
    return Volume.on_grid(hu, grid)


def reconstruct(pair: RadiographPair, grid: WorkingGrid = GRID, **settings: object) -> NDArray[np.float32]:
    method = BackprojectionMethod(BackprojectionConfig(**settings), "cpu")
    output = method.reconstruct(pair, grid, WorkContext())
    assert output.hu.dtype == np.float32
    assert output.hu.shape == grid.shape_zyx
    assert np.isfinite(output.hu).all()
    assert output.hu.min() >= -1024 and output.hu.max() <= 3071
    return output.hu


def projection_psnr_db(hu: NDArray[np.float32], pair: RadiographPair, grid: WorkingGrid = GRID) -> float:
    """The worse of the two views."""
    images = project_numpy(hu_to_mu_per_mm(hu), pair.geometry.views, grid)
    errors = [np.mean((a - b.image) ** 2) / b.image.max() ** 2 for a, b in zip(images, pair.radiographs, strict=True)]
    return float(-10 * np.log10(max(errors)))


@pytest.mark.parametrize("name", ["x2ct", "clinic", "parallel"])
def test_the_default_explains_both_x_rays(name: str) -> None:
    pair = simulate_pair(chest(), geometry(name))
    assert projection_psnr_db(reconstruct(pair), pair) >= 35.0


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("views", [(View.PA, View.LL), (View.AP, View.RL)])
@pytest.mark.parametrize("name", ["x2ct", "parallel"])
def test_the_bright_block_is_found_where_it_is(name: str, views: tuple[View, View], algorithm: str) -> None:
    body, with_block = chest(), chest()
    body.hu[body.hu > 1000] = 0.0
    setup = geometry(name, *views)
    without = reconstruct(simulate_pair(body, setup), algorithm=algorithm)
    gained = reconstruct(simulate_pair(with_block, setup), algorithm=algorithm) - without
    brightest = np.unravel_index(np.argmax(gained), gained.shape)
    np.testing.assert_allclose(GRID.affine.voxel_to_world(brightest), (65, 30, 60), atol=18)


@pytest.mark.parametrize("algorithm", ["sart", "mart", "product"])
def test_air_outside_the_silhouettes_stays_air(algorithm: str) -> None:
    hu = reconstruct(simulate_pair(chest(), geometry("clinic")), algorithm=algorithm)
    assert hu[:, :3, :].max() == -1000.0


def smallest(*profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    return smallest_with_profiles(*(torch.from_numpy(profile)[None] for profile in profiles))[0].numpy()


def test_smallest_volume_reproduces_parallel_projections_exactly() -> None:
    pair = simulate_pair(chest(), geometry("parallel"))
    profiles = [voxel_profiles(r.image, v, GRID) for r, v in zip(pair.radiographs, pair.geometry.views, strict=True)]
    for inverse in (smallest, product):
        images = project_numpy(inverse(*profiles), pair.geometry.views, GRID)
        for image, radiograph in zip(images, pair.radiographs, strict=True):
            np.testing.assert_allclose(image, radiograph.image, atol=1e-4)


def test_smallest_volume_is_smaller_than_any_other_that_fits() -> None:
    mu = hu_to_mu_per_mm(chest().hu)
    inverse = smallest(mu.sum(axis=1, dtype=np.float64), mu.sum(axis=2, dtype=np.float64))
    np.testing.assert_allclose(inverse.sum(axis=1), mu.sum(axis=1), atol=1e-4)
    np.testing.assert_allclose(inverse.sum(axis=2), mu.sum(axis=2), atol=1e-4)
    assert np.linalg.norm(inverse) < np.linalg.norm(mu)
    assert abs(np.vdot(inverse, mu - inverse)) < 1e-3 * np.vdot(inverse, inverse)


def test_noise_and_truncation_leave_a_finite_volume() -> None:
    hu = chest().hu.copy()
    hu[:] = 0.0  # the body fills the cube and leaves both detectors
    reconstruct(simulate_pair(Volume.on_grid(hu, GRID), geometry("x2ct"), photons=1e3))
    empty = Volume.on_grid(np.full(GRID.shape_zyx, -1000.0, np.float32), GRID)
    for algorithm in ALGORITHMS:
        assert reconstruct(simulate_pair(empty, geometry("x2ct")), algorithm=algorithm).max() < -990


def test_display_images_are_refused_with_a_hint() -> None:
    pair = simulate_pair(chest(), geometry("x2ct"))
    display = replace(pair, lateral=replace(pair.lateral, scale="display"))
    with pytest.raises(BadInputError, match="line integrals"):
        reconstruct(display)


def test_it_reports_progress_and_stops_when_asked() -> None:
    pair = simulate_pair(chest(), geometry("x2ct"))
    seen: list[float] = []
    context = WorkContext()

    def watch(fraction: float, _phase: str) -> None:
        seen.append(fraction)
        if fraction > 0.4:
            context.control.request_stop()

    context.on_progress = watch
    with pytest.raises(CancelledError):
        BackprojectionMethod(BackprojectionConfig(), "cpu").reconstruct(pair, GRID, context)
    assert seen == sorted(seen)
    assert 0.4 < seen[-1] < 1.0


@pytest.mark.slow
def test_the_default_takes_under_two_seconds_at_full_size() -> None:
    grid = WorkingGrid(128)
    pair = simulate_pair(chest(grid), BiplanarGeometry.preset("x2ct"))
    reconstruct(pair, grid)
    started = perf_counter()
    hu = reconstruct(pair, grid)
    assert perf_counter() - started < 2.0
    assert projection_psnr_db(hu, pair, grid) >= 35.0
