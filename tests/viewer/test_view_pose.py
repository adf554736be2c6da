"""The pose of the lateral: which way each number moves what is seen, and that poses add up."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_viewer.models.calibration import Proposal
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.view_pose import AS_TOLD, POSE_NUMBERS, ViewPose

LATERAL = BiplanarGeometry.preset("clinic").lateral
APEX = (0.0, 0.0, 120.0)


def seen(pose: ViewPose, point=APEX, view=LATERAL) -> np.ndarray:
    return pose.applied(view).world_to_pixel(point)


def test_nothing_told_is_nothing_changed():
    assert AS_TOLD.applied(LATERAL) is LATERAL


def test_a_higher_tube_shows_the_apex_lower_and_one_further_back_shows_it_further_to_the_front():
    row, col = seen(AS_TOLD)
    assert seen(ViewPose(height_mm=20.0)) == pytest.approx((row + 20.0 * 1800 / 1600, col))
    assert seen(ViewPose(shift_mm=20.0)) == pytest.approx((row, col - 20.0 * 1800 / 1600))


def test_a_larger_size_spreads_the_image_from_its_centre():
    centre = (LATERAL.rows - 1) / 2
    row, _ = seen(AS_TOLD)
    assert seen(ViewPose(scale=1.1))[0] - centre == pytest.approx(1.1 * (row - centre))


def test_a_rolled_detector_turns_lines_clockwise():
    front, back = (seen(ViewPose(roll_deg=5.0), (0.0, y_mm, 0.0)) for y_mm in (-80.0, 80.0))
    assert back[1] > front[1] and back[0] > front[0]


@pytest.mark.parametrize("side", [View.LL, View.RL])
def test_a_tilted_tube_stands_nearer_to_the_head_on_either_side(side):
    source = ViewPose(tilt_deg=5.0).applied(replace(LATERAL, view=side)).frame().source_mm
    assert source[2] == pytest.approx(1600 * np.sin(np.deg2rad(5.0)))


def test_a_turn_is_that_of_the_geometry():
    assert ViewPose(turn_deg=7.0).applied(LATERAL).rotation_deg == LATERAL.turned(7.0).rotation_deg


def test_two_poses_in_a_row_are_one():
    first, second = ViewPose(4.0, 0.0, 1.0, 5.0, -10.0, 1.05), ViewPose(-9.0, 0.0, 2.0, -3.0, 30.0, 0.9)
    in_a_row, at_once = second.applied(first.applied(LATERAL)), first.moved_by(second).applied(LATERAL)
    for point in (APEX, (30.0, -50.0, -90.0)):
        # The first shift is turned along with the assembly, then rolled: exact but for the second roll.
        assert in_a_row.world_to_pixel(point) == pytest.approx(at_once.world_to_pixel(point), abs=0.5)


def test_a_proposal_adds_to_what_was_set_and_marks_what_it_found():
    asked = InputEdit(pose=ViewPose(height_mm=10.0, scale=1.1))
    edit = Proposal(asked, ViewPose(turn_deg=3.0, scale=1.02), ("Found.",)).taken_over()
    assert edit.pose == ViewPose(turn_deg=3.0, height_mm=10.0, scale=1.1 * 1.02)
    assert set(edit.estimated) == {"turn_deg", "scale"}


@pytest.mark.parametrize("number", POSE_NUMBERS, ids=lambda number: number.name)
def test_every_number_comes_back_from_the_unit_it_is_shown_in(number):
    pose = number.changed(AS_TOLD, number.middle + number.step)
    assert number.shown(pose) == pytest.approx(number.middle + number.step)
    assert number.changed(pose, number.middle) == AS_TOLD
