"""Distances and pixel sizes that the tags of a DICOM radiograph state, at the detector and at the patient told apart.

`ImagerPixelSpacing` is that of the detector. `PixelSpacing` may be that too, or calibrated to the patient, which
`PixelSpacingCalibrationType` says: GEOMETRY (from the distances) or FIDUCIAL (from an object beside the patient). Then
the detector's is larger by the magnification, and the other way round both tell the magnification. DICOM PS3.3 2024e,
C.8.7.10 (DX Positioning, with EstimatedRadiographicMagnificationFactor) and 10.7.1.3. Millimetres.
"""

from dataclasses import dataclass, field
from typing import Final

import pydicom

from xr2ct_core.io.body_width import USUAL_MAGNIFICATION
from xr2ct_core.io.dicom_file import number, numbers, text

_AT_PATIENT: Final = ("GEOMETRY", "FIDUCIAL")
_MAGNIFICATIONS: Final = (1.01, 2.5)
MAGNIFICATION_TAG: Final = "EstimatedRadiographicMagnificationFactor"


@dataclass(frozen=True)
class StatedDistances:
    """What is stated: row and column spacing at the detector, distances from the source, their tags, and notes."""

    spacing_mm: tuple[float, float] | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None
    tags: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def stated_distances(dataset: pydicom.Dataset) -> StatedDistances:
    """What the tags of a radiograph state; values no machine has are not taken for stated."""
    imager = _spacing(dataset, "ImagerPixelSpacing")
    film, calibrated = _spacing(dataset, "NominalScannedPixelSpacing"), _spacing(dataset, "PixelSpacing")
    is_at_patient = text(dataset, "PixelSpacingCalibrationType").upper() in _AT_PATIENT
    magnification, magnification_tag = number(dataset, MAGNIFICATION_TAG), MAGNIFICATION_TAG
    if not _is_usual(magnification) and imager and calibrated and is_at_patient:
        magnification, magnification_tag = imager[1] / calibrated[1], "PixelSpacing"
    tags, notes = {}, []
    spacing = imager or film or calibrated
    if spacing is not None:
        tags["pixel_mm"] = "ImagerPixelSpacing" if imager else "NominalScannedPixelSpacing" if film else "PixelSpacing"
    if spacing is calibrated and calibrated is not None and is_at_patient:
        factor = magnification if _is_usual(magnification) and magnification else USUAL_MAGNIFICATION
        spacing = (factor * calibrated[0], factor * calibrated[1])
        notes.append(
            f"The pixel size of the file, {calibrated[1]:g} mm, is that at the patient; at the detector it is taken "
            f"as {spacing[1]:.3g} mm, magnified by {factor:.3g}."
        )
    elif spacing is calibrated and calibrated is not None:
        notes.append("The file does not say where its pixel size holds; taken as that at the detector.")
    sad_mm, sdd_mm = (_distance(dataset, f"DistanceSourceTo{end}") for end in ("Patient", "Detector"))
    tags |= {"sad_mm": "DistanceSourceToPatient", "sdd_mm": "DistanceSourceToDetector"}
    if sad_mm is None and sdd_mm is not None and _is_usual(magnification) and magnification:
        sad_mm, tags["sad_mm"] = sdd_mm / magnification, magnification_tag
    return StatedDistances(spacing, sad_mm, sdd_mm, tags, tuple(notes))


def _is_usual(magnification: float | None) -> bool:
    low, high = _MAGNIFICATIONS
    return magnification is not None and low <= magnification <= high


def _spacing(dataset: pydicom.Dataset, keyword: str) -> tuple[float, float] | None:
    """Row and column spacing in mm that a tag states."""
    spacing = numbers(dataset, keyword)
    if len(spacing) == 2 and all(0.01 <= value <= 10.0 for value in spacing):
        return spacing[0], spacing[1]
    return None


def _distance(dataset: pydicom.Dataset, keyword: str) -> float | None:
    value = number(dataset, keyword)
    return value if value is not None and 100.0 <= value <= 10_000.0 else None
