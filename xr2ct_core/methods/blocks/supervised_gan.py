"""Training and use of a generator that turns radiographs into a volume, taught by CTs and a conditional discriminator.

Both views are brought to the plane of the isocentre first, so that structures lie at their voxels whatever the
geometry, and the lateral source may stand on either side. Each view is divided by its own maximum and thereby loses
its absolute scale.
"""

from collections.abc import Iterator
from typing import ClassVar

import torch
from torch import Tensor, nn

from xr2ct_core.config.supervised_gan import SupervisedGanConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.biplanar_frame import conditioned
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator, fooling_loss, telling_apart_loss
from xr2ct_core.methods.blocks.window_losses import from_window, projection_loss, reconstruction_loss, to_window
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

DISCRIMINATOR_WIDTH = 64


class SupervisedGanMethod(TrainableMethod):
    """A generator of one (frontal) or two views, with or without its discriminator."""

    inference_networks = ("generator",)
    title: ClassVar[str]
    bytes_per_voxel: ClassVar[float]
    """Intermediate results of one view during a reconstruction, in bytes per voxel of the volume."""

    def __init__(self, config: SupervisedGanConfig, device: str, generator: nn.Module, view_count: int) -> None:
        super().__init__(config, device)
        self._settings = config
        self._view_count = view_count
        self.networks = nn.ModuleDict({"generator": generator})
        if config.gan:
            width = max(1, round(DISCRIMINATOR_WIDTH * config.width))
            self.networks["discriminator"] = PatchDiscriminator(1 + view_count, width, dimensions=3)
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        betas = (self._settings.beta1, self._settings.beta2)
        return tuple(TurnSpec(name, (name,), self._settings.learning_rate, betas) for name in self.networks)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        images = self._images(batch)
        truth = to_window(batch.cube_hu_BZYX).unsqueeze(1)
        volume = self.networks["generator"](*images)
        terms = {"reconstruction": reconstruction_loss(volume, truth)}
        weights = {"reconstruction": settings.reconstruction_weight}
        if settings.projection_weight > 0.0:
            terms["projection"] = projection_loss(volume, truth)
            weights["projection"] = settings.projection_weight
        if not settings.gan:
            yield Turn("generator", terms, weights)
            return
        discriminator = self.networks["discriminator"]
        terms["adversarial"] = fooling_loss(discriminator(conditioned(volume, images)))
        weights["adversarial"] = settings.adversarial_weight
        yield Turn("generator", terms, weights)

        real = discriminator(conditioned(truth, images))
        fake = discriminator(conditioned(volume.detach(), images))
        yield Turn(
            "discriminator",
            {"telling_apart": telling_apart_loss(real, fake)},
            {"telling_apart": settings.adversarial_weight},
            scores=(real.detach().mean(), fake.detach().mean()),
        )

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, self.title)
        generator = self.networks["generator"].eval()
        frontal, lateral = (torch.from_numpy(r.image.copy()).to(self.device)[None] for r in pair.radiographs)
        with torch.inference_mode():
            images = self._scaled(view_images(frontal, lateral, (pair.geometry,), grid))
            hu = from_window(generator(*images))[0, 0].cpu().numpy()
        context.progress(1.0, self.title)
        return MethodOutput(hu=hu)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        activations = self.bytes_per_voxel * self._view_count * self._settings.width * grid.size**3
        return 4 * self.parameter_count() + round(activations)

    def _images(self, batch: PairBatch) -> tuple[Tensor, ...]:
        return self._scaled(view_images(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, batch.grid))

    def _scaled(self, views: tuple[Tensor, Tensor]) -> tuple[Tensor, ...]:
        """The views that the network sees, each divided by its own maximum."""
        return tuple(view / view.amax((2, 3), keepdim=True).clamp_min(1e-6) for view in views[: self._view_count])
