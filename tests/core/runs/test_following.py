"""A run is followed and steered through its files, by whoever looks at its folder."""

import json
import os
from pathlib import Path
from time import time

import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.runs.compare import config_differences
from xr2ct_core.runs.live import LiveStatus
from xr2ct_core.runs.metrics_log import append_line, append_metrics, drop_metrics_after
from xr2ct_core.runs.note import RunNote
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.requests import request_in
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.runs.tail import JsonLinesTail, MetricsTail
from xr2ct_core.runs.trash import trash_run, untrash


def make_run(path: Path, settings: dict[str, object] | None = None, record: RunRecord | None = None) -> RunFolder:
    record = record or RunRecord(method="x2ct-gan", total_steps=10, state="finished", data={"name": "phantoms:4"})
    return RunFolder.create(path, record, {"train": settings or {"steps": 10}}, {})


def test_a_tail_gives_each_row_once_and_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    tail = MetricsTail(path)
    assert tail.read() == [] and not tail.restarted
    append_metrics(path, 1, {"train/loss": 1.0})
    append_metrics(path, 2, {"train/loss": 0.5})
    assert [row.step for row in tail.read()] == [1, 2]
    assert tail.read() == []
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"step": 3, "time": 0, "val')
    assert tail.read() == []
    path.write_bytes(whole + b'{"step": 3, "time": 0, "values": {"train/loss": 0.2}}\n')
    assert [(row.step, row.values) for row in tail.read()] == [(3, {"train/loss": 0.2})]
    assert not tail.restarted


def test_a_tail_starts_anew_when_a_resume_has_dropped_rows_even_if_the_file_has_grown_since(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    tail = MetricsTail(path)
    for step in (1, 2, 3):
        append_metrics(path, step, {"train/loss": float(step)})
    tail.read()
    drop_metrics_after(path, 2)
    assert [row.step for row in tail.read()] == [1, 2] and tail.restarted
    for step in (3, 4):
        append_metrics(path, step, {"train/loss": 0.0})
    tail.read()
    drop_metrics_after(path, 1)
    for step in (2, 3, 4, 5, 6):
        append_metrics(path, step, {"train/loss": 9.0})
    assert [row.step for row in tail.read()] == [1, 2, 3, 4, 5, 6] and tail.restarted
    assert tail.read() == [] and not tail.restarted


def test_a_resume_that_drops_nothing_is_no_restart(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    tail = MetricsTail(path)
    append_metrics(path, 1, {"train/loss": 1.0})
    tail.read()
    drop_metrics_after(path, 1)
    append_metrics(path, 2, {"train/loss": 1.0})
    assert [row.step for row in tail.read()] == [2] and not tail.restarted


def test_a_line_that_a_crash_left_half_written_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"text": "first"}\n{"text": "se')
    append_line(path, {"text": "third"})
    assert [row["text"] for row in JsonLinesTail(path).read()] == ["first", "third"]


def test_requests_are_kept_in_order_and_old_ones_do_not_count(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    run.request("stop")
    since = time()
    run.request("checkpoint")
    run.request("pause")
    run.request("preview")
    append_line(run.requests_path, {"time": time(), "request": "explode"})
    rows = JsonLinesTail(run.requests_path).read()
    assert [request_in(row, since) for row in rows] == [None, "checkpoint", "pause", "preview", None]


def test_the_live_status_is_what_was_written_last(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    assert run.live() is None
    for step in (1, 2):
        run.write_live(LiveStatus(step=step, total_steps=9, steps_per_s=2.0, eta_s=4.0, host_bytes=1, phase="Training",
                                  time=time()))  # fmt: skip
    live = run.live()
    assert live is not None and live.step == 2
    assert [path.name for path in run.path.iterdir() if "live" in path.name] == ["live.json"]
    run.live_path.write_text("{")
    assert run.live() is None


def test_a_note_is_empty_until_it_is_written(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    assert run.note() == RunNote(star=False, text="")
    run.write_note(RunNote(star=True, text="the wide one, 2nd try"))
    assert run.note() == RunNote(star=True, text="the wide one, 2nd try")


def test_a_run_in_the_trash_is_not_listed_and_comes_back_under_its_name(tmp_path: Path) -> None:
    for _ in range(2):
        trashed = trash_run(make_run(tmp_path / "x2ct-gan-20260101-2"))
        assert trashed.parent == tmp_path / ".trash"
    assert runs_in(tmp_path) == [] and len(list((tmp_path / ".trash").iterdir())) == 2
    assert untrash(trashed) == tmp_path / "x2ct-gan-20260101-2"
    assert [run.path.name for run in runs_in(tmp_path)] == ["x2ct-gan-20260101-2"]
    other = next((tmp_path / ".trash").iterdir())
    with pytest.raises(BadInputError, match="already"):
        untrash(other)
    with pytest.raises(BadInputError, match="not in the trash"):
        untrash(tmp_path / "x2ct-gan-20260101-2")


def test_a_run_whose_process_is_alive_is_not_moved(tmp_path: Path) -> None:
    record = RunRecord(method="x2ct-gan", total_steps=10, process=ProcessStamp.of_this_process())
    run = make_run(tmp_path / "run", record=record)
    with pytest.raises(BadInputError, match="still running"):
        trash_run(run)
    gone = ProcessStamp(pid=os.getpid(), started=0.0, host=record.process.host if record.process else "")
    run.write_record(record.model_copy(update={"process": gone}))
    assert trash_run(run).is_dir() and not run.path.exists()


def test_differences_name_each_setting_that_is_not_the_same_everywhere(tmp_path: Path) -> None:
    runs = [
        make_run(tmp_path / "a", {"steps": 10, "seed": 0}),
        make_run(tmp_path / "b", {"steps": 10, "seed": 1}),
        make_run(tmp_path / "c", {"steps": 10}),
    ]
    assert [(found.name, found.values) for found in config_differences(runs)] == [("train.seed", (0, 1, None))]
    record = runs[0].record()
    runs[0].write_record(record.model_copy(update={"data": {"name": "phantoms:8"}}))
    assert config_differences(runs[:2])[0].values == ("phantoms:8", "phantoms:4")
    assert config_differences(runs[:1]) == []


def test_a_failed_record_names_its_code_and_its_hint(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    run.write_record(run.record().model_copy(update={"error_code": "oom_gpu", "error_hint": "Halve the batch."}))
    assert json.loads(run.record_path.read_text())["error_code"] == "oom_gpu"
    assert run.record().error_hint == "Halve the batch."
