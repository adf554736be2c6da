"""The gate before a reconstruction: is this a frontal and a lateral chest of an adult, wholly in the picture?

Takes about a second and no torch. Nothing is changed; a reason is a suspicion with a score. Turned patients are looked
for on the line integrals that a reconstruction works on (`inference.patient_turn`), since that needs them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from xr2ct_core.domain import sentences as say
from xr2ct_core.domain.frames import frames_of
from xr2ct_core.domain.limits import Limits, bundled_limits
from xr2ct_core.domain.metal import metal_measures
from xr2ct_core.domain.model import GateModel, bundled_gate
from xr2ct_core.domain.outside import share_outside
from xr2ct_core.domain.reasons import Place, Reason
from xr2ct_core.domain.same_view import is_one_view, views_alike
from xr2ct_core.domain.shape_network import OUTPUTS
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.findings import PairReport
from xr2ct_core.radiograph import RadiographPair, RadiographScale

_PLACES: Final[tuple[Place, Place]] = ("frontal", "lateral")
_PLAIN: Final = 1e-3
_OF_VIEWS: Final = ("no-chest", "same-view", "swapped")
_STORED_WRONGLY: Final = ("swapped", "mirrored", "on-its-side", "upside-down", "inverted")


@dataclass(frozen=True)
class Measured:
    """What the gate measures of a pair; `metal` is None where it cannot be told."""

    log_size: float
    cut: tuple[float, float]
    no_chest: float
    distance: float
    metal: float | None
    outside: tuple[float, float]


def judge_input(
    pair: RadiographPair,
    limits: Limits | None = None,
    model: GateModel | None = None,
    report: PairReport | None = None,
) -> tuple[Reason, ...]:
    """Why a pair is unlike what the program knows, refusals first; empty for a pair without complaint.

    What the pair doctor finds beside that (exchanged, mirrored, another patient) is repeated as kind `pair`, so that a
    volume made of such a pair is not silent either. `report` is what it said of this very pair, where that is known.
    """
    limits = limits or bundled_limits()
    empty = tuple(say.empty(place) for place, _ in _of_nothing(pair))
    if empty:
        return empty
    findings = list((report or check_pair(pair)).findings)
    alike = None if any(finding.kind in _OF_VIEWS for finding in findings) else views_alike(pair)
    found = [say.of_doctor(finding, limits) for finding in (*findings, *([alike] if alike else []))]
    if is_one_view(pair):
        found.append(say.one_picture())
    found += reasons_of(measured(pair, model), limits, pair.is_physical)
    first: dict[tuple[str, str], Reason] = {}
    for reason in sorted(found, key=lambda each: (each.level != "refusal", not each.finding)):
        first.setdefault((reason.kind, reason.finding or reason.place), reason)
    kept = list(first.values())
    silent = _meaningless(kept)
    return tuple(reason for reason in kept if reason.kind not in silent)


def measured(pair: RadiographPair, model: GateModel | None = None) -> Measured:
    """The measures of a pair that shows something."""
    model = model or bundled_gate()
    frames = frames_of(pair)[None]
    output = dict(zip(OUTPUTS, model.shape(frames)[0].tolist(), strict=True))
    measures = metal_measures(pair)
    scale: RadiographScale = "line_integral" if pair.is_physical else "display"
    return Measured(
        log_size=output["log_size"],
        cut=(output["cut_frontal"], output["cut_lateral"]),
        no_chest=output["no_chest"],
        distance=float(model.known.distance(frames)[0]),
        metal=None if measures is None else float(model.metal_line(scale).score(measures[None])[0]),
        outside=share_outside(pair),
    )


def reasons_of(found: Measured, limits: Limits, is_physical: bool) -> list[Reason]:
    """What is beyond its limit."""
    reasons = []
    if found.distance > limits.most_distance:
        reasons.append(say.unlike(found.distance, limits))
    elif found.no_chest > limits.most_no_chest:
        reasons.append(say.no_chest(found.no_chest, limits))
    if found.log_size < limits.least_log_size:
        reasons.append(say.small(found.log_size, limits))
    reasons += [
        say.cut(place, share, limits)
        for place, share in zip(_PLACES, found.cut, strict=True)
        if share > limits.most_cut
    ]
    most_metal = limits.most_metal_physical if is_physical else limits.most_metal_display
    if found.metal is not None and found.metal > most_metal:
        reasons.append(say.metal(found.metal - most_metal))
    reasons += [
        say.too_large(place, share)
        for place, share in zip(_PLACES, found.outside, strict=True)
        if share > limits.most_outside
    ]
    return reasons


def _meaningless(found: list[Reason]) -> frozenset[str]:
    """Kinds that say nothing beside what was found: sizes and fields are those of chests, stored rightly."""
    doubts = [reason for reason in found if reason.kind in ("no-chest", "same-view")]
    if any(reason.level == "refusal" for reason in doubts):
        return frozenset({"child", "cut-field", "metal", "too-large"})
    is_stored_wrongly = any(reason.finding.startswith(_STORED_WRONGLY) for reason in found)
    silent = {"child", "cut-field"} if is_stored_wrongly else set()
    return frozenset(silent | {"metal"} if doubts else silent)


def _of_nothing(pair: RadiographPair) -> list[tuple[Place, float]]:
    """Images that show nothing where the body should be, and how little."""
    found = []
    for place, radiograph in zip(_PLACES, pair.radiographs, strict=True):
        rows, cols = radiograph.shape
        middle = radiograph.image[rows // 4 : rows - rows // 4, cols // 4 : cols - cols // 4]
        spread = float(np.ptp(radiograph.image))
        if spread == 0.0 or middle.size == 0 or float(np.ptp(middle)) < _PLAIN * spread:
            found.append((place, spread))
    return found
