"""A training learns, can be interrupted at any step without a trace, obeys, and keeps what is good."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from lightning_fabric import Fabric
from safetensors.torch import load_file

from tests.core.training.conftest import CONFIG, SETTINGS
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.io import read_volume
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.methods.x2ct_gan.config import X2ctGanConfig
from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method, load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.processes import arithmetic_on
from xr2ct_core.training.seeding import seed_weights
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.training.step import StepRunner
from xr2ct_core.units import with_empty_voxels

METHOD = "x2ct-gan"


def losses(run: Path) -> dict[int, dict[str, float]]:
    """What was logged at each step, but for times."""
    rows: dict[int, dict[str, float]] = {}
    for row in RunFolder.open(run).metrics():
        rows.setdefault(row.step, {}).update(row.values)
    return rows


def stopping_at(step: int) -> tuple[ControlToken, TrainingEvents]:
    control = ControlToken()

    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == step:
            control.request_stop()

    return control, TrainingEvents(progress=look)


def dying_at(step: int) -> TrainingEvents:
    """As a process that is killed: no chance to write anything down."""

    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == step:
            raise SystemError("gone")

    return TrainingEvents(progress=look)


@pytest.fixture(scope="module")
def whole(data: TrainingData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that went from start to end; to look at."""
    out = tmp_path_factory.mktemp("whole") / "run"
    assert start_training(METHOD, SETTINGS, CONFIG, data, out, device="cpu").shown_state == "finished"
    return out


def test_a_run_writes_its_record_curves_checkpoints_and_a_synthetic_preview(
    whole: Path, settings: dict[str, Any]
) -> None:
    run = RunFolder.open(whole)
    assert run.record().shown_state == "finished"
    assert run.record().metrics["psnr_3d_db"] > 0
    assert run.checkpoint_steps() == [2, 4]
    assert run.config()["method"]["width"] == settings["width"]
    assert (whole / "environment.json").is_file()
    assert {"train/generator/adversarial", "validation/psnr_3d_db"} <= losses(whole)[4].keys()
    volume = read_volume(run.preview_path(4))
    assert volume.provenance is not None
    assert volume.provenance.synthetic
    assert volume.shape_zyx == (32, 32, 32)
    assert list((whole / "tensorboard").glob("events*"))


@pytest.mark.parametrize(("told", "computed"), [({"amx_bf16": True}, "bf16-mixed"), ({}, "32-true")])
def test_a_cpu_computes_in_mixed_precision_only_where_it_multiplies_it_in_hardware(
    data: TrainingData,
    settings: dict[str, Any],
    config: TrainConfig,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    told: dict[str, bool],
    computed: str,
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: told)
    few = config.model_copy(update={"precision": "bf16-mixed", "steps": 1})
    start_training(METHOD, settings, few, data, out, device="cpu")
    tables = RunFolder.open(out).config()
    assert tables["train"]["precision"] == computed
    assert tables["run"].get("asked_precision") == (None if computed == "bf16-mixed" else "bf16-mixed")
    said = RunFolder.open(out).log_path.read_text()
    assert ("computes in 32 bit" in said, "computes in mixed precision" in said) == (computed == "32-true", bool(told))
    assert not "".join(capfd.readouterr())
    assert arithmetic_on("cuda:1", "bf16-mixed") == "bf16-mixed"


@pytest.mark.parametrize("ema_decay", [0.0, 0.9])
def test_a_training_that_was_stopped_goes_on_to_the_same_losses_and_weights(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, tmp_path: Path, ema_decay: float
) -> None:
    config = config.model_copy(update={"ema_decay": ema_decay})
    data = replace(data, augment=AugmentConfig() if ema_decay else None)
    start_training(METHOD, settings, config, data, tmp_path / "whole", device="cpu")
    control, events = stopping_at(1)
    with pytest.raises(CancelledError):
        start_training(METHOD, settings, config, data, tmp_path / "parts", device="cpu", control=control, events=events)
    assert RunFolder.open(tmp_path / "parts").record().shown_state == "stopped"
    assert RunFolder.open(tmp_path / "parts").checkpoint_steps() == [1]
    resume_training(tmp_path / "parts", replace(data, augment=None), device="cpu")
    assert losses(tmp_path / "parts") == losses(tmp_path / "whole")
    for name in ("weights.safetensors", "training.safetensors"):
        whole, parts = (load_file(tmp_path / run / "checkpoints" / "00000004" / name) for run in ("whole", "parts"))
        assert whole.keys() == parts.keys()
        assert all(torch.equal(whole[key], parts[key]) for key in whole)


def test_a_stop_before_the_first_step_can_be_resumed(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    control = ControlToken()
    control.request_stop()
    with pytest.raises(CancelledError) as found:
        start_training(METHOD, settings, config, data, out, device="cpu", control=control)
    assert "checkpoint" not in found.value.hint
    assert RunFolder.open(out).record().shown_state == "stopped"
    assert RunFolder.open(out).checkpoint_steps() == []
    assert resume_training(out, data, device="cpu").step == config.steps


def test_a_training_that_died_after_its_checkpoint_repeats_the_lost_steps(
    whole: Path, data: TrainingData, settings: dict[str, Any], config: TrainConfig, tmp_path: Path
) -> None:
    with pytest.raises(SystemError):
        start_training(METHOD, settings, config, data, tmp_path / "died", device="cpu", events=dying_at(3))
    assert RunFolder.open(tmp_path / "died").checkpoint_steps() == [2]
    assert RunFolder.open(tmp_path / "died").record().shown_state == "failed"
    resume_training(tmp_path / "died", data, device="cpu")
    assert losses(tmp_path / "died") == losses(whole)


def test_a_training_without_a_checkpoint_resumes_from_its_start(
    whole: Path, data: TrainingData, settings: dict[str, Any], config: TrainConfig, tmp_path: Path
) -> None:
    with pytest.raises(SystemError):
        start_training(METHOD, settings, config, data, tmp_path / "died", device="cpu", events=dying_at(1))
    resume_training(tmp_path / "died", data, device="cpu")
    assert losses(tmp_path / "died") == losses(whole)


def test_a_checkpoint_rebuilds_its_method_and_gives_the_same_volume_each_time(whole: Path, data: TrainingData) -> None:
    pair, _ = BatchMaker(data.train.grid, "cpu").pair_and_truth(data.validation[0])
    volumes = []
    for _ in range(2):
        method, info = load_method(RunFolder.open(whole).checkpoint_path(4))
        volumes.append(method.reconstruct(pair, data.train.grid, WorkContext()).hu)
    assert info.step == 4
    assert info.data["digest"] == data.description["digest"]
    np.testing.assert_array_equal(volumes[0], volumes[1])
    kept = read_volume(RunFolder.open(whole).preview_path(4)).hu
    np.testing.assert_array_equal(np.rint(with_empty_voxels(volumes[0])).astype(np.int16), kept)


def test_two_batches_accumulated_are_one_batch_of_two(data: TrainingData, settings: dict[str, Any]) -> None:
    maker = BatchMaker(data.train.grid, "cpu")
    cases = [data.train[0], data.train[1]]
    together, apart = [maker.make(cases)], [maker.make([case]) for case in cases]
    gradients = []
    for batches in (together, apart):
        seed_weights(0)
        method = X2ctGanMethod(X2ctGanConfig(**settings, gan=False))
        method.networks.double()
        for layer in method.networks.modules():
            if isinstance(layer, torch.nn.Dropout):
                layer.p = 0.0
        doubled = (
            replace(batch, frontal_BRC=batch.frontal_BRC.double(), lateral_BRC=batch.lateral_BRC.double())
            for batch in batches
        )
        StepRunner(Fabric(accelerator="cpu", devices=1), method, 0.0).run(doubled, len(batches), 1.0)
        found = [parameter.grad.flatten() for parameter in method.networks.parameters() if parameter.grad is not None]
        gradients.append(torch.cat(found))
    assert gradients[0].norm() > 0
    assert (gradients[0] - gradients[1]).norm() < 1e-4 * gradients[0].norm()


def test_a_loss_that_is_not_finite_ends_the_training_and_leaves_the_last_checkpoint(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = X2ctGanMethod.training_step
    calls = []

    def breaking(method: X2ctGanMethod, batch: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            batch.frontal_BRC.fill_(float("nan"))
        return step(method, batch)

    monkeypatch.setattr(X2ctGanMethod, "training_step", breaking)
    with pytest.raises(Xr2ctError, match="diverged") as found:
        start_training(METHOD, settings, config, data, out, device="cpu")
    assert found.value.code == "nan_loss"
    run = RunFolder.open(out)
    record = run.record()
    assert (record.shown_state, record.step, record.error_code) == ("failed", 2, "nan_loss")
    assert "diverged" in record.error and "new run with a lower learning rate" in record.error_hint
    assert run.checkpoint_steps() == [2]
    weights = load_file(run.checkpoint_path(2) / "weights.safetensors")
    assert all(torch.isfinite(value).all() for value in weights.values())


def test_a_checkpoint_can_be_asked_for_and_a_pause_holds_until_the_resume(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    control = ControlToken()
    seen: list[str] = []

    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == 1:
            control.request_checkpoint()
            control.request_pause()

    def paused(is_paused: bool) -> None:
        seen.append(RunFolder.open(out).record().shown_state)
        assert RunFolder.open(out).checkpoint_steps() == [1]
        if is_paused:
            control.request_resume()

    events, two_steps = TrainingEvents(progress=look, paused=paused), config.model_copy(update={"steps": 2})
    start_training(METHOD, settings, two_steps, data, out, device="cpu", control=control, events=events)
    assert seen == ["paused", "running"]


def test_a_preview_that_is_asked_for_before_the_first_step_is_made_after_it_and_changes_nothing(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    far = dict.fromkeys(("validate_every", "preview_every", "checkpoint_every"), 1_000)
    config, weights = config.model_copy(update={"steps": 2, **far}), []
    for is_asked in (True, False):
        control, folder = ControlToken(), out / f"{is_asked}"
        if is_asked:
            control.request_preview()
        start_training(METHOD, settings, config, data, folder, device="cpu", control=control)
        run = RunFolder.open(folder)
        assert run.preview_steps() == ([1, 2] if is_asked else [2])
        weights.append(load_file(run.checkpoint_path(2) / "weights.safetensors"))
    assert all(torch.equal(value, weights[1][name]) for name, value in weights[0].items())


def test_only_the_newest_and_the_best_checkpoints_are_kept(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = iter([20.0, 21.0, 19.0, 18.0])
    monkeypatch.setattr("xr2ct_core.training.loop.validate", lambda *_: {"psnr_3d_db": next(scores)})
    config = config.model_copy(update={"validate_every": 1, "checkpoint_every": 1, "keep_checkpoints": 1})
    record = start_training(METHOD, settings | {"gan": False}, config, data, out, device="cpu")
    assert record.best == {"psnr_3d_db": 21.0, "step": 2}
    assert RunFolder.open(out).checkpoint_steps() == [2, 4]


def test_other_data_a_running_run_and_a_finished_run_are_not_resumed(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    control, events = stopping_at(1)
    with pytest.raises(CancelledError):
        start_training(METHOD, settings, config, data, out, device="cpu", control=control, events=events)
    other = TrainingData(data.validation, data.train, {"digest": "other"})
    with pytest.raises(BadInputError, match="not those"):
        resume_training(out, other, device="cpu")
    refused: list[str] = []

    def look(_step: int, _values: Mapping[str, float]) -> None:
        with pytest.raises(BadInputError, match="still running"):
            resume_training(out, data, device="cpu")
        refused.append("running")

    resume_training(out, data, device="cpu", events=TrainingEvents(scalars=look))
    assert refused
    with pytest.raises(BadInputError, match="finished"):
        resume_training(out, data, device="cpu")


def test_of_two_that_resume_a_run_at_once_one_is_refused_and_writes_nothing(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = RunRecord(method=METHOD, total_steps=config.steps, state="stopped", data=data.description)
    run = RunFolder.create(out, stopped, {"train": config.model_dump(), "method": settings}, {})
    taken = stopped.model_copy(update={"state": "running", "process": ProcessStamp.of_this_process()})

    def built_while_another_takes_it(*asked: Any) -> TrainableMethod:
        run.write_record(taken)
        return build_method(*asked)

    monkeypatch.setattr("xr2ct_core.training.start.build_method", built_while_another_takes_it)
    with pytest.raises(BadInputError, match="still running"):
        resume_training(out, data, device="cpu")
    assert run.record().state == "running" and not run.log_path.exists()


def test_a_damaged_checkpoint_is_refused_in_words(
    data: TrainingData, settings: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    control, events = stopping_at(1)
    with pytest.raises(CancelledError):
        start_training(METHOD, settings, config, data, out, device="cpu", control=control, events=events)
    path = RunFolder.open(out).checkpoint_path(1) / "training.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(Xr2ctError, match="cannot be used") as found:
        resume_training(out, data, device="cpu")
    assert found.value.code == "checkpoint_mismatch"
    record = RunFolder.open(out).record()
    assert record.shown_state == "failed"
    assert record.error_hint == "Remove the folder 00000001, and the run goes on from its start."


def test_cases_on_another_grid_are_refused_before_the_first_step(
    data: TrainingData, config: TrainConfig, out: Path
) -> None:
    with pytest.raises(BadInputError, match="32³"):
        start_training(METHOD, {"grid_size": 64, "width": 0.05}, config, data, out, device="cpu")
