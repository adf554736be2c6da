"""Fixtures of the tests of the Train workspace's panels."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.run_follower import RunFollower


@pytest.fixture
def follower(qtbot) -> Iterator[RunFollower]:
    background = Background()
    follower = RunFollower(background)
    yield follower
    follower.unfollow()
    background.close()


@pytest.fixture
def shown(qtbot, follower):
    """Shows a panel that is bound to the follower."""

    def show(panel: QWidget) -> QWidget:
        panel.resize(900, 420)
        qtbot.addWidget(panel)
        panel.bind(follower)
        panel.show()
        return panel

    return show


@pytest.fixture
def follow(qtbot, follower):
    """Follows a run until all it holds was told."""

    def until_told(run) -> None:
        with qtbot.waitSignal(follower.caught_up, timeout=10_000):
            follower.follow(run.path)

    return until_told
