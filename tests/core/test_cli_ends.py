"""However a command ends - by a signal, an interrupt while it loads, a full disk - it is in order, and said once."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.here import stopped_by_signals
from xr2ct_core.cli.start import ended_like_an_interrupt
from xr2ct_core.control import ControlToken

RUN = "import sys; from xr2ct_core.cli import main; sys.exit(main())"
posix = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX systems")


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_to_end_leaves_with_130_one_object_and_nothing_behind(
    ball_pair_path: Path, tmp_path: Path, name: str
) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    out = tmp_path / "v.nrrd"
    command = (
        sys.executable, "-c", RUN, "reconstruct", "--anyway", "--pair", ball_pair_path, "--out", out, "--json",
        "--method", "backprojection", "--set", "iterations=500",
    )  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        children: list[psutil.Process] = []
        while not children:
            children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(getattr(signal, name))
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130 and json.loads(said)["error"]["code"] == "cancelled"
    assert not out.exists() and list(scratch.iterdir()) == []
    assert psutil.wait_procs(children, timeout=20)[1] == []


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_second_signal_ends_at_once(name: str) -> None:
    number = getattr(signal, name)
    code = (
        "import os, time\n"
        "from xr2ct_core.cli import start\n"
        "start._ONE_HANGUP_S = 0.0\n"
        "with start.ended_like_an_interrupt():\n"
        f"    try:\n        os.kill(os.getpid(), {number:d})\n"
        f"    finally:\n        os.kill(os.getpid(), {number:d})\n        print('still here')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (-number, "")


@posix
def test_a_terminal_that_closes_says_so_twice_and_counts_once() -> None:
    with pytest.raises(KeyboardInterrupt), ended_like_an_interrupt():
        try:
            os.kill(os.getpid(), signal.SIGHUP)
        finally:
            os.kill(os.getpid(), signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


@posix
def test_a_signal_that_is_ignored_stays_so_as_under_nohup() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_like_an_interrupt():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


@posix
def test_a_training_stops_after_its_step_when_its_terminal_closes_which_then_takes_no_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(_text: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    control, console = ControlToken(), Console()
    monkeypatch.setattr(console, "note", gone)
    with stopped_by_signals(control, console):
        os.kill(os.getpid(), signal.SIGHUP)
        assert control.stop_requested
        os.kill(os.getpid(), signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_by_signals(untouched := ControlToken(), console):
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert not untouched.stop_requested


@pytest.mark.parametrize("arguments", [["methods"], ["methods", "--json"]])
def test_an_interrupt_while_the_program_loads_is_no_traceback(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'tyro':\n            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from xr2ct_core.cli import main\n"
        f"sys.exit(main({arguments!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 130 and done.stderr == "error: The work was cancelled.\n"
    assert not done.stdout or json.loads(done.stdout)["error"]["code"] == "cancelled"
    assert bool(done.stdout) == ("--json" in arguments)


def test_both_ways_to_start_the_program_lead_to_it() -> None:
    command = [sys.executable, "-m", "xr2ct_core.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and done.stdout.startswith("xr2ct ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "arguments", [["methods", "--json"], ["methods"], ["--version"], ["--help"], ["runs", "show", "absent", "--json"]]
)
def test_a_full_disk_behind_standard_output_is_one_sentence(arguments: list[str]) -> None:
    command = [sys.executable, "-c", RUN, *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == (2 if "absent" in arguments else 7)
    assert done.stderr.startswith("error: ") and done.stderr.count("error:") == 1
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
