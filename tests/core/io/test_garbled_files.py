"""Files with a few wrong bytes are read or refused; no other error escapes. Seeded: the same each time."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from dicom_factory import write_ct_slice, write_radiograph
from PIL import Image

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_pair, read_radiograph, read_volume, write_pair, write_volume
from xr2ct_core.io.volume_write import SUFFIXES
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

TRIES = 60
GREY = np.random.default_rng(0).integers(0, 255, (24, 24)).astype(np.uint8)
VOLUME = Volume(GREY[:16, :16].reshape(4, 8, 8).astype(np.int16), Affine.centred((4, 8, 8), (1, 1, 1)))
TAGS = {"VOILUT": (0, 8, list(range(256))), "ImagerPixelSpacing": [0.2, 0.3], "PatientOrientation": ["R", "F"]}


def _npy(path: Path) -> None:
    with path.open("wb") as stream:
        np.save(stream, GREY.astype(np.float32))


RADIOGRAPHS: dict[str, Callable[[Path], object]] = {
    "png": lambda path: Image.fromarray(GREY).save(path, "PNG"),
    "jpeg": lambda path: Image.fromarray(GREY).save(path, "JPEG"),
    "tiff": lambda path: tifffile.imwrite(path, GREY.astype(np.uint16), compression="zlib"),
    "npy": _npy,
    "dicom": lambda path: write_radiograph(path, GREY, **TAGS),
}


def _garbled(data: bytes, random: np.random.Generator) -> bytes:
    """One to five wrong bytes, most of them in the header; now and then the end is missing."""
    garbled = bytearray(data)
    for _ in range(random.integers(1, 6)):
        garbled[random.integers(0, len(data) if random.random() < 0.4 else min(len(data), 400))] = random.integers(256)
    return bytes(garbled[: random.integers(1, len(data))] if random.random() < 0.2 else garbled)


def _survives(path: Path, data: bytes, read: Callable[[Path], object], seed: int) -> None:
    random, refused = np.random.default_rng(seed), 0
    for _ in range(TRIES):
        path.write_bytes(_garbled(data, random))
        try:
            read(path)
        except BadInputError as error:
            assert error.message.endswith(".") and error.hint
            refused += 1
    assert refused > 0


@pytest.mark.parametrize("kind", RADIOGRAPHS)
def test_garbled_radiographs(tmp_path: Path, kind: str) -> None:
    RADIOGRAPHS[kind](tmp_path / "a")
    _survives(tmp_path / "a", (tmp_path / "a").read_bytes(), read_radiograph, seed=1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_garbled_volumes(tmp_path: Path, suffix: str) -> None:
    path = write_volume(VOLUME, tmp_path / f"a{suffix}")
    _survives(path, path.read_bytes(), read_volume, seed=2)


def test_garbled_slices(tmp_path: Path) -> None:
    for index in range(3):
        path = write_ct_slice(tmp_path / f"{index}.dcm", GREY.astype(np.uint16), (0.0, 0.0, 2.0 * index))
    _survives(path, path.read_bytes(), lambda _: read_volume(tmp_path), seed=3)


def test_garbled_pair_files(tmp_path: Path) -> None:
    path = write_pair(read_pair(sample("phantom").pair_path), tmp_path)
    _survives(path, path.read_bytes(), read_pair, seed=4)
