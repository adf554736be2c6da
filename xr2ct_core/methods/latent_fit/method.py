"""Latent fit: a variational autoencoder learns what attenuation fields of chests look like; X-rays come in afterwards.

The decoder is a generative prior that knows nothing of radiographs, so it serves any geometry and any number of views.
Its latent, the patient's pose and the scale of each radiograph are fitted to the projections, weighted by how uncertain
each ray is (compare X2CT-FLOW, Shibata et al. 2021, and variational autoencoders, Kingma and Welling, ICLR 2014). What
the latent cannot express is corrected afterwards, where the decoder says that it is unsure.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool3d

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.projected_views import in_water
from xr2ct_core.methods.blocks.window_losses import projection_loss
from xr2ct_core.methods.latent_fit.config import LatentFitConfig
from xr2ct_core.methods.latent_fit.consistency import consistent
from xr2ct_core.methods.latent_fit.fitting import Fitted, Freedom, LatentFit
from xr2ct_core.methods.latent_fit.losses import divergence_loss, likelihood_loss
from xr2ct_core.methods.latent_fit.measurement import FittedView, fitted_views, misfit
from xr2ct_core.methods.latent_fit.networks import LATENT_EDGE, Decoded, Decoder, Encoder, level_channels
from xr2ct_core.methods.latent_fit.prior import LatentMoments
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.projection.measured import silhouette_hull
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_AIR, HU_MAX

_LAYERS_ALIVE = 12
"""Feature maps of full resolution that are held for the gradient."""


class LatentFitMethod(TrainableMethod):
    """An encoder for the training, a decoder, and the moments of the latents."""

    inference_networks = ("decoder", "moments")

    def __init__(self, config: LatentFitConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        shape = (config.grid_size, config.latent_channels, config.width)
        self.moments = LatentMoments(config.latent_channels * LATENT_EDGE**3)
        self.networks = nn.ModuleDict(
            {"encoder": Encoder(*shape), "decoder": Decoder(*shape), "moments": self.moments},
        )
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        return (TurnSpec("autoencoder", ("encoder", "decoder"), self._settings.learning_rate),)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        truth = in_water(batch.cube_hu_BZYX).unsqueeze(1)
        mean, log_variance = self.networks["encoder"](truth)
        latent = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        self.moments.update(latent.detach().flatten(1))
        decoded = self.networks["decoder"](latent)
        terms = {
            "likelihood": likelihood_loss(decoded.mean, decoded.log_variance, truth),
            "divergence": divergence_loss(mean, log_variance, truth[0].numel()),
        }
        weights = {"likelihood": 1.0, "divergence": settings.divergence_weight}
        if settings.projection_weight > 0.0:
            terms["projection"] = projection_loss(decoded.mean, truth)
            weights["projection"] = settings.projection_weight
        error_hu = 1000.0 * (decoded.mean.detach() - truth).square().mean().sqrt()
        yield Turn("autoencoder", terms, weights, measures={"error_hu": error_hu})

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, "Fitting")
        self.networks.eval()
        settings = self._settings
        views = fitted_views(pair, self.grid, self.device, settings)
        freedom = Freedom(settings.shift_mm, settings.turn_deg, settings.gain)
        prior = self.moments.prior()
        fit = LatentFit(self._decode, prior, views, freedom, self.grid.cube_mm, settings.prior_weight)
        steps = settings.steps
        likeliest, drawn = fit.solve(
            steps,
            settings.draws,
            torch.Generator().manual_seed(settings.seed),
            lambda step: context.progress(step / steps, "Fitting"),
        )
        with torch.no_grad():
            best = fit.fitted(likeliest)
            variance_1ZYX = best.variance_SZYX + _spread(fit, drawn, best.mean_SZYX)
            context.checkpoint()
            volume_1ZYX = self._finished(best, variance_1ZYX, views)
            hu = (1000.0 * volume_1ZYX[0] + HU_AIR).clamp_max(HU_MAX).cpu().numpy()
            uncertainty_hu = (1000.0 * variance_1ZYX[0].sqrt()).cpu().numpy()
            note = _note(best, float(misfit(views, volume_1ZYX, best.gain_SV)), settings)
        context.progress(1.0, "Fitting")
        return MethodOutput(hu, uncertainty_hu, note)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        settings = self._settings
        channels = level_channels(self.grid.size, settings.width)[0]
        layers = 4 * _LAYERS_ALIVE * channels * (1 + settings.draws) * self.grid.size**3
        moments = 24 * (settings.latent_channels * LATENT_EDGE**3) ** 2
        return 4 * self.parameter_count() + layers + moments

    def _decode(self, latent_SD: Tensor) -> Decoded:
        decoded: Decoded = self.networks["decoder"](latent_SD.reshape(len(latent_SD), -1, *(LATENT_EDGE,) * 3))
        return decoded

    def _finished(self, best: Fitted, variance_1ZYX: Tensor, views: tuple[FittedView, ...]) -> Tensor:
        """The fitted volume within the silhouettes, changed to agree with the radiographs if that is wanted."""
        hull_1ZYX = silhouette_hull(tuple(view.measured for view in views))
        if not self._settings.correct:
            return best.mean_SZYX * hull_1ZYX
        return consistent(best.mean_SZYX, variance_1ZYX.sqrt(), views, best.gain_SV, hull_1ZYX)


def _spread(fit: LatentFit, drawn_SU: Tensor, best_1ZYX: Tensor) -> Tensor:
    """Mean squared difference (1, Z, Y, X) of the draws from the best volume, averaged over neighbouring voxels."""
    if not len(drawn_SU):
        return torch.zeros_like(best_1ZYX)
    squares_1ZYX = (fit.fitted(drawn_SU).mean_SZYX - best_1ZYX).square().mean(0, keepdim=True)
    return avg_pool3d(squares_1ZYX, 3, stride=1, padding=1, count_include_pad=False)


def _note(best: Fitted, left: float, settings: LatentFitConfig) -> tuple[str, ...]:
    x_mm, y_mm, z_mm = best.shift_mm_S3[0].tolist()
    seen = "both X-rays" if settings.views == "both" else f"the {settings.views} X-ray alone"
    gains = " and ".join(f"{100.0 * (gain - 1.0):+.1f} %" for gain in best.gain_SV[0].tolist())
    sure = (
        "The uncertainty is what the prior cannot describe"
        + (f" and how {settings.draws} draws differ from the result" if settings.draws else "")
        + "; a patient unlike those it learned from may be farther off."
    )
    return (
        f"A volume of the prior fitted to {seen}, with the patient moved by {x_mm:.0f}, {y_mm:.0f} and {z_mm:.0f} mm "
        f"(left, back, up) and the scale of the X-rays off by {gains}; {left:.3f} of a line integral stays "
        "unexplained. What X-rays do not determine is the prior's.",
        sure,
    )
