"""A trained network reconstructs from its checkpoint, and says which one it was."""

from pathlib import Path

import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.checkpoint import build_method, load_method, write_checkpoint

GRID = WorkingGrid(32)


@pytest.fixture(scope="module")
def pair() -> RadiographPair:
    return simulate_pair(make_thorax(1, GRID), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first weights of a small network."""
    settings = {"grid_size": 32, "width": 0.05, "gan": False}
    method = build_method("x2ct-gan", settings, "cpu")
    info = CheckpointInfo(method="x2ct-gan", method_config=settings, train_config=TrainConfig(), step=0)
    folder = tmp_path_factory.mktemp("run") / "00000000"
    write_checkpoint(folder, info, method.inference_weights(), method, {})
    return folder


def test_the_result_is_the_networks_and_its_provenance_names_the_weights(
    pair: RadiographPair, checkpoint: Path
) -> None:
    result = reconstruct(pair, "x2ct-gan", GRID, checkpoint=checkpoint, device="cpu")
    method, info = load_method(checkpoint)
    expected = method.reconstruct(pair, GRID, WorkContext()).hu
    assert (result.volume.hu == expected).all()
    assert result.provenance.checkpoint_sha256 == info.weights_sha256 != ""
    assert result.provenance.method_config["width"] == 0.05


def test_without_its_checkpoint_a_learned_method_is_refused(pair: RadiographPair) -> None:
    with pytest.raises(BadConfigError, match="Give the checkpoint"):
        reconstruct(pair, "x2ct-gan", GRID, device="cpu")


def test_a_checkpoint_brings_its_settings_and_fits_its_method_only(pair: RadiographPair, checkpoint: Path) -> None:
    with pytest.raises(BadConfigError, match="come with its checkpoint"):
        reconstruct(pair, "x2ct-gan", GRID, checkpoint=checkpoint, method_config={"width": 1.0}, device="cpu")
    with pytest.raises(BadConfigError, match="has no checkpoints"):
        reconstruct(pair, "tv", GRID, checkpoint=checkpoint, device="cpu")
