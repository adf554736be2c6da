"""Every control says its name and teaches; the keyboard reaches every part; text can be read in every theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from tests.viewer.test_models import make_result
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.theme.palettes import CONTRAST, MARK_PAIRS, PALETTES, TEXT_PAIRS, contrast
from xr2ct_viewer.theme.style import style_sheet
from xr2ct_viewer.widgets.panes import focusable

CONTROLS = (
    QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QAbstractSlider, QPlainTextEdit,
)  # fmt: skip


@pytest.fixture
def window(open_window, pair):
    window = open_window()
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    return window


def controls(top: QWidget) -> Iterator[QWidget]:
    """What a person operates below a widget; parts that Qt makes inside of a control are left out."""
    for kind in CONTROLS:
        for widget in top.findChildren(kind):
            inner = isinstance(widget, QScrollBar | QHeaderView | QTabBar) or widget.objectName().startswith("qt_")
            parent = widget.parentWidget()
            while parent is not None and not inner:
                inner = isinstance(parent, QComboBox | QAbstractSpinBox | QTabBar | QAbstractItemView)
                inner = inner or (isinstance(parent, QLineEdit) and isinstance(widget, QAbstractButton))
                parent = parent.parentWidget()
            if not inner:
                yield widget


def called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def described(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return f"{type(parent).__name__}/{type(widget).__name__} {called(widget)!r}"


@pytest.mark.parametrize("place", ["read", "train"])
def test_every_control_has_a_name_and_a_tooltip_that_teaches(window, place):
    window.show_workspace(place)
    top = window.read if place == "read" else window.train
    found = [*controls(top), *(controls(window.read.toolbar) if place == "read" else controls(window.switch))]
    assert len(found) > 25
    assert [described(widget) for widget in found if not called(widget)] == []
    assert [described(widget) for widget in found if not widget.toolTip()] == []


@pytest.mark.parametrize("name", ["preferences", "manual", "shortcuts"])
def test_every_control_of_the_dialogs_has_a_name_and_a_tooltip(window, name):
    window.habits.show_preferences()
    window.habits.show_manual("mpr")
    window.habits.show_shortcuts()
    dialog = {
        "preferences": window.habits.preferences,
        "manual": window.habits.manual,
        "shortcuts": next(child for child in window.children() if type(child).__name__ == "ShortcutsDialog"),
    }[name]
    found = list(controls(dialog))
    assert len(found) > 2
    assert [described(widget) for widget in found if not called(widget) or not widget.toolTip()] == []
    dialog.close()


def pane_of(window: QMainWindow, widget: QWidget | None) -> QWidget | None:
    return next((pane for pane in window._panes() if widget is not None and pane.isAncestorOf(widget)), None)


@pytest.mark.parametrize("place", ["read", "train"])
def test_tab_reaches_every_pane_and_comes_round(window, qtbot, place):
    window.show_workspace(place)
    window.activateWindow()
    panes = [pane for pane in window._panes() if pane.isVisible() and focusable(pane)]
    assert len(panes) >= 3
    focusable(panes[0])[0].setFocus()
    reached, seen = set(), set()
    for _ in range(400):
        here = QApplication.focusWidget()
        reached.add(pane_of(window, here))
        if id(here) in seen and len(seen) > 10:
            break
        seen.add(id(here))
        window.focusNextChild()
    assert [pane for pane in panes if pane not in reached] == []


def test_f6_goes_through_the_panes_and_back_to_where_the_keyboard_was(window, qtbot):
    window.activateWindow()
    field = window.read.sidebar.input.findChild(QComboBox)
    field.setFocus()
    start = pane_of(window, QApplication.focusWidget())
    visited = []
    for _ in range(8):
        window.actions_hub.execute("view.next_pane")
        visited.append(pane_of(window, QApplication.focusWidget()))
        if visited[-1] is start:
            break
    assert visited[-1] is start and len(visited) >= 4 and len(set(map(id, visited))) == len(visited)
    assert QApplication.focusWidget() is field
    window.actions_hub.execute("view.previous_pane")
    assert pane_of(window, QApplication.focusWidget()) is visited[-2]


@pytest.mark.parametrize("name", list(PALETTES))
def test_text_stands_out_from_its_ground_and_marks_from_their_surround(name):
    palette, least = PALETTES[name], 7.0 if name == "contrast" else 4.5
    texts = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in TEXT_PAIRS}
    marks = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in MARK_PAIRS}
    assert {pair: value for pair, value in texts.items() if value < least} == {}
    assert {pair: value for pair, value in marks.items() if value < 3.0} == {}


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_has_thicker_rings_than_the_other_themes():
    assert "border: 2px solid " + CONTRAST.focus in style_sheet(CONTRAST)
    assert "QToolButton:focus, QComboBox:focus" not in style_sheet(PALETTES["dark"])


def test_the_theme_follows_the_system_where_it_tells(window, monkeypatch):
    scheme = [Qt.ColorScheme.Light]

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme[0]

    monkeypatch.setattr("xr2ct_viewer.theme.manager.QGuiApplication.styleHints", lambda: Hints())
    window.settings.update(theme="system")
    assert window.theme.palette.name == "light"
    scheme[0] = Qt.ColorScheme.Dark
    window.theme._follow_system()
    assert window.theme.palette.name == "dark"
    window.settings.update(theme="light")
    window.theme._follow_system()
    assert window.theme.palette.name == "light", "a chosen theme stays"
    window.settings.update(theme="dark")
