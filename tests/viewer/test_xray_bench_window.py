"""The bench beside the window: it shows what its tubes see, and what is made there opens as a case of its own."""

from dataclasses import replace
from time import process_time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.viewer.test_accessibility import called, controls
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data import breath_twin
from xr2ct_core.evaluation.taken_pair import Taking, take_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.volume import Volume
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.known_volume import KnownVolume
from xr2ct_viewer.models.more_views import COUNTS, PAIR
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.services.bench import _on_bench, _shadows
from xr2ct_viewer.workspaces.read_bench import ReadBench


@pytest.fixture(scope="module")
def chest() -> Volume:
    """A body with one lung, so that both X-rays are lopsided."""
    z, y, x = np.mgrid[-1:1:32j, -1:1:32j, -1:1:32j]
    hu = np.full(z.shape, -1000, np.int16)
    hu[(y / 0.6) ** 2 + (x / 0.8) ** 2 < 1.0] = 20
    hu[((x - 0.35) / 0.25) ** 2 + ((y + 0.1) / 0.3) ** 2 + (z / 0.6) ** 2 < 1.0] = -850
    return Volume.on_grid(hu, WorkingGrid(32))


@pytest.fixture
def window(open_window):
    return open_window("views")


@pytest.fixture
def bench(window, chest, qtbot) -> ReadBench:
    window.read.session.add(Study("a phantom", ct=chest))
    window.actions_hub.execute("run.bench")
    area = window.read.area(ReadBench)
    qtbot.waitUntil(lambda: all(canvas.has_image for canvas in area.dialog.canvases), timeout=20_000)
    return area


def test_both_x_rays_are_shown_and_follow_a_tube(bench, qtbot) -> None:
    before = [canvas.pixels.copy() for canvas in bench.dialog.canvases]
    QTest.keyClick(bench.dialog.plan, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: bench.dialog.canvases[0].geometry_view.rotation_deg[2] == 0.5, timeout=10_000)
    frontal, lateral = (canvas.pixels for canvas in bench.dialog.canvases)
    assert not np.array_equal(frontal, before[0]) and np.array_equal(lateral, before[1])
    assert bench.dialog.form.sliders["frontal", "Turn"].value == 0.5


def image_of(bench: ReadBench, side: int) -> np.ndarray:
    return bench.dialog.canvases[side].pixels


def test_a_machine_is_shown_as_the_pair_will_have_it(bench, chest, qtbot) -> None:
    dialog = bench.dialog
    setup = replace(dialog.setup, look="drawn", photons=None, seed=4)
    dialog.form.chosen.emit(setup)
    qtbot.waitUntil(lambda: dialog.canvases[0].value_name == "grey value", timeout=10_000)
    qtbot.waitUntil(lambda: image_of(bench, 0).shape == (256, 256), timeout=10_000)
    subject = KnownVolume(chest, None).subject("a phantom")
    taking = Taking(setup.geometry, shown="drawn", seed=4)
    made = take_pair(ct_to_cube(chest, WorkingGrid(128)), taking, subject=subject)
    for side, radiograph in enumerate(made.radiographs):
        rows = np.linspace(0, len(radiograph.image) - 1, 256).round().astype(int)
        there = radiograph.image[np.ix_(rows, rows)]
        assert np.corrcoef(there.ravel(), image_of(bench, side).ravel())[0, 1] > 0.98
    other = replace(setup, seed=5)
    dialog.form.chosen.emit(other)
    before = image_of(bench, 0)
    qtbot.waitUntil(lambda: image_of(bench, 0) is not before, timeout=10_000)
    assert not np.allclose(image_of(bench, 0), before, atol=0.02)


def test_noise_is_shown(bench, qtbot) -> None:
    quiet = image_of(bench, 0)
    bench.dialog.form.chosen.emit(replace(bench.dialog.setup, photons=1e4))
    qtbot.waitUntil(lambda: image_of(bench, 0) is not quiet, timeout=10_000)
    noise = image_of(bench, 0) - quiet
    assert 0.005 < noise.std() < 0.5 and abs(noise.mean()) < 0.02


def test_another_breath_is_seen_in_the_lateral_alone(bench, chest, qtbot) -> None:
    before = [image_of(bench, side) for side in (0, 1)]
    setup = replace(bench.dialog.setup, breath_mm=12.0)
    bench.dialog.form.chosen.emit(setup)
    qtbot.waitUntil(lambda: image_of(bench, 1) is not before[1], timeout=10_000)
    frontal, lateral = (image_of(bench, side) for side in (0, 1))
    assert np.array_equal(frontal, before[0]) and np.abs(lateral - before[1]).max() > 0.1
    cube = ct_to_cube(chest, WorkingGrid(128))
    views = (view.resampled(256, 256) for view in setup.geometry.views)
    made = take_pair(cube, Taking(BiplanarGeometry(*views), breath_mm=12.0))
    np.testing.assert_allclose(lateral, made.lateral.image, atol=2e-3)
    assert bench.dialog.without_lungs.isHidden()


@pytest.mark.parametrize("look", ["line_integral", "drawn"])
def test_a_breath_is_computed_once_for_all_that_moves_after_it(chest, look, monkeypatch) -> None:
    computed = []
    monkeypatch.setattr(breath_twin, "in_another_breath", lambda hu, *_: (computed.append(len(hu)), hu + 50.0)[1])
    on_bench = _on_bench(KnownVolume(chest, None), "a phantom")
    setup = replace(BenchSetup.preset("x2ct"), look=look)
    images = []
    for turn_deg, breath_mm in ((0.0, 0.0), (0.0, 5.0), (4.0, 5.0), (8.0, 5.0), (8.0, 6.0)):
        turned = replace(setup, breath_mm=breath_mm).with_tube("frontal", setup.frontal.with_turn(turn_deg))
        images.append([shadow.image for shadow in _shadows(on_bench, turned, is_moving=True)])
    assert computed == [64, 64]
    assert np.array_equal(images[0][0], images[1][0]) and not np.array_equal(images[0][1], images[1][1])


def test_while_a_tube_is_dragged_a_breath_takes_a_moment_only(chest) -> None:
    on_bench = _on_bench(KnownVolume(chest, None), "a phantom")
    setup = BenchSetup.preset("x2ct")
    times = []
    for breath_mm in (3.0, 6.0, 9.0):
        begun = process_time()
        _shadows(on_bench, replace(setup, breath_mm=breath_mm), is_moving=True)
        times.append(process_time() - begun)
    assert min(times) < 0.25


def test_where_there_are_no_lungs_the_bench_says_why_nothing_breathes(window, qtbot) -> None:
    hu = np.full((32, 32, 32), -1000, np.int16)
    hu[:, 8:24, 8:24] = 20
    window.read.session.add(Study("a block", ct=Volume.on_grid(hu, WorkingGrid(32))))
    window.actions_hub.execute("run.bench")
    dialog = window.read.area(ReadBench).dialog
    qtbot.waitUntil(lambda: all(canvas.has_image for canvas in dialog.canvases), timeout=20_000)
    assert dialog.without_lungs.isHidden()
    dialog.form.chosen.emit(replace(dialog.setup, breath_mm=8.0))
    assert dialog.without_lungs.isVisible() and "No lungs" in dialog.without_lungs.text()


def test_what_is_made_is_what_stands_there(bench, window, qtbot) -> None:
    asked = []
    window.worker.start = lambda task, config, out_dir: (asked.append((task, config)), "job")[1]
    setup = replace(bench.dialog.setup.with_room_of("clinic"), breath_mm=6.0, is_told=False)
    bench.dialog.form.chosen.emit(setup.with_tube("lateral", setup.lateral.with_turn(5.0)))
    bench.dialog.make.click()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    ((task, config),) = asked
    assert task == "project" and config["told"] == "straight" and config["breath_mm"] == 6.0
    taken = BiplanarGeometry.from_record(config["taken"])
    assert taken.lateral.rotation_deg == (0.0, 0.0, 5.0) and taken.frontal.sad_mm == 1600.0
    assert not bench.dialog.make.isEnabled(), "one at a time"


def test_the_bench_stands_as_it_was_left(bench, window, qtbot) -> None:
    setup = BenchSetup.preset("parallel")
    bench.dialog.form.chosen.emit(setup)
    bench.dialog.close()
    assert bench.dialog is None
    window.actions_hub.execute("run.bench")
    assert bench.dialog.setup == setup


def test_the_bench_goes_with_its_case(bench, window) -> None:
    window.read.session.close(window.read.session.current)
    assert bench.dialog is None and not window.actions_hub["run.bench"].isEnabled()


def test_the_truth_of_a_pair_can_be_put_on_the_bench(window, pair, chest, qtbot) -> None:
    study = Study("a pair", pair=pair)
    window.read.session.add(study)
    assert not window.actions_hub["run.bench"].isEnabled()
    study.set_truth(chest)
    window.actions_hub.execute("run.bench")
    dialog = window.read.area(ReadBench).dialog
    qtbot.waitUntil(lambda: dialog.canvases[1].has_image, timeout=20_000)


def test_what_is_no_body_is_said(window, qtbot) -> None:
    window.read.session.add(Study("air", ct=Volume.on_grid(np.full((8, 8, 8), -1000, np.int16), WorkingGrid(8))))
    window.actions_hub.execute("run.bench")
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    window.findChild(ErrorDialog).close()
    assert window.read.area(ReadBench).dialog is None


def test_more_x_rays_are_measured_one_after_another(bench, qtbot) -> None:
    bench.dialog.tabs.setCurrentIndex(1)
    more = bench.dialog.more
    assert more.plot.isHidden()
    more.start.click()
    qtbot.waitUntil(lambda: len(more.found) == len(COUNTS) + 1, timeout=20_000)
    qtbot.waitUntil(lambda: more.start.text() == "Measure", timeout=5_000)
    assert not more.plot.isHidden() and "Your two X-rays" in more.pair_label.text()
    more.plot.clicked.emit(8.0)
    assert more.count.currentData() == 8
    more.count.setCurrentIndex(more.count.findData(PAIR))
    assert more.shown == PAIR and "20.5" in more.made["axial"].corner_lines[0]


def test_other_tubes_make_what_was_measured_void(bench, qtbot) -> None:
    bench.dialog.tabs.setCurrentIndex(1)
    bench.dialog.more.start.click()
    qtbot.waitUntil(lambda: len(bench.dialog.more.found) > 2, timeout=20_000)
    bench.dialog.more.start.click()
    qtbot.waitUntil(lambda: bench.dialog.more.start.text() == "Measure", timeout=5_000)
    bench.dialog.form.chosen.emit(BenchSetup.preset("clinic"))
    bench.dialog.tabs.setCurrentIndex(0)
    bench.dialog.tabs.setCurrentIndex(1)
    assert not bench.dialog.more.found


def test_every_control_says_its_name_and_escape_closes(bench, qtbot) -> None:
    dialog = bench.dialog
    dialog.tabs.setCurrentIndex(1)
    assert [control for control in controls(dialog) if not called(control)] == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.dialog is None, timeout=5_000)


def test_a_cancelled_measurement_can_be_begun_again(bench, window, qtbot) -> None:
    asked, cancelled = [], []
    window.worker.start = lambda task, config, out_dir: (asked.append(task), f"job {len(asked)}")[1]
    window.worker.cancel = cancelled.append
    bench.dialog.tabs.setCurrentIndex(1)
    more = bench.dialog.more
    more.start.click()
    qtbot.waitUntil(lambda: asked == ["views"], timeout=10_000)
    more.start.click()
    assert cancelled == ["job 1"] and more.start.text() == "Measure"
    more.start.click()
    qtbot.waitUntil(lambda: asked == ["views", "views"], timeout=10_000)
