"""Radiographs from picture files: values on their scale, nothing inverted or flipped, every guess said."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import View
from xr2ct_core.io import read_radiograph, write_png
from xr2ct_core.io.facts import guessed_view
from xr2ct_core.provenance import SYNTHETIC_BANNER

RAMP = np.add.outer(np.arange(10.0), np.arange(20.0)) / 28.0
"""Rises to the right and downwards from 0 to 1: every flip, transposition and inversion shows."""
U8, U16 = np.rint(RAMP * 255).astype(np.uint8), np.rint(RAMP * 65535).astype(np.uint16)


def _palette(path: Path) -> None:
    image = Image.fromarray(255 - U8, mode=None).convert("P")
    image.putpalette([value for grey in range(255, -1, -1) for value in (grey, grey, grey)])
    image.save(path, "PNG")


def _png(array: np.ndarray) -> Any:
    return lambda path: Image.fromarray(array).save(path, "PNG")


def _tiff(array: np.ndarray, **options: Any) -> Any:
    return lambda path: tifffile.imwrite(path, array, **options)


def _npy(array: np.ndarray) -> Any:
    def write(path: Path) -> None:
        with path.open("wb") as stream:
            np.save(stream, array)

    return write


WRITERS = {
    "png 8": _png(U8),
    "png 16": _png(U16),
    "png palette": _palette,
    "png rgb": _png(np.stack([U8] * 3, -1)),
    "png rgba": _png(np.concatenate([np.stack([U8] * 3, -1), np.full((10, 20, 1), 255, np.uint8)], -1)),
    "png grey alpha": lambda path: Image.fromarray(U8).convert("LA").save(path, "PNG"),
    "png 12 bits in 16": _png((U16 >> 4).astype(np.uint16)),
    "jpeg": lambda path: Image.fromarray(U8).save(path, "JPEG", quality=100),
    "tiff 8": _tiff(U8),
    "tiff 16": _tiff(U16),
    "tiff 16 deflate": _tiff(U16, compression="zlib"),
    "tiff 16 lzw": lambda path: Image.fromarray(U16).save(path, "TIFF", compression="tiff_lzw"),
    "tiff float": _tiff(RAMP.astype(np.float32)),
    "tiff white is zero": _tiff(255 - U8, photometric="miniswhite"),
    "tiff white is zero lzw": lambda path: Image.fromarray(U8).save(path, "TIFF", compression="tiff_lzw"),
    "tiff rgb 16": _tiff(np.stack([U16] * 3, -1), photometric="rgb"),
    "npy float": _npy(RAMP.astype(np.float32)),
    "npy double fortran": _npy(np.asfortranarray(RAMP)),
    "npy 8": _npy(U8),
    "npy big endian": _npy(U16.astype(">u2")),
    "npy one frame": _npy(U16[None]),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", ["image.bin", "image.dcm"])
def test_every_format_gives_the_same_picture_whatever_its_name(tmp_path: Path, kind: str, name: str) -> None:
    WRITERS[kind](tmp_path / name)
    radiograph = read_radiograph(tmp_path / name, view=View.LL, pixel_mm=0.5, scale="display")
    assert radiograph.image == pytest.approx(RAMP.astype(np.float32), abs=0.02 if kind == "jpeg" else 0.0021)
    assert radiograph.image.dtype == np.float32 and (radiograph.view, radiograph.pixel_mm) == (View.LL, 0.5)
    assert ("equal channels" in " ".join(radiograph.assumptions)) == ("rgb" in kind or "palette" in kind)


def test_a_photograph_is_refused(tmp_path: Path) -> None:
    colours = np.random.default_rng(0).integers(0, 255, (20, 20, 3)).astype(np.uint8)
    Image.fromarray(colours).save(tmp_path / "a.png")
    with pytest.raises(BadInputError, match="colour picture"):
        read_radiograph(tmp_path / "a.png")


def test_coloured_marks_on_a_grey_image_are_read_as_brightness_and_said(tmp_path: Path) -> None:
    rgb = np.stack([U8] * 3, -1)
    rgb[0, 0] = (255, 0, 0)
    Image.fromarray(rgb).save(tmp_path / "a.png")
    radiograph = read_radiograph(tmp_path / "a.png")
    assert "coloured parts" in " ".join(radiograph.assumptions)
    assert radiograph.image[0, 0] == pytest.approx(0.299, abs=0.01)
    assert radiograph.image[5, 5] == pytest.approx(U8[5, 5] / 255)


def test_turned_photos_of_films_are_turned_by_their_exif(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.ascontiguousarray(np.rot90(U8))).save(tmp_path / "a.jpg", exif=exif, quality=100)
    assert read_radiograph(tmp_path / "a.jpg").image == pytest.approx(RAMP, abs=0.02)


def test_tiff_resolution_in_centimetres_is_the_pixel_size(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", U16, resolution=(50.0, 50.0), resolutionunit="CENTIMETER")
    assert read_radiograph(tmp_path / "a.tif").pixel_mm == pytest.approx(0.2)
    tifffile.imwrite(tmp_path / "b.tif", U16, resolution=(72.0, 72.0), resolutionunit="INCH")
    assert read_radiograph(tmp_path / "b.tif").pixel_mm == pytest.approx(430 / 20)


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("case1_lateral.png", View.LL),
        ("PA.dcm", View.PA),
        ("chest-ap-3.png", View.AP),
        ("frontal.npy", View.PA),
        ("0001-LAT.jpg", View.LL),
        ("rl.png", View.RL),
        ("plate.png", None),
        ("CXR54_IM-2145-1002.png", None),
    ],
)
def test_view_is_guessed_from_whole_words_of_the_name(name: str, view: View | None) -> None:
    assert guessed_view(name) == view


def test_every_guess_is_said(tmp_path: Path) -> None:
    _png(U8)(tmp_path / "plate.png")
    radiograph = read_radiograph(tmp_path / "plate.png")
    said = " ".join(radiograph.assumptions)
    assert "View unknown" in said and "43 cm" in said and radiograph.pixel_mm == 430 / 20
    assert not read_radiograph(tmp_path / "plate.png", view=View.PA, pixel_mm=1.0).assumptions


def test_whole_numbers_hold_line_integrals_only_with_their_scale(tmp_path: Path) -> None:
    _png(U16)(tmp_path / "a.png")
    with pytest.raises(BadInputError, match="line integrals are unknown") as refused:
        read_radiograph(tmp_path / "a.png", scale="line_integral")
    assert "max_line_integral" in refused.value.hint
    radiograph = read_radiograph(tmp_path / "a.png", scale="line_integral", max_line_integral=6.5)
    assert radiograph.scale == "line_integral" and radiograph.image == pytest.approx(RAMP * 6.5, abs=1e-3)


def test_floating_point_is_read_as_what_it_looks_like_and_said(tmp_path: Path) -> None:
    _npy((RAMP * 7).astype(np.float32))(tmp_path / "a.npy")
    physical = read_radiograph(tmp_path / "a.npy")
    assert physical.scale == "line_integral" and physical.image.max() == 7
    assert "line integrals" in " ".join(physical.assumptions)
    shown = read_radiograph(tmp_path / "a.npy", scale="display")
    assert shown.scale == "display" and shown.image.max() == 1
    _npy(RAMP.astype(np.float32))(tmp_path / "b.npy")
    assert read_radiograph(tmp_path / "b.npy").scale == "display"


def test_absurd_line_integrals_are_refused(tmp_path: Path) -> None:
    _npy((RAMP * 1e4).astype(np.float32))(tmp_path / "a.npy")
    with pytest.raises(BadInputError, match="too large"):
        read_radiograph(tmp_path / "a.npy", scale="line_integral")


@pytest.mark.parametrize("shape", [(6, 7), (6, 7, 3), (6, 7, 4)])
def test_written_picture_carries_its_banner(tmp_path: Path, shape: tuple[int, ...]) -> None:
    picture = np.random.default_rng(0).integers(0, 255, shape).astype(np.uint8)
    path = write_png(tmp_path / "sub" / "a.png", picture, banner=SYNTHETIC_BANNER, text={"Title": "Lünge"})
    with Image.open(path) as image:
        assert np.array_equal(np.asarray(image), picture)
        assert image.info["Disclaimer"] == SYNTHETIC_BANNER and image.info["Title"] == "Lünge"


@pytest.mark.parametrize("picture", [np.zeros((4, 4)), np.zeros((4, 4, 2), np.uint8), np.zeros((0, 4), np.uint8)])
def test_what_is_no_picture_is_not_written(tmp_path: Path, picture: np.ndarray) -> None:
    with pytest.raises(BadInputError):
        write_png(tmp_path / "a.png", picture)
    assert not list(tmp_path.iterdir())


def test_real_radiographs_open(shared_data: Path) -> None:
    paths = sorted((shared_data / "xray").glob("*.png"))
    assert len(paths) >= 6
    for path in paths:
        image = read_radiograph(path).image
        assert 0 <= image.min() < 0.2 and 0.8 < image.max() <= 1
