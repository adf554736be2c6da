"""Radiographs as several vendors write them: polarity, slope, window and shape in every mix; what is often wrong."""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from dicom_factory import write_radiograph
from PIL import Image

from xr2ct_core.errors import BadInputError
from xr2ct_core.io import pair_from_images, read_radiograph
from xr2ct_core.io.dicom_grey import presented
from xr2ct_core.io.radiograph_read import read_facts
from xr2ct_core.origins import PIXEL_UNKNOWN

STORED = np.tile(np.array([0, 300, 1000, 1500, 2000, 2600, 3300, 4095], np.uint16), (8, 1))
TWELVE_BITS = {"BitsStored": 12, "HighBit": 11, "PatientOrientation": ["L", "F"]}
CENTRE, WIDTH = 1800.0, 2400.0
SQUARES = (np.arange(4096.0) / 4095.0) ** 2

VOI: dict[str, dict[str, Any]] = {
    "linear": {"WindowCenter": CENTRE, "WindowWidth": WIDTH},
    "exact": {"WindowCenter": CENTRE, "WindowWidth": WIDTH, "VOILUTFunction": "LINEAR_EXACT"},
    "sigmoid": {"WindowCenter": CENTRE, "WindowWidth": WIDTH, "VOILUTFunction": "SIGMOID"},
    "table": {"VOILUT": (0, 12, np.rint(SQUARES * 4095).astype(int).tolist())},
    "table and window": {
        "VOILUT": (0, 12, np.rint(SQUARES * 4095).astype(int).tolist()),
        "WindowCenter": CENTRE,
        "WindowWidth": WIDTH,
    },
    "nothing": {},
}


def _by_hand(voi: str, value: float) -> float:
    """Grey of a value of interest by the formulas of PS3.3 C.11.2; the whole range where nothing is stated."""
    if voi == "linear":
        return float(np.clip((value - (CENTRE - 0.5)) / (WIDTH - 1) + 0.5, 0, 1))
    if voi == "exact":
        return float(np.clip((value - CENTRE) / WIDTH + 0.5, 0, 1))
    if voi == "sigmoid":
        return float(1 / (1 + np.exp(-4 * (value - CENTRE) / WIDTH)))
    return float(np.rint(SQUARES[int(value)] * 4095) / 4095) if voi.startswith("table") else value / 4095


@pytest.mark.parametrize(
    ("polarity", "slope", "voi", "shape"),
    list(product(["MONOCHROME1", "MONOCHROME2"], [1, -1], VOI, [None, "IDENTITY", "INVERSE"])),
)
def test_grey_by_hand(tmp_path: Path, polarity: str, slope: int, voi: str, shape: str | None) -> None:
    """The shape never counts beside a photometric interpretation; where the two contradict each other it is said."""
    tags = {
        **TWELVE_BITS,
        **VOI[voi],
        "PhotometricInterpretation": polarity,
        "RescaleSlope": slope,
        "RescaleIntercept": 0 if slope > 0 else 4095,
        "RescaleType": "US",
        "PresentationLUTShape": shape,
    }
    radiograph = read_radiograph(write_radiograph(tmp_path / "a.dcm", STORED, **tags))
    values = [float(value) if slope > 0 else 4095.0 - value for value in STORED[0]]
    expected = [_by_hand(voi, value) for value in values]
    expected = [1 - grey for grey in expected] if polarity == "MONOCHROME1" else expected
    assert radiograph.image[3].tolist() == pytest.approx(expected, abs=1e-6)
    contradict = (polarity, shape) in (("MONOCHROME1", "IDENTITY"), ("MONOCHROME2", "INVERSE"))
    assert ("contradict" in " ".join(radiograph.assumptions)) == contradict


@pytest.mark.parametrize(
    ("shape", "rises", "says"), [("INVERSE", False, ""), ("IDENTITY", True, ""), (None, True, "does not say whether")]
)
def test_without_photometric_interpretation_the_shape_decides(
    tmp_path: Path, shape: str | None, rises: bool, says: str
) -> None:
    path = write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, PresentationLUTShape=shape)
    data = pydicom.dcmread(path)
    stored = data.pixel_array
    del data.PhotometricInterpretation
    grey, notes = presented(data, stored)
    assert (grey[0, -1] > grey[0, 0]) == rises
    assert (says in " ".join(notes)) if says else not any("whether" in note for note in notes)


@pytest.mark.parametrize(
    ("sign", "slope", "dense_is_high"), [(1, 1, False), (-1, 1, True), (1, -1, False), (-1, -1, True)]
)
@pytest.mark.parametrize("polarity", ["MONOCHROME1", "MONOCHROME2"])
def test_raw_images_are_white_where_little_intensity_came_through(
    tmp_path: Path, sign: int, slope: int, dense_is_high: bool, polarity: str
) -> None:
    """The sign is of the stored values; dense is what let little intensity through, whatever the slope."""
    tags = {
        "PresentationIntentType": "FOR PROCESSING",
        "PixelIntensityRelationship": "LOG",
        "PixelIntensityRelationshipSign": sign,
        "PhotometricInterpretation": polarity,
        "RescaleSlope": slope,
        "RescaleIntercept": 0 if slope > 0 else 4095,
    }
    radiograph = read_radiograph(write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, **tags))
    assert (radiograph.image[0, -1] > radiograph.image[0, 0]) == dense_is_high
    assert "for processing" in " ".join(radiograph.assumptions)


@pytest.mark.parametrize(("value", "limit"), [(4000, 4095), (4095, 4000)])
@pytest.mark.parametrize("polarity", ["MONOCHROME1", "MONOCHROME2"])
def test_a_range_of_padding_is_black_and_sets_no_range(tmp_path: Path, value: int, limit: int, polarity: str) -> None:
    tags = {"PixelPaddingValue": value, "PixelPaddingRangeLimit": limit, "PhotometricInterpretation": polarity}
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, **tags)).image
    assert (image[:, -1] == 0).all() and image[:, :-1].max() == 1.0 and image[:, :-1].min() == 0.0


def test_padding_of_signed_pixels_may_be_written_as_an_unsigned_word(tmp_path: Path) -> None:
    stored = STORED.astype(np.int16)
    stored[:, 0] = -2000
    path = write_radiograph(tmp_path / "a.dcm", stored, PatientOrientation=["L", "F"])
    data = pydicom.dcmread(path)
    data.add_new("PixelPaddingValue", "US", 65536 - 2000)
    data.save_as(path)
    image = read_radiograph(path).image
    assert (image[:, 0] == 0).all() and image[0, 1] == 0.0 and image[0, -1] == 1.0


def test_padding_beyond_the_bits_stored_is_still_padding(tmp_path: Path) -> None:
    stored = STORED.copy()
    stored[:, 0] = 63536
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", stored, **TWELVE_BITS, PixelPaddingValue=63536)).image
    assert (image[:, 0] == 0).all() and image[0, 1] == 0.0 and image[0, -1] == 1.0


@pytest.mark.parametrize("in_unused_bits", [True, False])
def test_overlays_are_not_drawn(tmp_path: Path, in_unused_bits: bool) -> None:
    stored = STORED | np.uint16(0x8000 if in_unused_bits else 0)
    path = write_radiograph(tmp_path / "a.dcm", stored, **TWELVE_BITS, WindowCenter=2048, WindowWidth=4096)
    data = pydicom.dcmread(path)
    data.add_new(0x60000010, "US", 8)
    data.add_new(0x60000011, "US", 8)
    data.add_new(0x60000100, "US", 16 if in_unused_bits else 1)
    data.add_new(0x60000102, "US", 15 if in_unused_bits else 0)
    if not in_unused_bits:
        data.add_new(0x60003000, "OW", b"\xff" * 8)
    data.save_as(path)
    plain = write_radiograph(tmp_path / "b.dcm", STORED, **TWELVE_BITS, WindowCenter=2048, WindowWidth=4096)
    assert np.array_equal(read_radiograph(path).image, read_radiograph(plain).image)


def test_pixels_in_the_upper_bits_are_shifted_down(tmp_path: Path) -> None:
    tags = {**TWELVE_BITS, "HighBit": 15, "WindowCenter": 2048, "WindowWidth": 4096}
    path = write_radiograph(tmp_path / "a.dcm", STORED << 4, **tags)
    plain = write_radiograph(tmp_path / "b.dcm", STORED, **{**tags, "HighBit": 11})
    assert np.array_equal(read_radiograph(path).image, read_radiograph(plain).image)


def test_a_table_whose_first_value_below_zero_is_an_unsigned_word(tmp_path: Path) -> None:
    tags = {"RescaleIntercept": -100, "RescaleSlope": 1, "PatientOrientation": ["L", "F"]}
    stored = np.tile(np.arange(0, 256, 16, dtype=np.uint16), (8, 1))
    path = write_radiograph(tmp_path / "a.dcm", stored, VOILUT=(65436, 8, list(range(200))), **tags)
    plain = write_radiograph(tmp_path / "b.dcm", stored, VOILUT=(-100, 8, list(range(200))), **tags)
    assert np.array_equal(read_radiograph(path).image, read_radiograph(plain).image)


def test_of_several_windows_and_tables_the_first_is_taken(tmp_path: Path) -> None:
    several = {"WindowCenter": [CENTRE, 100], "WindowWidth": [WIDTH, 10], "WindowCenterWidthExplanation": ["A", "B"]}
    first = write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, **several)
    one = write_radiograph(tmp_path / "b.dcm", STORED, **TWELVE_BITS, WindowCenter=CENTRE, WindowWidth=WIDTH)
    assert np.array_equal(read_radiograph(first).image, read_radiograph(one).image)


def test_a_multi_frame_file_of_one_image_is_a_radiograph(tmp_path: Path) -> None:
    path = write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, NumberOfFrames=1)
    assert read_radiograph(path).shape == (8, 8)


@pytest.mark.parametrize(("stated", "warned"), [("YES", True), ("NO", False), (None, False)])
def test_text_in_the_picture_is_said(tmp_path: Path, stated: str | None, warned: bool) -> None:
    path = write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS, BurnedInAnnotation=stated)
    assert ("burned into the image" in " ".join(read_radiograph(path).assumptions)) == warned


def test_a_bare_file_is_read_and_every_guess_is_said(tmp_path: Path) -> None:
    """No window, spacing, view, orientation or distance."""
    path = write_radiograph(tmp_path / "a.dcm", STORED, BitsStored=12, HighBit=11)
    facts = read_facts(path)
    assert (facts.view, facts.pixel_mm, facts.sad_mm, facts.sdd_mm) == (None, None, None, None)
    said = " ".join(facts.radiograph().assumptions)
    for guess in ("no window", "how the image lies", "View unknown", "Pixel size unknown"):
        assert guess in said


def test_a_palette_without_its_table_is_damaged(tmp_path: Path) -> None:
    path = write_radiograph(tmp_path / "a.dcm", STORED, PhotometricInterpretation="PALETTE COLOR")
    with pytest.raises(BadInputError, match="damaged"):
        read_radiograph(path)


@pytest.mark.parametrize(
    ("tags", "pixel_mm", "sad_mm"),
    [
        ({"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "GEOMETRY"}, 0.225, None),
        (
            {
                "PixelSpacing": [0.2, 0.2],
                "PixelSpacingCalibrationType": "FIDUCIAL",
                "EstimatedRadiographicMagnificationFactor": 1.2,
                "DistanceSourceToDetector": 1800,
            },
            0.24,
            1500.0,
        ),
        (
            {
                "ImagerPixelSpacing": [0.15, 0.15],
                "PixelSpacing": [0.125, 0.125],
                "PixelSpacingCalibrationType": "GEOMETRY",
                "DistanceSourceToDetector": 1800,
            },
            0.15,
            1500.0,
        ),
        ({"ImagerPixelSpacing": [0.15, 0.15], "EstimatedRadiographicMagnificationFactor": 9}, 0.15, None),
    ],
)
def test_pixels_at_the_patient_are_told_from_those_at_the_detector(
    tmp_path: Path, tags: dict[str, Any], pixel_mm: float, sad_mm: float | None
) -> None:
    stored = np.zeros((8, 16), np.uint16)
    stored[2, 3] = 4000
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", stored, **tags))
    assert facts.pixel_mm == pytest.approx(pixel_mm)
    assert facts.sad_mm == (None if sad_mm is None else pytest.approx(sad_mm))
    assert any("at the patient" in note for note in facts.notes) == ("ImagerPixelSpacing" not in tags)


def test_a_body_that_would_be_too_narrow_for_an_adult_sets_the_pixel_size(tmp_path: Path) -> None:
    shown = np.zeros((200, 400), np.uint8)
    shown[:, 150:250] = 200
    Image.fromarray(shown).save(tmp_path / "front.png")
    Image.fromarray(np.full((200, 160), 90, np.uint8) + np.arange(160, dtype=np.uint8) // 4).save(tmp_path / "lat.png")
    pair = pair_from_images(tmp_path / "front.png", tmp_path / "lat.png")
    (note,) = (text for text in pair.frontal.assumptions if text.startswith(PIXEL_UNKNOWN))
    assert "34 cm wide" in note and "3.825 mm" in note
    wide = np.zeros((400, 350), np.uint8)
    wide[:, 30:320] = 200
    Image.fromarray(wide).save(tmp_path / "front.png")
    assert any(
        "43 cm" in text for text in pair_from_images(tmp_path / "front.png", tmp_path / "lat.png").frontal.assumptions
    )


def test_a_table_of_words_is_read_in_the_byte_order_of_its_file(tmp_path: Path) -> None:
    data = pydicom.dcmread(write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS))
    item = pydicom.Dataset()
    item.LUTDescriptor = [4096, 0, 12]
    item.add_new("LUTData", "OW", np.rint(SQUARES * 4095).astype(">u2").tobytes())
    data.VOILUTSequence = [item]
    data["PixelData"].value = STORED.astype(">u2").tobytes()
    data.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRBigEndian
    pydicom.dcmwrite(tmp_path / "b.dcm", data, implicit_vr=False, little_endian=False, force_encoding=True)
    expected = [_by_hand("table", value) for value in STORED[0]]
    assert read_radiograph(tmp_path / "b.dcm").image[0] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("keyword", ["PhotometricInterpretation", "SamplesPerPixel", "PixelRepresentation"])
def test_a_grey_image_that_does_not_say_so_is_read_as_one(tmp_path: Path, keyword: str) -> None:
    path = write_radiograph(tmp_path / "a.dcm", STORED, **TWELVE_BITS)
    whole = read_radiograph(path)
    data = pydicom.dcmread(path)
    del data[keyword]
    data.save_as(path)
    without = read_radiograph(path)
    assert np.array_equal(without.image, whole.image)
    told = any("low values are black" in note for note in without.assumptions)
    assert told == (keyword == "PhotometricInterpretation")


@pytest.mark.parametrize("axes", [["", ""], "", ["L"]])
def test_axes_that_are_left_empty_say_nothing_of_how_the_image_lies(tmp_path: Path, axes: list[str] | str) -> None:
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **{**TWELVE_BITS, "PatientOrientation": axes}))
    assert any("how the image lies" in note for note in facts.notes)
