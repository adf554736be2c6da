"""Two processes started by torchrun train like one that accumulates two batches."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xr2ct_core.runs.store import RunFolder

SCRIPT = str(Path(__file__).parent / "two_processes.py")
TORCHRUN = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")


def run(*command: str) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]


def curves(path: Path) -> list[tuple[int, str, float]]:
    return [(row.step, name, value) for row in RunFolder.open(path).metrics() for name, value in row.values.items()]


@pytest.mark.slow
def test_two_processes_train_as_one_that_accumulates_two_batches(tmp_path: Path) -> None:
    run(sys.executable, SCRIPT, str(tmp_path / "one"), "2", "start")
    run(*TORCHRUN, SCRIPT, str(tmp_path / "two"), "1", "start")
    one, two = curves(tmp_path / "one"), curves(tmp_path / "two")
    assert [entry[:2] for entry in one] == [entry[:2] for entry in two]
    assert [entry[2] for entry in two] == pytest.approx([entry[2] for entry in one], rel=1e-3)
    assert RunFolder.open(tmp_path / "two").checkpoint_steps() == [2, 3]


@pytest.mark.slow
def test_two_processes_go_on_where_two_processes_were_when_the_run_ended(tmp_path: Path) -> None:
    run(*TORCHRUN, SCRIPT, str(tmp_path / "whole"), "1", "start")
    run(*TORCHRUN, SCRIPT, str(tmp_path / "parts"), "1", "start")
    parts = RunFolder.open(tmp_path / "parts")
    parts.remove_checkpoint(3)
    parts.write_record(parts.record().model_copy(update={"state": "failed"}))
    run(*TORCHRUN, SCRIPT, str(tmp_path / "parts"), "1", "resume")
    assert curves(tmp_path / "parts") == curves(tmp_path / "whole")
