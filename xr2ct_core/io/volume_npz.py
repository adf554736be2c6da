"""Volumes as NPZ, for people who live in numpy: `hu` (z, y, x), `spacing_zyx_mm`, `origin_lps_mm`, `provenance` (JSON).

Sizes are read from the archive's directory and from each array's header before anything is unpacked.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import DAMAGED_ZIP, MAX_TEXT_BYTES, MAX_VOXELS, check_volume_size
from xr2ct_core.io.npy import read_npy_stream
from xr2ct_core.io.provenance_file import parse_provenance, provenance_text
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

_LARGEST_ARRAY_BYTES: Final = 4 * MAX_VOXELS


def read_npz(path: Path) -> tuple[Volume, Provenance | None]:
    """The volume written by `write_npz`; without spacing and origin it counts as centred with 1 mm voxels."""
    with _opened(path) as archive:
        names = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        if "hu" not in names:
            raise BadInputError(f"{path.name} holds no volume: the array hu is missing.", "Save it with the key hu.")
        hu = _read(path, archive, names["hu"], _LARGEST_ARRAY_BYTES)
        if hu.ndim != 3:
            raise BadInputError(f"The volume in {path.name} has {hu.ndim} axes.", "A volume has three: z, y, x.")
        spacing = _read_vector(path, archive, names.get("spacing_zyx_mm"), default=1.0)
        if not (np.isfinite(spacing).all() and (spacing > 1e-3).all() and (spacing < 100).all()):
            raise BadInputError(f"{path.name} has impossible voxel sizes.", "Save spacing_zyx_mm in millimetres.")
        affine = Affine.centred((hu.shape[0], hu.shape[1], hu.shape[2]), spacing)
        if "origin_lps_mm" in names:
            origin = _read_vector(path, archive, names["origin_lps_mm"], default=0.0)
            affine = Affine.axis_aligned(spacing, origin)
        provenance = None
        if "provenance" in names:
            text = _read(path, archive, names["provenance"], 4 * MAX_TEXT_BYTES)
            provenance = parse_provenance(str(text)) if text.ndim == 0 else None
    return Volume(_as_hu(path, hu), affine), provenance


def write_npz(volume: Volume, path: Path) -> None:
    """Write a compressed archive at exactly `path`."""
    arrays: dict[str, Any] = {
        "hu": volume.hu,
        "spacing_zyx_mm": np.array(volume.spacing_zyx_mm),
        "origin_lps_mm": np.array(volume.affine.origin_lps_mm),
    }
    if volume.provenance is not None:
        arrays["provenance"] = np.array(provenance_text(volume.provenance))
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DAMAGED_ZIP as error:
        raise BadInputError(f"{path.name} is damaged or incomplete (NPZ).", "Copy or save it again.") from error


def _read(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit_bytes: int) -> NDArray[Any]:
    if info.file_size > limit_bytes:
        check_volume_size(path, (info.file_size,), 1)
        raise BadInputError(f"{path.name} unpacks to more than this program reads.", "Save a smaller volume.")
    with archive.open(info) as stream:
        return read_npy_stream(stream, path.name, limit_bytes, info.file_size)


def _read_vector(
    path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, *, default: float
) -> NDArray[np.float64]:
    if info is None:
        return np.full(3, default)
    vector = np.asarray(_read(path, archive, info, 4096))
    if vector.shape != (3,) or vector.dtype.kind not in "iuf":
        raise BadInputError(f"{path.name} has a wrong spacing or origin.", "Both are three numbers.")
    return vector.astype(np.float64)


def _as_hu(path: Path, hu: NDArray[Any]) -> NDArray[np.int16] | NDArray[np.float32]:
    if hu.dtype.kind == "f":
        return hu.astype(np.float32, copy=False)
    if hu.dtype.kind in "iu":
        if hu.size and (hu.min() < -32768 or hu.max() > 32767):
            return hu.astype(np.float32)
        return hu.astype(np.int16, copy=False)
    raise BadInputError(f"The array hu in {path.name} does not hold numbers.", "Save HU as int16 or float32.")
