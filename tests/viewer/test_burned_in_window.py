"""Text burned into an X-ray, in the window: said on opening, masked by one click, asked about before it leaves."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from tests.viewer.test_models import make_result
from xr2ct_core.io import pair_from_images
from xr2ct_core.origins import BURNED_IN_STATED
from xr2ct_viewer.models.export_choice import ExportChoice
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.text_notes import BURNED_IN, MASKED, STATED
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck


@pytest.fixture(scope="module")
def written_pair(tmp_path_factory):
    """A frontal with a name in a corner that is smaller than a pixel of the detector, and a lateral with a marker."""
    folder = tmp_path_factory.mktemp("scans")
    for name, text in (("pa.png", "DOE^JOHN 0045821"), ("lateral.png", "L")):
        grey = np.linspace(60, 160, 900)[None, :] * np.ones((1000, 1))
        picture = Image.fromarray(grey.astype(np.uint8))
        ImageDraw.Draw(picture).text((30, 40), text, fill=255, font=ImageFont.load_default(22))
        picture.save(folder / name)
    return pair_from_images(folder / "pa.png", folder / "lateral.png")


@pytest.fixture
def window(open_window, written_pair):
    window = open_window()
    window.read.session.add(Study("scans", pair=written_pair))
    return window


def said(window) -> list[str]:
    return [note.sentence for note in window.read.area(ReadPairCheck).notes.notes if note.id.startswith("text")]


def answer(window, words: str) -> None:
    """Press a button of the question that comes next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        named = [button for button in box.buttons() if button.text().replace("&", "") == words]
        named[0].click() if named else box.reject()

    QTimer.singleShot(0, window, press)


def test_text_is_said_with_its_image_and_masked_and_shown_again_by_a_click(window, qtbot, written_pair):
    study, panel = window.read.session.current, window.read.area(ReadPairCheck).panel
    assert said(window) == [BURNED_IN["frontal"]]
    before = study.pair.frontal.image
    qtbot.mouseClick(panel.findChild(QPushButton, "fix-text-frontal"), Qt.MouseButton.LeftButton)
    assert study.edit.frontal.mask_text and said(window) == [MASKED["frontal"]]
    changed = np.argwhere(study.pair.frontal.image != before)
    top, bottom, left, right = written_pair.frontal.text_areas[0]
    assert len(changed) and (changed.min(axis=0) >= (top, left)).all()
    assert changed[:, 0].max() < bottom and changed[:, 1].max() < right
    window.actions_hub.execute("edit.undo")
    assert said(window) == [BURNED_IN["frontal"]] and np.array_equal(study.pair.frontal.image, before)


def test_what_the_file_says_of_text_counts_where_none_is_found(window, written_pair):
    stated = (f"{BURNED_IN_STATED}; it may name the patient.",)
    lateral = replace(written_pair.lateral, assumptions=stated)
    window.read.session.add(Study("stated", pair=replace(written_pair, lateral=lateral)))
    assert said(window) == [BURNED_IN["frontal"], STATED["lateral"]]


def test_an_area_of_text_goes_along_with_mirroring(written_pair):
    frontal, mirrored = written_pair.frontal, written_pair.frontal.flipped_horizontally()
    top, bottom, left, right = frontal.text_areas[0]
    rows, cols = slice(*mirrored.text_areas[0][:2]), slice(*mirrored.text_areas[0][2:])
    assert np.array_equal(mirrored.image[rows, cols], frontal.image[top:bottom, left:right][:, ::-1])


def test_a_picture_with_text_leaves_masked_or_as_it_is_or_not_at_all(window):
    study, export = window.read.session.current, window.read.area(ReadExport)
    guard, picture = export.guards[0], ExportChoice(kind="picture")
    answer(window, "Cancel")
    assert not guard(picture)
    answer(window, "Export as it is")
    assert guard(picture) and not study.edit.frontal.mask_text
    answer(window, "Mask and export")
    assert guard(picture) and study.edit.frontal.mask_text
    assert guard(picture), "nothing is asked once it is masked"


def test_a_volume_shows_no_xray_and_is_not_asked_about(window):
    assert window.read.area(ReadExport).guards[0](ExportChoice(kind="volume"))


def test_a_report_of_a_result_made_with_the_text_waits_for_another_reconstruction(window):
    study = window.read.session.current
    study.add_result(make_result(study))
    answer(window, "Mask, export later")
    assert not window.read.area(ReadExport).guards[0](ExportChoice(kind="report"))
    assert study.edit.frontal.mask_text and study.result_is_stale
