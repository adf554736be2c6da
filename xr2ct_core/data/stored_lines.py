"""Line integrals stored beside the display images of a pair, so that a training need not estimate them again.

    <pair>/line_integrals.npz     frontal, lateral (float16, on the pair's own detectors)
    <pair>/pair.json              its key `line_integrals` says how they were made, and from which images

Invariant: they are used for the very images and geometry they were made from; after an image was mirrored, inverted or
replaced, or a distance corrected, they count as absent, and so do damaged ones; the log tells. Imports no torch.
"""

import hashlib
import json
import logging
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import xr2ct_core
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import DAMAGED_ZIP, file_sha256, read_text, write_text, writing
from xr2ct_core.io.npy import read_npy_stream
from xr2ct_core.radiograph import RadiographPair

FILE_NAME: Final = "line_integrals.npz"
KEY: Final = "line_integrals"
VIEWS: Final = ("frontal", "lateral")

_log = logging.getLogger(__name__)

Lines = tuple[NDArray[np.float32], NDArray[np.float32]]


def write_lines(pair_json: Path, physical: RadiographPair, how: str, notes: tuple[str, ...] = ()) -> None:
    """Store the line integrals `physical` of a pair that was just written, made in the way `how`."""
    images = {name: made.image.astype(np.float16) for name, made in zip(VIEWS, physical.radiographs, strict=True)}
    with writing(pair_json.parent / FILE_NAME) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **images)
    content = json.loads(read_text(pair_json))
    content[KEY] = {
        "file": FILE_NAME,
        "how": how,
        "program": f"xr2ct {xr2ct_core.__version__}",
        "made_from_sha256": _digest([content[name]["image"] for name in VIEWS], physical, pair_json.parent),
        "notes": [note for made in physical.radiographs for note in made.assumptions[-1:]] + list(notes),
    }
    write_text(pair_json, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def stored_lines(pair: RadiographPair, pair_json: Path) -> Lines | None:
    """The line integrals stored for a pair that was read from this file; None without any that fit it."""
    said = pair.extra.get(KEY)
    if pair.is_physical or not isinstance(said, dict):
        return None
    folder = pair_json.parent
    try:
        content = json.loads(read_text(pair_json))
        if said.get("made_from_sha256") != _digest([content[name]["image"] for name in VIEWS], pair, folder):
            _log.info("The line integrals stored in %s are of other images or another geometry.", folder)
            return None
        with zipfile.ZipFile(folder / FILE_NAME) as archive:
            frontal, lateral = (
                _read(archive, name, radiograph.shape) for name, radiograph in zip(VIEWS, pair.radiographs, strict=True)
            )
    except (*DAMAGED_ZIP, KeyError, TypeError, BadInputError) as error:
        _log.warning("The line integrals stored in %s cannot be used and are estimated anew: %s", folder, error)
        return None
    return (frontal, lateral)


def with_images(pair: RadiographPair, lines: Lines) -> RadiographPair:
    """The pair with stored line integrals in place of its display images."""
    frontal, lateral = (
        replace(radiograph, image=image, scale="line_integral")
        for radiograph, image in zip(pair.radiographs, lines, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def _digest(images: list[str], pair: RadiographPair, folder: Path) -> str:
    """SHA-256 of both image files and of how the pair says they were taken."""
    views = [{key: _plain(value) for key, value in asdict(view).items()} for view in pair.geometry.views]
    taken = json.dumps(views, sort_keys=True)
    parts = [*(file_sha256(folder / name) for name in images), taken, f"{pair.cube_mm:g}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Numbers as a file gives them back, where 1800 and 1800.0 are one."""
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return float(value) if isinstance(value, int | float) else value


def _read(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    info = archive.getinfo(f"{name}.npy")
    limit = 4 * int(np.prod(shape)) + 4096
    with archive.open(info) as stream:
        image: NDArray[Any] = read_npy_stream(stream, FILE_NAME, limit, info.file_size)
    if image.shape != shape or not np.isfinite(image).all():
        raise BadInputError(f"{FILE_NAME} does not fit its images.", "Prepare the data again.")
    return np.ascontiguousarray(image, dtype=np.float32)
