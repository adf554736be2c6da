"""A CT series: one CT Image (DICOM PS3.3 2024e, A.3) for each axial slice, from the feet to the head.

Stored values are the HU themselves, signed, so that every int16 comes back as it was.
"""

from collections.abc import Iterator
from copy import copy

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage

from xr2ct_core.io.dicom_write_header import base_dataset, decimal, with_file_meta
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.io.dicom_write_plane import AXIAL_DIRECTION, set_pixels
from xr2ct_core.provenance import assumed
from xr2ct_core.volume import Volume


def ct_slices(volume: Volume, options: DicomOptions) -> Iterator[Dataset]:
    """The files of a series, ready to be saved."""
    common = base_dataset(assumed(volume.provenance), options, CTImageStorage, "CT")
    step_mm, row_mm, col_mm = volume.spacing_zyx_mm
    common.PixelSpacing = [decimal(row_mm), decimal(col_mm)]
    common.ImageOrientationPatient = list(AXIAL_DIRECTION)
    common.SliceThickness = common.SpacingBetweenSlices = decimal(step_mm)
    common.KVP = common.AcquisitionNumber = None
    common.RescaleIntercept, common.RescaleSlope, common.RescaleType = "0", "1", "HU"
    common.WindowCenter, common.WindowWidth = map(decimal, options.window_hu)
    common.BurnedInAnnotation = "NO"
    for index, plane in enumerate(volume.hu):
        data = copy(common)
        corner_mm = volume.affine.voxel_to_world((index, 0, 0))
        data.InstanceNumber = index + 1
        data.ImagePositionPatient = [decimal(value) for value in corner_mm]
        data.SliceLocation = decimal(corner_mm[2])
        set_pixels(data, np.asarray(plane, dtype=np.int16))
        yield with_file_meta(data)
