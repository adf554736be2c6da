"""What a set of chosen files is taken for."""

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.services.sorting import sort_files


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


@pytest.mark.parametrize("names", [("one.png",), ("a.txt",), ("a.png", "b.png", "c.png"), ("a.nii", "b.nii")])
def test_what_makes_no_case_is_refused_with_a_hint(touch, names):
    with pytest.raises(BadInputError) as refused:
        sort_files(touch(*names))
    assert refused.value.hint


def test_a_file_that_went_away_is_named(tmp_path):
    with pytest.raises(BadInputError, match=r"gone\.nii"):
        sort_files((tmp_path / "gone.nii",))
