"""From what several bundled CTs say to what is believed of a pair.

The CTs are averaged by how well they fit, as in `template`. What they say is uncertain: bodies are not symmetric, and a
patient who is sheared by a few degrees looks like a turned view. Most pairs are taken as told, a few are not, so a
finding is believed in part: its expectation where most pairs are as told but for little, and the others may be anything
usual. Small findings are mostly noise and nearly vanish; large ones nearly stay.

Units: degrees, millimetres, logarithms of factors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from xr2ct_core.inference.calibration.findings import Findings, LateralPose, ToneCurve
from xr2ct_core.inference.calibration.registration import Fit
from xr2ct_core.methods.template.fusion import weights_of

SHARE_AS_TOLD: Final = 0.7
"""Of all pairs."""


@dataclass(frozen=True)
class Belief:
    """How one number is usually told and found.

    `offset` is what is found on average where nothing is wrong, `gain` the part of a difference that is found, `error`
    the standard deviation of what that says; `told` and `off` are those of the truth in pairs that are as told and in
    others.
    """

    offset: float
    gain: float
    error: float
    told: float
    off: float

    def expected(self, found: float) -> float:
        """What to believe of a finding."""
        away = (found - self.offset) / self.gain
        as_told, otherwise = (_density(away, sqrt(self.error**2 + wide**2)) for wide in (self.told, self.off))
        as_told, otherwise = SHARE_AS_TOLD * as_told, (1.0 - SHARE_AS_TOLD) * otherwise
        share = otherwise / max(as_told + otherwise, 1e-300)
        shrunk = [away * wide**2 / (wide**2 + self.error**2) for wide in (self.told, self.off)]
        return (1.0 - share) * shrunk[0] + share * shrunk[1]


# Offsets, gains and errors: of 14 chest CTs in the geometry x2ct, each without its own template.
TURN_DEG: Final = Belief(offset=1.4, gain=0.76, error=2.0, told=0.5, off=7.0)
HEIGHT_MM: Final = Belief(offset=0.0, gain=1.0, error=2.0, told=0.7, off=12.0)
LOG_SCALE: Final = Belief(offset=0.0, gain=1.0, error=0.03, told=0.002, off=0.03)
LOG_GAIN: Final = Belief(offset=0.0, gain=1.0, error=0.045, told=0.01, off=0.2)
LOG_EXPONENT: Final = Belief(offset=0.0, gain=1.0, error=0.2, told=0.01, off=0.25)


def believed(fits: Sequence[Fit]) -> Findings:
    """What to take from what the templates say."""
    weights = weights_of([fit.loss for fit in fits])

    def mean(values: Sequence[float]) -> float:
        return sum(weight * value for weight, value in zip(weights, values, strict=True))

    poses = [fit.findings.pose for fit in fits]
    pose = LateralPose(
        TURN_DEG.expected(mean([pose.turn_deg for pose in poses])),
        HEIGHT_MM.expected(mean([pose.height_mm for pose in poses])),
        exp(LOG_SCALE.expected(mean([log(pose.scale) for pose in poses]))),
    )
    tones = []
    for each in zip(*(fit.findings.tones for fit in fits), strict=True):
        gain = LOG_GAIN.expected(mean([log(tone.gain) for tone in each]))
        exponent = LOG_EXPONENT.expected(mean([log(tone.exponent) for tone in each]))
        tones.append(ToneCurve(exp(gain), exp(exponent)).rounded())
    return Findings(pose.rounded(), (tones[0], tones[1]))


def _density(value: float, deviation: float) -> float:
    return exp(-0.5 * min((value / deviation) ** 2, 1400.0)) / deviation
