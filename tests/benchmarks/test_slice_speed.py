"""Scrolling through 256 cubed voxels, straight and turned, against interpolation by scipy in the same run.

Run with `pytest -m benchmark tests/benchmarks/test_slice_speed.py -s`. Times are of the processor, so that other
programs on the machine do not count.
"""

from collections.abc import Callable
from statistics import median
from time import process_time

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.frames import ORIENTATIONS, PlaneFrames
from xr2ct_viewer.models.oblique import plane_of
from xr2ct_viewer.models.slabs import Slab

pytestmark = pytest.mark.benchmark
SIZE = 256
VOLUME = Volume(
    (np.random.default_rng(0).normal(size=(SIZE,) * 3) * 300).astype(np.int16),
    Affine.centred((SIZE,) * 3, (1.25, 1.25, 1.25)),
)
TURNED = PlaneFrames()
for view, degrees in (("axial", 30), ("coronal", 20), ("sagittal", 10)):
    TURNED = TURNED.turned_in(view, degrees, (0.0, 0.0, 0.0))


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        started = process_time()
        work()
        taken.append(process_time() - started)
    return median(taken) * 1e3


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_turned_slice_takes_no_longer_than_by_scipy(orientation) -> None:
    from scipy.ndimage import map_coordinates

    plane = plane_of(orientation, VOLUME, TURNED)
    index = plane.count // 2
    inside = np.argwhere(np.isfinite(plane.extract(VOLUME.hu, index, np.nan)))
    points = np.array([plane.to_world(row, col, index) for row, col in inside])
    at = np.ascontiguousarray(VOLUME.affine.world_to_voxel(points).T)
    scipy_ms = milliseconds(lambda: map_coordinates(VOLUME.hu, at, order=1, mode="nearest", output=np.float32))
    ours_ms = milliseconds(lambda: plane.extract(VOLUME.hu, index))
    print(f"{orientation:9s} turned: {ours_ms:.1f} ms, scipy {scipy_ms:.1f} ms, {scipy_ms / ours_ms:.1f}x")
    assert scipy_ms / ours_ms > 0.8


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("way", ["straight", "turned", "MIP 20 mm", "turned, MIP 20 mm"])
def test_a_step_of_the_wheel_costs_little_more_than_painting(qtbot, orientation, way) -> None:
    """The step alone is what the view adds; painting is what any canvas of 600 x 600 pixels costs."""
    from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

    display = SliceDisplay(
        frames=TURNED if "turned" in way else PlaneFrames(), slab=Slab("mip" if "MIP" in way else "single", 20.0)
    )
    canvas = SliceCanvas(orientation, display)
    qtbot.addWidget(canvas)
    canvas.resize(618, 600)
    canvas.set_volume(VOLUME)
    canvas.go_to_index(canvas.plane.count // 2 - 40)
    step_ms = milliseconds(lambda: canvas.scroll_by(1))
    paint_ms = milliseconds(lambda: (canvas.scroll_by(1), canvas.render_image())) - step_ms
    print(f"{orientation:9s} {way:18s} step {step_ms:.1f} ms, painting {paint_ms:.1f} ms")
    assert step_ms / paint_ms < 3.0
