"""Continuity: what comes next in a stack of slices, learned from CTs alone (MADGAN).

Three adjacent slices predict the next three (Han et al., BMC Bioinformatics 2021;22:31); no network sees a radiograph.
What they predict wrongly is a map of implausible places of any volume, with no truth to compare with (`plausibility`).
As a reconstruction the method mixes each slice of a coarse one with what its neighbours lead to expect.
"""

from collections.abc import Callable, Iterator
from math import isfinite

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.blocks.window_losses import from_window, to_window
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.continuity.config import ContinuityConfig
from xr2ct_core.methods.continuity.losses import (
    absolute_error,
    adversarial_loss,
    gradient_penalty,
    told_apart,
    wasserstein_loss,
)
from xr2ct_core.methods.continuity.measured import BatchCount, ErrorOfRefined, UsualShare
from xr2ct_core.methods.continuity.neighbours import STACKS_AT_ONCE, Followed, follow
from xr2ct_core.methods.continuity.networks import LAYERS_ALIVE, Continuation, Critic
from xr2ct_core.methods.continuity.plausibility import Plausibility
from xr2ct_core.methods.continuity.stacks import AXES, DIRECTIONS, Stacks, training_stacks
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_WIDTH

MEASURE_EVERY = 10
"""Batches from one measurement of whole volumes in training to the next."""
REFINE_EVERY = 50
"""The same for measurements that need a coarse reconstruction, which takes longer."""
_COARSE_SHARE = 0.8
"""Share of the progress that the coarse reconstruction takes."""
_PHASE = "Comparing neighbouring slices"
_VOLUMES_ALIVE = 10
_BETAS = (0.0, 0.9)
"""Those of Adam in WGAN-GP."""


class ContinuityMethod(TrainableMethod):
    """A generator of slices, its critic, and what they measured in training."""

    inference_networks = ("continuation", "usual_share", "error_of_refined")

    def __init__(self, config: ContinuityConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        self._axis, self._directions = AXES[config.axis], DIRECTIONS[config.direction]
        self.coarse = CoarseReconstruction(config.coarse, self.grid, config.grid_size, self.device)
        self.continuation = Continuation(config.width)
        self.critic = Critic(config.critic_width)
        self.usual_share, self.error_of_refined = UsualShare(), ErrorOfRefined()
        self._batches = BatchCount()
        self.networks = nn.ModuleDict(
            {
                "continuation": self.continuation,
                "critic": self.critic,
                "usual_share": self.usual_share,
                "error_of_refined": self.error_of_refined,
                "batches": self._batches,
            }
        )
        self.networks.to(self.device)

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        return (
            TurnSpec("continuation", ("continuation",), settings.learning_rate, _BETAS),
            TurnSpec("critic", ("critic",), settings.critic_learning_rate, _BETAS),
        )

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        volume_BZYX = to_window(batch.cube_hu_BZYX)
        self._measure(batch, volume_BZYX)
        stacks = training_stacks(volume_BZYX.movedim(1 + self._axis, 1), settings.slices_per_volume, self._directions)
        generated_K3HW = self.continuation(stacks.shown_K3HW, stacks.height_K, stacks.direction_K)
        yield Turn(
            "continuation",
            {
                "l1": absolute_error(generated_K3HW, stacks.following_K3HW),
                "adversarial": adversarial_loss(self.critic(stacks.shown_K3HW, generated_K3HW)),
            },
            {"l1": settings.l1_weight, "adversarial": settings.adversarial_weight},
        )
        yield self._critic_turn(stacks, generated_K3HW.detach())

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        self.networks.eval()
        first = WorkContext(context.control, lambda done, phase: context.progress(_COARSE_SHARE * done, phase))

        def on_part(done: float) -> None:
            context.progress(_COARSE_SHARE + (1.0 - _COARSE_SHARE) * done, _PHASE)

        coarse_ZYX = to_window(self.coarse.of_pair(pair, first))[0]
        with torch.inference_mode():
            followed = self._followed(coarse_ZYX, on_part)
            hu = from_window(self._blended(coarse_ZYX, followed)).cpu().numpy()
            deviation_hu = None
            if float(self.error_of_refined.count) > 0.0:
                deviation = self.error_of_refined.deviation(followed.error_ZYX, followed.body_ZYX)
                deviation_hu = (HU_WIDTH * deviation).cpu().numpy()
        on_part(1.0)
        note = (
            f"{self.coarse.title}, each slice mixed with {self._settings.blend:.0%} of what its neighbours lead to "
            "expect. The uncertainty grows where slices differ from that, and was scaled in training to the error on "
            "projected CTs; what the X-rays determine does not enter it."
        )
        return MethodOutput(hu, deviation_hu, (note,))

    def require_trained(self) -> None:
        """Raise an error of code `checkpoint_mismatch` if the network was never trained."""
        if float(self.usual_share.count) == 0.0:
            raise Xr2ctError(
                "This network has not measured any CTs yet, so it cannot say what is usual.",
                "Train it first.",
                code="checkpoint_mismatch",
            )

    def plausibility(
        self, hu: NDArray[np.floating], context: WorkContext | None = None, *, held_out: float = 1.0
    ) -> Plausibility:
        """The plausibility of any volume of HU (z, y, x) on the grid of the network.

        `held_out` is how many times more of the change is unforeseen in CTs that were not learned from: the measure
        `continuity_truth` of a validation. Raises `BadInputError` if the volume has too few slices with body in them,
        and an error of code `checkpoint_mismatch` if the network was never trained.
        """
        context = context or WorkContext()
        if hu.shape != self.grid.shape_zyx:
            raise BadInputError(f"Expected a volume of {self.grid.shape_zyx} voxels, got {hu.shape}.")
        self.require_trained()
        self.networks.eval()
        with torch.inference_mode():
            followed = self._followed(
                self._in_window(hu), lambda done: context.progress(done, "Comparing neighbouring slices")
            )
        mean = float(followed.mean_error)
        usual = held_out * float(followed.mean_change)
        if not isfinite(mean):
            raise BadInputError(
                "The volume has no four slices with body in them, so none can be predicted.",
                "Check that it is a CT or a reconstruction in Hounsfield units.",
            )
        error_NHW, counted_NHW = (each.movedim(self._axis, 0) for each in (followed.error_ZYX, followed.counted_ZYX))
        profile_N = (error_NHW * counted_NHW).sum((1, 2)) / counted_NHW.sum((1, 2))
        return Plausibility(
            error_hu=(HU_WIDTH * followed.error_ZYX).cpu().numpy(),
            mean_error_hu=HU_WIDTH * mean,
            usual_error_hu=HU_WIDTH * usual * self.usual_share.mean,
            usual_deviation_hu=HU_WIDTH * usual * self.usual_share.deviation,
            profile_hu=(HU_WIDTH * profile_N).cpu().numpy(),
        )

    def extra_metrics(
        self, truth_hu: NDArray[np.float32], output_hu: NDArray[np.float32], pair: RadiographPair
    ) -> dict[str, float]:
        """How much of the change between slices is unforeseen in the true volume and in the reconstruction.

        Both relative to the volumes of the training: what was learned from is foreseen better than what was not.
        """
        volumes = {"continuity_truth": truth_hu, "continuity_output": output_hu}
        shares = {name: float(self._followed(self._in_window(hu)).unforeseen) for name, hu in volumes.items()}
        return {name: share / self.usual_share.mean for name, share in shares.items()}

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        slices = 4 * LAYERS_ALIVE * self._settings.width * STACKS_AT_ONCE * grid.size**2
        following = slices + 4 * _VOLUMES_ALIVE * grid.size**3
        return 4 * self.parameter_count() + max(following, self.coarse.estimate_memory_bytes())

    def _critic_turn(self, stacks: Stacks, generated_K3HW: Tensor) -> Turn:
        shown, real = stacks.shown_K3HW, stacks.following_K3HW
        scores_real, scores_generated = self.critic(shown, real), self.critic(shown, generated_K3HW)
        # In full precision, as the penalty is a difference from 1.
        with full_precision(self.device):
            penalty = gradient_penalty(lambda following: self.critic(shown, following), real, generated_K3HW)
        return Turn(
            "critic",
            {"wasserstein": wasserstein_loss(scores_real, scores_generated), "gradient_penalty": penalty},
            {"wasserstein": 1.0, "gradient_penalty": self._settings.penalty_weight},
            scores=told_apart(scores_real.detach(), scores_generated.detach(), real, generated_K3HW),
            measures={
                "raw_score_real": scores_real.detach().mean(),
                "raw_score_generated": scores_generated.detach().mean(),
            },
        )

    def _in_window(self, hu: NDArray[np.floating]) -> Tensor:
        return to_window(torch.from_numpy(np.ascontiguousarray(hu, dtype=np.float32)).to(self.device))

    def _followed(self, volume_ZYX: Tensor, on_part: Callable[[float], None] = lambda _: None) -> Followed:
        return follow(self.continuation, volume_ZYX, self._axis, self._directions, on_part)

    def _blended(self, volume_ZYX: Tensor, followed: Followed) -> Tensor:
        return torch.lerp(volume_ZYX, followed.expected_ZYX, self._settings.blend)

    @torch.no_grad()
    def _measure(self, batch: PairBatch, volume_BZYX: Tensor) -> None:
        """Now and then, before learning from a batch, whole volumes are predicted, true and coarse ones."""
        if batch.device.type == "meta":
            return
        number = int(self._batches.value)
        self._batches.value += 1
        if number % MEASURE_EVERY == 0:
            for truth_ZYX in volume_BZYX:
                self.usual_share.update(self._followed(truth_ZYX).unforeseen)
        if number % REFINE_EVERY != 0:
            return
        for truth_ZYX, coarse_ZYX in zip(volume_BZYX, to_window(self.coarse.of_batch(batch)), strict=True):
            followed = self._followed(coarse_ZYX)
            error_ZYX = self._blended(coarse_ZYX, followed) - truth_ZYX
            self.error_of_refined.update(followed.error_ZYX, followed.body_ZYX, error_ZYX)
