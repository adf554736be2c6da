"""Frames of the 3D scene while it moves, against the same scene drawn at full quality, in one run.

Run with `pytest -m benchmark tests/benchmarks/test_volume_view_speed.py -s`.
"""

from statistics import median
from time import perf_counter

import pytest

pytestmark = pytest.mark.benchmark
TURNS = 30


def test_the_moving_scene_is_several_times_faster_than_full_quality() -> None:
    from xr2ct_core.io import read_pair, read_volume
    from xr2ct_core.samples import samples
    from xr2ct_viewer.render.capture import make_offscreen_window, read_pixels
    from xr2ct_viewer.render.presets import bundled_presets
    from xr2ct_viewer.render.scene import VolumeScene

    truth_path = read_pair(samples()[0].pair_path).truth_path
    assert truth_path is not None
    scene = VolumeScene("software")
    window = make_offscreen_window(600, 600)
    scene.attach(window)
    scene.set_volume(read_volume(truth_path))
    camera = scene.renderer.GetActiveCamera()

    def seconds_a_frame(moving: bool, frames: int) -> float:
        scene.set_moving(window, moving)
        taken = []
        for _ in range(frames):
            camera.Azimuth(6)
            scene.prepare_frame()
            started = perf_counter()
            window.Render()
            read_pixels(window)
            taken.append(perf_counter() - started)
        return median(taken)

    for preset in bundled_presets():
        scene.set_preset(preset)
        full_s, moving_s = seconds_a_frame(False, 4), seconds_a_frame(True, TURNS)
        print(
            f"{preset.title:18s} full {full_s * 1e3:4.0f} ms, moving {moving_s * 1e3:3.0f} ms, {full_s / moving_s:.1f}x"
        )
        assert full_s / moving_s > 2.0
    scene.close()
    window.Finalize()
