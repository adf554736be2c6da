"""`biplanar`: two radiographs through a network that knows where each ray went.

Training: each case is shown with both views, sometimes with one; the coarse volume and the physics channels are
computed from the radiographs, the network changes the coarse volume, and rounds of data consistency follow. The loss
looks at the volume before and after them. Reconstruction: the same, then a last consistency (see `refine`).
Shape legend: B batch, Z/Y/X voxels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.biplanar import losses
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.consistency import consistent
from xr2ct_core.methods.biplanar.network import BiplanarNetwork, NetworkOutput, body_of, tissues_of
from xr2ct_core.methods.biplanar.physics import SampleInputs, sample_inputs
from xr2ct_core.methods.blocks.projected_views import Views, coarse_views, in_water
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

KNOWN = {"both": (True, True), "frontal": (True, False), "lateral": (False, True)}
LARGEST_TURN_DEG = 80.0
"""Of the views at random angles that a training compares."""
_LAYERS_ALIVE = 12
"""Full-resolution feature maps of the width that are held at once without gradients."""


@dataclass(frozen=True, eq=False)
class Estimate:
    """What the network says of some samples: values in water before and after the unrolled consistency."""

    samples: tuple[SampleInputs, ...]
    output: NetworkOutput
    water_B1ZYX: Tensor


class BiplanarMethod(TrainableMethod):
    """Trains and reconstructs; see the module for how."""

    def __init__(self, config: BiplanarConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        self.networks = nn.ModuleDict({"network": BiplanarNetwork(config)}).to(self.device)
        self.inference_networks = ("network",)

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        return (TurnSpec("network", ("network",), settings.learning_rate, weight_decay=settings.weight_decay),)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        views = coarse_views(Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries), self.grid)
        estimate = self.estimate(views, self._shown(len(batch)), self.grid)
        with _full_precision(self.device):
            turn = self._turn(estimate, batch.cube_hu_BZYX.unsqueeze(1))
        yield turn

    def estimate(self, views: Views, known: Sequence[tuple[bool, bool]], grid: WorkingGrid) -> Estimate:
        """The network's answer for radiographs on detectors no finer than needed."""
        settings = self._settings
        with torch.no_grad(), _full_precision(self.device):
            samples = tuple(
                sample_inputs(images, geometry, shown, grid, settings.coarse_iterations, settings.physics)
                for *images, geometry, shown in zip(*views.images, views.geometries, known, strict=True)
            )
        output: NetworkOutput = self.networks["network"](
            torch.stack([sample.coarse_1ZYX for sample in samples]),
            torch.stack([sample.channels_CZYX for sample in samples]),
            torch.stack([sample.body_ZYX3 for sample in samples]),
            views.images,
            tuple(zip(*(geometry.views for geometry in views.geometries), strict=True)),
            torch.tensor(known, device=self.device, dtype=torch.float32),
            grid,
        )
        with _full_precision(self.device):
            water = [
                _consistent_water(ours, sample, settings.unrolled_rounds)
                for ours, sample in zip(output.water_B1ZYX.float(), samples, strict=True)
            ]
        return Estimate(samples, output, torch.stack(water))

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        self.networks.eval()
        images = [torch.from_numpy(radiograph.image.copy()).to(self.device)[None] for radiograph in pair.radiographs]
        views = coarse_views(Views(images[0], images[1], (pair.geometry,)), grid)
        context.progress(0.1, "Reconstructing")
        with torch.no_grad():
            estimate = self.estimate(views, [KNOWN[self._settings.views]], grid)
        water = estimate.water_B1ZYX[0, 0]
        sigma = estimate.output.log_sigma_B1ZYX[0, 0].exp()
        context.progress(1.0, "Reconstructing")
        hu = 1000.0 * (water.clamp_min(0.0) - 1.0)
        return MethodOutput(_array(hu), _array(1000.0 * sigma))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 4 * self.parameter_count() + 4 * _LAYERS_ALIVE * self._settings.width * grid.size**3 + 300_000_000

    def _turn(self, estimate: Estimate, truth_hu_B1ZYX: Tensor) -> Turn:
        settings, output = self._settings, estimate.output
        truth = in_water(truth_hu_B1ZYX)
        body = body_of(truth_hu_B1ZYX)
        tissues = tissues_of(truth_hu_B1ZYX, body)
        weight = 1.0 + settings.lung_emphasis * (tissues == 1).unsqueeze(1).float()
        views = [tuple(sample.views.values()) for sample in estimate.samples]
        before, after = output.water_B1ZYX.float(), estimate.water_B1ZYX
        degrees = torch.empty(len(truth), device="cpu").uniform_(-LARGEST_TURN_DEG, LARGEST_TURN_DEG)
        terms = {
            "l1": losses.absolute_error(after, truth, weight),
            "l2": losses.squared_error(after, truth),
            "gradient": losses.gradient_error(after, truth),
            "tissue": losses.tissue_error(output.tissue_B4ZYX.float(), tissues),
            "inputs": losses.input_error(after, views),
            "unseen": losses.unseen_error(after, truth, views, degrees),
            "likelihood": losses.log_likelihood_error(after - truth, output.log_sigma_B1ZYX.float()),
            "before": losses.absolute_error(before, truth, weight) + losses.squared_error(before, truth),
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

    def _shown(self, count: int) -> list[tuple[bool, bool]]:
        """Which views of each training case are shown: both, or one of them."""
        hidden, which = torch.rand(2, count, device="cpu").tolist()
        return [
            (True, True) if share >= self._settings.view_dropout else (side < 0.5, side >= 0.5)
            for share, side in zip(hidden, which, strict=True)
        ]


def _full_precision(device: torch.device) -> torch.autocast:
    return torch.autocast("cuda" if device.type == "cuda" else "cpu", enabled=False)


def _consistent_water(water_1ZYX: Tensor, sample: SampleInputs, rounds: int) -> Tensor:
    if rounds == 0:
        return water_1ZYX
    mu = MU_WATER_PER_MM * water_1ZYX.clamp_min(0.0)
    return consistent(mu, sample.views.values(), rounds) / MU_WATER_PER_MM


def _array(volume_ZYX: Tensor) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    array: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = volume_ZYX.float().cpu().numpy()
    return array
