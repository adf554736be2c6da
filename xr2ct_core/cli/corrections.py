"""Options that put the two images of a pair right."""

from dataclasses import dataclass
from typing import Annotated, Final

import tyro

from xr2ct_core.asked_corrections import correction_of
from xr2ct_core.cli.several import Several, every
from xr2ct_core.corrections import PairCorrection
from xr2ct_core.rotations import Place

_Turns = Annotated[Several[str], tyro.conf.arg(metavar="VIEW=DEGREES")]


@dataclass(frozen=True)
class CorrectionOptions:
    """What is wrong with how the images were stored; `xr2ct check` says which of these would put them right."""

    swap: bool = False
    """Exchange frontal and lateral first; the options below mean the views after that."""
    rotate: _Turns = ()
    """Rotate clockwise by 90, 180 or 270 degrees: frontal=90, lateral=180, or both."""
    mirror: Several[Place] = ()
    """Mirror left to right, after rotating: frontal, lateral, or both."""
    invert: Several[Place] = ()
    """Exchange black and white: frontal, lateral, or both."""

    @property
    def correction(self) -> PairCorrection:
        """The same as a value; raises `BadConfigError` for a rotation that is none."""
        return correction_of(
            swap=self.swap, rotate=every(self.rotate), mirror=every(self.mirror), invert=every(self.invert)
        )


CorrectionsOfPair = Annotated[CorrectionOptions, tyro.conf.arg(name="")]
"""The options without a word before their names."""
AS_GIVEN: Final = CorrectionOptions()
