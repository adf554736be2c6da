"""What the command line asks of a new window happens, in order."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QImage

from tests.viewer.test_models import make_result
from xr2ct_core.samples import samples
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.startup import LATE_MS, LOOK_MS, Startup


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


def test_x_rays_are_put_right_as_they_open_and_it_can_be_undone(open_window, qtbot) -> None:
    window = open_window("idle")
    pair_path = str(samples()[0].pair_path)
    Startup(window, parse_arguments([pair_path, "--swap", "--rotate", "lateral=90", "--invert", "frontal"]))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=20_000)
    study = window.read.session.current
    assert study.edit == InputEdit(True, ImageEdit(invert=True), ImageEdit(quarters=1))
    told = study.source_pair.frontal.image
    np.testing.assert_array_equal(study.pair.lateral.image, np.rot90(told, -1))
    assert window.actions_hub["edit.undo"].text() == "Undo correction of the X-rays"
    window.actions_hub.execute("edit.undo")
    np.testing.assert_array_equal(study.pair.frontal.image, told)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--sample", "--rotate", "frontal=45"], "frontal=45 is no rotation."),
        (["--sample", "--mirror", "both"], "both"),
        (["--swap"], "no X-rays"),
    ],
)
def test_corrections_that_make_no_sense_are_refused_before_a_window_opens(wrong, words, capsys) -> None:
    with pytest.raises(SystemExit, match="2"):
        parse_arguments(wrong)
    assert words in capsys.readouterr().err


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


def test_a_screenshot_waits_for_a_window_that_is_still_drawing(open_window, qtbot, exit_codes, tmp_path: Path) -> None:
    """Drawing in software can keep the window for longer than it was given to settle."""
    window = open_window("idle")
    taken_after: list[int] = []
    drawn, drawing = 0, QTimer(window, interval=0)

    def draw() -> None:
        nonlocal drawn
        clock = QElapsedTimer()
        clock.start()
        while not clock.hasExpired(LOOK_MS + 2 * LATE_MS):
            pass
        drawn += 1
        if drawn == 3:
            drawing.stop()

    drawing.timeout.connect(draw)
    startup = Startup(window, parse_arguments(["--screenshot", str(tmp_path / "a.png")]))
    startup._take = lambda: taken_after.append(drawn)
    drawing.start()
    qtbot.waitUntil(lambda: bool(taken_after), timeout=15_000)
    assert taken_after == [3]


@pytest.mark.parametrize("name", ["uncertainty", "evidence", "alternatives", "card"])
def test_a_screenshot_can_look_at_the_result_in_another_way(
    open_window, qtbot, exit_codes, tmp_path: Path, monkeypatch, name: str
) -> None:
    window = open_window("insights")
    monkeypatch.setattr(window.read, "reconstruct", lambda: None)
    picture = tmp_path / "window.png"
    Startup(window, parse_arguments(["--sample", "--reconstruct", "--show", name, "--screenshot", str(picture)]))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=20_000)
    study = window.read.session.current
    result = make_result(study)
    sigma_hu = np.full(result.volume.shape_zyx, 80, np.int16)
    summary = result.summary.model_copy(update={"grid_size": 64})
    study.add_result(replace(result, uncertainty_hu=sigma_hu, summary=summary))
    window.read.reconstruction.landed.emit(study.id)
    qtbot.waitUntil(lambda: window.read.stage.lens.name == name, timeout=15_000)
    qtbot.waitUntil(lambda: bool(exit_codes), timeout=30_000)
    assert exit_codes == [0] and QImage(str(picture)).width() == window.width()
    assert window.read.stage.is_settled


def test_a_missing_file_ends_a_screenshot_run_with_its_reason_and_the_code_of_bad_input(
    open_window, qtbot, exit_codes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window = open_window("idle")
    Startup(window, parse_arguments([str(tmp_path / "none.json"), "--screenshot", str(tmp_path / "a.png")]))
    qtbot.waitUntil(lambda: bool(exit_codes), timeout=20_000)
    assert exit_codes == [2]
    said = capsys.readouterr().err
    assert "error: " in said and "none.json" in said and "hint: " in said
