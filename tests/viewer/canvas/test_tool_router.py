"""The tool in the left button: who takes a press, a double click, Enter and Escape."""

import pytest
from canvas_helpers import MARKER_LPS_MM, drag, marker_volume, send_mouse
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from xr2ct_viewer.models.display import SliceDisplay, WindowLevel
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.tool_router import ToolRouter
from xr2ct_viewer.widgets.view_tools import register_view_tools

LEFT = Qt.MouseButton.LeftButton


class TwoPoints:
    """A tool that wants two clicks, and writes down what it is told."""

    def __init__(self, router: ToolRouter) -> None:
        self.router, self.points, self.told = router, [], []

    def press(self, canvas, at, modifiers) -> bool:
        self.points.append((at.x(), at.y()))
        if len(self.points) == 1:
            self.router.wait(self, canvas)
        else:
            self.router.done()
        return True

    def drag(self, canvas, at) -> None:
        self.told.append("drag")

    def release(self, canvas, at) -> None:
        self.told.append("release")

    def hover(self, canvas, at) -> None:
        self.told.append("hover")

    def cancel(self, canvas) -> bool:
        had, self.points = bool(self.points), []
        return had


@pytest.fixture
def choice() -> ToolChoice:
    return ToolChoice()


@pytest.fixture
def router(choice: ToolChoice) -> ToolRouter:
    return ToolRouter(choice)


@pytest.fixture
def canvas(qtbot: QtBot, router: ToolRouter) -> SliceCanvas:
    canvas = SliceCanvas("axial", SliceDisplay(crosshair_lps_mm=MARKER_LPS_MM))
    qtbot.addWidget(canvas)
    canvas.resize(418, 400)
    canvas.set_volume(marker_volume())
    router.install(canvas)
    register_view_tools(router)
    return canvas


@pytest.fixture
def tool(router: ToolRouter, canvas: SliceCanvas) -> TwoPoints:
    tool = TwoPoints(router)
    router.register("distance", tool)
    return tool


def test_without_a_tool_a_drag_moves_the_crosshair(canvas, tool):
    before = canvas.display.crosshair_lps_mm
    drag(canvas, (100, 100), (120, 140), LEFT)
    assert canvas.display.crosshair_lps_mm != before and tool.points == []


def test_the_tool_in_hand_takes_the_drag_and_the_crosshair_stays(canvas, tool, choice):
    before = canvas.display.crosshair_lps_mm
    choice.tool = "distance"
    drag(canvas, (100, 100), (120, 140), LEFT)
    assert canvas.display.crosshair_lps_mm == before
    assert tool.points == [(100, 100)] and tool.told == ["drag", "drag", "release"]


def test_window_pan_and_zoom_work_in_the_left_button(canvas, choice):
    display = canvas.display
    display.window_level = WindowLevel(-200, 1600)
    choice.tool = "window"
    drag(canvas, (100, 200), (164, 168), LEFT)
    assert display.window_level == WindowLevel(0, 2000)
    choice.tool = "zoom"
    under = canvas.transform().to_image(150, 200)
    drag(canvas, (150, 200), (150, 80), LEFT)
    assert display.zoom == pytest.approx(2.0)
    assert canvas.transform().to_image(150, 200) == pytest.approx(under)
    choice.tool = "pan"
    drag(canvas, (150, 200), (190, 180), LEFT)
    assert canvas.transform().to_image(190, 180) == pytest.approx(under)


def test_what_lies_under_the_mouse_is_asked_before_the_tool_in_hand(canvas, tool, choice, router):
    first = TwoPoints(router)
    router.register_first(first)
    choice.tool = "distance"
    drag(canvas, (100, 100), (120, 140), LEFT)
    assert len(first.points) == 1 and tool.points == []


def test_a_double_click_fits_unless_a_tool_waits_for_a_point(canvas, tool, choice):
    canvas.display.zoom = 3.0
    choice.tool = "distance"
    drag(canvas, (50, 60), (50, 60), LEFT)
    send_mouse(canvas, QEvent.Type.MouseButtonDblClick, (52, 61), LEFT)
    assert tool.points == [(50, 60), (52, 61)] and canvas.display.zoom == 3.0
    choice.tool = "crosshair"
    send_mouse(canvas, QEvent.Type.MouseButtonDblClick, (52, 61), LEFT)
    assert canvas.display.zoom == 1.0


def test_enter_clicks_at_the_crosshair_and_the_tool_follows_the_arrows(qtbot, canvas, tool, choice):
    choice.tool = "distance"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    at = canvas.crosshair_at()
    assert tool.points == [(at.x(), at.y())]
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert tool.told[-1] == "hover"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert tool.points[1] == pytest.approx((at.x() - canvas.transform().pixels_per_mm * 5, at.y()))


def test_escape_gives_up_the_half_done_and_then_puts_the_tool_down(qtbot, canvas, tool, choice):
    choice.take("distance", locked=True)
    drag(canvas, (50, 60), (50, 60), LEFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert tool.points == [] and choice.tool == "distance" and choice.locked
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert choice.tool == "crosshair" and not choice.locked


def test_choosing_another_tool_gives_up_what_was_half_done(canvas, tool, choice, router):
    choice.tool = "distance"
    drag(canvas, (50, 60), (50, 60), LEFT)
    choice.tool = "pan"
    assert tool.points == [] and not router.is_busy


def test_the_second_point_may_not_be_in_another_view(qtbot, canvas, tool, choice, router):
    other = SliceCanvas("coronal", canvas.display)
    qtbot.addWidget(other)
    other.resize(418, 400)
    other.set_volume(marker_volume())
    router.install(other)
    choice.tool = "distance"
    drag(canvas, (50, 60), (50, 60), LEFT)
    drag(other, (70, 80), (70, 80), LEFT)
    assert tool.points == [(70, 80)]


def test_a_key_takes_a_tool_then_keeps_it_then_puts_it_down(choice):
    choice.press_key("distance")
    choice.used()
    assert choice.tool == "crosshair"
    choice.press_key("distance")
    choice.press_key("distance")
    choice.used()
    assert choice.tool == "distance" and choice.locked
    choice.press_key("distance")
    assert choice.tool == "crosshair" and not choice.locked


def test_canvases_without_an_image_take_no_tool(qtbot, choice, router, tool):
    empty = SliceCanvas("sagittal", SliceDisplay())
    qtbot.addWidget(empty)
    router.install(empty)
    choice.tool = "distance"
    assert not empty.tool_press(QPointF(5, 5), Qt.KeyboardModifier.NoModifier)
