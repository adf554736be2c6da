"""The whole way of the real radiographs: prepared, learned from without a CT beside phantoms, and reconstructed."""

from pathlib import Path

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.choose_data import new_data
from xr2ct_core.training.start import start_training

FILES = ("CXR54_IM-2145-1001.png", "CXR54_IM-2145-1002.png", "indiana_projections.csv")


def test_a_real_pair_is_prepared_learned_from_and_reconstructed(shared_data: Path, tmp_path: Path) -> None:
    (tmp_path / "indiana").mkdir()
    for name in FILES:
        (tmp_path / "indiana" / name).symlink_to(shared_data / "xray" / name)
    task = PrepareTask(source_path=str(tmp_path / "indiana"), layout="indiana", geometry="clinic", tone="straight")
    summary = run_prepare_task(task, tmp_path / "prepared", WorkContext(), lambda _role, _path: None)
    assert summary["cases"] == 1 and summary["problems"] == []

    grid = WorkingGrid(32)
    data = new_data(f"{tmp_path / 'prepared'} + phantoms:3", "clinic", grid, 0, AugmentConfig())
    assert data.description["kinds"] == {"pair": 1, "phantom": 3}
    assert "CXR54" in data.train.subjects
    often = {"log_every": 1, "validate_every": 2, "preview_every": 2, "checkpoint_every": 2}
    config = TrainConfig(steps=2, batch_size=2, workers=1, **often)
    settings = {"grid_size": 32, "width": 0.1}
    start_training("u-x2ct-gan", settings, config, data, tmp_path / "run", device="cpu")

    pair = read_pair(tmp_path / "prepared" / "CXR54" / "pair.json")
    checkpoint = RunFolder.open(tmp_path / "run").checkpoint_path(2)
    result = reconstruct(pair, "u-x2ct-gan", WorkingGrid(64), checkpoint=checkpoint, device="cpu")
    assert result.volume.shape_zyx == (64, 64, 64)
    assert {"psnr_frontal_db", "ncc_lateral"} <= result.metrics.keys()
    assert result.provenance.subject == "CXR54"
    assert any("display image" in text for text in result.provenance.assumptions)
    assert any("32³" in note for note in result.notes)
