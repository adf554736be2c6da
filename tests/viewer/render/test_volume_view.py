"""The 3D view under the mouse, in both hosts. Each runs in a process of its own: a crash there is a failed test."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xr2ct_viewer.render.gl_probe import probe_gl

CHECKS = str(Path(__file__).with_name("volume_view_checks.py"))


@pytest.fixture(scope="module", params=["image host", "OpenGL host"])
def seen(request: pytest.FixtureRequest) -> dict:
    if probe_gl().kind == "none":
        pytest.skip("There is no OpenGL on this machine, not even in software.")
    command, environment = [sys.executable, CHECKS], {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if request.param == "OpenGL host":
        if shutil.which("xvfb-run") is None:
            pytest.skip("The OpenGL widget needs a display and Xvfb is not installed.")
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", *command, "--as-hardware"]
        environment["QT_QPA_PLATFORM"] = "xcb"
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_vtk_is_not_imported_before_the_view_is_needed(seen) -> None:
    assert not seen["vtk_before"]


def test_the_host_follows_the_kind_of_opengl(seen) -> None:
    assert (seen["kind"], seen["host"]) in {("software", "ImageHost"), ("hardware", "GlHost")}


def test_dragging_turns_the_camera_about_the_patients_long_axis(seen) -> None:
    assert seen["camera_moved_mm"] > 100
    assert seen["camera_stays_upright"]


def test_the_volume_is_on_screen(seen) -> None:
    assert seen["screen_shows_the_volume"] > 40


def test_quality_drops_while_dragging_and_returns_afterwards(seen) -> None:
    assert seen["moving_while_held"]
    assert seen["still_after_release"]


def test_the_crop_sliders_cut_the_volume_and_give_it_back(seen) -> None:
    assert seen["crop_follows_the_slider"]
    assert seen["crop_is_whole_again"]


def test_a_right_drag_or_a_drag_with_ctrl_moves_the_window_of_the_appearance_and_not_the_camera(seen) -> None:
    assert seen["right_drag_widens"]
    assert seen["control_drag_up_raises"]
    assert seen["camera_rests_meanwhile"]
    assert seen["scene_follows_the_window"]


def test_a_drag_is_one_step_to_take_back(seen) -> None:
    assert seen["one_drag_is_one_step"]
    assert seen["all_taken_back"]


def test_a_handle_of_the_crop_box_follows_the_mouse_and_the_sliders_follow_it(seen) -> None:
    low, high, only_x = seen["handle_moves_the_left_face"]
    assert low == 0.0 and 0.5 < high < 0.95 and only_x
    assert seen["sliders_follow_the_handle"] == round(100 * high)
    assert seen["crop_taken_back"]


def test_the_camera_obeys_the_keyboard(seen) -> None:
    assert seen["keys_turn_and_zoom"]
    assert seen["home_is_the_front"]


def test_a_grabbed_picture_shows_what_is_on_screen_at_once(seen) -> None:
    assert seen["grab_size"] == [320, 344]
    assert seen["grab_is_not_empty"]
    assert seen["seconds_a_grab"] < 1.0


def test_without_a_volume_there_is_a_message_and_no_picture(seen) -> None:
    assert seen["grab_without_volume_is_black"]
    assert seen["message_when_empty"]
