"""Volumes brought to give the same X-rays as a reconstruction, changed most where that is unsure.

The change is the smallest one in units of the standard deviation, alike over a short length, found by conjugate
gradients; it comes in rounds, because air cannot become less than air. The standard deviation is limited by the mean
attenuation around a voxel, so that nothing appears in the air. Attenuation in 1/mm, volumes (Z, Y, X).
"""

from collections.abc import Callable, Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.smooth_errors import UnitField, local_mean
from xr2ct_core.methods.blocks.minimum_norm import smallest_with_images
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.measured import measured_views
from xr2ct_core.radiograph import RadiographPair

CORRELATION_MM: Final = 6.0
"""Over which the changes are alike."""
FITTING_STEPS: Final = 12
LIMITING_MM: Final = 6.0
LEAST_MISFIT: Final = 0.01
"""Line integral of half a millimetre of water: no X-ray is measured better."""


class SameImages:
    """One reconstruction on one grid: its X-rays, which other volumes shall have, and its limited deviation.

    `misfit` is the root mean square by which its X-rays differ from the measured ones.
    """

    def __init__(
        self, mu_ZYX: Tensor, sigma_ZYX: Tensor, pair: RadiographPair, grid: WorkingGrid, device: str = "cpu"
    ) -> None:
        views = measured_views(pair, grid, device, coarsen=True)
        self.grid = grid
        self.mu_ZYX = resized(mu_ZYX, grid)
        self.sigma_ZYX = torch.minimum(resized(sigma_ZYX, grid), local_mean(self.mu_ZYX, grid, LIMITING_MM))
        self.operators: list[LinearView] = [view.operator for view in views]
        self._field = UnitField(grid, CORRELATION_MM, self.mu_ZYX)
        self._aims = self._images(self.mu_ZYX)
        measured = [view.image_BRC for view in views]
        self.misfit = max(LEAST_MISFIT, _rms(_minus(measured, self._aims)))

    def seen(self, mu_ZYX: Tensor) -> list[Tensor]:
        """What the X-rays of a volume have more than those aimed at, (1, R, C) each."""
        return _minus(self._images(mu_ZYX), self._aims)

    def fitted(
        self, mu_ZYX: Tensor, rounds: int, allowed: float, on_step: Callable[[int], None] = lambda step: None
    ) -> Tensor:
        """The volume with the X-rays aimed at: at most so many rounds, until they differ by `allowed` misfits."""
        for _ in range(rounds):
            seen = self.seen(mu_ZYX)
            if _rms(seen) <= allowed * self.misfit:
                break
            sigma_ZYX = torch.minimum(self.sigma_ZYX, local_mean(mu_ZYX, self.grid, LIMITING_MM))
            views = [_DeviationView(operator, sigma_ZYX, self._field) for operator in self.operators]
            white_BZYX = smallest_with_images(views, seen, FITTING_STEPS, None, on_step)
            mu_ZYX = (mu_ZYX - views[0].change(white_BZYX)[0]).clamp_min(0.0)
        return mu_ZYX

    def _images(self, mu_ZYX: Tensor) -> list[Tensor]:
        return [operator.forward(mu_ZYX[None]) for operator in self.operators]


class _DeviationView(LinearView):
    """A view of white noise that stands for errors of a given standard deviation, alike over a length."""

    def __init__(self, operator: LinearView, sigma_ZYX: Tensor, field: UnitField) -> None:
        self._operator, self._sigma_ZYX, self._field = operator, sigma_ZYX, field

    def change(self, white_BZYX: Tensor) -> Tensor:
        """The errors (B, Z, Y, X), a batch of one."""
        return (self._sigma_ZYX * self._field(white_BZYX[0]))[None]

    def apply_forward(self, mu_BZYX: Tensor) -> Tensor:
        return self._operator.forward(self.change(mu_BZYX))

    def apply_adjoint(self, image_BRC: Tensor) -> Tensor:
        return self._field.transposed(self._sigma_ZYX * self._operator.adjoint(image_BRC)[0])[None]


def resized(volume_ZYX: Tensor, grid: WorkingGrid) -> Tensor:
    """On another grid of the same cube: means where that is coarser, interpolated where it is finer."""
    if volume_ZYX.shape[0] == grid.size:
        return volume_ZYX
    mode = "area" if grid.size < volume_ZYX.shape[0] else "trilinear"
    found: Tensor = interpolate(volume_ZYX[None, None], size=grid.shape_zyx, mode=mode)[0, 0]
    return found


def _minus(first: Sequence[Tensor], second: Sequence[Tensor]) -> list[Tensor]:
    return [a - b for a, b in zip(first, second, strict=True)]


def _rms(images: Sequence[Tensor]) -> float:
    return float(torch.cat([image.flatten() for image in images]).square().mean().sqrt())
