"""What the gate says: each reason with its sentence, its hint and a score from how far a limit is passed."""

from math import exp
from typing import Final

from xr2ct_core.domain.limits import Limits
from xr2ct_core.domain.reasons import Place, Reason
from xr2ct_core.pairing.findings import Finding

_ADULTS: Final = "The program knows adults only; check pixel sizes and distances, and do not trust sizes or HU."


def empty(place: Place) -> Reason:
    return Reason(
        kind="empty",
        level="refusal",
        place=place,
        sentence=f"The {place} image shows nothing where the body should be.",
        hint="Open another image, or check its position on the detector.",
    )


def of_doctor(finding: Finding, limits: Limits) -> Reason:
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


def one_picture() -> Reason:
    return Reason(
        kind="same-view",
        level="refusal",
        sentence="Both images show the same view: they are nearly the same picture.",
        hint="Give one frontal and one lateral image.",
        finding="same-view",
    )


def unlike(distance: float, limits: Limits) -> Reason:
    is_refused = distance > limits.refuse_distance
    return Reason(
        kind="no-chest",
        level="refusal" if is_refused else "warning",
        score=_sure(distance - limits.most_distance, 0.05),
        sentence="This pair is unlike all chest X-rays that the program knows."
        if is_refused
        else "This pair is unlike the simulated chest X-rays that the program knows.",
        hint="Check that both are upright chest X-rays, bone white, and their pixel sizes and distances.",
    )


def no_chest(value: float, limits: Limits) -> Reason:
    return Reason(
        kind="no-chest",
        score=_sure(value - limits.most_no_chest, 0.3),
        sentence="This pair looks more like another part of the body than like a chest.",
        hint="Check that both are chest X-rays, and their pixel sizes and distances.",
    )


def small(log_size: float, limits: Limits) -> Reason:
    return Reason(
        kind="child",
        score=_sure(limits.least_log_size - log_size, 0.1),
        sentence=f"The body is about {exp(log_size):.0%} of the size of known adults (estimate): perhaps a child, or "
        "wrong pixel sizes.",
        hint=_ADULTS,
    )


def cut(place: Place, share: float, limits: Limits) -> Reason:
    return Reason(
        kind="cut-field",
        place=place,
        score=_sure(share - limits.most_cut, 0.1),
        sentence=f"About {min(share, 0.95):.0%} of the lungs seem to lie outside the {place} image (estimate).",
        hint="Use an image that shows both lungs whole; what is cut off is made up in the volume.",
    )


def metal(beyond: float) -> Reason:
    return Reason(
        kind="metal",
        score=_sure(beyond, 2.0),
        sentence="There seems to be metal in or on the body: wires, rods, a port, a pacemaker or electrodes.",
        hint="The program knows no metal; do not trust the volume around it.",
    )


def too_large(place: Place, share: float) -> Reason:
    return Reason(
        kind="too-large",
        place=place,
        sentence=f"{share:.0%} of what the {place} image shows lies beside the working cube, where nothing is made.",
        hint="Check pixel sizes and distances; of a large body the sides are cut off.",
    )


def turned(degrees: float, most_deg: float) -> Reason:
    """`degrees` against straight patients, more than `most_deg`."""
    return Reason(
        kind="rotated",
        score=_sure(abs(degrees) - most_deg, 4.0),
        sentence=f"The patient seems to be turned by about {abs(degrees):.0f}° about the long axis (estimate).",
        hint="Slices are turned by as much; left and right may be wrongly compared.",
    )


def _sure(beyond: float, usual: float) -> float:
    """From 0.5 at a limit to 1 far beyond it."""
    return round(1.0 - 0.5 * exp(-max(beyond, 0.0) / usual), 4)
