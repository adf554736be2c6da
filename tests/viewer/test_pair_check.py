"""The pair doctor in the window: says what it suspects, corrects only when asked, and looks again after each edit."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from xr2ct_core.io import read_pair
from xr2ct_core.pairing import findings as say
from xr2ct_core.pairing.fix import corrected
from xr2ct_core.samples import samples
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture(scope="module")
def sample_pair():
    return read_pair(Path(samples()[0].pair_path))


def open_pair(window, qtbot, pair) -> tuple[Study, ReadPairCheck]:
    area = window.read.area(ReadPairCheck)
    study = Study("case", pair=pair)
    window.read.session.add(study)
    wait_for_report(qtbot, area)
    return study, area


def wait_for_report(qtbot, area: ReadPairCheck) -> None:
    qtbot.waitUntil(lambda: area.report is not None, timeout=10_000)


def test_a_good_pair_leaves_the_panel_empty(window, qtbot, sample_pair):
    _, area = open_pair(window, qtbot, sample_pair)
    assert area.report.is_clean and not area.panel.isVisible()


def test_a_mirrored_frontal_is_said_corrected_on_demand_and_undone(window, qtbot, sample_pair):
    mirrored = replace(sample_pair, frontal=sample_pair.frontal.flipped_horizontally())
    study, area = open_pair(window, qtbot, mirrored)
    assert area.panel.isVisible() and study.edit == InputEdit()
    button = area.panel.findChild(QPushButton, "fix-mirrored-frontal")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert study.edit == InputEdit(frontal=ImageEdit(flip=True))
    wait_for_report(qtbot, area)
    assert area.report.is_clean and not area.panel.isVisible()
    study.steps.undo()
    wait_for_report(qtbot, area)
    assert [finding.id for finding in area.panel.findings] == ["mirrored-frontal"]


def test_a_lateral_on_its_side_is_said_and_turned_on_demand(window, qtbot, sample_pair):
    lying = replace(sample_pair, lateral=sample_pair.lateral.turned_right(1))
    study, area = open_pair(window, qtbot, lying)
    button = area.panel.findChild(QPushButton, "fix-on-its-side-lateral")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert study.edit == InputEdit(lateral=ImageEdit(quarters=3))
    wait_for_report(qtbot, area)
    assert area.report.is_clean and not area.panel.isVisible()


def test_findings_of_one_study_do_not_stay_with_another(window, qtbot, sample_pair, ct_study):
    mirrored = replace(sample_pair, frontal=sample_pair.frontal.flipped_horizontally())
    _, area = open_pair(window, qtbot, mirrored)
    window.read.session.add(ct_study)
    assert area.panel.findings == () and area.report is None


@pytest.fixture
def ct_study() -> Study:
    from tests.viewer.test_models import make_ct

    return Study("ct", ct=make_ct())


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (say.swapped(0.9), InputEdit(swap=True)),
        (say.mirrored("lateral", 0.9), InputEdit(lateral=ImageEdit(flip=True))),
        (say.inverted("frontal", 0.9), InputEdit(frontal=ImageEdit(invert=True))),
        (say.on_its_side("frontal", 0.9, head_is_left=True), InputEdit(frontal=ImageEdit(quarters=1))),
        (say.on_its_side("lateral", 0.9, head_is_left=False), InputEdit(lateral=ImageEdit(quarters=3))),
        (say.upside_down("lateral", 0.9), InputEdit(lateral=ImageEdit(quarters=2))),
        (say.other_patient(0.9), InputEdit()),
    ],
)
def test_a_finding_becomes_the_edit_that_puts_it_right(finding, expected):
    assert corrected(InputEdit(), finding) == expected


def test_correcting_twice_takes_it_back():
    finding = say.mirrored("frontal", 0.9)
    assert corrected(corrected(InputEdit(), finding), finding) == InputEdit()
