"""Training from the command line and through the worker: curves, stops, kills, and the network used afterwards."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from xr2ct_core.cli import main
from xr2ct_core.io import read_volume, write_pair
from xr2ct_core.protocol.messages import Artifact, Checkpoint, Scalars, State, Stop, Warned
from xr2ct_core.protocol.tasks import PhantomTask
from xr2ct_core.protocol.training import TrainTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.worker.client import WorkerClient

SETTINGS = (
    "method.grid_size=32", "method.width=0.05", "train.log_every=1", "train.checkpoint_every=1", "train.workers=1",
)  # fmt: skip
XR2CT = (sys.executable, "-c", "import sys; from xr2ct_core.cli import main; sys.exit(main())")
Run = Callable[..., dict[str, object]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process with --json and returns what it says."""

    def call(*arguments: object) -> dict[str, object]:
        threads = torch.get_num_threads()
        code = main([*map(str, arguments), "--json"])
        torch.set_num_threads(threads)
        said: dict[str, object] = json.loads(capfd.readouterr().out)
        return {"code": code, **said}

    return call


def train(run: Run, out: Path, steps: int, *more: str) -> dict[str, object]:
    return run("train", "--data", "phantoms:4", "--out", out, "--set", *SETTINGS, f"train.steps={steps}", *more)


def test_train_then_list_then_reconstruct_with_the_run(run: Run, ball_pair: RadiographPair, tmp_path: Path) -> None:
    done = train(run, tmp_path / "runs" / "first", 2)
    assert done["code"] == 0 and done["step"] == 2 and done["state"] == "finished"
    listed = run("runs", "list", tmp_path / "runs")["runs"]
    shown = run("runs", "show", tmp_path / "runs" / "first")
    assert isinstance(listed, list) and [entry["method"] for entry in listed] == ["x2ct-gan"]
    assert shown["state"] == "finished" and len(shown["checkpoints"]) == 2  # type: ignore[arg-type]

    pair = write_pair(ball_pair, tmp_path / "pair")
    refused = run("reconstruct", "--pair", pair, "--checkpoint", tmp_path, "--out", tmp_path / "ball.nrrd")
    assert refused["code"] == 5
    out = tmp_path / "ball.nrrd"
    made = run("reconstruct", "--pair", pair, "--checkpoint", tmp_path / "runs" / "first", "--out", out)
    assert made["method"] == "x2ct-gan" and made["grid_size"] == 32
    volume = read_volume(out)
    assert volume.shape_zyx == (32, 32, 32)
    assert volume.provenance is not None and volume.provenance.checkpoint_sha256


def test_the_settings_of_a_run_can_be_used_again(run: Run, tmp_path: Path) -> None:
    train(run, tmp_path / "first", 1, "method.gan=false", "augment.shift_mm=3")
    again = run(
        "train", "--data", "phantoms:4", "--config", tmp_path / "first" / "config.toml", "--out", tmp_path / "b"
    )
    assert again["code"] == 0
    assert RunFolder.open(tmp_path / "b").config() == RunFolder.open(tmp_path / "first").config()
    assert RunFolder.open(tmp_path / "b").metrics()[0].values == RunFolder.open(tmp_path / "first").metrics()[0].values


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_run_that_was_killed_is_interrupted_and_resumes_to_the_same_weights(run: Run, tmp_path: Path) -> None:
    steps = 5
    train(run, tmp_path / "whole", steps)
    killed = tmp_path / "killed"
    command = [*XR2CT, "train", "--data", "phantoms:4", "--out", str(killed)]
    with subprocess.Popen([*command, "--set", *SETTINGS, f"train.steps={steps}"], stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (killed / "checkpoints" / "00000001").exists():
            pass
        process.send_signal(signal.SIGKILL)
    assert RunFolder.open(killed).record().shown_state == "interrupted"
    assert run("resume", killed)["code"] == 0
    whole, resumed = (load_file(path / "checkpoints" / f"{steps:08d}" / "weights.safetensors") for path in
                      (tmp_path / "whole", killed))  # fmt: skip
    assert all(torch.equal(whole[key], resumed[key]) for key in whole)
    curves = [{row.step: row.values for row in RunFolder.open(path).metrics()} for path in (tmp_path / "whole", killed)]
    assert curves[0] == curves[1]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_an_interrupt_stops_after_the_step_with_a_checkpoint(tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = [*XR2CT, "train", "--data", "phantoms:4", "--out", str(out)]
    with subprocess.Popen([*command, "--set", *SETTINGS], stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (out / "checkpoints" / "00000001").exists():
            pass
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "can be resumed" in said
    opened = RunFolder.open(out)
    assert opened.record().shown_state == "stopped"
    assert opened.record().step in opened.checkpoint_steps()


def test_the_worker_reports_curves_writes_checkpoints_when_asked_and_stops(tmp_path: Path) -> None:
    task = TrainTask.model_validate(
        {
            "data": "phantoms:4",
            "method_config": {"grid_size": 32, "width": 0.05},
            "train": {"log_every": 1, "workers": 1},
        }
    )
    seen = []
    with WorkerClient() as worker:
        job = worker.begin("train", task, tmp_path / "run")
        for event in worker.events(job):
            seen.append(event)
            if isinstance(event, Scalars) and event.step == 1:
                assert np.isfinite(event.values["train/generator/loss"])
                worker.send(Checkpoint(job=job))
            if isinstance(event, Artifact) and event.role == "checkpoint" and Path(event.path).exists():
                worker.send(Stop(job=job, grace_s=60))
    assert isinstance(seen[-1], State) and seen[-1].state == "cancelled"
    record = RunFolder.open(tmp_path / "run").record()
    assert record.shown_state == "stopped"
    assert record.step in RunFolder.open(tmp_path / "run").checkpoint_steps()


def test_a_task_without_a_state_to_keep_says_so(tmp_path: Path) -> None:
    with WorkerClient() as worker:
        job = worker.begin("phantom", PhantomTask(count=3), tmp_path)
        worker.send(Checkpoint(job=job))
        assert any(isinstance(event, Warned) and "no checkpoint" in event.text for event in worker.events(job))
