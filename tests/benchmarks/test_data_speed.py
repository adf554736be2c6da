"""How many training cases a second one CPU thread makes: cached cube, warp, both projections, noise.

Run with `pytest -m benchmark -s tests/benchmarks/test_data_speed.py`; on a machine with CUDA also there.
"""

from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import torch

from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.cache import CubeCache
from xr2ct_core.data.source import CaseSample
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax

pytestmark = pytest.mark.benchmark
ROUNDS = 8
DEVICES = ["cpu", pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA"))]


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def best_s(work) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        started = perf_counter()
        work()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        times.append(perf_counter() - started)
    return min(times)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("size", "pixels"), [(64, 64), (64, 128), (64, 320), (128, 128), (128, 320)])
def test_augmented_cases_are_made_faster_than_a_network_takes_them(size: int, pixels: int, device: str) -> None:
    grid = WorkingGrid(size)
    geometry = BiplanarGeometry.make(rows=pixels, cols=pixels, pixel_mm=500 / pixels)
    case = CaseSample("phantom", np.asarray(make_thorax(0, grid).hu, dtype=np.int16), geometry)
    augmenter = Augmenter(AugmentConfig(), grid, device)
    count = 4
    seconds = best_s(lambda: augmenter.make([case] * count, [Draw(0, index) for index in range(count)])) / count
    print(
        f"\n{device} {size}³, {pixels} x {pixels} pixels: {1e3 * seconds:6.1f} ms a case, {1 / seconds:6.1f} a second"
    )
    assert seconds < (0.25 if size == 64 else 1.5)


@pytest.mark.parametrize("size", [64, 128])
def test_a_cached_cube_is_read_in_milliseconds(tmp_path: Path, size: int) -> None:
    cache = CubeCache(tmp_path)
    cache.put("key", np.random.default_rng(0).integers(-1024, 1476, (size,) * 3).astype(np.int16))
    seconds = best_s(lambda: cache.get("key"))
    print(f"\ncached cube of {size}³: {1e3 * seconds:.1f} ms")
    assert seconds < 0.05
