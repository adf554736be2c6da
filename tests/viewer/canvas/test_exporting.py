"""No picture leaves the program without its banner, whatever its size."""

import numpy as np
import pytest
from canvas_helpers import brightness
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_viewer.widgets.exporting import with_banner


def picture(width: int, height: int, ratio: float = 1.0) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(10, 200, 30))
    return image


@pytest.mark.parametrize("width", [90, 200, 640, 2000])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_banner_is_added_below_and_covers_nothing(qtbot: QtBot, width: int, ratio: float) -> None:
    original = picture(width, 120, ratio)
    result = with_banner(original, SYNTHETIC_BANNER)
    assert result.width() == width and result.devicePixelRatio() == ratio
    assert (brightness(result)[:120] == brightness(original)).all()
    strip = brightness(result)[120:]
    ink = strip > 120
    assert ink.sum() > 60
    assert not ink[:2].any() and not ink[-2:].any() and not ink[:, :2].any() and not ink[:, -2:].any()


def test_a_narrow_picture_wraps_the_sentence(qtbot: QtBot) -> None:
    wide, narrow = with_banner(picture(900, 50), SYNTHETIC_BANNER), with_banner(picture(200, 50), SYNTHETIC_BANNER)
    assert narrow.height() > wide.height() + 20


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_banner_becomes_the_research_banner(qtbot: QtBot, text: str) -> None:
    expected = with_banner(picture(400, 50), RESEARCH_BANNER)
    assert np.array_equal(brightness(with_banner(picture(400, 50), text)), brightness(expected))


def test_different_banners_give_different_pixels(qtbot: QtBot) -> None:
    first, second = with_banner(picture(600, 50), SYNTHETIC_BANNER), with_banner(picture(600, 50), RESEARCH_BANNER)
    assert not np.array_equal(brightness(first), brightness(second))
