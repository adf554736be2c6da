"""A TIFF means the same however it is packed: polarity, rotation, pixel size and the top of its range."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from xr2ct_core.io import read_radiograph
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_core.radiograph import RadiographScale

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


@pytest.mark.parametrize("compression", COMPRESSIONS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_inks_are_no_light(tmp_path: Path, compression: str | None, orientation: int) -> None:
    grey = Image.fromarray(np.ascontiguousarray(LAID_DOWN[orientation](np.rint(RAMP * 255).astype(np.uint8))))
    grey.convert("RGB").convert("CMYK").save(
        tmp_path / "a.tif", "TIFF", compression=compression, tiffinfo={274: orientation}
    )
    assert read_radiograph(tmp_path / "a.tif").image == pytest.approx(RAMP, abs=0.0021)


@pytest.mark.parametrize("sample", [np.uint16, np.uint32])
def test_twelve_bits_whose_zero_is_white_are_turned_over_within_them(tmp_path: Path, sample: type) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.rint((1.0 - RAMP) * 4095).astype(sample), photometric="miniswhite")
    assert read_radiograph(tmp_path / "a.tif").image == pytest.approx(RAMP, abs=2e-4)


@pytest.mark.parametrize("orientation", [1, 6], ids=["upright", "lying"])
def test_oblong_pixels_become_square(tmp_path: Path, orientation: int) -> None:
    """40 rows 0.5 mm high, 20 columns 1 mm wide: with X and Y exchanged where the image is stored on its side."""
    square = np.add.outer(np.arange(20.0), np.arange(20.0)) / 38.0
    stored = LAID_DOWN[orientation](np.repeat(square, 2, axis=0))
    per_cm = (10, 20) if orientation == 1 else (20, 10)
    tags = [(274, "H", 1, orientation, True)]
    pixels = np.rint(np.ascontiguousarray(stored) * 65535).astype(np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", pixels, resolution=per_cm, resolutionunit="CENTIMETER", extratags=tags)
    radiograph = read_radiograph(tmp_path / "a.tif")
    assert radiograph.pixel_mm == pytest.approx(1.0) and radiograph.shape == square.shape
    assert radiograph.image == pytest.approx(square, abs=1e-4)
    assert "Its pixels were not square and were resampled." in radiograph.assumptions


@pytest.mark.parametrize("per_cm", [((1, 10**5), (1, 10**5)), ((10**8, 1), (10**8, 1)), ((100, 1), (10, 1))])
def test_a_pixel_size_that_no_machine_has_is_taken_as_unknown_and_said(tmp_path: Path, per_cm: tuple) -> None:
    pixels = np.rint(RAMP * 65535).astype(np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", pixels, resolution=per_cm, resolutionunit="CENTIMETER")
    radiograph = read_radiograph(tmp_path / "a.tif")
    said = " ".join(radiograph.assumptions)
    assert radiograph.shape == RAMP.shape and "not believed" in said and PIXEL_UNKNOWN in said


@pytest.mark.parametrize(("factor", "scale"), [(1.0, "display"), (1.0, None), (900.0, None)])
def test_floating_point_whose_zero_is_white_is_inverted_on_the_display_scale(
    tmp_path: Path, factor: float, scale: RadiographScale | None
) -> None:
    stored = ((1.0 - RAMP) * factor).astype(np.float32)
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="miniswhite")
    radiograph = read_radiograph(tmp_path / "a.tif", scale=scale)
    assert radiograph.image == pytest.approx(RAMP, abs=1e-5) and radiograph.image.dtype == np.float32
    assert "The file says that zero is white; its grey values were inverted." in radiograph.assumptions


def test_line_integrals_whose_zero_is_white_stay_and_that_is_said(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", (RAMP * 8.0).astype(np.float32), photometric="miniswhite")
    radiograph = read_radiograph(tmp_path / "a.tif")
    assert radiograph.scale == "line_integral" and radiograph.image == pytest.approx(RAMP * 8.0, abs=1e-5)
    assert "zero is white; line integrals were taken as they are" in " ".join(radiograph.assumptions)


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
