"""The blocking client, with a real worker and with a worker that misbehaves."""

import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import psutil
import pytest
from raw_worker import ODD_WORKER

from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.io.files import file_sha256
from xr2ct_core.protocol.messages import Artifact, Event, Progress, State, Warned
from xr2ct_core.protocol.tasks import (
    EvaluateTask,
    PhantomTask,
    ProjectTask,
    ReconstructSummary,
    ReconstructTask,
)
from xr2ct_core.worker.client import WorkerClient


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerClient]:
    """One real worker for the whole module, because it imports torch."""
    with WorkerClient() as client:
        yield client


def test_a_reconstruction_returns_its_summary_and_whole_files(
    worker: WorkerClient, ball_pair_path: Path, tmp_path: Path
) -> None:
    events: list[Event] = []
    task = ReconstructTask(
        pair_path=str(ball_pair_path), anyway=True, method="backprojection", grid_size=64, device="cpu"
    )
    summary = ReconstructSummary.model_validate(worker.run("reconstruct", task, tmp_path / "out", events.append))
    assert summary.subject == "ball" and summary.grid_size == 64 and summary.cube_mm == 320.0
    assert summary.provenance["synthetic"] is True and summary.provenance["method_id"] == "backprojection"
    assert summary.metrics["psnr_frontal_db"] > 20 and "psnr_3d_db" in summary.metrics
    assert summary.peak_memory_bytes > 1 << 26 and 0 < summary.seconds < 60
    files = {event.role: event for event in events if isinstance(event, Artifact)}
    assert {
        "volume",
        "reprojection_frontal",
        "reprojection_lateral",
        "input_frontal",
        "input_lateral",
        "result",
    } <= set(files)
    assert all(file_sha256(Path(file.path)) == file.sha256 for file in files.values())
    volume = np.load(files["volume"].path, mmap_mode="r")
    assert volume.dtype == np.int16 and volume.shape == (64, 64, 64)
    reprojection = np.load(files["reprojection_lateral"].path)
    assert reprojection.dtype == np.float32 and reprojection.shape == np.load(files["input_lateral"].path).shape
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


def test_a_running_reconstruction_stops_within_a_second(
    worker: WorkerClient, ball_pair_path: Path, tmp_path: Path
) -> None:
    task = ReconstructTask(
        pair_path=str(ball_pair_path),
        anyway=True,
        method="backprojection",
        method_config={"iterations": 500},
        grid_size=128,
        device="cpu",
    )
    job = worker.begin("reconstruct", task, tmp_path / "out")
    asked = 0.0
    for event in worker.events(job):
        if isinstance(event, Progress) and event.step > 100 and not asked:
            asked = monotonic()
            worker.cancel(job)
            break
    assert asked and monotonic() - asked < 1.0
    assert not list((tmp_path / "out").glob("*.npy"))


def test_the_same_worker_does_the_next_job_and_names_a_wrong_setting(
    worker: WorkerClient, ball_pair_path: Path, tmp_path: Path
) -> None:
    task = ReconstructTask(
        pair_path=str(ball_pair_path), anyway=True, method="backprojection", method_config={"iterations": "many"}
    )
    with pytest.raises(Xr2ctError, match="iterations") as caught:
        worker.run("reconstruct", task, tmp_path)
    assert caught.value.code == "bad_config" and caught.value.exit_code == 2
    task = ReconstructTask(pair_path=str(tmp_path / "absent.json"), method="backprojection")
    with pytest.raises(Xr2ctError, match="absent") as caught:
        worker.run("reconstruct", task, tmp_path)
    assert caught.value.code == "bad_input"


def odd(silence_s: float = 30.0) -> WorkerClient:
    return WorkerClient(ODD_WORKER, silence_s=silence_s)


def test_an_interrupt_stops_the_job_in_order_and_hears_what_is_kept(tmp_path: Path) -> None:
    seen: list[str] = []

    def interrupt(event: Event) -> None:
        if isinstance(event, State):
            seen.append(event.state)
        if isinstance(event, Warned):
            seen.append(event.text)
        if isinstance(event, Progress) and "interrupted" not in seen:
            seen.append("interrupted")
            signal.raise_signal(signal.SIGINT)

    with odd() as client:
        with pytest.raises(CancelledError):
            client.run("project", ProjectTask(ct_path="/ct"), tmp_path, interrupt)
        assert seen == ["running", "interrupted", "stopping", "Half of it is kept.", "cancelled"]
        assert client.run("phantom", PhantomTask(count=3), tmp_path)["count"] == 3


def test_a_job_that_ignores_its_stop_is_ended_with_everything_it_started(tmp_path: Path) -> None:
    with odd() as client:
        assert client.pid is not None
        process = psutil.Process(client.pid)
        job = client.begin("reconstruct", ReconstructTask(pair_path="/p"), tmp_path)
        next(event for event in client.events(job) if getattr(event, "text", "") == "deaf")
        client.cancel(job, grace_s=0.2)
    assert not process.is_running()


def test_a_worker_that_dies_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with odd() as client:
        assert client.pid is not None
        threading.Timer(0.2, psutil.Process(client.pid).kill).start()
        with pytest.raises(Xr2ctError, match="ended") as caught:
            client.run("project", ProjectTask(ct_path="/ct"), tmp_path)
    assert caught.value.code == "oom_host"
    with pytest.raises(Xr2ctError, match="exit code 3") as caught:
        WorkerClient((sys.executable, "-c", "import sys; sys.stderr.write('no torch\\n'); sys.exit(3)")).start()
    assert "no torch" in caught.value.hint


def test_a_worker_that_falls_silent_is_pinged_and_then_ended(tmp_path: Path) -> None:
    silent = 'print(\'{"t": "hello", "version": "0", "pid": 1, "devices": []}\', flush=True); input(); input()'
    client = WorkerClient((sys.executable, "-c", f"{silent}; import time; time.sleep(60)"), silence_s=0.2)
    client.start()
    with pytest.raises(Xr2ctError, match="does not answer"):
        client.run("phantom", PhantomTask(), tmp_path)
    assert client.pid is None


def test_a_failure_of_the_task_arrives_with_its_code(tmp_path: Path) -> None:
    with odd() as client:
        with pytest.raises(Xr2ctError) as caught:
            client.run("evaluate", EvaluateTask(methods=("disk",)), tmp_path)
        assert caught.value.exit_code == 7
        with pytest.raises(Xr2ctError) as caught:
            client.run("evaluate", EvaluateTask(methods=("bug",)), tmp_path)
        assert caught.value.exit_code == 70 and "ZeroDivisionError" in "".join(caught.value.__notes__)
