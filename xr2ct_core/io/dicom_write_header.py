"""What every DICOM file of this program says about itself, whatever it holds: patient, study, series, origin.

Source: DICOM PS3.3 2024e, C.7.1.1 Patient, C.7.2.1 General Study, C.7.3.1 General Series, C.7.5.1 General Equipment,
C.12.1 SOP Common. Text values are cut to the length their type allows.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid
from pydicom.valuerep import format_number_as_ds

import xr2ct_core
from xr2ct_core.io.dicom_write_options import ANONYMOUS_NAME, DicomOptions, SourceImage
from xr2ct_core.provenance import RESEARCH_BANNER, SIMULATED_BANNER, SYNTHETIC_BANNER, Provenance

PROGRAM: Final = "xr2ct"
IN_SHORT: Final = {
    SYNTHETIC_BANNER: "SYNTHETIC - from X-rays. Research only, not for diagnosis.",
    SIMULATED_BANNER: "SIMULATED - by a program. Research only, not for diagnosis.",
    RESEARCH_BANNER: RESEARCH_BANNER,
}
"""Banners whole within the 64 characters of a description, which is what lists of series show."""
_LONG_STRING: Final = 64
_SHORT_TEXT: Final = 1024
_LONG_TEXT: Final = 10240
_DEIDENTIFIED: Final = "Made anew; nothing of a source patient was copied"


def base_dataset(provenance: Provenance, options: DicomOptions, class_uid: str, modality: str) -> Dataset:
    """A dataset of one new study and series, without pixels; `SOPInstanceUID` is for each file to set anew."""
    now = datetime.now(UTC)
    data = Dataset()
    data.SpecificCharacterSet = "ISO_IR 192"
    data.SOPClassUID = class_uid
    data.ImageType = ["DERIVED", "SECONDARY", "AXIAL"]
    data.SyntheticData = "YES" if provenance.synthetic else "NO"
    data.PatientID = options.patient_id[:_LONG_STRING] or f"XR2CT-{uuid4().hex[:10].upper()}"
    data.PatientName = options.patient_name[:_LONG_STRING] or ANONYMOUS_NAME
    data.PatientBirthDate = data.PatientSex = ""
    # The UIDs of source images lead to their patient as a name does.
    names_nobody = not (options.patient_id or options.patient_name or options.sources)
    data.PatientIdentityRemoved = "YES" if names_nobody else "NO"
    if names_nobody:
        data.DeidentificationMethod = _DEIDENTIFIED
    data.StudyInstanceUID, data.SeriesInstanceUID = new_uid(), new_uid()
    data.StudyID, data.AccessionNumber, data.ReferringPhysicianName = "1", "", ""
    data.StudyDescription = data.SeriesDescription = IN_SHORT[provenance.banner]
    for prefix in ("Study", "Series", "Content", "InstanceCreation"):
        setattr(data, f"{prefix}Date", now.strftime("%Y%m%d"))
        setattr(data, f"{prefix}Time", now.strftime("%H%M%S"))
    data.Modality, data.SeriesNumber = modality, 1
    data.BodyPartExamined, data.PatientPosition = "CHEST", "HFS"
    data.FrameOfReferenceUID, data.PositionReferenceIndicator = new_uid(), ""
    data.Manufacturer, data.ManufacturerModelName = PROGRAM, PROGRAM
    data.SoftwareVersions = xr2ct_core.__version__
    data.ImageComments = " ".join((provenance.banner, *provenance.warnings))[:_LONG_TEXT]
    data.LossyImageCompression = "00"
    data.DerivationDescription = derivation(provenance)
    if options.sources:
        data.SourceImageSequence = [_source(source) for source in options.sources]
    data.ContributingEquipmentSequence = [_equipment(provenance, now)]
    return data


def with_file_meta(data: Dataset) -> Dataset:
    """A dataset that can be saved, under a SOP instance UID of its own."""
    data.SOPInstanceUID = new_uid()
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = data.SOPClassUID, data.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta = meta
    return data


def new_uid() -> str:
    """A UID made from a random UUID (root 2.25)."""
    return str(generate_uid(prefix=None))


def decimal(value: float) -> str:
    """A number in the 16 characters of a decimal string."""
    return str(format_number_as_ds(round(float(value), 9)))


def derivation(provenance: Provenance) -> str:
    """In words how the volume came about; no file names, which may tell the patient's."""
    what = {
        "reconstruction": "Generated from chest X-rays; not a scan",
        "phantom": "A procedural phantom; not a scan",
        "acquired": "A CT that was read, put upright and written again",
    }[provenance.kind]
    by = f" by the method {provenance.method_id}" if provenance.method_id else ""
    program = f", {provenance.program}" if provenance.program else ""
    return f"{what}{by}{program}. {provenance.banner}"[:_SHORT_TEXT]


def _equipment(provenance: Provenance, now: datetime) -> Dataset:
    equipment = Dataset()
    equipment.PurposeOfReferenceCodeSequence = [code_item("109102", "DCM", "Processing Equipment")]
    equipment.Manufacturer = PROGRAM
    equipment.ManufacturerModelName = (provenance.method_id or PROGRAM)[:_LONG_STRING]
    equipment.SoftwareVersions = (provenance.program or "unknown")[:_LONG_STRING]
    equipment.ContributionDateTime = now.strftime("%Y%m%d%H%M%S")
    facts = [f"method: {provenance.method_id}" if provenance.method_id else ""]
    facts += [f"checkpoint sha256: {provenance.checkpoint_sha256}" if provenance.checkpoint_sha256 else ""]
    facts += [f"input sha256: {digest}" for digest in provenance.inputs_sha256.values()]
    equipment.ContributionDescription = ("; ".join(filter(None, facts)) or derivation(provenance))[:_SHORT_TEXT]
    return equipment


def _source(source: SourceImage) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = source.class_uid, source.instance_uid
    item.PurposeOfReferenceCodeSequence = [
        code_item("121322", "DCM", "Source image for image processing operation"),
    ]
    return item


def code_item(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence."""
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code
