"""What may stay of a DICOM image that is de-identified: a list of attributes, each with the values it may have.

Everything that is not listed here is dropped. A listed attribute whose value is not one of those allowed is dropped
too, so that a name typed into a coded attribute does not survive. Numbers are read and written anew within their
limits; text that anybody may type (descriptions, comments, protocols) is not listed at all.

Source: DICOM PS3.15 2024e, Annex E, Basic Application Level Confidentiality Profile, taken as an allow-list: only
attributes the profile does not act on, and of those only what displaying and measuring an image needs.
"""

import re
from dataclasses import dataclass
from typing import Final

from xr2ct_core.io.dicom_view import VIEW_POSITIONS


@dataclass(frozen=True)
class Numbers:
    """Between `count[0]` and `count[1]` numbers, each from `low` to `high`."""

    low: float
    high: float
    count: tuple[int, int] = (1, 1)


_LENGTH_MM: Final = Numbers(0.001, 10_000.0)
_SPACING_MM: Final = Numbers(0.001, 50.0, (2, 2))
_PIXEL_VALUE: Final = Numbers(-32_768, 65_535)
_COUNT: Final = Numbers(0, 32_768)

NUMBERS: Final[dict[str, Numbers]] = {
    "RescaleSlope": Numbers(-100_000.0, 100_000.0),
    "RescaleIntercept": Numbers(-100_000.0, 100_000.0),
    "WindowCenter": Numbers(-70_000.0, 70_000.0, (1, 8)),
    "WindowWidth": Numbers(0.0, 140_000.0, (1, 8)),
    "PixelPaddingValue": _PIXEL_VALUE,
    "PixelPaddingRangeLimit": _PIXEL_VALUE,
    "PixelIntensityRelationshipSign": Numbers(-1, 1),
    "ImagerPixelSpacing": _SPACING_MM,
    "NominalScannedPixelSpacing": _SPACING_MM,
    "PixelSpacing": _SPACING_MM,
    "PixelAspectRatio": Numbers(1, 10_000, (2, 2)),
    "DistanceSourceToDetector": _LENGTH_MM,
    "DistanceSourceToPatient": _LENGTH_MM,
    "EstimatedRadiographicMagnificationFactor": Numbers(0.1, 10.0),
    "KVP": Numbers(1.0, 500.0),
    "SliceThickness": Numbers(0.001, 100.0),
    "SpacingBetweenSlices": Numbers(-100.0, 100.0),
    "SliceLocation": Numbers(-10_000.0, 10_000.0),
    "ReconstructionDiameter": Numbers(1.0, 2_000.0),
    "GantryDetectorTilt": Numbers(-90.0, 90.0),
    "ImagePositionPatient": Numbers(-10_000.0, 10_000.0, (3, 3)),
    "ImageOrientationPatient": Numbers(-1.001, 1.001, (6, 6)),
    "InstanceNumber": _COUNT,
    "SeriesNumber": _COUNT,
}
"""Numeric attributes and the range in which they are believed, lengths in mm, angles in degrees."""

_YES_NO: Final = frozenset({"YES", "NO"})

CODES: Final[dict[str, frozenset[str]]] = {
    "Modality": frozenset({"CR", "DX", "CT", "RG", "XA", "RF", "PX", "OT", "SC"}),
    "ViewPosition": frozenset(VIEW_POSITIONS),
    "PositionerType": frozenset({"NONE", "CARM", "COLUMN"}),
    "DetectorType": frozenset({"DIRECT", "SCINTILLATOR", "STORAGE", "FILM"}),
    "PatientPosition": frozenset({"HFS", "HFP", "FFS", "FFP", "HFDR", "HFDL", "FFDR", "FFDL"}),
    "PresentationLUTShape": frozenset({"IDENTITY", "INVERSE"}),
    "VOILUTFunction": frozenset({"LINEAR", "LINEAR_EXACT", "SIGMOID"}),
    "RescaleType": frozenset({"OD", "HU", "US", "MGML", "Z_EFF", "ED", "EDW", "HU_MOD", "PCT"}),
    "PixelSpacingCalibrationType": frozenset({"GEOMETRY", "FIDUCIAL"}),
    "PixelIntensityRelationship": frozenset({"LIN", "LOG", "DISP"}),
    "PresentationIntentType": frozenset({"FOR PRESENTATION", "FOR PROCESSING"}),
    "BurnedInAnnotation": _YES_NO,
    "SyntheticData": _YES_NO,
    "LossyImageCompression": frozenset({"00", "01"}),
    "ImageLaterality": frozenset({"R", "L", "U", "B"}),
    "BodyPartExamined": frozenset({"CHEST", "THORAX", "LUNG", "TSPINE", "RIB", "HEART", "ABDOMEN", "WHOLEBODY"}),
    "PatientOrientation": frozenset(),
    "ImageType": frozenset({"ORIGINAL", "DERIVED", "PRIMARY", "SECONDARY", "AXIAL", "LOCALIZER", "SYNTHETIC"}),
    "ModalityLUTType": frozenset({"OD", "HU", "US"}),
}
"""Coded attributes and their values. Of several values those that are not allowed are dropped."""

DIRECTION: Final = re.compile(r"(?!.*(?:[RL]{2}|[AP]{2}|[HF]{2}))[RLAPHF]{1,3}")
"""A value of `PatientOrientation`: letters of the patient's axes."""

TABLES: Final = ("ModalityLUTSequence", "VOILUTSequence")
"""Lookup tables; of their items only the descriptor and the entries it counts are kept."""

UIDS: Final = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID")
"""Replaced by others, the same for the same within one run."""

DATES: Final = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate")
"""Emptied, or moved back by a number of days that is the same for all images of a patient."""

EMPTIED: Final = (
    "AccessionNumber",
    "Manufacturer",
    "PatientBirthDate",
    "PatientSex",
    "ReferringPhysicianName",
    "StudyDate",
    "StudyID",
    "StudyTime",
)
"""Attributes a DICOM image must have but may leave empty (type 2)."""

EMPTY_IF_MISSING: Final[dict[str, tuple[str, ...]]] = {
    "": ("InstanceNumber", "PatientOrientation", "SeriesNumber"),
    "CR": ("BodyPartExamined", "ViewPosition"),
    "CT": ("AcquisitionNumber", "KVP", "SliceThickness"),
    "DX": ("DetectorType", "PositionerType", "ImageLaterality"),
}
"""Further ones by modality, and for every image (`""`), left empty only where nothing was kept for them."""
