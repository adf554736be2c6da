"""Comparing in the window: commands, sides, the true CT, other results and files, each at its place."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.viewer.test_models import make_result
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_volume
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.comparison import Sides, StackCurves, VolumeScores
from xr2ct_viewer.models.profile import ProfileLine
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.views.compare_curves import CompareCurves
from xr2ct_viewer.workspaces.read_compare import ReadCompare
from xr2ct_viewer.workspaces.read_profile import ReadProfile
from xr2ct_viewer.workspaces.read_sessions import ReadSessions

GRID = WorkingGrid(24)


def block(hu: int, grid: WorkingGrid = GRID) -> Volume:
    """A body of tissue with a lung in air."""
    volume = np.full(grid.shape_zyx, -1000, np.int16)
    volume[4:-4, 4:-4, 4:-4] = hu
    volume[8:-8, 8:-8, 8:-8] = -800
    return Volume.on_grid(volume, grid)


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def study(window, pair) -> Study:
    study = Study("case", pair=pair)
    window.read.session.add(study)
    for method, hu in (("tv", 30), ("template", 60)):
        result = make_result(study, method)
        volume = replace(block(hu), provenance=result.volume.provenance)
        study.add_result(replace(result, volume=volume))
    return study


@pytest.fixture
def area(window, study) -> ReadCompare:
    return window.read.area(ReadCompare)


def wait_for_scores(area, qtbot) -> None:
    qtbot.waitUntil(lambda: area.view.slices.rights[0].curves is not None, timeout=20_000)


def test_a_command_of_a_mode_leads_to_the_comparison_in_that_mode(window, area, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.read.session.layout == "compare" and area.comparison.mode == "checkerboard"
    assert window.actions_hub["compare.checkerboard"].isChecked()
    assert not window.actions_hub["compare.swipe"].isChecked()


def test_the_window_of_the_slices_is_at_hand_while_slices_are_compared(window, area):
    box, shown = window.read.toolbar._window, window.read.toolbar._window_action.isVisible
    run = window.actions_hub.execute
    run("view.compare")
    run("compare.xrays")
    assert not shown()
    run("compare.slices")
    run("compare.side_by_side")
    assert shown()
    box.setCurrentIndex(box.findData("Bone"))
    box.activated.emit(box.currentIndex())
    assert area.view.slices.display.window_level == window.read.grid.slices.windows["Bone"]
    run("compare.difference")
    assert not shown()


def test_there_is_nothing_to_compare_before_a_reconstruction(window, pair):
    window.read.session.add(Study("new", pair=pair))
    assert not window.actions_hub["compare.blink"].isEnabled()
    view = window.read.grid.compare
    assert not view.xrays.has_images and not view.bar.left.isEnabled()


def test_without_a_true_ct_two_results_are_compared(area, window, qtbot):
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    assert area.sides == Sides("tv", "template")
    assert area.view.bar.left.currentText() == "Total variation" or area.view.bar.left.currentData() == "tv"
    assert float(area.view.slices.pair.difference.hu.max()) == 30.0


def test_the_true_ct_is_read_when_it_is_needed_and_the_views_stay_as_they_are(window, pair, tmp_path, qtbot):
    path = write_volume(block(0), tmp_path / "ct.nii.gz")
    study = Study("with truth", pair=replace(pair, truth_path=path))
    window.read.session.add(study)
    result = make_result(study, "tv")
    study.add_result(replace(result, volume=replace(block(100), provenance=result.volume.provenance)))
    area = window.read.area(ReadCompare)
    assert study.truth is None
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    assert area.sides == Sides("truth", "tv") and study.truth is not None and study.shown == "result"
    assert float(area.view.slices.pair.difference.hu.max()) == 100.0
    assert area.view.slices.lefts[0].title_lines()[0] == "Axial · True CT"


def test_pictures_that_show_anything_synthetic_say_so_on_whichever_side_it_stands(area, study, window, qtbot):
    study.set_truth(block(0))
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    assert area.view.slices._banner == SYNTHETIC_BANNER
    assert area.view.slices.lefts[0]._banner == RESEARCH_BANNER
    window.actions_hub.execute("compare.swap")
    wait_for_scores(area, qtbot)
    assert area.sides.right == "truth"
    assert area.view.slices._banner == area.view.slices.blends[0]._banner == SYNTHETIC_BANNER


def test_swapping_sides_or_choosing_the_same_on_both_turns_the_sign_of_the_difference(area, window, qtbot):
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    window.actions_hub.execute("compare.swap")
    wait_for_scores(area, qtbot)
    assert float(area.view.slices.pair.difference.hu.min()) == -30.0
    area.choose_sides(Sides("tv", "tv"))
    assert area.sides == Sides("tv", "template")


def test_a_file_is_compared_with_the_result_and_resampled_to_its_place(area, study, window, tmp_path, qtbot):
    path = write_volume(block(90, WorkingGrid(12)), tmp_path / "other.nii.gz")
    area.open(path)
    qtbot.waitUntil(lambda: area.sides is not None and area.sides.left == "file:0", timeout=20_000)
    wait_for_scores(area, qtbot)
    assert "Resampled to 24 × 24 × 24" in area.view.bar._note.text()
    assert area.view.bar.left.currentText() == "other.nii.gz"
    assert [choice.key for choice in area.choices][-2:] == ["file:0", "file:0:centred"]
    assert window.read.session.studies == [study]


def test_a_file_that_stands_elsewhere_says_so_and_can_be_centred(area, window, tmp_path, qtbot):
    away = block(90)
    matrix = away.affine.matrix.copy()
    matrix[0, 3] += 5000
    path = write_volume(Volume(away.hu, type(away.affine)(matrix)), tmp_path / "away.nii.gz")
    area.open(path)
    qtbot.waitUntil(lambda: "do not overlap" in area.view.slices._empty._empty_text[0], timeout=20_000)
    area.choose_sides(Sides("file:0:centred", "template"))
    wait_for_scores(area, qtbot)
    assert area.view.slices.pair.left.hu.max() > 0


def test_a_broken_file_is_explained_and_changes_nothing(area, window, tmp_path, qtbot):
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    before = area.view.slices.pair
    bad = tmp_path / "bad.nii.gz"
    bad.write_bytes(b"nothing")
    with qtbot.waitSignal(area.pairing.failed, timeout=20_000):
        area.open(bad)
    assert area.view.slices.pair is before


def test_two_results_can_be_compared_by_their_re_projections(area, window, study):
    window.actions_hub.execute("compare.xrays")
    assert area.sides == Sides("xrays", "template")
    area.choose_sides(Sides("tv", "template"))
    assert area.view.xrays.lefts[0].title.endswith(study.results["tv"].title)
    assert area.view.xrays.lefts[0]._banner == SYNTHETIC_BANNER


def test_crosshair_and_window_follow_the_other_layouts(area, window, qtbot):
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    window.read.grid.slices.crosshair_lps_mm = (20.0, -30.0, 40.0)
    assert area.view.slices.display.crosshair_lps_mm == (20.0, -30.0, 40.0)
    area.view.slices.display.crosshair_lps_mm = (1.0, 2.0, 3.0)
    assert window.read.grid.slices.crosshair_lps_mm == (1.0, 2.0, 3.0)


def test_a_result_that_lands_later_is_compared_next(area, window, study, qtbot):
    window.actions_hub.execute("compare.slices")
    wait_for_scores(area, qtbot)
    result = make_result(study, "backprojection")
    study.add_result(replace(result, volume=replace(block(10), provenance=result.volume.provenance)))
    assert area.sides == Sides("tv", "backprojection")
    wait_for_scores(area, qtbot)
    assert float(area.view.slices.pair.difference.hu.min()) == -20.0


def test_a_ct_alone_is_compared_with_a_file(window, tmp_path, qtbot):
    study = Study("ct", ct=block(20))
    window.read.session.add(study)
    area = window.read.area(ReadCompare)
    assert not window.actions_hub["compare.xrays"].isEnabled()
    window.actions_hub.execute("view.compare")
    assert window.read.session.layout == "compare" and area.comparison.subject == "slices"
    assert area.view.slices._empty._empty_text[0] == "Nothing to compare with yet"
    area.open(write_volume(block(50), tmp_path / "other.nii.gz"))
    wait_for_scores(area, qtbot)
    assert area.sides == Sides("ct", "file:0")
    assert float(area.view.slices.pair.difference.hu.max()) == 30.0
    window.read.session.add(Study("another ct", ct=block(20)))
    assert window.read.session.layout == "mpr", "an empty comparison greets nobody"
    window.actions_hub.execute("view.compare")
    window.read.session.select(study)
    assert window.read.session.layout == "compare"


def test_the_true_ct_is_compared_with_a_file_before_any_reconstruction(window, pair, tmp_path, qtbot):
    path = write_volume(block(0), tmp_path / "ct.nii.gz")
    study = Study("no result", pair=replace(pair, truth_path=path))
    window.read.session.add(study)
    area = window.read.area(ReadCompare)
    assert window.actions_hub["compare.open"].isEnabled()
    area.open(write_volume(block(90), tmp_path / "other.nii.gz"))
    wait_for_scores(area, qtbot)
    assert area.sides == Sides("truth", "file:0")
    assert float(area.view.slices.pair.difference.hu.max()) == 90.0


def test_a_scanners_ct_meets_a_reconstruction_from_a_file_once_it_is_centred(window, tmp_path, qtbot):
    away = block(20)
    matrix = away.affine.matrix.copy()
    matrix[2, 3] += 4000
    study = Study("ct", ct=Volume(away.hu, type(away.affine)(matrix)))
    window.read.session.add(study)
    area = window.read.area(ReadCompare)
    area.open(write_volume(block(50), tmp_path / "other.nii.gz"))
    qtbot.waitUntil(lambda: "do not overlap" in area.view.slices._empty._empty_text[0], timeout=20_000)
    area.choose_sides(Sides("ct:centred", "file:0:centred"))
    wait_for_scores(area, qtbot)
    assert area.view.slices.pair.difference.hu.max() == pytest.approx(30.0)


def test_sides_files_and_the_line_of_a_profile_come_back_with_a_session(window, area, study, tmp_path, qtbot):
    line = ProfileLine("patient", (-50.0, 0.0, 0.0), (50.0, 0.0, 0.0))
    area.open(write_volume(block(90), tmp_path / "other.nii.gz"))
    wait_for_scores(area, qtbot)
    area.choose_sides(Sides("tv", "file:0"))
    window.read.area(ReadProfile).desk.line = line
    sessions, done = window.read.area(ReadSessions), []
    sessions.write(SaveChoice(tmp_path / "s.xr2ct"), lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert not sessions.desk.changes.is_unsaved
    area.swap()
    assert not sessions.desk.changes.is_unsaved, "a way of looking is nothing to be asked about"
    with qtbot.waitSignal(area.pairing.reopened, timeout=20_000):
        window.read.open_files((tmp_path / "s.xr2ct",))
    assert window.read.session.current is not study
    wait_for_scores(area, qtbot)
    assert area.sides == Sides("tv", "file:0")
    assert window.read.area(ReadProfile).desk.line == line


def test_each_study_keeps_the_line_of_its_own_profile(window, study, pair):
    desk, line = window.read.area(ReadProfile).desk, ProfileLine("patient", (-50.0, 0.0, 0.0), (50.0, 0.0, 0.0))
    desk.line = line
    window.read.session.add(Study("other", pair=pair))
    assert desk.line is None
    window.read.session.select(study)
    assert desk.line == line


def test_the_title_of_the_curves_gives_way_to_the_scores(german, window, qtbot):
    stacks = {name: StackCurves(np.full(9, 20.0), np.full(9, 200.0)) for name in ("axial", "coronal", "sagittal")}
    curves = CompareCurves(window.theme)
    qtbot.addWidget(curves)
    curves.set_scores(VolumeScores({"psnr_3d_db": 1.5}, stacks))
    narrowest = curves.minimumSizeHint().width()
    curves.title.setText("Schichten " * 20)
    assert curves.minimumSizeHint().width() == narrowest and "1,5 dB" in curves._table.text()
