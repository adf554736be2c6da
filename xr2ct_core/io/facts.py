"""What a radiograph's file really says, before anything is assumed.

`None` means: not stated. Keeping stated and assumed apart lets a pair settle its views and distances once, with every
guess listed. Units: millimetres; `pixel_mm` at the detector.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import View
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.radiograph import Radiograph, RadiographScale

TYPICAL_LONG_SIDE_MM: Final = 430.0
"""Longer side of a chest image whose pixel size is unknown: the 35 x 43 cm cassette or detector."""

_NAME_HINTS: Final = (
    (frozenset({"lateral", "lat", "ll", "side"}), View.LL),
    (frozenset({"rl", "rlat"}), View.RL),
    (frozenset({"ap"}), View.AP),
    (frozenset({"frontal", "front", "pa"}), View.PA),
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


def guessed_view(name: str) -> View | None:
    """The view a file name tells, if it does: `lat`, `PA`, `frontal` and the like as words of their own."""
    stem = name.rsplit(".", 1)[0].lower()
    words = "".join(letter if letter.isalnum() else " " for letter in stem).split()
    return next((view for hints, view in _NAME_HINTS if any(word in hints for word in words)), None)
