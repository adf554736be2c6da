"""How a pair of line integrals was probably taken, by laying bundled CTs over both views: looked for, then once more.

Nothing of the told geometry is trusted but the frontal view, its distances and its pixels. What is found once is looked
for again from there, where it is not as told. Progress runs from 0 to 1.
"""

from dataclasses import dataclass, replace
from typing import Final

import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.breath import breath_effect
from xr2ct_core.inference.calibration.centring import ERROR_MM, off_centre_mm
from xr2ct_core.inference.calibration.estimate import believed_pose, estimate, findings
from xr2ct_core.inference.calibration.experience import experience_of
from xr2ct_core.inference.calibration.findings import Estimate, Findings, LateralPose
from xr2ct_core.inference.calibration.laid_over import LaidOver, laid_over
from xr2ct_core.inference.calibration.registration import Fit
from xr2ct_core.radiograph import RadiographPair

PHASE: Final = "Calibrating"
LEAST_CORRELATION: Final = 0.8
NOT_LIKE_CHESTS: Final = (
    "Calibration: left out. The bundled chest CTs do not come to look like these images; "
    "check views, inversion and distances."
)
_FIRST_SHARE: Final = 0.6
"""Of the time: what is found is looked for once more from there, where it is not as told."""


@dataclass(frozen=True, eq=False)
class Found:
    """What was found, the bundled CTs that said it (None where they do not look like the images), and scores."""

    findings: Findings
    laid: LaidOver | None
    scores: dict[str, float]


def find_pose(
    pair: RadiographPair,
    context: WorkContext,
    *,
    device: str = "cpu",
    with_pose: bool = True,
    with_breath: bool = True,
    with_centring: bool = False,
    is_display: bool = False,
) -> Found:
    """How a pair of line integrals was taken, as far as is asked.

    `with_pose` looks for the pose of the lateral, `with_breath` for another breath in it, `with_centring` for a body
    beside the middle; `is_display` says that the line integrals were display images once, which is to be doubted more.
    Raises `CancelledError`.
    """
    experience = experience_of(pair.geometry, is_display=is_display)
    laid = _laid_over(pair, device, context.part(0.0, _FIRST_SHARE))
    first = laid.best
    if laid.correlation < LEAST_CORRELATION:
        return Found(Findings(), None, _scores(first, first))
    estimates = believed_pose(laid.pose_6, experience)
    nearer = findings(estimates).pose
    if with_pose and not nearer.is_as_told:
        again = _posed(pair, nearer)
        laid = _laid_over(again, device, context.part(_FIRST_SHARE, 1.0 - _FIRST_SHARE))
        off = {name for name, one in estimates.items() if one.used and name != "breath"}
        second = believed_pose(laid.pose_6, experience, off=off)
        breath = second["breath"]
        estimates = {name: one.after(second[name]) for name, one in estimates.items()} | {"breath": breath}
    context.progress(1.0, PHASE)
    scores = _scores(first, laid.best)
    is_asked = {name: with_breath if name == "breath" else with_pose for name in estimates}
    estimates = {name: one for name, one in estimates.items() if is_asked[name]}
    if with_centring:
        estimates |= _centring(pair)
    return Found(findings(estimates), laid, scores)


def _laid_over(pair: RadiographPair, device: str, context: WorkContext) -> LaidOver:
    return laid_over(pair, torch.device(device), lambda share: context.progress(share, PHASE))


def _posed(pair: RadiographPair, pose: LateralPose) -> RadiographPair:
    geometry = pose.applied(pair.geometry)
    return replace(pair, geometry=geometry, lateral=replace(pair.lateral, pixel_mm=geometry.lateral.pixel_mm))


def _scores(first: Fit, last: Fit) -> dict[str, float]:
    return {
        "ncc_frontal": last.correlations[0],
        "ncc_lateral": last.correlations[1],
        "levels_as_told": first.disagreement_as_told,
        "levels_as_found": last.disagreement,
    }


def as_found(pair: RadiographPair, found: Findings, laid: LaidOver) -> RadiographPair:
    """The pair, display or not, with the geometry that was found and the breath undone."""
    geometry = found.geometry(pair.geometry)
    lateral = replace(pair.lateral, pixel_mm=geometry.lateral.pixel_mm)
    if found.breath_mm:
        effect = breath_effect(laid, geometry.lateral, pair.cube_mm, found.breath_mm)
        lateral = effect.undone(lateral, found.breath_mm)
    return replace(pair, lateral=lateral, geometry=geometry)


def _centring(pair: RadiographPair) -> dict[str, Estimate]:
    """The assembly stands where the body is not, seen from the body: on its other side."""
    off = {
        name: off_centre_mm(radiograph, view, pair.cube_mm)
        for name, radiograph, view in zip(("side", "depth"), pair.radiographs, pair.geometry.views, strict=True)
    }
    return {name: estimate(name, -by_mm, ERROR_MM) for name, by_mm in off.items() if by_mm is not None}
