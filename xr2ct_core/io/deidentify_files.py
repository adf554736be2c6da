"""De-identification of files and folders, with names that tell nothing: `patient-001/series-001/image-00001.dcm`.

Invariants: the folder written to is new or empty and lies outside what is read; its images appear together or not at
all. One file that cannot be used does not stop the others; it is reported with a sentence. The numbers follow the order
in which files are found, so they tell nothing but that order. Which new file came from which old one is not kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.files import existing_file, writing_folder

FOUND_TEXT: Final = "Text seems to be burned into its pixels; it is still there. Look at the picture."
_PICTURES: Final = ("CR", "DX", "RG", "RF", "SC", "OT", "XA", "")

if TYPE_CHECKING:
    from xr2ct_core.io.deidentify import DateRule, Deidentified, Deidentifier


@dataclass(frozen=True)
class WrittenImage:
    """A new file, and what a person should look at in it."""

    path: Path
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A file of the input that was not written, and why."""

    path: Path
    message: str


@dataclass(frozen=True)
class DeidentifyReport:
    """What a run wrote and what it left out."""

    written: tuple[WrittenImage, ...]
    left_out: tuple[LeftOut, ...]


class _Numbering:
    """Names of the new files: patients, their series, and the images of each are counted."""

    def __init__(self) -> None:
        self._series: dict[str, dict[str, int]] = {}

    def path(self, found: "Deidentified") -> Path:
        series = self._series.setdefault(found.patient, {})
        uid = str(found.dataset.SeriesInstanceUID)
        series[uid] = series.get(uid, 0) + 1
        patient, place = list(self._series).index(found.patient) + 1, list(series).index(uid) + 1
        return Path(f"patient-{patient:03d}", f"series-{place:03d}", f"image-{series[uid]:05d}.dcm")


def deidentify_files(
    sources: Iterable[Path], out: Path, dates: "DateRule" = "remove", work: WorkContext | None = None
) -> DeidentifyReport:
    """De-identify DICOM images, those in folders too, into a new folder.

    `sources`: files, or folders that are searched to the bottom; `out`: a folder that does not exist or is empty;
    `dates`: what becomes of the days; `work` reports progress and may stop between two files, nothing appears then.
    Raises `BadInputError` where `out` is in the way, a source does not exist or there is no file at all.
    """
    from xr2ct_core.io.deidentify import Deidentifier

    sources, work, out = [Path(source) for source in sources], work or WorkContext(), Path(out).expanduser().absolute()
    _refuse_place(sources, out)
    files = [file for source in sources for file in _files(source)]
    if not files:
        raise BadInputError("There is no file to de-identify.", "Choose DICOM files or folders that hold some.")
    with writing_folder(out) as temporary:
        report = _write_all(files, temporary, Deidentifier(dates), work)
    written = tuple(replace(image, path=out / image.path) for image in report.written)
    return replace(report, written=written)


def _write_all(files: list[Path], folder: Path, deidentifier: "Deidentifier", work: WorkContext) -> DeidentifyReport:
    """Write the images that can be used; the report names them as they lie in the folder."""
    numbering = _Numbering()
    written: list[WrittenImage] = []
    left_out: list[LeftOut] = []
    for index, file in enumerate(files):
        work.progress(index / len(files), "De-identifying")
        try:
            if sniff(file) is not FileKind.DICOM:
                raise BadInputError(f"{file.name} is not a DICOM file.")
            found = deidentifier.read(file)
        except BadInputError as error:
            left_out.append(LeftOut(file, str(error)))
            continue
        target = numbering.path(found)
        deidentifier.write(found, folder / target)
        written.append(WrittenImage(target, (*found.warnings, *_text_warning(found))))
    work.progress(1.0, "De-identifying")
    return DeidentifyReport(tuple(written), tuple(left_out))


def _text_warning(found: "Deidentified") -> tuple[str, ...]:
    """A warning where the picture shows text and the file does not say so; slices of CT and MR are not looked at."""
    import numpy as np

    data = found.dataset
    is_picture = data.get("Modality", "") in _PICTURES and int(data.get("NumberOfFrames", 1) or 1) == 1
    if not is_picture or found.warnings or int(data.get("SamplesPerPixel", 1)) != 1:
        return ()
    from xr2ct_core.radiography.burned_in import find_text

    return (FOUND_TEXT,) if find_text(np.asarray(data.pixel_array, dtype=np.float32)) else ()


def _refuse_place(sources: list[Path], out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError(f"{out.name} exists and is not an empty folder.", "Give a new folder.")
    for source in sources:
        if source.is_dir() and out.resolve().is_relative_to(source.expanduser().resolve()):
            raise BadInputError(f"{out.name} lies in the folder that is read.", "Give a folder somewhere else.")


def _files(source: Path) -> list[Path]:
    """The file, or all files below a folder but hidden ones and directories of media, in the order of their names."""
    source = source.expanduser()
    if not source.exists():
        return [existing_file(source)]
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.rglob("*") if path.is_file())
    return [path for path in found if not path.name.startswith(".") and path.name.upper() != "DICOMDIR"]
