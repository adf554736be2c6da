"""`xr2ct batch` with a real worker: it goes on after errors and interruptions, and says what became of each case."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.batch.batch import Batch
from xr2ct_core.cli import main
from xr2ct_core.io import read_volume, write_pair

QUICK = ("--anyway", "--method", "backprojection", "--grid", "32", "--device", "cpu")


@pytest.fixture
def cases(ball_pair, tmp_path) -> Path:
    for name in ("anna", "ben", "cleo"):
        write_pair(replace(ball_pair, subject=name), tmp_path / "cases" / name)
    (tmp_path / "cases" / "ben" / "lateral.npy").write_bytes(b"no image")
    return tmp_path / "cases"


def run(capfd, *arguments: object) -> tuple[int, dict, str]:
    code = main(["batch", *map(str, arguments), "--json"])
    out, err = capfd.readouterr()
    return code, json.loads(out), err


def test_a_broken_case_does_not_stop_the_rest_and_the_same_command_goes_on(capfd, cases, ball_pair, tmp_path):
    out = tmp_path / "out"
    code, done, _ = run(capfd, "--pairs", cases, *QUICK, "--out", out)
    assert code == 1 and (done["done"], done["failed"]) == (2, 1)
    anna, ben, cleo = done["items"]
    assert (anna["state"], ben["state"], cleo["state"]) == ("done", "failed", "done")
    assert "lateral.npy" in ben["error"] and ben["hint"] and anna["metrics"]["psnr_frontal_db"] > 10
    assert read_volume(out / anna["volume"]).provenance.subject == "anna"

    write_pair(replace(ball_pair, subject="ben"), cases / "ben")
    written = {name: (out / "volumes" / f"{name}.nii.gz").stat().st_mtime_ns for name in ("anna", "cleo")}
    code, done, _ = run(capfd, "--out", out)
    assert code == 0 and done["done"] == 3 and done["items"][1]["method"] == "backprojection"
    assert written == {name: (out / "volumes" / f"{name}.nii.gz").stat().st_mtime_ns for name in written}
    assert Batch.open(out).state.process is None


def test_wrong_arguments_are_explained_before_anything_is_written(capfd, cases, tmp_path):
    for arguments, words in (
        ((), "No X-rays"),
        (("--pairs", tmp_path / "absent"), "absent"),
        (("--list", tmp_path / "absent.csv"), "absent.csv"),
        (("--pairs", cases, "--method", "magic"), "magic"),
        (("--pairs", cases, "--set", "iterations"), "NAME=VALUE"),
        (("--pairs", cases, "--rotate", "frontal=45"), "frontal=45"),
    ):
        code, said, _ = run(capfd, *arguments, "--out", tmp_path / "out")
        assert code == 2 and words in said["error"]["message"] + said["error"]["hint"]
    assert not (tmp_path / "out").exists()


def test_every_case_is_put_right_and_other_corrections_are_noticed(capfd, ball_pair, tmp_path, worker_here):
    for name in ("anna", "cleo"):
        write_pair(replace(ball_pair, subject=name), tmp_path / "cases" / name)
    cases, out = tmp_path / "cases", tmp_path / "out"

    def written() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in (out / "volumes").glob("*.nii.gz")}

    def said(name: str) -> list[str]:
        assumptions = read_volume(out / "volumes" / f"{name}.nii.gz").provenance.assumptions
        return [text for text in assumptions if text.endswith("as asked.")]

    code, done, _ = run(capfd, "--pairs", cases, *QUICK, "--mirror", "frontal", "--out", out)
    assert code == 0 and done["put_right"] == "--mirror frontal"
    assert said("anna") == said("cleo") == ["The frontal image was mirrored, as asked."]
    before = written()
    assert main(["batch", "--pairs", str(cases), "--out", str(out)]) == 0
    assert before == written() and "put right: --mirror frontal." in capfd.readouterr().err
    code, done, _ = run(capfd, "--pairs", cases, *QUICK, "--swap", "--rotate", "lateral=180", "--out", out)
    assert code == 0 and done["put_right"] == "--swap --rotate lateral=180"
    now = written()
    assert all(now[name] > before[name] for name in before) and "rotated" in said("cleo")[1]
    code, done, _ = run(capfd, "--rotate", "frontal=0", "--out", out)
    assert code == 0 and done["put_right"] is None and said("anna") == []


def test_two_images_are_put_right_in_a_batch(capfd, ball_pair, tmp_path, worker_here):
    lines = ["frontal,lateral,name"]
    for place, radiograph in zip(("frontal", "lateral"), ball_pair.radiographs, strict=True):
        np.save(tmp_path / f"{place}.npy", radiograph.image)
    (tmp_path / "list.csv").write_text("\n".join([*lines, "frontal.npy,lateral.npy,anna"]))
    options = (*QUICK, "--invert", "lateral", "--out", tmp_path / "out")
    code, done, _ = run(capfd, "--list", tmp_path / "list.csv", *options)
    assert code == 0, done
    assumptions = read_volume(tmp_path / "out" / "volumes" / "anna.nii.gz").provenance.assumptions
    assert "Black and white of the lateral image were exchanged, as asked." in assumptions


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_batch_goes_on(capfd, cases, ball_pair, tmp_path, end):
    write_pair(replace(ball_pair, subject="ben"), cases / "ben")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "xr2ct_core.cli", "batch", "--pairs", str(cases), *QUICK, "--out", str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        if line.startswith("[2/3]"):
            process.send_signal(end)
            break
    rest = process.stderr.read()
    code = process.wait(timeout=60)
    assert code == (130 if end == signal.SIGINT else -signal.SIGKILL)
    if end == signal.SIGINT:
        assert "1 of 3 cases are done" in rest and "goes on" in rest
        assert [item.state for item in Batch.open(out).state.items] == ["done", "waiting", "waiting"]
    first = (out / "volumes" / "anna.nii.gz").stat().st_mtime_ns
    code, done, _ = run(capfd, "--out", out)
    assert code == 0 and done["done"] == 3
    assert (out / "volumes" / "anna.nii.gz").stat().st_mtime_ns == first
