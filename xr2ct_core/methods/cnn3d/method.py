"""Two 3D CNNs of one training: a refiner of coarse reconstructions, and a classifier of volumes.

The refiner turns a cheap two-view inverse into the volume it learned to expect behind it. The classifier tells a volume
into which nothing was put from one with a nodule or an effusion. It is a yardstick in training, of true volumes and of
what refining leaves of a finding; a reconstruction never states a finding.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.blocks.projected_views import ViewProjector, Views, coarse_views, in_water
from xr2ct_core.methods.blocks.view_losses import projection_loss
from xr2ct_core.methods.blocks.window_losses import from_window, to_window
from xr2ct_core.methods.cnn3d.config import Cnn3dConfig
from xr2ct_core.methods.cnn3d.findings import FINDINGS, InsertedFindings, insert_findings
from xr2ct_core.methods.cnn3d.losses import absolute_error, accuracy, gradient_error, snr_db
from xr2ct_core.methods.cnn3d.networks import Classifier, Refiner
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

JUDGED_TRUE: Final = 8
"""Draws of findings by which the classifier is judged on a held-out volume."""
JUDGED_REFINED: Final = 2
"""Draws that are also projected and refined, each with two more reconstructions."""
_SEEDS: Final = 2**31 - 1
_COARSE_SHARE: Final = 0.5
"""Share of the progress that the coarse reconstructions take."""
_LAYERS_ALIVE: Final = 5
"""Full-resolution feature maps held at once during a reconstruction."""


class Cnn3dMethod(TrainableMethod):
    """Refiner and classifier. `reconstruct` uses the refiner alone; the classifier is kept with it to be measured."""

    def __init__(self, config: Cnn3dConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        size = config.grid_size
        settings = {"iterations": config.coarse_iterations}
        self.coarse = [CoarseReconstruction(config.coarse, self.grid, size, self.device, settings)]
        if config.second_coarse:
            product = {"algorithm": "product"}
            self.coarse.append(CoarseReconstruction("backprojection", self.grid, size, self.device, product))
        self.networks = nn.ModuleDict({"refiner": Refiner(size, config.width, len(self.coarse))})
        if config.classifier:
            self.networks["classifier"] = Classifier(size, len(FINDINGS), config.classifier_width)
        self.networks.to(self.device)
        self.inference_networks = tuple(self.networks)
        self._project = ViewProjector(self.grid)

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        rates = {"refiner": settings.learning_rate, "classifier": settings.classifier_learning_rate}
        return tuple(TurnSpec(name, (name,), rates[name]) for name in self.networks)

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        settings = self._settings
        coarse = torch.stack([to_window(each.of_batch(batch)) for each in self.coarse], dim=1)
        refined = self.networks["refiner"](coarse)
        truth = to_window(batch.cube_hu_BZYX).unsqueeze(1)
        terms = {"reconstruction": absolute_error(refined, truth)}
        weights = {"reconstruction": settings.reconstruction_weight}
        if settings.gradient_weight > 0.0:
            terms["gradient"], weights["gradient"] = gradient_error(refined, truth), settings.gradient_weight
        if settings.projection_weight > 0.0:
            measured = coarse_views(Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries), self.grid)
            projected = self._project(in_water(from_window(refined)), measured.geometries)
            terms["projection"] = projection_loss(projected.images, measured.images)
            weights["projection"] = settings.projection_weight
        yield Turn("refiner", terms, weights)
        if "classifier" in self.networks:
            yield self._classifier_turn(batch.cube_hu_BZYX)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        hu = self._refined_hu(pair, context)
        title = self.coarse[0].title.lower()
        return MethodOutput(hu, notes=(f"Refined from {title}; what it adds is what the training patients had there.",))

    def extra_metrics(
        self, truth_hu: NDArray[np.float32], output_hu: NDArray[np.float32], pair: RadiographPair
    ) -> dict[str, float]:
        """`snr_db`, and the accuracy of the classifier on true and on refined volumes with known findings.

        For the refined ones the volume with its finding is projected as the pair was, on the working grid, and
        reconstructed. The draws are the same each time.
        """
        metrics = {"snr_db": snr_db(output_hu, truth_hu)}
        if "classifier" not in self.networks:
            return metrics
        truth = torch.from_numpy(np.ascontiguousarray(truth_hu)).to(self.device)
        draws = [found for seed in range(JUDGED_TRUE) if (found := self._findings(truth, seed)) is not None]
        if not draws:
            return metrics
        metrics["accuracy_true"] = self._accuracy([found.hu_FZYX for found in draws])
        output = torch.from_numpy(np.ascontiguousarray(output_hu)).to(self.device)
        refined = [
            torch.stack((output, *(self._seen_through_views(hu, pair) for hu in found.hu_FZYX[1:])))
            for found in draws[:JUDGED_REFINED]
        ]
        return metrics | {"accuracy_refined": self._accuracy(refined)}

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        refining = 4 * _LAYERS_ALIVE * self._settings.width * grid.size**3
        return 4 * self.parameter_count() + max(refining, *(each.estimate_memory_bytes() for each in self.coarse))

    def _classifier_turn(self, hu_BZYX: Tensor) -> Turn:
        """All three classes of every volume that holds a lung. The seeds follow from the step, as torch's own do."""
        seeds = torch.randint(_SEEDS, (len(hu_BZYX),)).tolist()
        found = [self._findings(hu, seed) for hu, seed in zip(hu_BZYX, seeds, strict=True)]
        volumes = [each.hu_FZYX for each in found if each is not None]
        if volumes:
            logits, classes = self._logits(volumes)
            loss, share = cross_entropy(logits, classes), accuracy(logits, classes)
        else:
            loss = 0.0 * torch.stack([each.sum() for each in self.networks["classifier"].parameters()]).sum()
            share = torch.zeros((), device=self.device)
        shown = torch.tensor(float(len(volumes)), device=self.device)
        measures = {"accuracy": share, "volumes_with_lungs": shown}
        return Turn("classifier", {"classification": loss}, {"classification": 1.0}, measures=measures)

    def _findings(self, hu_ZYX: Tensor, seed: int) -> InsertedFindings | None:
        sizes = (self._settings.nodule_smallest_mm, self._settings.nodule_largest_mm)
        with full_precision(hu_ZYX.device):
            return insert_findings(hu_ZYX, self.grid, seed, sizes)

    def _logits(self, volumes_FZYX: list[Tensor]) -> tuple[Tensor, Tensor]:
        """Logits and classes of sets of volumes, each in the order of `FINDINGS`."""
        classes = torch.arange(len(FINDINGS), device=self.device).repeat(len(volumes_FZYX))
        return self.networks["classifier"](to_window(torch.cat(volumes_FZYX)).unsqueeze(1)), classes

    def _accuracy(self, volumes_FZYX: list[Tensor]) -> float:
        self.networks.eval()
        with torch.inference_mode():
            return float(accuracy(*self._logits(volumes_FZYX)))

    def _seen_through_views(self, hu_ZYX: Tensor, pair: RadiographPair) -> Tensor:
        """What the refiner makes of a volume from its two radiographs."""
        with torch.inference_mode():
            views = self._project(in_water(hu_ZYX)[None, None], (pair.geometry,))
        frontal, lateral = (
            replace(radiograph, image=image[0].cpu().numpy())
            for radiograph, image in zip(pair.radiographs, views.images, strict=True)
        )
        seen = replace(pair, frontal=frontal, lateral=lateral)
        return torch.from_numpy(self._refined_hu(seen, WorkContext())).to(self.device)

    def _refined_hu(self, pair: RadiographPair, context: WorkContext) -> NDArray[np.float32]:
        self.networks.eval()
        volumes = []
        for number, each in enumerate(self.coarse):

            def on_progress(done: float, phase: str, number: int = number) -> None:
                context.progress(_COARSE_SHARE * (number + done) / len(self.coarse), phase)

            volumes.append(to_window(each.of_pair(pair, WorkContext(context.control, on_progress))))
        context.progress(_COARSE_SHARE, "Refining")
        with torch.inference_mode():
            refined = from_window(self.networks["refiner"](torch.stack(volumes, dim=1)))
        context.progress(1.0, "Refining")
        return refined[0, 0].cpu().numpy()
