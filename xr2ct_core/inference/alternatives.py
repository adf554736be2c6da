"""Other volumes that explain the two X-rays as well as a reconstruction does, drawn from its own uncertainty.

Each begins as a random smooth error (`smooth_errors`), drawn on a coarse grid, less what the X-rays would show of it,
by Gauss-Newton steps; what then still shows is removed by the smallest change in units of the standard deviation
(`same_images`), first on the coarse grid and then on the own one. The X-rays of the reconstruction are the aim, not the
measured ones: a misfit it has is shared by all alternatives and hides no difference. Where the method is sure, nothing
changes.

Units: HU outside, attenuation in 1/mm inside; volumes (z, y, x) on the working cube of the pair.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reproject, view_metrics
from xr2ct_core.inference.same_images import FITTING_STEPS, SameImages, resized
from xr2ct_core.inference.smooth_errors import FIELDS, ErrorView, SmoothErrors, with_errors
from xr2ct_core.methods.base import require_line_integrals
from xr2ct_core.methods.blocks.minimum_norm import smallest_with_images
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm, mu_per_mm_to_hu

Hu = NDArray[np.float32]

COARSE_SIZE: Final = 64
"""Smooth errors are drawn on so many voxels along each edge at most."""
UNSEEING_ROUNDS: Final = 3
UNSEEING_STEPS: Final = 10
COARSE_ROUNDS: Final = 3
FINE_ROUNDS: Final = 3
ALLOWED_MISFIT: Final = 0.35
"""Root mean square by which the X-rays of an alternative may differ from those of the reconstruction, in misfits of the
reconstruction itself: its agreement with the measured X-rays is then about half a decibel lower."""
UNSURE_HU: Final = 40.0
"""Where the standard deviation is larger, differences are told."""
_FINE_COST: Final = 8


@dataclass(frozen=True, eq=False)
class Alternative:
    """A volume, its agreement with the X-rays (`reconstruct.view_metrics`), and how far it is from the reconstruction:
    root mean square in HU where that is unsure."""

    hu: Hu
    metrics: dict[str, float]
    difference_hu: float


def draw_alternatives(
    hu: Hu,
    uncertainty_hu: Hu,
    pair: RadiographPair,
    grid: WorkingGrid,
    count: int = 4,
    *,
    seed: int = 0,
    device: str = "cpu",
    context: WorkContext | None = None,
) -> tuple[Alternative, ...]:
    """Draw `count` volumes around a reconstruction; the same seed draws the same ones, whatever their number.

    `hu` and its standard deviation `uncertainty_hu` (z, y, x) lie on `grid`, `pair` holds line integrals. Raises
    `BadInputError` if the standard deviation allows for no other volume, and `CancelledError`.
    """
    context = context or WorkContext()
    require_line_integrals(pair)
    _require_deviation(hu, uncertainty_hu)
    context.progress(0.0, "Preparing the views")
    with torch.inference_mode():
        drawing = _Drawing(hu, uncertainty_hu, pair, grid, device)
        progress = _Progress(context, count, drawing.cost)
        random = torch.Generator().manual_seed(seed)
        volumes = []
        for number in range(count):
            progress.begin(number)
            volumes.append(mu_per_mm_to_hu(drawing.draw(random, progress).cpu().numpy()))
    unsure = drawing.sigma_hu > UNSURE_HU
    found = []
    for number, volume in enumerate(volumes):
        context.progress(1.0, f"Comparing volume {number + 1} of {count} with the X-rays")
        difference_hu = np.sqrt(np.mean(np.square((volume - hu)[unsure], dtype=np.float64))) if unsure.any() else 0.0
        metrics = view_metrics(reproject(volume, pair.geometry, grid, device), pair)
        found.append(Alternative(volume, metrics, float(difference_hu)))
    context.finish()
    return tuple(found)


class _Drawing:
    """What the alternatives of one reconstruction share."""

    def __init__(self, hu: Hu, uncertainty_hu: Hu, pair: RadiographPair, grid: WorkingGrid, device: str) -> None:
        mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(hu)).to(device)
        sigma_ZYX = torch.from_numpy(uncertainty_hu).to(device) * (MU_WATER_PER_MM / 1000.0)
        self._fine = SameImages(mu_ZYX, sigma_ZYX, pair, grid, device)
        self._coarse = self._fine
        if grid.size > COARSE_SIZE:
            self._coarse = SameImages(mu_ZYX, sigma_ZYX, pair, WorkingGrid(COARSE_SIZE, grid.cube_mm), device)
        self._errors = SmoothErrors(self._coarse.mu_ZYX, self._coarse.sigma_ZYX, self._coarse.grid)
        self._views = [ErrorView(operator, self._errors) for operator in self._coarse.operators]

    @property
    def sigma_hu(self) -> Hu:
        """The standard deviation in use."""
        sigma_hu: Hu = self._fine.sigma_ZYX.cpu().numpy() * np.float32(1000.0 / MU_WATER_PER_MM)
        return sigma_hu

    @property
    def cost(self) -> int:
        """That of one volume at most, in steps on the coarse grid."""
        fine = 0 if self._fine is self._coarse else FINE_ROUNDS * FITTING_STEPS * _FINE_COST
        return UNSEEING_ROUNDS * UNSEEING_STEPS + COARSE_ROUNDS * FITTING_STEPS + fine

    def draw(self, random: torch.Generator, progress: "_Progress") -> Tensor:
        """One more attenuation volume (Z, Y, X)."""
        coarse, fine = self._coarse, self._fine
        size = coarse.grid.size
        white_BZYX = torch.randn((1, FIELDS * size, size, size), generator=random).to(coarse.mu_ZYX)
        for _ in range(UNSEEING_ROUNDS):
            seen = coarse.seen(with_errors(coarse.mu_ZYX, self._errors_of(white_BZYX), coarse.grid))
            white_BZYX = white_BZYX - smallest_with_images(self._views, seen, UNSEEING_STEPS, None, progress.coarse)
        errors_EZYX = self._errors_of(white_BZYX)
        start_ZYX = with_errors(coarse.mu_ZYX, errors_EZYX, coarse.grid).clamp_min(0.0)
        fitted_ZYX = coarse.fitted(start_ZYX, COARSE_ROUNDS, ALLOWED_MISFIT, progress.coarse)
        if fine is coarse:
            return fitted_ZYX
        errors_EZYX = torch.stack([resized(error_ZYX, fine.grid) for error_ZYX in errors_EZYX])
        change_ZYX = resized(fitted_ZYX - start_ZYX, fine.grid)
        start_ZYX = (with_errors(fine.mu_ZYX, errors_EZYX, fine.grid) + change_ZYX).clamp_min(0.0)
        return fine.fitted(start_ZYX, FINE_ROUNDS, ALLOWED_MISFIT, progress.fine)

    def _errors_of(self, white_BZYX: Tensor) -> Tensor:
        return self._errors.of(white_BZYX.reshape(FIELDS, *self._coarse.grid.shape_zyx))


class _Progress:
    """Told over all volumes, each of which costs at most `cost`."""

    def __init__(self, context: WorkContext, count: int, cost: int) -> None:
        self._context, self._count, self._cost = context, count, cost
        self._number = self._done = 0

    def begin(self, number: int) -> None:
        self._number, self._done = number, 0

    def coarse(self, _step: int) -> None:
        self._tell(1)

    def fine(self, _step: int) -> None:
        self._tell(_FINE_COST)

    def _tell(self, cost: int) -> None:
        fraction = (self._number + self._done / self._cost) / self._count
        self._context.progress(fraction, f"Drawing volume {self._number + 1} of {self._count}")
        self._done += cost


def _require_deviation(hu: Hu, uncertainty_hu: Hu) -> None:
    if hu.shape != uncertainty_hu.shape:
        raise BadInputError(
            f"The volume has {hu.shape} voxels, its uncertainty {uncertainty_hu.shape}.",
            "Give both of one reconstruction.",
        )
    if uncertainty_hu.min() < 0:
        raise BadInputError(
            "The uncertainty holds values below zero, so it is no standard deviation.", "Give that of a reconstruction."
        )
    if uncertainty_hu.max() <= 0:
        raise BadInputError(
            "The uncertainty is zero everywhere, so there is no other volume to draw.",
            "Choose a method that gives an uncertainty.",
        )
