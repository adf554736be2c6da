"""`xr2ct check --learn --benchmark`: one run of the worker learns the check, keeps it and measures it on others."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.cli.entry import main
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, read_volume, write_volume
from xr2ct_core.pairing import benchmark, learning
from xr2ct_core.pairing.benchmark import WRONGS
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.learning import Steps
from xr2ct_core.pairing.model import read_model
from xr2ct_core.samples import samples
from xr2ct_core.volume import Volume
from xr2ct_core.worker import learn_check_task

pytestmark = pytest.mark.usefixtures("worker_here")


MEASURED = (("x2ct", "display"), ("clinic", "film"))
"""The ways in which pairs are shown here; the others are measured alike."""


@pytest.fixture
def few_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as a test has time for, in this process."""
    task = learn_check_task
    monkeypatch.setattr(task, "lessons_of", partial(task.lessons_of, bodies=2))
    monkeypatch.setattr(task, "good_pairs_of", partial(task.good_pairs_of, bodies=1))
    monkeypatch.setattr(task, "groups_of", partial(task.groups_of, steps=Steps(4, 2, 2)))
    monkeypatch.setattr(learning, "ASKED", 1)
    monkeypatch.setattr(benchmark, "WAYS", MEASURED)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Five CTs that are alike but for a shade."""
    truth = read_volume(read_pair(Path(samples()[0].pair_path)).truth_path)
    folder = tmp_path / "people"
    folder.mkdir()
    for number, name in enumerate("abcde"):
        hu = np.clip(truth.hu[::2, ::2, ::2] + 20 * number, -1024, 3000).astype(np.int16)
        write_volume(Volume.on_grid(hu, WorkingGrid(64), None), folder / f"{name}.nii.gz")
    return folder


def test_the_check_is_learned_kept_and_measured_in_one_run(
    people: Path, few_lessons: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "doctor.npz"
    command = ["check", "--learn", str(people), "--benchmark", str(people), "--without", "e", "--bodies", "1"]
    assert main([*command, "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["patients"] == list("abcd") and said["folds"] == 2 and said["file"] == str(out)
    of_films = [row["wrong"] for row in said["rows"] if row["shown"] == "film"]
    assert set(WRONGS) - set(of_films) == {"30 mm higher", "breath, 10 mm", "breath, 20 mm"}
    assert len(said["rows"]) == len(WRONGS) + len(of_films)
    assert all(0.0 <= row["share"] <= 1.0 and row["named"] <= row["flagged"] for row in said["rows"])
    report = check_pair(read_pair(Path(samples()[0].pair_path)), read_model(out))
    assert {"is_none_frontal", "mirrored_lateral"} <= report.scores.keys()


def test_one_patient_is_too_few(people: Path, few_lessons: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--benchmark", str(people), "--without", "a", "b", "c", "d", "--json"]) != 0
    assert "too few" in json.loads(capsys.readouterr().out)["error"]["message"]
