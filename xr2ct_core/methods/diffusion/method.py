"""Diffusion refiner: a coarse reconstruction is covered with noise as large as its error, and the noise taken away.

Denoising diffusion (Ho et al., NeurIPS 2020) started from a guide instead of from pure noise (SDEdit, Meng et al.,
ICLR 2022), with the guide beside the noisy volume as a further input (SR3, Saharia et al., 2022), as are both
radiographs spread along their rays and the place of each voxel. The network predicts a correction of the guide. The
starting level is that of the error of the guide, measured in training; the noise below it lies as `bridge` says, and
levels above it are never visited.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.coarse_error import CoarseError
from xr2ct_core.methods.blocks.denoising_sampler import sample, visited_levels
from xr2ct_core.methods.blocks.frames import extruded
from xr2ct_core.methods.blocks.level_unet import LAYERS_ALIVE, LevelUNet
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.blocks.positions import positions
from xr2ct_core.methods.blocks.projected_views import Views
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.diffusion.bridge import Bridge
from xr2ct_core.methods.diffusion.config import DiffusionConfig
from xr2ct_core.methods.diffusion.losses import correction_loss
from xr2ct_core.methods.diffusion.window import from_signed, to_signed
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_WIDTH, MU_WATER_PER_MM

_CHANNELS = 7
"""Noisy volume, coarse volume, two radiographs, three coordinates."""
_COARSE_SHARE = 0.2
"""Share of the progress that the coarse reconstruction takes."""


class DiffusionMethod(TrainableMethod):
    """A conditional denoiser, its schedule, and the running error of the coarse reconstruction."""

    inference_networks = ("denoiser", "coarse_error")

    def __init__(self, config: DiffusionConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        size = config.grid_size // (2 if config.coarse_grid == "half" else 1)
        self.coarse = CoarseReconstruction(config.coarse, self.grid, size, self.device)
        self.schedule = NoiseSchedule(device=self.device)
        self._error = CoarseError((config.match_voxels,) * 3)
        self.networks = nn.ModuleDict(
            {"denoiser": LevelUNet(3, _CHANNELS, 1, config.width), "coarse_error": self._error}
        )
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        return (TurnSpec("denoiser", ("denoiser",), self._settings.learning_rate),)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        truth = to_signed(batch.cube_hu_BZYX).unsqueeze(1)
        coarse = to_signed(self.coarse.of_batch(batch)).unsqueeze(1)
        given = self._given(coarse, Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries))
        self._error.update(coarse, truth)
        start = self._start_level()
        # The square root favours the levels near the start, where what is unknown is decided.
        level_B = 1 + (torch.rand(len(batch), device=self.device).sqrt() * start).long().clamp_max(start - 1)
        noisy = Bridge(self.schedule, coarse, start).noised(truth, level_B, torch.randn_like(truth))
        correction = self._correction(noisy, given, level_B)
        loss = correction_loss(correction, coarse, truth, self._error.measured)
        yield Turn("denoiser", {"correction": loss}, {"correction": 1.0})

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        self.networks.eval()
        first = WorkContext(context.control, lambda done, phase: context.progress(_COARSE_SHARE * done, phase))
        coarse_hu_BZYX = self.coarse.of_pair(pair, first)
        context.draft(lambda: coarse_hu_BZYX[0].cpu().numpy())
        coarse = to_signed(coarse_hu_BZYX).unsqueeze(1)
        frontal, lateral = (torch.from_numpy(shot.image.copy()).to(self.device)[None] for shot in pair.radiographs)
        generator = torch.Generator().manual_seed(self._settings.seed)
        with torch.inference_mode():
            given = self._given(coarse, Views(frontal, lateral, (pair.geometry,)))
            volumes = [
                from_signed(self._refined(coarse, given, generator, number, context))[0, 0]
                for number in range(self._settings.samples)
            ]
            stack = torch.stack(volumes)
            hu = stack.mean(0).cpu().numpy()
            spread = stack.std(0).cpu().numpy() if len(volumes) > 1 else None
        context.progress(1.0, "Refining")
        noise_hu = float(self.schedule.ratio_T[self._start_level()]) * HU_WIDTH / 2.0
        note = f"Refined from {self.coarse.title.lower()} under noise of {noise_hu:.0f} HU; fine detail is invented."
        return MethodOutput(hu, spread, (note,))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        refining = 4 * LAYERS_ALIVE * self._settings.width * grid.size**3
        return 4 * self.parameter_count() + max(refining, self.coarse.estimate_memory_bytes())

    def _given(self, coarse_B1ZYX: Tensor, views: Views) -> Tensor:
        """What the network knows beside the noisy volume, (B, C, Z, Y, X)."""
        # A line integral over the edge of the cube is that of the mean along the ray, in units of water.
        frontal, lateral = (
            extruded(image_B1HW / (MU_WATER_PER_MM * self.grid.cube_mm), is_frontal)
            for image_B1HW, is_frontal in zip(views.in_isocentre_plane(self.grid), (True, False), strict=True)
        )
        places = positions(self.grid.shape_zyx, self.device).expand(len(coarse_B1ZYX), -1, -1, -1, -1)
        return torch.cat((coarse_B1ZYX, frontal, lateral, places), dim=1)

    def _correction(self, noisy_B1ZYX: Tensor, given_BCZYX: Tensor, level_B: Tensor) -> Tensor:
        """What the network adds to the coarse volume, in units of its root mean square error."""
        correction: Tensor = self.networks["denoiser"](torch.cat((noisy_B1ZYX, given_BCZYX), dim=1), level_B)
        return correction

    def _start_level(self) -> Tensor:
        """The level whose noise is as large as the error of the coarse reconstruction."""
        return self.schedule.level_of(self._error.deviation * self._settings.start_noise)

    def _refined(
        self, coarse_B1ZYX: Tensor, given_BCZYX: Tensor, generator: torch.Generator, number: int, context: WorkContext
    ) -> Tensor:
        """One sample, drawn from the coarse volume under noise."""
        settings, start = self._settings, self._start_level()
        bridge = Bridge(self.schedule, coarse_B1ZYX, start)
        levels = visited_levels(int(start), settings.steps)

        def draw() -> Tensor:
            # On the processor, so that a seed gives the same noise on every device.
            return torch.randn(coarse_B1ZYX.shape, generator=generator).to(self.device)

        def clean_of(noisy: Tensor, level: int) -> Tensor:
            correction = self._correction(noisy, given_BCZYX, self._one_level(level))
            return (coarse_B1ZYX + self._error.measured * correction).clamp(-1.0, 1.0)

        def on_step(step: int) -> None:
            done = (number + step / (len(levels) - 1)) / settings.samples
            context.progress(_COARSE_SHARE + (1.0 - _COARSE_SHARE) * done, "Refining")

        def centre_of(clean: Tensor, level: int) -> Tensor:
            return bridge.centre(clean, self._one_level(level))

        noisy = self.schedule.noised(coarse_B1ZYX, self._one_level(levels[0]), draw())
        return sample(noisy, levels, clean_of, self.schedule, settings.eta, draw, on_step, centre_of)

    def _one_level(self, level: int) -> Tensor:
        return torch.tensor([level], device=self.device)
