"""Editing an appearance: points, shift, stretch, and the drag in the 3D view."""

import pytest

from xr2ct_viewer.models.undo import UndoStack
from xr2ct_viewer.render import transfer_edit as edit
from xr2ct_viewer.render.look import VolumeLook
from xr2ct_viewer.render.look_changes import LookChanges
from xr2ct_viewer.render.presets import ColourPoint, OpacityPoint, VolumePreset, bundled_presets

BASE = VolumePreset(
    id="base",
    title="Base",
    colour=(ColourPoint(x=0, color=(0, 0, 0)), ColourPoint(x=200, color=(1, 0.5, 0))),
    opacity=(OpacityPoint(x=-1024, y=0), OpacityPoint(x=0, y=0), OpacityPoint(x=200, y=0.8)),
)


def places(preset: VolumePreset) -> list[float]:
    return [point.x for point in preset.opacity]


def test_a_drag_up_raises_all_points_and_a_drag_to_the_right_spreads_them() -> None:
    raised = edit.window_dragged(BASE, 0, edit.PIXELS_PER_SPAN / 2)
    assert places(raised) == pytest.approx([-924, 100, 300])
    assert [point.x for point in raised.colour] == pytest.approx([100, 300])
    wider = edit.window_dragged(BASE, edit.PIXELS_PER_DOUBLING, 0)
    assert places(wider)[1:] == pytest.approx([-100, 300])
    assert edit.span_hu(wider) == pytest.approx((-100, 300))


def test_the_window_of_the_appearance_never_closes() -> None:
    narrow = edit.window_dragged(BASE, -10_000, 0)
    low, high = edit.span_hu(narrow)
    assert high - low >= edit.LEAST_SPAN_HU - 1e-6


def test_a_point_cannot_be_dragged_past_its_neighbours_nor_out_of_opacity() -> None:
    moved = edit.with_opacity(BASE, 1, 5000.0, 3.0)
    assert places(moved) == [-1024, 199, 200]
    assert moved.opacity[1].y == 1.0
    assert edit.with_opacity(BASE, 2, -5000.0, -1.0).opacity[2] == OpacityPoint(x=1.0, y=0.0)


def test_points_are_added_on_the_curve_and_taken_away_until_two_are_left() -> None:
    more, index = edit.with_new_opacity(BASE, 100.0, edit.opacity_at(BASE, 100.0))
    assert index == 2 and more.opacity[2].y == pytest.approx(0.4)
    less = edit.without_opacity(edit.without_opacity(more, 2), 1)
    assert len(edit.without_opacity(less, 0).opacity) == 2
    coloured, index = edit.with_new_colour(BASE, 100.0)
    assert coloured.colour[index].color == pytest.approx((0.5, 0.25, 0.0))
    assert edit.with_colour(coloured, index, 100.0, (0, 1, 0)).colour[index].color == (0, 1, 0)


def test_an_edited_appearance_says_so_once() -> None:
    assert edit.shifted(edit.shifted(BASE, 10), 10).title == "Base (edited)"
    assert not edit.is_edited(BASE)


def test_a_drag_is_one_step_to_take_back_and_to_do_again() -> None:
    changes = LookChanges(VolumeLook())
    changes.steps = UndoStack()
    before = changes.look.preset
    for right_px in (10.0, 40.0, 80.0):
        changes.change("window", gesture="drag", preset=edit.window_dragged(before, right_px, 0))
    after = changes.look.preset
    changes.end_gesture()
    changes.change("appearance", preset=bundled_presets()[2])
    changes.steps.undo()
    assert changes.look.preset == after != before
    changes.steps.undo()
    assert changes.look.preset == before and not changes.steps.can_undo
    changes.steps.redo()
    assert changes.look.preset == after


def test_a_change_that_changes_nothing_is_no_step() -> None:
    changes = LookChanges(VolumeLook())
    changes.steps = UndoStack()
    changes.change("appearance", preset=changes.look.preset)
    assert not changes.steps.can_undo
