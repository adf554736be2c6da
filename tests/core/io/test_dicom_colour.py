"""Radiographs that a workplace stored in colour: grey ones are read, with marks too; photographs are not."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dicom_factory import write_radiograph
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit

from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_radiograph

GREY = np.add.outer(np.arange(0, 96, 2), np.arange(0, 120, 2)).astype(np.uint8)
"""48 x 60 pixels, 0 to 212, brighter to the right and below."""


def in_colour(path: Path, rgb: np.ndarray, photometric: str = "RGB", **tags: Any) -> Path:
    rows, cols, _ = rgb.shape
    flat = np.ascontiguousarray(rgb).reshape(rows, cols * 3)
    tags = {"Columns": cols, "SamplesPerPixel": 3, "PlanarConfiguration": 0, **tags}
    return write_radiograph(path, flat, PhotometricInterpretation=photometric, **tags)


def test_equal_channels_are_grey(tmp_path: Path) -> None:
    read = read_radiograph(in_colour(tmp_path / "a.dcm", np.stack([GREY] * 3, -1)))
    np.testing.assert_allclose(read.image, GREY / 255.0, atol=1e-6)
    assert any("equal channels" in note for note in read.assumptions)


def test_planes_one_after_another_are_the_same(tmp_path: Path) -> None:
    rows, cols = GREY.shape
    flat = np.stack([GREY] * 3).reshape(rows, cols * 3)
    tags = {"Columns": cols, "SamplesPerPixel": 3, "PlanarConfiguration": 1, "PhotometricInterpretation": "RGB"}
    read = read_radiograph(write_radiograph(tmp_path / "a.dcm", flat, **tags))
    np.testing.assert_allclose(read.image, GREY / 255.0, atol=1e-6)


def test_a_coloured_mark_is_said_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    rgb = np.stack([GREY] * 3, -1)
    rgb[4:9, 40:48] = (255, 40, 0)
    read = read_radiograph(in_colour(tmp_path / "a.dcm", rgb))
    outside = np.ones(GREY.shape, dtype=bool)
    outside[4:9, 40:48] = False
    np.testing.assert_allclose(read.image[outside], GREY[outside] / 255.0, atol=1e-6)
    assert any("coloured parts" in note for note in read.assumptions)


def test_a_window_or_shape_of_grey_values_does_not_count(tmp_path: Path) -> None:
    """Colour is shown as it is (PS3.3 C.11.2); some writers leave such tags behind."""
    tags = {"WindowCenter": 40, "WindowWidth": 10, "PresentationLUTShape": "INVERSE"}
    read = read_radiograph(in_colour(tmp_path / "a.dcm", np.stack([GREY] * 3, -1), **tags))
    np.testing.assert_allclose(read.image, GREY / 255.0, atol=1e-6)


def test_luminance_and_chroma_are_read(tmp_path: Path) -> None:
    grey_chroma = np.full_like(GREY, 128)
    read = read_radiograph(in_colour(tmp_path / "a.dcm", np.stack([GREY, grey_chroma, grey_chroma], -1), "YBR_FULL"))
    np.testing.assert_allclose(read.image, GREY / 255.0, atol=1.01 / 255.0)


def test_a_compressed_capture_is_read(tmp_path: Path) -> None:
    packed = BytesIO()
    Image.fromarray(np.stack([GREY] * 3, -1)).save(packed, "JPEG", quality=95)
    path = tmp_path / "a.dcm"
    in_colour(path, np.stack([GREY] * 3, -1), "YBR_FULL_422")
    from pydicom import dcmread

    dataset = dcmread(path)
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    dataset.PixelData = encapsulate([packed.getvalue()])
    dataset["PixelData"].is_undefined_length = True
    dataset.save_as(path)
    np.testing.assert_allclose(read_radiograph(path).image, GREY / 255.0, atol=4.0 / 255.0)


def test_a_grey_palette_is_read(tmp_path: Path) -> None:
    table = np.arange(256, dtype=np.uint16)[::-1] * 257
    tags = {f"{name}PaletteColorLookupTableDescriptor": [256, 0, 16] for name in ("Red", "Green", "Blue")}
    tags |= {f"{name}PaletteColorLookupTableData": table.tobytes() for name in ("Red", "Green", "Blue")}
    path = write_radiograph(tmp_path / "a.dcm", GREY, PhotometricInterpretation="PALETTE COLOR", **tags)
    np.testing.assert_allclose(read_radiograph(path).image, (255.0 - GREY) / 255.0, atol=1e-4)


def test_a_photograph_is_refused_with_a_hint(tmp_path: Path) -> None:
    rgb = np.stack([GREY, GREY[::-1], np.zeros_like(GREY)], -1)
    with pytest.raises(BadInputError, match="colour picture") as refused:
        read_radiograph(in_colour(tmp_path / "a.dcm", rgb))
    assert refused.value.hint


@pytest.mark.parametrize("samples", [2, 4])
def test_odd_numbers_of_channels_are_refused(tmp_path: Path, samples: int) -> None:
    flat = np.zeros((8, 16 * samples), np.uint8)
    tags = {"Columns": 16, "SamplesPerPixel": samples, "PlanarConfiguration": 0, "PhotometricInterpretation": "RGB"}
    with pytest.raises(BadInputError, match="colour"):
        read_radiograph(write_radiograph(tmp_path / "a.dcm", flat, **tags))
