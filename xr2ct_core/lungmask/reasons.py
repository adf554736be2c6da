"""What looks wrong with the lungs of a pair, as reasons of the domain gate. No torch."""

from typing import Final

from xr2ct_core.domain.reasons import Kind, Reason
from xr2ct_core.lungmask.masks import Doubt, LungMasks

_KINDS: Final[dict[Doubt, Kind]] = {"none": "no-chest", "everything": "no-chest", "cut": "cut-field"}
"""Doubts that alone make a volume doubtful; the others are for a person who looks at the outlines."""
_HINTS: Final[dict[Kind, str]] = {
    "no-chest": "Check that this is a chest, upright, with bone white.",
    "cut-field": "Use an image that shows both lungs whole; what is cut off is made up in the volume.",
}


def lung_reasons(masks: LungMasks) -> tuple[Reason, ...]:
    """Warnings, one for each kind and view; empty where the lungs are found whole."""
    found: dict[tuple[Kind, str], Reason] = {}
    for doubt in masks.doubts:
        kind = _KINDS.get(doubt.kind)
        if kind is None or doubt.is_hint:
            continue
        earlier = found.get((kind, doubt.place))
        sentence = f"{earlier.sentence} {doubt.sentence}" if earlier else doubt.sentence
        found[kind, doubt.place] = Reason(kind=kind, place=doubt.place, sentence=sentence, hint=_HINTS[kind])
    return tuple(found.values())
