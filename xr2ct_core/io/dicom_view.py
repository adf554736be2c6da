"""Which view a DICOM radiograph is, by what its tags state: position, coded view, or the axes of the image.

Source of the codes: DICOM PS3.16 2024e, CID 4010 DX View, in SNOMED CT (SCT) and in the older SRT spelling.
"""

from typing import Final

import pydicom

from xr2ct_core.geometry import View
from xr2ct_core.io.dicom_file import items, text, words

VIEW_POSITIONS: Final = {
    "PA": View.PA,
    "AP": View.AP,
    "LL": View.LL,
    "RL": View.RL,
    "LATERAL": View.LL,
    "LAT": View.LL,
    "L LAT": View.LL,
    "R LAT": View.RL,
    "LLAT": View.LL,
    "RLAT": View.RL,
}
VIEW_CODES: Final = {
    ("272479007", "SCT"): ("postero-anterior", View.PA),
    ("R-10214", "SRT"): ("postero-anterior", View.PA),
    ("R-40888", "SRT"): ("postero-anterior", View.PA),
    ("399348003", "SCT"): ("antero-posterior", View.AP),
    ("R-10206", "SRT"): ("antero-posterior", View.AP),
    ("399173006", "SCT"): ("left lateral", View.LL),
    ("R-10236", "SRT"): ("left lateral", View.LL),
    ("399198007", "SCT"): ("right lateral", View.RL),
    ("R-10232", "SRT"): ("right lateral", View.RL),
    ("399067008", "SCT"): ("lateral", View.LL),
    ("R-102CD", "SRT"): ("lateral", View.LL),
}
"""Meaning and view by code value and scheme."""

_OLD_SCHEMES: Final = ("SNM3", "99SDM")
"""Older designators of SRT."""


def stated_view(dataset: pydicom.Dataset) -> View | None:
    """The view by ViewPosition, else by the view code, else by what the image's axes are."""
    view = VIEW_POSITIONS.get(text(dataset, "ViewPosition").upper())
    if view is not None:
        return view
    for item in items(dataset, "ViewCodeSequence"):
        key = view_code(item)
        if key is not None:
            return VIEW_CODES[key][1]
    meanings = " ".join(text(item, "CodeMeaning").lower() for item in items(dataset, "ViewCodeSequence"))
    for phrase, named in (
        ("postero-anterior", View.PA),
        ("antero-posterior", View.AP),
        ("right lateral", View.RL),
        ("lateral", View.LL),
    ):
        if phrase in meanings:
            return named
    axes = {axis[:1] for axis in words(dataset, "PatientOrientation")}
    if axes & {"A", "P"} and axes & {"H", "F"}:
        return View.LL
    return None


def view_code(item: pydicom.Dataset) -> tuple[str, str] | None:
    """The key in `VIEW_CODES` of an item of a code sequence, or None if it is not one of them."""
    scheme = text(item, "CodingSchemeDesignator").upper()
    key = text(item, "CodeValue").upper(), "SRT" if scheme in _OLD_SCHEMES else scheme
    return key if key in VIEW_CODES else None
