"""`biplanar` at 128³ in the time and memory of a program for a desk: a small part of what `template` takes."""

import resource
from time import perf_counter

import pytest
import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.method import TemplateMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair

GRID = WorkingGrid(128)
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]


@pytest.mark.benchmark
@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("settings", [{"grid_size": 64}, {"grid_size": 128, "detail_channels": 12}], ids=["64", "128"])
def test_a_reconstruction_takes_a_small_part_of_the_time_of_template(settings: dict[str, int], device: str) -> None:
    pair = simulate_pair(make_thorax(0, GRID), BiplanarGeometry.preset("x2ct"))
    network = BiplanarMethod(BiplanarConfig.model_validate(settings), device)
    seconds = {}
    for name, method in (("biplanar", network), ("template", TemplateMethod(TemplateConfig(), device))):
        runs = []
        for _ in range(3 if name == "biplanar" else 1):
            started = perf_counter()
            method.reconstruct(pair, GRID, WorkContext())
            if device == "cuda":
                torch.cuda.synchronize()
            runs.append(perf_counter() - started)
        seconds[name] = min(runs)
        if name == "biplanar":
            peak = torch.cuda.max_memory_allocated() if device == "cuda" else 1024 * _peak_kib()
    ratio = seconds["biplanar"] / seconds["template"]
    told = ", ".join(f"{name} {value:.2f} s" for name, value in seconds.items())
    print(f"\n{device}, 128³: {told}, ratio {ratio:.2f}; at most {peak / 1e9:.2f} GB in memory")
    assert ratio < 0.5
    assert peak < 3e9


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
