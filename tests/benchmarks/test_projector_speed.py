"""How fast the separable projector is beside DiffDRR and plain ray marching, on this machine, in one run.

`pytest -m benchmark -s tests/benchmarks/test_projector_speed.py` prints the table. DiffDRR is an optional guest: its
dependencies replace torch, so install it with `pip install --no-deps diffdrr` and what it then asks for.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
import torch
from torch import Tensor

from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector

pytestmark = pytest.mark.benchmark

GRID = WorkingGrid(128)
GEOMETRY = BiplanarGeometry.preset("x2ct")
SAMPLES = 256
ROUNDS = 5


def _smooth_volume() -> Tensor:
    axis = torch.linspace(-1, 1, GRID.size)
    z, y, x = torch.meshgrid(axis, axis, axis, indexing="ij")
    return 0.02 * torch.exp(-4 * ((x - 0.2) ** 2 + (y + 0.1) ** 2 + (z - 0.15) ** 2))


def _ray_marching(mu_zyx: Tensor) -> Callable[[], Tensor]:
    """Trilinear sampling of both views by torch's `grid_sample`, both views in one batch."""
    starts, directions = [], []
    half_mm = GRID.cube_mm / 2
    near_mm, far_mm = GEOMETRY.frontal.sad_mm - 1.5 * half_mm, GEOMETRY.frontal.sad_mm + 1.5 * half_mm
    for view in GEOMETRY.views:
        rows_cols = torch.stack(torch.meshgrid(torch.arange(view.rows), torch.arange(view.cols), indexing="ij"), dim=-1)
        source = torch.as_tensor(view.frame().source_mm)
        along = torch.as_tensor(view.pixel_to_world_mm(rows_cols.numpy())) - source
        directions.append((along / along.norm(dim=-1, keepdim=True)).float())
        starts.append(source.float().expand_as(directions[-1]))
    start, direction = torch.stack(starts)[:, None], torch.stack(directions)[:, None]
    step_mm = (far_mm - near_mm) / SAMPLES
    distance_mm = (near_mm + step_mm * (torch.arange(SAMPLES) + 0.5))[None, :, None, None, None]
    points = (start + distance_mm * direction) / half_mm
    volume = mu_zyx[None, None].expand(2, -1, -1, -1, -1)

    def march() -> Tensor:
        return torch.nn.functional.grid_sample(volume, points, align_corners=False).sum(dim=2)[:, 0] * step_mm

    return march


def _diffdrr(mu_zyx: Tensor) -> Callable[[], Tensor]:
    """DiffDRR's trilinear renderer with the same detector, distances and number of samples."""
    drr_module = pytest.importorskip("diffdrr.drr", reason="DiffDRR is not installed (see the top of this file)")
    data_module = pytest.importorskip("diffdrr.data", reason="DiffDRR is not installed (see the top of this file)")
    torchio = pytest.importorskip("torchio")
    view = GEOMETRY.frontal
    affine = torch.diag(torch.tensor([GRID.spacing_mm] * 3 + [1.0])).numpy()
    subject = data_module.read(torchio.ScalarImage(tensor=mu_zyx.permute(2, 1, 0)[None].clone(), affine=affine))
    renderer = drr_module.DRR(
        subject, sdd=view.sdd_mm, height=view.rows, width=view.cols, delx=view.pixel_mm, renderer="trilinear"
    )
    renderer.density = renderer.density * 0 + mu_zyx.permute(2, 1, 0)
    angles = torch.tensor([[0.0, 0.0, 0.0], [torch.pi / 2, 0.0, 0.0]])
    away = torch.tensor([[0.0, view.sad_mm, 0.0]] * 2)

    def render() -> Tensor:
        images: Tensor = renderer(angles, away, parameterization="euler_angles", convention="ZXY", n_points=SAMPLES)
        return images[:, 0]

    return render


def _interleaved_ms(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median time of each, taken in turns so that other load on the machine hits all alike."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = perf_counter()
            way()
            times[name].append(1000 * (perf_counter() - started))
    return {name: median(values) for name, values in times.items()}


def _report(times_ms: dict[str, float]) -> None:
    ours = times_ms["separable"]
    for name, time_ms in times_ms.items():
        print(f"\n{name:28s} {time_ms:8.1f} ms   {time_ms / ours:6.1f} x", end="")
    print()


@torch.no_grad()
def test_faster_than_ray_marching_with_the_same_images() -> None:
    mu = _smooth_volume()
    projector, march = Projector(GEOMETRY.views, GRID), _ray_marching(mu)
    images = torch.cat(projector.forward(mu[None]))
    assert (images - march()).abs().max() < 0.005 * images.max()
    times_ms = _interleaved_ms(
        {
            "separable": lambda: projector.forward(mu[None]),
            "separable, adjoint": lambda: projector.adjoint([images[:1], images[1:]]),
            f"grid_sample, {SAMPLES} samples": march,
        }
    )
    _report(times_ms)
    assert times_ms[f"grid_sample, {SAMPLES} samples"] > 3 * times_ms["separable"]


@torch.no_grad()
def test_at_least_ten_times_faster_than_diffdrr() -> None:
    mu = _smooth_volume()
    render = _diffdrr(mu)
    projector = Projector(GEOMETRY.views, GRID)
    frontal = projector.forward(mu[None])[projector.views.index(GEOMETRY.frontal)]
    rendered = render()
    assert GEOMETRY.frontal.view is View.PA
    assert rendered.shape[-2:] == frontal.shape[-2:]
    assert (rendered[0].max() - frontal.max()).abs() < 0.02 * frontal.max(), "both must integrate the same body"
    times_ms = _interleaved_ms({"separable": lambda: projector.forward(mu[None]), "DiffDRR trilinear": render})
    _report(times_ms)
    assert times_ms["DiffDRR trilinear"] >= 10 * times_ms["separable"]
