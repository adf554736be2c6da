"""Both radiographs as linear measurements of a volume in the window of the prior: A, and its pseudo-inverse A+.

A+ gives the smallest change of a volume that explains what the radiographs lack, so x + A+(y - A x) agrees with both
and is as near to x as can be. For parallel beams that is exact and in closed form; for others a few steps of conjugate
gradients, within the hull of the silhouettes.

Shape legend: S samples, Z/Y/X voxels. Volumes are in units of the window (see `window`).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from math import sqrt

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.minimum_norm import smallest_with_images, smallest_with_profiles, voxel_profiles
from xr2ct_core.methods.ddnm.window import mu_of
from xr2ct_core.projection.measured import measured_views, silhouette_hull
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM

_SETTLING_ROUNDS = 10


class Measurement(ABC):
    """Two radiographs of one patient on a grid."""

    def __init__(self, pair: RadiographPair, hull_BZYX: Tensor) -> None:
        self._shapes = [radiograph.shape for radiograph in pair.radiographs]
        self._hull = hull_BZYX

    @abstractmethod
    def lacking(self, volume_SZYX: Tensor) -> Tensor:
        """A+(y - A x): the smallest change after which the volumes agree with both radiographs."""

    @abstractmethod
    def seen(self, volume_SZYX: Tensor) -> Tensor:
        """A+A x: the part of the volumes that the radiographs see."""

    @abstractmethod
    def explained(self, images: Sequence[NDArray[np.float32]]) -> Tensor:
        """A+ n: the smallest volume (1, Z, Y, X) that has these line integrals, on the detectors of the radiographs."""

    def noise_of(self, line_noise: float, random: np.random.Generator) -> float:
        """Standard deviation along a direction that the radiographs see, from white noise of their pixels.

        Estimated by one draw: the energy of A+ n, over the number of directions, which is the trace of A+ A
        (Hutchinson, Commun Stat Simul Comput 1990;19:433). Where A+ is a few steps of conjugate gradients it is a mean
        over directions that are amplified unequally.
        """
        if line_noise == 0.0:
            return 0.0
        images = [random.normal(0.0, line_noise, shape).astype(np.float32) for shape in self._shapes]
        energy = float(self.explained(images).square().sum())
        signs = random.choice(np.array((-1.0, 1.0), np.float32), self._hull.shape)
        signs_BZYX = torch.from_numpy(signs).to(self._hull.device)
        return sqrt(energy / float((signs_BZYX * self.seen(signs_BZYX)).sum()))

    def admissible(self, volume_SZYX: Tensor) -> Tensor:
        """The volumes within the window and with air outside the silhouettes."""
        return torch.where(self._hull, volume_SZYX.clamp(-1.0, 1.0), -1.0)

    def settled(self, volume_SZYX: Tensor) -> Tensor:
        """The volumes made admissible and agreeing at once, by turns (projection onto convex sets)."""
        for _ in range(_SETTLING_ROUNDS):
            volume_SZYX = self.admissible(volume_SZYX + self.lacking(volume_SZYX))
        return volume_SZYX


class ParallelMeasurement(Measurement):
    """Radiographs by parallel beams along the axes of the volume: sums over its rows and columns."""

    def __init__(self, pair: RadiographPair, grid: WorkingGrid, device: torch.device) -> None:
        super().__init__(pair, silhouette_hull(measured_views(pair, grid, device)))
        self._views, self._grid, self._device = pair.geometry.views, grid, device
        images = [shot.image for shot in pair.radiographs]
        self._measured = self._profiles(images)
        # Where no pixel looks, nothing is measured.
        whole = self._profiles([np.ones_like(image) for image in images])
        self._looked_at = [profile > 0.5 / grid.spacing_mm for profile in whole]

    def lacking(self, volume_SZYX: Tensor) -> Tensor:
        mu_SZYX = mu_of(volume_SZYX)
        frontal, lateral = (
            (measured - mu_SZYX.sum(axis)) * looked_at
            for measured, looked_at, axis in zip(self._measured, self._looked_at, (2, 3), strict=True)
        )
        return smallest_with_profiles(frontal, lateral) / MU_WATER_PER_MM

    def explained(self, images: Sequence[NDArray[np.float32]]) -> Tensor:
        frontal, lateral = (
            profile * looked_at for profile, looked_at in zip(self._profiles(images), self._looked_at, strict=True)
        )
        return smallest_with_profiles(frontal, lateral) / MU_WATER_PER_MM

    def _profiles(self, images: Sequence[NDArray[np.float32]]) -> list[Tensor]:
        return [
            torch.from_numpy(voxel_profiles(image, view, self._grid)).float().to(self._device)[None]
            for image, view in zip(images, self._views, strict=True)
        ]

    def seen(self, volume_SZYX: Tensor) -> Tensor:
        frontal, lateral = (
            volume_SZYX.sum(axis) * looked_at for looked_at, axis in zip(self._looked_at, (2, 3), strict=True)
        )
        return smallest_with_profiles(frontal, lateral)


class BeamMeasurement(Measurement):
    """Radiographs by any beam, through the projector and its adjoint."""

    def __init__(self, pair: RadiographPair, grid: WorkingGrid, device: torch.device, steps: int) -> None:
        views = measured_views(pair, grid, device, coarsen=True)
        super().__init__(pair, silhouette_hull(views))
        self._operators = [view.operator for view in views]
        self._images = [view.image_BRC for view in views]
        self._steps = steps

    def lacking(self, volume_SZYX: Tensor) -> Tensor:
        mu_SZYX = mu_of(volume_SZYX)
        residuals = [
            image - operator.forward(mu_SZYX) for image, operator in zip(self._images, self._operators, strict=True)
        ]
        return smallest_with_images(self._operators, residuals, self._steps, self._hull) / MU_WATER_PER_MM

    def explained(self, images: Sequence[NDArray[np.float32]]) -> Tensor:
        coarse = [
            avg_pool2d(torch.from_numpy(image).to(own.device)[None], len(image) // own.shape[-2])
            for image, own in zip(images, self._images, strict=True)
        ]
        return smallest_with_images(self._operators, coarse, self._steps, self._hull) / MU_WATER_PER_MM

    def seen(self, volume_SZYX: Tensor) -> Tensor:
        images = [operator.forward(volume_SZYX * self._hull) for operator in self._operators]
        return smallest_with_images(self._operators, images, self._steps, self._hull)


def measurement(pair: RadiographPair, grid: WorkingGrid, device: torch.device, steps: int) -> Measurement:
    """The measurement for the beams of a pair; `steps` of conjugate gradients where there is no closed form."""
    if all(view.model == "parallel" and view.is_aligned for view in pair.geometry.views):
        return ParallelMeasurement(pair, grid, device)
    return BeamMeasurement(pair, grid, device, steps)
