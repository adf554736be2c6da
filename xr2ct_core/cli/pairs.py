"""Finding inputs on disk: the pair a command was given, pair files and CTs in folders."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xr2ct_core import io
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.protocol.tasks import GeometryName

PAIR_FORMAT: Final = "xr2ct-pair"
_CT_SUFFIXES: Final = (".nii", ".nii.gz", ".nrrd", ".mha", ".mhd", ".npz")
_NO_CT_IN_NAME: Final = ("label", "mask", "segmentation")


def existing(path: Path, what: str) -> Path:
    """Absolute path of something that is there."""
    found = path.expanduser().absolute()
    if not found.exists():
        raise BadInputError(f"There is no {what} {path}.", "Check the path.")
    return found


def one_pair(
    pair: Path | None, frontal: Path | None, lateral: Path | None, geometry: GeometryName | None, scratch: Path
) -> Path:
    """The pair file to work on; two images become one in `scratch`."""
    if pair is not None and (frontal is not None or lateral is not None):
        raise BadInputError("Both a pair file and single images were given.", "Use --pair, or --frontal and --lateral.")
    if pair is not None:
        if geometry is not None:
            raise BadInputError("A pair file brings its own geometry.", "Leave --geometry out.")
        return existing(pair, "pair file")
    if frontal is None or lateral is None:
        raise BadInputError("A reconstruction needs two radiographs.", "Use --pair, or --frontal and --lateral.")
    preset = BiplanarGeometry.preset(geometry) if geometry is not None else None
    found = io.pair_from_images(existing(frontal, "frontal image"), existing(lateral, "lateral image"), preset)
    return io.write_pair(found, scratch / "pair")


def pair_files(paths: Iterable[Path]) -> list[Path]:
    """Pair files among `paths` and in the folders among them, at any depth."""
    found: list[Path] = []
    for path in paths:
        path = existing(path, "pair file or folder")
        found += sorted(child for child in path.rglob("*.json") if _is_pair(child)) if path.is_dir() else [path]
    if not found:
        raise BadInputError("No pair files were found.", "A pair file is JSON and says it is xr2ct-pair.")
    return list(dict.fromkeys(found))


def ct_files(folder: Path) -> list[Path]:
    """CT volumes in a folder, and its subfolders that hold a DICOM series; label maps are left out."""
    folder = existing(folder, "folder")
    if not folder.is_dir():
        return [folder]
    volumes = [
        path
        for path in folder.iterdir()
        if path.name.lower().endswith(_CT_SUFFIXES) and not any(word in path.name.lower() for word in _NO_CT_IN_NAME)
    ]
    series = [child for child in (folder, *folder.iterdir()) if child.is_dir() and any(child.glob("*.dcm"))]
    found = sorted(volumes) + sorted(series)
    if not found:
        raise BadInputError(f"No CT was found in {folder}.", f"Put {', '.join(_CT_SUFFIXES)} or DICOM folders there.")
    return found


def _is_pair(path: Path) -> bool:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("format") == PAIR_FORMAT
