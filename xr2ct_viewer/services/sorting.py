"""Decides what a set of chosen or dropped files is: a pair of X-rays or a volume. Looks at names, not inside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xr2ct_core.errors import BadInputError

VOLUME_SUFFIXES = (".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".npz")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".npy", ".dcm", ".dicom", "")
PAIR_FILE = "pair.json"
OPEN_HINT = "Open two X-ray images together, one pair.json, or one CT (a file or a DICOM folder)."

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
    if len(paths) > 2 and len(folders) == 1 and all(_suffix(path) in (".dcm", "") for path in paths):
        return OpenRequest("volume", (folders.pop(),))
    raise BadInputError(f"{len(paths)} files of this kind do not make a case.", OPEN_HINT)


def _single(path: Path) -> OpenRequest:
    if path.is_dir():
        if (path / PAIR_FILE).is_file():
            return OpenRequest("pair", (path / PAIR_FILE,))
        files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
        if len(files) == 2 and all(_is_image(file) for file in files):
            return sort_files((files[0], files[1]))
        return OpenRequest("volume", (path,))
    if path.suffix.lower() == ".json":
        return OpenRequest("pair", (path,))
    if _suffix(path) in VOLUME_SUFFIXES:
        return OpenRequest("volume", (path,))
    if _is_image(path):
        raise BadInputError(f"{path.name} is only one X-ray image.", "Choose the frontal and the lateral together.")
    raise BadInputError(f"xr2ct does not know files like {path.name}.", OPEN_HINT)


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return ".nii.gz" if name.endswith(".nii.gz") else path.suffix.lower()


def _is_image(path: Path) -> bool:
    return path.is_file() and _suffix(path) in IMAGE_SUFFIXES


def is_single_image(path: Path) -> bool:
    """True if the file is one X-ray image that needs its partner, as far as its name tells."""
    return path.is_file() and _suffix(path) in IMAGE_SUFFIXES
