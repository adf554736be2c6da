"""Commands explain themselves: what they do, why they cannot be used now, and which keys they have."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from tests.viewer.test_models import make_result
from xr2ct_viewer.actions.reasons import REASONS, reason_against
from xr2ct_viewer.actions.table import COMMANDS, MENUS
from xr2ct_viewer.dialogs.command_palette import CommandPalette
from xr2ct_viewer.dialogs.shortcuts_dialog import ShortcutsDialog
from xr2ct_viewer.models.fuzzy import score
from xr2ct_viewer.models.gestures_sheet import GESTURES
from xr2ct_viewer.models.shortcuts import effective, owner_of, with_choice
from xr2ct_viewer.models.study import Study


@pytest.fixture
def window(open_window):
    return open_window()


def open_palette(window) -> CommandPalette:
    palette = CommandPalette(window.actions_hub, window.settings, window.theme, window)
    palette.show()
    return palette


def test_no_command_is_cut_off_by_the_reasons_of_others(german, open_window):
    """In a language of long words, and with nothing open, so that many commands say why they cannot be used."""
    palette = open_palette(open_window())
    assert palette.list.columnWidth(0) >= palette.list.sizeHintForColumn(0)


def titles(palette: CommandPalette) -> list[str]:
    return [palette.list.topLevelItem(at).text(0) for at in range(palette.list.topLevelItemCount())]


def test_every_command_teaches_what_it_does_and_is_in_a_menu_with_a_title():
    assert [command.id for command in COMMANDS if not command.tip] == []
    assert {command.menu.partition("/")[0] for command in COMMANDS} <= set(MENUS)


def test_every_condition_of_a_command_has_words_for_why_it_is_not_met():
    parts = {part.strip() for command in COMMANDS for part in command.enabled.split(" and ") if part.strip()}
    assert parts - set(REASONS) == set()


def test_the_first_condition_that_is_not_met_is_the_reason():
    expression = "in_read and has_pair and not is_running"
    assert reason_against(expression, {"in_read": True, "has_pair": False}) == "needs two X-rays"
    running = {"in_read": True, "has_pair": True, "is_running": True}
    assert reason_against(expression, running) == "a reconstruction is running"


def test_letters_of_words_find_a_title_and_better_fits_score_higher():
    assert score("ts", "MPR: three slices and 3D") > 0
    assert score("qqq", "MPR: three slices and 3D") == 0
    assert score("exp", "Export…") > score("exp", "Play, explained") > 0


def test_the_palette_shows_what_cannot_be_used_with_the_reason_and_does_not_run_it(window, qtbot):
    palette = open_palette(window)
    qtbot.keyClicks(palette.field, "export")
    assert titles(palette)[0] == "File: Export…"
    assert palette.list.topLevelItem(0).text(1) == "open a case first"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible() and window.settings.data.recent_commands == ()
    palette.close()


def test_the_palette_puts_what_was_run_lately_first(window, qtbot, pair):
    window.read.session.add(Study("case", pair=pair))
    palette = open_palette(window)
    qtbot.keyClicks(palette.field, "swap frontal")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.settings.data.recent_commands == ("edit.swap",)
    again = open_palette(window)
    assert titles(again)[0] == "Edit: Swap frontal and lateral"
    again.close()


def test_the_sheet_lists_every_key_and_gesture_and_narrows_to_what_is_searched(window):
    sheet = ShortcutsDialog(window.actions_hub, window.theme, window)
    text = sheet.sheet.toPlainText()
    native = QKeySequence.SequenceFormat.NativeText
    for command in COMMANDS:
        if command.shortcut:
            assert QKeySequence(command.shortcut).toString(native) in text.replace("\xa0", " "), command.id
    assert all(meaning in text for rows in GESTURES.values() for _, meaning in rows)
    sheet.field.setText("magnifier")
    assert "Magnifier" in sheet.sheet.toPlainText() and "Quit" not in sheet.sheet.toPlainText()
    assert "Quit" in sheet.document().toPlainText(), "paper has the whole sheet"
    sheet.close()


def test_keys_of_one_command_are_found_and_taken_from_it():
    usual = {"a": "Ctrl+A", "b": "Ctrl+B"}
    assert owner_of("Ctrl+B", effective(usual, {}), besides="a") == "b"
    assert owner_of("", effective(usual, {}), besides="a") == ""
    chosen = with_choice(usual, {}, "a", "Ctrl+B", take_from="b")
    assert effective(usual, chosen) == {"a": "Ctrl+B", "b": ""}
    assert with_choice(usual, chosen, "b", "Ctrl+B", take_from="a") == {"a": ""}


def test_every_tooltip_of_a_command_names_its_keys(window, pair):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    assert "Ctrl+R" in window.actions_hub["run.start"].toolTip()
    window.settings.update(shortcuts={"run.start": "F9"})
    assert "F9" in window.actions_hub["run.start"].toolTip()
    assert window.actions_hub["run.start"].shortcut() == QKeySequence("F9")
