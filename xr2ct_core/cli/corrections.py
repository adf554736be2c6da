"""Options that put the two images of a pair right, and how a correction is written with them."""

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

import tyro

from xr2ct_core.cli.several import Several, every, parsed_settings
from xr2ct_core.corrections import ImageCorrection, PairCorrection
from xr2ct_core.errors import BadConfigError
from xr2ct_core.radiograph import Radiograph, RadiographPair

_Place = Literal["frontal", "lateral"]
_PLACES: Final[tuple[_Place, _Place]] = ("frontal", "lateral")
_TURNS: Final = (90, 180, 270)
_Turns = Annotated[Several[str], tyro.conf.arg(metavar="VIEW=DEGREES")]


@dataclass(frozen=True)
class CorrectionOptions:
    """What is wrong with how the images were stored; `xr2ct check` says which of these would put them right."""

    swap: bool = False
    """Exchange frontal and lateral first; the options below mean the views after that."""
    rotate: _Turns = ()
    """Rotate clockwise by 90, 180 or 270 degrees: frontal=90, lateral=180, or both."""
    mirror: Several[_Place] = ()
    """Mirror left to right, after rotating: frontal, lateral, or both."""
    invert: Several[_Place] = ()
    """Exchange black and white: frontal, lateral, or both."""

    @property
    def correction(self) -> PairCorrection:
        """The same as a value; raises `BadConfigError` for a rotation that is none."""
        quarters = {}
        for view, degrees in parsed_settings(every(self.rotate)).items():
            if view not in _PLACES or isinstance(degrees, bool) or degrees not in _TURNS:
                raise BadConfigError(
                    f"{view}={degrees} is no rotation.", "Write frontal or lateral, = and 90, 180 or 270."
                )
            quarters[view] = int(degrees) // 90
        mirrored, inverted = every(self.mirror), every(self.invert)
        frontal, lateral = (
            ImageCorrection(quarters.get(place, 0), place in mirrored, place in inverted) for place in _PLACES
        )
        return PairCorrection(self.swap, frontal, lateral)


CorrectionsOfPair = Annotated[CorrectionOptions, tyro.conf.arg(name="")]
"""The options without a word before their names."""
AS_GIVEN: Final = CorrectionOptions()


def as_options(correction: PairCorrection) -> str:
    """What to give to a command for a correction; empty where there is nothing to correct."""
    images = dict(zip(_PLACES, (correction.frontal, correction.lateral), strict=True))
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


def _done(place: _Place, image: ImageCorrection) -> tuple[str, ...]:
    parts = (
        (image.quarters != 0, f"The {place} image was rotated clockwise by {90 * image.quarters} degrees, as asked."),
        (image.flip, f"The {place} image was mirrored, as asked."),
        (image.invert, f"Black and white of the {place} image were exchanged, as asked."),
    )
    return tuple(sentence for is_done, sentence in parts if is_done)


def _telling(radiograph: Radiograph, sentences: tuple[str, ...]) -> Radiograph:
    return replace(radiograph, assumptions=(*radiograph.assumptions, *sentences))
