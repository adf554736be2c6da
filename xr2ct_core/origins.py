"""Where the numbers of a radiograph's geometry come from: which tag of its file states them, or that they are assumed.

Numbers are named as in `ViewGeometry`: `pixel_mm`, `sad_mm`, `sdd_mm`. What was assumed is a sentence among the
radiograph's `assumptions`; the sentences begin as written here.
"""

from typing import Final, Literal

from xr2ct_core.radiograph import Radiograph

GeometryNumber = Literal["pixel_mm", "sad_mm", "sdd_mm"]

PIXEL_UNKNOWN: Final = "Pixel size unknown"
DISTANCES_UNKNOWN: Final = "Distances unknown"
CENTRE_ASSUMED: Final = "The patient's centre is taken to be"
ASSUMED: Final = "assumed"
BURNED_IN_STATED: Final = "The file says that text is burned into the image"
_SENTENCES: Final[dict[GeometryNumber, str]] = {
    "pixel_mm": PIXEL_UNKNOWN,
    "sdd_mm": DISTANCES_UNKNOWN,
    "sad_mm": CENTRE_ASSUMED,
}


def origin_of(radiograph: Radiograph, number: GeometryNumber) -> str:
    """The tag that states a number, `ASSUMED`, or nothing where the file simply holds it (a pair file)."""
    if any(sentence.startswith(_SENTENCES[number]) for sentence in radiograph.assumptions):
        return ASSUMED
    return radiograph.stated.get(number, "")
