"""What is done with display images before a method sees them: offered for them alone, and told to the worker."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox

from tests.viewer.conftest import make_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.models.study import Study


@pytest.fixture
def window(open_window):
    return open_window("reconstructs")


def display_pair() -> RadiographPair:
    from dataclasses import replace

    pair = make_pair()
    frontal, lateral = (replace(image, scale="display") for image in pair.radiographs)
    return replace(pair, frontal=frontal, lateral=lateral)


def reconstruct(window, qtbot, study: Study) -> str:
    window.read.session.add(study)
    window.read.reconstruct()
    qtbot.waitUntil(lambda: study.result is not None, timeout=10_000)
    return next(note for note in study.result.summary.notes if note.startswith("fit"))


def test_they_are_offered_for_display_images_alone(window):
    options = window.read.sidebar.reconstruct.display
    window.read.session.add(Study("physical", pair=make_pair()))
    assert not options.isVisible()
    window.read.session.add(Study("display", pair=display_pair()))
    assert options.isVisible() and options.fit_display
    assert not options.findChild(QComboBox).isVisible(), "no style is known"


def test_a_style_that_was_trained_is_offered_in_front_of_methods_and_not_among_them(window, qtbot, tmp_path):
    panel = window.read.sidebar.reconstruct
    count = panel._method.count()
    panel.set_trained((TrainedModel(method="style", checkpoint=str(tmp_path), run="hospital"),))
    window.read.session.add(Study("display", pair=display_pair()))
    combo = panel.display.findChild(QComboBox)
    assert panel._method.count() == count and combo.isVisible()
    assert [combo.itemText(row) for row in range(combo.count())] == ["None", "hospital"]


def test_the_choice_reaches_the_worker_and_stays_with_the_result(window, qtbot, tmp_path):
    panel = window.read.sidebar.reconstruct
    panel.set_trained((TrainedModel(method="style", checkpoint=str(tmp_path), run="hospital"),))
    study = Study("display", pair=display_pair())
    window.read.session.add(study)
    panel.display.findChild(QCheckBox).setChecked(False)
    panel.display.findChild(QComboBox).setCurrentIndex(1)
    assert reconstruct(window, qtbot, study) == f"fit False style {tmp_path}"
    assert not study.result.fit_display
    physical = Study("physical", pair=make_pair())
    assert reconstruct(window, qtbot, physical).endswith("style None")
