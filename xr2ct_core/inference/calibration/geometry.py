"""A pair in, the pair as it was probably taken out, with how sure each number is: for every front end.

Nothing of the told geometry is trusted but the frontal view, its distances and its pixels. What was found is a
proposal: the images stay as they are but for a breath, which no geometry can express. Progress runs from 0 to 1.
"""

from dataclasses import dataclass, replace
from typing import Final

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.estimate import USUAL
from xr2ct_core.inference.calibration.find_pose import NOT_LIKE_CHESTS, as_found, find_pose
from xr2ct_core.inference.calibration.findings import Estimate, Findings
from xr2ct_core.inference.display.heights import ERROR_MM as HEIGHT_ERROR_MM
from xr2ct_core.inference.fit_display import needs_fit, physical_pair
from xr2ct_core.radiograph import RadiographPair

CONVENTION: Final = (
    "Two X-rays do not tell where the patient stood between source and detector, nor a movement of both views together."
)
_DISPLAY_SHARE: Final = 0.5


@dataclass(frozen=True, eq=False)
class Calibrated:
    """The pair with the geometry that was found, on its own scale, what was found, notes, and scores.

    `scores`: the correlation of the best bundled CT with both images (`ncc_frontal`, `ncc_lateral`), and the relative
    difference of the views per height as told and as found (`levels_as_told`, `levels_as_found`).
    """

    pair: RadiographPair
    findings: Findings
    notes: tuple[str, ...]
    scores: dict[str, float]


def calibrate_geometry(
    pair: RadiographPair,
    context: WorkContext,
    *,
    device: str = "cpu",
    with_breath: bool = True,
    with_centring: bool = True,
    fit_display: bool = True,
) -> Calibrated:
    """Find how the lateral of a pair was taken against the frontal.

    Display images are made line integrals first, as before a reconstruction (`fit_display`). Raises `BadInputError` if
    an image shows nothing, and `CancelledError`.
    """
    share = _DISPLAY_SHARE if needs_fit(pair, fit_display) else 0.0
    physical = physical_pair(pair, device, context.part(0.0, share), fit=fit_display)
    found = find_pose(
        physical.pair,
        context.part(share, 1.0 - share),
        device=device,
        with_breath=with_breath,
        with_centring=with_centring,
        is_display=pair.was_display,
    )
    if found.laid is None:
        return Calibrated(pair, found.findings, (*physical.notes, NOT_LIKE_CHESTS), found.scores)
    against_told = found.findings
    if physical.lateral_height_mm:
        against_told = _from_height(physical.lateral_height_mm, against_told)
    taken = as_found(pair, against_told, found.laid)
    return Calibrated(taken, against_told, (*physical.notes, *found.notes, CONVENTION), found.scores)


def _from_height(by_mm: float, found: Findings) -> Findings:
    """Findings against what was told, of those against a lateral that already stands this much higher."""
    usual = USUAL["height"]
    height = Estimate(usual.title, usual.unit, by_mm, HEIGHT_ERROR_MM, by_mm)
    if "height" in found.estimates:
        height = height.after(found.estimates["height"])
    pose = replace(found.pose, height_mm=by_mm + found.pose.height_mm)
    return replace(found, pose=pose, estimates=found.estimates | {"height": height})
