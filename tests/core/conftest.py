"""A small pair with a known truth, for tests of whatever reconstructs."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.worker_here import WorkerHere
from xr2ct_core.cli import main
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.methods.blocks.templates import register
from xr2ct_core.phantom import thorax
from xr2ct_core.phantom.thorax import LabelledThorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

Run = Callable[..., tuple[int, str, str]]
"""Exit code, standard output and standard error of a command."""

_PHANTOMS: dict[str, LabelledThorax] = {}


@pytest.fixture(autouse=True)
def _phantoms_made_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phantom that another test asked for is not made again, but where phantoms themselves are tested."""
    if "phantom" in request.path.parts:
        return
    build = thorax.build_thorax

    def remembered(*args: object, **kwargs: object) -> LabelledThorax:
        key = repr((args, kwargs))
        if key not in _PHANTOMS:
            _PHANTOMS[key] = build(*args, **kwargs)
        return deepcopy(_PHANTOMS[key])

    monkeypatch.setattr(thorax, "build_thorax", remembered)


@pytest.fixture(scope="session")
def ball() -> Volume:
    """64³ voxels of air with a ball of water 40 mm to the left, 20 mm to the front and 30 mm up."""
    grid = WorkingGrid(64)
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(64) - 31.5) * grid.spacing_mm] * 3, indexing="ij")
    inside = (x_mm - 40) ** 2 + (y_mm + 20) ** 2 + (z_mm - 30) ** 2 < 60**2
    return Volume.on_grid(np.where(inside, 0, -1000).astype(np.int16), grid)


@pytest.fixture(scope="session")
def ball_pair(ball: Volume) -> RadiographPair:
    """The ball on small detectors of 64 x 64 pixels, in the distances of `x2ct`."""
    return simulate_pair(ball, BiplanarGeometry.make(rows=64, cols=64, pixel_mm=7.8125), subject="ball")


@pytest.fixture
def ball_pair_path(ball_pair: RadiographPair, ball: Volume, tmp_path: Path) -> Path:
    """The pair as a file, with its truth."""
    return write_pair(ball_pair, tmp_path / "ball", truth=ball)


@pytest.fixture
def worker_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands do their work in this process."""
    for module in ("batch", "work"):
        monkeypatch.setattr(f"xr2ct_core.cli.{module}.WorkerClient", WorkerHere)


@pytest.fixture
def quick_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are hardly warped: for tests that want a row of them and do not look at how good it is."""
    monkeypatch.setattr(register, "POSE", replace(register.POSE, steps=2))
    monkeypatch.setattr(register, "FREE_FORM", tuple(replace(stage, steps=2) for stage in register.FREE_FORM))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; returns what `Run` says."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capfd.readouterr()

    return call
