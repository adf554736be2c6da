"""Cross-validation from the command line: one run a fold, skipped when finished, continued when stopped."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.core.bundled import make_checkpoint
from xr2ct_core.cli import main
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.folds import Fold, PatientFolds, read_folds, write_folds
from xr2ct_core.data.splits import read_split
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint, read_info
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.loop import Training

METHOD = ("--method", "x2ct-gan", "--method.grid-size", "32", "--method.width", "0.05")
SETTINGS = (*METHOD, "--train.workers", "1", "--train.steps", "2")
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process with --json and returns what it says."""

    def call(*arguments: object) -> dict[str, Any]:
        threads = torch.get_num_threads()
        code = main([*map(str, arguments), "--json"])
        torch.set_num_threads(threads)
        return {"code": code, **json.loads(capfd.readouterr().out)}

    return call


@pytest.fixture
def folds(tmp_path: Path) -> Path:
    first, second, third = (f"phantom-{number}" for number in range(3))
    chosen = (Fold(test=(first,), validation=(second,)), Fold(test=(second,), validation=(first,)))
    path = tmp_path / "folds.json"
    write_folds(PatientFolds(folds=chosen, never_tested=(third,), release_validation=(second,)), path)
    return path


@pytest.mark.slow
def test_each_fold_is_a_run_that_is_done_once_and_goes_on_where_it_stopped(
    run: Run, folds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    command = ("crossvalidate", "--data", "phantoms:3", "--folds", folds, "--out", out, *SETTINGS)
    whole = Training._all_steps
    stepped: list[str] = []

    def stopped_in_the_second(training: Training) -> None:
        name = training._run.path.name
        stepped.append(name)
        if len(stepped) == 2:
            training._control.request_stop()
        whole(training)

    monkeypatch.setattr(Training, "_all_steps", stopped_in_the_second)
    interrupted = run(*command)
    assert interrupted["code"] == 130
    assert [RunFolder.open(out / name).record().shown_state for name in ("fold-1", "fold-2")] == ["finished", "stopped"]

    refused = run(*command, "--train.seed", "4")
    assert refused["code"] == 2 and "fold-1 was begun with other settings" in refused["error"]["message"]
    elsewhere = run(*command[:2], "phantoms:3@5", *command[3:])
    assert elsewhere["code"] == 2 and "other data" in elsewhere["error"]["message"]

    done = run(*command)
    assert done["code"] == 0 and [Path(one["run"]).name for one in done["folds"]] == ["fold-1", "fold-2"]
    assert [one["step"] for one in done["folds"]] == [2, 2]
    assert stepped == ["fold-1", "fold-2", "fold-2"]
    told = [RunFolder.open(out / name).record().data for name in ("fold-1", "fold-2")]
    assert [(one["fold"], one["patients"]["test"]) for one in told] == [("1", ["phantom-0"]), ("2", ["phantom-1"])]

    further = run(*command[:-1], "1", "--out", tmp_path / "further", "--start-from", out)
    assert further["code"] == 0, further
    begun = [
        RunFolder.open(tmp_path / "further" / name).config()["run"]["begun_with_sha256"]
        for name in ("fold-1", "fold-2")
    ]
    ends = [read_info(chosen_checkpoint(out / name)).weights_sha256 for name in ("fold-1", "fold-2")]
    assert begun == ends, "each fold goes on from its own weights"


@pytest.fixture
def finished(folds: Path, tmp_path: Path) -> Callable[..., Path]:
    """Makes the folder of a cross-validation whose folds are finished, as `SETTINGS` and these changes began them."""

    def make(run: dict[str, str] | None = None, **train: object) -> Path:
        config = TrainConfig(steps=2, workers=1).model_dump() | train
        tables = {"run": run or {}, "train": config, "method": {"grid_size": 32, "width": 0.05}}
        tables["augment"] = AugmentConfig().model_dump()
        for number in ("1", "2"):
            data = {"name": "phantoms:3", "geometry": "x2ct", "folds_sha256": read_folds(folds).sha256, "fold": number}
            record = RunRecord(method="x2ct-gan", total_steps=2, state="finished", data=data)
            RunFolder.create(tmp_path / "out" / f"fold-{number}", record, tables, {})
        return tmp_path / "out"

    return make


def test_a_computer_without_mixed_precision_goes_on_with_a_cross_validation_that_asks_for_it(
    finished: Callable[..., Path], folds: Path, run: Run
) -> None:
    out = finished({"asked_precision": "bf16-mixed"}, precision="32-true")
    command = ("crossvalidate", "--data", "phantoms:3", "--folds", folds, "--out", out, *SETTINGS)
    asked = ("--train.precision", "bf16-mixed")
    assert run(*command, *asked)["code"] == 0
    for others in ((), (*asked, "--train.seed", "3")):
        assert "begun with other settings" in run(*command, *others)["error"]["message"]


def test_all_folds_begin_with_weights_of_the_same_training(
    finished: Callable[..., Path], folds: Path, run: Run, tmp_path: Path
) -> None:
    first = make_checkpoint(tmp_path / "first")
    out = finished({"begun_with_sha256": read_info(first).weights_sha256})
    command = ("crossvalidate", "--data", "phantoms:3", "--folds", folds, "--out", out, *SETTINGS)
    assert run(*command, "--start-from", first)["code"] == 0
    for others in ((), ("--start-from", make_checkpoint(tmp_path / "second", width=8))):
        refused = run(*command, *others)
        assert refused["code"] == 2 and "begun with other first weights" in refused["error"]["message"]
    shutil.rmtree(first)
    assert run(*command, "--start-from", first)["code"] == 0, "the runs have their weights"


def test_training_for_a_release_says_that_nobody_was_held_out(
    folds: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    where = ("--data", "phantoms:3", "--folds", str(folds), "--out", str(tmp_path / "run"))
    assert main(["train", *where, "--fold", "all", *SETTINGS, "--train.validate-every", "2"]) == 0
    assert "cases that were learned from as well" in capfd.readouterr().out
    assert RunFolder.open(tmp_path / "run").record().data["independent"] is False


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--fold", "1"), "no file of folds"),
        (("--folds", "shared-cts"), "not which one"),
        (("--folds", "shared-cts", "--fold", "1", "--split", "split.json"), "either a split or folds"),
        (("--folds", "nowhere", "--fold", "1"), "nowhere does not exist"),
    ],
)
def test_flags_that_do_not_say_who_is_held_out_are_refused(
    flags: tuple[str, ...], said: str, run: Run, tmp_path: Path
) -> None:
    refused = run("train", "--data", "phantoms:3", "--out", tmp_path / "run", *SETTINGS, *flags)
    assert refused["code"] == 2 and said in refused["error"]["message"]
    assert not (tmp_path / "run").exists()


def test_patients_are_dealt_into_a_file_that_trainings_take(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "cts"
    data.mkdir()
    for name in ("p1.nii.gz", "p2.nii.gz", "p3.nii.gz", "p4_label.nii.gz", "p5.nii.gz"):
        (data / name).touch()
    folds, split = tmp_path / "made" / "folds.json", tmp_path / "made" / "split.json"
    dealt = run("split", data, "--out", folds, "--folds", "2", "--seed", "3")
    assert dealt["code"] == 0
    assert sorted(patient for patients in dealt["parts"].values() for patient in patients) == ["p1", "p2", "p3", "p5"]
    assert [list(fold.test) for fold in read_folds(folds).folds] == list(dealt["parts"].values())
    assert run("split", data, "--out", split)["code"] == 0
    assert {name: len(patients) for name, patients in read_split(split).parts.items()} == {
        "train": 2, "validation": 1, "test": 1,
    }  # fmt: skip
    refused = run("split", data, "--out", split, "--seed", "8")
    assert refused["code"] == 2 and "is there already" in refused["error"]["message"]
