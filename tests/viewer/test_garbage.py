"""Garbage that holds Qt objects is collected in the window's thread, never in one of the background."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.garbage import INTERVAL_MS, collect_due, collect_here


class Knot:
    """Held by itself; notes in which thread it goes. No Qt object: one that went in the background might freeze it."""

    def __init__(self, went: list[str]) -> None:
        self.itself, self._went = self, went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


@pytest.fixture
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def allocate_in_background(qtbot) -> None:
    """As much as makes Python collect garbage, in a thread of the background."""
    background, done = Background(), []
    background.run(
        lambda: len([[number] for number in range(20_000)]), done.append, lambda error: pytest.fail(str(error))
    )
    qtbot.waitUntil(lambda: bool(done))
    background.close()


def test_the_application_collects_by_itself(qapp) -> None:
    assert not gc.isenabled()


def test_a_background_thread_collects_nothing_and_the_window_does(qtbot) -> None:
    went: list[str] = []
    gc.collect()
    Knot(went)
    allocate_in_background(qtbot)
    alive = [[number] for number in range(20_000)]
    qtbot.waitUntil(lambda: bool(went), timeout=20 * INTERVAL_MS)
    assert alive and went == [threading.main_thread().name]


def test_left_alone_a_background_thread_would_collect(qtbot) -> None:
    """The reason for it all; if this fails, Python has changed."""
    went: list[str] = []
    gc.collect()
    Knot(went)
    gc.enable()
    try:
        allocate_in_background(qtbot)
    finally:
        gc.disable()
    assert went and went != [threading.main_thread().name]


def test_what_is_due_is_what_python_would_collect(thresholds) -> None:
    collected: list[int] = []

    def heard(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            collected.append(info["generation"])

    gc.collect()
    gc.callbacks.append(heard)
    try:
        gc.set_threshold(50, 2, 1)
        collect_due()
        assert collected == []
        alive = []
        for _ in range(12):
            alive += [[number] for number in range(100)]
            collect_due()
    finally:
        gc.callbacks.remove(heard)
    assert collected[:2] == [0, 0] and max(collected) > 0


def test_it_ends_with_what_it_was_started_for(qtbot) -> None:
    owner = QObject()
    collect_here(owner)
    assert len(owner.children()) == 1
