"""Training from the command line and through the worker: curves, stops, kills, and the network used afterwards."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from xr2ct_core.cli import main
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.io import read_volume, write_pair
from xr2ct_core.protocol.messages import Artifact, Checkpoint, Preview, Scalars, State, Stop, Warned
from xr2ct_core.protocol.tasks import PhantomTask
from xr2ct_core.protocol.training import TrainTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_core.runs.compare import config_differences
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.toml_text import toml_text
from xr2ct_core.worker.client import WorkerClient

SMALL = ("--method", "x2ct-gan", "--method.grid-size", "32", "--method.width", "0.05", "--train.workers", "1")
SETTINGS = (*SMALL, "--train.log-every", "1", "--train.checkpoint-every", "1")
XR2CT = (sys.executable, "-m", "xr2ct_core.cli")
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
    return run("train", "--data", "phantoms:4", "--out", out, *SETTINGS, "--train.steps", steps, *more)


@pytest.mark.usefixtures("worker_here")
def test_train_then_list_then_reconstruct_with_the_run(run: Run, ball_pair: RadiographPair, tmp_path: Path) -> None:
    done = train(run, tmp_path / "runs" / "first", 2)
    assert done["code"] == 0 and done["step"] == 2 and done["state"] == "finished"
    listed = run("runs", "list", tmp_path / "runs")["runs"]
    shown = run("runs", "show", tmp_path / "runs" / "first")
    assert isinstance(listed, list) and [entry["method"] for entry in listed] == ["x2ct-gan"]
    assert shown["state"] == "finished" and len(shown["checkpoints"]) == 2  # type: ignore[arg-type]

    pair = write_pair(ball_pair, tmp_path / "pair")
    refused = run("reconstruct", "--anyway", "--pair", pair, "--checkpoint", tmp_path, "--out", tmp_path / "ball.nrrd")
    assert refused["code"] == 2 and "no checkpoint" in str(refused["error"])
    out = tmp_path / "ball.nrrd"
    made = run("reconstruct", "--anyway", "--pair", pair, "--checkpoint", tmp_path / "runs" / "first", "--out", out)
    assert made["method"] == "x2ct-gan" and made["grid_size"] == 32
    volume = read_volume(out)
    assert volume.shape_zyx == (32, 32, 32)
    assert volume.provenance is not None and volume.provenance.checkpoint_sha256


def test_without_a_method_the_one_that_reconstructs_by_default_is_trained(run: Run, tmp_path: Path) -> None:
    small = (
        "--method.grid-size",
        "32",
        "--method.width",
        "4",
        "--method.image-width",
        "4",
        "--method.unrolled-rounds",
        "0",
    )
    done = run("train", "--data", "phantoms:3", "--out", tmp_path, *small, "--train.workers", "1", "--train.steps", "1")
    assert done["code"] == 0 and RunFolder.open(tmp_path).record().method == "biplanar"


@pytest.mark.slow
def test_a_training_begins_with_the_weights_of_a_run_unless_they_know_who_is_held_out(run: Run, tmp_path: Path) -> None:
    first, again, other = (tmp_path / name for name in ("first", "again", "other"))
    assert train(run, first, 1)["code"] == 0
    assert train(run, again, 1, "--start-from", str(first))["code"] == 0
    hashes = RunFolder.open(again).config()["run"]["begun_with_sha256"]
    assert hashes == read_info(RunFolder.open(first).checkpoint_path(1)).weights_sha256
    (held_out,) = RunFolder.open(first).record().data["patients"]["validation"]
    turned = tmp_path / "turned.json"
    learned = RunFolder.open(first).record().data["patients"]["train"]
    write_split(PatientSplit(seed=0, parts={"train": (held_out,), "validation": tuple(learned), "test": ()}), turned)
    refused = train(run, other, 1, "--start-from", str(first), "--split", str(turned))
    assert refused["code"] == 2 and "would be held out now" in str(refused["error"])
    refused = run("train", "--data", "phantoms:4", "--method", "cgan-128", "--out", other, "--start-from", first)
    assert refused["code"] == 2 and "belongs to the method x2ct-gan, not to cgan-128" in str(refused["error"])
    refused = run("train", "--data", "phantoms:4", "--out", other, "--start-from", tmp_path)
    assert refused["code"] == 5 and not other.exists()


@pytest.mark.slow
def test_the_settings_of_a_run_can_be_used_again_and_flags_are_stronger(run: Run, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    train(run, first, 1, "--method.no-gan", "--augment.shift-mm", "3")
    config = ("--data", "phantoms:4", "--config", first / "config.toml")
    assert run("train", *config, "--out", second)["code"] == 0
    assert RunFolder.open(second).config() == RunFolder.open(first).config()
    assert RunFolder.open(second).metrics()[0].values == RunFolder.open(first).metrics()[0].values
    assert run("train", *config, "--out", third, "--optim.seed", "5", "--no-augment")["code"] == 0
    differing = {
        found.name: found.values for found in config_differences([RunFolder.open(first), RunFolder.open(third)])
    }
    assert differing.pop("train.seed") == (0, 5) and differing.pop("data.seed") == (0, 5)
    assert differing.pop("run.varied") == (True, False)
    assert all(name.startswith("augment.") and again is None for name, (_, again) in differing.items())


def test_settings_of_a_run_that_began_with_other_weights_say_that_these_do_not_come_along(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(toml_text({"run": {"method": "x2ct-gan", "begun_with_sha256": "ab"}}))
    command = ["train", "--config", str(tmp_path / "config.toml"), "--data", "absent", "--out", str(tmp_path / "run")]
    for more, is_said in (((), True), (("--start-from", "biplanar-64"), False)):
        assert main([*command, *more]) != 0
        assert ("does not without --start-from" in capfd.readouterr().err) is is_said


def test_runs_are_compared_starred_noted_and_put_away(run: Run, tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    for seed, path in enumerate(paths):
        metrics = {"psnr_3d_db": 20.0 + seed}
        record = RunRecord(method="x2ct-gan", total_steps=9, state="finished", metrics=metrics, data={"seed": seed})
        RunFolder.create(path, record, {"train": {"seed": seed, "steps": 9}}, {})
    compared = run("runs", "compare", *paths)
    assert compared["differences"] == {"data.seed": [0, 1], "train.seed": [0, 1]}
    described = cast(list[dict[str, dict[str, float]]], compared["runs"])
    assert [one["metrics"]["psnr_3d_db"] for one in described] == [20.0, 21.0]
    assert run("runs", "star", paths[0])["note"] == {"star": True, "text": ""}
    assert run("runs", "note", paths[0], "the first one")["note"] == {"star": True, "text": "the first one"}
    assert run("runs", "star", paths[0], "--off")["note"] == {"star": False, "text": "the first one"}
    refused = run("runs", "stop", paths[0])
    assert refused["code"] == 2 and "finished" in str(refused["error"])
    assert len(run("runs", "trash", *paths)["trashed"]) == 2  # type: ignore[arg-type]
    assert run("runs", "list", tmp_path)["runs"] == []
    assert len(list((tmp_path / ".trash").iterdir())) == 2


def test_a_score_on_cases_that_were_learned_from_says_so(run: Run, capfd: pytest.CaptureFixture[str],
                                                         tmp_path: Path) -> None:  # fmt: skip
    for name, independent in (("fold", True), ("all", False)):
        record = RunRecord(
            method="x2ct-gan", total_steps=9, metrics={"psnr_3d_db": 21.0}, data={"independent": independent}
        )
        RunFolder.create(tmp_path / name, record, {"train": {"seed": 1}}, {})
    listed = cast(list[dict[str, bool]], run("runs", "list", tmp_path)["runs"])
    assert [one["holds_out"] for one in listed] == [False, True]
    assert main(["runs", "compare", str(tmp_path / "fold"), str(tmp_path / "all")]) == 0
    assert "held-out cases" in (said := capfd.readouterr().out) and "cases learned from" in said
    assert main(["runs", "list", str(tmp_path)]) == 0
    assert "21.00 dB (own)" in (said := capfd.readouterr().out) and "(own): on cases that were learned from" in said


def test_no_name_and_no_time_is_cut_off_in_a_list_of_runs(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name = "a" * 20 + "b" * 20 + "c" * 20
    updated = "2026-11-30T18:28:05+00:00"
    record = RunRecord(method="x2ct-gan", total_steps=20_000, metrics={"psnr_3d_db": 21.0}, state="finished")
    run = RunFolder.create(tmp_path / name, record, {}, {})
    run.record_path.write_text(record.model_copy(update={"updated": updated}).model_dump_json())
    assert main(["runs", "list", str(tmp_path)]) == 0
    said = capfd.readouterr().out
    assert "…" not in said and all(said.count(letter) >= 20 for letter in "bc")
    assert f"{datetime.fromisoformat(updated).astimezone():%H:%M}" in said


def test_a_damaged_run_is_a_line_of_the_list_and_hides_no_other(
    run: Run, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        RunFolder.create(tmp_path / name, RunRecord(method="x2ct-gan", total_steps=9, state="finished"), {}, {})
    (tmp_path / "a" / "note.json").write_text("{broken")
    damaged, whole = cast(list[dict[str, str]], run("runs", "list", tmp_path)["runs"])
    assert damaged["state"] == "damaged" and "note.json is damaged" in damaged["error"] and damaged["error_hint"]
    assert whole["state"] == "finished"
    assert main(["runs", "list", str(tmp_path)]) == 0
    assert "a: " in capfd.readouterr().out


def test_a_run_that_is_named_twice_is_trashed_once_and_a_failure_tells_what_was_moved(run: Run, tmp_path: Path) -> None:
    for name, process in (("a", None), ("b", None), ("c", ProcessStamp.of_this_process())):
        record = RunRecord(method="x2ct-gan", total_steps=9, process=process)
        RunFolder.create(tmp_path / name, record, {}, {})
    said = run("runs", "trash", tmp_path / "a", tmp_path / "b" / ".." / "a")
    assert said["code"] == 0 and len(cast(dict[str, str], said["trashed"])) == 1
    said = run("runs", "trash", tmp_path / "b", tmp_path / "c")
    assert said["code"] == 2 and str(tmp_path / ".trash" / "b-") in cast(dict[str, str], said["error"])["hint"]


def test_errors_before_the_run_folder_exists_are_one_json_object(run: Run, capfd: pytest.CaptureFixture[str],
                                                                 tmp_path: Path) -> None:  # fmt: skip
    out = tmp_path / "run"
    for wrong in (("--method.width", "1"), ("--data", "absent"), ("--config", "absent.toml")):
        said = run("train", "--data", "phantoms:4", "--out", out, *wrong)
        assert said["code"] == 2 and {"code", "message", "hint"} == set(said["error"])  # type: ignore[call-overload]
    with pytest.raises(SystemExit) as end:
        main(["train", "--data", "phantoms:4", "--out", str(out), "--method.colour", "red", "--json"])
    assert end.value.code == 2
    assert json.loads(capfd.readouterr().out)["error"]["code"] == "bad_config"
    assert not out.exists()


def test_the_help_of_a_method_shows_its_settings_with_units_and_limits(capfd: pytest.CaptureFixture[str]) -> None:
    for method, flag in (("x2ct-gan", "--method.views"), ("diffusion", "--method.samples")):
        with pytest.raises(SystemExit):
            main(["train", "--method", method, "--help"])
        said = " ".join(capfd.readouterr().out.replace("│", "").split())
        assert flag in said and "--train.steps" in said
        assert "Largest turn of the patient about each axis. [°, at least 0, at most 30]" in said
    assert "--method.views" not in said


def wait_for(holds: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    tick = threading.Event()
    while not holds():
        assert process.poll() is None, process.communicate()
        tick.wait(0.02)


def started(out: Path, *more: str) -> "subprocess.Popen[str]":
    command = [*XR2CT, "train", "--data", "phantoms:4", "--out", str(out), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_run_that_was_killed_is_interrupted_and_resumes_to_the_same_weights(run: Run, tmp_path: Path) -> None:
    steps = 5
    train(run, tmp_path / "whole", steps)
    killed = tmp_path / "killed"
    with started(killed, *SETTINGS, "--train.steps", str(steps)) as process:
        wait_for((killed / "checkpoints" / "00000001").exists, process)
        RunFolder.open(killed).request("pause")
        wait_for(lambda: RunFolder.open(killed).record().shown_state == "paused", process)
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
    with started(out, *SETTINGS) as process:
        wait_for((out / "checkpoints" / "00000001").exists, process)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "can be resumed" in said
    opened = RunFolder.open(out)
    assert opened.record().shown_state == "stopped"
    assert opened.record().step in opened.checkpoint_steps()


@pytest.mark.slow
def test_a_training_is_paused_continued_and_stopped_by_other_commands(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "run"
    with started(out, *SMALL, "--method.no-gan", "--json") as process:
        wait_for(lambda: (out / "metrics.jsonl").exists(), process)
        opened = RunFolder.open(out)
        assert run("runs", "trash", out)["code"] == 2
        assert run("runs", "pause", out)["request"] == "pause"
        wait_for(lambda: opened.record().shown_state == "paused", process)
        step = opened.record().step
        assert run("runs", "continue", out)["code"] == 0
        wait_for(lambda: (live := opened.live()) is not None and live.step > step, process)
        assert run("runs", "checkpoint", out)["code"] == 0
        wait_for(lambda: opened.checkpoint_steps() != [], process)
        assert run("runs", "preview", out)["request"] == "preview"
        wait_for(lambda: opened.preview_steps() != [], process)
        assert run("runs", "stop", out)["code"] == 0
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(said)["error"]["code"] == "cancelled"
    assert opened.record().shown_state == "stopped"
    assert opened.record().step in opened.checkpoint_steps()


@pytest.mark.slow
def test_two_processes_train_by_the_command_line_and_one_of_them_speaks(tmp_path: Path) -> None:
    out = tmp_path / "run"
    torchrun = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m")
    command = [*torchrun, "xr2ct_core.cli", "train", "--data", "phantoms:5", "--out", str(out), *SETTINGS]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, "--train.steps", "2", "--device", "cpu", "--json"],
        capture_output=True, text=True, timeout=150, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["step"] == 2
    assert RunFolder.open(out).record().shown_state == "finished"
    assert RunFolder.open(out).checkpoint_steps() == [1, 2]


def test_the_worker_reports_curves_writes_checkpoints_when_asked_and_stops(tmp_path: Path) -> None:
    task = TrainTask.model_validate(
        {
            "data": "phantoms:4",
            "method": "x2ct-gan",
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


@pytest.mark.parametrize("command", [Checkpoint, Preview])
def test_a_task_that_is_no_training_has_neither_checkpoint_nor_preview(
    tmp_path: Path, command: type[Checkpoint | Preview]
) -> None:
    with WorkerClient() as worker:
        job = worker.begin("phantom", PhantomTask(count=3), tmp_path)
        worker.send(command(job=job))
        words = f"no {command(job=job).t}"
        assert any(isinstance(event, Warned) and words in event.text for event in worker.events(job))
