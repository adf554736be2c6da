"""The whole way of the Indiana collection: from the downloaded archive to pairs, trainings without a CT, volumes, a
table that says what it cannot say."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.core.bundled import make_checkpoint, make_judge
from tests.core.data import indiana_collection as made
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError, Xr2ctError
from xr2ct_core.evaluation.radiographs import measure
from xr2ct_core.evaluation.task import run_evaluate_task
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.io import read_pair
from xr2ct_core.protocol.tasks import EvaluateTask, PrepareTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.choose_data import new_data, same_data
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.start import resume_training, start_training

FILES = ("CXR54_IM-2145-1001.png", "CXR54_IM-2145-1002.png", "indiana_projections.csv")
GRID = WorkingGrid(32)
OFTEN = {"log_every": 1, "validate_every": 2, "preview_every": 2, "checkpoint_every": 1, "validation_cases": 1}
SETTINGS = {
    "u-x2ct-gan": {"width": 0.1},
    "cyclegan-b": {"width": 0.05},
    "cyclegan-f": {"width": 0.05},
    "biplanar": {"teacher": "X-rays", "view_dropout": 0.5, "width": 4, "image_width": 4, "coarse_iterations": 1},
}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three studies out of Kaggle's zip, with their line integrals."""
    folder = tmp_path_factory.mktemp("indiana")
    task = PrepareTask(
        source_path=str(made.kaggle_zip(folder / "archive.zip")), layout="indiana", tone="estimated", check="none"
    )
    run_prepare_task(task, folder / "pairs", WorkContext(), lambda _role, _path: None)
    return folder / "pairs"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of `biplanar` with the shape of the trainings here."""
    return make_checkpoint(tmp_path_factory.mktemp("begun") / "network", unrolled_rounds=2)


@pytest.mark.parametrize("method_id", SETTINGS)
def test_each_method_learns_from_prepared_radiographs_goes_on_and_makes_a_volume(
    method_id: str, pairs: Path, begun: Path, tmp_path: Path
) -> None:
    name = f"{pairs} + phantoms:3" if method_id.startswith("cyclegan") else str(pairs)
    data = new_data(name, "clinic", GRID, 0, AugmentConfig())
    assert data.description["kinds"]["pair"] == 3
    control = ControlToken()
    events = TrainingEvents(progress=lambda *_: control.request_stop())
    with pytest.raises(CancelledError):
        start_training(
            method_id,
            {"grid_size": 32, **SETTINGS[method_id]},
            TrainConfig(steps=2, workers=1, **OFTEN),
            data,
            tmp_path / "run",
            start_from=begun if method_id == "biplanar" else None,
            device="cpu",
            control=control,
            events=events,
        )
    record = RunFolder.open(tmp_path / "run").record()
    assert record.state == "stopped"
    record = resume_training(tmp_path / "run", same_data(record.data, GRID), device="cpu")
    assert record.state == "finished" and "psnr_views_db" in record.metrics

    pair = read_pair(pairs / "CXR2" / "pair.json")
    checkpoint = RunFolder.open(tmp_path / "run").checkpoint_path(2)
    settings = {"fit_pose": "never"} if method_id == "biplanar" else {}
    result = reconstruct(
        pair,
        method_id,
        WorkingGrid(64),
        method_config=settings,
        checkpoint=checkpoint,
        device="cpu",
        fit_display=False,
    )
    assert result.volume.shape_zyx == (64, 64, 64) and result.provenance.subject == "CXR2"


def test_biplanar_begins_with_a_network_or_not_at_all(pairs: Path, tmp_path: Path) -> None:
    data = new_data(str(pairs), "clinic", GRID, 0, AugmentConfig())
    settings = {"grid_size": 32, **SETTINGS["biplanar"]}
    with pytest.raises(BadConfigError, match="cannot teach biplanar from its first weights"):
        start_training("biplanar", settings, TrainConfig(steps=1), data, tmp_path / "run", device="cpu")
    assert not (tmp_path / "run").exists()


def test_the_table_of_pairs_without_a_truth_says_what_it_cannot_say(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "table"
    task = EvaluateTask(ct_paths=(str(pairs),), methods=("backprojection",), limit=2, device="cpu")
    summary = run_evaluate_task(task, out, WorkContext(), lambda _role, _path: None)
    assert summary["has_truth"] is False and summary["subjects"] == ["CXR1", "CXR2"]
    (row,) = summary["rows"]
    assert row["n"] == 2 and row["means"]["ncc_frontal"] > 0.8 and "psnr_3d_db" not in row["means"]
    for name in ("table.md", "table.html"):
        text = (out / name).read_text()
        assert "nothing here measures how right a volume is" in text and "SYNTHETIC" in text
        assert "tone curves by distribution" in text
    assert "data:image/webp" in (out / "table.html").read_text()
    assert len(list(out.glob("case-*.png"))) == 2


def test_a_network_is_not_measured_on_those_it_learned_from(pairs: Path, tmp_path: Path) -> None:
    checkpoint = make_checkpoint(tmp_path / "network")
    info = json.loads((checkpoint / "checkpoint.json").read_text())
    info["data"]["patients"]["train"] = ["CXR1"]
    (checkpoint / "checkpoint.json").write_text(json.dumps(info))
    task = EvaluateTask(ct_paths=(str(pairs),), checkpoints=(str(checkpoint),), methods=(), limit=1, device="cpu")

    def outcomes() -> list[dict]:
        run_evaluate_task(task, tmp_path / "table", WorkContext(), lambda _role, _path: None)
        return json.loads((tmp_path / "table" / "table.json").read_text())["outcomes"]

    (other,) = outcomes()
    assert other["case"] == "CXR2" and other["metrics"]
    assert "1 that a network learned from are left out" in (tmp_path / "table" / "table.md").read_text()
    info["data"]["patients"]["train"] = ["CXR1", "CXR2", "CXR3"]
    (checkpoint / "checkpoint.json").write_text(json.dumps(info))
    (known,) = outcomes()
    assert not known["metrics"] and "learned from this patient" in known["message"]


def test_of_a_cross_validation_each_pair_is_measured_with_the_fold_that_left_it_out(
    pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def noted(pair: RadiographPair, *_: Any, checkpoint: Path, **__: Any) -> None:
        asked.append((pair.subject, checkpoint.name))
        raise BadInputError("That is all that was to be known.")

    monkeypatch.setattr(measure, "reconstruct", noted)
    checkpoints = []
    for number, (test, train) in enumerate((("CXR1", "CXR2"), ("CXR2", "CXR1")), 1):
        checkpoints.append(make_checkpoint(tmp_path / "FOLDS" / f"fold-{number}"))
        info = json.loads((checkpoints[-1] / "checkpoint.json").read_text())
        patients = {"train": [train], "validation": [], "test": [test]}
        info["data"] = {"patients": patients, "fold": str(number), "folds": 2, "folds_sha256": "ab"}
        (checkpoints[-1] / "checkpoint.json").write_text(json.dumps(info))
    folds = (str(tmp_path / "FOLDS"),)
    task = EvaluateTask(ct_paths=(str(pairs),), checkpoints=folds, methods=(), limit=3, device="cpu")
    run_evaluate_task(task, tmp_path / "table", WorkContext(), lambda _role, _path: None)
    assert asked == [("CXR1", "fold-1"), ("CXR2", "fold-2"), ("CXR3", "fold-1")]


def test_where_asked_for_the_table_says_how_slices_follow_each_other(pairs: Path, tmp_path: Path) -> None:
    judge = make_judge(tmp_path / "judge")
    task = EvaluateTask(
        ct_paths=(str(pairs),),
        methods=("backprojection",),
        plausibility=str(judge),
        limit=1,
        device="cpu",
    )
    summary = run_evaluate_task(task, tmp_path / "table", WorkContext(), lambda _role, _path: None)
    (row,) = summary["rows"]
    assert row["means"]["plausibility"] > 0.0
    assert "slices follow (1 = as in CTs)" in (tmp_path / "table" / "table.md").read_text()
    fresh = make_checkpoint(tmp_path / "fresh", "continuity", grid_size=32, width=4, critic_width=4)
    for path, reason in ((make_checkpoint(tmp_path / "network"), "judges no volumes"), (fresh, "not measured any CTs")):
        wrong = task.model_copy(update={"plausibility": str(path)})
        with pytest.raises(Xr2ctError, match=reason):
            run_evaluate_task(wrong, tmp_path / "no", WorkContext(), lambda _role, _path: None)


def test_a_cancelled_evaluation_keeps_what_was_measured(pairs: Path, tmp_path: Path) -> None:
    context = WorkContext()
    context.on_progress = lambda _fraction, phase: context.control.request_stop() if "CXR2" in phase else None
    task = EvaluateTask(ct_paths=(str(pairs),), methods=("backprojection",), device="cpu")
    with pytest.raises(CancelledError, match="evaluation was cancelled"):
        run_evaluate_task(task, tmp_path / "table", context, lambda _role, _path: None)
    document = json.loads((tmp_path / "table" / "table.json").read_text())
    assert not document["complete"] and [one["case"] for one in document["outcomes"]] == ["CXR1"]


def test_pairs_that_cannot_be_read_are_told_and_the_others_measured(pairs: Path, tmp_path: Path) -> None:
    shutil.copytree(pairs, tmp_path / "pairs")
    (tmp_path / "pairs" / "CXR1" / "frontal.png").write_bytes(b"no image")
    task = EvaluateTask(ct_paths=(str(tmp_path / "pairs"),), methods=("backprojection",), limit=2, device="cpu")
    summary = run_evaluate_task(task, tmp_path / "table", WorkContext(), lambda _role, _path: None)
    assert summary["subjects"] == ["CXR2"] and len(summary["unusable_cases"]) == 1


def test_the_real_pair_is_prepared_and_reconstructed(shared_data: Path, tmp_path: Path) -> None:
    (tmp_path / "indiana").mkdir()
    for name in FILES:
        (tmp_path / "indiana" / name).symlink_to(shared_data / "xray" / name)
    task = PrepareTask(source_path=str(tmp_path / "indiana"), layout="indiana", tone="estimated")
    summary = run_prepare_task(task, tmp_path / "prepared", WorkContext(), lambda _role, _path: None)
    assert summary["cases"] == 1 and summary["problems"] == []
    pair = read_pair(tmp_path / "prepared" / "CXR54" / "pair.json")
    assert any("43 cm" in note for note in pair.frontal.assumptions)
    result = reconstruct(pair, "backprojection", WorkingGrid(64), device="cpu", fit_display=False)
    assert result.provenance.subject == "CXR54"
    assert any("display image" in text for text in result.provenance.assumptions)
