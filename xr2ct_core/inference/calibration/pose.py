"""How the lateral view stands against what was told, applied to a geometry and in words.

The lateral is the one that moves; the frontal stays where it is said to be but for its side shift, because two views
tell nothing about a movement of both. Units: degrees about LPS axes, millimetres along them, factors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry, View


@dataclass(frozen=True)
class LateralPose:
    """How the lateral view differs from what was told.

    `turn_deg` about the patient's long axis, from PA towards LL as in `ViewGeometry.turned`; `height_mm` how much
    higher its assembly stands; `scale` its magnification; `roll_deg` in its own plane, the top towards the patient's
    front; `pitch_deg` its right side towards the head; `depth_mm` how much further back it stands.
    """

    turn_deg: float = 0.0
    height_mm: float = 0.0
    scale: float = 1.0
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    depth_mm: float = 0.0

    @classmethod
    def of_numbers(cls, pose: Sequence[float] | NDArray[np.float64]) -> "LateralPose":
        """Of turn, roll, pitch, height and the logarithm of the scale, as `unknowns.POSE_NAMES` begins."""
        turn, roll, pitch, height, log_scale = (float(number) for number in pose[:5])
        return cls(turn, height, exp(log_scale), roll, pitch)

    @property
    def is_as_told(self) -> bool:
        return self == LateralPose()

    def applied(self, geometry: BiplanarGeometry) -> BiplanarGeometry:
        """The geometry with the lateral view as it was found."""
        if self.is_as_told:
            return geometry
        turns_deg = (self.roll_deg, self.pitch_deg, self.turn_deg)
        lateral = geometry.lateral.moved(turns_deg, (0.0, self.depth_mm, self.height_mm))
        return BiplanarGeometry(geometry.frontal, replace(lateral, pixel_mm=lateral.pixel_mm / self.scale))

    def parts(self, lateral: View) -> list[str]:
        """What was found of this lateral view, each in a few words that follow "taken to be"."""
        parts = []
        if self.turn_deg:
            towards = "front" if (self.turn_deg > 0.0) == (lateral is View.LL) else "back"
            parts.append(f"turned by {abs(self.turn_deg):.1f}° (its source towards the patient's {towards})")
        if self.roll_deg:
            towards = "front" if self.roll_deg > 0.0 else "back"
            parts.append(f"rolled by {abs(self.roll_deg):.1f}° in its plane (its top towards the patient's {towards})")
        if self.pitch_deg:
            towards = "head" if self.pitch_deg > 0.0 else "feet"
            parts.append(f"tilted by {abs(self.pitch_deg):.1f}° (its right side towards the {towards})")
        if self.height_mm:
            parts.append(f"{abs(self.height_mm):.0f} mm {'higher' if self.height_mm > 0.0 else 'lower'}")
        if self.depth_mm:
            parts.append(f"{abs(self.depth_mm):.0f} mm further to the {'back' if self.depth_mm > 0.0 else 'front'}")
        if self.scale != 1.0:
            parts.append(f"{abs(self.scale - 1.0):.1%} {'larger' if self.scale > 1.0 else 'smaller'}")
        return parts
