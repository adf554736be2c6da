"""What a calibration finds: how the lateral was taken, the breath between the views, tone curves, and all in words.

Of the lateral only what two views and the looks of bodies show is found; how surely is told with each number.
Units: degrees, millimetres, factors.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.inference.calibration.tone_curve import ToneCurve

__all__ = ["Estimate", "Findings", "LateralPose", "ToneCurve"]


AS_TOLD: Final = LateralPose()
STRAIGHT: Final = ToneCurve()


@dataclass(frozen=True)
class Estimate:
    """One number: what is believed of it, how surely (a standard deviation), and what of it is used."""

    title: str
    unit: str
    believed: float
    deviation: float
    used: float

    def after(self, further: "Estimate") -> "Estimate":
        """The number once it was looked for again from where this one put it."""
        believed = self.used + further.believed
        is_used = self.used != 0.0 or further.used != 0.0
        return replace(further, believed=believed, used=believed if is_used else 0.0)

    @property
    def sentence(self) -> str:
        """For people: the number with its doubt, and whether it is used."""
        said = f"{self.title}: {self.believed:+.1f} ± {self.deviation:.1f} {self.unit}"
        return f"{said}, used." if self.used else f"{said}, too little to be told from none; left as told."


@dataclass(frozen=True)
class Findings:
    """Of one pair: the pose of the lateral view, how much lower its diaphragm stands, how far the frontal assembly
    stands to the patient's left, and the curves of both images; `estimates` by name say how sure each number is."""

    pose: LateralPose = AS_TOLD
    tones: tuple[ToneCurve, ToneCurve] = (STRAIGHT, STRAIGHT)
    breath_mm: float = 0.0
    side_mm: float = 0.0
    estimates: dict[str, Estimate] = field(default_factory=dict)

    @property
    def is_as_told(self) -> bool:
        return self.pose.is_as_told and not self.side_mm and not self.breath_mm

    def geometry(self, told: BiplanarGeometry) -> BiplanarGeometry:
        """The geometry as it was found."""
        found = self.pose.applied(told)
        if not self.side_mm:
            return found
        return BiplanarGeometry(found.frontal.moved((0.0, 0.0, 0.0), (self.side_mm, 0.0, 0.0)), found.lateral)

    def numbers(self) -> dict[str, float]:
        """By name, for the record."""
        frontal, lateral = self.tones
        return {
            "lateral_turn_deg": self.pose.turn_deg,
            "lateral_roll_deg": self.pose.roll_deg,
            "lateral_pitch_deg": self.pose.pitch_deg,
            "lateral_height_mm": self.pose.height_mm,
            "lateral_depth_mm": self.pose.depth_mm,
            "lateral_scale": self.pose.scale,
            "lateral_breath_mm": self.breath_mm,
            "frontal_side_mm": self.side_mm,
            "frontal_gain": frontal.gain,
            "frontal_exponent": frontal.exponent,
            "lateral_gain": lateral.gain,
            "lateral_exponent": lateral.exponent,
        }

    def sentences(self, lateral: View) -> tuple[str, ...]:
        """What was found about how the pair with this lateral view was taken, for people."""
        said = []
        if parts := self.pose.parts(lateral):
            said.append(f"Calibration: the lateral X-ray was taken to be {listed(parts)}, against what was told.")
        if self.side_mm:
            towards = "left" if self.side_mm > 0.0 else "right"
            said.append(f"Calibration: the frontal X-ray was centred {abs(self.side_mm):.0f} mm further {towards}.")
        if self.breath_mm:
            how = ("deeper", "lower") if self.breath_mm > 0.0 else ("shallower", "higher")
            said.append(
                f"Calibration: the lateral X-ray was taken in a {how[0]} breath, its diaphragm about "
                f"{abs(self.breath_mm):.0f} mm {how[1]}; its image was bent to the breath of the frontal one."
            )
        return tuple(said) or ("Calibration: the lateral X-ray fits the frontal one as it was told.",)


def listed(parts: list[str]) -> str:
    """Several parts of a sentence as one."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
