"""The gate before a reconstruction: is this a frontal and a lateral chest of an adult, rightly taken?

Takes well below a second and no network of torch. Nothing is changed; a reason is a suspicion with a score.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.domain.limits import Limits, bundled_limits
from xr2ct_core.domain.reasons import Place, Reason
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.findings import Finding, PairReport
from xr2ct_core.pairing.looks import look_of
from xr2ct_core.radiograph import RadiographPair

_PLACES: Final[tuple[Place, Place]] = ("frontal", "lateral")
_PLAIN: Final = 1e-3


def judge_input(
    pair: RadiographPair, limits: Limits | None = None, report: PairReport | None = None
) -> tuple[Reason, ...]:
    """Why a pair is unlike what the program knows, refusals first; empty for a pair without complaint.

    What the pair doctor finds beside that (exchanged, mirrored, another patient) is repeated as kind `pair`, so that a
    volume made of such a pair is not silent either. `report` is what it said of this pair, where that is known.
    """
    limits = limits or bundled_limits()
    empty = _empty(pair)
    if empty:
        return empty
    report = report or check_pair(pair)
    found = [*_of_doctor(report, limits), *_same_image(pair, limits)]
    unique = {(reason.kind, reason.place, reason.finding): reason for reason in found}
    return tuple(sorted(unique.values(), key=lambda reason: reason.level != "refusal"))


def _empty(pair: RadiographPair) -> tuple[Reason, ...]:
    """Images that show nothing where the body should be."""
    found = []
    for place, radiograph in zip(_PLACES, pair.radiographs, strict=True):
        image = radiograph.image
        rows, cols = image.shape
        middle = image[rows // 4 : rows - rows // 4, cols // 4 : cols - cols // 4]
        spread = float(np.ptp(image))
        if spread == 0.0 or float(np.ptp(middle)) < _PLAIN * spread:
            found.append(
                Reason(
                    kind="empty",
                    level="refusal",
                    place=place,
                    sentence=f"The {place} image shows nothing where the body should be.",
                    hint="Open another image, or check its position on the detector.",
                )
            )
    return tuple(found)


def _of_doctor(report: PairReport, limits: Limits) -> list[Reason]:
    return [_repeated(finding, limits) for finding in report.findings]


def _repeated(finding: Finding, limits: Limits) -> Reason:
    """A finding of the pair doctor as a reason; of no chest and one view twice only what is nearly certain refuses."""
    if finding.kind in ("no-chest", "same-view"):
        sure = limits.refuse_no_chest if finding.kind == "no-chest" else limits.refuse_same_view
        return Reason(
            kind=finding.kind,
            level="refusal" if finding.score >= sure else "warning",
            place=finding.place,
            score=finding.score,
            sentence=finding.sentence,
            hint=finding.action,
            finding=finding.id,
        )
    return Reason(
        kind="pair",
        place=finding.place,
        score=finding.score,
        sentence=finding.sentence,
        hint=finding.action,
        finding=finding.id,
    )


def _same_image(pair: RadiographPair, limits: Limits) -> list[Reason]:
    """Whether both images are the same picture, stored in whatever way."""
    alike = likeness(pair.frontal.image, pair.lateral.image)
    if alike < limits.same_image:
        return []
    return [
        Reason(
            kind="same-view",
            level="refusal",
            score=round(alike, 4),
            sentence="Both images show the same view: they are nearly the same picture.",
            hint="Give one frontal and one lateral image.",
            finding="same-view",
        )
    ]


def likeness(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Correlation of the looks of two images, the best over mirroring the second, at most 1."""
    left, right = look_of(first), look_of(second)
    power = float(np.sqrt((left**2).mean() * (right**2).mean()))
    if power == 0.0:
        return 1.0
    return max(float((left * other).mean()) / power for other in (right, right[:, ::-1]))
