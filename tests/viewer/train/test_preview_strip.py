"""The fixed case of a run: its previews beside truth and X-rays, step by step, and in 3D."""

import numpy as np
from PySide6.QtWidgets import QWidget
from run_helpers import make_run, write_case, write_preview

from xr2ct_core.volume import Volume
from xr2ct_viewer.panels.train.preview_strip import PreviewStrip
from xr2ct_viewer.theme.manager import Theme


class FakeVolumeView(QWidget):
    made = 0

    def __init__(self) -> None:
        super().__init__()
        FakeVolumeView.made += 1
        self.volumes: list[Volume | None] = []
        self.banner = ""

    def set_volume(self, volume: Volume | None) -> None:
        self.volumes.append(volume)

    def set_banner(self, text: str) -> None:
        self.banner = text

    def shutdown(self) -> None:
        self.volumes = []


def test_a_preview_stands_above_its_truth_and_its_x_rays(qtbot, follow, shown, tmp_path) -> None:
    run, strip = make_run(tmp_path / "run"), shown(PreviewStrip(Theme()))
    write_case(run)
    write_preview(run, 10)
    follow(run)
    qtbot.waitUntil(lambda: all(canvas.has_image for canvas in strip.canvases()), timeout=10_000)
    strip.slices.crosshair_lps_mm = (60.0, -60.0, 100.0)
    for made, truth in zip(strip.made, strip.truth, strict=True):
        np.testing.assert_array_equal(made.pixels, truth.pixels)
        assert made.pixels.max() == 900
    for again, xray in zip(strip.reprojections, strip.xrays, strict=True):
        np.testing.assert_allclose(again.pixels, xray.pixels, atol=1e-5)
    assert strip.made[0].letters == ("R", "L", "A", "P")
    assert "patient 3, after step 10" in strip.bar.text.text()


def test_the_newest_preview_is_followed_until_a_person_looks_at_an_older_one(qtbot, follow, shown, tmp_path) -> None:
    run, strip = make_run(tmp_path / "run"), shown(PreviewStrip(Theme()))
    for step in (10, 20):
        write_preview(run, step, hu=step)
    follow(run)
    strip.slices.crosshair_lps_mm = (60.0, -60.0, 100.0)

    def brightest() -> int:
        strip.slices.crosshair_lps_mm = (60.0, -60.0, 100.0)
        return int(strip.made[0].pixels.max()) if strip.made[0].has_image else 0

    qtbot.waitUntil(lambda: brightest() == 20, timeout=10_000)
    strip.bar.slider.setValue(0)
    qtbot.waitUntil(lambda: brightest() == 10, timeout=5_000)
    write_preview(run, 30, hu=30)
    qtbot.waitUntil(lambda: len(strip.steps.steps) == 3, timeout=5_000)
    assert brightest() == 10
    strip.bar.slider.setValue(2)
    qtbot.waitUntil(lambda: brightest() == 30, timeout=5_000)


def test_without_a_known_volume_the_truth_stays_empty(qtbot, follow, shown, tmp_path) -> None:
    run, strip = make_run(tmp_path / "run"), shown(PreviewStrip(Theme()))
    write_case(run, with_truth=False)
    write_preview(run, 10)
    follow(run)
    qtbot.waitUntil(lambda: strip.xrays[0].has_image and strip.made[0].has_image, timeout=10_000)
    assert not any(canvas.has_image for canvas in strip.truth)


def test_the_3d_view_is_made_once_and_only_when_asked_for(qtbot, follow, shown, tmp_path) -> None:
    run, strip = make_run(tmp_path / "run"), shown(PreviewStrip(Theme()))
    FakeVolumeView.made = 0
    strip.set_volume_view(FakeVolumeView)
    write_preview(run, 10)
    follow(run)
    qtbot.waitUntil(lambda: strip.made[0].has_image, timeout=10_000)
    assert FakeVolumeView.made == 0
    for wanted in (True, False, True):
        strip.bar.show_volume.setChecked(wanted)
    assert FakeVolumeView.made == 1
    write_preview(run, 20)
    qtbot.waitUntil(lambda: strip.steps.step == 20, timeout=5_000)
    qtbot.waitUntil(lambda: len(strip.volume_view.volumes) == 3, timeout=5_000)
    assert strip.volume_view.banner.startswith("SYNTHETIC")
