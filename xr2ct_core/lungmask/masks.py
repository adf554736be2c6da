"""What is found on a pair: a probability of lung for each pixel of both detectors, and what looks wrong with it.

A pixel is lung where its ray passes through lung for more than a centimetre, also behind the heart and behind the
dome of the diaphragm: this is the shadow of the lungs, not only the dark field that a reader would outline. No torch.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

THRESHOLD = 0.5

Image = NDArray[np.float32]


def path_in_lung_mm(lung: Image, path_mm: Image) -> Image:
    """The path through lung (rows, cols), zero where none is likely."""
    return np.where(lung > THRESHOLD, path_mm, np.float32(0.0)).astype(np.float32)


Place = Literal["frontal", "lateral"]
Doubt = Literal["none", "cut", "everything", "unsure", "size", "pieces", "uneven"]


@dataclass(frozen=True)
class LungDoubt:
    """What looks wrong with the lungs of one view, in one sentence. A hint may well be normal."""

    kind: Doubt
    place: Place
    sentence: str
    is_hint: bool = False


@dataclass(frozen=True, eq=False)
class LungMasks:
    """Probabilities (rows, cols) on the pair's own detectors, and what looks wrong with them.

    `frontal_mm` and `lateral_mm` estimate the length of each ray's path through lung, on the same pixels.
    """

    frontal: Image
    lateral: Image
    frontal_mm: Image
    lateral_mm: Image
    doubts: tuple[LungDoubt, ...] = ()

    @property
    def quality(self) -> tuple[str, ...]:
        """Sentences that matter before a reconstruction is trusted; none if all is well."""
        return tuple(doubt.sentence for doubt in self.doubts if not doubt.is_hint)

    @property
    def hints(self) -> tuple[str, ...]:
        """Sentences about what may well be normal."""
        return tuple(doubt.sentence for doubt in self.doubts if doubt.is_hint)

    @property
    def views(self) -> tuple[Image, Image]:
        """Both probabilities."""
        return self.frontal, self.lateral

    @property
    def paths_mm(self) -> tuple[Image, Image]:
        """Both paths through lung."""
        return self.frontal_mm, self.lateral_mm
