"""Writing of volumes: NIfTI, NRRD, MetaImage, NPZ; HU as int16, in LPS, with spacing and origin in millimetres.

A file appears whole or not at all. Provenance goes beside every file (`<file name>.provenance.json`), inside NRRD,
MetaImage and NPZ as JSON, and as its banner into NIfTI's description.
"""

from pathlib import Path
from typing import Final

import SimpleITK as sitk  # noqa: N813

from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.files import failed_write, refuse_odd_name, writing
from xr2ct_core.io.nifti_check import holds_bytes
from xr2ct_core.io.provenance_file import METADATA_KEY, provenance_text, with_sidecar
from xr2ct_core.io.volume_npz import write_npz
from xr2ct_core.volume import Volume

SUFFIXES: Final = (".nii.gz", ".nii", ".nrrd", ".mha", ".npz")


def write_volume(volume: Volume, path: str | Path) -> Path:
    """Write the volume in the format its name ends with, and return the path.

    Raises `BadConfigError` for an unknown ending, `BadInputError` if the place cannot be written to and an error with
    the code `disk_full` if the disk is full.
    """
    path = Path(path).expanduser()
    refuse_odd_name(path)
    suffix = next((ending for ending in SUFFIXES if path.name.lower().endswith(ending)), None)
    if suffix is None:
        raise BadConfigError(f"{path.name} has no known ending for a volume.", f"Use one of {', '.join(SUFFIXES)}.")
    volume = volume.as_int16()
    with with_sidecar(path, volume.provenance), writing(path, suffix) as temporary:
        if suffix == ".npz":
            write_npz(volume, temporary)
        else:
            _write_itk(volume, temporary, path)
    return path


def _write_itk(volume: Volume, temporary: Path, path: Path) -> None:
    image = sitk.GetImageFromArray(volume.hu)
    image.SetSpacing(volume.spacing_zyx_mm[::-1])
    image.SetOrigin(volume.affine.origin_lps_mm)
    if volume.provenance is not None:
        image.SetMetaData("ITK_FileNotes", volume.provenance.banner[:79])
        if not path.name.lower().endswith((".nii", ".nii.gz")):
            image.SetMetaData(METADATA_KEY, provenance_text(volume.provenance))
    try:
        sitk.WriteImage(image, str(temporary), useCompression=True)
    except RuntimeError as error:
        raise failed_write(path, volume.hu.nbytes) from error
    if path.name.lower().endswith((".nii", ".nii.gz")) and not holds_bytes(temporary, volume.hu.nbytes + 352):
        raise failed_write(path, volume.hu.nbytes)
