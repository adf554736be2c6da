"""The line under the data that unfolds: geometry of the X-rays, and who is held out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.viewer.train.test_training_setup import make_inspection
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.data_division import GEOMETRY_TITLES, geometry_in_words, seed_in_words
from xr2ct_viewer.panels.train.data_options import DataOptions
from xr2ct_viewer.theme.manager import Theme


@pytest.fixture
def choice() -> DataChoice:
    return DataChoice("phantoms:6")


@pytest.fixture
def options(qtbot, choice) -> DataOptions:
    options = DataOptions(choice, Theme("dark"))
    qtbot.addWidget(options)
    options.show()
    return options


@pytest.fixture
def split_file(tmp_path):
    path = tmp_path / "folds.json"
    parts = {"train": ("a", "b"), "validation": ("c",), "test": ("d",)}
    write_split(PatientSplit(seed=0, parts=parts), path)
    return path


def test_it_is_one_line_until_it_is_unfolded_by_key(options, qtbot) -> None:
    assert options.fold.text() == "X2CT geometry · held out by seed" and not options.geometry_box.isVisible()
    options.fold.setFocus()
    qtbot.keyClick(options.fold, Qt.Key.Key_Space)
    assert options.geometry_box.isVisible() and options.split_button.isVisible()
    assert options.parts.text() == seed_in_words() and not options.clear.isVisible()


def test_a_geometry_is_chosen_by_key_and_described(options, choice, qtbot) -> None:
    options.fold.click()
    qtbot.keyClick(options.geometry_box, Qt.Key.Key_Down)
    assert choice.geometry == list(GEOMETRY_TITLES)[1]
    assert options._distances.text() == geometry_in_words(choice.geometry)
    assert options.fold.text().startswith(f"{GEOMETRY_TITLES[choice.geometry]} geometry")


def test_a_split_file_shows_its_parts_and_can_be_cleared(options, choice, split_file) -> None:
    options.fold.click()
    choice.set_split(str(split_file))
    assert options.fold.text() == "X2CT geometry · held out by folds.json"
    assert options.split_button.text() == "folds.json"
    assert options.parts.text() == "train 2, validation 1, test 1 patients" and "test: d" in options.parts.toolTip()
    options.clear.click()
    assert choice.split == "" and options.parts.text() == seed_in_words()


def test_a_split_that_is_gone_or_does_not_fit_is_said_even_while_folded(options, choice, split_file) -> None:
    choice.set_split(str(split_file))
    assert not options.trouble.isVisible()
    choice.set_inspection(
        choice.question, replace(make_inspection(True), problems=((choice.split, "Made for other data."),))
    )
    assert options.trouble.isVisible() and options.trouble.text() == "Made for other data."
    split_file.unlink()
    choice.set_text("phantoms:7")
    assert options.trouble.isVisible() and "does not exist" in options.trouble.text()
