"""From cases to batches on the training device: cases are loaded ahead by threads, radiographs are projected there."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import torch

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseSample, Source
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

KEPT_PROJECTORS = 4


class BatchMaker:
    """Projects volumes in the geometries they come with; keeps the projectors of the newest geometries."""

    def __init__(self, grid: WorkingGrid, device: torch.device | str) -> None:
        self._grid = grid
        self._device = torch.device(device)
        self._projectors: dict[BiplanarGeometry, Projector] = {}

    def make(self, cases: Sequence[CaseSample]) -> PairBatch:
        """The cases with their noiseless radiographs. All lie on the grid and have detectors of one size."""
        cubes = [torch.from_numpy(np.ascontiguousarray(case.cube_hu)) for case in cases]
        cube_hu_BZYX = torch.stack(cubes).to(self._device).float()
        mu_BZYX = MU_WATER_PER_MM * (1.0 + cube_hu_BZYX / 1000.0).clamp_min(0.0)
        images = [
            self._projector(case.geometry).forward(mu_BZYX[index : index + 1]) for index, case in enumerate(cases)
        ]
        frontal_BRC, lateral_BRC = (torch.cat(views) for views in zip(*images, strict=True))
        return PairBatch(
            cube_hu_BZYX,
            frontal_BRC,
            lateral_BRC,
            tuple(case.geometry for case in cases),
            self._grid,
            tuple(case.subject for case in cases),
        )

    def pair(self, case: CaseSample) -> RadiographPair:
        """One case as the pair that `reconstruct` takes."""
        batch = self.make([case])
        frontal, lateral = (
            Radiograph(image[0].cpu().numpy(), view.pixel_mm, view.view, "line_integral", source="simulated from CT")
            for image, view in zip((batch.frontal_BRC, batch.lateral_BRC), case.geometry.views, strict=True)
        )
        return RadiographPair(frontal, lateral, case.geometry, subject=case.subject, cube_mm=self._grid.cube_mm)

    def _projector(self, geometry: BiplanarGeometry) -> Projector:
        projector = self._projectors.pop(geometry, None) or Projector(geometry.views, self._grid, self._device)
        self._projectors[geometry] = projector
        if len(self._projectors) > KEPT_PROJECTORS:
            del self._projectors[next(iter(self._projectors))]
        return projector


@contextmanager
def loading_ahead(
    source: Source, index_of: Callable[[int], int], first: int, workers: int, ahead: int
) -> Iterator[Iterator[CaseSample]]:
    """An endless iterator over the cases `index_of(first)`, `index_of(first + 1)`, …, loaded by threads beforehand."""
    with ThreadPoolExecutor(workers, thread_name_prefix="loading") as pool:
        waiting: deque[Future[CaseSample]] = deque()

        def cases() -> Iterator[CaseSample]:
            position = first
            while True:
                while len(waiting) < ahead:
                    waiting.append(pool.submit(source.__getitem__, index_of(position)))
                    position += 1
                yield waiting.popleft().result()

        try:
            yield cases()
        finally:
            for future in waiting:
                future.cancel()
