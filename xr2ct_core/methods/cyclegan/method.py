"""CycleGAN (Zhu et al., ICCV 2017) between radiographs and volumes, for two views (`-b`) or the frontal one (`-f`).

Two cycles: views to a volume and back to the views, and a volume of *somebody else* to views and back to the volume.
Two discriminators: one knows real volumes, one knows real views, always of another subject than the sample that they
judge. Where a training has X-rays without a CT, the views are those alone, and a case with a volume gives nothing but
its volume; else the projections of the CTs are the views. Views become volumes by a network; volumes become views by
the physics of X-rays or by a second network.

With the physics the second cycle shows the generator exact radiographs of real volumes, so it learns where things
are, and the second discriminator judges what the generated volumes project to. With the second network it judges that
network's radiographs instead, and nothing but the cycles ties a volume to its views.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import ClassVar

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseKind
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.normalisation import init_kaiming
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator
from xr2ct_core.methods.blocks.window_losses import from_window, to_window
from xr2ct_core.methods.cyclegan.config import CycleGanConfig
from xr2ct_core.methods.cyclegan.losses import absolute_errors, mean_of_known, squared_distances
from xr2ct_core.methods.cyclegan.memory import CaseMemory
from xr2ct_core.methods.cyclegan.networks import SLOPE, ViewGenerator, VolumeGenerator, scaled
from xr2ct_core.methods.cyclegan.physics import PhysicalProjection, seen_views
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

DISCRIMINATOR_STEM = 64
_BYTES = 70_000_000
_BYTES_PER_VOXEL = 150.0
_BYTES_PER_VOXEL_AND_WIDTH = 700.0
"""Working memory of a reconstruction, and intermediate results a voxel; measured on a CPU at 64 and 128 voxels."""


class CycleGanMethod(TrainableMethod):
    """What both variants share; `view_count` is how many views the networks see, the frontal first."""

    inference_networks = ("generator",)
    view_count: ClassVar[int]
    notes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, config: CycleGanConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        size, count, width = config.grid_size, self.view_count, config.width
        self.networks = nn.ModuleDict({"generator": VolumeGenerator(size, count, width, config.dropout)})
        if config.projection == "network":
            self.networks["projection"] = ViewGenerator(size, count, width)
        judge_stem = scaled(DISCRIMINATOR_STEM, width)
        self.networks["volume_discriminator"] = PatchDiscriminator(1, judge_stem, dimensions=3)
        self.networks["view_discriminator"] = PatchDiscriminator(count, judge_stem, dimensions=2)
        for name in ("volume_discriminator", "view_discriminator"):
            init_kaiming(self.networks[name], SLOPE)
        self._volumes = CaseMemory(config.remembered, (size,) * 3, torch.int16)
        self._views = CaseMemory(config.remembered, (count, size, size))
        self.networks["remembered_volumes"], self.networks["remembered_views"] = self._volumes, self._views
        self._has_xrays = False
        self.networks.to(self.device)
        self._physics = PhysicalProjection(self.grid, count, self.device)

    def expect(self, kinds: AbstractSet[CaseKind]) -> None:
        self._has_xrays = "pair" in kinds

    def turns(self) -> tuple[TurnSpec, ...]:
        rate, betas = self._settings.learning_rate, (self._settings.beta1, self._settings.beta2)
        generators = tuple(name for name in ("generator", "projection") if name in self.networks)
        return (
            TurnSpec("generators", generators, rate, betas),
            TurnSpec("volume_discriminator", ("volume_discriminator",), rate, betas),
            TurnSpec("view_discriminator", ("view_discriminator",), rate, betas),
        )

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings, networks = self._settings, self.networks
        views = seen_views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, batch.grid, self.view_count)
        # Weight 1 for the samples whose views count as X-rays, and for those with a partner of each kind.
        is_xray_B = ~batch.has_truth_B if self._has_xrays else torch.ones_like(batch.has_truth_B)
        volumes = self._volumes.exchange(batch.cube_hu_BZYX, batch.subjects, batch.has_truth_B)
        others = self._views.exchange(views, batch.subjects, is_xray_B)
        xray_B, has_volume_B = is_xray_B.float(), volumes.known_B
        other_volume = to_window(volumes.values).unsqueeze(1)

        volume = networks["generator"](views)
        views_again = self._projected(volume, batch.geometries)
        other_views = self._projected(other_volume, batch.geometries)
        other_volume_again = networks["generator"](other_views)
        # What is judged is never of the subject whose views count as real.
        if "projection" in networks:
            made, real, judged_B = other_views, views, xray_B * has_volume_B
        else:
            made, real, judged_B = views_again, others.values, xray_B * others.known_B
        yield Turn(
            "generators",
            {
                "view_cycle": mean_of_known(absolute_errors(views_again, views), xray_B),
                "volume_cycle": mean_of_known(absolute_errors(other_volume_again, other_volume), has_volume_B),
                "volume_adversarial": mean_of_known(
                    squared_distances(networks["volume_discriminator"](volume), 1.0), xray_B
                ),
                "view_adversarial": mean_of_known(
                    squared_distances(networks["view_discriminator"](made), 1.0), judged_B
                ),
            },
            {
                "view_cycle": settings.view_cycle_weight,
                "volume_cycle": settings.volume_cycle_weight,
                "volume_adversarial": settings.adversarial_weight,
                "view_adversarial": settings.adversarial_weight,
            },
        )
        yield self._telling_apart("volume_discriminator", other_volume, volume, xray_B * has_volume_B)
        yield self._telling_apart("view_discriminator", real, made, judged_B)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, "CycleGAN")
        generator = self.networks["generator"].eval()
        frontal, lateral = (torch.from_numpy(r.image.copy()).to(self.device)[None] for r in pair.radiographs)
        with torch.inference_mode():
            views = seen_views(frontal, lateral, (pair.geometry,), grid, self.view_count)
            hu = from_window(generator(views))[0, 0].cpu().numpy()
        context.progress(1.0, "CycleGAN")
        return MethodOutput(hu=hu, notes=self.notes)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        weights = sum(parameter.numel() for parameter in self.networks["generator"].parameters())
        per_voxel = _BYTES_PER_VOXEL + _BYTES_PER_VOXEL_AND_WIDTH * self._settings.width
        return _BYTES + 4 * weights + round(per_voxel * grid.size**3)

    def _projected(self, volume_B1ZYX: Tensor, geometries: Sequence[BiplanarGeometry]) -> Tensor:
        if "projection" in self.networks:
            views: Tensor = self.networks["projection"](volume_B1ZYX)
            return views
        return self._physics(volume_B1ZYX, geometries)

    def _telling_apart(self, name: str, real: Tensor, made: Tensor, known_B: Tensor) -> Turn:
        """The turn of a discriminator: real towards 1, made towards 0, over the samples that have both."""
        discriminator = self.networks[name]
        scores_real, scores_made = discriminator(real.detach()), discriminator(made.detach())
        real_B, made_B = squared_distances(scores_real, 1.0), squared_distances(scores_made, 0.0)
        means = [mean_of_known(s.detach().flatten(1).mean(1), known_B) for s in (scores_real, scores_made)]
        return Turn(
            name,
            {"telling_apart": mean_of_known(real_B + made_B, known_B)},
            {"telling_apart": 1.0},
            (means[0], means[1]),
        )


class CycleGanBMethod(CycleGanMethod):
    """Biplanar: sees both views."""

    view_count = 2


class CycleGanFMethod(CycleGanMethod):
    """Sees the frontal view alone."""

    view_count = 1
    notes = ("Made from the frontal X-ray alone; the lateral one was not used.",)
