"""Takes training steps of X2CT-GAN, ours or the plain published form, and says as JSON what they cost.

    python tests/benchmarks/x2ct_steps.py memory ours|plain SIZE DEVICE STEPS
    python tests/benchmarks/x2ct_steps.py time both SIZE DEVICE STEPS

`memory` gives the bytes that the steps take at most beyond those of the process before; it needs a process of its own.
`time` takes steps of both in turn, so that what else the machine does meets both alike; it gives seconds of each step.
"""

import json
import sys
from collections.abc import Callable
from time import perf_counter

import torch
from lightning_fabric import Fabric
from x2ct_plain import PlainTraining

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.peak_memory import PeakMemory
from xr2ct_core.methods.x2ct_gan.config import X2ctGanConfig
from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod
from xr2ct_core.training.step import StepRunner

Step = Callable[[], object]


def ours(size: int, device: str) -> Step:
    """A step of the program, with its own bringing of the views to the grid."""
    torch.manual_seed(0)
    method = X2ctGanMethod(X2ctGanConfig(grid_size=size), device)
    runner = StepRunner(Fabric(accelerator="cpu" if device == "cpu" else "cuda", devices=1), method, 0.0)
    geometry = BiplanarGeometry.make(rows=size, cols=size, pixel_mm=500.0 / size)
    images = (torch.rand(1, size, size, device=device) for _ in range(2))
    volume = 2500.0 * torch.rand(1, size, size, size, device=device) - 1024.0
    has_truth = torch.ones(1, dtype=torch.bool, device=device)
    batch = PairBatch(volume, *images, (geometry,), WorkingGrid(size), ("",), has_truth)
    return lambda: runner.run([batch], 1, 1.0)


def plain(size: int, device: str) -> Step:
    """A step of the published form on images and a volume that are ready."""
    torch.manual_seed(0)
    training = PlainTraining(size, device)
    frontal, lateral = (torch.rand(1, 1, size, size, device=device) for _ in range(2))
    truth = torch.rand(1, 1, size, size, size, device=device)
    return lambda: training.step(frontal, lateral, truth)


KINDS = {"ours": ours, "plain": plain}


def memory_bytes(kind: str, size: int, device: str, steps: int) -> int:
    before = PeakMemory(device)
    with before:
        pass
    with PeakMemory(device) as peak:
        step = KINDS[kind](size, device)
        for _ in range(steps):
            step()
    return peak.peak_bytes - before.peak_bytes


def times_s(size: int, device: str, steps: int) -> dict[str, list[float]]:
    made = {kind: make(size, device) for kind, make in KINDS.items()}
    times: dict[str, list[float]] = {kind: [] for kind in made}
    for number in range(steps + 1):
        for kind, step in made.items():
            started = perf_counter()
            step()
            if device != "cpu":
                torch.cuda.synchronize()
            if number:  # the first step warms up
                times[kind].append(perf_counter() - started)
    return times


def main(what: str, kind: str, size: str, device: str, steps: str) -> None:
    # The same kernels in every run, so that the library's trials of kernels are no part of the memory.
    torch.backends.cudnn.benchmark = False
    measured = (
        memory_bytes(kind, int(size), device, int(steps))
        if what == "memory"
        else times_s(int(size), device, int(steps))
    )
    sys.stdout.write(json.dumps(measured) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
