"""What a calibration finds: the pose of the lateral view, a tone curve for each view, and both in words.

The frontal view is where it is said to be: two views tell nothing about a movement of both. Of the lateral one only
what two views show is found. A lateral that is tilted in its own plane looks like a patient who leans forward, one that
is moved to the front or back like a patient who stands there: both stay as told.

Units: degrees about the patient's long axis, from PA towards LL as in `ViewGeometry.turned`; millimetres.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry, rotation_matrix
from xr2ct_core.radiograph import Radiograph

LEAST_TURN_DEG: Final = 1.0
LEAST_HEIGHT_MM: Final = 1.5
LEAST_SCALE: Final = 0.02
"""What is smaller is not told, and not worth a slower projection."""
SAME_CURVE: Final = 0.01


@dataclass(frozen=True)
class LateralPose:
    """How the lateral view differs from what was told: its turn, the height of its assembly, and its magnification."""

    turn_deg: float = 0.0
    height_mm: float = 0.0
    scale: float = 1.0

    @property
    def is_as_told(self) -> bool:
        return self == LateralPose()

    def rounded(self) -> "LateralPose":
        """Without what is too small to matter."""
        return LateralPose(
            self.turn_deg if abs(self.turn_deg) >= LEAST_TURN_DEG else 0.0,
            self.height_mm if abs(self.height_mm) >= LEAST_HEIGHT_MM else 0.0,
            self.scale if abs(self.scale - 1.0) >= LEAST_SCALE else 1.0,
        )

    def applied(self, geometry: BiplanarGeometry) -> BiplanarGeometry:
        """The geometry with the lateral view as it was found."""
        if self.is_as_told:
            return geometry
        lateral = self._moved(geometry.lateral)
        return BiplanarGeometry(geometry.frontal, replace(lateral, pixel_mm=lateral.pixel_mm / self.scale))

    def _moved(self, view: ViewGeometry) -> ViewGeometry:
        x_mm, y_mm, z_mm = (rotation_matrix((0.0, 0.0, self.turn_deg)) @ np.asarray(view.shift_mm)).tolist()
        return replace(view.turned(self.turn_deg), shift_mm=(x_mm, y_mm, z_mm + self.height_mm))

    def sentences(self) -> tuple[str, ...]:
        """What was found, for people."""
        parts = []
        if self.turn_deg:
            towards = "back" if self.turn_deg > 0.0 else "front"
            parts.append(f"turned by {abs(self.turn_deg):.1f}° (its source towards the patient's {towards})")
        if self.height_mm:
            parts.append(f"{abs(self.height_mm):.0f} mm {'higher' if self.height_mm > 0.0 else 'lower'}")
        if self.scale != 1.0:
            parts.append(f"{abs(self.scale - 1.0):.1%} {'larger' if self.scale > 1.0 else 'smaller'}")
        if not parts:
            return ("Calibration: the lateral X-ray fits the frontal one as it was told.",)
        return (f"Calibration: the lateral X-ray was taken to be {_listed(parts)}, against what was told.",)


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


@dataclass(frozen=True)
class Findings:
    """Of one pair: the pose of the lateral view and the curves of the frontal and the lateral image."""

    pose: LateralPose = LateralPose()
    tones: tuple[ToneCurve, ToneCurve] = (ToneCurve(), ToneCurve())

    def numbers(self) -> dict[str, float]:
        """By name, for the record."""
        frontal, lateral = self.tones
        return {
            "lateral_turn_deg": self.pose.turn_deg,
            "lateral_height_mm": self.pose.height_mm,
            "lateral_scale": self.pose.scale,
            "frontal_gain": frontal.gain,
            "frontal_exponent": frontal.exponent,
            "lateral_gain": lateral.gain,
            "lateral_exponent": lateral.exponent,
        }


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
