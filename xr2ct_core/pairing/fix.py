"""The corrections that findings of the pair doctor ask for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from xr2ct_core.corrections import PairCorrection
from xr2ct_core.pairing.findings import Finding, Fix

_QUARTERS: Final[dict[Fix, int]] = {"turn-right": 1, "turn-over": 2, "turn-left": 3}
Correction = TypeVar("Correction", bound=PairCorrection)


def corrected(edit: Correction, finding: Finding) -> Correction:
    """The edit with what the finding asks for exchanged; the same edit where it asks for nothing.

    Corrections belong to places: swapping leaves them with frontal and lateral, so images that were already corrected
    are looked at again.
    """
    if finding.fix == "swap":
        return replace(edit, swap=not edit.swap)
    if finding.place == "pair" or not finding.fix:
        return edit
    image = edit.frontal if finding.place == "frontal" else edit.lateral
    match finding.fix:
        case "mirror":
            changed = replace(image, flip=not image.flip)
        case "invert":
            changed = replace(image, invert=not image.invert)
        case turn:
            changed = image.turned_right(_QUARTERS[turn])
    return replace(edit, frontal=changed) if finding.place == "frontal" else replace(edit, lateral=changed)


def put_right(given: PairCorrection, findings: Iterable[Finding]) -> PairCorrection:
    """What puts all findings right at once: images that are exchanged take their corrections along."""
    findings = tuple(findings)
    for finding in findings:
        if finding.fix != "swap":
            given = corrected(given, finding)
    if any(finding.fix == "swap" for finding in findings):
        given = PairCorrection(not given.swap, given.lateral, given.frontal)
    return given
