"""What a radiograph's file really says, before anything is assumed.

`None` means: not stated. Keeping stated and assumed apart lets a pair settle its views and distances once, with every
guess listed. Units: millimetres; `pixel_mm` at the detector.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import View
from xr2ct_core.io.files import check_image_size
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.radiograph import Radiograph, RadiographScale

TYPICAL_LONG_SIDE_MM: Final = 430.0
"""Longer side of a chest image whose pixel size is unknown: the 35 x 43 cm cassette or detector."""

_PIXEL_MM: Final = (0.01, 10.0)
"""Sides of pixels that detectors and scanned films have."""
_MOST_OBLONG: Final = 4.0
_SQUARE_ENOUGH: Final = 0.005

_NAME_HINTS: Final = (
    (frozenset({"lateral", "lat", "ll", "side"}), View.LL),
    (frozenset({"rl", "rlat"}), View.RL),
    (frozenset({"ap"}), View.AP),
    (frozenset({"frontal", "front", "pa"}), View.PA),
)


@dataclass(frozen=True)
class PixelSides:
    """Height and width of the pixels that a file states: in mm, or only how they relate."""

    row: float
    col: float
    in_mm: bool = True

    @property
    def turned(self) -> "PixelSides":
        """Those of the image with its axes exchanged."""
        return replace(self, row=self.col, col=self.row)

    @property
    def is_believed(self) -> bool:
        """Whether machines have pixels of this shape and, where it is stated, of this size."""
        low, high = _PIXEL_MM if self.in_mm else (0.0, np.inf)
        shorter, longer = sorted((self.row, self.col))
        return low <= shorter <= longer <= high and longer <= _MOST_OBLONG * shorter

    @property
    def doubt(self) -> str:
        """Why sides that are not believed are left out."""
        if self.in_mm:
            return (
                f"The file states pixels {self.col:g} mm wide and {self.row:g} mm high, which is not believed; their "
                "size is taken as unknown."
            )
        return (
            f"The file states that the sides of its pixels are as {self.col:g} to {self.row:g}, which is not believed; "
            "they are taken as square."
        )


@dataclass(frozen=True, eq=False)
class RadiographFacts:
    """An image on its scale with what its file states; `notes`: what was interpreted, `stated`: by which tag."""

    image: NDArray[np.float32]
    scale: RadiographScale
    source: str
    view: View | None = None
    pixel_mm: float | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None
    subject: str = ""
    notes: tuple[str, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)

    @property
    def long_side_pixels(self) -> int:
        return int(max(self.image.shape))

    def overruled(self, view: View | None, pixel_mm: float | None) -> "RadiographFacts":
        """The same facts with what the caller knows better."""
        return replace(self, view=view or self.view, pixel_mm=pixel_mm or self.pixel_mm)

    def radiograph(self) -> Radiograph:
        """A radiograph, with what is not stated assumed and said."""
        notes = list(self.notes)
        view = self.view
        if view is None:
            view = guessed_view(self.source)
            notes.append(f"View taken from the file name: {view.label}." if view else "View unknown, taken as PA.")
        pixel_mm = self.pixel_mm
        if pixel_mm is None:
            pixel_mm = TYPICAL_LONG_SIDE_MM / self.long_side_pixels
            notes.append(f"{PIXEL_UNKNOWN}, taken as {pixel_mm:.3f} mm (the longer side is 43 cm).")
        return Radiograph(self.image, pixel_mm, view or View.PA, self.scale, self.source, tuple(notes), self.stated)


def squared(
    image: NDArray[np.float32], sides: PixelSides | None, path: Path
) -> tuple[float | None, NDArray[np.float32], tuple[str, ...]]:
    """Pixel size in mm, the image with square pixels if it had others, and a note about it.

    `sides` are believed ones; their width stays. Raises `BadInputError` if the image becomes too large.
    """
    if sides is None:
        return None, image, ()
    pixel_mm = sides.col if sides.in_mm else None
    if abs(sides.row - sides.col) <= _SQUARE_ENOUGH * sides.col:
        return pixel_mm, image, ()
    from xr2ct_core.cube import resampling_weights

    rows = max(8, round(image.shape[0] * sides.row / sides.col))
    check_image_size(path, rows, image.shape[1])
    before = (np.arange(image.shape[0]) - (image.shape[0] - 1) / 2.0) * sides.row
    after = (np.arange(rows) - (rows - 1) / 2.0) * sides.col
    weights = resampling_weights(before, sides.row, after, sides.col)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    return pixel_mm, (weights @ image).astype(np.float32), ("Its pixels were not square and were resampled.",)


def guessed_view(name: str) -> View | None:
    """The view a file name tells, if it does: `lat`, `PA`, `frontal` and the like as words of their own."""
    stem = name.rsplit(".", 1)[0].lower()
    words = "".join(letter if letter.isalnum() else " " for letter in stem).split()
    return next((view for hints, view in _NAME_HINTS if any(word in hints for word in words)), None)
