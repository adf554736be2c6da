"""The worker client against scripted workers: floods, crashes, hangs, nonsense, cancel."""

from itertools import pairwise
from time import perf_counter

import psutil
import pytest
from PySide6.QtCore import QTimer

from xr2ct_viewer.services.line_buffer import LineBuffer, LineTooLongError
from xr2ct_viewer.services.worker_client import WorkerClient

MAX_GAP_S = 0.1
ATTEMPTS = 3
"""The gap is measured up to three times: on a busy machine other programs stop ours, which is not what is tested."""


@pytest.fixture
def client(qtbot, fake_command):
    clients = []

    def make(behaviour: str) -> WorkerClient:
        client = WorkerClient(command=fake_command(behaviour), grace_ms=(300, 300))
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.shutdown()
        client.deleteLater()


def test_lines_are_cut_wherever_the_chunks_end():
    buffer = LineBuffer()
    for chunk in (b'{"a"', b":1}\n\n{", b"}\n{tail"):
        buffer.feed(chunk)
    assert [buffer.pop(), buffer.pop(), buffer.pop()] == [b'{"a":1}', b"{}", None]


def test_a_line_without_end_is_refused():
    with pytest.raises(LineTooLongError):
        LineBuffer(max_line_bytes=10).feed(b"x" * 11)


def flood_gap_s(client: WorkerClient, qtbot, out_dir) -> float:
    """Longest time a 10 ms timer had to wait while 20,000 progress messages arrived."""
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    with qtbot.waitSignal(client.finished, timeout=30_000):
        client.start("reconstruct", {}, out_dir)
        timer.start()
    timer.stop()
    return max(later - earlier for earlier, later in pairwise(ticks))


def test_a_flood_of_messages_never_holds_the_event_loop(client, qtbot, tmp_path):
    worker = client("flood")
    seen = []
    worker.progress.connect(lambda _job, progress: seen.append(progress.step))
    gap_s = min(flood_gap_s(worker, qtbot, tmp_path) for _ in range(ATTEMPTS))
    assert gap_s < MAX_GAP_S
    assert seen[-1] == 19_999
    assert len(seen) < 2_000 * ATTEMPTS, "progress is reported once a slice, not once a message"


def test_a_killed_worker_fails_its_job_with_a_sentence_and_its_last_words(client, qtbot, tmp_path):
    worker = client("crash")
    with qtbot.waitSignal(worker.failed, timeout=10_000) as failed:
        worker.start("reconstruct", {}, tmp_path)
    _job, error, details = failed.args
    assert error.code == "crashed" and "memory" in error.message and error.hint
    assert "it went wrong here" in details


def test_a_worker_that_just_ends_fails_its_job(client, qtbot, tmp_path):
    worker = client("exit")
    with qtbot.waitSignal(worker.failed, timeout=10_000) as failed:
        worker.start("reconstruct", {}, tmp_path)
    assert "exit code 3" in failed.args[1].message


def test_an_error_event_arrives_with_code_hint_and_traceback(client, qtbot, tmp_path):
    worker = client("error")
    with qtbot.waitSignal(worker.failed, timeout=10_000) as failed:
        worker.start("reconstruct", {}, tmp_path)
    _job, error, details = failed.args
    assert (error.code, error.message, error.hint, details) == ("oom_host", "Too big.", "Use 64.", "deep down")


def test_lines_that_are_no_messages_are_passed_over(client, qtbot, tmp_path):
    worker = client("garbage")
    with qtbot.waitSignal(worker.finished, timeout=10_000):
        worker.start("reconstruct", {}, tmp_path)


def test_an_endless_line_ends_the_worker_and_not_the_window(client, qtbot, tmp_path):
    worker = client("endless_line")
    with qtbot.waitSignal(worker.failed, timeout=10_000) as failed:
        worker.start("reconstruct", {}, tmp_path)
    assert failed.args[1].code == "protocol"


def test_a_polite_worker_cancels_and_stays_for_the_next_job(client, qtbot, tmp_path):
    worker = client("slow")
    with qtbot.waitSignal(worker.progress, timeout=10_000):
        job = worker.start("reconstruct", {}, tmp_path)
    pid = worker.pid
    with qtbot.waitSignal(worker.cancelled, timeout=10_000) as cancelled:
        worker.cancel(job)
    assert cancelled.args == [job]
    with qtbot.waitSignal(worker.progress, timeout=10_000):
        worker.start("reconstruct", {}, tmp_path)
    assert worker.pid == pid


def test_a_worker_that_ignores_stop_and_terminate_is_killed(client, qtbot, tmp_path):
    worker = client("hang")
    with qtbot.waitSignal(worker.started, timeout=10_000) as started:
        worker.warm_up()
        with qtbot.waitSignal(worker.ready, timeout=10_000):
            pass
        worker.start("reconstruct", {}, tmp_path)
    pid = worker.pid
    with qtbot.waitSignal(worker.cancelled, timeout=10_000):
        worker.cancel(started.args[0])
    qtbot.waitUntil(lambda: not psutil.pid_exists(pid), timeout=5_000)


def test_a_waiting_job_is_cancelled_without_touching_the_running_one(client, qtbot, tmp_path):
    worker = client("slow")
    with qtbot.waitSignal(worker.progress, timeout=10_000):
        worker.start("reconstruct", {}, tmp_path)
    second = worker.start("reconstruct", {}, tmp_path)
    with qtbot.waitSignal(worker.cancelled, timeout=5_000) as cancelled:
        worker.cancel(second)
    assert cancelled.args == [second] and worker.is_busy


def test_a_missing_program_fails_the_job_with_a_sentence(qtbot, tmp_path):
    worker = WorkerClient(command=("/nonexistent/python",))
    with qtbot.waitSignal(worker.failed, timeout=10_000) as failed:
        worker.start("reconstruct", {}, tmp_path)
    assert "could not be started" in failed.args[1].message


def test_shutdown_leaves_no_process(client, qtbot):
    worker = client("idle")
    with qtbot.waitSignal(worker.ready, timeout=10_000) as ready:
        worker.warm_up()
    assert ready.args == [("cpu", "cuda:0")]
    pid = worker.pid
    worker.shutdown()
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
