"""`biplanar`: two radiographs through a network that knows where each ray went.

Training: each case is shown with both views, sometimes with one; the coarse volume and the physics channels are
computed from the radiographs, the network changes the coarse volume, and rounds of data consistency follow. The loss
looks at the volume before and after them. With X-rays for a teacher it goes on from a trained network instead
(`xray_teacher`), which is kept beside it. Reconstruction: the network's volume, then one consistency (`agreement`).
Shape legend: B batch, Z/Y/X voxels.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import avg_pool3d, interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseKind
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.biplanar import losses, xray_teacher
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.detail import Detail, DetailNet
from xr2ct_core.methods.biplanar.estimate import Estimate
from xr2ct_core.methods.biplanar.finish import finished
from xr2ct_core.methods.biplanar.guess import Guess
from xr2ct_core.methods.biplanar.network import BiplanarNetwork, NetworkOutput, body_of, tissues_of
from xr2ct_core.methods.biplanar.physics import sample_inputs
from xr2ct_core.methods.biplanar.templates import template_memory_bytes
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.blocks.projected_views import Views, coarse_views, in_water
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.projection.measured import MeasuredView
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

KNOWN = {"both": (True, True), "frontal": (True, False), "lateral": (False, True)}
LARGEST_TURN_DEG = 80.0
"""Of the views at random angles that a training compares."""
_LAYERS_ALIVE = 12
"""Full-resolution feature maps of the width that are held at once without gradients."""


class BiplanarMethod(TrainableMethod):
    """Trains and reconstructs; see the module for how."""

    takes_any_cube = True

    def __init__(self, config: BiplanarConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        parts: dict[str, nn.Module] = {"network": BiplanarNetwork(config)}
        if config.detail_channels:
            parts["detail"] = DetailNet(config.width, config.detail_channels)
        self.networks = nn.ModuleDict(parts)
        self.inference_networks = tuple(parts)
        if config.teacher == "X-rays":
            self.networks["anchor"] = nn.ModuleDict({name: deepcopy(part) for name, part in parts.items()})
        self.networks.to(self.device)

    def expect(self, kinds: AbstractSet[CaseKind]) -> None:
        if self._settings.teacher == "CT" and "pair" in kinds:
            raise BadInputError(
                "Biplanar taught by CTs cannot use X-rays without one.",
                "Set teacher to X-rays and begin with a trained network, or leave those cases out.",
            )

    def begin(self, *, is_trained: bool) -> None:
        if self._settings.teacher == "CT":
            return
        if not is_trained:
            raise BadConfigError(
                "X-rays alone cannot teach biplanar from its first weights.",
                "Begin with a trained network: --start-from biplanar-64.",
            )
        for name in self.inference_networks:
            self._anchor[name].load_state_dict(self.networks[name].state_dict())

    @property
    def _anchor(self) -> nn.ModuleDict:
        """The networks as they were when the training began."""
        anchor = self.networks["anchor"]
        assert isinstance(anchor, nn.ModuleDict)
        return anchor

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        return (
            TurnSpec("network", self.inference_networks, settings.learning_rate, weight_decay=settings.weight_decay),
        )

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        views, shown = Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries), self._shown(len(batch))
        core, fine, output = self.estimate(views, shown, self.grid)
        if self._settings.teacher == "X-rays":
            yield self._turn_of_xrays(fine or core, views, shown)
            return
        with full_precision(self.device):
            truth_hu = batch.cube_hu_BZYX.unsqueeze(1)
            core_truth_hu = truth_hu if fine is None else avg_pool3d(truth_hu, 2)
            turn = self._turn(fine or core, truth_hu, core, core_truth_hu, output)
        yield turn

    def estimate(
        self,
        views: Views,
        known: Sequence[tuple[bool, bool]],
        grid: WorkingGrid,
        networks: nn.ModuleDict | None = None,
    ) -> tuple[Estimate, Estimate | None, NetworkOutput]:
        """What the network says, what the detail makes of it on `grid`, and the output itself.

        `grid` has the voxels the method is made for. The second is None without detail: then the network works on it.
        `networks` may be other ones than the own.
        """
        settings, networks = self._settings, self.networks if networks is None else networks
        core_grid = WorkingGrid(grid.size // 2, grid.cube_mm) if settings.detail_channels else grid
        seen = coarse_views(views, core_grid)
        with torch.no_grad(), full_precision(self.device):
            samples = tuple(
                sample_inputs(images, geometry, shown, core_grid, settings.coarse_iterations, settings.physics)
                for *images, geometry, shown in zip(*seen.images, seen.geometries, known, strict=True)
            )
        output: NetworkOutput = networks["network"](
            torch.stack([sample.coarse_1ZYX for sample in samples]),
            torch.stack([sample.channels_CZYX for sample in samples]),
            torch.stack([sample.body_ZYX3 for sample in samples]),
            seen.images,
            tuple(zip(*(geometry.views for geometry in seen.geometries), strict=True)),
            torch.tensor(known, device=self.device, dtype=torch.float32),
            core_grid,
        )
        measured = tuple(sample.views for sample in samples)
        with full_precision(self.device):
            core = Estimate.after(measured, output.water_B1ZYX, output.log_sigma_B1ZYX, settings.unrolled_rounds)
        if not settings.detail_channels:
            return core, None, output
        detail: Detail = networks["detail"](core.consistent_B1ZYX, output, coarse_views(views, grid), known, grid)
        with full_precision(self.device):
            fine = Estimate.after(detail.views, detail.water_B1ZYX, detail.log_sigma_B1ZYX, settings.unrolled_rounds)
        return core, fine, output

    def grid_for(self, asked: WorkingGrid) -> WorkingGrid:
        """See `TrainableMethod`: a grid that is finer by a whole number is met after the network."""
        return asked if asked.size % self.grid.size == 0 else super().grid_for(asked)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        """See `Method`. `uncertainty_hu` is the network's own, calibrated where its checkpoint says how.

        `grid` may have a multiple of the network's voxels; what they add is agreement with the X-rays and, where asked
        for, the templates.
        """
        require_line_integrals(pair)
        if grid.size % self.grid.size:
            self.require_grid(grid)
        context.progress(0.0, "Reconstructing")
        own_grid = WorkingGrid(self.grid.size, grid.cube_mm)
        guess, views_known = self._guess(pair, own_grid)
        result = finished(guess, own_grid, views_known, pair, grid, self._settings, context)
        return MethodOutput(result.in_hu(), result.sigma_in_hu(), self._notes())

    def sketch(self, pair: RadiographPair, grid: WorkingGrid) -> NDArray[np.float32]:
        """See `Method`: the network's volume, before it is made to agree with the X-rays."""
        require_line_integrals(pair)
        return self._guess(pair, WorkingGrid(self.grid.size, grid.cube_mm))[0].in_hu()

    @torch.no_grad()
    def _guess(self, pair: RadiographPair, own_grid: WorkingGrid) -> tuple[Guess, tuple[MeasuredView, ...]]:
        """What the network says of a pair of line integrals, and the views of it that it knows."""
        self.networks.eval()
        images = [torch.from_numpy(radiograph.image.copy()).to(self.device)[None] for radiograph in pair.radiographs]
        views = Views(images[0], images[1], (pair.geometry,))
        core, fine, _ = self.estimate(views, [KNOWN[self._settings.views]], own_grid)
        estimate = fine or core
        guess = Guess(
            MU_WATER_PER_MM * estimate.water_B1ZYX[0, 0].float().clamp_min(0.0),
            MU_WATER_PER_MM * losses.sigma_of(estimate.log_sigma_B1ZYX[0, 0].float()),
        )
        return guess, tuple(estimate.views[0].values())

    @torch.no_grad()
    def missed(self, pair: RadiographPair) -> tuple[Tensor, Tensor]:
        """What its volume misses of both X-rays before it is made to agree with them, as line integrals (R, C).

        On the detectors of `coarse_views`. The less is missed, the better the geometry of the pair may be told.
        """
        self.networks.eval()
        images = [torch.from_numpy(radiograph.image.copy()).to(self.device)[None] for radiograph in pair.radiographs]
        views = Views(images[0], images[1], (pair.geometry,))
        core, fine, _ = self.estimate(views, [KNOWN["both"]], WorkingGrid(self.grid.size, pair.cube_mm))
        estimate = fine or core
        mu_1ZYX = MU_WATER_PER_MM * estimate.water_B1ZYX[0].float().clamp_min(0.0)
        frontal, lateral = (
            view.operator.forward(mu_1ZYX)[0] - view.image_BRC[0] for view in estimate.views[0].values()
        )
        return frontal, lateral

    def _notes(self) -> tuple[str, ...]:
        notes = ["Made by a network: what the X-rays do not determine is what the training patients had there."]
        if self._settings.views != "both":
            notes.append(f"Only the {self._settings.views} X-ray was used; depth along its rays is a guess.")
        elif self._settings.with_templates:
            notes.append("Averaged with warped CTs of other people (method template), each where it is surer.")
            if self._settings.guide_weight:
                notes.append("Those CTs were warped to the X-rays and to what the network says.")
        return tuple(notes)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        """See `Method`."""
        settings = self._settings
        core_size = self.grid.size // 2 if settings.detail_channels else self.grid.size
        values = settings.width * core_size**3 + settings.detail_channels * self.grid.size**3
        network = 4 * self.parameter_count() + 4 * _LAYERS_ALIVE * values + 300_000_000
        return max(network, template_memory_bytes(grid, settings))

    def _turn(
        self,
        estimate: Estimate,
        truth_hu_B1ZYX: Tensor,
        core: Estimate,
        core_truth_hu_B1zyx: Tensor,
        output: NetworkOutput,
    ) -> Turn:
        """The losses of the last volume, of the tissues on the network's grid, and of what comes before."""
        settings = self._settings
        truth, core_truth = in_water(truth_hu_B1ZYX), in_water(core_truth_hu_B1zyx)
        tissues = tissues_of(core_truth_hu_B1zyx, body_of(core_truth_hu_B1zyx))
        core_weight = 1.0 + settings.lung_emphasis * (tissues == 1).unsqueeze(1).float()
        weight = core_weight
        if truth.shape != core_truth.shape:
            weight = interpolate(core_weight, size=truth.shape[2:], mode="nearest")
        views = [tuple(own.values()) for own in estimate.views]
        before, after = estimate.water_B1ZYX.float(), estimate.consistent_B1ZYX
        degrees = torch.empty(len(truth), device="cpu").uniform_(-LARGEST_TURN_DEG, LARGEST_TURN_DEG)
        early = losses.absolute_error(before, truth, weight) + losses.squared_error(before, truth)
        if estimate is not core:
            own = core.water_B1ZYX.float()
            early = early + losses.absolute_error(own, core_truth, core_weight) + losses.squared_error(own, core_truth)
        terms = {
            "l1": losses.absolute_error(after, truth, weight),
            "l2": losses.squared_error(after, truth),
            "gradient": losses.gradient_error(after, truth),
            "tissue": losses.tissue_error(output.tissue_B4ZYX.float(), tissues),
            "inputs": losses.input_error(after, views),
            "unseen": losses.unseen_error(after, truth, views, degrees),
            "likelihood": losses.log_likelihood_error(after - truth, estimate.log_sigma_B1ZYX.float()),
            "before": early,
        }
        weights = {
            "l1": settings.l1_weight,
            "l2": settings.l2_weight,
            "gradient": settings.gradient_weight,
            "tissue": settings.tissue_weight,
            "inputs": settings.projection_weight,
            "unseen": settings.unseen_weight,
            "likelihood": settings.variance_weight,
            "before": settings.before_weight,
        }
        used = {name: weight for name, weight in weights.items() if weight > 0.0}
        return Turn("network", {name: terms[name] for name in used}, used)

    def _turn_of_xrays(self, estimate: Estimate, views: Views, shown: Sequence[tuple[bool, bool]]) -> Turn:
        """The losses where no CT is known: beside the X-rays, the volume of the anchor, which sees both of them."""
        with torch.no_grad():
            core, fine, _ = self.estimate(views, [KNOWN["both"]] * len(shown), self.grid, self._anchor)
        anchor = fine or core
        with full_precision(self.device):
            degrees = torch.empty(len(shown), device="cpu").uniform_(-LARGEST_TURN_DEG, LARGEST_TURN_DEG)
            terms = xray_teacher.terms_of(
                estimate.water_B1ZYX.float(),
                estimate.consistent_B1ZYX,
                estimate.log_sigma_B1ZYX.float(),
                anchor.consistent_B1ZYX,
                anchor.log_sigma_B1ZYX.float(),
                anchor.views,
                shown,
                degrees,
            )
        used = {name: weight for name, weight in xray_teacher.weights_of(self._settings).items() if weight > 0.0}
        return Turn("network", {name: terms[name] for name in used}, used)

    def _shown(self, count: int) -> list[tuple[bool, bool]]:
        """Which views of each training case are shown: both, or one of them."""
        hidden, which = torch.rand(2, count, device="cpu").tolist()
        return [
            (True, True) if share >= self._settings.view_dropout else (side < 0.5, side >= 0.5)
            for share, side in zip(hidden, which, strict=True)
        ]
