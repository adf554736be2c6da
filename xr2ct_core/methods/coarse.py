"""The coarse reconstruction that a learned refiner starts from: an untrained method, chosen by its id.

The method comes from the registry, so a refiner depends on no other method. Volumes are HU, (B, Z, Y, X) on the grid
of the refiner; with a `size` below that of the grid, the coarse volume is computed there and interpolated.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.precision import full_precision
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.radiograph import Radiograph, RadiographPair


class CoarseReconstruction:
    """An untrained method, applied to pairs and to batches of training cases; `settings` are those not at default."""

    def __init__(
        self,
        method_id: str,
        grid: WorkingGrid,
        size: int,
        device: torch.device,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        spec = method_spec(method_id)
        self.title = spec.title
        self._method = spec.build(spec.config_type().model_validate(dict(settings or {})), str(device))
        self._grid = grid
        self._coarse_grid = WorkingGrid(size, grid.cube_mm)
        self._device = device

    def of_pair(self, pair: RadiographPair, context: WorkContext) -> Tensor:
        """HU (1, Z, Y, X) of one pair; reports its progress from 0 to 1."""
        # In full precision, also where the training around it uses less; registering templates needs gradients.
        with torch.inference_mode(False), torch.enable_grad(), full_precision(self._device):
            hu = self._method.reconstruct(pair, self._coarse_grid, context).hu
            volume_BZYX = torch.from_numpy(np.ascontiguousarray(hu)).to(self._device)[None]
            if self._coarse_grid.size == self._grid.size:
                return volume_BZYX
            fine: Tensor = interpolate(volume_BZYX[None], size=self._grid.shape_zyx, mode="trilinear")[0]
            return fine

    def of_batch(self, batch: PairBatch) -> Tensor:
        """HU (B, Z, Y, X) of the radiographs of a batch; on the meta device only the shape."""
        if batch.device.type == "meta":
            return torch.empty_like(batch.cube_hu_BZYX)
        return torch.cat([self.of_pair(pair_of(batch, index), WorkContext()) for index in range(len(batch))])

    def estimate_memory_bytes(self) -> int:
        return self._method.estimate_memory_bytes(self._coarse_grid)


def pair_of(batch: PairBatch, index: int) -> RadiographPair:
    """One case of a batch as the pair that a method takes."""
    geometry = batch.geometries[index]
    frontal, lateral = (
        Radiograph(images[index].float().cpu().numpy(), view.pixel_mm, view.view, "line_integral")
        for images, view in zip((batch.frontal_BRC, batch.lateral_BRC), geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry, subject=batch.subjects[index], cube_mm=batch.grid.cube_mm)
