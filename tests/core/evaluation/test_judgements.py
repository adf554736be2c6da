"""A table says what the judgements of `continuity` are worth: true CTs, torn ones and reconstructions, side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.cli import main
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.judgements import real_rows, run_judge_task
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.tasks import JudgeTask
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, CheckpointInfo
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method, write_checkpoint
from xr2ct_core.worker.judge_task import run_judge
from xr2ct_core.worker.tasks import TASKS

pytestmark = pytest.mark.usefixtures("worker_here")

MakeCase = Callable[..., Case]
GRID = WorkingGrid(32)
PARTS = {"train": ["bob"], "validation": [], "test": ["ann"]}


@pytest.fixture(scope="module")
def data(make: MakeCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    for name, width in (("ann", 0.9), ("bob", 1.1)):
        case = make(name, width)
        write_pair(case.pair, folder / name, case.truth)
    return folder


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network that measured one phantom, and says it learned from bob."""
    torch.manual_seed(0)
    settings = {"grid_size": 32, "width": 4, "critic_width": 4, "coarse": "backprojection"}
    method = build_method("continuity", settings, "cpu")
    cases = Phantoms(1, GRID, BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))
    list(method.training_step(BatchMaker(GRID, "cpu").make([cases[0]])))
    info = CheckpointInfo(
        method="continuity",
        method_config=settings,
        train_config=TrainConfig(),
        step=1,
        data={"patients": PARTS},
        metrics={"continuity_truth": 1.2},
    )
    folder = tmp_path_factory.mktemp("run") / "00000001"
    write_checkpoint(folder, info, method.inference_weights(), method, {})
    return folder


def test_patients_new_to_the_network_are_judged_whole_torn_and_made(
    data: Path, checkpoint: Path, tmp_path: Path
) -> None:
    roles: list[str] = []
    task = JudgeTask(data_path=str(data), checkpoint=str(checkpoint), methods=("backprojection",))
    document = run_judge_task(task, tmp_path, WorkContext(), lambda role, path: roles.append(role))
    assert document["subjects"] == ["ann"] and roles == ["judgements_json", "judgements_md"]
    rows = {row["id"]: row for row in document["rows"]}
    assert list(rows) == ["true-ct", "swapped", "shuffled", "mean-volume", "backprojection"]
    assert all(row["continuity"]["n"] == 1 and row["continuity"]["mean"] > 0.0 for row in rows.values())
    assert len({round(row["continuity"]["mean"], 6) for row in rows.values()}) == len(rows), "each volume is judged"
    assert document["usual_range"][0] <= 1.0 <= document["usual_range"][1]
    assert json.loads((tmp_path / "judgements.json").read_text()) == document
    text = (tmp_path / "judgements.md").read_text()
    assert "| True CT | 1 |" in text and "exact" in text and "SYNTHETIC" in text


def test_torn_volumes_hold_the_same_slices_in_another_order(three_patients: CaseSet) -> None:
    case = three_patients.cases[0]
    surroundings = Surroundings(three_patients.cases, EvaluationViews(three_patients.grid, "cpu"))
    true, swapped, shuffled, _ = real_rows(0, 2)
    made = {row.id: row.run(case, surroundings, WorkContext()).hu for row in (true, swapped, shuffled)}
    true_hu, swapped_hu = made["true-ct"], made["swapped"]
    np.testing.assert_array_equal(swapped_hu[[0, 1, 2, 3, 4, 5]], true_hu[[2, 3, 0, 1, 6, 7]])
    assert not np.array_equal(made["shuffled"], made["true-ct"])
    np.testing.assert_array_equal(
        np.sort(made["shuffled"].sum((1, 2), dtype=np.float64)), np.sort(made["true-ct"].sum((1, 2), dtype=np.float64))
    )
    np.testing.assert_array_equal(shuffled.run(case, surroundings, WorkContext()).hu, made["shuffled"])


def test_the_command_wants_one_of_both_and_a_folder(
    data: Path, checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert TASKS["judge"].load() is run_judge
    for arguments in ([], ["--volume", str(data), "--table", str(data)], ["--table", str(data)]):
        assert main(["plausibility", "--checkpoint", str(checkpoint), *arguments, "--json"]) != 0
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "bad_config"
    info = CheckpointInfo(method="x2ct-gan", method_config={}, train_config=TrainConfig(), step=1)
    (tmp_path / DESCRIPTION).write_text(info.model_dump_json())
    with pytest.raises(BadConfigError, match="judges no volumes"):
        task = JudgeTask(data_path=str(data), checkpoint=str(tmp_path))
        run_judge_task(task, tmp_path / "out", WorkContext(), lambda role, path: None)
