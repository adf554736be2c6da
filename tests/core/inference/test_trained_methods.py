"""A trained network reconstructs from its checkpoint, and says which one it was."""

from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.own_grid import on_grid, own_grid
from xr2ct_core.inference.reconstruct import reconstruct, reproject, view_metrics
from xr2ct_core.methods.base import MethodOutput
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.checkpoint import build_method, load_method, write_checkpoint
from xr2ct_core.units import with_empty_voxels

GRID = WorkingGrid(32)
SMALL = {
    "biplanar": {"width": 4},
    "diffusion": {"width": 8},
    "ddnm": {"width": 8},
    "cnn3d": {"width": 8},
    "continuity": {"width": 8},
    "style": {"width": 4},
}
"""Settings of methods whose width is a number of channels."""


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
    expected = with_empty_voxels(method.reconstruct(pair, GRID, WorkContext()).hu)
    assert (result.volume.hu == expected).all()
    assert result.provenance.checkpoint_sha256 == info.weights_sha256 != ""
    assert result.provenance.method_config["width"] == 0.05


def test_without_its_checkpoint_a_learned_method_is_refused(pair: RadiographPair) -> None:
    with pytest.raises(BadConfigError, match="Give the checkpoint"):
        reconstruct(pair, "x2ct-gan", GRID, device="cpu")


def test_a_checkpoint_brings_its_settings_and_fits_its_method_only(pair: RadiographPair, checkpoint: Path) -> None:
    with pytest.raises(BadConfigError, match="width is fixed"):
        reconstruct(pair, "x2ct-gan", GRID, checkpoint=checkpoint, method_config={"width": 1.0}, device="cpu")
    with pytest.raises(BadConfigError, match="has no checkpoints"):
        reconstruct(pair, "tv", GRID, checkpoint=checkpoint, device="cpu")


@pytest.mark.parametrize("size", [16, 64, 48])
def test_a_network_of_one_grid_gives_volumes_on_others_and_says_so(
    pair: RadiographPair, checkpoint: Path, size: int
) -> None:
    own = reconstruct(pair, "x2ct-gan", GRID, checkpoint=checkpoint, device="cpu")
    asked = reconstruct(pair, "x2ct-gan", WorkingGrid(size), checkpoint=checkpoint, device="cpu")
    assert asked.volume.shape_zyx == (size,) * 3 and asked.volume.affine == WorkingGrid(size).affine
    assert [note for note in asked.notes if "32³" in note and f"{size}³" in note]
    assert not own.notes
    views = reproject(asked.volume.hu, asked.pair.geometry, WorkingGrid(size))
    for shown, made in zip(asked.reprojections, views, strict=True):
        np.testing.assert_array_equal(shown, made)
    measured = view_metrics(views, asked.pair)
    assert {name: asked.metrics[name] for name in measured} == measured
    assert asked.volume.hu.mean() == pytest.approx(own.volume.hu.mean(), abs=3.0)


def test_resampling_keeps_places_and_values() -> None:
    grid = WorkingGrid(32)
    ramp = np.broadcast_to((np.arange(32, dtype=np.float32) - 15.5) * grid.spacing_mm, grid.shape_zyx)
    output = MethodOutput(np.ascontiguousarray(ramp), np.full(grid.shape_zyx, 7.0, np.float32), ("first",))
    for size in (16, 64):
        asked = WorkingGrid(size)
        found = on_grid(output, asked)
        expected = (np.arange(size) - (size - 1) / 2) * asked.spacing_mm
        np.testing.assert_allclose(found.hu[3, 5, 1:-1], expected[1:-1], atol=1e-3)
        assert found.uncertainty_hu is not None and (found.uncertainty_hu == 7.0).all()
        assert found.notes[0] == "first" and len(found.notes) == 2
    assert on_grid(output, grid) is output


@pytest.mark.parametrize("method_id", list(learned_method_specs()))
def test_every_learned_method_is_run_on_its_own_grid(method_id: str) -> None:
    method = build_method(method_id, {"grid_size": 32, **SMALL.get(method_id, {"width": 0.1})}, "meta")
    finer = 128 if method_id == "biplanar" else 32  # which agrees with the X-rays on the finer grid
    cube_mm = 360.0 if method_id == "biplanar" else 320.0  # the others know no millimetres
    assert own_grid(method, WorkingGrid(128, 360.0)) == WorkingGrid(finer, cube_mm)
    assert own_grid(method, WorkingGrid(16, 360.0)) == WorkingGrid(32, cube_mm)
