"""Files dropped anywhere, the tour, the manual, and the window where it was left."""

import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QSplitter

from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import radiograph_for_view, write_pair, write_volume
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.manual import PAGES, page_text, search
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.tour import TOUR
from xr2ct_viewer.services.window_state import named_splitters, remember, restore
from xr2ct_viewer.startup import Startup
from xr2ct_viewer.workspaces.read_compare import ReadCompare


@pytest.fixture
def window(open_window):
    return open_window()


def drop(widget, *paths) -> bool:
    """Whether files dropped on a widget are taken by it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return bool(event.isAccepted())


def image_file(path, value: int):
    grey = np.full((40, 30), value, np.uint8)
    grey[5:9, 6:12] = 255 - value
    Image.fromarray(grey).save(path)
    return path


@pytest.fixture
def display_pair(pair):
    return replace(pair, frontal=replace(pair.frontal, scale="display"), lateral=replace(pair.lateral, scale="display"))


def test_a_file_dropped_on_one_x_ray_replaces_only_that_side_and_undo_brings_it_back(
    window, qtbot, display_pair, tmp_path
):
    study = Study("case", pair=display_pair)
    window.read.session.add(study)
    before = study.pair
    card = window.read.sidebar.input._lateral
    assert drop(card, image_file(tmp_path / "side.png", 40))
    qtbot.waitUntil(lambda: study.pair is not before, timeout=10_000)
    assert np.array_equal(study.pair.frontal.image, before.frontal.image)
    assert not np.array_equal(study.pair.lateral.image, before.lateral.image)
    assert study.pair.lateral.image.shape == before.lateral.image.shape
    study.steps.undo()
    assert np.array_equal(study.pair.lateral.image, before.lateral.image)
    study.steps.redo()
    assert not np.array_equal(study.pair.lateral.image, before.lateral.image)


def test_two_files_on_one_x_ray_are_a_case_of_their_own(window, qtbot, display_pair, tmp_path):
    study = Study("case", pair=display_pair)
    window.read.session.add(study)
    files = image_file(tmp_path / "frontal.png", 40), image_file(tmp_path / "lateral.png", 60)
    assert drop(window.read.sidebar.input._frontal, *files)
    qtbot.waitUntil(lambda: len(window.read.session.studies) == 2, timeout=10_000)
    assert study.pair is display_pair


def test_a_file_that_is_no_image_leaves_the_pair_and_says_so(window, qtbot, display_pair, tmp_path):
    study = Study("case", pair=display_pair)
    window.read.session.add(study)
    before = study.pair
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no image")
    drop(window.read.sidebar.input._frontal, broken)
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    window.findChild(ErrorDialog).close()
    assert study.pair is before


def test_a_line_integral_does_not_join_grey_values(pair, tmp_path):
    with pytest.raises(BadInputError, match="grey values"):
        radiograph_for_view(image_file(tmp_path / "x.png", 40), pair, is_frontal=True)


def test_text_fields_leave_dropped_files_to_the_window(window, qtbot, pair, tmp_path):
    window.show_workspace("train")
    field = window.train.findChild(QLineEdit)
    assert drop(field, write_pair(pair, tmp_path / "case"))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=10_000)
    assert "case" not in field.text() and window.workspace == "read"


def test_files_dropped_on_the_views_open_as_a_case(window, qtbot, pair, tmp_path):
    window.read.session.add(Study("case", pair=pair))
    path = write_pair(pair, tmp_path / "other")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert not window.read.grid.axial.acceptDrops(), "the views leave files to the window"
    window.dropEvent(
        QDropEvent(
            QPointF(700, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: len(window.read.session.studies) == 2, timeout=10_000)


@pytest.mark.parametrize("is_given", [True, False])
def test_of_one_x_ray_dropped_alone_the_other_is_asked_for(window, qtbot, monkeypatch, tmp_path, is_given):
    frontal, lateral = image_file(tmp_path / "pa.png", 40), image_file(tmp_path / "lat.png", 60)
    asked = []

    def choose(_parent, title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append((title, folder))
        return (str(lateral) if is_given else ""), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    assert drop(window, frontal) and not asked, "the drop ends before anything is asked"
    qtbot.waitUntil(lambda: bool(asked), timeout=5_000)
    assert "pa.png" in asked[0][0] and asked[0][1] == str(tmp_path)
    if is_given:
        qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=10_000)
        assert window.read.session.current.paths == (frontal, lateral)
    else:
        qtbot.wait(50)
        assert window.read.session.current is None and not window.findChildren(ErrorDialog)


def test_the_tour_shows_real_parts_opens_the_sample_and_ends(window, qtbot):
    window.actions_hub.execute("help.tour")
    tour = window.habits.tour
    assert tour.isVisible() and tour.next.hasFocus() and not window.settings.data.tour_at_start
    qtbot.keyClick(tour.next, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=20_000)
    for at in range(1, len(TOUR)):
        tour.go_to(at)
        place = window.habits._place_of(tour.step)
        assert place is not None and place.isVisible(), tour.step.title
        assert window.rect().contains(tour.geometry()), tour.step.title
    qtbot.keyClick(tour.previous, Qt.Key.Key_Left)
    assert tour.at == len(TOUR) - 2
    tour.go_to(len(TOUR) - 1)
    qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    assert window.habits.tour is None
    assert window.read.session.current is not None, "what was opened stays"


def test_the_tour_blocks_nothing_and_can_be_skipped_and_taken_again(window, qtbot, pair):
    window.read.session.add(Study("case", pair=pair))
    window.actions_hub.execute("help.tour")
    window.actions_hub.execute("view.mpr")
    assert window.read.session.layout == "mpr"
    window.habits.tour.skip.click()
    assert window.habits.tour is None
    window.actions_hub.execute("help.tour")
    assert window.habits.tour.at == 0
    window.habits.tour.end()


def test_the_first_start_begins_with_the_tour_and_no_later_one(open_window, qtbot):
    window = open_window()
    Startup(window, parse_arguments([]))
    qtbot.waitUntil(lambda: window.habits.tour is not None, timeout=5000)
    window.habits.tour.end()
    second = open_window()
    Startup(second, parse_arguments([]))
    qtbot.wait(50)
    assert second.habits.tour is None


def test_a_start_with_a_file_shows_no_tour(open_window, qtbot, pair, tmp_path):
    window = open_window()
    Startup(window, parse_arguments([str(write_pair(pair, tmp_path / "case"))]))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=10_000)
    assert window.habits.tour is None and window.settings.data.tour_at_start


def test_f1_opens_the_page_about_what_has_the_keyboard(window, pair):
    window.read.session.add(Study("case", pair=pair))
    window.activateWindow()
    window.actions_hub.execute("view.mpr")
    window.read.grid.coronal.setFocus()
    window.actions_hub.execute("help.manual")
    assert window.habits.manual.page == "mpr"
    window.activateWindow()
    window.habits.manual.show_page("compare")
    window.habits.manual.go_back()
    assert window.habits.manual.page == "mpr"


def test_the_manual_finds_words_on_all_pages_and_shows_the_keys_as_they_are(window):
    window.settings.update(shortcuts={"file.export": "F9"})
    window.habits.show_manual("shortcuts")
    assert "F9" in window.habits.manual.browser.toPlainText()
    window.habits.manual.field.setText("smears each")
    assert window.habits.manual.list.item(0).data(Qt.ItemDataRole.UserRole) == "glossary"
    window.habits.manual.field.setText("zzzz")
    assert window.habits.manual.list.count() == 0


def test_links_of_the_manual_lead_to_pages(window):
    texts = {page: page_text(page) for page in PAGES if page != "shortcuts"}
    links = {name for text in texts.values() for name in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", text)}
    assert len(links) > 5
    assert {link for link in links if link.removesuffix(".md") not in PAGES} == set()
    window.habits.show_manual("first-steps")
    window.habits.manual.browser.anchorClicked.emit(QUrl("how-sure.md"))
    assert window.habits.manual.page == "how-sure"


@pytest.mark.parametrize("page", [page for page in PAGES if page != "shortcuts"])
def test_the_german_manual_has_the_parts_of_the_english_one(page):
    def parts(text: str) -> tuple[int, list[str]]:
        return text.count("\n## "), re.findall(r"\]\(([^)]+)\)", text)

    assert page_text(page, "de") != page_text(page)
    assert parts(page_text(page, "de")) == parts(page_text(page))


def test_the_pictures_of_the_manual_are_there_and_small():
    texts = "".join(page_text(page) for page in PAGES if page != "shortcuts")
    pictures = sorted(set(re.findall(r"!\[[^]]*\]\(([^)]+)\)", texts)))
    folder = files("xr2ct_resources").joinpath("help")
    sizes = {name: len(folder.joinpath(name).read_bytes()) for name in pictures}
    assert len(sizes) >= 5
    assert {name: size for name, size in sizes.items() if size > 250_000} == {}
    assert sum(sizes.values()) < 2_500_000


def test_a_search_wants_every_word_and_ranks_by_how_often():
    texts = {page: "" for page in PAGES} | {"mpr": "slab slab crosshair", "compare": "slab crosshair", "volume": "slab"}
    assert [found.page for found in search("slab crosshair", texts.__getitem__)] == ["mpr", "compare"]
    assert search("  ", texts.__getitem__) == ()


def test_a_window_left_on_a_screen_that_is_gone_comes_back_where_it_can_be_seen(open_window):
    window = open_window()
    window.move(100_000, 100_000)
    remember(window, window.settings)
    other = open_window()
    restore(other, window.settings)
    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.intersects(other.frameGeometry())


def test_splitters_are_found_as_they_were_left(open_window, pair):
    window = open_window()
    window.read.session.add(Study("case", pair=pair))
    splitter = next(found for found in named_splitters(window) if found.objectName() == "readSplitter")
    assert isinstance(splitter, QSplitter)
    splitter.setSizes([420, 900])
    left = splitter.sizes()[0]
    window.close()
    second = open_window()
    second.read.session.add(Study("case", pair=pair))
    again = next(found for found in named_splitters(second) if found.objectName() == "readSplitter")
    assert abs(again.sizes()[0] - left) < 30


def test_a_volume_dropped_on_the_comparison_is_compared_with(window, qtbot, pair, tmp_path):
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    window.actions_hub.execute("view.compare")
    path = write_volume(make_ct(), tmp_path / "other.mha") or tmp_path / "other.mha"
    assert drop(window.read.grid.compare, path)
    comparing = window.read.area(ReadCompare)
    qtbot.waitUntil(lambda: comparing.comparison.subject == "slices", timeout=10_000)
    assert window.read.session.studies == [study]
