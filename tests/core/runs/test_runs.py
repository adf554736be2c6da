"""Runs are folders that tell what they are, also after a crash."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.runs.record import ProcessStamp, RunRecord, parse_record
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.runs.toml_text import toml_text


def record(state: str = "running", process: ProcessStamp | None = None) -> RunRecord:
    return RunRecord.model_validate({"method": "x2ct-gan", "total_steps": 10, "state": state, "process": process})


def make_run(path: Path) -> RunFolder:
    return RunFolder.create(path, record(), {"train": {"steps": 10}}, {"python": "3"})


def test_a_run_of_this_process_is_running_and_of_a_gone_one_interrupted() -> None:
    here = ProcessStamp.of_this_process()
    assert record(process=here).shown_state == "running"
    assert record("paused", here).shown_state == "paused"
    reused_number = here.model_copy(update={"started": here.started - 1000})
    free_number = next(pid for pid in range(2, 1 << 22) if not psutil.pid_exists(pid))
    gone = here.model_copy(update={"pid": free_number})
    assert record(process=reused_number).shown_state == "interrupted"
    assert record(process=gone).shown_state == "interrupted"
    assert record("paused", gone).shown_state == "interrupted"
    assert record("finished", gone).shown_state == "finished"


def test_a_run_on_another_computer_is_running_while_its_record_is_fresh() -> None:
    elsewhere = ProcessStamp(pid=os.getpid(), started=0.0, host="elsewhere")
    fresh = record(process=elsewhere)
    old = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert fresh.shown_state == "running"
    assert fresh.model_copy(update={"updated": old}).shown_state == "interrupted"


def test_curves_survive_a_half_written_line_and_lose_the_steps_to_be_repeated(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    for step in (1, 2, 3):
        run.append_metrics(step, {"train/loss": float(step), "train/odd": float("inf")})
    with run.metrics_path.open("a") as file:
        file.write('{"step": 4, "ti')
    assert [row.step for row in run.metrics()] == [1, 2, 3]
    assert run.metrics()[2].values == {"train/loss": 3.0}
    run.drop_metrics_after(2)
    assert [row.step for row in run.metrics()] == [1, 2]
    assert run.metrics_path.read_text().endswith("\n")


def test_checkpoints_in_the_making_are_not_seen_and_removed_ones_are_gone(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    for step in (20, 3):
        run.checkpoint_path(step).mkdir(parents=True)
    (run.checkpoints_path / ".00000030.part").mkdir()
    assert run.checkpoint_steps() == [3, 20]
    run.remove_checkpoint(3)
    assert run.checkpoint_steps() == [20]
    assert not list(run.checkpoints_path.glob("*00000003*"))


def test_the_settings_written_are_the_settings_read(tmp_path: Path) -> None:
    settings = {"rate": 2e-4, "name": 'a "quoted" \\ word\n', "on": True, "many": [1, 2], "none": None, "big": 1e22}
    run = RunFolder.create(tmp_path / "run", record(), {"method": settings}, {})
    assert run.config() == {"method": {key: value for key, value in settings.items() if value is not None}}
    assert toml_text({}) == ""


def test_a_folder_with_something_in_it_is_not_taken_for_a_new_run(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(BadInputError, match="not an empty folder"):
        make_run(tmp_path)


def test_runs_are_listed_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    make_run(tmp_path / "b")
    make_run(tmp_path / "a")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "run.json").write_text("{}")
    assert [run.path.name for run in runs_in(tmp_path)] == ["a", "b"]
    with pytest.raises(BadInputError, match="not the folder of a run"):
        RunFolder.open(tmp_path)


def test_a_record_keeps_what_a_newer_program_wrote_into_it() -> None:
    text = json.dumps({"method": "x", "total_steps": 1, "stars": 3})
    assert json.loads(parse_record(text, "run.json").model_dump_json())["stars"] == 3


def test_the_log_is_one_object_a_line(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    run.log("warning", "two\nlines")
    run.log("error", "one")
    lines = (run.path / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["two\nlines", "one"]


@pytest.mark.parametrize("updated", ["2026-11-30 14:00", "yesterday", "0001-01-01T00:00:00+14:00"])
def test_a_record_whose_time_cannot_be_read_is_old(updated: str) -> None:
    elsewhere = {"pid": 1, "started": 0.0, "host": "elsewhere"}
    found = RunRecord.model_validate({"method": "x", "total_steps": 1, "updated": updated, "process": elsewhere})
    assert found.shown_state == "interrupted" and datetime.fromisoformat(found.updated)


def test_bad_bytes_cost_the_line_they_are_in(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    run.live_path.write_bytes(b'{"step": "\xff"}')
    run.append_metrics(1, {"loss": 1.0})
    with run.metrics_path.open("ab") as file:
        file.write(b'{"step": \xff}\n{"step": Infinity, "time": 0, "values": {}}\n' + b"[" * 100_000 + b"\n")
    run.append_metrics(2, {"loss": 2.0})
    assert run.live() is None and [row.step for row in run.metrics()] == [1, 2]
    run.drop_metrics_after(1)
    assert [row.step for row in run.metrics()] == [1]


def test_a_run_on_very_many_patients_can_be_read_again(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run")
    run.write_record(record().model_copy(update={"data": {"patients": ["phantom"] * 100_000}}))
    assert (
        run.record_path.stat().st_size > 1 << 20 and len(RunFolder.open(run.path).record().data["patients"]) == 100_000
    )
