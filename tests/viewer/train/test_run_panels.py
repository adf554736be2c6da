"""The panels of the run in front tell its state, its numbers and its log, and nothing of another run."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTableView,
)
from run_helpers import alive, make_run, write_preview, write_rows

from xr2ct_core.runs.live import LiveStatus
from xr2ct_viewer.panels.train.curves_panel import CurvesPanel
from xr2ct_viewer.panels.train.log_panel import LogPanel
from xr2ct_viewer.panels.train.preview_strip import PreviewStrip
from xr2ct_viewer.panels.train.progress_panel import ProgressPanel
from xr2ct_viewer.panels.train.runs_panel import RunsPanel
from xr2ct_viewer.theme.manager import Theme


def test_rows_arrive_in_order_and_none_twice(qtbot, follower, follow, tmp_path) -> None:
    run = make_run(tmp_path / "run")
    write_rows(run, 1, 3_000)
    steps: list[int] = []
    follower.metrics_added.connect(lambda rows: steps.extend(row.step for row in rows))
    follow(run)
    write_rows(run, 3_001, 3_005)
    qtbot.waitUntil(lambda: len(steps) >= 3_005, timeout=10_000)
    assert steps == list(range(1, 3_006))


def test_nothing_of_a_run_is_told_after_another_is_followed(follower, follow, tmp_path) -> None:
    first, second = make_run(tmp_path / "first", method="a"), make_run(tmp_path / "second", method="b")
    write_rows(first, 1, 4_000)
    told: list[object] = []
    follower.followed.connect(told.append)
    follower.record_changed.connect(lambda record: told.append(record.method))
    follower.metrics_added.connect(lambda rows: told.append("rows"))
    follower.follow(first.path)
    follow(second)
    assert told == [first.path, second.path, "b"]


def test_a_run_that_vanishes_is_said_and_no_longer_followed(qtbot, follower, follow, tmp_path) -> None:
    run = make_run(tmp_path / "run")
    follow(run)
    with qtbot.waitSignal(follower.lost, timeout=10_000):
        run.path.rename(tmp_path / "gone")
    assert follower.path is None


def test_the_state_speed_and_memory_of_a_training_are_shown(follow, shown, tmp_path) -> None:
    run = alive(tmp_path / "run", step=10, metrics={"psnr_3d_db": 20.5}, best={"psnr_3d_db": 21.25, "step": 8.0})
    live = LiveStatus(
        step=25, total_steps=100, steps_per_s=4.0, eta_s=19.0, host_bytes=2_500_000_000, device_bytes=800_000_000,
        device_free_bytes=5_000_000_000, phase="training", time=0.0,
    )  # fmt: skip
    run.write_live(live)
    panel = shown(ProgressPanel(Theme()))
    follow(run)
    assert panel.state.text() == "Running"
    assert panel.step.text() == "step 25 of 100"
    assert panel.bar.value() == panel.bar.maximum() // 4
    texts = {key: label.text() for key, label in panel.tiles.items()}
    assert texts["speed"] == "4 steps/s · 24 cases/s"
    assert texts["left"] == "19 s"
    assert texts["memory"] == "2.5 GB"
    assert texts["device"] == "800 MB, 5.0 GB free"
    assert texts["newest"] == "20.50 dB"
    assert texts["best"] == "21.25 dB at step 8"


@pytest.mark.parametrize(
    ("record", "word"),
    [
        ({"state": "failed", "error": "It diverged.", "error_hint": "Go slower."}, "Failed"),
        ({"state": "running"}, "Interrupted"),
    ],
)
def test_a_training_that_ended_badly_says_so(follow, shown, tmp_path, record, word) -> None:
    panel = shown(ProgressPanel(Theme()))
    follow(make_run(tmp_path / "run", step=40, **record))
    assert panel.state.text() == word
    assert panel.tiles["left"].isHidden()
    assert panel.state.toolTip() == f"{record.get('error', '')} {record.get('error_hint', '')}".strip()


def test_the_log_is_filtered_by_level_and_words(follow, shown, tmp_path) -> None:
    run, panel = make_run(tmp_path / "run"), shown(LogPanel(Theme()))
    for level, text in (("info", "began"), ("warning", "the disk is slow"), ("error", "the disk is full")):
        run.log(level, text)
    follow(run)
    assert len(panel.text.toPlainText().splitlines()) == 3
    panel.level.setCurrentText("Warnings and errors")
    panel.search.setText("DISK")
    assert [line.split()[-1] for line in panel.text.toPlainText().splitlines()] == ["slow", "full"]


def test_the_log_follows_its_end_unless_a_person_scrolled_up(qtbot, shown) -> None:
    panel = shown(LogPanel(Theme()))
    lines = [{"time": "2026-01-01T00:00:00+00:00", "level": "info", "text": str(n)} for n in range(300)]
    panel.add(lines)
    bar = panel.text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(3)
    panel.add(lines[:5])
    assert bar.value() == 3


@pytest.mark.parametrize("panel_type", [CurvesPanel, LogPanel, PreviewStrip, ProgressPanel, RunsPanel])
def test_every_control_has_a_name_and_every_theme_is_taken_on(follow, shown, tmp_path, panel_type) -> None:
    theme = Theme()
    panel = shown(panel_type(theme, tmp_path) if panel_type is RunsPanel else panel_type(theme))
    run = make_run(tmp_path / "run")
    write_rows(run, 1, 5)
    write_preview(run, 5)
    follow(run)
    for kind in (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit):
        for widget in panel.findChildren(kind):
            if isinstance(widget, QScrollBar) or isinstance(widget.parent(), QLineEdit | QTableView):
                continue
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget
    theme.apply("light")
    theme.apply("dark")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
