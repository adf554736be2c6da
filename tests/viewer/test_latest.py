"""Of several questions only the last one is answered, also where an earlier one ends later or fails."""

import threading

import pytest

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.latest import Latest


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


def test_an_earlier_question_neither_answers_nor_fails(qtbot, background):
    latest, go, answers = Latest(background), threading.Event(), []

    def fail():
        go.wait(5.0)
        raise Xr2ctError("Too late.")

    latest.ask(fail, answers.append, answers.append)
    latest.ask(lambda: "last", answers.append, answers.append)
    qtbot.waitUntil(lambda: answers == ["last"], timeout=5_000)
    go.set()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert answers == ["last"]


def test_more_work_for_a_question_ends_with_it(qtbot, background):
    latest, answers = Latest(background), []
    latest.ask(lambda: 1, answers.append, pytest.fail)
    latest.go_on(lambda: 2, answers.append, pytest.fail)
    qtbot.waitUntil(lambda: sorted(answers) == [1, 2], timeout=5_000)
    latest.go_on(lambda: 3, answers.append, pytest.fail)
    latest.forget()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert sorted(answers) == [1, 2]
