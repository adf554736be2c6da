"""What is found on a pair: a probability of lung for each pixel of both detectors, and what looks wrong with it.

A pixel is lung where its ray passes through lung for more than a centimetre, also behind the heart and behind the
dome of the diaphragm: this is the shadow of the lungs, not the bright field that a reader would outline. No torch.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

THRESHOLD = 0.5

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LungMasks:
    """Probabilities (rows, cols) on the pair's own detectors, and sentences about them for a person.

    `quality` says what matters before a reconstruction is trusted; `hints` what may well be normal. `frontal_mm` and
    `lateral_mm` estimate the length of each ray's path through lung, on the same pixels.
    """

    frontal: Image
    lateral: Image
    frontal_mm: Image
    lateral_mm: Image
    quality: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def views(self) -> tuple[Image, Image]:
        """Both probabilities."""
        return self.frontal, self.lateral

    @property
    def paths_mm(self) -> tuple[Image, Image]:
        """Both paths through lung."""
        return self.frontal_mm, self.lateral_mm
