"""De-identifying from the File menu: chosen files go to a new folder without identity, and the result is listed."""

import numpy as np
import pydicom
import pytest
from dicom_factory import write_radiograph
from dicom_identity import NAME, write_identified
from PySide6.QtCore import Qt

from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.workspaces.read_deidentify import ReadDeidentify

PIXELS = np.tile(np.linspace(0, 4095, 64).astype(np.uint16), (64, 1))


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def area(window) -> ReadDeidentify:
    window.actions_hub.execute("file.deidentify")
    return window.read.area(ReadDeidentify)


def rows(area) -> list[str]:
    return [area.dialog.results.item(row).text() for row in range(area.dialog.results.count())]


def test_chosen_files_are_written_without_identity_and_listed(area, qtbot, tmp_path):
    source, other, out = tmp_path / f"{NAME}.dcm", tmp_path / "notes.txt", tmp_path / "out"
    write_identified(source, PIXELS)
    other.write_text("no image")
    dialog = area.dialog
    assert not dialog.start.isEnabled()
    dialog.add((source, other, source), out)
    assert dialog.sources == (source, other) and dialog.start.isEnabled()
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.results.isVisible, timeout=10_000)
    assert rows(area)[0].startswith("Left out") and rows(area)[1].startswith("patient-001/series-001/image-00001.dcm")
    new = next(out.rglob("*.dcm"))
    assert NAME not in str(pydicom.dcmread(new)) and source.exists()


def test_a_folder_in_the_way_is_explained_and_can_be_changed(area, window, qtbot, tmp_path):
    source = tmp_path / "in" / "a.dcm"
    source.parent.mkdir()
    write_identified(source, PIXELS)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "here").write_text("x")
    area.dialog.add((source.parent,), tmp_path / "full")
    area.dialog.start.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    window.findChild(ErrorDialog).close()
    assert area.dialog.start.isEnabled() and [path.name for path in (tmp_path / "full").iterdir()] == ["here"]


@pytest.mark.parametrize("text", ["", "/", "~nobody_here/x", "x" * 300, "file"])
def test_a_name_that_no_folder_can_have_says_why(window, tmp_path, text):
    window.settings.update(last_folder=str(tmp_path))
    (tmp_path / "file").touch()
    window.actions_hub.execute("file.deidentify")
    dialog = window.read.area(ReadDeidentify).dialog
    dialog.add((tmp_path,))
    dialog._out.setText(text)
    assert dialog._problem.text() and not dialog.start.isEnabled()
    dialog._out.setText(" out ")
    assert not dialog._problem.text() and dialog.start.isEnabled() and dialog.out == tmp_path / "out"


def test_closing_the_dialog_while_it_writes_stops_it(area, qtbot, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        write_radiograph(folder / f"{number}.dcm", PIXELS)
    area.dialog.add((folder,), tmp_path / "out")
    area.dialog.start.click()
    qtbot.waitUntil(lambda: any(tmp_path.glob(".out.*/*/*/*.dcm")), timeout=10_000)
    area.dialog.close()
    qtbot.waitUntil(lambda: not area._work.is_busy, timeout=10_000)
    assert [path.name for path in tmp_path.iterdir()] == ["many"] and area.dialog is None
