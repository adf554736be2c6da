"""The Qt bindings keep count of Python's constants; a release that does not ends the program after some minutes."""

import sys

from PySide6 import __version__
from PySide6.QtWidgets import QLabel


def test_calls_into_qt_do_not_lose_references_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.update()
    lost = before - sys.getrefcount(None)
    assert lost < 100, f"PySide6 {__version__} on this Python will crash; install the version pyproject.toml asks for"
