"""Diffusion refiner: a coarse reconstruction is covered with noise as large as its error, and the noise taken away.

Denoising diffusion (Ho et al., NeurIPS 2020) started from a guide instead of from pure noise (SDEdit, Meng et al.,
ICLR 2022), with the guide beside the noisy volume as a second input (SR3, Saharia et al., 2022). The starting level is
that of the error of the coarse reconstruction, measured in training. Levels above it are never visited and not trained.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.diffusion.config import DiffusionConfig
from xr2ct_core.methods.diffusion.losses import CoarseError, denoising_loss, from_signed, to_signed
from xr2ct_core.methods.diffusion.networks import Denoiser
from xr2ct_core.methods.diffusion.sampler import sample, visited_levels
from xr2ct_core.methods.diffusion.schedule import NoiseSchedule
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_WIDTH

TRAINED_ABOVE_START = 1.25
"""Largest noise in training over that of the start, so that the start lies inside what was trained."""
_COARSE_SHARE = 0.2
"""Share of the progress that the coarse reconstruction takes."""
_LAYERS_ALIVE = 6
"""Full-resolution feature maps held at once during a reconstruction."""


class DiffusionMethod(TrainableMethod):
    """A conditional denoiser, its schedule, and the running error of the coarse reconstruction."""

    inference_networks = ("denoiser", "coarse_error")

    def __init__(self, config: DiffusionConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        size = config.grid_size // (2 if config.coarse_grid == "half" else 1)
        self.coarse = CoarseReconstruction(config.coarse, self.grid, size, self.device)
        self.schedule = NoiseSchedule(device=self.device)
        self._error = CoarseError(config.match_voxels)
        self.networks = nn.ModuleDict({"denoiser": Denoiser(config.width), "coarse_error": self._error})
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        return (TurnSpec("denoiser", ("denoiser",), self._settings.learning_rate),)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        truth = to_signed(batch.cube_hu_BZYX).unsqueeze(1)
        coarse = to_signed(self.coarse.of_batch(batch)).unsqueeze(1)
        self._error.update(coarse, truth)
        highest = self.schedule.level_of(self._start_deviation() * TRAINED_ABOVE_START)
        level_B = 1 + (torch.rand(len(batch), device=self.device) * highest).long().clamp_max(self.schedule.levels - 1)
        noise = torch.randn_like(truth)
        velocity = self.networks["denoiser"](self.schedule.noised(truth, level_B, noise), coarse, level_B)
        loss = denoising_loss(velocity, self.schedule.velocity(truth, level_B, noise))
        yield Turn("denoiser", {"denoising": loss}, {"denoising": 1.0})

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        self.networks.eval()
        first = WorkContext(context.control, lambda done, phase: context.progress(_COARSE_SHARE * done, phase))
        coarse = to_signed(self.coarse.of_pair(pair, first)).unsqueeze(1)
        generator = torch.Generator().manual_seed(self._settings.seed)
        with torch.inference_mode():
            volumes = [
                from_signed(self._refined(coarse, generator, number, context))[0, 0]
                for number in range(self._settings.samples)
            ]
            stack = torch.stack(volumes)
            hu = stack.mean(0).cpu().numpy()
            spread = stack.std(0).cpu().numpy() if len(volumes) > 1 else None
        context.progress(1.0, "Refining")
        error_hu = float(self._start_deviation()) * HU_WIDTH / 2.0
        note = f"Refined from {self.coarse.title.lower()} under noise of {error_hu:.0f} HU; fine detail is invented."
        return MethodOutput(hu, spread, (note,))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        refining = 4 * _LAYERS_ALIVE * self._settings.width * grid.size**3
        return 4 * self.parameter_count() + max(refining, self.coarse.estimate_memory_bytes())

    def _start_deviation(self) -> Tensor:
        """Standard deviation of the noise at the start, in units of half the window."""
        return self._error.deviation * self._settings.start_noise

    def _refined(self, coarse_B1ZYX: Tensor, generator: torch.Generator, number: int, context: WorkContext) -> Tensor:
        """One sample, drawn from the coarse volume under noise."""
        settings = self._settings
        levels = visited_levels(int(self.schedule.level_of(self._start_deviation())), settings.steps)

        def draw() -> Tensor:
            # On the processor, so that a seed gives the same noise on every device.
            return torch.randn(coarse_B1ZYX.shape, generator=generator).to(self.device)

        def clean_of(noisy: Tensor, level: int) -> Tensor:
            level_B = torch.tensor([level], device=self.device)
            velocity = self.networks["denoiser"](noisy, coarse_B1ZYX, level_B)
            return self.schedule.clean_of(noisy, level_B, velocity).clamp(-1.0, 1.0)

        def on_step(step: int) -> None:
            done = (number + step / (len(levels) - 1)) / settings.samples
            context.progress(_COARSE_SHARE + (1.0 - _COARSE_SHARE) * done, "Refining")

        start_B = torch.tensor([levels[0]], device=self.device)
        noisy = self.schedule.noised(coarse_B1ZYX, start_B, draw())
        return sample(noisy, levels, clean_of, self.schedule, settings.eta, draw, on_step)
