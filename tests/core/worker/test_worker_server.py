"""The worker process, spoken to over real pipes."""

import os
import signal
from pathlib import Path
from time import monotonic

import pytest
from raw_worker import RawWorker

from xr2ct_core.protocol.framing import encode, event_decoder
from xr2ct_core.protocol.messages import (
    MAX_LINE_BYTES,
    Bye,
    Error,
    Log,
    Memory,
    Pause,
    Phase,
    Ping,
    Progress,
    Result,
    Resume,
    Shutdown,
    Start,
    State,
    Stop,
    Warned,
)
from xr2ct_core.worker.events import EventWriter
from xr2ct_core.worker.server import Server


def start(task: str, job: str, out_dir: Path, **config: object) -> Start:
    return Start(task=task, job=job, config=config, out_dir=str(out_dir))


def states(worker: RawWorker, job: str) -> list[str]:
    return [event.state for event in worker.seen if isinstance(event, State) and event.job == job]


def test_it_answers_a_ping_while_a_job_runs_and_stops_within_a_second(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "a", tmp_path, ct_path="/ct"))
    raw_worker.until(Phase)
    raw_worker.send(Ping(job="ping"))
    (answer,) = [event for event in raw_worker.until(Memory) if isinstance(event, Memory)]
    assert answer.job == "ping" and answer.host_bytes > 1 << 20
    asked = monotonic()
    raw_worker.send(Stop(job="a"))
    raw_worker.until_state("a", "cancelled")
    assert monotonic() - asked < 1.0
    assert states(raw_worker, "a") == ["running", "stopping", "cancelled"]


def test_jobs_wait_in_a_queue_and_a_waiting_one_can_be_dropped(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "first", tmp_path, ct_path="/ct"))
    raw_worker.until_state("first", "running")
    raw_worker.send(start("project", "second", tmp_path, ct_path="/ct"))
    raw_worker.send(start("phantom", "third", tmp_path, count=1))
    raw_worker.until_state("third", "queued")
    raw_worker.send(Stop(job="second"))
    raw_worker.until_state("second", "cancelled")
    raw_worker.send(Stop(job="first"))
    raw_worker.until_state("third", "done")
    assert states(raw_worker, "first") == ["running", "stopping", "cancelled"]
    assert states(raw_worker, "second") == ["queued", "cancelled"]
    assert states(raw_worker, "third") == ["queued", "running", "done"]


def test_a_paused_job_waits_and_a_resumed_one_goes_on(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "a", tmp_path, ct_path="/ct"))
    raw_worker.until(Progress)
    raw_worker.send(Pause(job="a"))
    raw_worker.until_state("a", "paused")
    raw_worker.send(Ping(job="1"))
    raw_worker.until(Memory)
    raw_worker.send(Ping(job="2"))
    between = raw_worker.read_until(lambda event: isinstance(event, Memory) and event.job == "2")
    assert not [event for event in between[2:] if isinstance(event, Progress)]
    raw_worker.send(Resume(job="a"))
    raw_worker.until(Progress)
    raw_worker.send(Stop(job="a"))
    raw_worker.until_state("a", "cancelled")


def test_stray_prints_and_a_flood_do_not_enter_the_protocol(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("phantom", "a", tmp_path, count=10_000))
    began = monotonic()
    events = raw_worker.until_state("a", "done")
    most = (monotonic() - began) * 20 + 3
    assert len([event for event in events if isinstance(event, Progress)]) <= most
    (result,) = [event for event in events if isinstance(event, Result)]
    assert result.summary == {"count": 10_000, "stdin": ""}
    assert any(isinstance(event, Warned) and "mind the gap" in event.text for event in events)
    assert not any(isinstance(event, Bye) for event in events)
    numbers = [event.seq for event in raw_worker.seen]
    assert numbers == list(range(len(numbers)))


def test_garbage_is_reported_and_the_worker_lives_on(raw_worker: RawWorker, tmp_path: Path) -> None:
    for garbage in (b"hello?\n", b"\xff\xfe\n", b'{"t": "sing"}\n', b"x" * (1 << 20) + b"\n"):
        raw_worker.write(garbage)
        *_, error = raw_worker.until(Error)
        assert isinstance(error, Error) and error.code == "protocol" and error.msg
    raw_worker.send(start("phantom", "", tmp_path))
    *_, error = raw_worker.until(Error)
    assert isinstance(error, Error) and "job name" in error.msg
    raw_worker.send(start("phantom", "a", tmp_path))
    raw_worker.until_state("a", "done")


@pytest.mark.parametrize(
    ("method", "code"),
    [("memory", "oom_host"), ("disk", "disk_full"), ("gpu", "oom_gpu"), ("no-cuda", "cuda_unavailable")],
)
def test_errors_have_codes_sentences_and_hints(raw_worker: RawWorker, tmp_path: Path, method: str, code: str) -> None:
    raw_worker.send(start("evaluate", "a", tmp_path, methods=[method]))
    (error,) = [event for event in raw_worker.until_state("a", "failed") if isinstance(event, Error)]
    assert error.code == code and error.msg.endswith(".") and error.hint and not error.traceback


def test_a_crash_brings_its_traceback_and_wrong_settings_their_names(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("evaluate", "a", tmp_path, methods=["bug"]))
    (error,) = [event for event in raw_worker.until_state("a", "failed") if isinstance(event, Error)]
    assert error.code == "crashed" and "ZeroDivisionError" in error.traceback
    raw_worker.send(start("phantom", "b", tmp_path, count=-1))
    (error,) = [event for event in raw_worker.until_state("b", "failed") if isinstance(event, Error)]
    assert error.code == "bad_config" and "count" in error.msg


def test_it_says_bye_and_ends_when_told(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "a", tmp_path, ct_path="/ct"))
    raw_worker.until(Progress)
    raw_worker.send(Shutdown())
    raw_worker.until(Bye)
    assert raw_worker.process.wait(timeout=5) == 0
    assert states(raw_worker, "a")[-1] == "cancelled"


def test_it_ends_when_its_parent_is_gone(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "a", tmp_path, ct_path="/ct"))
    raw_worker.until(Progress)
    assert raw_worker.process.stdin is not None and raw_worker.process.stdout is not None
    raw_worker.process.stdin.close()
    raw_worker.process.stdout.close()
    assert raw_worker.process.wait(timeout=5) == 0


def test_a_deaf_job_does_not_keep_an_orphan_alive(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("reconstruct", "a", tmp_path, pair_path="/p"))
    raw_worker.until(Log)
    assert raw_worker.process.stdin is not None
    raw_worker.process.stdin.close()
    assert raw_worker.process.wait(timeout=5) == 130


def test_a_deaf_job_is_given_up_after_the_grace(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("reconstruct", "a", tmp_path, pair_path="/p"))
    raw_worker.until(Log)
    raw_worker.send(Stop(job="a", grace_s=0.2))
    raw_worker.until(Bye)
    assert raw_worker.process.wait(timeout=5) == 130
    assert states(raw_worker, "a") == ["running", "stopping", "cancelled"]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_an_interrupt_is_left_to_the_parent_and_a_termination_obeyed(raw_worker: RawWorker, tmp_path: Path) -> None:
    raw_worker.send(start("project", "a", tmp_path, ct_path="/ct"))
    raw_worker.until(Progress)
    raw_worker.process.send_signal(signal.SIGINT)
    raw_worker.send(Ping(job="still there"))
    raw_worker.until(Memory)
    raw_worker.process.send_signal(signal.SIGTERM)
    raw_worker.until(Bye)
    assert raw_worker.process.wait(timeout=5) == 0


def test_an_event_that_cannot_be_sent_becomes_an_error_and_words_keep_what_can_be_written() -> None:
    reading, writing = os.pipe()
    writer = EventWriter(writing, on_broken=lambda: pytest.fail("the pipe is whole"))
    for event in (
        Result(job="a", summary={"path": "\ud800"}),
        Warned(job="a", text="M\udcfcller"),
        Log(job="a", text="x" * MAX_LINE_BYTES),
    ):
        writer.send(event)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        fault, warned, too_long = event_decoder().feed(pipe.read())
    assert isinstance(fault, Error) and (fault.job, fault.code, fault.seq) == ("a", "protocol", 0)
    assert isinstance(warned, Warned) and (warned.text, warned.seq) == ("M\ufffdller", 1)
    assert isinstance(too_long, Error) and "too long" in too_long.msg


def test_halves_of_characters_leave_the_worker_listening(raw_worker: RawWorker) -> None:
    raw_worker.write(
        rb'{"t": "ping", "job": "\ud800"}' + b"\n" + rb'{"t": "start", "job": "\ud800", "task": "phantom"}' + b"\n"
    )
    raw_worker.until(Error)
    raw_worker.until(Error)
    raw_worker.send(Ping(job="again"))
    raw_worker.read_until(lambda event: isinstance(event, Memory) and event.job == "again")
    raw_worker.send(Shutdown())
    raw_worker.until(Bye)
    assert raw_worker.process.wait(timeout=5) == 0


def test_a_worker_that_cannot_listen_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    (commands, sink), gone = os.pipe(), []
    server = Server(commands, sink)
    monkeypatch.setattr(server, "_obey", lambda _command: 1 // 0)
    monkeypatch.setattr(server, "_parent_gone", lambda: gone.append(True))
    os.write(sink, encode(Ping()))
    with pytest.raises(ZeroDivisionError):
        server._listen()
    os.close(commands)
    os.close(sink)
    assert gone == [True]
