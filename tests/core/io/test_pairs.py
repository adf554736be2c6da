"""Pairs: the file keeps everything it is given; two loose images become a pair with every guess said."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dicom_factory import write_radiograph
from PIL import Image

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.io import pair_from_images, read_pair, read_volume, write_pair
from xr2ct_core.io.pair_images import fitted_to_detector
from xr2ct_core.radiograph import ESTIMATED_ERROR, Radiograph, RadiographPair
from xr2ct_core.volume import Volume

SMALL = BiplanarGeometry.make(rows=20, cols=20, pixel_mm=25.0)


def _pair(geometry: BiplanarGeometry = SMALL, scale: Any = "line_integral") -> RadiographPair:
    random = np.random.default_rng(0)
    images = [random.random((view.rows, view.cols)).astype(np.float32) for view in geometry.views]
    frontal, lateral = (
        Radiograph(image, view.pixel_mm, view.view, scale, assumptions=("Guessed.",))
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry, subject="Patient ä", cube_mm=300.5)


def _edit(path: Path, change: Any) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("scale", ["line_integral", "display"])
@pytest.mark.parametrize("images", ["npy", "png"])
def test_pair_comes_back_as_it_was(tmp_path: Path, scale: str, images: Any) -> None:
    pair = _pair(scale=scale)
    path = write_pair(pair, tmp_path / "case", images=images)
    back = read_pair(path)
    assert path.name == "pair.json" and read_pair(path.parent).subject == back.subject == "Patient ä"
    assert back.geometry == pair.geometry and back.cube_mm == 300.5 and back.truth_path is None
    for before, after in zip(pair.radiographs, back.radiographs, strict=True):
        assert after.image == pytest.approx(before.image, abs=0 if images == "npy" else 2e-5)
        assert (after.scale, after.view, after.pixel_mm) == (scale, before.view, before.pixel_mm)
        assert after.assumptions == ("Guessed.",)


def test_file_has_exactly_the_agreed_form(tmp_path: Path) -> None:
    geometry = replace(PRESETS["x2ct"], name="custom")
    pair = replace(_pair(geometry), subject="S", cube_mm=320.0)
    pair = replace(pair, frontal=replace(pair.frontal, assumptions=()), lateral=replace(pair.lateral, assumptions=()))
    truth = Volume(np.zeros((4, 4, 4), np.int16), Affine.centred((4, 4, 4), (80, 80, 80)))
    assert json.loads(write_pair(pair, tmp_path, truth).read_text()) == {
        "format": "xr2ct-pair",
        "version": 1,
        "subject": "S",
        "frontal": {"image": "frontal.npy", "scale": "line_integral", "view": "PA"},
        "lateral": {"image": "lateral.npy", "scale": "line_integral", "view": "LL"},
        "geometry": {"model": "cone", "sad_mm": 541, "sdd_mm": 949, "rows": 320, "cols": 320, "pixel_mm": 1.5625},
        "cube_mm": 320,
        "truth": "ct.nii.gz",
    }
    back = read_pair(tmp_path / "pair.json")
    assert back.geometry.name == "x2ct" and back.truth_path == tmp_path / "ct.nii.gz"
    assert read_volume(back.truth_path).affine == truth.affine


@pytest.mark.parametrize("name", list(PRESETS))
def test_presets_are_recognised(tmp_path: Path, name: str) -> None:
    assert read_pair(write_pair(_pair(PRESETS[name]), tmp_path)).geometry == PRESETS[name]


def test_views_may_differ_and_be_turned(tmp_path: Path) -> None:
    geometry = BiplanarGeometry(
        ViewGeometry(View.AP, sad_mm=900, sdd_mm=1100, rows=12, cols=12, pixel_mm=30, shift_mm=(1.0, 0.0, 2.5)),
        ViewGeometry(View.RL, sad_mm=1600, sdd_mm=1800, rows=15, cols=10, pixel_mm=40, rotation_deg=(0.0, 1.5, 0.0)),
        "bench",
    )
    assert read_pair(write_pair(_pair(geometry), tmp_path)).geometry == geometry


def test_unknown_keys_survive_reading_and_writing(tmp_path: Path) -> None:
    path = write_pair(_pair(), tmp_path / "a")

    def add(content: dict[str, Any]) -> None:
        content["study"] = {"site": 3}
        content["frontal"]["kvp"] = 120
        content["geometry"]["tilt"] = None

    _edit(path, add)
    content = json.loads(write_pair(read_pair(path), tmp_path / "b").read_text())
    assert content["study"] == {"site": 3} and content["frontal"]["kvp"] == 120
    assert "tilt" in content["geometry"] and "kvp" not in content["lateral"]


def test_truth_elsewhere_is_found_from_the_new_folder(tmp_path: Path) -> None:
    truth = tmp_path / "truth" / "ct.nii.gz"
    pair = replace(_pair(), truth_path=truth)
    back = read_pair(write_pair(pair, tmp_path / "pairs" / "one"))
    assert back.truth_path is not None and back.truth_path.resolve() == truth
    assert json.loads((tmp_path / "pairs/one/pair.json").read_text())["truth"] == "../../truth/ct.nii.gz"


def _set(*keys: str, value: Any) -> Any:
    def change(content: dict[str, Any]) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = value

    return change


def _drop(*keys: str) -> Any:
    def change(content: dict[str, Any]) -> None:
        for key in keys[:-1]:
            content = content[key]
        del content[keys[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_drop("format"), "not a pair file"),
        (_set("version", value=2), "version 2"),
        (_drop("frontal"), "no frontal"),
        (_drop("geometry"), "no geometry"),
        (_drop("geometry", "sad_mm"), "sad_mm"),
        (_set("geometry", "sdd_mm", value=100), "cannot be 541 mm"),
        (_set("geometry", "rows", value=20.5), "whole number"),
        (_set("geometry", "pixel_mm", value="wide"), "pixel_mm"),
        (_set("geometry", "pixel_mm", value=float("nan")), "pixel_mm"),
        (_set("geometry", "rows", value=10**7), "not supported"),
        (_set("geometry", "rows", value=30), "20 x 20 pixels"),
        (_set("geometry", "model", value="fan"), "beam model"),
        (_set("cube_mm", value=-3), "cube_mm"),
        (_set("truth", value=7), "truth"),
        (_set("frontal", "view", value="LL"), "frontal and a lateral"),
        (_set("frontal", "view", value="XX"), "no view"),
        (_set("frontal", "scale", value="hu"), "no scale"),
        (_set("frontal", "image", value=None), "names no image"),
        (_set("frontal", "image", value="gone.npy"), "does not exist"),
        (_set("frontal", "rotation_deg", value=[1, 2]), "three numbers"),
        (_set("frontal", "max_line_integral", value="big"), "max_line_integral"),
        (_set("frontal", "error", value=-0.5), "below zero"),
        (_set("truth", value="ct\0.nii.gz"), "no text has"),
        (_set("subject", value="\ud800"), "no text has"),
        (_set("frontal", "image", value="\udcfc.npy"), "no text has"),
    ],
)
def test_a_wrong_pair_file_is_said_with_a_hint(tmp_path: Path, change: Any, says: str) -> None:
    path = write_pair(_pair(), tmp_path)
    _edit(path, change)
    with pytest.raises(BadInputError, match=says) as refused:
        read_pair(path)
    assert refused.value.hint


@pytest.mark.parametrize("text", ["{", "[1]", "{}", "null", "[" * 100_000, '{"format": "xr2ct-pair"}'])
def test_json_that_is_no_pair_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "pair.json").write_text(text)
    with pytest.raises(BadInputError):
        read_pair(tmp_path / "pair.json")


def _image(path: Path, rows: int, cols: int) -> Path:
    """A bright block left of and above the middle on a dark ramp."""
    image = np.tile(np.linspace(10, 60, cols), (rows, 1)).astype(np.uint8)
    image[rows // 5 : 2 * rows // 5, cols // 5 : 2 * cols // 5] = 250
    Image.fromarray(image).save(path)
    return path


def _said(radiograph: Radiograph) -> str:
    return " ".join(radiograph.assumptions)


def test_two_pictures_become_a_pair_at_chest_stand_distances(tmp_path: Path) -> None:
    pair = pair_from_images(_image(tmp_path / "a.png", 300, 430), _image(tmp_path / "b.png", 430, 350))
    for view, name in zip(pair.geometry.views, (View.PA, View.LL), strict=True):
        assert (view.view, view.sad_mm, view.sdd_mm) == (name, 1600, 1800)
        assert (view.rows, view.cols) == (384, 384) and view.rows * view.pixel_mm == pytest.approx(430)
    assert pair.frontal.scale == "display" and pair.frontal.image.max() <= 1
    assert "View unknown" in _said(pair.frontal) and "43 cm" in _said(pair.frontal)
    assert "1.8 m" in _said(pair.lateral) and "padded" in _said(pair.lateral)
    assert (pair.frontal.image[:50] == 0).all() and (pair.lateral.image[:, :30] == 0).all()


def test_swapped_files_are_put_in_order_by_their_names(tmp_path: Path) -> None:
    pair = pair_from_images(_image(tmp_path / "x_lateral.png", 40, 40), _image(tmp_path / "x_frontal.png", 50, 50))
    assert pair.frontal.source == "x_frontal.png" and pair.lateral.source == "x_lateral.png"
    assert "swapped" in _said(pair.frontal)


def test_tags_count_more_than_names_and_order(tmp_path: Path) -> None:
    stored = np.tile(np.arange(40, dtype=np.uint16), (40, 1))
    tags = {"ImagerPixelSpacing": [10.0, 10.0], "DistanceSourceToDetector": 2000, "DistanceSourceToPatient": 1750}
    lateral = write_radiograph(tmp_path / "frontal.dcm", stored, ViewPosition="RL", **tags)
    pair = pair_from_images(lateral, _image(tmp_path / "b.png", 40, 40))
    assert pair.lateral.source == "frontal.dcm" and pair.geometry.lateral.view is View.RL
    assert (pair.geometry.lateral.sdd_mm, pair.geometry.lateral.sad_mm) == (2000, 1750)
    assert pair.geometry.frontal.sdd_mm == 1800
    assert "Distances" not in _said(pair.lateral) and "Distances unknown" in _said(pair.frontal)


def test_a_distance_measured_to_the_stand_is_not_taken_for_the_centre(tmp_path: Path) -> None:
    stored = np.tile(np.arange(40, dtype=np.uint16), (40, 1))
    tags = {"ViewPosition": "PA", "DistanceSourceToDetector": 1800, "DistanceSourceToPatient": 1751}
    path = write_radiograph(tmp_path / "a.dcm", stored, **tags)
    pair = pair_from_images(path, _image(tmp_path / "b.png", 40, 40))
    assert pair.geometry.frontal.sad_mm == 1600 and "200 mm before" in _said(pair.frontal)


def test_two_frontals_are_refused(tmp_path: Path) -> None:
    stored = np.tile(np.arange(40, dtype=np.uint16), (40, 1))
    paths = [write_radiograph(tmp_path / f"{view}.dcm", stored, ViewPosition=view) for view in ("PA", "AP")]
    with pytest.raises(BadInputError, match="Both images are frontal"):
        pair_from_images(*paths)


def test_images_are_fitted_to_a_given_geometry_and_keep_their_size_in_mm(tmp_path: Path) -> None:
    stored = np.zeros((200, 100), np.uint16)
    stored[30:50, 20:40] = 1000
    tags = {"ImagerPixelSpacing": [2.0, 2.0], "WindowCenter": 500, "WindowWidth": 1001, "ViewPosition": "PA"}
    frontal = write_radiograph(tmp_path / "a.dcm", stored, **tags)
    pair = pair_from_images(frontal, _image(tmp_path / "b.png", 400, 300), PRESETS["x2ct"])
    assert pair.geometry == PRESETS["x2ct"]
    rows, cols = np.nonzero(pair.frontal.image > 0.5)
    centre_mm = (np.array([rows.mean(), cols.mean()]) - 159.5) * 1.5625
    assert centre_mm == pytest.approx([(39.5 - 99.5) * 2, (29.5 - 49.5) * 2], abs=0.8)
    assert len(set(rows)) * 1.5625 == pytest.approx(40, abs=1.6)
    assert "fills the detector" in _said(pair.lateral)
    columns = np.flatnonzero(pair.lateral.image.max(axis=0) > 0)
    assert len(columns) == pytest.approx(240, abs=2)


@pytest.mark.parametrize(("pixel_mm", "is_cut"), [(2.5, False), (2.51, False), (3.0, True)])
def test_an_image_that_is_cut_to_a_smaller_detector_says_so(tmp_path: Path, pixel_mm: float, is_cut: bool) -> None:
    """Another X-ray in a pair may be larger than the detectors that were made for the first ones."""
    tags = {"ImagerPixelSpacing": [pixel_mm, pixel_mm], "ViewPosition": "PA"}
    path = write_radiograph(tmp_path / "a.dcm", np.tile(np.arange(200, dtype=np.uint16), (100, 1)), **tags)
    pair = pair_from_images(path, _image(tmp_path / "b.png", 320, 320), PRESETS["x2ct"])
    assert ("cut to the detector" in _said(pair.frontal)) == is_cut


def test_images_that_fit_are_left_alone(tmp_path: Path) -> None:
    path = _image(tmp_path / "a.png", 320, 320)
    pair = pair_from_images(path, path, PRESETS["x2ct"])
    assert np.array_equal(pair.frontal.image, np.asarray(Image.open(path)) / np.float32(255))


def test_mixed_scales_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.linspace(0, 6, 400, dtype=np.float32).reshape(20, 20))
    with pytest.raises(BadInputError, match="line integrals, the other grey"):
        pair_from_images(tmp_path / "a.npy", _image(tmp_path / "b.png", 20, 20))


def test_fitting_keeps_the_mean_of_what_it_shrinks() -> None:
    image = np.random.default_rng(0).random((90, 120)).astype(np.float32)
    fitted = fitted_to_detector(image, 0.5, 40, 40, 2.0)
    assert fitted.sum() * 4.0 == pytest.approx(image.sum() * 0.25, rel=1e-3)


def test_a_made_pair_can_be_written_and_read(tmp_path: Path) -> None:
    pair = pair_from_images(_image(tmp_path / "pa.png", 300, 430), _image(tmp_path / "lat.png", 430, 350))
    back = read_pair(write_pair(pair, tmp_path / "case"))
    assert back.geometry == pair.geometry and back.frontal.assumptions == pair.frontal.assumptions


def test_the_real_pair_opens(shared_data: Path) -> None:
    folder = shared_data / "xray"
    pair = pair_from_images(folder / "CXR54_IM-2145-1001.png", folder / "CXR54_IM-2145-1002.png")
    assert pytest.approx(0.845, rel=0.01) == 430 / 512 and not pair.is_physical
    heart_side, other_side = pair.frontal.image[200:260, 200:260], pair.frontal.image[200:260, 100:150]
    assert heart_side.mean() > other_side.mean()


def test_a_written_pair_names_the_files_its_images_were_read_from_at_first(tmp_path: Path) -> None:
    pair = _pair()
    frontal = replace(pair.frontal, source="CXR1-1001.png")
    first = write_pair(replace(pair, frontal=frontal, lateral=replace(pair.lateral, source="")), tmp_path / "one")
    second = write_pair(read_pair(first), tmp_path / "two")
    assert [radiograph.source for radiograph in read_pair(second).radiographs] == ["CXR1-1001.png", "lateral.npy"]


def test_a_pair_file_says_which_line_integrals_were_estimated(tmp_path: Path) -> None:
    pair = _pair()
    path = write_pair(replace(pair, lateral=replace(pair.lateral, error=ESTIMATED_ERROR)), tmp_path)
    assert [radiograph.error for radiograph in read_pair(path).radiographs] == [0.0, ESTIMATED_ERROR]
