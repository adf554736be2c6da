"""A DICOM radiograph with something that identifies the patient in every corner of the file."""

import struct
from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.datadict import DicomDictionary, keyword_for_tag
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

NAME, NUMBER, DAY, TIME, AGE = "QZOSTRICH", 48_121_347, "19481213", "134759", "074Y"
UID = "1.2.840.77777.48121347.5"
MARKS = (
    NAME.encode(),
    NAME.lower().encode(),
    NAME.encode("utf-16-le"),
    str(NUMBER).encode(),
    UID[:13].encode(),
    DAY.encode(),
    TIME.encode(),
    AGE.encode(),
    struct.pack("<i", NUMBER),
    struct.pack("<f", float(NUMBER)),
    struct.pack("<d", float(NUMBER)),
)
"""What must not be found in anything that is written."""

_TEXT = ("AE", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT", "PN")
_VALUES = {
    "AS": AGE,
    "DA": DAY,
    "TM": TIME,
    "DT": f"{DAY}{TIME}",
    "DS": str(NUMBER),
    "IS": str(NUMBER),
    "FD": float(NUMBER),
    "FL": float(NUMBER),
    "SL": NUMBER,
    "UL": NUMBER,
    "SV": NUMBER,
    "UV": NUMBER,
    "UI": UID,
    "OB": NAME.encode() + b" ",
    "OW": NAME.encode() + b" ",
    "UN": NAME.encode() + b" ",
    **dict.fromkeys(_TEXT, NAME),
}
_IMAGE = frozenset(
    [
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "Rows",
        "Columns",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
        "NumberOfFrames",
        "PixelData",
        "FloatPixelData",
        "DoubleFloatPixelData",
        "SOPClassUID",
        "PatientIdentityRemoved",
        "SpecificCharacterSet",
        "ModalityLUTSequence",
        "VOILUTSequence",
        "PixelDataProviderURL",
        "ExtendedOffsetTable",
        "ExtendedOffsetTableLengths",
        "EncapsulatedPixelDataValueTotalLength",
    ]
)
"""Attributes without whose true values there is no image to read."""


def identified(pixels: NDArray[np.uint16]) -> Dataset:
    """A 12-bit radiograph: every attribute of the dictionary identifies, at the top, nested, private, in overlays."""
    data = Dataset()
    sequences = []
    for tag in sorted(DicomDictionary):
        keyword, vr = keyword_for_tag(tag), DicomDictionary[tag][0]
        if tag >> 16 <= 0x0006 or keyword in _IMAGE or not keyword:
            continue
        if vr == "SQ":
            sequences.append(keyword)
        elif vr in _VALUES:
            data.add_new(tag, vr, _VALUES[vr])
    for keyword in sequences:
        inner = Dataset()
        inner.PatientName, inner.TextValue, inner.ReferencedSOPInstanceUID = NAME, NAME, UID
        inner.ContentSequence = Sequence([_person()])
        setattr(data, keyword, Sequence([inner]))
    block = data.private_block(0x0099, NAME, create=True)
    for offset, vr in enumerate(_VALUES):
        block.add_new(offset, vr, _VALUES[vr])
    data.add_new(0x50000030, "CS", NAME)
    data.add_new(0x50003000, "OW", NAME.encode() + b" ")
    _add_overlay(data, pixels)
    data.SOPClassUID = DigitalXRayImageStorageForPresentation
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows, data.Columns = pixels.shape
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 12, 11, 0
    text_bits = np.frombuffer((NAME * pixels.size).encode()[: pixels.size], np.uint8) & 0xF
    hidden = pixels | (text_bits.reshape(pixels.shape).astype(np.uint16) << 12)
    data.add_new("PixelData", "OW", hidden.tobytes() + NAME.encode() + b" ")
    data.preamble = (NAME.encode() * 20)[:128]
    data.file_meta = _meta()
    return data


def write_identified(path: Path, pixels: NDArray[np.uint16], **tags: object) -> Path:
    """Save it, with some attributes that are as they should be; text follows the dataset as padding."""
    data = identified(pixels)
    for keyword, value in tags.items():
        setattr(data, keyword, value)
    data.add_new(0xFFFCFFFC, "OB", NAME.encode() + b" ")
    path.parent.mkdir(parents=True, exist_ok=True)
    with pydicom.config.disable_value_validation():
        data.save_as(path, enforce_file_format=True)
    return path


def marks_in(content: bytes) -> list[bytes]:
    """The identifying marks that are found."""
    return [mark for mark in MARKS if mark in content]


def _person() -> Dataset:
    person = Dataset()
    person.PersonName, person.TextValue, person.UID, person.Date = NAME, NAME, UID, DAY
    return person


def _add_overlay(data: Dataset, pixels: NDArray[np.uint16]) -> None:
    data.add_new(0x60000010, "US", pixels.shape[0])
    data.add_new(0x60000011, "US", pixels.shape[1])
    data.add_new(0x60000022, "LO", NAME)
    data.add_new(0x60000040, "CS", "G")
    data.add_new(0x60000050, "SS", [1, 1])
    data.add_new(0x60000100, "US", 1)
    data.add_new(0x60000102, "US", 12)
    data.add_new(0x60001500, "LO", NAME)
    data.add_new(0x60003000, "OW", NAME.encode() + b" ")


def _meta() -> FileMetaDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = DigitalXRayImageStorageForPresentation, UID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID, meta.ImplementationVersionName = UID, NAME
    meta.SourceApplicationEntityTitle, meta.SendingApplicationEntityTitle = NAME, NAME
    meta.PrivateInformationCreatorUID, meta.PrivateInformation = UID, NAME.encode() + b" "
    return meta
