"""The gate after a reconstruction: does the volume explain its X-rays, and is it a chest of an adult?

Works on what a reconstruction carries anyway: the images the method saw, its re-projections, the volume and its
uncertainty. Limits are those of known-good pairs (`domain.limits`).
"""

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.domain.limits import Limits, bundled_limits
from xr2ct_core.domain.reasons import Place, Reason
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

_PLACES: Final[tuple[Place, Place]] = ("frontal", "lateral")


class Judged(Protocol):
    """What is looked at of an `inference.reconstruct.Reconstruction`, which this half of the program cannot import."""

    @property
    def volume(self) -> Volume: ...
    @property
    def uncertainty_hu(self) -> NDArray[np.float32] | None: ...
    @property
    def metrics(self) -> Mapping[str, float]: ...


def judge_result(pair: RadiographPair, result: Judged, limits: Limits | None = None) -> tuple[Reason, ...]:
    """Why a volume made from `pair` (as it was read) is to be doubted; empty where nothing speaks against it."""
    limits = limits or bundled_limits()
    return tuple(_residual(pair, result, limits))


def _residual(pair: RadiographPair, result: Judged, limits: Limits) -> list[Reason]:
    """Views that the volume does not explain."""
    least = limits.least_ncc_physical if pair.is_physical else limits.least_ncc_display
    found = []
    for place in _PLACES:
        agreement = result.metrics.get(f"ncc_{place}")
        if agreement is None or agreement < least:
            seen = "nothing in common with it" if agreement is None else f"a correlation of {agreement:.3f}"
            found.append(
                Reason(
                    kind="residual",
                    place=place,
                    sentence=f"The volume does not explain the {place} X-ray: its re-projection has {seen} "
                    f"({least:.2f} is usual at least).",
                    hint="Check views, inversion, distances and pixel sizes, or calibrate the pose.",
                )
            )
    return found
