"""The rows of a radiograph as the pair doctor compares them: ranks of grey, 5 mm of height by a 32nd of the width.

Heights are millimetres at the isocentre from the origin of the world, as told, so that the same row of both views shows
the same height of the patient. Ranks are the same for every monotone tone curve.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.pairing.looks import content_box, ranked, shrunk

ROW_MM: Final = 5.0
ROWS: Final = 64
BANDS: Final = 32
_RIM_MM: Final = 4.0
"""The outermost rows of the content may be half border."""

TakenRows = tuple[NDArray[np.float16], NDArray[np.bool_]]
"""Grey, and whether a height is seen."""


@dataclass(frozen=True, eq=False)
class Rows:
    """`grey` (64, 32) in [-1, 1]; `seen` (64): whether the image shows that height. Others repeat the nearest seen."""

    grey: NDArray[np.float32]
    seen: NDArray[np.bool_]

    @property
    def as_taken(self) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Those of one image as n images are: (1, 64, 32) and (1, 64)."""
        return self.grey[None], self.seen[None]


def moved_rows(
    grey: NDArray[np.floating], seen: NDArray[np.bool_], by: NDArray[np.floating], stretch: NDArray[np.floating]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Rows (n, 64, bands), and which are seen, taller by `stretch` (n) about the middle, then `by` (n) rows nearer to
    the head. The ends are repeated where nothing is seen."""
    middle = (ROWS - 1) / 2.0
    places = (np.arange(ROWS)[None] + by[:, None] - middle) / stretch[:, None] + middle
    inside = (places > -0.5) & (places < ROWS - 0.5)
    places = np.clip(places, 0, ROWS - 1)
    below = np.minimum(places.astype(np.int64), ROWS - 2)
    share = (places - below).astype(np.float32)[..., None]
    lines = np.arange(len(grey))[:, None]
    moved = (1.0 - share) * grey[lines, below] + share * grey[lines, below + 1]
    return moved.astype(np.float32), seen[lines, np.rint(places).astype(np.int64)] & inside


@dataclass(frozen=True, eq=False)
class RowLesson:
    """Rows of one patient's bodies: grey (bodies, 2 breaths, takes, 64, 32) and seen (..., 64) of both views.

    The first take shows line integrals, the others display images.
    """

    frontal: NDArray[np.float16]
    lateral: NDArray[np.float16]
    frontal_seen: NDArray[np.bool_]
    lateral_seen: NDArray[np.bool_]

    @property
    def views(self) -> tuple[TakenRows, TakenRows]:
        """Grey and seen of the frontal, and of the lateral."""
        return (self.frontal, self.frontal_seen), (self.lateral, self.lateral_seen)


def rows_of(image: NDArray[np.float32], view: ViewGeometry, shift_mm: float = 0.0, stretch: float = 1.0) -> Rows:
    """The rows of an image (row, col); `shift_mm` moves it towards the head, `stretch` makes it taller."""
    rows, cols = content_box(image)
    row_mm = view.pixel_at_isocentre_mm * stretch
    count = max(8, round(len(image) * row_mm / ROW_MM))
    means = shrunk(image[:, cols], count, BANDS)
    heights_mm = (np.arange(count) - (count - 1) / 2.0) * (row_mm * len(image) / count)
    wanted_mm = (np.arange(ROWS) - (ROWS - 1) / 2.0) * ROW_MM + shift_mm - view.middle_mm[0]
    first_mm, last_mm = ((edge - (len(image) - 1) / 2.0) * row_mm for edge in (rows.start, rows.stop - 1))
    first_mm, last_mm = first_mm + _RIM_MM, max(last_mm - _RIM_MM, first_mm + _RIM_MM)
    at_mm = np.clip(wanted_mm, first_mm, last_mm)
    grey = np.stack([np.interp(at_mm, heights_mm, band) for band in means.T], axis=1).astype(np.float32)
    seen = np.abs(wanted_mm - at_mm) < ROW_MM / 2.0
    return Rows(ranked(grey), np.asarray(seen, dtype=np.bool_))
