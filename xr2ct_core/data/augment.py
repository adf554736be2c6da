"""Paired augmentation, for training only: the volume is transformed, and both views are projected from the result.

Invariants: volume and views always agree, because there is one transform, of the volume, and the views are made after
it; of radiographs without a volume only what is exact for both at once is changed (see `vary_pairs`); what happens to
a case follows from the seed, the epoch and the case's index alone, so a resumed training sees the same cases again.
Random numbers are drawn on the CPU, so a GPU sees the same patients (its photon noise is its own). The shape changes
first, in one resampling, then the tissues' HU, then findings are put in, then the views are taken.
Shape legend: B batch, Z/Y/X voxels, R detector rows, C detector columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool3d

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.batch import FILLER_HU, PairBatch
from xr2ct_core.data.beams import draw_exposure, exposed, jittered_geometry
from xr2ct_core.data.breathing import breathed, draw_breath
from xr2ct_core.data.crossing import Crossing, draw_meeting
from xr2ct_core.data.findings import draw_findings, with_findings
from xr2ct_core.data.lungs import coarse_lungs, fine_lungs, lung_frame
from xr2ct_core.data.source import CaseSample, PairSample, Sample
from xr2ct_core.data.tissue import TissueChanger, draw_tissue
from xr2ct_core.data.vary_pairs import changed, draw_change
from xr2ct_core.data.warp import Bend, Warper, draw_warp
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.projector import project
from xr2ct_core.units import MU_WATER_PER_MM

_WARP: Final = 11
_BEAMS: Final = 12
_EXPOSURES: Final = 13
_PAIRS: Final = 14
_BREATHS: Final = 15
_TISSUES: Final = 16
_FINDINGS: Final = 17
_MEETINGS: Final = 18


@dataclass(frozen=True)
class Draw:
    """Which of the endless variants of a case: the epoch, and the index of the case in its source."""

    epoch: int
    index: int


class Augmenter:
    """Makes batches of varied cases on a device; the settings say how varied.

    Cases may lie on a finer cube than `grid`, for example 128³ for 64³: then the views are projected from the fine
    cube and the volume is averaged down, so that a coarse network does not meet images made of its own voxels.
    Patients are bent towards each other only if `crossing` knows them: it is made of the source the draws point into.
    """

    def __init__(
        self,
        config: AugmentConfig,
        grid: WorkingGrid,
        device: torch.device | str = "cpu",
        seed: int = 0,
        crossing: Crossing | None = None,
    ) -> None:
        self._config = config
        self._crossing = crossing
        self._grid = grid
        self._device = torch.device(device)
        self._seed = seed
        self._warpers: dict[int, Warper] = {}
        self._changers: dict[int, TissueChanger] = {}

    @torch.no_grad()
    def make(self, cases: Sequence[Sample], draws: Sequence[Draw]) -> PairBatch:
        """One variant of each case. All detectors have the same rows and columns."""
        made = [
            self._one(case, draw) if isinstance(case, CaseSample) else self._pair(case, draw)
            for case, draw in zip(cases, draws, strict=True)
        ]
        cubes, frontals, laterals, geometries = zip(*made, strict=True)
        return PairBatch(
            torch.stack(cubes),
            torch.stack(frontals),
            torch.stack(laterals),
            tuple(geometries),
            self._grid,
            tuple(case.subject for case in cases),
            torch.tensor([isinstance(case, CaseSample) for case in cases], device=self._device),
        )

    def volume(self, cube_hu: Tensor, draw: Draw) -> Tensor:
        """The change of shape of a draw, applied to a cube (Z, Y, X) on the device; HU float32."""
        size = cube_hu.shape[0]
        warper = self._warpers.get(size) or Warper(size, self._device, self._grid.cube_mm)
        self._warpers[size] = warper
        warp = draw_warp(self._config, self._random(_WARP, draw), self._grid.cube_mm)
        return warper.apply(cube_hu, warp, self._bends(cube_hu, draw))

    def content(self, cube_hu: Tensor, draw: Draw) -> Tensor:
        """The other tissue and the findings of a draw, put into a cube (Z, Y, X) on the device."""
        change = draw_tissue(self._config, self._random(_TISSUES, draw))
        findings = draw_findings(self._config, self._random(_FINDINGS, draw))
        has_findings = findings.nodule is not None or findings.effusion is not None
        if change.is_nothing and not has_findings:
            return cube_hu
        size = cube_hu.shape[0]
        changer = self._changers.get(size) or TissueChanger(size, self._device, self._grid.cube_mm)
        self._changers[size] = changer
        lungs = coarse_lungs(cube_hu)
        frame = lung_frame(lungs, self._grid.cube_mm)
        changed = changer.apply(cube_hu, change, lungs, frame)
        if frame is None or not has_findings:
            return changed
        return with_findings(changed, fine_lungs(cube_hu, lungs), WorkingGrid(size, self._grid.cube_mm), findings)

    def geometry(self, geometry: BiplanarGeometry, draw: Draw) -> BiplanarGeometry:
        """The jittered geometry of a draw."""
        return jittered_geometry(geometry, self._config, self._random(_BEAMS, draw))

    def views(self, images_RC: Sequence[Tensor], draw: Draw, has_tone: bool = True) -> tuple[Tensor, ...]:
        """Frontal and lateral line integrals with the noise of a draw, and with its tone curves if `has_tone`."""
        random = self._random(_EXPOSURES, draw)
        exposures = [draw_exposure(self._config, random) for _ in images_RC]
        if not has_tone:
            exposures = [replace(exposure, gamma=1.0, gain=1.0) for exposure in exposures]
        return tuple(exposed(image, exposure) for image, exposure in zip(images_RC, exposures, strict=True))

    def _pair(self, case: PairSample, draw: Draw) -> tuple[Tensor, Tensor, Tensor, BiplanarGeometry]:
        air = torch.full(self._grid.shape_zyx, FILLER_HU, device=self._device)
        images = [torch.from_numpy(image).to(self._device) for image in (case.frontal_RC, case.lateral_RC)]
        change = draw_change(self._config, self._random(_PAIRS, draw))
        *images, geometry = changed(images[0], images[1], case.geometry, change)
        frontal, lateral = self.views(images, draw, self._config.tone_without_ct)
        return air, frontal, lateral, geometry

    def _one(self, case: CaseSample, draw: Draw) -> tuple[Tensor, Tensor, Tensor, BiplanarGeometry]:
        fine = WorkingGrid(len(case.cube_hu), self._grid.cube_mm)
        factor, rest = divmod(fine.size, self._grid.size)
        if rest or factor < 1:
            raise BadConfigError(
                f"A cube of {fine.size}³ voxels does not fit a grid of {self._grid.size}³.", "Prepare the data again."
            )
        cube_hu = torch.from_numpy(np.ascontiguousarray(case.cube_hu)).to(self._device).float()
        cube_hu = self.content(self.volume(cube_hu, draw), draw)
        geometry = self.geometry(case.geometry, draw)
        mu_BZYX = MU_WATER_PER_MM * (1.0 + cube_hu[None] / 1000.0).clamp_min(0.0)
        images = project(mu_BZYX, geometry.views, fine)
        frontal, lateral = self.views([image[0] for image in images], draw)
        if factor > 1:
            cube_hu = avg_pool3d(cube_hu[None, None], factor)[0, 0]
        return cube_hu, frontal, lateral, geometry

    def _bends(self, cube_hu: Tensor, draw: Draw) -> list[Bend]:
        """The breath of a draw, if the volume has lungs, after the bend towards another patient, if there is one."""
        meeting = draw_meeting(self._config, self._random(_MEETINGS, draw))
        breath = draw_breath(self._config, self._random(_BREATHS, draw))
        crossed = self._crossing.bend(draw.index, meeting, self._device) if self._crossing else None
        frame = lung_frame(coarse_lungs(cube_hu), self._grid.cube_mm) if breath.diaphragm_mm else None
        breathes = None if frame is None else partial(breathed, breath=breath, frame=frame)
        return [bend for bend in (crossed, breathes) if bend is not None]

    def _random(self, purpose: int, draw: Draw) -> np.random.Generator:
        return np.random.default_rng([self._seed, purpose, draw.epoch, draw.index])
