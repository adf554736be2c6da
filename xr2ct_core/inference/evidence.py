"""What two X-rays determine of a volume, and how much of it the method had to supply.

The attenuation of a volume is the sum of two parts at right angles. The determined part lies in the range of the
adjoint, At (A At)^+ A mu: it alone is seen, and every volume that gives the same X-rays contains it. The other part
casts no shadow in either view; it comes from the prior. The determined part is the smallest volume with the same line
integrals (`smallest_with_images`), and may be negative.

The rank of the projection, the number of independent numbers that the detectors measure, is estimated as the trace of
the projection onto the range of A with one random probe (Hutchinson, Commun Stat Simul Comput 1990;19:433), one sign
per detector pixel. Rays and voxels are scaled before, as in SART, which leaves the rank and makes its gradients
converge. Directions that so many steps do not reach, which hardly show in an X-ray, are not counted.

Units: attenuation in 1/mm, line integrals without unit. Volumes (Z, Y, X), images (R, C), B batch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import require_line_integrals
from xr2ct_core.methods.blocks.minimum_norm import smallest_with_images
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.measured import MeasuredView, coarsening, measured_view
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm, mu_per_mm_to_hu

SPLITTING_STEPS: Final = 12
"""After so many, the determined part of a chest gives the volume's line integrals to 0.2 %."""
COUNTING_STEPS: Final = 20
_SEED: Final = 0
_LEAST_LENGTH_MM: Final = 1e-3


@dataclass(frozen=True, eq=False)
class Evidence:
    """`determined_hu` (z, y, x), below -1000 where the determined attenuation is negative; shares from 0 to 1.

    `measurements` are detector pixels whose rays meet the cube, `rank` of them independent, of `unknowns` voxels.
    """

    determined_hu: NDArray[np.float32]
    unknowns: int
    measurements: int
    rank: int
    energy_share: float

    @property
    def determined_share(self) -> float:
        """Share of the unknowns that the measurements fix."""
        return self.rank / self.unknowns


def find_evidence(
    hu: NDArray[np.float32],
    pair: RadiographPair,
    grid: WorkingGrid,
    device: str = "cpu",
    context: WorkContext | None = None,
) -> Evidence:
    """Split a volume (z, y, x) on `grid` into what the two views of `pair` determine and the rest.

    Only the geometry of `pair` counts, not its images. Raises `CancelledError`.
    """
    context = context or WorkContext()
    require_line_integrals(pair)
    context.progress(0.0, "Preparing the views")
    views, finer_views = (_views(pair, grid, device, finer) for finer in (1, 2))
    mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(hu)).to(device)[None]

    def reporting(phase: str, start: int) -> Callable[[int], None]:
        return lambda step: context.progress((start + step) / (SPLITTING_STEPS + COUNTING_STEPS), phase)

    with torch.inference_mode():
        determined_BZYX = determined_part(finer_views, mu_BZYX, reporting("Finding the determined part", 0))
        rank = independent_measurements(views, reporting("Counting what is determined", SPLITTING_STEPS))
        energy = mu_BZYX.double().square().sum()
        share = float(determined_BZYX.double().square().sum() / energy) if float(energy) > 0 else 1.0
    context.progress(1.0, "Counting what is determined")
    context.finish()
    return Evidence(
        determined_hu=mu_per_mm_to_hu(determined_BZYX[0].cpu().numpy()),
        unknowns=grid.size**3,
        measurements=sum(int(view.is_hit.sum()) for view in views),
        rank=rank,
        energy_share=share,
    )


def determined_part(
    views: Sequence[MeasuredView],
    mu_BZYX: Tensor,
    on_step: Callable[[int], None] = lambda step: None,
    *,
    steps: int = SPLITTING_STEPS,
) -> Tensor:
    """The part (B, Z, Y, X) of an attenuation that the views determine; `on_step` hears the steps done."""
    operators = [view.operator for view in views]
    return smallest_with_images(operators, [operator.forward(mu_BZYX) for operator in operators], steps, None, on_step)


def independent_measurements(
    views: Sequence[MeasuredView], on_step: Callable[[int], None] = lambda step: None, *, steps: int = COUNTING_STEPS
) -> int:
    """How many independent numbers about the voxels the pixels of these views measure; an estimate."""
    random = torch.Generator().manual_seed(_SEED)
    weight_BZYX = torch.stack([view.weight_BZYX for view in views]).sum(0)
    operators = [_ScaledView(view, weight_BZYX) for view in views]
    probes = [
        torch.randint(0, 2, view.image_BRC.shape, generator=random).to(view.image_BRC) * 2.0 - 1.0 for view in views
    ]
    explained = smallest_with_images(operators, probes, steps, None, on_step)
    traces = [
        (probe * operator.forward(explained)).double().sum() for probe, operator in zip(probes, operators, strict=True)
    ]
    return round(float(torch.stack(traces).sum()))


def _views(pair: RadiographPair, grid: WorkingGrid, device: str, finer: int) -> tuple[MeasuredView, ...]:
    """Both views without their images, at pixels somewhat smaller than a voxel or, where they are, `finer` times so.

    The determined part is made of the footprints of rays in voxels; with few rays a voxel these show as ripples.
    """
    views = []
    for view in pair.geometry.views:
        factor = max(1, coarsening(view, grid) // finer)
        rows, cols = view.rows // factor, view.cols // factor
        views.append(measured_view(torch.zeros((1, rows, cols), device=device), view.resampled(rows, cols), grid))
    return tuple(views)


class _ScaledView(LinearView):
    """A view with its rays divided by the roots of their lengths, and its voxels by those of their summed weights."""

    def __init__(self, view: MeasuredView, weight_BZYX: Tensor) -> None:
        self._operator = view.operator
        self._rays_BRC = view.is_hit / view.length_BRC.clamp_min(_LEAST_LENGTH_MM).sqrt()
        self._voxels_BZYX = weight_BZYX.clamp_min(_LEAST_LENGTH_MM).rsqrt()

    def apply_forward(self, mu_BZYX: Tensor) -> Tensor:
        return self._rays_BRC * self._operator.forward(self._voxels_BZYX * mu_BZYX)

    def apply_adjoint(self, image_BRC: Tensor) -> Tensor:
        return self._voxels_BZYX * self._operator.adjoint(self._rays_BRC * image_BRC)
