"""A training that begins with the weights of another one: they are taken over, and nobody they know is held out."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from tests.core.bundled import PATIENTS, SETTINGS, make_checkpoint
from tests.core.kept_cases import KeptCases
from tests.core.training.conftest import GEOMETRY
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import BadConfigError, BadInputError, Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.runs.checkpoint_info import WEIGHTS, read_info
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.begin_with import begin_with
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.loop import Training, TrainingData
from xr2ct_core.training.pack import pack
from xr2ct_core.training.start import resume_training, start_training

STILL = {**SETTINGS, "learning_rate": 1e-12, "weight_decay": 0.0}
ONE_STEP = TrainConfig(steps=1, workers=1, log_every=1, validate_every=9, preview_every=9, checkpoint_every=1)
STRANGERS = {"patients": {"train": ["four"], "validation": ["five"], "test": ["six"]}}


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A network of 32³ voxels that learned from `one` and `two`."""
    return make_checkpoint(tmp_path / "first")


def data_of(cases: KeptCases) -> TrainingData:
    train = Subset(cases, (0, 1))
    patients = {"train": ["phantom-0", "phantom-1"], "validation": ["phantom-2"], "test": []}
    return TrainingData(train, Subset(cases, (2,)), {"digest": data_digest(train), "patients": patients})


def require_weights(checkpoint: Path, wanted: Path) -> None:
    """Both hold the same weights but for what a step of a training that stands still changes."""
    found, given = (load_file(path / WEIGHTS) for path in (checkpoint, wanted))
    for key, value in given.items():
        torch.testing.assert_close(found[key], value, rtol=0.0, atol=1e-6)


def a_network(**changes: Any) -> Any:
    torch.manual_seed(7)
    return build_method("biplanar", {**SETTINGS, **changes}, "cpu")


def test_the_weights_are_those_of_the_checkpoint_and_so_is_the_hash(checkpoint: Path) -> None:
    method, given = a_network(), load_file(checkpoint / WEIGHTS)
    before = {key: value.clone() for key, value in method.inference_weights().items()}
    assert any(not torch.equal(before[key], given[key]) for key in given)
    sha256, known = begin_with(method, "biplanar", checkpoint, STRANGERS)
    assert sha256 == read_info(checkpoint).weights_sha256 != "" and known == tuple(sorted(PATIENTS["train"]))
    after = method.inference_weights()
    assert set(after) == set(given) and all(torch.equal(after[key], given[key]) for key in given)


def test_a_packed_network_can_be_begun_with_in_full_precision(checkpoint: Path, tmp_path: Path) -> None:
    pack(checkpoint, tmp_path / "packed", "small")
    method, given = a_network(), load_file(checkpoint / WEIGHTS)
    begin_with(method, "biplanar", tmp_path / "packed", STRANGERS)
    for key, value in method.inference_weights().items():
        assert value.dtype == given[key].dtype
        torch.testing.assert_close(value, given[key], rtol=1e-3, atol=1e-6)


def test_weights_of_a_coarse_grid_begin_a_training_on_a_finer_one(checkpoint: Path) -> None:
    grid, method, given = WorkingGrid(64), a_network(grid_size=64), load_file(checkpoint / WEIGHTS)
    begin_with(method, "biplanar", checkpoint, STRANGERS)
    assert all(torch.equal(value, given[key]) for key, value in method.inference_weights().items())
    method.networks.eval()
    pair = simulate_pair(make_thorax(1, grid), GEOMETRY)
    hu = method.reconstruct(pair, grid, WorkContext()).hu
    assert hu.shape == grid.shape_zyx and np.isfinite(hu).all()


def test_a_training_begins_there_and_its_run_says_so(checkpoint: Path, cases: KeptCases, out: Path) -> None:
    start_training("biplanar", STILL, ONE_STEP, data_of(cases), out, start_from=checkpoint, device="cpu")
    run = RunFolder.open(out)
    require_weights(run.checkpoint_path(1), checkpoint)
    assert run.config()["run"]["begun_with_sha256"] == read_info(checkpoint).weights_sha256
    everybody = read_info(run.checkpoint_path(1)).learned_from
    assert everybody == {"phantom-0", "phantom-1", *PATIENTS["train"]}, "nobody the first weights knew is forgotten"


def test_a_training_that_died_before_its_first_checkpoint_goes_on_from_those_weights(
    checkpoint: Path, cases: KeptCases, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(_training: Training) -> None:
        raise RuntimeError("The power is cut.")

    data = data_of(cases)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(Training, "_all_steps", dies)
        start_training("biplanar", STILL, ONE_STEP, data, out, start_from=checkpoint, device="cpu")
    run = RunFolder.open(out)
    assert run.record().state == "failed" and run.record().step == 0
    again = out.with_name("again")
    shutil.copytree(out, again)
    resume_training(out, data, device="cpu")
    require_weights(run.checkpoint_path(1), checkpoint)
    shutil.rmtree(again / "checkpoints")
    with pytest.raises(BadInputError, match="began with the weights of another training and holds no checkpoint"):
        resume_training(again, data, device="cpu")


@pytest.mark.parametrize("part", ["validation", "test"])
def test_nobody_the_weights_know_may_be_held_out(checkpoint: Path, part: str) -> None:
    known, unknown = PATIENTS["train"][1], PATIENTS["validation"][0]
    patients = {"train": [PATIENTS["train"][0]], "validation": [], "test": []} | {part: [known, unknown]}
    method = a_network()
    before = {key: value.clone() for key, value in method.inference_weights().items()}
    with pytest.raises(BadInputError, match=f"trained on {known}, who would be held out now"):
        begin_with(method, "biplanar", checkpoint, {"patients": patients})
    assert all(torch.equal(value, before[key]) for key, value in method.inference_weights().items())


def test_whom_the_checkpoint_held_out_may_be_held_out_again_or_learned_from(checkpoint: Path) -> None:
    held_out = PATIENTS["validation"]
    for patients in (
        {"train": PATIENTS["train"], "validation": held_out, "test": []},
        {"train": held_out, "validation": [], "test": ["six"]},
    ):
        assert begin_with(a_network(), "biplanar", checkpoint, {"patients": patients})


def test_where_nobody_is_held_out_anyway_everybody_may_be_known(checkpoint: Path) -> None:
    everybody = {"train": ["one", "two", "three"], "validation": ["one"], "test": []}
    assert begin_with(a_network(), "biplanar", checkpoint, {"patients": everybody, "independent": False})


def test_another_method_other_settings_and_damaged_weights_are_refused_in_a_sentence(checkpoint: Path) -> None:
    with pytest.raises(BadConfigError, match="belongs to the method biplanar, not to x2ct-gan") as refused:
        begin_with(build_method("x2ct-gan", {"grid_size": 32, "width": 0.05}, "cpu"), "x2ct-gan", checkpoint, STRANGERS)
    assert refused.value.hint
    with pytest.raises(Xr2ctError) as mismatch:
        begin_with(a_network(width=8), "biplanar", checkpoint, STRANGERS)
    assert mismatch.value.code == "checkpoint_mismatch" and mismatch.value.hint
    (checkpoint / WEIGHTS).write_bytes(b"cut off")
    with pytest.raises(Xr2ctError, match="its content is not what was written"):
        begin_with(a_network(), "biplanar", checkpoint, STRANGERS)


def test_a_block_that_the_checkpoint_lacks_keeps_its_first_weights(checkpoint: Path) -> None:
    method, given = a_network(grid_size=64, detail_channels=4), load_file(checkpoint / WEIGHTS)
    first = {key: value.clone() for key, value in method.inference_weights().items()}
    begin_with(method, "biplanar", checkpoint, STRANGERS)
    after = method.inference_weights()
    assert {key.partition(".")[0] for key in after.keys() - given.keys()} == {"detail"}
    assert all(torch.equal(after[key], given.get(key, first[key])) for key in after)


def test_a_block_that_the_checkpoint_does_not_have_keeps_its_first_weights(checkpoint: Path) -> None:
    method, given = a_network(grid_size=64, detail_channels=4), load_file(checkpoint / WEIGHTS)
    before = {key: value.clone() for key, value in method.inference_weights().items()}
    begin_with(method, "biplanar", checkpoint, STRANGERS)
    after = method.inference_weights()
    new = {key for key in after if key.startswith("detail.")}
    assert new and set(after) == new | set(given)
    assert all(torch.equal(after[key], before[key] if key in new else given[key]) for key in after)
