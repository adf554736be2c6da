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
from xr2ct_core.data.batch import FILLER_HU, PairBatch
from xr2ct_core.data.source import CaseSample, PairSample, Sample, Source
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

KEPT_PROJECTORS = 4
DrawnCase = tuple[Sample, Draw]


class BatchMaker:
    """Projects volumes in the geometries they come with; keeps the projectors of the newest geometries."""

    def __init__(self, grid: WorkingGrid, device: torch.device | str) -> None:
        self._grid = grid
        self._device = torch.device(device)
        self._projectors: dict[tuple[BiplanarGeometry, WorkingGrid], Projector] = {}

    def make(self, cases: Sequence[Sample]) -> PairBatch:
        """The cases with their radiographs: those that were taken, or noiseless projections of a CT.

        CTs are projected before a finer cube is averaged down to the grid. All cases have detectors of one size.
        """
        cubes, frontals, laterals = zip(*(self._one(case) for case in cases), strict=True)
        return PairBatch(
            torch.cat(cubes),
            torch.cat(frontals),
            torch.cat(laterals),
            tuple(case.geometry for case in cases),
            self._grid,
            tuple(case.subject for case in cases),
            torch.tensor([isinstance(case, CaseSample) for case in cases], device=self._device),
        )

    def pair_and_truth(self, case: Sample) -> tuple[RadiographPair, NDArray[np.float32] | None]:
        """One case as the pair that `reconstruct` takes, and its HU (z, y, x) on the grid where they are known."""
        batch = self.make([case])
        frontal, lateral = (
            Radiograph(image[0].cpu().numpy(), view.pixel_mm, view.view, "line_integral", source=source_of(case))
            for image, view in zip((batch.frontal_BRC, batch.lateral_BRC), case.geometry.views, strict=True)
        )
        pair = RadiographPair(frontal, lateral, case.geometry, subject=case.subject, cube_mm=self._grid.cube_mm)
        return pair, batch.cube_hu_BZYX[0].cpu().numpy() if isinstance(case, CaseSample) else None

    def reprojections(
        self, hu: NDArray[np.float32], geometry: BiplanarGeometry
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Line integrals (row, col) in both views of a volume in HU on the grid."""
        mu_1ZYX = _mu(torch.from_numpy(np.ascontiguousarray(hu)).to(self._device)[None])
        with torch.no_grad():
            frontal, lateral = self._projector(geometry, self._grid).forward(mu_1ZYX)
        return frontal[0].cpu().numpy(), lateral[0].cpu().numpy()

    def _one(self, case: Sample) -> tuple[Tensor, Tensor, Tensor]:
        """HU on the grid and both views, each with a batch of one."""
        if isinstance(case, PairSample):
            air = torch.full((1, *self._grid.shape_zyx), FILLER_HU, device=self._device)
            frontal, lateral = (
                torch.from_numpy(image).to(self._device)[None] for image in (case.frontal_RC, case.lateral_RC)
            )
            return air, frontal, lateral
        cube_hu_1ZYX = torch.from_numpy(np.ascontiguousarray(case.cube_hu)).to(self._device).float()[None]
        fine = WorkingGrid(cube_hu_1ZYX.shape[1], self._grid.cube_mm)
        frontal, lateral = self._projector(case.geometry, fine).forward(_mu(cube_hu_1ZYX))
        return avg_pool3d(cube_hu_1ZYX, fine.size // self._grid.size), frontal, lateral

    def _projector(self, geometry: BiplanarGeometry, grid: WorkingGrid) -> Projector:
        key = (geometry, grid)
        projector = self._projectors.pop(key, None) or Projector(geometry.views, grid, self._device)
        self._projectors[key] = projector
        if len(self._projectors) > KEPT_PROJECTORS:
            del self._projectors[next(iter(self._projectors))]
        return projector


def _mu(hu: Tensor) -> Tensor:
    """Attenuation in 1/mm."""
    return MU_WATER_PER_MM * (1.0 + hu / 1000.0).clamp_min(0.0)


def source_of(case: Sample) -> str:
    """Where the radiographs of a case come from, in words."""
    return "simulated from CT" if isinstance(case, CaseSample) else "taken"


@contextmanager
def loading_ahead(
    source: Source, draw_of: Callable[[int], Draw], first: int, workers: int, ahead: int
) -> Iterator[Iterator[DrawnCase]]:
    """An endless iterator over the cases at the positions `first`, `first + 1`, …, loaded by threads beforehand."""
    with ThreadPoolExecutor(workers, thread_name_prefix="loading") as pool:
        waiting: deque[tuple[Future[Sample], Draw]] = deque()

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
