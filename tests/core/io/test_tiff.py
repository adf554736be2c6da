"""A TIFF means the same however it is packed: polarity, rotation, pixel size and the top of its range."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from xr2ct_core.io import read_radiograph

RAMP = np.add.outer(np.arange(10.0), np.arange(20.0)) / 28.0
"""Rises to the right and downwards from 0 to 1: every flip, transposition and inversion shows."""
COMPRESSIONS = (None, "tiff_lzw", "tiff_adobe_deflate", "packbits")
LAID_DOWN: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    1: lambda upright: upright,
    2: np.fliplr,
    3: lambda upright: np.rot90(upright, 2),
    4: np.flipud,
    5: np.transpose,
    6: np.rot90,
    7: lambda upright: np.rot90(upright, 2).T,
    8: lambda upright: np.rot90(upright, -1),
}
"""How an upright image is stored under each orientation of TIFF 6.0."""


def _write(path: Path, bits: int, compression: str | None, photometric: int, orientation: int) -> None:
    """Pillow inverts 8-bit pixels itself where zero is white, not 16-bit ones; the tags are looked at afterwards."""
    top = 2**bits - 1
    pixels = np.rint(RAMP * top).astype(np.uint8 if bits == 8 else np.uint16)
    stored = np.ascontiguousarray(LAID_DOWN[orientation](pixels))
    if photometric == 0 and bits == 16:
        stored = top - stored
    Image.fromarray(stored).save(
        path,
        "TIFF",
        compression=compression,
        tiffinfo={262: photometric, 274: orientation},
        resolution_unit=3,
        x_resolution=50.0,
        y_resolution=50.0,
    )
    with tifffile.TiffFile(path) as tiff:
        tags = tiff.pages[0].tags
        assert (int(tags[262].value), int(tags[274].value), tags[258].value) == (photometric, orientation, bits)


@pytest.mark.parametrize("orientation", LAID_DOWN)
@pytest.mark.parametrize("photometric", [0, 1], ids=["white is zero", "black is zero"])
@pytest.mark.parametrize("compression", COMPRESSIONS)
@pytest.mark.parametrize("bits", [8, 16])
def test_a_tiff_is_the_same_image_whatever_its_compression(
    tmp_path: Path, bits: int, compression: str | None, photometric: int, orientation: int
) -> None:
    _write(tmp_path / "a.tif", bits, compression, photometric, orientation)
    radiograph = read_radiograph(tmp_path / "a.tif")
    assert radiograph.image == pytest.approx(RAMP.astype(np.float32), abs=0.0021)
    assert radiograph.pixel_mm == pytest.approx(0.2)


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_signed_numbers_have_the_top_of_their_format_whatever_their_compression(
    tmp_path: Path, compression: str | None
) -> None:
    pixels = np.rint(RAMP * 32767).astype(np.uint16)
    Image.fromarray(pixels).save(tmp_path / "a.tif", "TIFF", compression=compression, tiffinfo={339: 2})
    radiograph = read_radiograph(tmp_path / "a.tif", scale="line_integral", max_line_integral=6.0)
    assert radiograph.image == pytest.approx(RAMP * 6.0, abs=1e-3)


@pytest.mark.parametrize("compression", [None, "zlib"])
def test_a_turned_tiff_in_colour_is_turned_too(tmp_path: Path, compression: str | None) -> None:
    grey = np.rint(RAMP * 255).astype(np.uint8)
    colours = np.ascontiguousarray(np.rot90(np.stack([grey] * 3, -1)))
    planes = np.ascontiguousarray(np.moveaxis(colours, -1, 0))
    for array, order in ((colours, "contig"), (planes, "separate")):
        tags = [(274, "H", 1, 6, True)]
        options = {"photometric": "rgb", "planarconfig": order, "compression": compression, "extratags": tags}
        tifffile.imwrite(tmp_path / "a.tif", array, **options)
        assert read_radiograph(tmp_path / "a.tif").image == pytest.approx(RAMP, abs=0.0021)
