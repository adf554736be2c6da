"""How much higher or lower the lateral of two display images stands, by the rows that both views share.

A row of the body attenuates the same from both sides, so the totals of the rows, told by height, are one profile in
both views (Helgason-Ludwig condition of order zero). Tone curves, scatter and local equalisation change it slowly from
row to row; what changes fast - shoulders, the middle of the heart, the domes of the diaphragm - stays where it is. So
the lateral is moved until the fast parts of both profiles agree best; a large move must agree much better to be
believed, and a small one is left. On 50 stand-ins of ten patients heights that were off by 4.8 mm in the mean are
found to 2.1 mm, much of that being the other breath. Where they are as told, up to 3.5 mm is found (14 patients), and
left: to move by that much for nothing cost up to 1 dB of PSNR-3D. Profiles of the 50 correlate by 0.87 or more, those
of noise by 0.55. Where nothing within 30 mm agrees, less of the body is compared, so that it may have moved by up to
60 mm; of one patient, six such heights were found to 1 mm.

Heights in millimetres at the isocentre.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiography.restore import DisplayView, Restored

LEAST_MM: Final = 4.0
"""What is smaller is left as told: more than was ever found where nothing is off."""
ERROR_MM: Final = 2.2
"""Standard deviation of what is found on stand-ins."""
_STEP_MM: Final = 0.5
_FINE_MM, _SLOW_MM = 4.0, 30.0
_SEEN_SHARE: Final = 0.4
_LEAST_ROWS: Final = 110
_LEAST_TOTAL_MM: Final = 1.0

Profile = NDArray[np.float64]


@dataclass(frozen=True)
class Search:
    """Moves of up to `largest_mm`, judged by the middle `half_mm` above and below the isocentre.

    A move of 10 mm must correlate better by `doubt` than none, of twice as much by four times as much; the best one
    counts from `least` on.
    """

    half_mm: float
    largest_mm: float
    doubt: float
    least: float

    def best_mm(self, first: Restored) -> float | None:
        """How much higher the assembly of the lateral view stands; None where the profiles do not agree."""
        end_mm = self.half_mm + self.largest_mm
        heights_mm = np.arange(-end_mm, end_mm + 1.0)
        (frontal, shows), (lateral, also_shows) = (
            _profile(radiograph.image, seen, view, heights_mm)
            for radiograph, seen, view in zip(
                first.pair.radiographs, first.views, first.pair.geometry.views, strict=True
            )
        )
        moves_mm = np.arange(-self.largest_mm, self.largest_mm + _STEP_MM, _STEP_MM)
        agree = []
        for by_mm in moves_mm:
            also_use = np.interp(heights_mm + by_mm, heights_mm, also_shows.astype(np.float64)) > _SEEN_SHARE
            use = shows & also_use & (np.abs(heights_mm) <= self.half_mm)
            agree.append(_correlation(frontal[use], np.interp(heights_mm + by_mm, heights_mm, lateral)[use]))
        best = int(np.argmax(np.array(agree) - self.doubt * (moves_mm / 10.0) ** 2))
        return float(moves_mm[best]) if agree[best] >= self.least else None


NEAR: Final = Search(half_mm=115.0, largest_mm=30.0, doubt=0.05, least=0.7)
FAR: Final = Search(half_mm=80.0, largest_mm=60.0, doubt=0.0, least=0.8)
"""Where nothing near agrees: by less of the body, so that it may have moved further, and more strictly."""


def lateral_stands_mm(first: Restored) -> float:
    """How much higher the assembly of the lateral view stands than told; 0 where both views hardly share a profile."""
    found_mm = NEAR.best_mm(first)
    if found_mm is None:
        found_mm = FAR.best_mm(first)
    return found_mm if found_mm is not None and abs(found_mm) >= LEAST_MM else 0.0


def _profile(
    image: NDArray[np.float32], seen: DisplayView, view: ViewGeometry, heights_mm: Profile
) -> tuple[Profile, NDArray[np.bool_]]:
    """The fast part of the logarithm of the row totals at these distances towards the feet, and where rows are seen."""
    totals = np.where(seen.parts.exposed, image, 0.0).sum(axis=1) * view.pixel_at_isocentre_mm
    exposed = seen.parts.exposed.sum(axis=1)
    shown = exposed > _SEEN_SHARE * exposed.max()
    level = np.log(np.maximum(np.interp(heights_mm, view.rows_mm[shown], totals[shown]), _LEAST_TOTAL_MM))
    fast = gaussian_filter1d(level, _FINE_MM) - gaussian_filter1d(level, _SLOW_MM)
    return fast, np.interp(heights_mm, view.rows_mm, shown.astype(np.float64)) > _SEEN_SHARE


def _correlation(a: Profile, b: Profile) -> float:
    if len(a) < _LEAST_ROWS or min(np.ptp(a), np.ptp(b)) == 0.0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
