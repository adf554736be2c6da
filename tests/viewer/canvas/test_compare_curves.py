"""Below compared slices a curve tells how far they differ one by one, and a table how far as a whole."""

from collections.abc import Iterator

import numpy as np
import pytest
from canvas_helpers import marker_volume, send_mouse
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from xr2ct_viewer.models.comparison import VolumeScores
from xr2ct_viewer.services.comparing import on_common_grid, scored
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.views.compare_view import CompareView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CompareView]:
    view = CompareView()
    qtbot.addWidget(view)
    view.set_theme(Theme())
    view.resize(1100, 760)
    view.comparison.subject = "slices"
    view.show()
    left, right = marker_volume(), marker_volume()
    right.hu[40] += 100
    pair = on_common_grid(left, right)
    view.set_pair(pair, ("True CT", "Template"))
    view.show_scores(scored(pair))
    yield view
    view.close()


def test_the_curve_has_a_value_for_each_slice_of_the_orientation_in_hand(view: CompareView) -> None:
    plot = view.curves.plot
    (line,) = plot.lines
    assert np.flatnonzero(line.y > 1).tolist() == [40] and line.x[0] == 1
    view.comparison.orientation = "sagittal"
    (line,) = plot.lines
    assert len(line.y) == 64 and np.ptp(line.y) < 1 and view.curves.title.text() == "Sagittal slices"


def test_the_mark_follows_the_slice_on_screen(view: CompareView) -> None:
    view.slices.turn_to("axial", 12)
    assert view.curves.plot.mark_at == 13.0


def test_a_click_on_the_curve_turns_to_that_slice(view: CompareView) -> None:
    plot = view.curves.plot
    x, _ = plot.canvas.plot.vb.mapViewToScene(QPointF(41.0, 50.0)).toTuple()
    at = x, plot.canvas.height() / 2
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send_mouse(plot.canvas.viewport(), kind, at, Qt.MouseButton.LeftButton)
    assert view.slices.lefts[0].index == 40
    assert "100.0 HU" in plot.legend.text()


def test_arrow_keys_on_the_curve_turn_the_slices(view: CompareView, qtbot: QtBot) -> None:
    view.slices.turn_to("axial", 20)
    qtbot.keyClick(view.curves.plot.canvas, Qt.Key.Key_Right)
    assert view.slices.lefts[0].index == 21
    qtbot.keyClick(view.curves.plot.canvas, Qt.Key.Key_End)
    assert view.slices.lefts[0].index == 63


def test_psnr_leaves_out_slices_without_error(view: CompareView) -> None:
    view.curves.buttons["psnr_db"].click()
    (line,) = view.curves.plot.lines
    assert np.flatnonzero(np.isfinite(line.y)).tolist() == [40]
    assert line.y[40] == pytest.approx(28.0, abs=0.1)


def test_the_table_names_the_reference_and_every_measure(view: CompareView) -> None:
    text = view.curves._table.text()
    assert "left is the reference" in text
    for label in ("PSNR in 3D", "SSIM in 3D", "Mean error", "RMS error", "Correlation", "Lung overlap"):
        assert label in text


def test_until_it_is_measured_the_panel_says_so_and_then_keeps_quiet(view: CompareView) -> None:
    scores: VolumeScores = view.slices.scores
    view.set_pair(view.slices.pair, ("True CT", "Template"))
    assert view.curves._waiting.isVisible() and not view.curves.plot.isVisible()
    view.show_scores(scores)
    assert view.curves.plot.isVisible() and not view.curves._waiting.isVisible()


def test_the_panel_can_be_hidden_and_gives_way_to_a_profile(view: CompareView) -> None:
    assert view.curves.isVisible()
    view.comparison.shows_curves = False
    assert not view.curves.isVisible()
    view.comparison.shows_curves = True
    view.leave_room(True)
    assert not view.curves.isVisible()
    view.leave_room(False)
    assert view.curves.isVisible()
