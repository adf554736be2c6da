"""The worker's tasks about lungs, from a folder of CTs to a network with its card and a table of patients left out."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xr2ct_core.control import ControlToken
from xr2ct_core.data.folds import Fold, PatientFolds, write_folds
from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair, write_volume
from xr2ct_core.lungmask.benchmark import Person
from xr2ct_core.lungmask.masks import THRESHOLD
from xr2ct_core.lungmask.scores import dice
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.protocol.lungs import LearnLungsTask, LungsTask, MeasureLungsTask
from xr2ct_core.protocol.messages import Artifact, Message, Scalars, Warned
from xr2ct_core.protocol.tasks import ReconstructTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.lungs_learning_task import run_learn_lungs, run_measure_lungs
from xr2ct_core.worker.lungs_task import run_lungs
from xr2ct_core.worker.reconstruct_task import run_reconstruct
from xr2ct_core.worker.tasks import TASKS


def job(folder: Path) -> tuple[JobContext, list[Message]]:
    sent: list[Message] = []
    folder.mkdir(parents=True, exist_ok=True)
    return JobContext("1", folder, sent.append, ControlToken()), sent


def files(sent: list[Message]) -> dict[str, str]:
    return {message.role: message.path for message in sent if isinstance(message, Artifact)}


def test_the_task_writes_masks_and_paths_of_both_views(person: Person, tmp_path: Path) -> None:
    pair_path = write_pair(person.pairs["clean"], tmp_path / "pair")
    context, sent = job(tmp_path / "out")
    summary = run_lungs(LungsTask(pair_path=str(pair_path), device="cpu"), context)
    arrays = {role: np.load(path) for role, path in files(sent).items()}
    assert set(arrays) == {"lung_frontal", "lung_lateral", "lung_path_frontal", "lung_path_lateral"}
    assert dice(arrays["lung_lateral"] > THRESHOLD, person.true[1]) > 0.8
    assert arrays["lung_path_frontal"].max() > 100.0 and not summary["quality"]
    assert summary["share_frontal"] == pytest.approx(float((arrays["lung_frontal"] > THRESHOLD).mean()))
    assert {"lungs", "learn-lungs", "measure-lungs"} <= TASKS.keys()


def test_a_reconstruction_warns_of_lungs_that_are_cut_off(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the gate itself finds is told in its own words, and not twice.
    monkeypatch.setattr("xr2ct_core.worker.reconstruct_task.judge_input", lambda pair: ())
    pair = person.pairs["clean"]
    middle = int(np.flatnonzero(person.true[0].any(1)).mean())
    half = np.where(np.arange(len(pair.frontal.image))[:, None] < middle, pair.frontal.image, np.float32(0.0))
    for name, image in (("whole", pair.frontal.image), ("half", half)):
        given = replace(pair, frontal=replace(pair.frontal, image=image))
        pair_path = write_pair(given, tmp_path / name / "pair")
        context, sent = job(tmp_path / name / "out")
        task = ReconstructTask(
            pair_path=str(pair_path), method="backprojection", grid_size=32, device="cpu", anyway=True
        )
        summary = run_reconstruct(task, context)
        told = [reason["sentence"] for reason in summary["reasons"] if reason["kind"] == "cut-field"]
        assert told == (["The lungs are cut off at the lower edge of the frontal image."] if name == "half" else [])
        assert told == [m.text for m in sent if isinstance(m, Warned) and m.code == "domain-cut-field"]


@pytest.mark.slow
def test_a_fold_is_learned_and_measured_on_the_patient_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("xr2ct_core.lungmask.benchmark.PIXELS", 64)
    cts = tmp_path / "cts"
    cts.mkdir()
    for seed, name in enumerate(("one", "two"), 3):
        write_volume(make_thorax(seed, WorkingGrid(32)), cts / f"{name}.nii.gz")
    folds = PatientFolds(
        folds=(Fold(test=("one",), validation=("two",)), Fold(test=("two",), validation=("one",))),
        release_validation=("one",),
    )
    write_folds(folds, tmp_path / "two.folds.json")
    settings: dict[str, Any] = {"data_path": str(cts), "folds": str(tmp_path / "two.folds.json")}

    context, sent = job(tmp_path / "folds" / "fold-1")
    info = run_learn_lungs(LearnLungsTask(fold="1", steps=2, batch_size=1, bodies=1, **settings), context)
    assert info["patients"] == ["two"] and set(files(sent)) == {"weights", "description", "card"}
    assert len([message for message in sent if isinstance(message, Scalars)]) == 2
    assert "without the patients of fold 1" in Path(files(sent)["card"]).read_text(encoding="utf-8")

    context, sent = job(tmp_path / "table")
    summary = run_measure_lungs(MeasureLungsTask(checkpoints=str(tmp_path / "folds"), **settings), context)
    table = json.loads(Path(files(sent)["table_json"]).read_text(encoding="utf-8"))
    assert summary["folds"] == {"1": {"patients": ["one"], "steps": 2}} and {
        score["subject"] for score in table["scores"]
    } == {"one"}
    assert Path(files(sent)["picture"]).stat().st_size > 1000

    with pytest.raises(BadConfigError, match="needs folds"):
        run_learn_lungs(LearnLungsTask(data_path=str(cts), fold="1"), context)
