"""What may be chosen about a DICOM export. Imports no pydicom, so that dialogs and commands may use it at start."""

from dataclasses import dataclass
from typing import Final, Literal

DicomKind = Literal["secondary-capture", "ct-series"]
DICOM_TITLES: Final[dict[DicomKind, str]] = {
    "secondary-capture": "Secondary capture, with the banner below every slice",
    "ct-series": "CT series, one file a slice",
}
ANONYMOUS_NAME: Final = "ANONYMOUS^SYNTHETIC"
NAMES_SOURCES: Final = (
    "The DICOM names the X-rays that it was made from by their UIDs, which lead to the patient where the archive is at "
    "hand; it does not say that the identity was removed."
)


@dataclass(frozen=True)
class SourceImage:
    """A DICOM image that the volume was made from. Its UID leads to the patient where the archive is at hand."""

    class_uid: str
    instance_uid: str


@dataclass(frozen=True)
class DicomOptions:
    """How to write. Without a patient ID a new one is made up; `window_hu` is (centre, width) that viewers begin with.

    `sources` are named only where somebody asks for it, because their UIDs are those of a patient.
    """

    kind: DicomKind = "secondary-capture"
    patient_id: str = ""
    patient_name: str = ""
    sources: tuple[SourceImage, ...] = ()
    window_hu: tuple[float, float] = (-200.0, 1600.0)
