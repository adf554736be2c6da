"""The table of runs: sorted, searched, starred, noted, compared, handed on, put away and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from run_helpers import make_run, write_rows

from xr2ct_core.runs.note import RunNote
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.dialogs.compare_runs_dialog import CompareRunsDialog
from xr2ct_viewer.panels.train.runs_panel import RunsPanel
from xr2ct_viewer.panels.train.runs_table import BEST, NAME, NOTE, SHOW, STAR
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.widgets.question import Question


@pytest.fixture
def runs(qtbot, shown, tmp_path) -> RunsPanel:
    folder = tmp_path / "runs"
    make_run(folder / "alpha", best={"psnr_3d_db": 21.0, "step": 5.0})
    make_run(folder / "beta", state="stopped", best={"psnr_3d_db": 23.0, "step": 5.0})
    make_run(folder / "gamma", state="failed", error="It diverged.")
    panel = shown(RunsPanel(Theme(), folder))
    qtbot.waitUntil(lambda: panel.filter.rowCount() == 3, timeout=10_000)
    return panel


def select(panel: RunsPanel, *names: str) -> None:
    model = panel.view.selectionModel()
    model.clear()
    for row in panel.table.rows:
        if row.name in names:
            model.select(panel.filter.place_of(row.path), model.SelectionFlag.Select | model.SelectionFlag.Rows)


def names(panel: RunsPanel) -> list[str]:
    return [str(panel.filter.index(row, NAME).data()) for row in range(panel.filter.rowCount())]


def test_runs_are_sorted_by_what_a_column_means(runs) -> None:
    runs.view.sortByColumn(BEST, Qt.SortOrder.DescendingOrder)
    assert names(runs) == ["beta", "alpha", "gamma"]


def test_the_search_narrows_the_table_and_says_when_nothing_fits(runs) -> None:
    runs.bar.search.setText("alp")
    assert names(runs) == ["alpha"]
    runs.bar.search.setText("nothing like this")
    assert any("fits the filter" in label.text() and label.isVisible() for label in runs.findChildren(QLabel))


def test_stars_and_notes_are_kept_with_the_run(qtbot, runs) -> None:
    path = runs.filter.row_of(runs.filter.index(0, NAME)).path
    runs.view.clicked.emit(runs.filter.index(0, STAR))
    qtbot.waitUntil(lambda: RunFolder(path).note().star, timeout=5_000)
    runs.filter.setData(runs.filter.index(0, NOTE), "the good one", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: RunFolder(path).note() == RunNote(star=True, text="the good one"), timeout=5_000)


def test_only_what_a_run_allows_is_offered(runs) -> None:
    def offered() -> set[str]:
        return {name for name, action in runs.actions_.items() if action.isEnabled()}

    assert offered() == set()
    select(runs, "beta")
    assert {"resume", "follow", "use", "trash"} <= offered()
    assert "compare" not in offered()
    select(runs, "alpha")
    assert "resume" not in offered()
    select(runs, "alpha", "beta")
    assert offered() == {"compare", "trash"}


def test_the_best_checkpoint_of_a_run_is_handed_on(qtbot, runs) -> None:
    select(runs, "beta")
    with qtbot.waitSignal(runs.failed):
        runs.use_selected()
    run = RunFolder(runs.selected[0].path)
    for step in (5, 90):
        run.checkpoint_path(step).mkdir(parents=True)
    with qtbot.waitSignal(runs.use_checkpoint) as used:
        runs.use_selected()
    assert used.args == [run.checkpoint_path(5)]


def test_a_trashed_run_leaves_and_comes_back(qtbot, runs, monkeypatch) -> None:
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: True)
    select(runs, "gamma")
    runs.trash_selected()
    qtbot.waitUntil(lambda: sorted(names(runs)) == ["alpha", "beta"], timeout=10_000)
    assert runs.status.isVisible()
    runs.status.button.click()
    qtbot.waitUntil(lambda: sorted(names(runs)) == ["alpha", "beta", "gamma"], timeout=10_000)


def test_runs_elsewhere_join_the_table(qtbot, runs, tmp_path) -> None:
    make_run(tmp_path / "elsewhere" / "delta")
    with qtbot.waitSignal(runs.folders_changed) as changed:
        runs.add_folder(tmp_path / "elsewhere")
    assert changed.args == [(tmp_path / "elsewhere",)]
    qtbot.waitUntil(lambda: "delta" in names(runs), timeout=10_000)


def test_checked_runs_are_laid_over_and_the_selection_survives_a_look(qtbot, runs, tmp_path) -> None:
    place = runs.filter.index(0, SHOW)
    path = runs.filter.row_of(place).path
    with qtbot.waitSignal(runs.overlay_changed) as overlaid:
        runs.filter.setData(place, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert overlaid.args == [(path,)]
    select(runs, "beta")
    make_run(tmp_path / "runs" / "newcomer")
    runs.look()
    qtbot.waitUntil(lambda: len(names(runs)) == 4, timeout=10_000)
    assert [row.name for row in runs.selected] == ["beta"]


def test_two_runs_are_set_side_by_side(qtbot, follower, tmp_path) -> None:
    one = make_run(tmp_path / "one", best={"psnr_3d_db": 20.0, "step": 1.0})
    two = make_run(tmp_path / "two", best={"psnr_3d_db": 22.0, "step": 1.0}, total_steps=500)
    for run in (one, two):
        write_rows(run, 1, 10)
    dialog = CompareRunsDialog((one.path, two.path), Theme(), follower.background)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0, timeout=10_000)
    rows = [[dialog.table.item(row, column) for column in range(3)] for row in range(dialog.table.rowCount())]
    cells = {row[0].text(): [item.text() for item in row[1:] if item is not None] for row in rows}
    assert cells["train.steps"] == ["100", "500"]
    assert "train.batch_size" not in cells
    assert cells["PSNR in 3D"] == ["20.00 dB", "22.00 dB"]
    assert [line.label for line in dialog.plot.lines] == ["one", "two"]
