"""The gate after a reconstruction: does the volume explain its X-rays, and is it a chest of an adult?

Works on what a reconstruction carries anyway: its agreement with the X-rays, the volume and its uncertainty. Limits are
those of known-good pairs (`domain.limits`). Every number is an estimate.
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
_LUNG_HU: Final = -500.0


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
    return (*_residual(pair, result, limits), *_body(result, limits))


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
                    f"({least:.3f} is usual at least).",
                    hint="Check views, inversion, distances and pixel sizes, or calibrate the geometry.",
                )
            )
    return found


def _body(result: Judged, limits: Limits) -> list[Reason]:
    """A volume that is no chest of an adult, or that the method itself doubts."""
    from xr2ct_core.cube import body_mask_of_cube
    from xr2ct_core.enclosed_air import enclosed_air_l

    found = []
    hu = result.volume.hu
    body = body_mask_of_cube(result.volume)
    litres = enclosed_air_l(hu, float(np.prod(result.volume.spacing_zyx_mm)))
    low, high = limits.lung_litres
    if not low <= litres <= high:
        found.append(
            Reason(
                kind="volume",
                place="volume",
                sentence=f"The lungs of the volume hold {litres:.1f} L (estimate); adults have {low:g} to {high:g} L.",
                hint="Check pixel sizes and distances, and whether this is an adult.",
            )
        )
    tissue = hu[body & (hu > _LUNG_HU)]
    low_hu, high_hu = limits.tissue_hu
    level = float(np.median(tissue)) if tissue.size else -1024.0
    if not low_hu <= level <= high_hu:
        found.append(
            Reason(
                kind="tissue",
                place="volume",
                sentence=f"The tissue of the volume has {level:.0f} HU on average (estimate), {low_hu:.0f} to "
                f"{high_hu:.0f} HU are usual.",
                hint="HU cannot be trusted; check inversion, distances and pixel sizes.",
            )
        )
    sigma = result.uncertainty_hu
    if sigma is not None and body.any():
        unsure = float(sigma[body].mean())
        if unsure > limits.most_uncertain_hu:
            found.append(
                Reason(
                    kind="uncertain",
                    place="volume",
                    sentence=f"The method is unusually unsure: {unsure:.0f} HU on average in the body, "
                    f"{limits.most_uncertain_hu:.0f} HU are usual at most.",
                    hint="See where under How sure?; check the pair.",
                )
            )
    return found
