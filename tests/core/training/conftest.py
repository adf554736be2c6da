"""A learned method that is small and quick, and phantoms to train it on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.core.kept_cases import KeptCases
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.loop import TrainingData

GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SETTINGS: dict[str, Any] = {"grid_size": 32, "width": 0.05}
"""X2CT-GAN with few channels, so that a step takes tenths of a second."""
CONFIG = TrainConfig(steps=4, log_every=1, validate_every=4, preview_every=4, checkpoint_every=2, workers=1)


@pytest.fixture(scope="session")
def cases() -> KeptCases:
    return KeptCases(Phantoms(4, WorkingGrid(32), GEOMETRY))


@pytest.fixture(scope="session")
def data(cases: KeptCases) -> TrainingData:
    """Three phantoms to learn from, one held out."""
    train = Subset(cases, (0, 1, 2))
    return TrainingData(train, Subset(cases, (3,)), {"source": "phantoms", "digest": data_digest(train)})


@pytest.fixture
def settings() -> dict[str, Any]:
    return dict(SETTINGS)


@pytest.fixture
def config() -> TrainConfig:
    return CONFIG


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "run"
