"""cGAN-128: 2D networks that draw a volume slice by slice, taught by CTs or by radiographs alone.

With CTs the discriminator sees volumes, without them projections; each time together with the radiographs, so that it
judges whether they belong together, not only whether they are likely.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseKind
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.biplanar_frame import conditioned
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator, fooling_loss, telling_apart_loss
from xr2ct_core.methods.blocks.projected_views import ViewProjector, Views, coarse_views, in_water, turned
from xr2ct_core.methods.blocks.view_losses import projection_loss, total_variation
from xr2ct_core.methods.cgan_128.config import Cgan128Config
from xr2ct_core.methods.cgan_128.networks import Generator
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

DISCRIMINATOR_WIDTH = 32
TYPICAL_LINE_INTEGRAL = 4.0
"""Line integral of 20 cm of water; images are given to the networks in this unit, so that their scale is kept."""
_BYTES_PER_VOXEL = 120.0
"""Intermediate results of a reconstruction, in bytes per voxel of the volume."""


class Cgan128Method(TrainableMethod):
    """Generator and conditional discriminator, 3D with CTs and 2D without."""

    inference_networks = ("generator",)

    def __init__(self, config: Cgan128Config, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        self.networks = nn.ModuleDict({"generator": Generator(config.grid_size, config.width)})
        if config.adversarial_weight > 0.0:
            width = max(4, round(DISCRIMINATOR_WIDTH * config.width))
            dimensions: Literal[2, 3] = 3 if config.teacher == "CT" else 2
            self.networks["discriminator"] = PatchDiscriminator(3, width, dimensions=dimensions)
        self.networks.to(self.device)
        self._project = ViewProjector(self.grid)

    def expect(self, kinds: AbstractSet[CaseKind]) -> None:
        if self._settings.teacher == "CT" and "pair" in kinds:
            raise BadInputError(
                "cGAN-128 taught by CTs cannot use X-rays without one.",
                "Set teacher to X-rays, or leave those cases out.",
            )

    def turns(self) -> tuple[TurnSpec, ...]:
        betas = (self._settings.beta1, self._settings.beta2)
        return tuple(TurnSpec(name, (name,), self._settings.learning_rate, betas) for name in self.networks)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        measured = coarse_views(Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries), self.grid)
        images = self._images(measured)
        volume = self.networks["generator"](*images)
        projected = self._project(volume, measured.geometries)
        terms = {"projection": projection_loss(projected.images, measured.images)}
        weights = {"projection": settings.projection_weight}
        if settings.teacher == "CT":
            truth = in_water(batch.cube_hu_BZYX).unsqueeze(1)
            terms["reconstruction"] = (volume - truth).abs().mean()
            weights["reconstruction"] = settings.reconstruction_weight
        else:
            terms["smoothness"], weights["smoothness"] = total_variation(volume), settings.smoothness_weight
        if "discriminator" not in self.networks:
            yield Turn("generator", terms, weights)
            return
        discriminator = self.networks["discriminator"]
        if settings.teacher == "CT":
            reals, fakes = conditioned(truth, images), conditioned(volume, images)
        else:
            degrees_B = settings.turn_deg * (2.0 * torch.rand(len(batch)) - 1.0)
            aside = self._project(turned(volume, degrees_B), measured.geometries)
            reals = _paired(images, images)
            fakes = torch.cat([_paired(self._images(views), images) for views in (projected, aside)])
        terms["adversarial"], weights["adversarial"] = fooling_loss(discriminator(fakes)), settings.adversarial_weight
        yield Turn("generator", terms, weights)

        real, fake = discriminator(reals), discriminator(fakes.detach())
        yield Turn(
            "discriminator",
            {"telling_apart": telling_apart_loss(real, fake)},
            {"telling_apart": 1.0},
            scores=(real.detach().mean(), fake.detach().mean()),
        )

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, "cGAN-128")
        self.networks.eval()
        frontal, lateral = (torch.from_numpy(r.image.copy()).to(self.device)[None] for r in pair.radiographs)
        with torch.inference_mode():
            images = self._images(coarse_views(Views(frontal, lateral, (pair.geometry,)), grid))
            volume = self.networks["generator"](*images)
            hu = (1000.0 * (volume - 1.0)).clamp(*self.output_range_hu)[0, 0].cpu().numpy()
        context.progress(1.0, "cGAN-128")
        return MethodOutput(hu=hu)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 4 * self.parameter_count() + round(_BYTES_PER_VOXEL * grid.size**3)

    def _images(self, views: Views) -> tuple[Tensor, Tensor]:
        """Both views as the networks see them, (B, 1, N, N)."""
        frontal, lateral = (image / TYPICAL_LINE_INTEGRAL for image in views.in_isocentre_plane(self.grid))
        return frontal, lateral


def _paired(judged: tuple[Tensor, Tensor], given: tuple[Tensor, Tensor]) -> Tensor:
    """The input of the 2D discriminator, (2 B, 3, N, N): a view, the radiograph of the other view, and which it is.

    The two images share the rows only, which is where they have to agree.
    """
    sides = zip(judged, reversed(given), strict=True)
    return torch.cat(
        [torch.cat((view, other, torch.full_like(view, side)), dim=1) for side, (view, other) in enumerate(sides)]
    )
