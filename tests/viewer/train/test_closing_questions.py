"""What is asked before trainings are left alone: each answer is the button that was clicked."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from xr2ct_viewer.dialogs.training_questions import ask_closing, ask_second

CLOSING = [
    (("a",), "Keep training", "keep"),
    (("a", "b"), "Stop with a checkpoint", "stop"),
    (("a",), "Cancel", "cancel"),
    ((), "Close", "keep"),
    ((), "Cancel", "cancel"),
]
SECOND = [("Start after it", "queue"), ("Start now", "beside"), ("Cancel", "cancel")]


@pytest.fixture
def asker(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def click_soon(text: str) -> list[str]:
    """Click the button with this text once the question stands; returns what the question says, when it is over."""
    said: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(50, click)
    return said


@pytest.mark.parametrize(("running", "text", "answer"), CLOSING)
def test_closing_asks_what_becomes_of_trainings(
    asker: QWidget, running: tuple[str, ...], text: str, answer: str
) -> None:
    said = click_soon(text)
    assert ask_closing(asker, running, ("later",)) == answer
    assert "later is waiting and will not be started." in said[0]
    assert all(name in said[0] for name in running)


@pytest.mark.parametrize(("text", "answer"), SECOND)
def test_a_second_training_may_wait(asker: QWidget, text: str, answer: str) -> None:
    click_soon(text)
    assert ask_second(asker, ("a",)) == answer
