"""Synthetic DICOM files for the tests: CT slices and radiographs with chosen tags."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import CTImageStorage, DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid


def write_ct_slice(
    path: Path, stored: NDArray[np.integer[Any]], position_lps_mm: tuple[float, float, float], **tags: Any
) -> Path:
    """One axial slice with 2 x 1.5 mm pixels (row, column spacing), values stored with intercept -1024."""
    dataset = _dataset(CTImageStorage, stored)
    dataset.Modality = "CT"
    dataset.SeriesInstanceUID = "1.2.3"
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.ImagePositionPatient = list(position_lps_mm)
    dataset.PixelSpacing = [2.0, 1.5]
    dataset.RescaleSlope = 1
    dataset.RescaleIntercept = -1024
    return _saved(dataset, path, tags)


def write_radiograph(path: Path, stored: NDArray[np.integer[Any]], **tags: Any) -> Path:
    """A DX image; lookup tables are given as `ModalityLUT` or `VOILUT` = (first, bits, entries)."""
    dataset = _dataset(DigitalXRayImageStorageForPresentation, stored)
    dataset.Modality = "DX"
    for keyword, name in (("ModalityLUT", "ModalityLUTSequence"), ("VOILUT", "VOILUTSequence")):
        table = tags.pop(keyword, None)
        if table is not None:
            first, bits, entries = table
            item = Dataset()
            item.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(entries), first, bits])
            item.add_new("LUTData", "US", list(entries))
            setattr(dataset, name, Sequence([item]))
    return _saved(dataset, path, tags)


def _dataset(sop_class: str, stored: NDArray[np.integer[Any]]) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = sop_class
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = stored.shape
    dataset.BitsAllocated = dataset.BitsStored = 8 * stored.dtype.itemsize
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(stored.dtype.kind == "i")
    dataset.PixelData = stored.tobytes()
    return dataset


def _saved(dataset: Dataset, path: Path, tags: dict[str, Any]) -> Path:
    """Tags given as None are removed."""
    for keyword, value in tags.items():
        if value is not None:
            setattr(dataset, keyword, value)
        elif keyword in dataset:
            delattr(dataset, keyword)
    dataset.save_as(path, enforce_file_format=True)
    return path
