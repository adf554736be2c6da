"""The pose of the lateral: which way each number moves what is seen, and that poses add up."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_viewer.models.calibration import Proposal
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.view_pose import AS_TOLD, POSE_NUMBERS, ViewPose, pose_between

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


def test_the_frontal_moves_to_the_side_only():
    frontal = BiplanarGeometry.preset("clinic").frontal
    row, col = frontal.world_to_pixel(APEX)
    moved = ViewPose(side_mm=20.0, turn_deg=5.0).applied_to_frontal(frontal)
    assert moved.world_to_pixel(APEX) == pytest.approx((row, col - 20.0 * 1800 / 1600))


@pytest.mark.parametrize("side", [View.LL, View.RL])
def test_the_pose_between_two_geometries_leads_from_one_to_the_other(side):
    """Found as a calibration describes it: the assembly turned about the world's axes, then moved."""
    told = BiplanarGeometry.preset("clinic")
    lateral = replace(told.lateral, view=side, shift_mm=(0.0, 4.0, -6.0))
    found = lateral.moved((2.0, -3.0, 9.0), (0.0, 12.0, 30.0))
    found = replace(found, pixel_mm=found.pixel_mm / 1.07)
    aside = told.frontal.moved((0.0, 0.0, 0.0), (8.0, 0.0, 0.0))
    pose = pose_between((told.frontal, lateral), (aside, found))
    assert pose.side_mm == 8.0 and pose.scale == pytest.approx(1.07)
    assert pose.applied_to_frontal(told.frontal) == aside
    for point in (APEX, (30.0, -50.0, -90.0), (-80.0, 60.0, 10.0)):
        assert pose.applied(lateral).world_to_pixel(point) == pytest.approx(found.world_to_pixel(point), abs=0.4)


def test_a_proposal_marks_what_it_found_beside_what_was_set():
    asked = InputEdit(pose=ViewPose(height_mm=10.0, scale=1.1), sad_mm=1600.0)
    proposal = Proposal(asked, ViewPose(turn_deg=3.0, height_mm=10.0, scale=1.12), ("Found.",))
    edit = proposal.taken_over()
    assert edit.pose == proposal.pose and edit.sad_mm == 1600.0
    assert set(edit.estimated) == {"turn_deg", "scale"} and not proposal.is_nothing
    assert Proposal(asked, asked.pose, ()).is_nothing


@pytest.mark.parametrize("number", POSE_NUMBERS, ids=lambda number: number.name)
def test_every_number_comes_back_from_the_unit_it_is_shown_in(number):
    pose = number.changed(AS_TOLD, number.middle + number.step)
    assert number.shown(pose) == pytest.approx(number.middle + number.step)
    assert number.changed(pose, number.middle) == AS_TOLD
