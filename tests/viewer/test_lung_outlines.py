"""Lungs and left-out parts on the X-rays: found on demand, drawn on both, said, and never stale."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.outlines import image_key, outlines_of
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.widgets.outlines_overlay import LEFT_OUT, LUNGS
from xr2ct_viewer.workspaces.read_left_out import ReadLeftOut
from xr2ct_viewer.workspaces.read_lungs import ReadLungs
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck


@pytest.fixture
def display_pair():
    """Grey chests with a black border and a bright letter in the frontal."""
    geometry = BiplanarGeometry.make(rows=96, cols=96, pixel_mm=4.0)
    random = np.random.default_rng(3)
    image = (0.4 + 0.2 * random.random((96, 96))).astype(np.float32)
    image[:12] = 0.0
    image[30:34, 20:22] = 1.0
    return RadiographPair(Radiograph(image, 4.0, View.PA), Radiograph(image.copy(), 4.0, View.LL), geometry)


@pytest.fixture
def window(open_window, display_pair):
    window = open_window("reconstructs")
    window.read.session.add(Study("case", pair=display_pair))
    return window


def coloured(canvas, colour: QColor) -> int:
    picture = canvas.render_image().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4).astype(int)
    return int((np.abs(bits[..., 2::-1] - colour.getRgb()[:3]).max(axis=2) < 40).sum())


def show_lungs(window, qtbot) -> ReadLungs:
    area = window.read.area(ReadLungs)
    window.actions_hub.execute("view.lungs")
    qtbot.waitUntil(lambda: area.found is not None, timeout=10_000)
    return area


def test_lungs_are_outlined_on_both_xrays_and_what_is_wrong_with_them_is_said(window, qtbot):
    grid = window.read.grid
    assert coloured(grid.frontal, LUNGS) == 0
    show_lungs(window, qtbot)
    assert coloured(grid.frontal, LUNGS) > 100 and coloured(grid.lateral, LUNGS) > 100
    said = {note.sentence: note.level for note in window.read.area(ReadPairCheck).notes.notes}
    assert said["The lungs are cut off."] == "warning" and said["They are small."] == "hint"
    assert "outlined" in window.statusBar().currentMessage()
    window.actions_hub.execute("view.lungs")
    assert window.statusBar().currentMessage() == ""
    assert coloured(grid.frontal, LUNGS) == 0
    assert "The lungs are cut off." not in {note.sentence for note in window.read.area(ReadPairCheck).notes.notes}


def test_geometry_leaves_the_outlines_and_mirroring_looks_again(window, qtbot):
    area, study = show_lungs(window, qtbot), window.read.session.current
    found = area.found
    study.set_edit(InputEdit(pose=ViewPose(height_mm=20.0)))
    assert area.found is found
    study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    assert area.found is None
    qtbot.waitUntil(lambda: area.found is not None, timeout=10_000)
    assert area.found is not found


def test_another_case_has_lungs_of_its_own(window, qtbot, display_pair):
    area = show_lungs(window, qtbot)
    window.read.session.add(Study("other", pair=replace(display_pair)))
    assert area.found is None
    qtbot.waitUntil(lambda: area.found is not None, timeout=10_000)


def test_the_windows_are_set_by_the_lungs_which_are_looked_for_first(window, qtbot):
    grid = window.read.grid
    window.actions_hub.execute("window.lungs")
    qtbot.waitUntil(lambda: grid.frontal.display.window is not None, timeout=10_000)
    assert grid.lateral.display.window is not None and window.read.area(ReadLungs).is_on
    inside = window.read.area(ReadLungs).found.outlines.inside[0]
    values = grid.frontal.pixels[inside]
    assert (
        values.min() - 0.05 <= grid.frontal.display.window.low < grid.frontal.display.window.high <= values.max() + 0.05
    )


def test_borders_and_letters_that_are_left_out_are_hatched(window, qtbot):
    grid, area = window.read.grid, window.read.area(ReadLeftOut)
    window.actions_hub.execute("view.left_out")
    qtbot.waitUntil(lambda: area.found is not None, timeout=10_000)
    frontal = area.found.inside[0]
    assert frontal[:12].all() and frontal[31, 20] and not frontal[60:].any()
    assert coloured(grid.frontal, LEFT_OUT) > 100
    window.actions_hub.execute("view.left_out")
    assert coloured(grid.frontal, LEFT_OUT) == 0


def test_a_search_that_fails_is_told_and_puts_the_outlines_away(window, qtbot, monkeypatch):
    def fail(_pair):
        raise Xr2ctError("Nothing can be seen.")

    monkeypatch.setattr("xr2ct_viewer.services.left_out.left_out", fail)
    area = window.read.area(ReadLeftOut)
    with qtbot.waitSignal(window.read.failed, timeout=10_000) as told:
        window.actions_hub.execute("view.left_out")
    assert told.args[0].message == "Nothing can be seen."
    assert area.found is None and not area.is_on and not window.actions_hub["view.left_out"].isChecked()


def test_a_search_that_fails_late_does_not_end_the_next_one(window, qtbot, monkeypatch):
    calls, go = [], threading.Event()

    def outline(*given):
        calls.append(given)
        if len(calls) == 1:
            go.wait(5.0)
            raise Xr2ctError("Too late.")
        return outlines_of(*given)

    monkeypatch.setattr("xr2ct_viewer.services.lungs.outlines_of", outline)
    area = window.read.area(ReadLungs)
    window.actions_hub.execute("view.lungs")
    qtbot.waitUntil(lambda: len(calls) == 1, timeout=10_000)
    window.read.session.current.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    go.set()
    qtbot.waitUntil(lambda: area.found is not None, timeout=5_000)
    assert area.is_on


def test_an_outline_closes_at_the_edge_and_keeps_its_place():
    mask = np.zeros((20, 30), bool)
    mask[5:20, 10:22] = True
    outline = outlines_of(mask, ~mask, 0.5).frontal
    assert len(outline) == 1 and np.allclose(outline[0][0], outline[0][-1])
    assert outline[0].min(axis=0) == pytest.approx((4.5, 9.5)) and outline[0].max(axis=0) == pytest.approx((19.5, 21.5))


def test_only_what_changes_the_images_makes_outlines_stale():
    assert image_key(InputEdit(sad_mm=1.0, pose=ViewPose(turn_deg=3.0))) == image_key(InputEdit())
    assert image_key(InputEdit(lateral=ImageEdit(invert=True))) != image_key(InputEdit())
