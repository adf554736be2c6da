"""Projections of many volumes in the views of an evaluation: the two inputs, and one that no method was given.

The unseen view is the frontal one turned by 45 degrees towards the lateral. It is the honest test of depth: fitting the
two inputs proves nothing. Views are prepared once for each geometry and kept for the length of an evaluation.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.evaluation.metrics import projection_metrics
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm

UNSEEN_VIEW_DEG: Final = 45.0
Image = NDArray[np.float32]


class EvaluationViews:
    """Projects volumes on one grid; keeps the prepared views of the latest geometry."""

    def __init__(self, grid: WorkingGrid, device: str = "cpu") -> None:
        self.grid = grid
        self.device = device
        self._projector = lru_cache(maxsize=1)(self._prepare)

    def project(self, hu: NDArray[np.generic], geometry: BiplanarGeometry) -> tuple[Image, Image, Image]:
        """Line integrals of HU (z, y, x) in the frontal, the lateral and the unseen view."""
        mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(np.asarray(hu, dtype=np.float32))).to(self.device)[None]
        with torch.inference_mode():
            frontal, lateral, unseen = self._projector(geometry).forward(mu_BZYX)
        return frontal[0].cpu().numpy(), lateral[0].cpu().numpy(), unseen[0].cpu().numpy()

    def _prepare(self, geometry: BiplanarGeometry) -> Projector:
        views = (*geometry.views, geometry.frontal.turned(UNSEEN_VIEW_DEG))
        return Projector(views, self.grid, self.device)


def view_scores(images: tuple[Image, Image, Image], pair: RadiographPair, unseen_truth: Image) -> dict[str, float]:
    """`psnr_frontal_db`, `ssim_frontal`, `ncc_frontal`, the same for `lateral` and `unseen`, and `psnr_inputs_db`.

    The inputs are compared with the images the method saw, the unseen view with that of the truth.
    `psnr_inputs_db` is the mean of both inputs.
    """
    references = (pair.frontal.image, pair.lateral.image, unseen_truth)
    scores: dict[str, float] = {}
    for name, image, reference in zip(("frontal", "lateral", "unseen"), images, references, strict=True):
        found = projection_metrics(image, reference)
        scores[f"psnr_{name}_db"] = found["psnr_db"]
        scores[f"ssim_{name}"] = found["ssim"]
        scores[f"ncc_{name}"] = found["ncc"]
    scores["psnr_inputs_db"] = (scores["psnr_frontal_db"] + scores["psnr_lateral_db"]) / 2.0
    return scores
