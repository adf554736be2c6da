"""What a training says in its run folder while it runs, and what it obeys there."""

import json
import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken
from xr2ct_core.data.source import Subset
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.tail import JsonLinesTail
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import _PAUSE_LOOK_S, TrainingData
from xr2ct_core.training.start import resume_training, start_training

METHOD = "x2ct-gan"


@pytest.fixture
def quick(settings: dict[str, Any]) -> dict[str, Any]:
    return settings | {"gan": False}


@pytest.fixture
def endless(config: TrainConfig) -> TrainConfig:
    """More steps than any test waits for, with nothing between them."""
    far = dict.fromkeys(("validate_every", "preview_every", "checkpoint_every"), 1_000_000)
    return config.model_copy(update={"steps": 1_000_000, **far})


def said(out: Path) -> list[str]:
    return [row["text"] for row in JsonLinesTail(out / "log.jsonl").read()]


def test_requests_in_the_folder_pause_save_go_on_and_stop(
    data: TrainingData, quick: dict[str, Any], endless: TrainConfig, out: Path
) -> None:
    states: list[str] = []
    seen = threading.Event()

    def steer() -> None:
        run = RunFolder.open(out)
        run.request("checkpoint")
        run.request("pause")
        wait_until(lambda: run.record().shown_state == "paused")
        run.request("preview")
        wait_until(lambda: run.preview_steps() != [])
        states.append(f"previewed after {len(run.preview_steps())} of its steps")
        live = run.live()
        assert live is not None and live.phase == "Paused"
        states.append(f"paused with {len(run.checkpoint_steps())} checkpoint")
        step = live.step
        run.request("resume")
        wait_until(lambda: (run.live() or live).step > step)
        states.append("went on")
        run.request("stop")

    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == 1:
            thread = threading.Thread(target=lambda: (steer(), seen.set()))
            thread.start()

    with pytest.raises(CancelledError):
        start_training(METHOD, quick, endless, data, out, device="cpu", events=TrainingEvents(progress=look))
    assert seen.is_set() and states == ["previewed after 1 of its steps", "paused with 1 checkpoint", "went on"]
    run = RunFolder.open(out)
    record = run.record()
    assert record.shown_state == "stopped" and record.step in run.checkpoint_steps()
    live = run.live()
    assert live is not None and (live.phase, live.step) == ("Stopped", record.step)
    assert live.steps_per_s > 0 and live.host_bytes > 1e7 and live.device_bytes is None
    words = said(out)
    assert words[0].startswith("Training x2ct-gan on the CPU from step 1")
    assert any(line.startswith("Paused") for line in words) and words[-1].startswith("Stopped")


def test_a_pause_takes_effect_within_one_step(
    data: TrainingData, quick: dict[str, Any], endless: TrainConfig, out: Path
) -> None:
    control = ControlToken()
    steps: list[int] = []

    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        steps.append(done)
        if done == 2:
            control.request_pause()

    def paused(is_paused: bool) -> None:
        if is_paused:
            assert steps == [1, 2]
            control.request_stop()

    events = TrainingEvents(progress=look, paused=paused)
    with pytest.raises(CancelledError):
        start_training(METHOD, quick, endless, data, out, device="cpu", control=control, events=events)
    assert steps == [1, 2]


def test_a_pause_during_a_validation_is_seen_and_keeps_the_result(
    data: TrainingData, quick: dict[str, Any], config: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod

    control = ControlToken()
    states: list[str] = []
    reconstruct = X2ctGanMethod.reconstruct

    def slow(method: X2ctGanMethod, pair: Any, grid: Any, context: Any) -> Any:
        control.request_pause()
        control.request_checkpoint()
        context.checkpoint()
        return reconstruct(method, pair, grid, context)

    def paused(is_paused: bool) -> None:
        if is_paused:
            states.append(RunFolder.open(out).record().shown_state)
            assert RunFolder.open(out).checkpoint_steps() == []
            control.request_resume()

    monkeypatch.setattr(X2ctGanMethod, "reconstruct", slow)
    config = config.model_copy(update={"steps": 1, "ema_decay": 0.9})
    events = TrainingEvents(paused=paused)
    record = start_training(METHOD, quick, config, data, out, device="cpu", control=control, events=events)
    assert states and set(states) == {"paused"}
    assert record.metrics["psnr_3d_db"] > 0 and record.shown_state == "finished"


def test_the_record_stays_fresh_in_a_long_pause_and_a_long_measurement(
    data: TrainingData, quick: dict[str, Any], config: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod

    control, written = ControlToken(), list[str]()
    write, reconstruct = RunFolder.write_record, X2ctGanMethod.reconstruct

    def noted(run: RunFolder, record: RunRecord) -> None:
        write(run, record)
        written.append(record.state)

    def slow(method: X2ctGanMethod, pair: Any, grid: Any, context: Any) -> Any:
        before = len(written)
        context.checkpoint()
        assert len(written) == before + 1 and written[-1] == "running"
        control.request_pause()
        threading.Timer(3 * _PAUSE_LOOK_S, control.request_resume).start()
        context.checkpoint()
        return reconstruct(method, pair, grid, context)

    monkeypatch.setattr(RunFolder, "write_record", noted)
    monkeypatch.setattr(X2ctGanMethod, "reconstruct", slow)
    monkeypatch.setattr("xr2ct_core.training.reporting.ALIVE_EVERY_S", 0.0)
    config = config.model_copy(update={"steps": 1, "preview_every": 9, "validation_cases": 1})
    start_training(METHOD, quick, config, data, out, device="cpu", control=control)
    assert written.count("paused") > 3


def test_a_request_from_before_the_resume_does_not_count_again(
    data: TrainingData, quick: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    control = ControlToken()
    control.request_stop()
    with pytest.raises(CancelledError):
        start_training(METHOD, quick, config, data, out, device="cpu", control=control)
    RunFolder.open(out).request("stop")
    assert resume_training(out, data, device="cpu").state == "finished"
    assert (RunFolder.open(out).live() or pytest.fail("no status")).phase == "Finished"


def test_memory_that_runs_out_ends_in_a_code_a_sentence_and_what_to_make_smaller(
    data: TrainingData, quick: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    def look(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == 2:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: not enough memory")

    config = config.model_copy(update={"batch_size": 2, "validate_every": 100})
    events = TrainingEvents(progress=look)
    with pytest.raises(Xr2ctError) as found:
        start_training(METHOD, quick, config, data, out, device="cpu", events=events)
    record = RunFolder.open(out).record()
    assert found.value.code == record.error_code == "oom_host"
    assert record.error == "The computer has not enough memory for this."
    assert found.value.hint == record.error_hint
    assert "batch 1 instead of 2" in record.error_hint
    assert (record.shown_state, record.step) == ("failed", 2)
    assert json.loads((out / "log.jsonl").read_text().splitlines()[-1])["level"] == "error"
    resume_training(out, data, device="cpu")
    fresh = RunFolder.open(out).record()
    assert (fresh.shown_state, fresh.error, fresh.error_code, fresh.error_hint) == ("finished", "", "", "")


def test_a_full_disk_at_the_stop_is_written_down_as_such(
    data: TrainingData, quick: dict[str, Any], endless: TrainConfig, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Xr2ctError("There is no room on the disk.", "Free some space.", code="disk_full")

    monkeypatch.setattr("xr2ct_core.training.loop.write_checkpoint", full)
    control = ControlToken()
    events = TrainingEvents(progress=lambda *_: control.request_stop())
    with pytest.raises(Xr2ctError, match="no room"):
        start_training(METHOD, quick, endless, data, out, device="cpu", control=control, events=events)
    record = RunFolder.open(out).record()
    assert (record.shown_state, record.error_code, record.error_hint) == ("failed", "disk_full", "Free some space.")


def test_a_training_that_cannot_begin_says_so_in_its_record(
    data: TrainingData, quick: dict[str, Any], config: TrainConfig, out: Path
) -> None:
    nothing = replace(data, validation=Subset(data.validation, ()))
    with pytest.raises(Xr2ctError):
        start_training(METHOD, quick, config, nothing, out, device="cpu")
    record = RunFolder.open(out).record()
    assert record.shown_state == "failed" and record.error_code == "bad_input"


def wait_until(holds: Any, seconds: float = 60.0) -> None:
    tick, deadline = threading.Event(), monotonic() + seconds
    while not holds():
        assert monotonic() < deadline
        tick.wait(0.02)
