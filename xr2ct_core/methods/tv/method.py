"""Total variation as a method: the flattest volume, in a round body within the silhouettes, that explains both X-rays.

Solved first on the grid of half the resolution, then on the working grid, with detector pixels averaged down to about
the size of a voxel.
"""

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput, require_line_integrals
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.solver import fista
from xr2ct_core.projection.body import OUTLINE_NOTE, elliptic_body, scaled_to
from xr2ct_core.projection.measured import coarsening, measured_views, silhouette_hull
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_AIR, MU_WATER_PER_MM, mu_per_mm_to_hu

MU_LARGEST_PER_MM = MU_WATER_PER_MM * 4.0
"""Of 3000 HU, about the densest a CT holds."""


class TvMethod(Method):
    """Two-view least squares with total variation and positivity inside the body hull."""

    def __init__(self, config: TvConfig, device: str = "cpu") -> None:
        self._config = config
        self._device = device

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        config = self._config
        context.progress(0.0, "Preparing")
        with torch.no_grad():
            start = None
            if config.coarse_iterations > 0 and grid.size >= 8:
                coarse_grid = WorkingGrid(grid.size // 2, grid.cube_mm)
                coarse = self._solve(None, pair, coarse_grid, config.coarse_iterations, context, (0.02, 0.2))
                start = interpolate(coarse[None], size=grid.shape_zyx, mode="trilinear")[0]
            mu_BZYX = self._solve(start, pair, grid, config.iterations, context, (0.2, 1.0))
        context.progress(1.0, "Total variation")
        hu = mu_per_mm_to_hu(mu_BZYX.squeeze(0).cpu().numpy()).clip(HU_AIR, 3071.0)
        return MethodOutput(hu=hu, notes=(OUTLINE_NOTE,))

    def _solve(
        self,
        start_BZYX: Tensor | None,
        pair: RadiographPair,
        grid: WorkingGrid,
        iterations: int,
        context: WorkContext,
        span: tuple[float, float],
    ) -> Tensor:
        """Minimise on one grid, from a flat body if no start is given; `span` is its share of the progress."""
        first, last = span
        context.progress(first, "Total variation")
        views = measured_views(pair, grid, self._device, coarsen=True)
        context.checkpoint()
        body_BZYX = elliptic_body(silhouette_hull(views), views, grid)
        upper_BZYX = (body_BZYX > 0).to(torch.float32) * MU_LARGEST_PER_MM
        start_BZYX = torch.minimum(scaled_to(body_BZYX, views) if start_BZYX is None else start_BZYX, upper_BZYX)
        smoothing = self._config.smoothing * _rays_per_voxel_face(pair, grid)

        def on_step(step: int) -> None:
            context.progress(first + (last - first) * step / iterations, "Total variation")

        return fista(start_BZYX, upper_BZYX, views, smoothing, iterations, self._config.inner_iterations, on_step)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 24 * 4 * grid.size**3 + 100_000_000


def _rays_per_voxel_face(pair: RadiographPair, grid: WorkingGrid) -> float:
    """Averaged detector pixels on the face of a voxel; with it the smoothing means the same on every grid."""
    pixels_mm = [view.pixel_at_isocentre_mm * coarsening(view, grid) for view in pair.geometry.views]
    return sum((grid.spacing_mm / pixel_mm) ** 2 for pixel_mm in pixels_mm) / len(pixels_mm)
