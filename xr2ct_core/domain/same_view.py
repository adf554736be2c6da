"""Whether both images of a pair are one picture, in whatever way it is stored."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing import findings as say
from xr2ct_core.pairing.doctor import frontal_probability
from xr2ct_core.pairing.findings import Finding
from xr2ct_core.pairing.looks import look_of
from xr2ct_core.radiograph import RadiographPair

SAME_IMAGE: Final = 0.93
"""Correlation of the looks from which two images are one picture; frontals and laterals of one body reach 0.75."""


LIKELY: Final = 0.6
"""Probability from which both images are of one view."""


def views_alike(pair: RadiographPair) -> Finding | None:
    """The finding that both images are frontals or both laterals, judged by several crops; None where they are not.

    For images that the pair doctor, which looks at them whole, takes for too strange to judge.
    """
    first, second = (frontal_probability(radiograph.image) for radiograph in pair.radiographs)
    if first is None or second is None:
        return None
    if first * second > LIKELY:
        return say.same_view("frontal", first * second)
    both_lateral = (1.0 - first) * (1.0 - second)
    return say.same_view("lateral", both_lateral) if both_lateral > LIKELY else None


def likeness(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Correlation of the looks of two images, the best over mirroring and inverting the second, at most 1."""
    left, right = look_of(first), look_of(second)
    power = float(np.sqrt((left**2).mean() * (right**2).mean()))
    if power == 0.0:
        return 1.0
    return max(abs(float((left * other).mean())) / power for other in (right, right[:, ::-1]))


def is_one_view(pair: RadiographPair) -> bool:
    """Whether the images are alike beyond what two views of one body are."""
    return likeness(pair.frontal.image, pair.lateral.image) >= SAME_IMAGE
