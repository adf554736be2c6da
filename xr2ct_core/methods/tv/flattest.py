"""The flattest volume within an outline that explains any number of X-rays of one body.

Solved first on the grid of half the resolution, then on the working grid, with detector pixels averaged down to about
the size of a voxel. Units: line integrals without unit in, attenuation in 1/mm out.

Shape legend: B batch of one, Z/Y/X voxels.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.solver import fista
from xr2ct_core.projection.body import scaled_to
from xr2ct_core.projection.measured import MeasuredView, coarsening, measured_image
from xr2ct_core.units import HU_AIR, MU_WATER_PER_MM, mu_per_mm_to_hu

MU_LARGEST_PER_MM: Final = MU_WATER_PER_MM * 4.0
"""Of 3000 HU, about the densest a CT holds."""

HU_LARGEST: Final = 3071.0
"""The last number of a CT of 12 bits."""

Outline = Callable[[Sequence[MeasuredView], WorkingGrid], Tensor]
"""Probable membership of the body in [0, 1], (B, Z, Y, X), from what the X-rays show."""


def flattest_volume(
    images: Sequence[NDArray[np.float32]],
    views: Sequence[ViewGeometry],
    outline: Outline,
    grid: WorkingGrid,
    config: TvConfig,
    context: WorkContext,
    device: torch.device | str = "cpu",
) -> Tensor:
    """Attenuation (B, Z, Y, X) in 1/mm on `grid`, zero outside the outline.

    `images` are line integrals (rows, cols), each on the detector of its view. Raises `CancelledError`, and
    `BadConfigError` if a source stands inside the cube.
    """
    problem = _Problem(images, views, outline, config, context, device)
    with torch.no_grad():
        start = None
        if config.coarse_iterations > 0 and grid.size >= 8:
            coarse_grid = WorkingGrid(grid.size // 2, grid.cube_mm)
            coarse = problem.solved(None, coarse_grid, config.coarse_iterations, (0.02, 0.2))
            start = interpolate(coarse[None], size=grid.shape_zyx, mode="trilinear")[0]
        return problem.solved(start, grid, config.iterations, (0.2, 1.0))


def as_hu(mu_BZYX: Tensor) -> NDArray[np.float32]:
    """HU (z, y, x) of attenuation, from air to the densest that a CT stores."""
    hu: NDArray[np.float32] = mu_per_mm_to_hu(mu_BZYX.squeeze(0).cpu().numpy()).clip(HU_AIR, HU_LARGEST)
    return hu


class _Problem:
    """What is to be explained, on whatever grid."""

    def __init__(
        self,
        images: Sequence[NDArray[np.float32]],
        views: Sequence[ViewGeometry],
        outline: Outline,
        config: TvConfig,
        context: WorkContext,
        device: torch.device | str,
    ) -> None:
        self._images, self._views, self._outline = images, views, outline
        self._config, self._context, self._device = config, context, device

    def solved(
        self, start_BZYX: Tensor | None, grid: WorkingGrid, iterations: int, span: tuple[float, float]
    ) -> Tensor:
        """Minimise on one grid, from a flat body if no start is given; `span` is its share of the progress."""
        first, last = span
        self._context.progress(first, "Total variation")
        views = self._measured(grid)
        body_BZYX = self._outline(views, grid)
        upper_BZYX = (body_BZYX > 0).to(torch.float32) * MU_LARGEST_PER_MM
        start_BZYX = torch.minimum(scaled_to(body_BZYX, views) if start_BZYX is None else start_BZYX, upper_BZYX)
        smoothing = self._config.smoothing * _rays_per_voxel_face(self._views, grid)

        def on_step(step: int) -> None:
            self._context.progress(first + (last - first) * step / iterations, "Total variation")

        return fista(start_BZYX, upper_BZYX, views, smoothing, iterations, self._config.inner_iterations, on_step)

    def _measured(self, grid: WorkingGrid) -> list[MeasuredView]:
        measured = []
        for image, view in zip(self._images, self._views, strict=True):
            measured.append(measured_image(image, view, grid, self._device, coarsen=True))
            self._context.checkpoint()
        return measured


def _rays_per_voxel_face(views: Sequence[ViewGeometry], grid: WorkingGrid) -> float:
    """Averaged detector pixels on the face of a voxel; with it the smoothing means the same on every grid."""
    pixels_mm = [view.pixel_at_isocentre_mm * coarsening(view, grid) for view in views]
    return sum((grid.spacing_mm / pixel_mm) ** 2 for pixel_mm in pixels_mm) / len(pixels_mm)
