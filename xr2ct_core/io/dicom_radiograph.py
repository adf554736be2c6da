"""A DICOM radiograph (CR, DX, secondary capture) as it is meant to be seen, with what its tags say about the geometry.

The grey scale is that of `dicom_grey`: in [0, 1], white = dense; that of an image in colour is made by `colour`. The
image is turned as the viewer sees it. Distances in millimetres.
"""

from pathlib import Path
from typing import Final

import numpy as np
import pydicom
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.deidentify_names import kept_name
from xr2ct_core.io.dicom_distances import stated_distances
from xr2ct_core.io.dicom_file import read_picture, text, words
from xr2ct_core.io.dicom_grey import presented, presented_in_colour
from xr2ct_core.io.dicom_view import stated_view
from xr2ct_core.io.facts import PixelSides, RadiographFacts, squared
from xr2ct_core.io.pseudonym import pseudonym
from xr2ct_core.origins import BURNED_IN_STATED

_NOT_RADIOGRAPHS: Final = ("CT", "MR", "PT", "NM", "US")


def read_dicom_facts(path: Path) -> RadiographFacts:
    """The radiograph in a DICOM file and what its tags state; raises `BadInputError` for anything else."""
    dataset, stored = read_picture(path)
    modality = text(dataset, "Modality")
    if modality in _NOT_RADIOGRAPHS:
        raise BadInputError(f"{path.name} is a {modality} image, not a radiograph.", "Open the series as a volume.")
    grey, grey_notes = (
        presented(dataset, stored) if stored.ndim == 2 else presented_in_colour(path.name, dataset, stored)
    )
    if float(grey.max()) <= float(grey.min()):
        raise BadInputError(f"{path.name} is one even grey.", "Choose a radiograph.")
    view = stated_view(dataset)
    known = stated_distances(dataset)
    grey, sides, turn_notes = _as_viewed(grey, dataset, known.pixel)
    pixel_mm, grey, shape_notes = squared(grey, sides, path)
    name = kept_name(dataset, path)
    return RadiographFacts(
        image=np.ascontiguousarray(grey, dtype=np.float32),
        scale="display",
        source=name,
        subject="" if name == path.name else pseudonym(dataset),
        view=view,
        pixel_mm=pixel_mm,
        sad_mm=known.sad_mm,
        sdd_mm=known.sdd_mm,
        notes=(*grey_notes, *turn_notes, *known.notes, *shape_notes, *_burned_in(dataset)),
        stated=known.tags,
    )


def _burned_in(dataset: pydicom.Dataset) -> tuple[str, ...]:
    """A warning where the file says that its picture holds text."""
    if text(dataset, "BurnedInAnnotation").upper() != "YES":
        return ()
    return (f"{BURNED_IN_STATED}; it may name the patient and disturb the result.",)


def _as_viewed(
    grey: NDArray[np.float32], dataset: pydicom.Dataset, sides: PixelSides | None
) -> tuple[NDArray[np.float32], PixelSides | None, tuple[str, ...]]:
    """The image turned so that rows grow to the feet and columns to the patient's left or back."""
    axes = [axis[:1] for axis in words(dataset, "PatientOrientation")]
    if len(axes) != 2 or not all(axes):
        return grey, sides, ("The file does not say how the image lies; taken as upright and not mirrored.",)
    notes = []
    if axes[0] in ("H", "F"):
        grey, axes = grey.T, axes[::-1]
        sides = sides.turned if sides else None
        notes.append("The image was stored lying on its side and has been turned.")
    if axes[1] == "H":
        grey = grey[::-1]
        notes.append("The image was stored upside down and has been turned.")
    if axes[0] in ("R", "A"):
        grey = grey[:, ::-1]
        notes.append("The image was stored mirrored and has been turned.")
    return grey, sides, tuple(notes)
