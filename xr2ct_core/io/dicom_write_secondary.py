"""A secondary capture: one Multi-frame Grayscale Word SC file (DICOM PS3.3 2024e, A.8.4), a frame for each axial slice.

The banner stands in the pixels below each slice, in rows behind the patient's back, so it covers no voxel and each
voxel keeps its HU and its place. Stored values are unsigned, as the standard wants; rescale gives HU.
"""

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.tag import Tag
from pydicom.uid import MultiFrameGrayscaleWordSecondaryCaptureImageStorage

from xr2ct_core.io.dicom_write_header import base_dataset, decimal, with_file_meta
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.io.dicom_write_plane import AXIAL_DIRECTION, set_pixels
from xr2ct_core.media.banner import strip_ink
from xr2ct_core.provenance import assumed
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume


def secondary_capture(volume: Volume, options: DicomOptions) -> Dataset:
    """The file, ready to be saved. Rows beyond those of the volume hold the banner."""
    provenance = assumed(volume.provenance)
    data = base_dataset(provenance, options, MultiFrameGrayscaleWordSecondaryCaptureImageStorage, "OT")
    lowest_hu = int(min(HU_MIN, volume.hu.min()))
    frames = _with_banner(volume.hu.astype(np.int32), provenance.banner, options)
    set_pixels(data, (frames - lowest_hu).astype(np.uint16))
    data.RescaleIntercept, data.RescaleSlope, data.RescaleType = str(lowest_hu), "1", "HU"
    data.WindowCenter, data.WindowWidth = map(decimal, options.window_hu)
    data.PresentationLUTShape, data.BurnedInAnnotation = "IDENTITY", "NO"
    data.ConversionType, data.InstanceNumber = "SYN", 1
    data.PatientOrientation = ["L", "P"]
    data.SecondaryCaptureDeviceManufacturer = data.Manufacturer
    data.SecondaryCaptureDeviceManufacturerModelName = data.ManufacturerModelName
    data.SecondaryCaptureDeviceSoftwareVersions = data.SoftwareVersions
    _set_places(data, volume)
    return with_file_meta(data)


def _with_banner(hu: NDArray[np.int32], banner: str, options: DicomOptions) -> NDArray[np.int32]:
    """Frames (z, row, col) with the banner in further rows, its letters white in the window viewers begin with."""
    ink = strip_ink(hu.shape[2], banner).astype(np.float32) / 255.0
    white_hu = options.window_hu[0] + options.window_hu[1] / 2
    strip = np.rint(HU_MIN + ink * (max(white_hu, HU_MIN + 1.0) - HU_MIN)).astype(np.int32)
    return np.concatenate([hu, np.broadcast_to(strip, (hu.shape[0], *strip.shape))], axis=1)


def _set_places(data: Dataset, volume: Volume) -> None:
    """Number, spacing and position of the frames, as vectors and as functional groups."""
    step_mm, row_mm, col_mm = volume.spacing_zyx_mm
    corners_mm = [volume.affine.voxel_to_world((index, 0, 0)) for index in range(volume.shape_zyx[0])]
    data.NumberOfFrames = len(corners_mm)
    data.FrameIncrementPointer = Tag("SliceLocationVector")
    data.SliceLocationVector = [float(corner[2]) for corner in corners_mm]
    measures, direction, shared = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = [decimal(row_mm), decimal(col_mm)]
    measures.SliceThickness = measures.SpacingBetweenSlices = decimal(step_mm)
    direction.ImageOrientationPatient = list(AXIAL_DIRECTION)
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [direction]
    data.SharedFunctionalGroupsSequence = [shared]
    frames = []
    for corner in corners_mm:
        place, frame = Dataset(), Dataset()
        place.ImagePositionPatient = [decimal(value) for value in corner]
        frame.PlanePositionSequence = [place]
        frames.append(frame)
    data.PerFrameFunctionalGroupsSequence = frames
