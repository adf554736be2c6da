"""What the 3D scene draws, seen from each side. VTK runs in a process of its own: a crash there is a failed test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from xr2ct_viewer.render.gl_probe import probe_gl
from xr2ct_viewer.render.presets import PRESET_ORDER


@pytest.fixture(scope="module")
def seen() -> dict:
    if probe_gl().kind == "none":
        pytest.skip("There is no OpenGL on this machine, not even in software.")
    checks = Path(__file__).with_name("scene_checks.py")
    done = subprocess.run([sys.executable, str(checks)], capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize(
    ("side", "upper", "right"),
    [
        ("A", True, True),
        ("P", True, False),
        ("L", True, None),
        ("R", True, None),
        ("S", None, False),
        ("I", None, True),
    ],
)
def test_a_ball_at_the_left_near_the_head_appears_where_it_is(seen, side, upper, right) -> None:
    row, col = seen[f"left_head_from_{side}"]
    if upper is not None:
        assert (row < 0.45) == upper
    if right is not None:
        assert (col > 0.55) == right
        assert (col < 0.45) != right


@pytest.mark.parametrize("preset_id", PRESET_ORDER)
def test_every_preset_still_draws_after_another_one(seen, preset_id) -> None:
    assert seen[f"preset_{preset_id}"] > 50


def test_the_camera_stays_where_finer_voxels_of_the_same_cube_take_their_place(seen) -> None:
    assert seen["camera_stays_for_finer_voxels"]
    assert seen["camera_moves_for_another_cube"]


def test_the_lung_preset_leaves_out_steep_edges_also_after_another_preset(seen) -> None:
    assert seen["bone_in_lung_preset"] == 0


@pytest.mark.parametrize("preset_id", ["chest", "bone", "mip"])
def test_an_uncertain_ball_disappears_while_a_certain_one_stays_as_it_was(seen, preset_id) -> None:
    certain, uncertain = seen[f"faded_{preset_id}"]
    assert certain > 300
    assert uncertain == 0
    assert seen[f"certain_{preset_id}_difference"] < 3.0


@pytest.mark.parametrize("preset_id", ["chest", "bone", "mip"])
def test_without_fading_the_picture_is_the_same_again(seen, preset_id) -> None:
    assert seen[f"restored_{preset_id}"]


def test_an_exported_picture_fades_too(seen) -> None:
    certain, uncertain = seen["faded_in_a_picture"]
    assert certain > 300
    assert uncertain == 0


def test_the_crop_box_hides_what_lies_outside(seen) -> None:
    assert seen["bone_pixels_outside_crop"] == 0


def test_a_new_volume_of_the_same_size_replaces_the_old_in_place(seen) -> None:
    row, col = seen["right_feet_from_A"]
    assert row > 0.55
    assert col < 0.45
    assert seen["buffer_reused"]


def test_an_exported_picture_has_the_size_asked_for_and_the_same_view(seen) -> None:
    assert seen["capture_shape"] == [240, 320, 3]
    row, col = seen["capture_centroid"]
    assert row < 0.45
    assert col > 0.5


def test_half_a_turn_of_the_turntable_shows_the_patient_from_behind(seen) -> None:
    row, col = seen["capture_from_behind"]
    assert row < 0.45
    assert col < 0.45
    assert seen["turntable_frame_is_the_same_picture"]


@pytest.mark.parametrize("part", ["surface", "xrays", "clip", "crop", "no_volume"])
def test_an_exported_picture_shows_every_part_of_the_scene(seen, part) -> None:
    assert seen[f"{part}_changes_a_picture"] > 20


def test_a_scene_drawn_from_its_state_by_another_process_is_the_same_picture(seen) -> None:
    assert seen["state_difference"] <= 2


def test_what_was_added_to_the_scene_can_be_taken_away_again(seen) -> None:
    assert seen["all_taken_back_difference"] <= 2


def test_soft_shadows_are_drawn_at_rest_and_not_while_moving(seen) -> None:
    assert seen["soft_shadow_change"] > 20
    assert seen["light_reach_while_moving"] == 0.0
    assert seen["soft_shadow_change_at_rest"] <= 2


def test_without_a_volume_nothing_is_drawn(seen) -> None:
    assert seen["empty"] is None
