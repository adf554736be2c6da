"""What a set of chosen files is taken for."""

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.services.sorting import is_single_image, sort_files


@pytest.fixture
def touch(tmp_path):
    def make(*names: str):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"x")
        return tuple(tmp_path / name for name in names)

    return make


@pytest.mark.parametrize("name", ["ct.nii.gz", "ct.NII", "ct.nrrd", "ct.mha", "ct.npz"])
def test_a_volume_file_is_a_volume(touch, name):
    assert sort_files(touch(name)).kind == "volume"


def test_two_images_are_a_pair_in_the_order_given(touch):
    first, second = touch("b.png", "a.png")
    request = sort_files((first, second))
    assert request.kind == "images" and request.paths == (first, second)


def test_a_pair_file_and_a_folder_with_one_are_a_pair(touch, tmp_path):
    (path,) = touch("case/pair.json")
    assert sort_files((path,)).kind == "pair"
    assert sort_files((tmp_path / "case",)).paths == (path,)


def test_a_folder_of_slices_is_a_volume(touch, tmp_path):
    slices = touch(*(f"series/{number}.dcm" for number in range(5)))
    assert sort_files((tmp_path / "series",)).kind == "volume"
    assert sort_files(slices).paths == (tmp_path / "series",)


@pytest.fixture
def dicoms(tmp_path):
    """DICOM files by their first bytes."""

    def make(*names: str):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"\0" * 128 + b"DICM")
        return tuple(tmp_path / name for name in names)

    return make


@pytest.mark.parametrize("names", [("1.2.840.1", "1.2.840.2"), ("CR.IMA", "LL.IMA"), ("IM1", "IM2")])
def test_dicom_is_known_whatever_it_is_called(dicoms, tmp_path, names):
    paths = dicoms(*names)
    assert sort_files(paths).kind == "images"
    assert sort_files((tmp_path,)).paths == tuple(sorted(paths))
    assert is_single_image(paths[0])
    more = dicoms("1.2.840.3")
    assert sort_files((*paths, *more)).paths == (tmp_path,)


def test_a_folder_may_hold_more_than_its_two_images(touch, dicoms, tmp_path):
    touch("study/report.pdf", "study/.DS_Store", "study/Thumbs.db")
    pictures = touch("study/pa.png", "study/ll.jpg")
    assert sort_files((tmp_path / "study",)).paths == tuple(sorted(pictures))
    touch("study/other.tif")
    assert sort_files((tmp_path / "study",)).kind == "volume"
    media = dicoms("cd/DICOMDIR", "cd/DICOM/S1/IM1", "cd/DICOM/S2/IM1")
    assert sort_files((tmp_path / "cd",)).paths == media[1:]
    dicoms("cd/DICOM/S2/IM2")
    assert sort_files((tmp_path / "cd",)).kind == "volume"


@pytest.mark.parametrize(
    "names", [("one.png",), ("a.txt",), ("a.png", "b.png", "c.png"), ("a.nii", "b.nii"), ("IM1", "IM2")]
)
def test_what_makes_no_case_is_refused_with_a_hint(touch, names):
    with pytest.raises(BadInputError) as refused:
        sort_files(touch(*names))
    assert refused.value.hint


def test_a_file_that_went_away_is_named(tmp_path):
    with pytest.raises(BadInputError, match=r"gone\.nii"):
        sort_files((tmp_path / "gone.nii",))
