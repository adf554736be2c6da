"""Short work on threads: where its callbacks run, what becomes of its errors, and that nothing of it stays."""

import gc
import threading
import weakref
from time import monotonic

import pytest
from PySide6.QtWidgets import QApplication

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.services.background import LONGEST_CLOSE_S, Background


class Payload:
    """Something large that a piece of work sees."""


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.close()


def test_work_runs_elsewhere_and_its_callback_here(qtbot, background):
    threads = []
    background.run(threading.current_thread, threads.append, pytest.fail)
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert threads != [threading.current_thread()]
    background.run(lambda: None, lambda _none: threads.append(threading.current_thread()), pytest.fail)
    qtbot.waitUntil(lambda: len(threads) == 2, timeout=5_000)
    assert threads[1] is threading.current_thread()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Xr2ctError("No.", code="disk_full"), "disk_full"),
        (OSError(2, "gone", "x.png"), "bad_input"),
        (KeyError(), "crashed"),
    ],
)
def test_every_error_arrives_as_one_for_people(qtbot, background, error, code):
    failures = []

    def fail():
        raise error

    background.run(fail, pytest.fail, failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=5_000)
    assert failures[0].code == code


def test_nothing_of_what_ended_is_kept(qtbot, background):
    kept = weakref.WeakSet()
    for number in range(20):
        payload = Payload()
        kept.add(payload)
        background.run(lambda payload=payload: payload, lambda _payload: None, pytest.fail)
        if number % 2:
            qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert len(kept) > 0
    del payload
    gc.collect()
    assert len(kept) == 0


def test_after_closing_nothing_arrives_and_nothing_begins(background):
    go, seen = threading.Event(), []
    background.run(lambda: go.wait(5.0), seen.append, seen.append)
    go.set()
    background.close()
    background.run(lambda: seen.append("begun"), seen.append, seen.append)
    assert not background.is_busy
    QApplication.processEvents()
    assert seen == []


def test_closing_waits_for_what_has_begun_and_not_for_what_waits(qapp):
    background, go, seen = Background(threads=1), threading.Event(), []
    background.run(lambda: seen.append(go.wait(5.0)), pytest.fail, pytest.fail)
    background.run(lambda: seen.append("begun"), pytest.fail, pytest.fail)
    threading.Timer(0.05, go.set).start()
    started = monotonic()
    background.close()
    assert monotonic() - started < LONGEST_CLOSE_S / 2 and seen == [True]
