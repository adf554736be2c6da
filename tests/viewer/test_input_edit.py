"""Corrections of a pair: where the marks go, what the geometry becomes, and that undo brings everything back."""

from dataclasses import replace

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from xr2ct_core import overruled
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.io import read_radiograph, write_png
from xr2ct_core.io.pair_images import pair_from_images
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.models.input_edit import IDENTITY, ImageEdit, InputEdit
from xr2ct_viewer.models.measure.sides import as_read, as_shown


def mark(image: np.ndarray) -> tuple[int, int]:
    row, col = np.unravel_index(np.argmax(image), image.shape)
    return int(row), int(col)


def test_no_correction_leaves_the_pair_as_it_was(pair):
    edited = IDENTITY.apply(pair)
    assert edited.geometry == pair.geometry
    assert all(np.array_equal(a.image, b.image) for a, b in zip(edited.radiographs, pair.radiographs, strict=True))


def test_mirroring_moves_the_mark_to_the_other_side_of_one_image_only(pair):
    edited = InputEdit(frontal=ImageEdit(flip=True)).apply(pair)
    assert mark(edited.frontal.image) == (4, 32 - 1 - 5)
    assert mark(edited.lateral.image) == (7, 25)


def test_inverting_turns_the_grey_values_over(pair):
    edited = InputEdit(lateral=ImageEdit(invert=True)).apply(pair)
    assert edited.lateral.image[7, 25] == 0.0
    assert edited.lateral.image[0, 0] == 2.0


def test_swapping_exchanges_the_images_but_not_the_views(pair):
    edited = InputEdit(swap=True).apply(pair)
    assert mark(edited.frontal.image) == (7, 25)
    assert (edited.frontal.view, edited.lateral.view) == (View.PA, View.LL)


def test_swapping_images_of_different_size_takes_size_and_pixel_along():
    geometry = BiplanarGeometry.make(rows=10, cols=12, pixel_mm=2.0)
    lateral_view = replace(geometry.lateral, rows=20, cols=8, pixel_mm=3.0)
    pair = RadiographPair(
        Radiograph(np.zeros((10, 12), np.float32), 2.0, View.PA),
        Radiograph(np.ones((20, 8), np.float32), 3.0, View.LL),
        BiplanarGeometry(geometry.frontal, lateral_view),
    )
    swapped = InputEdit(swap=True).apply(pair)
    assert (swapped.geometry.frontal.rows, swapped.geometry.frontal.cols, swapped.geometry.frontal.pixel_mm) == (
        20,
        8,
        3.0,
    )
    assert (swapped.geometry.lateral.rows, swapped.geometry.lateral.pixel_mm) == (10, 2.0)


def test_views_distances_and_pixels_reach_the_geometry(pair):
    edit = InputEdit(frontal=ImageEdit(view=View.AP, pixel_mm=0.5), sad_mm=1600.0, sdd_mm=1800.0)
    edited = edit.apply(pair)
    assert edited.geometry.frontal.view == edited.frontal.view == View.AP
    assert edited.geometry.frontal.pixel_mm == edited.frontal.pixel_mm == 0.5
    assert [(view.sad_mm, view.sdd_mm) for view in edited.geometry.views] == [(1600.0, 1800.0)] * 2
    assert edited.geometry.name == "custom"


def test_a_detector_nearer_than_the_patient_is_refused(pair):
    with pytest.raises(BadConfigError, match="cannot be"):
        InputEdit(sad_mm=1000.0, sdd_mm=900.0).apply(pair)


def test_a_parallel_pair_made_a_cone_gets_usable_distances(pair):
    parallel = InputEdit(model="parallel").apply(pair)
    zero = replace(parallel.geometry.frontal, sad_mm=0.0, sdd_mm=0.0)
    flat = replace(parallel, geometry=BiplanarGeometry(zero, replace(zero, view=View.LL)))
    assert InputEdit(model="cone").apply(flat).geometry.frontal.sdd_mm > 0


def test_what_a_person_put_right_is_no_longer_assumed(tmp_path):
    """Else the record of a volume states the pixel size that it was not made with."""
    for name in ("one.png", "two.png"):
        write_png(tmp_path / name, np.tile(np.arange(40, dtype=np.uint8), (40, 1)))
    pair = pair_from_images(tmp_path / "one.png", tmp_path / "two.png")
    assumed = [sorted(sentence.split(" ")[0] for sentence in image.assumptions) for image in pair.radiographs]
    assert assumed == [["Distances", "Pixel", "The", "View"]] * 2
    view, pixel = ImageEdit(view=View.AP), ImageEdit(pixel_mm=0.9)
    for edit, settled in (
        (InputEdit(frontal=pixel), ({"Pixel"}, set())),
        (InputEdit(frontal=view), ({"View"}, set())),
        (InputEdit(lateral=pixel), (set(), {"Pixel"})),
        (InputEdit(sdd_mm=1700.0), ({"Distances"}, {"Distances"})),
        (InputEdit(sad_mm=1500.0), ({"The"}, {"The"})),
        (InputEdit(swap=True), ({"View"}, {"View"})),
        (InputEdit(frontal=ImageEdit(flip=True, invert=True)), (set(), set())),
    ):
        corrected = edit.apply(pair)
        for image, was, gone in zip(corrected.radiographs, assumed, settled, strict=True):
            left = {sentence.split(" ")[0] for sentence in image.assumptions}
            assert left == set(was) - gone, edit


def test_what_a_dicom_does_not_say_is_settled_by_mirroring_inverting_and_a_pixel_size(tmp_path):
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.Modality, data.SamplesPerPixel, data.Rows, data.Columns = "DX", 1, 8, 8
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.PixelSpacing = [0.2, 0.2]
    data.PixelData = bytes(range(64))
    data.save_as(tmp_path / "x")
    image = read_radiograph(tmp_path / "x")
    marked = ImageEdit(flip=True, invert=True, view=View.PA, pixel_mm=0.3)
    assert len(image.assumptions) == 5
    assert len(overruled.without_beginnings(image.assumptions, marked.settled)) == 1


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("flip", [False, True])
def test_a_turned_image_has_its_marks_and_its_geometry_turned(pair, quarters, flip):
    edit = InputEdit(frontal=ImageEdit(quarters=quarters, flip=flip))
    turned = edit.apply(pair)
    assert turned.frontal.shape == (turned.geometry.frontal.rows, turned.geometry.frontal.cols)
    assert turned.frontal.shape == (pair.frontal.shape[::-1] if quarters % 2 else pair.frontal.shape)
    assert turned.geometry.lateral == pair.geometry.lateral
    row, col = as_shown("frontal", (4.0, 5.0), turned, edit)
    assert turned.frontal.image[int(row), int(col)] == pair.frontal.image[4, 5] == 1.0
    assert as_read("frontal", (row, col), turned, edit) == (4.0, 5.0)


def test_what_is_turned_goes_the_way_it_is_seen_to_go(pair):
    shown = InputEdit(frontal=ImageEdit(quarters=1, flip=True))
    further = InputEdit(frontal=shown.frontal.turned_right(1))
    before, after = shown.apply(pair).frontal.image, further.apply(pair).frontal.image
    np.testing.assert_array_equal(after, np.rot90(before, -1))
    once = ImageEdit()
    for _ in range(4):
        once = once.turned_right(1)
    assert once == ImageEdit()
