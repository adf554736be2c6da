"""Pixels and their place for both kinds of DICOM files. Axial planes: columns to the left, rows to the back."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

AXIAL_DIRECTION: Final = ("1", "0", "0", "0", "1", "0")


def set_pixels(data: Dataset, stored: NDArray[np.int16] | NDArray[np.uint16]) -> None:
    """Put 16-bit grey pixels (row, col), or frames (frame, row, col), into a dataset."""
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows, data.Columns = stored.shape[-2:]
    data.BitsAllocated = data.BitsStored = 16
    data.HighBit, data.PixelRepresentation = 15, int(stored.dtype.kind == "i")
    little_endian = np.ascontiguousarray(stored, dtype=stored.dtype.newbyteorder("<"))
    data.add_new("PixelData", "OW", little_endian.tobytes())
