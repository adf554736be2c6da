"""Decides what a set of chosen or dropped files is: a pair of X-rays or a volume.

Names tell most, and DICOM is known by its first bytes: archives name it by UIDs, by numbers, or without an ending.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import is_dicom

VOLUME_SUFFIXES = (".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".npz")
PICTURE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".npy")
DICOM_SUFFIXES: Final = (".dcm", ".dicom")
PAIR_FILE = "pair.json"
OPEN_HINT = "Open two X-ray images together, one pair.json, or one CT (a file or a DICOM folder)."
_MOST_LOOKED_AT: Final = 500
"""Files below a folder, in which the two X-rays of a study are looked for."""

Kind = Literal["pair", "images", "volume"]


@dataclass(frozen=True)
class OpenRequest:
    """What to open: a pair file, two images in either order, or a volume."""

    kind: Kind
    paths: tuple[Path, ...]

    @property
    def title(self) -> str:
        first = self.paths[0]
        if self.kind == "pair":
            return first.parent.name or first.stem
        if self.kind == "images":
            return f"{first.stem} + {self.paths[1].stem}"
        return first.name.removesuffix(".gz").removesuffix(".nii") or str(first)


def sort_files(paths: tuple[Path, ...]) -> OpenRequest:
    """What the files are; raises `BadInputError` with a hint where that is not clear."""
    for path in paths:
        if not path.exists():
            raise BadInputError(f"{path.name} is not there any more.", "Check whether the file was moved.")
    if len(paths) == 1:
        return _single(paths[0])
    if len(paths) == 2 and all(_is_image(path) for path in paths):
        return OpenRequest("images", (paths[0], paths[1]))
    folders = {path.parent for path in paths}
    if len(paths) > 2 and len(folders) == 1 and all(_may_be_slice(path) for path in paths):
        return OpenRequest("volume", (folders.pop(),))
    raise BadInputError(f"{len(paths)} files of this kind do not make a case.", OPEN_HINT)


def _single(path: Path) -> OpenRequest:
    if path.is_dir():
        return _folder(path)
    if path.suffix.lower() == ".json":
        return OpenRequest("pair", (path,))
    if _suffix(path) in VOLUME_SUFFIXES:
        return OpenRequest("volume", (path,))
    if _is_image(path):
        raise BadInputError(f"{path.name} is only one X-ray image.", "Choose the frontal and the lateral together.")
    raise BadInputError(f"xr2ct does not know files like {path.name}.", OPEN_HINT)


def _folder(folder: Path) -> OpenRequest:
    """A pair where there is a pair file or two images, or just two DICOM files somewhere below; else a volume."""
    if (folder / PAIR_FILE).is_file():
        return OpenRequest("pair", (folder / PAIR_FILE,))
    files = sorted(_visible(folder.iterdir()))
    has_volume = any(_suffix(file) in VOLUME_SUFFIXES for file in files)
    images = [] if has_volume else _first_three(file for file in files if _is_image(file))
    if not images and not has_volume:
        below = islice(_visible(folder.rglob("*")), _MOST_LOOKED_AT)
        images = sorted(_first_three(file for file in below if is_dicom(file)))
    return OpenRequest("images", (images[0], images[1])) if len(images) == 2 else OpenRequest("volume", (folder,))


def _visible(entries: Iterable[Path]) -> Iterator[Path]:
    """Files but hidden ones and directories of media, which are DICOM without an image."""
    return (
        entry
        for entry in entries
        if entry.is_file() and not entry.name.startswith(".") and entry.name.upper() != "DICOMDIR"
    )


def _first_three(files: Iterable[Path]) -> list[Path]:
    """Enough to know whether there are two."""
    return list(islice(files, 3))


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return ".nii.gz" if name.endswith(".nii.gz") else path.suffix.lower()


def _may_be_slice(path: Path) -> bool:
    return path.is_file() and (_suffix(path) in DICOM_SUFFIXES or is_dicom(path))


def is_single_image(path: Path) -> bool:
    """True if the file is one X-ray image that needs its partner, as far as its name and first bytes tell."""
    return _is_image(path)


def _is_image(path: Path) -> bool:
    return path.is_file() and (_suffix(path) in PICTURE_SUFFIXES or _may_be_slice(path))
