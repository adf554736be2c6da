"""What the command line asks of a new window happens, in order."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from xr2ct_core.samples import samples
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.startup import Startup


@pytest.fixture
def exit_codes(monkeypatch) -> list[int]:
    codes: list[int] = []
    monkeypatch.setattr("xr2ct_viewer.startup.QCoreApplication.exit", codes.append)
    monkeypatch.setattr("xr2ct_viewer.startup.SETTLE_MS", 50)
    return codes


def test_the_sample_opens_and_waits_for_the_person(open_window, qtbot) -> None:
    window = open_window("idle")
    Startup(window, parse_arguments(["--sample"]))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=20_000)
    assert window.read.session.current.pair is not None
    assert not window.read.jobs.running


def test_a_screenshot_of_an_opened_case_is_saved_and_the_window_closes(
    open_window, qtbot, exit_codes, tmp_path: Path
) -> None:
    window = open_window("idle")
    picture = tmp_path / "window.png"
    arguments = [str(samples()[0].pair_path), "--screenshot", str(picture)]
    Startup(window, parse_arguments(arguments))
    qtbot.waitUntil(lambda: bool(exit_codes), timeout=30_000)
    assert exit_codes == [0]
    assert QImage(str(picture)).width() == window.width()
    assert not window.isVisible()


def test_a_missing_file_ends_a_screenshot_run_with_the_code_of_bad_input(
    open_window, qtbot, exit_codes, tmp_path: Path
) -> None:
    window = open_window("idle")
    Startup(window, parse_arguments([str(tmp_path / "none.json"), "--screenshot", str(tmp_path / "a.png")]))
    qtbot.waitUntil(lambda: bool(exit_codes), timeout=20_000)
    assert exit_codes == [2]
