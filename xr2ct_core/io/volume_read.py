"""Reading of volumes: NIfTI, NRRD, MetaImage, NPZ, or a DICOM CT series.

The header is read and checked before anything is allocated. Values are HU; whole numbers that fit become int16,
everything else float32. Raises `BadInputError` and returns nothing half-loaded.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
import SimpleITK as sitk  # noqa: N813

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.files import check_volume_size, existing_file, named_with, refuse_odd_name
from xr2ct_core.io.nifti_check import check_nifti, refuse_nifti_2
from xr2ct_core.io.orientation import upright_volume
from xr2ct_core.io.provenance_file import (
    METADATA_KEY,
    parse_provenance,
    provenance_from_banner,
    read_sidecar,
)
from xr2ct_core.io.volume_npz import read_npz
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

_SUFFIX: Final = {
    FileKind.NIFTI: ".nii",
    FileKind.NIFTI_GZ: ".nii.gz",
    FileKind.NRRD: ".nrrd",
    FileKind.META: ".mha",
}
_IMAGE_IO: Final = {
    FileKind.NIFTI: "NiftiImageIO",
    FileKind.NIFTI_GZ: "NiftiImageIO",
    FileKind.NRRD: "NrrdImageIO",
    FileKind.META: "MetaImageIO",
}
_LARGEST_LABEL: Final = 255
_LEAST_BACKGROUND, _LEAST_ALIKE = 0.1, 0.7
"""Shares of a label map: of voxels that belong to nothing, and of the others whose neighbour has the same value. In a
real one that is 0.97, in CTs whose values were cut to 8 bit 0.07 to 0.52."""
_OFFSET_NOTE: Final = "No value is negative; the numbers may not be Hounsfield units."


def read_volume(path: str | Path) -> Volume:
    """The volume in a file, or in a folder of DICOM slices (or any one slice of it), upright in LPS.

    Its provenance comes from the sidecar file or the metadata; where there is none, it counts as acquired.
    """
    path = Path(path).expanduser()
    refuse_odd_name(path)
    if path.is_dir():
        return _read_dicom(path)
    path = existing_file(path)
    kind = sniff(path)
    if kind is FileKind.DICOM:
        return _read_dicom(path)
    if kind is FileKind.NPZ:
        volume, provenance = read_npz(path)
        notes: tuple[str, ...] = ()
    elif kind in _SUFFIX:
        volume, provenance, notes = _read_itk(path, kind)
    elif kind.is_image or kind is FileKind.NPY:
        raise BadInputError(f"{path.name} is an image ({kind}), not a volume.", "Open it as a radiograph.")
    else:
        raise BadInputError(
            f"{path.name} is not a volume this program knows.", "Use NIfTI, NRRD, MHA, NPZ or a DICOM series."
        )
    check_values(volume, path.name)
    if float(volume.hu.min()) >= 0:
        if _are_labels(volume):
            largest = int(volume.hu.max())
            raise BadInputError(
                f"{path.name} is a label map with values from 0 to {largest}, not a CT in Hounsfield units.",
                "Open the CT that it belongs to.",
            )
        notes = (*notes, _OFFSET_NOTE)
    provenance = read_sidecar(path) or provenance
    return with_provenance(volume, provenance, path.name, notes)


def _are_labels(volume: Volume) -> bool:
    """Whether values, none of them negative, look like those of a label map: few, whole, and in patches."""
    hu = volume.hu
    if hu.max() > _LARGEST_LABEL or not np.array_equal(hu, np.rint(hu)):
        return False
    belongs = hu[..., :-1] > 0
    if not belongs.any() or float(belongs.mean()) > 1.0 - _LEAST_BACKGROUND:
        return False
    is_alike = hu[..., :-1] == hu[..., 1:]
    return float(is_alike[belongs].mean()) > _LEAST_ALIKE


def check_values(volume: Volume, name: str) -> None:
    """Refuse values that are not numbers and stacks that are no volume."""
    if min(volume.shape_zyx) < 2:
        raise BadInputError(f"{name} has only one slice.", "Open the whole series.")
    if volume.hu.dtype == np.float32 and not np.isfinite(volume.hu).all():
        raise BadInputError(f"{name} contains values that are not numbers.", "Export it again.")


def with_provenance(volume: Volume, provenance: Provenance | None, source: str, notes: tuple[str, ...]) -> Volume:
    """The volume with its provenance; a file without any counts as an acquired CT."""
    known = provenance or Provenance(kind="acquired", synthetic=False, source=source)
    new = tuple(note for note in notes if note not in known.assumptions)
    return Volume(volume.hu, volume.affine, known.model_copy(update={"assumptions": (*known.assumptions, *new)}))


def _read_dicom(path: Path) -> Volume:
    from xr2ct_core.io.dicom_series import read_series

    volume = read_series(path)
    check_values(volume, path.name)
    return volume


def _read_itk(path: Path, kind: FileKind) -> tuple[Volume, Provenance | None, tuple[str, ...]]:
    suffix = path.suffix.lower() if path.suffix.lower() in (".mhd", ".nhdr", ".hdr", ".img") else _SUFFIX[kind]
    if kind in (FileKind.NIFTI, FileKind.NIFTI_GZ):
        refuse_nifti_2(path)
    reader = sitk.ImageFileReader()
    reader.SetImageIO(_IMAGE_IO[kind])
    with named_with(path, suffix) as named, _quiet_itk():
        reader.SetFileName(str(named))
        try:
            reader.ReadImageInformation()
            shape = tuple(int(length) for length in reader.GetSize())
            _check_header(path, reader, shape)
            if kind in (FileKind.NIFTI, FileKind.NIFTI_GZ):
                check_nifti(path, int(np.prod(shape, dtype=np.int64)), int(reader.GetMetaData("bitpix")) // 8)
            image = reader.Execute()
        except (RuntimeError, MemoryError, OverflowError) as error:
            if "orthonormal" in str(error):
                raise BadInputError(f"{path.name} is sheared.", "Resample it to a straight grid first.") from error
            raise BadInputError(
                f"{path.name} is damaged or incomplete ({kind}).", "Copy or export it again."
            ) from error
    while image.GetDimension() > 3:
        image = image[..., 0]
    volume, notes = upright_volume(_as_hu(image))
    return volume, _embedded_provenance(reader, path.name), notes


def _check_header(path: Path, reader: Any, shape: tuple[int, ...]) -> None:
    if reader.GetNumberOfComponents() != 1:
        raise BadInputError(f"{path.name} holds colours or vectors, not a CT.", "Choose a volume of single values.")
    if len(shape) < 3 or any(length > 1 for length in shape[3:]):
        raise BadInputError(f"{path.name} has {len(shape)} axes, a volume has three.", "Export a single volume.")
    if min(shape[:3]) < 2:
        raise BadInputError(f"{path.name} has only one slice.", "Open the whole series.")
    spacing_mm = np.array(reader.GetSpacing()[:3])
    if not (np.isfinite(spacing_mm).all() and (spacing_mm > 1e-3).all() and (spacing_mm < 100).all()):
        raise BadInputError(f"{path.name} has impossible voxel sizes.", "Export it again with its spacing in mm.")
    is_detached = path.suffix.lower() in (".mhd", ".nhdr", ".hdr")
    check_volume_size(path, shape, 1, stored_in_file=not is_detached)


def _embedded_provenance(reader: Any, name: str) -> Provenance | None:
    if reader.HasMetaDataKey(METADATA_KEY):
        return parse_provenance(reader.GetMetaData(METADATA_KEY))
    notes = reader.GetMetaData("ITK_FileNotes") if reader.HasMetaDataKey("ITK_FileNotes") else ""
    return provenance_from_banner(notes, name)


def _as_hu(image: Any) -> Any:
    """The image as int16 where that loses nothing, else float32."""
    pixel = image.GetPixelID()
    if pixel == sitk.sitkInt16:
        return image
    if pixel in (sitk.sitkInt8, sitk.sitkUInt8):
        return sitk.Cast(image, sitk.sitkInt16)
    if pixel in (sitk.sitkFloat32, sitk.sitkFloat64):
        return sitk.Cast(image, sitk.sitkFloat32)
    view = sitk.GetArrayViewFromImage(image)
    fits = view.min() >= -32768 and view.max() <= 32767
    return sitk.Cast(image, sitk.sitkInt16 if fits else sitk.sitkFloat32)


class _quiet_itk:  # noqa: N801  a context manager, used like a function
    """Keeps ITK's warnings off the terminal while a file is read; errors still raise."""

    def __enter__(self) -> None:
        self._was_on = sitk.ProcessObject.GetGlobalWarningDisplay()
        sitk.ProcessObject.SetGlobalWarningDisplay(False)

    def __exit__(self, *_: object) -> None:
        sitk.ProcessObject.SetGlobalWarningDisplay(self._was_on)
