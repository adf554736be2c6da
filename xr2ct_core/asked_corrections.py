"""Corrections of a pair in the words of the command line, and a pair that is corrected as it was asked for there."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from xr2ct_core.corrections import ImageCorrection, PairCorrection
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.rotations import PLACES, Place, quarters_of


def correction_of(
    *, swap: bool, rotate: Iterable[str], mirror: Collection[str], invert: Collection[str]
) -> PairCorrection:
    """What the options say; the opposite of `as_options`.

    `rotate` holds texts like frontal=90, `mirror` and `invert` the views. Raises `BadConfigError` for a rotation that
    is none.
    """
    quarters = quarters_of(rotate)
    frontal, lateral = (ImageCorrection(quarters.get(place, 0), place in mirror, place in invert) for place in PLACES)
    return PairCorrection(swap, frontal, lateral)


def as_options(correction: PairCorrection) -> str:
    """What to give to a command for a correction; empty where there is nothing to correct."""
    images = dict(zip(PLACES, (correction.frontal, correction.lateral), strict=True))
    named: dict[str, list[str]] = {
        "--rotate": [f"{place}={90 * image.quarters}" for place, image in images.items() if image.quarters],
        "--mirror": [place for place, image in images.items() if image.flip],
        "--invert": [place for place, image in images.items() if image.invert],
    }
    options = [f"{name} {' '.join(values)}" for name, values in named.items() if values]
    return " ".join(["--swap", *options] if correction.swap else options)


def corrected_pair(pair: RadiographPair, correction: PairCorrection) -> RadiographPair:
    """The corrected pair, whose images say what was done to them."""
    made = correction.apply(pair)
    exchanged = ("Frontal and lateral image were exchanged, as asked.",) if correction.swap else ()
    frontal = _telling(made.frontal, (*exchanged, *_done("frontal", correction.frontal)))
    lateral = _telling(made.lateral, (*exchanged, *_done("lateral", correction.lateral)))
    return replace(made, frontal=frontal, lateral=lateral)


def _done(place: Place, image: ImageCorrection) -> tuple[str, ...]:
    parts = (
        (image.quarters != 0, f"The {place} image was rotated clockwise by {90 * image.quarters} degrees, as asked."),
        (image.flip, f"The {place} image was mirrored, as asked."),
        (image.invert, f"Black and white of the {place} image were exchanged, as asked."),
    )
    return tuple(sentence for is_done, sentence in parts if is_done)


def _telling(radiograph: Radiograph, sentences: tuple[str, ...]) -> Radiograph:
    return replace(radiograph, assumptions=(*radiograph.assumptions, *sentences))
