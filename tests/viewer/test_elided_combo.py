"""A choice that is too long for its room ends in dots; what was chosen stays whole."""

import pytest

from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox

LONG = "LIDC-IDRI-0001, the true CT of the case, enlarged"


@pytest.fixture
def combo(qtbot) -> ElidedComboBox:
    Theme().apply()
    combo = ElidedComboBox()
    combo.addItems([LONG, "CT"])
    qtbot.addWidget(combo)
    return combo


def test_a_text_that_is_too_long_ends_in_dots(combo: ElidedComboBox) -> None:
    combo.resize(120, 30)
    shown = combo.shown_text()
    assert shown.endswith("…")
    assert LONG.startswith(shown[:-1])
    assert combo.currentText() == LONG
    assert combo.fontMetrics().horizontalAdvance(shown) < 120
    combo.setCurrentIndex(1)
    assert combo.shown_text() == "CT"


def test_with_room_all_of_it_is_shown(combo: ElidedComboBox) -> None:
    combo.resize(combo.sizeHint().width() + 40, 30)
    assert combo.shown_text() == LONG


def test_it_is_drawn_with_the_shortened_text(combo: ElidedComboBox) -> None:
    """The picture is that of a box whose only text is the shortened one."""
    combo.resize(120, 30)
    other = ElidedComboBox()
    other.addItem(combo.shown_text())
    other.resize(120, 30)
    assert combo.grab().toImage() == other.grab().toImage()
