"""A cross-validated network is calibrated on the patients that each of its folds left out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.evaluation.fold_runs import WIDTHS, described, fold_run, save_run
from xr2ct_core.cli import main
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation import calibrate as calibrating
from xr2ct_core.evaluation.calibrate import run_calibrate_task
from xr2ct_core.evaluation.candidates import Candidate, Made
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.contenders import merged
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.tasks import CalibrateTask
from xr2ct_core.runs.calibration import Calibration, read_calibration

pytestmark = pytest.mark.usefixtures("worker_here")

MakeCase = Callable[..., Case]


@pytest.fixture(scope="module")
def data(make: MakeCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    for name, width in WIDTHS.items():
        case = make(name, width)
        write_pair(case.pair, folder / name, case.truth)
    return folder


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Two folds whose networks err by 50 HU and believe it is 20; filled with who was reconstructed by which."""
    found: dict[str, str] = {}

    def row(row_id: str, title: str, method: str, path: Path, *_: object) -> Candidate:
        def run(case: Case, surroundings: object, context: object) -> Made:
            found[case.subject] = path.parent.parent.name
            error = np.random.default_rng(len(found)).normal(0.0, 50.0, case.truth.hu.shape)
            sigma = np.full(case.truth.hu.shape, 20.0, np.float32)
            return Made((case.truth.hu + error).astype(np.float32), 0.0, 1, sigma)

        return Candidate(row_id, title, "method", run, method)

    monkeypatch.setattr("xr2ct_core.evaluation.contender.checkpoint_candidate", row)
    monkeypatch.setattr(
        calibrating, "contenders", lambda paths, size: tuple(merged([fold_run("full", "1"), fold_run("full", "2")]))
    )
    yield found


def run(data: Path, out: Path) -> dict:
    task = CalibrateTask(data_path=str(data), checkpoints=("runs",), device="cpu")
    roles: list[str] = []
    told: list[float] = []
    context = WorkContext(on_progress=lambda done, _phase: told.append(done))
    summary = run_calibrate_task(task, out, context, lambda role, path: roles.append(role))
    assert roles == ["calibration"] and told == sorted(told) and told[-1] == 1.0
    return summary


def test_each_patient_is_reconstructed_by_the_fold_that_left_him_out(
    data: Path, tmp_path: Path, used: dict[str, str]
) -> None:
    summary = run(data, tmp_path)
    assert used == {"ann": "fold-1", "bob": "fold-1", "cid": "fold-2"}
    assert summary["patients"] == ["ann", "bob", "cid"]
    found = read_calibration(tmp_path)
    assert found is not None
    np.testing.assert_allclose(found.factors, 50.0 / 20.0, rtol=0.05)
    assert found.patients == 3 and found.source == "u-x2ct-gan, 2 folds of full, x2ct, 64³"
    assert found == Calibration.model_validate(summary["calibration"])
    assert all(share == pytest.approx(0.49, abs=0.02) for share in summary["before"].values())
    assert all(share == pytest.approx(0.9, abs=0.02) for share in found.coverage.values())
    assert set(found.coverage) == {"ann", "bob", "cid"}
    assert list(summary["folds"]) == ["2"], "one patient is too few to calibrate the first fold by"
    second = Calibration.model_validate(summary["folds"]["2"])
    assert (second.patients, second.source) == (2, f"{found.source}, without the patients of fold 2")
    assert second.factors != found.factors


def test_several_trainings_and_calibrated_ones_are_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = (fold_run("full", "1"), fold_run("other", "1"))
    monkeypatch.setattr(calibrating, "contenders", lambda paths, size: two)
    with pytest.raises(BadConfigError, match="These are 2 trainings: fold-1, fold-1"):
        run(data, tmp_path)
    done = replace(two[0], path=tmp_path)
    monkeypatch.setattr(calibrating, "contenders", lambda paths, size: (done,))
    (tmp_path / "calibration.json").write_text(
        Calibration(sigma_edges_hu=(0.0, 1.0), factors=(1.0,), patients=2, voxels=9).model_dump_json()
    )
    with pytest.raises(BadInputError, match="calibrated already"):
        run(data, tmp_path)


def test_a_method_that_says_no_uncertainty_is_refused(
    data: Path, tmp_path: Path, used: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sure(row_id: str, title: str, method: str, path: Path, *_: object) -> Candidate:
        return Candidate(row_id, title, "method", lambda case, *_: Made(np.zeros(1, np.float32), 0.0, 1), method)

    monkeypatch.setattr("xr2ct_core.evaluation.contender.checkpoint_candidate", sure)
    with pytest.raises(BadInputError, match="says no uncertainty"):
        run(data, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_command_calibrates_folds_on_disk(data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for fold in ("1", "2"):
        save_run(tmp_path / "runs" / f"fold-{fold}", described(fold, "diffusion"))
    file = tmp_path / "release" / "calibration.json"
    where = ("--checkpoints", str(tmp_path / "runs"), "--data", str(data), "--out", str(file))
    assert main(["calibrate", *where, "--each-fold", "--device", "cpu", "--json"]) == 0
    said = json.loads(capfd.readouterr().out)
    assert said["patients"] == ["ann", "bob", "cid"] and said["file"] == str(file)
    found = read_calibration(file.parent)
    assert found is not None and found.coverage == said["left_out"]
    assert found.source == "diffusion, 2 folds of runs, x2ct, 32³"
    assert said["files"] == [str(file), str(file.with_name("calibration-fold-2.json"))]
    of_fold = Calibration.model_validate_json(file.with_name("calibration-fold-2.json").read_text())
    assert of_fold.patients == 2 and "without the patients of fold 2" in of_fold.source
    assert main(["calibrate", *where[:-1], str(tmp_path), "--json"]) == 2
    assert "is a folder" in json.loads(capfd.readouterr().out)["error"]["message"]


def test_a_patient_one_of_whose_templates_is_used_is_left_out_and_named(
    data: Path, tmp_path: Path, used: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Candidate, "refusal", lambda self, case: "A template is his." if case.subject == "bob" else "")
    summary = run(data, tmp_path)
    assert set(used) == {"ann", "cid"} and summary["patients"] == ["ann", "cid"]
    assert list(summary["refused"].values()) == ["A template is his."]
