"""Distances and pixel sizes that the tags of a DICOM radiograph state, at the detector and at the patient told apart.

`ImagerPixelSpacing` is that of the detector. `PixelSpacing` may be that too, or calibrated to the patient, which
`PixelSpacingCalibrationType` says: GEOMETRY (from the distances) or FIDUCIAL (from an object beside the patient). Then
the detector's is larger by the magnification, and the other way round both tell the magnification. Where no size is
stated, `PixelAspectRatio` may still tell the shape. DICOM PS3.3 2024e, C.8.7.10 (DX Positioning, with
EstimatedRadiographicMagnificationFactor), 10.7.1.3 and C.7.6.3 (height to width). Millimetres.
"""

from dataclasses import dataclass, field
from typing import Final

import pydicom

from xr2ct_core.io.body_width import USUAL_MAGNIFICATION
from xr2ct_core.io.dicom_file import number, numbers, text
from xr2ct_core.io.facts import PixelSides

_SPACINGS: Final = ("ImagerPixelSpacing", "NominalScannedPixelSpacing", "PixelSpacing")
_AT_PATIENT: Final = ("GEOMETRY", "FIDUCIAL")
_MAGNIFICATIONS: Final = (1.01, 2.5)
MAGNIFICATION_TAG: Final = "EstimatedRadiographicMagnificationFactor"


@dataclass(frozen=True)
class StatedDistances:
    """What is stated: pixels at the detector, distances from the source, the tags of these numbers, and notes."""

    pixel: PixelSides | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None
    tags: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def stated_distances(dataset: pydicom.Dataset) -> StatedDistances:
    """What the tags of a radiograph state; values no machine has are not taken for stated."""
    stated = {keyword: _sides(dataset, keyword) for keyword in _SPACINGS}
    imager, film, calibrated = map(_believed, stated.values())
    is_at_patient = text(dataset, "PixelSpacingCalibrationType").upper() in _AT_PATIENT
    magnification, magnification_tag = number(dataset, MAGNIFICATION_TAG), MAGNIFICATION_TAG
    if not _is_usual(magnification) and imager and calibrated and is_at_patient:
        magnification, magnification_tag = imager.col / calibrated.col, "PixelSpacing"
    tags, notes = {}, []
    pixel = imager or film or calibrated
    if pixel is None:
        shape = _sides(dataset, "PixelAspectRatio", in_mm=False)
        notes += [sides.doubt for sides in (*stated.values(), shape) if sides is not None and not sides.is_believed]
        pixel = _believed(shape)
    else:
        tags["pixel_mm"] = next(keyword for keyword, sides in stated.items() if sides is pixel)
    if pixel is calibrated and calibrated is not None and is_at_patient:
        factor = magnification if _is_usual(magnification) and magnification else USUAL_MAGNIFICATION
        pixel = PixelSides(factor * calibrated.row, factor * calibrated.col)
        notes.append(
            f"The pixel size of the file, {calibrated.col:g} mm, is that at the patient; at the detector it is taken "
            f"as {pixel.col:.3g} mm, magnified by {factor:.3g}."
        )
    elif pixel is calibrated and calibrated is not None:
        notes.append("The file does not say where its pixel size holds; taken as that at the detector.")
    sad_mm, sdd_mm = (_distance(dataset, f"DistanceSourceTo{end}") for end in ("Patient", "Detector"))
    if sdd_mm is not None:
        tags["sdd_mm"] = "DistanceSourceToDetector"
    if sad_mm is not None:
        tags["sad_mm"] = "DistanceSourceToPatient"
    elif sdd_mm is not None and _is_usual(magnification) and magnification:
        sad_mm, tags["sad_mm"] = sdd_mm / magnification, magnification_tag
    return StatedDistances(pixel, sad_mm, sdd_mm, tags, tuple(notes))


def _is_usual(magnification: float | None) -> bool:
    low, high = _MAGNIFICATIONS
    return magnification is not None and low <= magnification <= high


def _sides(dataset: pydicom.Dataset, keyword: str, *, in_mm: bool = True) -> PixelSides | None:
    """Height and width of the pixels that a tag states; zeros state nothing."""
    stated = numbers(dataset, keyword)
    return PixelSides(*stated, in_mm=in_mm) if len(stated) == 2 and min(stated) > 0.0 else None


def _believed(sides: PixelSides | None) -> PixelSides | None:
    return sides if sides is not None and sides.is_believed else None


def _distance(dataset: pydicom.Dataset, keyword: str) -> float | None:
    value = number(dataset, keyword)
    return value if value is not None and 100.0 <= value <= 10_000.0 else None
