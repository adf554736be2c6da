"""A tone curve of two numbers for one view: what a calibration may find wrong with its grey values. No unit."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.radiograph import Radiograph

SAME_CURVE: Final = 0.01
"""What is smaller is not worth a change."""


@dataclass(frozen=True)
class ToneCurve:
    """Line integrals are `gain * top * (value / top) ** exponent`, which leaves zero where it is; `top` is the largest
    value of the image."""

    gain: float = 1.0
    exponent: float = 1.0

    @property
    def is_straight(self) -> bool:
        return self == ToneCurve()

    def rounded(self) -> "ToneCurve":
        """Without what is too small to matter."""
        is_same = abs(self.gain - 1.0) < SAME_CURVE and abs(self.exponent - 1.0) < SAME_CURVE
        return ToneCurve() if is_same else self

    def applied(self, radiograph: Radiograph) -> Radiograph:
        """The radiograph with its line integrals corrected."""
        if self.is_straight:
            return radiograph
        return replace(radiograph, image=self.values(radiograph.image))

    def values(self, image: NDArray[np.float32]) -> NDArray[np.float32]:
        """The corrected line integrals of an image."""
        top = max(float(image.max()), 1e-6)
        return (self.gain * top * (np.maximum(image, 0.0) / top) ** self.exponent).astype(np.float32)

    def sentence(self, name: str) -> str:
        return f"Calibration: the {name} X-ray was scaled by {self.gain:.2f}, its curve bent by {self.exponent:.2f}."
