"""The list of measurements of a study: undo of every change, names, and plain values for sessions."""

import json
from dataclasses import replace

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.models.measure.collection import Measurements
from xr2ct_viewer.models.measure.measurement import Measurement, from_json, to_json
from xr2ct_viewer.models.undo import UndoStack

LINE = Measurement("distance", "patient", ((0.0, 0.0, 0.0), (30.0, 0.0, 40.0)), "Distance 1", "a")
SPOT = Measurement("probe", "frontal", ((3.0, 4.5),), "Probe 1", "b")
AXES = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
DISC = Measurement("ellipse", "patient", ((0.0, 0.0, 5.0), (9.0, 9.0, 5.0)), "Nodule", "c", axes=AXES)
LUNG = Measurement(
    "volume", "patient", ((0.0, 0.0, 5.0),), "Lung", "d", limits_hu=(-1000.0, -400.0), rule="left lung", is_shown=False
)


@pytest.fixture
def steps() -> UndoStack:
    return UndoStack()


@pytest.fixture
def kept(steps: UndoStack) -> Measurements:
    return Measurements(steps)


def test_create_rename_hide_and_delete_are_undone_and_done_again_one_by_one(kept: Measurements, steps: UndoStack):
    kept.add(LINE)
    kept.rename("a", "Aorta")
    kept.show("a", False)
    kept.delete("a")
    states = [kept.items]
    while steps.can_undo:
        steps.undo()
        states.append(kept.items)
    renamed = replace(LINE, name="Aorta")
    assert states == [(), (replace(renamed, is_shown=False),), (renamed,), (LINE,), ()]
    while steps.can_redo:
        steps.redo()
    assert kept.items == ()


def test_a_drag_is_one_step(kept: Measurements, steps: UndoStack):
    kept.add(LINE)
    for x in (31.0, 35.0, 50.0):
        kept.change(replace(LINE, points=(LINE.points[0], (x, 0.0, 40.0))), "moving", gesture="move")
    kept.finish_gesture()
    assert kept.items[0].points[1][0] == 50.0
    steps.undo()
    assert kept.items == (LINE,)


def test_deleting_all_is_one_step_and_forgets_the_selection(kept: Measurements, steps: UndoStack):
    kept.add(LINE)
    kept.add(SPOT)
    assert kept.selected == SPOT
    kept.clear()
    assert kept.items == () and kept.selected is None
    steps.undo()
    assert kept.items == (LINE, SPOT)


def test_new_names_fill_the_first_gap(kept: Measurements):
    kept.add(LINE)
    kept.add(replace(LINE, id="e", name="Distance 2"))
    kept.delete("a")
    assert kept.free_name("distance") == "Distance 1"
    assert kept.free_name("volume", "Left lung") == "Left lung"
    assert kept.free_name("probe", "Distance 2") == "Distance 2 1"


def test_an_empty_name_changes_nothing(kept: Measurements, steps: UndoStack):
    kept.add(LINE)
    kept.rename("a", "  ")
    assert kept.items == (LINE,) and steps.undo_title == "measurement “Distance 1”"


def test_measurements_survive_a_session_file(kept: Measurements, steps: UndoStack):
    items = (LINE, SPOT, DISC, LUNG)
    text = json.dumps(to_json(items))
    kept.restore(from_json(json.loads(text)))
    assert kept.items == items and not steps.can_undo


@pytest.mark.parametrize(
    "damage",
    [
        {"points": [[1.0, 2.0, 3.0]]},
        {"points": [[1.0, 2.0], [3.0, 4.0]]},
        {"points": [[1.0, 2.0, float("nan")], [0.0, 0.0, 0.0]]},
        {"kind": "circumference"},
        {"colour": "red"},
        {"kind": "ellipse"},
        {"kind": "volume", "points": [[1.0, 2.0, 3.0]]},
    ],
)
def test_damaged_measurements_are_refused_with_a_sentence(damage: dict[str, object]):
    with pytest.raises(BadInputError):
        from_json([{**to_json((LINE,))[0], **damage}])
