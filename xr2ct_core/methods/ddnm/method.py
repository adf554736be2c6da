"""DDNM: slices drawn from a diffusion prior, all of a volume together, with both radiographs met at each step.

The prior is a 2D denoiser of axial slices that knows nothing of radiographs; the radiographs enter as measurements in
the sampling alone (Wang et al., ICLR 2023; for slices of CTs Ma et al., MICCAI 2023), so one prior serves any geometry.
The sampling starts at a guide under noise as large as the guide's error, measured in training (SDEdit, Meng et al.,
ICLR 2022). Two views determine little of a slice: the mean of several samples is the answer, their spread says how much
of it is the prior's.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.coarse_error import CoarseError
from xr2ct_core.methods.blocks.denoising_sampler import visited_levels
from xr2ct_core.methods.blocks.level_unet import LAYERS_ALIVE
from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.ddnm.config import DdnmConfig
from xr2ct_core.methods.ddnm.consistency import Measurement, measurement
from xr2ct_core.methods.ddnm.losses import velocity_loss
from xr2ct_core.methods.ddnm.prior import SLICES_AT_ONCE, SlicePrior
from xr2ct_core.methods.ddnm.sampler import SharedNoise, SliceSmoothing, mixed_noise, sample_measured
from xr2ct_core.methods.ddnm.window import WINDOW_HU, from_window, to_window
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

_GUIDE_SHARE = 0.1
"""Share of the progress that the guide takes."""
_VOLUMES_ALIVE = 12
"""Volumes held at once for each sample."""


class DdnmMethod(TrainableMethod):
    """A prior of slices, its schedule, and the running error of the guide."""

    inference_networks = ("prior", "guide_error")

    def __init__(self, config: DdnmConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        self.guide = CoarseReconstruction(config.guide, self.grid, config.grid_size, self.device)
        self.schedule = NoiseSchedule(device=self.device)
        self.prior = SlicePrior(config.context, config.width, self.grid, self.device)
        # Noise that all slices share is not smaller in means over several of them.
        self._error = CoarseError((1, config.match_voxels, config.match_voxels))
        self.networks = nn.ModuleDict({"prior": self.prior, "guide_error": self._error})
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        return (TurnSpec("prior", ("prior",), self._settings.learning_rate),)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        volume = to_window(batch.cube_hu_BZYX)
        self._error.update(to_window(self.guide.of_batch(batch)).unsqueeze(1), volume.unsqueeze(1))
        clean_NCYX, height_N = self.prior.training_slices(volume, settings.slices_per_volume)
        level_N = torch.randint(1, self.schedule.levels + 1, (len(clean_NCYX),), device=self.device)
        common = torch.randn_like(clean_NCYX[:, :1])
        noise = mixed_noise(common, torch.randn_like(clean_NCYX), settings.shared_noise)
        velocity = self.prior(self.schedule.noised(clean_NCYX, level_N, noise), height_N, level_N)
        middle = slice(settings.context // 2, settings.context // 2 + 1)
        truth = self.schedule.velocity(clean_NCYX[:, middle], level_N, noise[:, middle])
        yield Turn("prior", {"velocity": velocity_loss(velocity, truth)}, {"velocity": 1.0})

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        self.networks.eval()
        first = WorkContext(context.control, lambda done, phase: context.progress(_GUIDE_SHARE * done, phase))
        guide_hu_BZYX = self.guide.of_pair(pair, first)
        context.draft(lambda: guide_hu_BZYX[0].cpu().numpy())
        guide_BZYX = to_window(guide_hu_BZYX)
        settings = self._settings
        measured = measurement(pair, self.grid, self.device, settings.consistency_steps)
        with torch.inference_mode():
            drawn_SZYX = self._drawn(guide_BZYX, measured, context)
            mean_BZYX = drawn_SZYX.mean(0, keepdim=True)
            exact = settings.measurement_noise == 0.0
            mean_BZYX = measured.settled(mean_BZYX) if exact else measured.admissible(mean_BZYX)
            hu = from_window(mean_BZYX[0]).cpu().numpy()
            spread = from_window(drawn_SZYX.std(0)).cpu().numpy() if len(drawn_SZYX) > 1 else None
        context.progress(1.0, "Sampling")
        noise_hu = float(self._error.deviation) * settings.start_noise * WINDOW_HU
        note = (
            f"Drawn from a prior of slices, from {self.guide.title.lower()} under noise of {noise_hu:.0f} HU; "
            "what two radiographs do not determine is invented."
        )
        return MethodOutput(hu, spread, (note,))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        slices = 4 * LAYERS_ALIVE * self._settings.width * SLICES_AT_ONCE * grid.size**2
        volumes = 4 * _VOLUMES_ALIVE * self._settings.samples * grid.size**3
        return 4 * self.parameter_count() + max(slices + volumes, self.guide.estimate_memory_bytes())

    def _drawn(self, guide_BZYX: Tensor, measured: Measurement, context: WorkContext) -> Tensor:
        """Samples (S, Z, Y, X) that agree with the radiographs."""
        settings, schedule = self._settings, self.schedule
        start = int(schedule.level_of(self._error.deviation * settings.start_noise))
        levels = visited_levels(start, settings.steps)
        shape = (settings.samples, *self.grid.shape_zyx)
        draw = SharedNoise(shape, settings.shared_noise, settings.seed, self.device)
        smoothing = SliceSmoothing(self.grid.size, self.device)
        done = 0.0

        def on_step(step: int) -> None:
            nonlocal done
            done = step / (len(levels) - 1)
            on_part(0.0)

        def on_part(share: float) -> None:
            fraction = done + share / (len(levels) - 1)
            context.progress(_GUIDE_SHARE + (1.0 - _GUIDE_SHARE) * fraction, "Sampling")

        def clean_of(noisy_SZYX: Tensor, level: int) -> Tensor:
            velocity = self.prior.velocity_of_volumes(noisy_SZYX, level, on_part)
            level_S = torch.full((len(noisy_SZYX),), level, device=self.device)
            clean = measured.admissible(schedule.clean_of(noisy_SZYX, level_S, velocity))
            return smoothing(clean, settings.z_smoothing * float(schedule.noise_T[level]) ** 2)

        start_S = torch.full((settings.samples,), levels[0], device=self.device)
        noisy = schedule.noised(guide_BZYX.expand(shape), start_S, draw())
        return sample_measured(
            noisy,
            levels,
            clean_of,
            measured,
            schedule,
            eta=settings.eta,
            noise=measured.noise_of(settings.measurement_noise, np.random.default_rng(settings.seed)),
            draw=draw,
            on_step=on_step,
        )
