"""How long a phantom takes on one CPU thread: 64³ well under a second, 128³ a few seconds."""

import time

import pytest
import torch

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax


@pytest.mark.benchmark
@pytest.mark.parametrize(("size", "limit_s"), [(64, 0.8), (128, 4.0)])
def test_a_phantom_is_made_quickly_on_one_thread(size: int, limit_s: float) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        make_thorax(0, WorkingGrid(32))
        durations = []
        for seed in range(4):
            start = time.perf_counter()
            make_thorax(seed, WorkingGrid(size))
            durations.append(time.perf_counter() - start)
    finally:
        torch.set_num_threads(threads)
    assert min(durations) < limit_s, f"{size}³ took {min(durations):.2f} s at best"
