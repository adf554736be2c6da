"""X2CT-GAN against its plain published form: the same results, in no more time and in less memory.

Run with `pytest -m benchmark -s tests/benchmarks/test_x2ct_speed.py`; on a machine with CUDA also there, at 128³.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import torch
from torch import nn

from tests.benchmarks.x2ct_plain import PlainDiscriminator, PlainGenerator
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator
from xr2ct_core.methods.x2ct_gan.networks import BiplanarGenerator

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]
FOLDER = Path(__file__).parent
CASES = [
    ("cpu", 64, 4),
    pytest.param(
        "cuda", 128, 8, marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")
    ),
]
TIME_TOLERANCE = 1.03
"""What two runs of the same code may differ by in the median of a few steps."""


def measured(*arguments: object) -> Any:
    command = [sys.executable, str(FOLDER / "x2ct_steps.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=FOLDER.parents[1])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(("size", "expected"), [(128, 61_740_467), (64, 41_526_707), (32, 38_999_987)])
def test_the_plain_form_has_the_published_number_of_parameters(size: int, expected: int) -> None:
    with torch.device("meta"):
        assert count(PlainGenerator(size)) == expected
        assert count(PlainDiscriminator()) == count(PatchDiscriminator(3, dimensions=3)) == 11_055_169


def test_both_forms_compute_the_same_from_the_same_weights() -> None:
    torch.manual_seed(0)
    own, plain = BiplanarGenerator(64), PlainGenerator(64)
    with torch.no_grad():
        for mine, theirs in zip(own.parameters(), plain.parameters(), strict=True):
            theirs.copy_(mine)
    for layer in [*own.modules(), *plain.modules()]:
        if isinstance(layer, nn.Dropout):
            layer.p = 0.0
    images = torch.rand(1, 1, 64, 64), torch.rand(1, 1, 64, 64)
    with torch.inference_mode():
        volume, expected = own(*images), plain(*images)[2]
    assert float(expected.std()) > 0.0
    torch.testing.assert_close(volume, expected, atol=1e-4 * float(expected.abs().max()), rtol=1e-3)


@pytest.mark.parametrize(("device", "size", "steps"), CASES)
def test_a_training_step_takes_no_more_time_than_the_plain_form(device: str, size: int, steps: int) -> None:
    times = measured("time", "both", size, device, steps)
    own, plain = median(times["ours"]), median(times["plain"])
    print(f"\n{device} {size}³: {own:.2f} s a step, plain form {plain:.2f} s, ratio {own / plain:.2f}")
    assert own <= TIME_TOLERANCE * plain


@pytest.mark.parametrize(("device", "size", "steps"), CASES)
def test_a_training_step_takes_less_memory_than_the_plain_form(device: str, size: int, steps: int) -> None:
    own, plain = (measured("memory", kind, size, device, 2) for kind in ("ours", "plain"))
    print(f"\n{device} {size}³: {own / 1e9:.2f} GB, plain form {plain / 1e9:.2f} GB, ratio {own / plain:.2f}")
    assert own < plain
