"""Whatever a command opens beside the window goes away by Escape, and opens again."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog


@pytest.fixture
def window(open_window):
    return open_window()


def dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


@pytest.mark.parametrize(
    "command",
    ["edit.preferences", "help.manual", "help.about", "help.shortcuts", "help.palette", "run.batch", "file.deidentify"],
)
def test_escape_closes_what_a_command_opened(window, qtbot, command):
    for _ in range(2):
        window.actions_hub.execute(command)
        qtbot.waitUntil(lambda: len(dialogs()) == 1, timeout=5_000)
        dialog = dialogs()[0]
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialogs(), timeout=5_000)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
