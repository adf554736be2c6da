"""Pages of the manual open at their top and keep their place when they are made wider or narrower."""

import pytest

from xr2ct_viewer.widgets.page_browser import PageBrowser

PAGE = "# Heading\n\n![](window.png)\n\n" + "\n\n".join(f"Paragraph {number}. " + "word " * 60 for number in range(40))


@pytest.fixture
def browser(qtbot) -> PageBrowser:
    browser = PageBrowser()
    qtbot.addWidget(browser)
    return browser


def test_a_page_that_is_filled_before_it_is_shown_opens_at_its_heading(browser, qtbot) -> None:
    browser.show_markdown(PAGE)
    browser.resize(740, 680)
    browser.show()
    qtbot.waitUntil(lambda: browser.verticalScrollBar().maximum() > 0)
    assert browser.verticalScrollBar().value() == 0


def test_what_is_read_stays_in_sight_when_the_page_gets_narrower(browser, qtbot) -> None:
    browser.resize(900, 600)
    browser.show()
    browser.show_markdown(PAGE)
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    length = bar.maximum()
    browser.resize(500, 600)
    qtbot.waitUntil(lambda: bar.maximum() > 1.2 * length)
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.03)
