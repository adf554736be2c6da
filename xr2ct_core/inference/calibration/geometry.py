"""A pair in, the pair as it was probably taken out, with how sure each number is: for every front end.

Nothing of the told geometry is trusted but the frontal view, its distances and its pixels. What was found is a
proposal: the images stay as they are but for a breath, which no geometry can express. Progress runs from 0 to 1.
"""

from dataclasses import dataclass, replace
from typing import Final

import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.breath import breath_effect
from xr2ct_core.inference.calibration.centring import ERROR_MM, off_centre_mm
from xr2ct_core.inference.calibration.estimate import believed_pose, estimate, findings
from xr2ct_core.inference.calibration.experience import experience_of
from xr2ct_core.inference.calibration.findings import Estimate, Findings, LateralPose, ToneCurve
from xr2ct_core.inference.calibration.laid_over import LaidOver, laid_over
from xr2ct_core.inference.calibration.registration import Fit
from xr2ct_core.inference.fit_display import needs_fit, physical_pair
from xr2ct_core.radiograph import RadiographPair

PHASE: Final = "Calibrating"
LEAST_CORRELATION: Final = 0.8
NOT_LIKE_CHESTS: Final = (
    "Calibration: left out. The bundled chest CTs do not come to look like these images; "
    "check views, inversion and distances."
)
CONVENTION: Final = (
    "Two X-rays do not tell where the patient stood between source and detector, nor a movement of both views together."
)
_DISPLAY_SHARE: Final = 0.5
_FIRST_SHARE: Final = 0.6
"""Of the time: what is found is looked for once more from there, where it is not as told."""
_STRAIGHT: Final = (ToneCurve(), ToneCurve())


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
    """Find how the lateral of a pair was taken against the frontal, by laying bundled CTs over both.

    Display images are made line integrals first, as before a reconstruction (`fit_display`). Raises `BadInputError` if
    an image shows nothing, and `CancelledError`.
    """
    share = _DISPLAY_SHARE if needs_fit(pair, fit_display) else 0.0
    physical = physical_pair(pair, device, part(context, 0.0, share), fit=fit_display)
    found = find_pose(
        physical.pair,
        part(context, share, 1.0 - share),
        device=device,
        with_breath=with_breath,
        with_centring=with_centring,
        is_display=not pair.is_physical,
    )
    if found.laid is None:
        return Calibrated(pair, found.findings, (*physical.notes, NOT_LIKE_CHESTS), found.scores)
    taken = as_found(pair, found.findings, found.laid)
    return Calibrated(taken, found.findings, (*physical.notes, CONVENTION), found.scores)


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
    """How a pair of line integrals was taken, as far as is asked. `is_display`: they were display images once."""

    experience = experience_of(pair.geometry, is_display=is_display)
    laid = _laid_over(pair, device, part(context, 0.0, _FIRST_SHARE))
    first = laid.best
    if laid.correlation < LEAST_CORRELATION:
        return Found(Findings(), None, _scores(first, first))
    estimates = believed_pose(laid.pose_6, experience)
    nearer = findings(estimates, _STRAIGHT).pose
    if with_pose and not nearer.is_as_told:
        again = _posed(pair, nearer)
        laid = _laid_over(again, device, part(context, _FIRST_SHARE, 1.0 - _FIRST_SHARE))
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
    return Found(findings(estimates, _STRAIGHT), laid, scores)


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


def part(context: WorkContext, start: float, share: float) -> WorkContext:
    """A context whose progress fills a part of another's."""
    return WorkContext(
        context.control,
        lambda fraction, phase: context.on_progress(start + fraction * share, phase),
        context.timings_s,
    )


def _centring(pair: RadiographPair) -> dict[str, Estimate]:
    """The assembly stands where the body is not, seen from the body: on its other side."""
    off = {
        name: off_centre_mm(radiograph, view, pair.cube_mm)
        for name, radiograph, view in zip(("side", "depth"), pair.radiographs, pair.geometry.views, strict=True)
    }
    return {name: estimate(name, -by_mm, ERROR_MM) for name, by_mm in off.items() if by_mm is not None}
