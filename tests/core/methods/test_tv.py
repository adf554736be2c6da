"""Total variation explains both X-rays, is flat where it may be, keeps to the body, and stops when asked."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.evaluation.metrics import volume_metrics
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.backprojection.config import BackprojectionConfig
from xr2ct_core.methods.backprojection.method import BackprojectionMethod
from xr2ct_core.methods.base import Method
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.method import TvMethod
from xr2ct_core.methods.tv.total_variation import ProximalStep, gradient, gradient_adjoint, total_variation
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)


def geometry(name: str, frontal: View = View.PA, lateral: View = View.LL, pixels: int = 96) -> BiplanarGeometry:
    """A preset seen by few pixels."""
    frontal_view, lateral_view = (view.resampled(pixels, pixels) for view in BiplanarGeometry.preset(name).views)
    return BiplanarGeometry(replace(frontal_view, view=frontal), replace(lateral_view, view=lateral), name)


def body(grid: WorkingGrid = GRID, *, block: bool = True) -> Volume:
    """An elliptical body with an off-centre block of bone: towards the head, the back and the left."""
    axis_mm = (np.arange(grid.size) - (grid.size - 1) / 2) * grid.spacing_mm
    z_mm, y_mm, x_mm = np.meshgrid(axis_mm, axis_mm, axis_mm, indexing="ij")
    hu = np.full(grid.shape_zyx, -1000.0, dtype=np.float32)
    hu[(x_mm / 130) ** 2 + (y_mm / 90) ** 2 <= 1] = 0.0
    if block:
        hu[(abs(x_mm - 65) < 15) & (abs(y_mm - 30) < 15) & (abs(z_mm - 60) < 15)] = 1200.0
    return Volume.on_grid(hu, grid)


def reconstruct(pair: RadiographPair, grid: WorkingGrid = GRID, **settings: object) -> NDArray[np.float32]:
    output = TvMethod(TvConfig(**settings), "cpu").reconstruct(pair, grid, WorkContext())
    assert output.hu.dtype == np.float32
    assert output.hu.shape == grid.shape_zyx
    assert np.isfinite(output.hu).all()
    assert output.hu.min() >= -1024 and output.hu.max() <= 3071
    assert output.notes, "the guessed outline must be said"
    return output.hu


def projection_psnr_db(hu: NDArray[np.float32], pair: RadiographPair, grid: WorkingGrid = GRID) -> float:
    """The worse of the two views."""
    images = project_numpy(hu_to_mu_per_mm(hu), pair.geometry.views, grid)
    errors = [np.mean((a - b.image) ** 2) / b.image.max() ** 2 for a, b in zip(images, pair.radiographs, strict=True)]
    return float(-10 * np.log10(max(errors)))


@pytest.mark.parametrize("name", ["x2ct", "clinic", "parallel"])
def test_it_explains_both_x_rays(name: str) -> None:
    pair = simulate_pair(body(), geometry(name))
    assert projection_psnr_db(reconstruct(pair), pair) >= 35.0


@pytest.mark.parametrize(("name", "mean_hu", "spread_hu"), [("x2ct", -645.229, 442.536), ("clinic", -644.042, 447.909)])
def test_its_volumes_are_the_measured_ones(name: str, mean_hu: float, spread_hu: float) -> None:
    """The tables of the README were measured with these."""
    hu = reconstruct(simulate_pair(body(), geometry(name)))
    assert float(hu.mean(dtype=np.float64)) == pytest.approx(mean_hu, abs=0.05)
    assert float(hu.std(dtype=np.float64)) == pytest.approx(spread_hu, abs=0.05)


@pytest.mark.parametrize("views", [(View.PA, View.LL), (View.AP, View.RL)])
def test_the_bright_block_is_found_where_it_is(views: tuple[View, View]) -> None:
    setup = geometry("x2ct", *views)
    gained = reconstruct(simulate_pair(body(), setup)) - reconstruct(simulate_pair(body(block=False), setup))
    brightest = np.unravel_index(np.argmax(gained), gained.shape)
    np.testing.assert_allclose(GRID.affine.voxel_to_world(brightest), (65, 30, 60), atol=18)


def test_more_smoothing_gives_less_variation_and_a_worse_fit() -> None:
    pair = simulate_pair(body(), geometry("x2ct"))
    weak, strong = (reconstruct(pair, smoothing=value, inner_iterations=20) for value in (0.0001, 0.03))
    variation = [float(total_variation(torch.from_numpy(hu)[None])) for hu in (weak, strong)]
    assert variation[1] < 0.9 * variation[0]
    assert projection_psnr_db(strong, pair) < projection_psnr_db(weak, pair)


def test_air_outside_the_silhouettes_stays_air() -> None:
    hu = reconstruct(simulate_pair(body(), geometry("clinic")))
    assert hu[:, :3, :].max() == -1000.0


def test_an_empty_pair_gives_air_and_a_full_cube_stays_finite() -> None:
    for value in (-1000.0, 0.0):
        full = Volume.on_grid(np.full(GRID.shape_zyx, value, np.float32), GRID)
        hu = reconstruct(simulate_pair(full, geometry("x2ct"), photons=1e4))
        if value == -1000.0:
            assert hu.max() < -950


def test_display_images_are_refused_with_a_hint() -> None:
    pair = simulate_pair(body(), geometry("x2ct"))
    with pytest.raises(BadInputError, match="line integrals"):
        reconstruct(replace(pair, frontal=replace(pair.frontal, scale="display")))


def test_it_reports_progress_and_stops_when_asked() -> None:
    pair = simulate_pair(body(), geometry("x2ct"))
    seen: list[float] = []
    context = WorkContext()

    def watch(fraction: float, _phase: str) -> None:
        seen.append(fraction)
        if fraction > 0.5:
            context.control.request_stop()

    context.on_progress = watch
    with pytest.raises(CancelledError):
        TvMethod(TvConfig(), "cpu").reconstruct(pair, GRID, context)
    assert seen == sorted(seen)
    assert 0.5 < seen[-1] < 1.0


def test_the_gradient_and_its_adjoint_pass_the_dot_product_test() -> None:
    random = torch.Generator().manual_seed(0)
    x = torch.rand((1, 5, 6, 7), generator=random, dtype=torch.float64)
    field = torch.rand((3, 1, 5, 6, 7), generator=random, dtype=torch.float64)
    left, right = (gradient(x) * field).sum(), (x * gradient_adjoint(field)).sum()
    assert float(left) == pytest.approx(float(right), rel=1e-12)


def test_the_proximal_step_finds_the_minimum() -> None:
    random = torch.Generator().manual_seed(1)
    noisy = torch.rand((1, 6, 6, 6), generator=random, dtype=torch.float64)
    strength = 0.05 + 0.1 * torch.rand((1, 6, 6, 6), generator=random, dtype=torch.float64)
    upper = torch.full_like(noisy, 0.7)

    def energy(x: torch.Tensor) -> float:
        return float(((x - noisy).square() / (2 * strength)).sum() + total_variation(x))

    found = ProximalStep(strength, upper)(noisy, 2000)
    assert found.min() >= 0 and found.max() <= 0.7
    for _ in range(20):
        nearby = (found + 0.01 * torch.randn(found.shape, generator=random, dtype=torch.float64)).clamp(0, 0.7)
        assert energy(nearby) > energy(found)


def test_on_a_real_chest_both_methods_explain_the_x_rays_and_beat_flat_volumes(shared_data: Path) -> None:
    grid = WorkingGrid(64)
    cube = ct_to_cube(read_volume(shared_data / "ct" / "QIN-LSC-0003.nii.gz"), grid)
    truth = cube.as_float32().hu
    pair = simulate_pair(cube, BiplanarGeometry.preset("x2ct"))
    spacing_mm = grid.spacing_mm

    def psnr_db(hu: NDArray[np.float32]) -> float:
        return volume_metrics(hu, truth, spacing_mm=spacing_mm)["psnr_3d_db"]

    flat = psnr_db(np.full_like(truth, truth.mean()))
    methods: dict[str, Method] = {
        "tv": TvMethod(TvConfig(), "cpu"),
        "backprojection": BackprojectionMethod(BackprojectionConfig(), "cpu"),
    }
    for name, method in methods.items():
        hu = method.reconstruct(pair, grid, WorkContext()).hu
        assert projection_psnr_db(hu, pair, grid) >= 35.0, name
        assert psnr_db(hu) > flat + 2.5, name
        assert psnr_db(hu) > 17.5, name


@pytest.mark.slow
def test_it_takes_under_thirty_seconds_at_full_size() -> None:
    grid = WorkingGrid(128)
    pair = simulate_pair(body(grid), BiplanarGeometry.preset("x2ct"))
    started = perf_counter()
    hu = reconstruct(pair, grid)
    assert perf_counter() - started < 30.0
    assert projection_psnr_db(hu, pair, grid) >= 35.0
