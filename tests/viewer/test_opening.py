"""Reading studies: which image is the frontal, and how large CTs are prepared for 3D."""

from collections.abc import Iterator

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.corrections import ImageCorrection, PairCorrection
from xr2ct_core.io import write_png
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.reduction import reduced
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.opening import Opening, read_sample, read_study
from xr2ct_viewer.services.sorting import OpenRequest, sort_files
from xr2ct_viewer.services.view_guess import looks_swapped, mirror_symmetry

MIRRORED = PairCorrection(lateral=ImageCorrection(flip=True))


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_real_pair_is_told_apart_in_either_order(shared_data, order):
    files = [shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1001", "1002")]
    study = read_study(OpenRequest("images", tuple(files[index] for index in order)))
    assert mirror_symmetry(study.pair.frontal.image) > 0.9 > mirror_symmetry(study.pair.lateral.image)


def test_two_images_that_are_put_right_stay_in_the_order_in_which_they_were_given(shared_data, qtbot, background):
    """What is asked for means the same as without a window, where the first image is the frontal one."""
    lateral, frontal = (shared_data / "xray" / f"CXR54_IM-2145-{number}.png" for number in ("1002", "1001"))
    opening = Opening(background)
    for correction, is_frontal_right in ((PairCorrection(swap=True), True), (MIRRORED, False)):
        with qtbot.waitSignal(opening.opened, timeout=30_000) as opened:
            opening.open_files((lateral, frontal), correction)
        study = opened.args[0]
        symmetry = mirror_symmetry(study.pair.frontal.image)
        assert (symmetry > 0.9) == is_frontal_right and study.edit == InputEdit.of(correction)


def test_a_ct_and_a_session_have_no_x_rays_to_put_right(shared_data, qtbot, background, tmp_path):
    (tmp_path / "a.xr2ct").write_bytes(b"PK")
    opening = Opening(background)
    for path, words in ((shared_data / "dicom" / "LIDC-IDRI-0001", "A CT has"), (tmp_path / "a.xr2ct", "A session")):
        with qtbot.waitSignal(opening.failed, timeout=30_000) as failed:
            opening.open_files((path,), MIRRORED)
        assert failed.args[0].message.startswith(words)


def test_a_pair_with_known_views_is_never_reordered(pair):
    assert not looks_swapped(pair)


def test_symmetry_survives_a_shift_of_the_patient():
    columns = np.abs(np.linspace(-1, 1, 64)) * np.linspace(0.5, 1, 48)[:, None]
    shifted = np.roll(columns, 5, axis=1).astype(np.float32)
    assert mirror_symmetry(columns.astype(np.float32)) == pytest.approx(1.0)
    assert mirror_symmetry(shifted) > 0.9


def test_the_first_sample_has_two_x_rays_a_truth_and_its_attribution():
    study = read_sample()
    assert study.pair.is_physical and study.truth_path.is_file()
    assert "CC BY" in study.attribution


def test_a_dicom_folder_is_a_ct(shared_data):
    study = read_study(sort_files((shared_data / "dicom" / "LIDC-IDRI-0001",)))
    assert study.ct.shape_zyx == (133, 512, 512)
    assert np.prod(study.volume_for_3d.shape_zyx) <= 8_000_000


def test_a_study_opened_by_its_folder_names_the_two_images(tmp_path):
    """What is offered to be de-identified, or named as sources, are files."""
    for name in ("pa.png", "ll.png"):
        write_png(tmp_path / name, np.tile(np.arange(64, dtype=np.uint8), (64, 1)))
    study = read_study(sort_files((tmp_path,)), (tmp_path,))
    assert study.paths == (tmp_path / "ll.png", tmp_path / "pa.png")


def test_a_small_volume_is_its_own_copy():
    volume = Volume(np.zeros((4, 5, 6), np.int16), Affine.centred((4, 5, 6), (1, 1, 1)))
    assert reduced(volume) is volume


def test_reduction_keeps_a_mark_in_its_place_and_the_mean():
    hu = np.full((8, 20, 20), -1000, np.int16)
    hu[2:4, 10:12, 4:6] = 1000
    volume = Volume(hu, Affine.axis_aligned((5.0, 1.0, 1.0), (7.0, -3.0, 11.0)))
    small = reduced(volume, max_voxels=8 * 10 * 10)
    assert small.shape_zyx == (8, 10, 10)
    place = small.affine.voxel_to_world(np.argwhere(small.hu > 0).mean(axis=0))
    assert np.allclose(place, volume.affine.voxel_to_world(np.argwhere(hu > 0).mean(axis=0)))
    assert small.hu.mean() == pytest.approx(hu.mean(), abs=1.0)
