"""The virtual X-ray bench: tubes stand where they are dragged, and what is made is what stands there."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_viewer.models.more_views import PAIR, SCORES, FromViews, curve_of
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.models.xray_bench import (
    FARTHEST_DETECTOR_MM,
    LARGEST_TURN_DEG,
    NEAREST_DETECTOR_MM,
    NEAREST_TUBE_MM,
    TUBES,
    BenchSetup,
    standing_towards,
)
from xr2ct_viewer.panels.bench.setup_form import SetupForm
from xr2ct_viewer.widgets.bench_plan import BenchPlan

X2CT = BenchSetup.preset("x2ct")


@pytest.mark.parametrize("name", PRESETS)
def test_the_named_rooms_are_the_named_geometries(name: str) -> None:
    setup = BenchSetup.preset(name)
    assert setup.room == name and setup.geometry == PRESETS[name]


@pytest.mark.parametrize("name", TUBES)
@pytest.mark.parametrize("at_mm", [(-100.0, 600.0), (-700.0, 120.0), (-420.0, -90.0), (80.0, 910.0)])
def test_a_tube_stands_where_it_is_dragged_to(name: str, at_mm: tuple[float, float]) -> None:
    tube = X2CT.tube(name).moved_to(standing_towards(name), at_mm)
    view = dict(zip(TUBES, X2CT.with_tube(name, tube).geometry.views, strict=True))[name]
    source = view.frame().source_mm
    assert source is not None
    if abs(tube.turn_deg) < LARGEST_TURN_DEG:
        assert math.dist(source[:2], at_mm) < 12.0
    else:
        assert tube.sad_mm == pytest.approx(math.hypot(*at_mm), abs=5.0)


def test_tube_and_detector_stay_outside_of_the_patient_and_in_the_room() -> None:
    tube = X2CT.frontal.moved_to(standing_towards("frontal"), (0.0, 3.0))
    assert tube.sad_mm == NEAREST_TUBE_MM
    assert tube.with_behind(-50.0).behind_mm == NEAREST_DETECTOR_MM
    assert tube.with_behind(1e6).behind_mm == FARTHEST_DETECTOR_MM
    assert tube.moved_to(standing_towards("frontal"), (600.0, 0.0)).turn_deg == -LARGEST_TURN_DEG


def test_another_room_keeps_how_the_patient_is_turned() -> None:
    turned = X2CT.with_tube("lateral", X2CT.lateral.with_turn(7.0))
    clinic = turned.with_room_of("clinic")
    assert clinic.lateral.turn_deg == 7.0 and clinic.lateral.sad_mm == 1600.0
    assert clinic.room == "clinic" and clinic.geometry.name == "custom"
    assert clinic.straightened.geometry == PRESETS["clinic"]


def test_the_pose_is_that_of_the_sliders_of_the_geometry_panel() -> None:
    setup = BenchSetup(X2CT.frontal, X2CT.lateral.with_turn(5.0), pose=ViewPose(tilt_deg=3.0, height_mm=12.0))
    expected = ViewPose(turn_deg=5.0, tilt_deg=3.0, height_mm=12.0).applied(PRESETS["x2ct"].lateral)
    assert setup.geometry.lateral == expected
    assert BiplanarGeometry.from_record(setup.record) == setup.geometry


def test_a_pair_is_called_by_how_it_was_taken() -> None:
    assert X2CT.in_short == BenchSetup.preset("clinic").in_short is None
    turned = X2CT.with_tube("lateral", X2CT.lateral.with_turn(-8.0))
    assert replace(turned, breath_mm=6.0, look="drawn", seed=3).in_short == "−8°, breath +6 mm, machine 4"


@pytest.fixture
def plan(qtbot: QtBot) -> BenchPlan:
    plan = BenchPlan()
    qtbot.addWidget(plan)
    plan.resize(460, 460)
    plan.set_slice(np.zeros((32, 32), np.int16))
    plan.set_setup(X2CT)
    plan.show()
    return plan


def dragged(plan: BenchPlan, part: tuple[str, str], by: QPointF) -> tuple[QSignalSpy, QSignalSpy]:
    moved, chosen = QSignalSpy(plan.moved), QSignalSpy(plan.chosen)
    start, end = plan.place(part).toPoint(), (plan.place(part) + by).toPoint()
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.5, 1.0):
        QTest.mouseMove(plan, start + (end - start) * share)
    QTest.mouseRelease(plan, Qt.MouseButton.LeftButton, pos=end)
    return moved, chosen


def test_the_mouse_turns_a_tube_and_tells_on_the_way_and_at_last(plan: BenchPlan) -> None:
    moved, chosen = dragged(plan, ("frontal", "tube"), QPointF(-40.0, 0.0))
    assert moved.count() == 2 and chosen.count() == 1
    setup = chosen.at(0)[0]
    assert setup.frontal.turn_deg > 5.0 and setup.lateral == X2CT.lateral
    assert setup.geometry.frontal.frame().source_mm[0] < -50.0


def test_the_mouse_moves_a_detector_along_its_ray_only(plan: BenchPlan) -> None:
    _, chosen = dragged(plan, ("lateral", "detector"), QPointF(-60.0, 25.0))
    setup = chosen.at(0)[0]
    assert setup.lateral.behind_mm < X2CT.lateral.behind_mm - 50.0
    assert (setup.lateral.turn_deg, setup.lateral.sad_mm) == (0.0, X2CT.lateral.sad_mm)


def test_the_scale_stays_while_something_is_dragged(plan: BenchPlan) -> None:
    patient = plan.place(("lateral", "detector"))
    start = plan.place(("frontal", "tube")).toPoint()
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(plan, start + QPoint(0, -40))
    QTest.mouseMove(plan, start + QPoint(0, -60))
    assert plan.place(("lateral", "detector")) == patient
    QTest.mouseRelease(plan, Qt.MouseButton.LeftButton, pos=start + QPoint(0, -60))
    assert plan.place(("lateral", "detector")) != patient


def test_beside_a_tube_nothing_is_taken_in_hand(plan: BenchPlan) -> None:
    moved = QSignalSpy(plan.moved)
    at = (plan.place(("frontal", "tube")) + QPointF(60.0, 0.0)).toPoint()
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(plan, at - QPoint(30, 0))
    QTest.mouseRelease(plan, Qt.MouseButton.LeftButton, pos=at)
    assert moved.count() == 0


def test_the_keyboard_does_what_the_mouse_does(plan: BenchPlan) -> None:
    chosen = QSignalSpy(plan.chosen)
    QTest.keyClick(plan, Qt.Key.Key_Left)
    QTest.keyClick(plan, Qt.Key.Key_Up)
    assert chosen.at(1)[0].frontal.turn_deg == 0.5 and chosen.at(1)[0].frontal.sad_mm == 551.0
    first = plan.accessibleDescription()
    QTest.keyClick(plan, Qt.Key.Key_Space)
    assert plan.accessibleDescription() != first
    QTest.keyClick(plan, Qt.Key.Key_Down)
    assert chosen.at(2)[0].frontal.behind_mm == 398.0


def test_parallel_beams_turn_and_have_no_distances(plan: BenchPlan) -> None:
    parallel = BenchSetup.preset("parallel")
    plan.set_setup(parallel)
    _, chosen = dragged(plan, ("frontal", "tube"), QPointF(-30.0, -30.0))
    setup = chosen.at(0)[0]
    assert setup.frontal.turn_deg > 0.0 and setup.frontal.sad_mm == parallel.frontal.sad_mm
    moved, _ = dragged(plan, ("frontal", "detector"), QPointF(0.0, 40.0))
    assert moved.count() == 0


def test_many_tubes_are_to_be_looked_at_only(plan: BenchPlan) -> None:
    plan.set_views(PRESETS["clinic"].frontal.around(6))
    moved = QSignalSpy(plan.moved)
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=QPoint(230, 430))
    QTest.mouseMove(plan, QPoint(200, 400))
    assert moved.count() == 0 and plan.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_views_spread_over_half_a_turn_begin_with_the_pair_at_right_angles() -> None:
    first, second = PRESETS["x2ct"].frontal.around(2)
    sources = [view.frame().source_mm for view in (second, PRESETS["x2ct"].lateral)]
    assert first == PRESETS["x2ct"].frontal
    np.testing.assert_allclose(sources[0], sources[1], atol=1e-9)


def test_the_curve_goes_from_few_to_many_and_leaves_the_own_pair_out() -> None:
    hu = np.zeros((2, 2, 2), np.int16)
    found = [FromViews(count, hu, {"psnr_3d_db": 18.0 + count}) for count in (4, PAIR, 2)]
    curve = curve_of(found, SCORES[0])
    np.testing.assert_array_equal(curve.counts, [2, 4])
    np.testing.assert_array_equal(curve.values, [20.0, 22.0])
    assert np.isnan(curve_of(found, SCORES[1]).values).all()


def test_the_form_shows_a_setup_and_tells_what_is_changed(qtbot: QtBot) -> None:
    form = SetupForm()
    qtbot.addWidget(form)
    setup = BenchSetup(X2CT.frontal.with_sad(900.0), X2CT.lateral.with_turn(-4.0), breath_mm=8.0, is_told=False)
    form.set_setup(setup)
    chosen = QSignalSpy(form.chosen)
    assert form.room.currentData() == "" and not form.told.isChecked()
    form.told.click()
    assert chosen.at(0)[0].is_told and chosen.at(0)[0].breath_mm == 8.0
    form.room.setCurrentIndex(form.room.findData("clinic"))
    form.room.activated.emit(form.room.currentIndex())
    assert chosen.at(1)[0].room == "clinic" and chosen.at(1)[0].lateral.turn_deg == -4.0


def test_a_distance_that_is_typed_is_taken_as_it_is(qtbot: QtBot) -> None:
    form = SetupForm()
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.chosen, timeout=5_000) as chosen:
        form.sliders["frontal", "Tube"].field.setValue(1827.0)
    assert chosen.args[0].frontal.sad_mm == 1827.0


def test_machines_have_their_own_noise(qtbot: QtBot) -> None:
    form = SetupForm()
    qtbot.addWidget(form)
    form.set_setup(BenchSetup(X2CT.frontal, X2CT.lateral, photons=1e4))
    chosen = QSignalSpy(form.chosen)
    form.look.setCurrentIndex(2)
    form.look.activated.emit(2)
    assert chosen.at(0)[0].look == "drawn" and chosen.at(0)[0].photons is None and form.dose.isHidden()
    form.another.click()
    assert chosen.at(1)[0].seed == chosen.at(0)[0].seed + 1
