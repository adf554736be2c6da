"""What to believe of a number that was found, when most pairs are as told and a few are not.

The expectation where most pairs are as told but for little, and the others may be anything usual: small findings are
mostly noise and nearly vanish, large ones nearly stay. Any unit.
"""

from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

SHARE_AS_TOLD: Final = 0.7
"""Of all pairs."""


@dataclass(frozen=True)
class Belief:
    """How one number is usually told and found.

    `error` is the standard deviation of what is found, `told` and `off` are those of the truth in pairs that are as
    told and in others.
    """

    error: float
    told: float
    off: float

    def expected(self, found: float) -> float:
        """What to believe of a finding."""
        return self.believed(found)[0]

    def believed(self, found: float) -> tuple[float, float]:
        """The expectation, and the standard deviation of what it leaves open."""
        as_told, otherwise = (_density(found, sqrt(self.error**2 + wide**2)) for wide in (self.told, self.off))
        as_told, otherwise = SHARE_AS_TOLD * as_told, (1.0 - SHARE_AS_TOLD) * otherwise
        share = otherwise / max(as_told + otherwise, 1e-300)
        shares, gains = (1.0 - share, share), [wide**2 / (wide**2 + self.error**2) for wide in (self.told, self.off)]
        mean = sum(part * gain * found for part, gain in zip(shares, gains, strict=True))
        spread = sum(
            part * (gain * self.error**2 + (gain * found) ** 2) for part, gain in zip(shares, gains, strict=True)
        )
        return mean, sqrt(max(spread - mean**2, 0.0))


def _density(value: float, deviation: float) -> float:
    return exp(-0.5 * min((value / deviation) ** 2, 1400.0)) / deviation
