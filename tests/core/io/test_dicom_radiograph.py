"""The grey scale and the tags of DICOM radiographs: modality LUT, then VOI, then inversion; then the geometry."""

from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from dicom_factory import write_radiograph
from pydicom.pixels import apply_modality_lut, apply_voi_lut

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import View
from xr2ct_core.io import read_radiograph
from xr2ct_core.io.dicom_distances import MAGNIFICATION_TAG
from xr2ct_core.io.radiograph_read import read_facts

STORED = np.tile(np.linspace(0, 4095, 16).astype(np.uint16), (8, 1))
UPRIGHT = {"PatientOrientation": ["L", "F"]}

VOI: dict[str, dict[str, Any]] = {
    "linear": {"WindowCenter": 2048, "WindowWidth": 2000},
    "linear_exact": {"WindowCenter": 2048, "WindowWidth": 2000, "VOILUTFunction": "LINEAR_EXACT"},
    "sigmoid": {"WindowCenter": 2048, "WindowWidth": 2000, "VOILUTFunction": "SIGMOID"},
    "lut": {"VOILUT": (0, 12, np.minimum(np.arange(4096) ** 2 // 3000, 4095).tolist())},
}


@pytest.mark.parametrize("voi", VOI)
@pytest.mark.parametrize("slope", [1.0, -1.0])
@pytest.mark.parametrize("polarity", ["MONOCHROME1", "MONOCHROME2"])
def test_grey_scale_agrees_with_pydicom_and_then_inverts(tmp_path: Path, voi: str, slope: float, polarity: str) -> None:
    tags = {
        **VOI[voi],
        **UPRIGHT,
        "RescaleSlope": slope,
        "RescaleIntercept": 0 if slope > 0 else 4095,
        "PhotometricInterpretation": polarity,
        "BitsStored": 12,
        "HighBit": 11,
    }
    path = write_radiograph(tmp_path / "a.dcm", STORED, **tags)
    dataset = pydicom.dcmread(path)
    modality = apply_modality_lut(dataset.pixel_array, dataset).astype(np.uint16)
    # pydicom takes its output range from the rescale, which a negative slope turns over.
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, 0
    expected = np.clip(apply_voi_lut(modality, dataset, prefer_lut=True) / 4095.0, 0, 1)
    expected = 1 - expected if polarity == "MONOCHROME1" else expected
    image = read_radiograph(path).image
    assert image == pytest.approx(expected, abs=2e-3)
    rises = (slope > 0) == (polarity == "MONOCHROME2")
    assert (image[0, -1] > image[0, 0]) == rises


@pytest.mark.parametrize(
    ("function", "value", "grey"),
    [
        ("LINEAR", 1500, (1500 - 1999.5) / 1999 + 0.5),
        ("LINEAR", 2000, (2000 - 1999.5) / 1999 + 0.5),
        ("LINEAR", 3500, 1.0),
        ("LINEAR_EXACT", 1500, 0.25),
        ("LINEAR_EXACT", 2000, 0.5),
        ("SIGMOID", 1500, 1 / (1 + np.exp(1.0))),
        ("SIGMOID", 2000, 0.5),
    ],
)
@pytest.mark.parametrize("polarity", ["MONOCHROME1", "MONOCHROME2"])
def test_window_by_hand(tmp_path: Path, function: str, value: int, grey: float, polarity: str) -> None:
    """Centre 2000, width 2000, by the formulas of PS3.3 C.11.2.1.2."""
    stored = STORED.copy()
    stored[3, 5] = value
    tags = {"WindowCenter": 2000, "WindowWidth": 2000, "VOILUTFunction": function}
    path = write_radiograph(tmp_path / "a.dcm", stored, PhotometricInterpretation=polarity, **tags, **UPRIGHT)
    expected = grey if polarity == "MONOCHROME2" else 1 - grey
    assert read_radiograph(path).image[3, 5] == pytest.approx(expected, abs=1e-6)


def test_modality_table_comes_before_the_window(tmp_path: Path) -> None:
    table = (4095 - np.arange(4096)).tolist()
    tags = {"ModalityLUT": (0, 12, table), "WindowCenter": 1000, "WindowWidth": 1000, "VOILUTFunction": "LINEAR_EXACT"}
    stored = STORED.copy()
    stored[0, :3] = [3095, 2845, 0]
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", stored, **tags, **UPRIGHT)).image
    assert image[0, :3].tolist() == pytest.approx([0.5, 0.75, 1.0], abs=1e-6)


def test_table_that_starts_below_zero_is_read(tmp_path: Path) -> None:
    tags = {"VOILUT": (-100, 8, list(range(200))), "RescaleIntercept": -100, "RescaleSlope": 1}
    stored = np.tile(np.arange(0, 256, 16, dtype=np.uint16), (8, 1))
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", stored, **tags, **UPRIGHT)).image
    assert image[0].tolist() == pytest.approx([min(value, 199) / 255 for value in range(0, 256, 16)], abs=1e-6)


def test_without_a_window_the_range_is_used_and_said(tmp_path: Path) -> None:
    radiograph = read_radiograph(write_radiograph(tmp_path / "a.dcm", STORED, **UPRIGHT))
    assert radiograph.image.min() == 0 and radiograph.image.max() == 1
    assert "no window" in " ".join(radiograph.assumptions)


def test_padding_is_black_in_either_polarity(tmp_path: Path) -> None:
    stored = STORED.copy()
    stored[:, 0] = 9999
    tags = {"PixelPaddingValue": 9999, "PhotometricInterpretation": "MONOCHROME2"}
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", stored, **tags, **UPRIGHT)).image
    assert (image[:, 0] == 0).all() and image[0, -1] == 1


@pytest.mark.parametrize(
    ("tags", "view"),
    [
        ({"ViewPosition": "PA"}, View.PA),
        ({"ViewPosition": "AP"}, View.AP),
        ({"ViewPosition": "LL"}, View.LL),
        ({"ViewPosition": "RL"}, View.RL),
        ({"ViewPosition": "LATERAL"}, View.LL),
        ({"PatientOrientation": ["P", "F"]}, View.LL),
        ({"PatientOrientation": ["L", "F"]}, None),
        ({}, None),
    ],
)
def test_view_is_what_the_tags_state(tmp_path: Path, tags: dict[str, Any], view: View | None) -> None:
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **tags))
    assert facts.view == view
    assert read_radiograph(tmp_path / "a.dcm").view == (view or View.PA)
    assert ("View unknown" in " ".join(facts.radiograph().assumptions)) == (view is None)


@pytest.mark.parametrize(
    ("axes", "row_col"),
    [
        (["L", "F"], (2, 3)),
        (["R", "F"], (2, 12)),
        (["L", "H"], (5, 3)),
        (["F", "L"], (3, 2)),
        (["A", "F"], (2, 12)),
        (["PL", "FL"], (2, 3)),
    ],
)
def test_image_is_turned_as_the_viewer_sees_it(tmp_path: Path, axes: list[str], row_col: tuple[int, int]) -> None:
    """A marker stored at row 2, column 3 of 8 x 16 pixels."""
    stored = np.zeros((8, 16), np.uint16)
    stored[2, 3] = 4000
    image = read_radiograph(write_radiograph(tmp_path / "a.dcm", stored, PatientOrientation=axes)).image
    assert np.unravel_index(int(image.argmax()), image.shape) == row_col


@pytest.mark.parametrize(
    ("tags", "pixel_mm"),
    [
        ({"ImagerPixelSpacing": [0.15, 0.15], "PixelSpacing": [0.1, 0.1]}, 0.15),
        ({"NominalScannedPixelSpacing": [0.2, 0.2]}, 0.2),
        ({"PixelSpacing": [0.14, 0.14]}, 0.14),
        ({"PixelSpacing": [0.0, 0.0]}, None),
        ({}, None),
    ],
)
def test_pixel_size_is_that_of_the_detector(tmp_path: Path, tags: dict[str, Any], pixel_mm: float | None) -> None:
    assert read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **tags)).pixel_mm == pixel_mm


def test_oblong_pixels_become_square(tmp_path: Path) -> None:
    radiograph = read_radiograph(write_radiograph(tmp_path / "a.dcm", STORED, ImagerPixelSpacing=[0.4, 0.2]))
    assert radiograph.shape == (16, 16) and radiograph.pixel_mm == 0.2
    assert radiograph.image[:, -1] == pytest.approx(np.ones(16), abs=1e-4)
    assert "not square" in " ".join(radiograph.assumptions)


@pytest.mark.parametrize(
    ("tags", "stored_shape"),
    [
        ({"ImagerPixelSpacing": [0.5, 1.0]}, (40, 20)),
        ({"PixelAspectRatio": [1, 2]}, (40, 20)),
        ({"PixelAspectRatio": [2, 1], "PatientOrientation": ["F", "L"]}, (20, 40)),
    ],
    ids=["spacing", "aspect ratio", "aspect ratio, lying"],
)
def test_the_shape_of_pixels_counts_whichever_tag_states_it(
    tmp_path: Path, tags: dict[str, Any], stored_shape: tuple[int, int]
) -> None:
    """20 x 20 mm in pixels twice as wide as high."""
    stored = np.add.outer(np.arange(stored_shape[0]), np.arange(stored_shape[1])).astype(np.uint16)
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", stored, **tags))
    assert facts.image.shape == (20, 20) and "Its pixels were not square and were resampled." in facts.notes
    assert facts.pixel_mm == (1.0 if "ImagerPixelSpacing" in tags else None)


@pytest.mark.parametrize(
    ("tags", "pixel_mm"),
    [
        ({"ImagerPixelSpacing": [10, 0.011]}, None),
        ({"ImagerPixelSpacing": [0.011, 10]}, None),
        ({"ImagerPixelSpacing": [11, 11]}, None),
        ({"PixelAspectRatio": [1, 5]}, None),
        ({"ImagerPixelSpacing": [10, 0.011], "PixelSpacing": [0.2, 0.2]}, 0.2),
    ],
)
def test_pixels_of_a_shape_or_size_that_no_machine_has_are_not_believed(
    tmp_path: Path, tags: dict[str, Any], pixel_mm: float | None
) -> None:
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **tags))
    assert facts.image.shape == STORED.shape and facts.pixel_mm == pixel_mm
    assert any("not believed" in note for note in facts.notes) == (pixel_mm is None) == ("pixel_mm" not in facts.stated)


def test_an_image_that_square_pixels_make_too_large_is_refused(tmp_path: Path) -> None:
    stored = np.arange(16_000 * 8, dtype=np.uint16).reshape(16_000, 8)
    with pytest.raises(BadInputError, match="48000 x 8"):
        read_facts(write_radiograph(tmp_path / "a.dcm", stored, ImagerPixelSpacing=[0.6, 0.2]))


@pytest.mark.parametrize(
    ("tags", "stated"),
    [
        ({}, {}),
        ({"DistanceSourceToDetector": 0, "DistanceSourceToPatient": 1600}, {"sad_mm": "DistanceSourceToPatient"}),
        ({"DistanceSourceToDetector": 1800}, {"sdd_mm": "DistanceSourceToDetector"}),
        (
            {"DistanceSourceToDetector": 1800, MAGNIFICATION_TAG: 1.125},
            {"sad_mm": MAGNIFICATION_TAG, "sdd_mm": "DistanceSourceToDetector"},
        ),
        ({MAGNIFICATION_TAG: 1.125}, {}),
    ],
)
def test_a_distance_counts_as_stated_only_where_a_tag_states_it(
    tmp_path: Path, tags: dict[str, Any], stated: dict[str, str]
) -> None:
    assert read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **tags)).stated == stated


def test_distances_are_taken_where_they_make_sense(tmp_path: Path) -> None:
    tags = {"DistanceSourceToDetector": 1800, "DistanceSourceToPatient": 1600}
    facts = read_facts(write_radiograph(tmp_path / "a.dcm", STORED, **tags))
    assert (facts.sdd_mm, facts.sad_mm) == (1800.0, 1600.0)
    facts = read_facts(write_radiograph(tmp_path / "b.dcm", STORED, DistanceSourceToDetector=0))
    assert facts.sdd_mm is None


def _ct(path: Path) -> None:
    write_radiograph(path, STORED, Modality="CT")


def _colour(path: Path) -> None:
    rgb = np.tile(np.array([200, 90, 10], np.uint8), (8, 16))
    write_radiograph(path, rgb, Columns=16, SamplesPerPixel=3, PhotometricInterpretation="RGB")


def _frames(path: Path) -> None:
    write_radiograph(path, STORED, NumberOfFrames=3)


def _even(path: Path) -> None:
    write_radiograph(path, np.full((8, 16), 7, np.uint16))


def _no_pixels(path: Path) -> None:
    write_radiograph(path, STORED, PixelData=None)


def _promises(path: Path) -> None:
    write_radiograph(path, STORED, Rows=60000, Columns=60000)


def _too_few(path: Path) -> None:
    write_radiograph(path, STORED, Rows=800)


def _bad_table(path: Path) -> None:
    write_radiograph(path, STORED, VOILUT=(0, 40, list(range(64))))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_ct, "CT image"),
        (_colour, "colour"),
        (_frames, "several frames"),
        (_even, "one even grey"),
        (_no_pixels, "no image"),
        (_promises, "60000 x 60000"),
        (_too_few, "damaged or incomplete"),
        (_bad_table, "lookup table"),
    ],
)
def test_what_is_no_radiograph_is_said_with_a_hint(tmp_path: Path, make: Any, says: str) -> None:
    make(tmp_path / "a.dcm")
    with pytest.raises(BadInputError, match=says) as refused:
        read_radiograph(tmp_path / "a.dcm")
    assert refused.value.hint


def test_a_real_computed_radiograph_is_read(shared_data: Path) -> None:
    """JPEG 2000, MONOCHROME1, PA, pixel spacing stated as zero: lungs dark, belly and mediastinum white."""
    facts = read_facts(shared_data / "xray" / "RG1_J2KI.dcm")
    assert facts.image.shape == (1955, 1841) and facts.view is View.PA
    assert facts.pixel_mm is None and facts.sdd_mm == 1996.0
    lung, spine, belly = facts.image[700:900, 350:550], facts.image[700:900, 850:950], facts.image[1600:1700, 300:600]
    assert lung.mean() < spine.mean() - 0.1 and lung.mean() < belly.mean() - 0.1
