"""u-X2CT-GAN: learns a volume from two radiographs with nothing but radiographs to learn from.

The volume is projected by the true geometry of its pair and compared with the line integrals that went in; total
variation keeps it smooth; a discriminator asks whether its projections, in the two views and with the patient slightly
turned, look like radiographs. Two views leave much open, so a few true CTs or phantoms may be added as a weak prior.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator, fooling_loss, telling_apart_loss
from xr2ct_core.methods.blocks.projected_views import ViewProjector, Views, coarse_views, in_water, turned
from xr2ct_core.methods.blocks.view_losses import projection_loss, total_variation
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.methods.u_x2ct_gan.config import UX2ctGanConfig
from xr2ct_core.methods.u_x2ct_gan.extras import KnownPatients, phantom_in_water
from xr2ct_core.methods.u_x2ct_gan.losses import inverse_weights, volume_loss
from xr2ct_core.methods.u_x2ct_gan.networks import Generator
from xr2ct_core.methods.u_x2ct_gan.region import found_emphasis, lung_emphasis
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.processes import process_count

DISCRIMINATOR_WIDTH = 32
TYPICAL_LINE_INTEGRAL = 4.0
"""Line integral of 20 cm of water; images are given to the networks in this unit, so that their scale is kept."""
_BYTES_PER_VOXEL = 400.0
"""Intermediate results of a reconstruction, in bytes per voxel of the volume."""


class UX2ctGanMethod(TrainableMethod):
    """The generator, a discriminator of projections, and the patients whose CTs may be used."""

    inference_networks = ("generator",)

    def __init__(self, config: UX2ctGanConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        if config.true_cts > 0 and process_count() > 1:
            raise BadConfigError("True CTs are counted by one process only.", "Use 0 or -1, or train with one process.")
        self._settings = config
        self.networks = nn.ModuleDict({"generator": Generator(config.grid_size, config.width)})
        if config.adversarial_weight > 0.0:
            width = max(4, round(DISCRIMINATOR_WIDTH * config.width))
            self.networks["discriminator"] = PatchDiscriminator(2, width, dimensions=2)
        self._patients = KnownPatients(config.true_cts)
        self.networks["known"] = self._patients
        self.networks.to(self.device)
        self._project = ViewProjector(self.grid)

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        betas = (settings.beta1, settings.beta2)
        generator = TurnSpec("generator", ("generator",), settings.learning_rate, betas, settings.weight_decay)
        if "discriminator" not in self.networks:
            return (generator,)
        return generator, TurnSpec("discriminator", ("discriminator",), settings.learning_rate, betas)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        measured = coarse_views(Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries), self.grid)
        volume = self._volume(measured)
        projected = self._project(volume, measured.geometries)
        emphasis = None
        if settings.lung_emphasis > 0.0 and settings.lung_region == "radiographs":
            emphasis = found_emphasis(measured.images, settings.lung_emphasis)
        elif settings.lung_emphasis > 0.0:
            emphasis = lung_emphasis(volume, self._project, measured.geometries, settings.lung_emphasis)
        terms = {"projection": projection_loss(projected.images, measured.images, emphasis)}
        weights = {"projection": settings.projection_weight}
        if settings.smoothness_weight > 0.0:
            terms["smoothness"], weights["smoothness"] = total_variation(volume), settings.smoothness_weight
        if settings.true_cts != 0:
            terms["ct"], weights["ct"] = self._ct_loss(volume, batch), settings.ct_weight
        if settings.prior == "phantoms":
            terms["prior"], weights["prior"] = self._prior_loss(measured), settings.prior_weight
        if "discriminator" not in self.networks:
            yield self._turn(terms, weights)
            return
        discriminator = self.networks["discriminator"]
        degrees_B = settings.turn_deg * (2.0 * torch.rand(len(batch)) - 1.0)
        aside = self._project(turned(volume, degrees_B), measured.geometries)
        fakes = torch.cat([self._shown(projected), self._shown(aside)])
        terms["adversarial"], weights["adversarial"] = fooling_loss(discriminator(fakes)), settings.adversarial_weight
        yield self._turn(terms, weights)

        real, fake = discriminator(self._shown(measured)), discriminator(fakes.detach())
        yield Turn(
            "discriminator",
            {"telling_apart": telling_apart_loss(real, fake)},
            {"telling_apart": 1.0},
            scores=(real.detach().mean(), fake.detach().mean()),
        )

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, "u-X2CT-GAN")
        self.networks.eval()
        frontal, lateral = (torch.from_numpy(r.image.copy()).to(self.device)[None] for r in pair.radiographs)
        with torch.inference_mode():
            volume = self._volume(coarse_views(Views(frontal, lateral, (pair.geometry,)), grid))
            hu = (1000.0 * (volume - 1.0)).clamp(*self.output_range_hu)[0, 0].cpu().numpy()
        context.progress(1.0, "u-X2CT-GAN")
        return MethodOutput(hu=hu)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 4 * self.parameter_count() + round(_BYTES_PER_VOXEL * self._settings.width * grid.size**3)

    def _volume(self, views: Views) -> Tensor:
        """Attenuation (B, 1, Z, Y, X) in units of water."""
        frontal, lateral = (image / TYPICAL_LINE_INTEGRAL for image in views.in_isocentre_plane(self.grid))
        volume: Tensor = self.networks["generator"](frontal, lateral)
        return volume

    def _ct_loss(self, volume: Tensor, batch: PairBatch) -> Tensor:
        """Error of the volumes of patients whose CT is there and may be used; the others count as zero."""
        is_shown_B = self._patients.are_known(batch.subjects, batch.has_truth_B)
        truth = in_water(batch.cube_hu_BZYX).unsqueeze(1)
        # Where nothing is shown the volume is compared with itself, so that no gradient comes from what is not there.
        shown = torch.where(is_shown_B.view(-1, 1, 1, 1, 1), truth, volume.detach())
        return volume_loss(volume, shown)

    def _prior_loss(self, measured: Views) -> Tensor:
        """Error of the volume of one phantom, from radiographs taken as those of the first sample."""
        index = int(torch.randint(self._settings.prior_volumes, (), device="cpu"))
        truth = phantom_in_water(index, self.grid, self.device)
        return volume_loss(self._volume(self._project(truth, measured.geometries[:1])), truth)

    def _shown(self, views: Views) -> Tensor:
        """The input of the discriminator: every image, and a channel that says which view it is, (2 B, 2, N, N)."""
        images = [image / TYPICAL_LINE_INTEGRAL for image in views.in_isocentre_plane(self.grid)]
        marked = [torch.cat((image, torch.full_like(image, side)), dim=1) for side, image in enumerate(images)]
        return torch.cat(marked)

    def _turn(self, terms: dict[str, Tensor], weights: dict[str, float]) -> Turn:
        if self._settings.weighting == "inverse" and self.device.type != "meta":
            weights = inverse_weights(terms, weights)
        return Turn("generator", terms, weights)
