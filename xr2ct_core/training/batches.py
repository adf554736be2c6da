"""From cases to batches on the training device: cases are loaded ahead by threads, radiographs are projected there."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool3d

from xr2ct_core.data.augment import Draw
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseSample, Source
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

KEPT_PROJECTORS = 4
DrawnCase = tuple[CaseSample, Draw]


class BatchMaker:
    """Projects volumes in the geometries they come with; keeps the projectors of the newest geometries."""

    def __init__(self, grid: WorkingGrid, device: torch.device | str) -> None:
        self._grid = grid
        self._device = torch.device(device)
        self._projectors: dict[tuple[BiplanarGeometry, WorkingGrid], Projector] = {}

    def make(self, cases: Sequence[CaseSample]) -> PairBatch:
        """The cases with their noiseless radiographs, projected before a finer cube is averaged down to the grid.

        All cases have detectors of one size.
        """
        cubes, frontals, laterals = zip(*(self._one(case) for case in cases), strict=True)
        return PairBatch(
            torch.cat(cubes),
            torch.cat(frontals),
            torch.cat(laterals),
            tuple(case.geometry for case in cases),
            self._grid,
            tuple(case.subject for case in cases),
        )

    def pair_and_truth(self, case: CaseSample) -> tuple[RadiographPair, NDArray[np.float32]]:
        """One case as the pair that `reconstruct` takes, and its HU (z, y, x) on the grid."""
        batch = self.make([case])
        frontal, lateral = (
            Radiograph(image[0].cpu().numpy(), view.pixel_mm, view.view, "line_integral", source="simulated from CT")
            for image, view in zip((batch.frontal_BRC, batch.lateral_BRC), case.geometry.views, strict=True)
        )
        pair = RadiographPair(frontal, lateral, case.geometry, subject=case.subject, cube_mm=self._grid.cube_mm)
        return pair, batch.cube_hu_BZYX[0].cpu().numpy()

    def _one(self, case: CaseSample) -> tuple[Tensor, Tensor, Tensor]:
        """HU on the grid and both views, each with a batch of one."""
        cube_hu_1ZYX = torch.from_numpy(np.ascontiguousarray(case.cube_hu)).to(self._device).float()[None]
        fine = WorkingGrid(cube_hu_1ZYX.shape[1], self._grid.cube_mm)
        mu_1ZYX = MU_WATER_PER_MM * (1.0 + cube_hu_1ZYX / 1000.0).clamp_min(0.0)
        frontal, lateral = self._projector(case.geometry, fine).forward(mu_1ZYX)
        return avg_pool3d(cube_hu_1ZYX, fine.size // self._grid.size), frontal, lateral

    def _projector(self, geometry: BiplanarGeometry, grid: WorkingGrid) -> Projector:
        key = (geometry, grid)
        projector = self._projectors.pop(key, None) or Projector(geometry.views, grid, self._device)
        self._projectors[key] = projector
        if len(self._projectors) > KEPT_PROJECTORS:
            del self._projectors[next(iter(self._projectors))]
        return projector


@contextmanager
def loading_ahead(
    source: Source, draw_of: Callable[[int], Draw], first: int, workers: int, ahead: int
) -> Iterator[Iterator[DrawnCase]]:
    """An endless iterator over the cases at the positions `first`, `first + 1`, …, loaded by threads beforehand."""
    with ThreadPoolExecutor(workers, thread_name_prefix="loading") as pool:
        waiting: deque[tuple[Future[CaseSample], Draw]] = deque()

        def cases() -> Iterator[DrawnCase]:
            for position in count(first):
                draw = draw_of(position)
                waiting.append((pool.submit(source.__getitem__, draw.index), draw))
                if len(waiting) > ahead:
                    future, drawn = waiting.popleft()
                    yield future.result(), drawn

        try:
            yield cases()
        finally:
            for future, _ in waiting:
                future.cancel()
