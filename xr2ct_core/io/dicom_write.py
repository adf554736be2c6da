"""Volumes as DICOM: a secondary capture by default, a CT series by explicit choice.

Why two: a CT series is what other programs measure and render best, and it is also what somebody may take for a scan.
A secondary capture is not offered as CT by an archive, and each frame carries the banner below its slice.

Invariants: `ImageType` begins with DERIVED\\SECONDARY; `SyntheticData` says whether the volume was generated; every UID
is new; nothing of the source patient is copied. Geometry is axial LPS in mm, values come back as HU by rescale. Files
appear whole or not at all.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.io.files import writing, writing_folder
from xr2ct_core.volume import Volume

if TYPE_CHECKING:
    from pydicom import Dataset

SUFFIX: Final = ".dcm"
_LARGEST_BYTES: Final = 0xFFFFFFFE
"""Pixel data of one file; DICOM counts them in 32 bits."""


def write_dicom(
    volume: Volume, path: str | Path, options: DicomOptions | None = None, work: WorkContext | None = None
) -> tuple[Path, ...]:
    """Write the volume and return the files, of a series in the order from the feet to the head.

    `path`: a file ending in `.dcm` for a secondary capture, otherwise a folder, which must not exist or be empty;
    `options`: kind, patient, source images and window; `work` reports progress and may stop the writing. Raises
    `BadInputError` where something is in the way. Source: DICOM PS3.3 2024e, A.3 and A.8.4.
    """
    options, work, path = options or DicomOptions(), work or WorkContext(), Path(path).expanduser()
    volume = volume.as_int16()
    if options.kind == "ct-series":
        return _write_series(volume, path, options, work)
    from xr2ct_core.io.dicom_write_secondary import secondary_capture

    if path.suffix.lower() != SUFFIX:
        path = _free(path) / f"secondary-capture{SUFFIX}"
    if volume.hu.nbytes * 2 > _LARGEST_BYTES:
        raise BadInputError("The volume is too large for one DICOM file.", "Write a CT series, or resample it first.")
    work.progress(0.0, "Writing DICOM")
    with writing(path, SUFFIX) as temporary:
        _save(secondary_capture(volume, options), temporary)
        work.progress(1.0, "Writing DICOM")
    return (path,)


def _write_series(volume: Volume, path: Path, options: DicomOptions, work: WorkContext) -> tuple[Path, ...]:
    from xr2ct_core.io.dicom_write_ct import ct_slices

    if path.suffix.lower() == SUFFIX:
        raise BadInputError(f"A CT series is many files, {path.name} is one.", "Give a folder, without an ending.")
    count = volume.shape_zyx[0]
    names = []
    with writing_folder(_free(path)) as temporary:
        for number, dataset in enumerate(ct_slices(volume, options), start=1):
            work.progress((number - 1) / count, "Writing DICOM")
            names.append(f"{number:04d}{SUFFIX}")
            _save(dataset, temporary / names[-1])
        work.progress(1.0, "Writing DICOM")
    return tuple(path / name for name in names)


def _save(dataset: "Dataset", path: Path) -> None:
    save: Callable[..., None] = dataset.save_as
    save(path, enforce_file_format=True)


def _free(folder: Path) -> Path:
    """The folder, if there is nothing in it that would mix with what is written."""
    if folder.is_dir() and any(folder.iterdir()):
        raise BadInputError(f"The folder {folder.name} already holds files.", "Give the name of a new folder.")
    return folder
