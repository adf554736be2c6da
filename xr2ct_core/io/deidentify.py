"""De-identification of DICOM images: a new file is made of what is on the allow-list, nothing is copied beside it.

Invariants: the result has no private, nested or free-text attribute of the source, no overlay, curve, preamble or file
meta of it. Pixels are decoded and written again without compression, only the bits in use, so nothing that hides in
compressed streams, unused bits or padding survives. Identifiers are replaced by keyed hashes (HMAC-SHA-256) under a
random salt that lives as long as the `Deidentifier` and is never written: the same within a run, irreversible later.
What is drawn into the pixels stays; a file that says so is warned of, and is not marked as freed of the identity.

Source: DICOM PS3.15 2024e, Annex E, and PS3.3 C.7.1.1 and C.12.1 for what a de-identified image says about itself.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, UID_dictionary

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.deidentify_rules import (
    CODES,
    DATES,
    DIRECTION,
    EMPTIED,
    EMPTY_IF_MISSING,
    NUMBERS,
    TABLES,
    UIDS,
    Numbers,
)
from xr2ct_core.io.dicom_file import integer, items, numbers, read_frames, text, words
from xr2ct_core.io.dicom_grey import lookup_table
from xr2ct_core.io.dicom_view import VIEW_CODES, stated_view, view_code
from xr2ct_core.io.dicom_write_header import code_item, decimal
from xr2ct_core.io.files import writing

DateRule = Literal["remove", "shift"]

ANONYMOUS: Final = "ANONYMOUS^"
BURNED_IN: Final = "The file says that text is burned into its pixels; it is still there. Look at the picture."
UNKNOWN_BURNED_IN: Final = "A screen capture or scan that does not say whether text is burned into it. Look at it."
FRAMES: Final = "Several frames: where they lie was left out."
_CAPTURES: Final = ("OT", "SC", "RG", "")
_METHOD: Final = "xr2ct: allow-list after PS3.15 Annex E"
_LONGEST_SHIFT_DAYS: Final = 3650


@dataclass(frozen=True, eq=False)
class Deidentified:
    """A new dataset, ready to be saved, and what a person should know about it."""

    dataset: Dataset
    patient: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Deidentifier:
    """De-identifies the images of one run, all with one salt. `dates` says what becomes of the days of the study."""

    dates: DateRule = "remove"
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def file(self, source: Path, target: Path) -> Deidentified:
        """Write the image in `source` de-identified to `target`; raises `BadInputError` where there is none."""
        found = self.read(source)
        self.write(found, target)
        return found

    def write(self, found: Deidentified, target: Path) -> None:
        """Save a de-identified image; it appears whole or not at all."""
        with writing(target, ".dcm") as temporary:
            found.dataset.save_as(temporary, enforce_file_format=True)

    def read(self, source: Path) -> Deidentified:
        """The image in a file, de-identified in memory."""
        data, frames = read_frames(source)
        class_uid = text(data, "SOPClassUID")
        if UID_dictionary.get(class_uid, ("", ""))[1] != "SOP Class":
            raise BadInputError(f"{source.name} is of a kind that is not in the standard.", "Leave it out.")
        new = Dataset()
        new.SOPClassUID = class_uid
        _keep_codes(data, new)
        _keep_view(data, new)
        _keep_numbers(data, new)
        _keep_tables(data, new)
        _set_pixels(data, new, frames)
        patient = self._pseudonym(data)
        self._name(data, new, patient)
        warnings = _warnings(data, frames)
        _mark(new, self.dates, is_clean=BURNED_IN not in warnings)
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = class_uid, new.SOPInstanceUID
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        new.file_meta, new.preamble = meta, b"\0" * 128
        return Deidentified(new, patient, warnings)

    def uid(self, uid: str) -> str:
        """The UID that stands for another in this run (root 2.25)."""
        return f"2.25.{int.from_bytes(self._hash('uid', uid)[:16], 'big')}"

    def _pseudonym(self, data: Dataset) -> str:
        """One name for all images of a patient; of images that name none, one for each study."""
        known = "\\".join((text(data, "PatientID"), text(data, "PatientName"), text(data, "PatientBirthDate")))
        known = known if known.strip("\\") else text(data, "StudyInstanceUID") or text(data, "SOPInstanceUID")
        return f"ANON-{self._hash('patient', known).hex()[:10].upper()}"

    def _name(self, data: Dataset, new: Dataset, patient: str) -> None:
        for keyword in EMPTIED:
            setattr(new, keyword, "")
        new.PatientName, new.PatientID = ANONYMOUS, patient
        for keyword in UIDS:
            value = text(data, keyword)
            if value or keyword != "FrameOfReferenceUID":
                setattr(new, keyword, self.uid(value or secrets.token_hex(16)))
        for modality in ("", new.Modality):
            for keyword in EMPTY_IF_MISSING.get(modality, ()):
                setattr(new, keyword, new.get(keyword, ""))
        if "FrameOfReferenceUID" in new:
            new.PositionReferenceIndicator = ""
        if self.dates == "shift":
            days = 1 + int.from_bytes(self._hash("days", patient)[:4], "big") % _LONGEST_SHIFT_DAYS
            for keyword in DATES:
                moved = _moved(text(data, keyword), days)
                if moved:
                    setattr(new, keyword, moved)

    def _hash(self, purpose: str, value: str) -> bytes:
        return hmac.new(self._salt, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def _keep_codes(data: Dataset, new: Dataset) -> None:
    for keyword, allowed in CODES.items():
        kept = [word for word in words(data, keyword) if word in allowed]
        if keyword == "PatientOrientation":
            axes = words(data, keyword)
            kept = list(axes) if len(axes) == 2 and all(DIRECTION.fullmatch(axis) for axis in axes) else []
        if kept:
            setattr(new, keyword, kept if len(kept) > 1 else kept[0])
    new.Modality = new.get("Modality", "OT")


def _keep_view(data: Dataset, new: Dataset) -> None:
    """The view code in the standard's own words, and the position it or other words state."""
    keys = [key for item in items(data, "ViewCodeSequence") if (key := view_code(item)) is not None]
    if keys:
        new.ViewCodeSequence = [code_item(*keys[0], VIEW_CODES[keys[0]][0])]
    view = stated_view(data)
    if view is not None and "ViewPosition" not in new:
        new.ViewPosition = str(view)


def _keep_numbers(data: Dataset, new: Dataset) -> None:
    is_signed = integer(data, "PixelRepresentation") == 1
    for keyword, rule in NUMBERS.items():
        found = _believed(numbers(data, keyword), rule)
        if not found:
            continue
        vr = pydicom.datadict.dictionary_VR(keyword)
        if vr == "DS":
            values: list[Any] = [decimal(value) for value in found]
        else:
            values, vr = [int(value) for value in found], "SS" if "SS" in vr and is_signed else vr.split()[0]
        if vr == "SS":
            values = [value - 65_536 if value > 32_767 else value for value in values]
        elif vr == "US":
            values = [value & 0xFFFF for value in values]
        new.add_new(keyword, vr, values if len(values) > 1 else values[0])


def _believed(values: tuple[float, ...], rule: Numbers) -> tuple[float, ...]:
    """The values if there are as many as the rule says and all lie within it, else nothing."""
    fits = rule.count[0] <= len(values) <= rule.count[1] and all(rule.low <= value <= rule.high for value in values)
    return values if fits else ()


def _keep_tables(data: Dataset, new: Dataset) -> None:
    """Lookup tables with as many entries as they state, written as 16-bit words."""
    for keyword in TABLES:
        kept = []
        for item in items(data, keyword):
            table, first, _ = lookup_table(item)
            bits = int(numbers(item, "LUTDescriptor")[2])
            one = Dataset()
            # A first value below zero fits an unsigned word only by its bits, but the count fits a signed one less.
            is_signed = first < 0 and len(table) <= 32_767
            start = int(first) if is_signed else int(first) & 0xFFFF
            one.add_new("LUTDescriptor", "SS" if is_signed else "US", [len(table) % 65_536, start, bits])
            one.add_new("LUTData", "OW", table.astype("<u2").tobytes())
            if keyword == "ModalityLUTSequence":
                one.ModalityLUTType = next(iter(set(words(item, "ModalityLUTType")) & CODES["ModalityLUTType"]), "US")
            kept.append(one)
        if kept:
            setattr(new, keyword, kept)


def _set_pixels(data: Dataset, new: Dataset, frames: NDArray[Any]) -> None:
    """The grey frames, uncompressed, as 8- or 16-bit words with no bit beyond those in use."""
    stored_bits = min(integer(data, "BitsStored") or 16, 8 * frames.dtype.itemsize)
    inverted = text(data, "PhotometricInterpretation") == "MONOCHROME1"
    new.SamplesPerPixel, new.PhotometricInterpretation = 1, "MONOCHROME1" if inverted else "MONOCHROME2"
    new.Rows, new.Columns = frames.shape[-2:]
    if frames.ndim == 3:
        new.NumberOfFrames = frames.shape[0]
    new.BitsAllocated, new.BitsStored, new.HighBit = 8 * frames.dtype.itemsize, stored_bits, stored_bits - 1
    new.PixelRepresentation = int(frames.dtype.kind == "i")
    raw = np.ascontiguousarray(frames, dtype=frames.dtype.newbyteorder("<")).tobytes()
    new.add_new("PixelData", "OB" if new.BitsAllocated == 8 else "OW", raw + b"\0" * (len(raw) % 2))


def _moved(day: str, days: int) -> str:
    """A DICOM date some days earlier, or nothing if it is none."""
    try:
        return (date(int(day[:4]), int(day[4:6]), int(day[6:8])) - timedelta(days)).strftime("%Y%m%d")
    except (ValueError, OverflowError):
        return ""


def _warnings(data: Dataset, frames: NDArray[Any]) -> tuple[str, ...]:
    found = []
    burned_in = text(data, "BurnedInAnnotation").upper()
    if burned_in == "YES":
        found.append(BURNED_IN)
    elif burned_in != "NO" and text(data, "Modality").upper() in _CAPTURES:
        found.append(UNKNOWN_BURNED_IN)
    if frames.ndim == 3:
        found.append(FRAMES)
    return tuple(found)


def _mark(new: Dataset, dates: DateRule, *, is_clean: bool) -> None:
    """Say what was done. With text in its pixels an image is not free of identity, whatever its attributes say."""
    new.PatientIdentityRemoved = "YES" if is_clean else "NO"
    new.DeidentificationMethod = _METHOD
    profiles = [("113100", "Basic Application Confidentiality Profile")]
    if dates == "shift":
        profiles.append(("113107", "Retain Longitudinal Temporal Information Modified Dates Option"))
    new.DeidentificationMethodCodeSequence = [code_item(value, "DCM", meaning) for value, meaning in profiles]
    new.LongitudinalTemporalInformationModified = "MODIFIED" if dates == "shift" else "REMOVED"
