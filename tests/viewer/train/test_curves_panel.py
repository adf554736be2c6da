"""The curves of one run and of several, as they arrive, zoomed, read off and saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from run_helpers import make_run, write_rows

from xr2ct_viewer.panels.train.curves_panel import EMPTY, CurvesPanel
from xr2ct_viewer.theme.manager import Theme


def test_curves_appear_with_the_total_loss_and_leave_with_the_run(qtbot, follower, follow, shown, tmp_path) -> None:
    panel = shown(CurvesPanel(Theme()))
    assert not panel.plots
    run = make_run(tmp_path / "run", best={"psnr_3d_db": 21.0, "step": 2.0})
    write_rows(run, 1, 30, keys=3)
    run.append_metrics(2, {"validation/psnr_3d_db": 21.0})
    follow(run)
    qtbot.waitUntil(lambda: len(panel.plots) == 2, timeout=5_000)
    score, losses = panel.plots.values()
    assert [line.label for line in losses.lines] == ["Total loss"]
    assert "best&nbsp;21.00&nbsp;dB" in score.legend.text()
    follower.unfollow()
    assert not panel.plots
    assert any(label.text() == EMPTY and label.isVisible() for label in panel.findChildren(QLabel))


def test_new_points_move_the_range_until_a_person_zooms_and_after_a_fit(qtbot, follow, shown, tmp_path) -> None:
    panel, run = shown(CurvesPanel(Theme())), make_run(tmp_path / "run")
    write_rows(run, 1, 50)
    follow(run)
    qtbot.waitUntil(lambda: bool(panel.plots), timeout=5_000)
    (plot,) = panel.plots.values()
    plot.canvas.setFocus()
    qtbot.keyClick(plot.canvas, Qt.Key.Key_Up)
    zoomed = plot.canvas.shown
    assert not plot.is_following
    write_rows(run, 51, 90)
    qtbot.waitUntil(lambda: panel.runs[run.path].last_step == 90, timeout=5_000)
    plot.refresh()
    assert plot.canvas.shown == pytest.approx(zoomed)
    qtbot.keyClick(plot.canvas, Qt.Key.Key_R)
    assert plot.is_following
    assert plot.canvas.shown[1] >= 90


def test_the_axis_of_the_steps_names_whole_steps_with_one_point_too(qtbot, follow, shown, tmp_path) -> None:
    panel, run = shown(CurvesPanel(Theme())), make_run(tmp_path / "run")
    run.append_metrics(20, {"validation/psnr_3d_db": 21.0})
    follow(run)
    qtbot.waitUntil(lambda: bool(panel.plots), timeout=5_000)
    (plot,) = panel.plots.values()
    axis = plot.canvas.plot.getAxis("bottom")
    marks = [mark for _, level in axis.tickValues(*plot.canvas.shown, 400) for mark in level]
    assert sorted(marks) == [19.0, 20.0, 21.0]
    plot.set_span((0.0, 20_000.0))
    assert {0.0, 5_000.0, 10_000.0} <= {mark for _, level in axis.tickValues(0, 20_000, 400) for mark in level}


def test_the_crosshair_shows_the_values_of_all_plots_at_a_step(qtbot, follow, shown, tmp_path) -> None:
    panel, run = shown(CurvesPanel(Theme())), make_run(tmp_path / "run")
    write_rows(run, 1, 20)
    for step in (5, 10):
        run.append_metrics(step, {"validation/psnr_3d_db": 10.0 + step})
    follow(run)
    qtbot.waitUntil(lambda: len(panel.plots) == 2, timeout=5_000)
    score, losses = panel.plots.values()
    for _ in range(11):
        qtbot.keyClick(losses.canvas, Qt.Key.Key_Left)
    assert losses.cursor_step == score.cursor_step == 10
    assert "<b>1</b>" in losses.legend.text()
    assert "<b>20.00&nbsp;dB</b>" in score.legend.text()


def test_runs_laid_over_are_coloured_by_run_and_followed(qtbot, follow, shown, tmp_path) -> None:
    panel, front, other = shown(CurvesPanel(Theme())), make_run(tmp_path / "front"), make_run(tmp_path / "other")
    for run in (front, other):
        write_rows(run, 1, 20)
    follow(front)
    panel.set_overlaid((other.path, front.path))
    qtbot.waitUntil(lambda: sum(len(plot.lines) for plot in panel.plots.values()) == 2, timeout=5_000)
    (plot,) = panel.plots.values()
    assert [line.label for line in plot.lines] == ["front", "other"]
    assert len({line.colour for line in plot.lines}) == 2
    write_rows(other, 21, 60)
    qtbot.waitUntil(lambda: panel.runs[other.path].last_step == 60, timeout=5_000)
    panel.set_overlaid(())
    assert list(panel.runs) == [front.path]


def test_curves_are_saved_as_values_and_as_a_picture_with_the_banner(qtbot, follow, shown, tmp_path) -> None:
    panel, run = shown(CurvesPanel(Theme())), make_run(tmp_path / "run")
    write_rows(run, 1, 3)
    follow(run)
    qtbot.waitUntil(lambda: bool(panel.plots), timeout=5_000)
    with qtbot.waitSignal(panel.notice, timeout=5_000):
        panel.export_csv(tmp_path / "curves.csv")
    assert (tmp_path / "curves.csv").read_text().splitlines()[:2] == ["run,step,train/generator/loss", "run,1,10.0"]
    panel.export_png(tmp_path / "curves.png")
    page = panel.plots[next(iter(panel.plots))].parentWidget()
    assert QImage(str(tmp_path / "curves.png")).height() > page.height()


def test_a_run_that_was_in_front_is_laid_over_the_next_one_where_it_is_checked(qtbot, follow, shown, tmp_path) -> None:
    panel, one, two = shown(CurvesPanel(Theme())), make_run(tmp_path / "one"), make_run(tmp_path / "two")
    for run in (one, two):
        write_rows(run, 1, 5)
    follow(one)
    panel.set_overlaid((one.path,))
    assert list(panel.runs) == [one.path]
    follow(two)
    assert list(panel.runs) == [two.path, one.path]
    qtbot.waitUntil(lambda: panel.runs[one.path].last_step == 5, timeout=5_000)
