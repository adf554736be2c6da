"""The radiographs as a fit sees them: line integrals with a variance per ray, and the projector.

Three things keep a fitted volume from explaining a ray exactly: the photons (variance 1 / counts), the voxels of the
grid (a floor), and what the decoder cannot express. The last is the decoder's own variance, summed along the ray; its
errors hold together over `CORRELATION_MM`, which also means that neighbouring rays say partly the same. Line integrals
have no unit, volumes are in units of water. Shape legend: S volumes, Z/Y/X voxels, R rows, C columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.latent_fit.config import LatentFitConfig
from xr2ct_core.projection.measured import MeasuredView, measured_views
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

CORRELATION_MM = 15.0
GRID_ERROR = 0.02
"""Standard deviation of a line integral from the voxels' edges alone."""
_OPAQUE = 12.0
"""Line integrals beyond which no photon arrives."""


@dataclass(frozen=True, eq=False)
class FittedView:
    """A radiograph to be fitted; `fixed_variance_BRC` is what the volume has no part in."""

    measured: MeasuredView
    fixed_variance_BRC: Tensor

    def project(self, volume_SZYX: Tensor) -> Tensor:
        """Line integrals (S, R, C); differentiable."""
        return self.measured.operator.forward(MU_WATER_PER_MM * volume_SZYX)

    @torch.no_grad()
    def precision(self, variance_SZYX: Tensor) -> Tensor:
        """One over the variance of each ray (S, R, C), shared among the rays that say the same."""
        along = self.measured.operator.forward(variance_SZYX)
        variance = self.fixed_variance_BRC + MU_WATER_PER_MM**2 * CORRELATION_MM * along
        share = min(1.0, (self.measured.view.pixel_at_isocentre_mm / CORRELATION_MM) ** 2)
        return share / variance


def fitted_views(
    pair: RadiographPair, grid: WorkingGrid, device: torch.device, config: LatentFitConfig
) -> tuple[FittedView, ...]:
    """The views that the settings ask for, on detectors about as fine as the voxels."""
    views = zip(measured_views(pair, grid, device, coarsen=True), pair.geometry.views, strict=True)
    return tuple(
        FittedView(measured, _fixed_variance(measured, taken.rows // measured.view.rows, config.photons))
        for (measured, taken), name in zip(views, ("frontal", "lateral"), strict=True)
        if config.views in ("both", name)
    )


def misfit(views: Sequence[FittedView], volume_SZYX: Tensor, gain_SV: Tensor) -> Tensor:
    """Root mean square (S,) of what the volumes leave unexplained of all rays."""
    errors = [
        (gain_SV[:, number, None, None] * view.project(volume_SZYX) - view.measured.image_BRC).square().mean((1, 2))
        for number, view in enumerate(views)
    ]
    return torch.stack(errors).mean(0).sqrt()


def _fixed_variance(measured: MeasuredView, coarsening: int, photons: float) -> Tensor:
    noise = measured.image_BRC.clamp(0.0, _OPAQUE).exp() / (photons * coarsening**2)
    return noise + GRID_ERROR**2
