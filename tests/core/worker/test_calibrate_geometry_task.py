"""A proposal of how a pair was taken: from the command and the worker to a pair file, every number with its doubt."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.cli import main
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.inference.calibration import geometry
from xr2ct_core.inference.calibration.estimate import estimate, findings
from xr2ct_core.inference.calibration.find_pose import NOT_LIKE_CHESTS, Found
from xr2ct_core.inference.calibration.findings import Findings, LateralPose
from xr2ct_core.inference.calibration.geometry import Calibrated, calibrate_geometry
from xr2ct_core.inference.calibration.laid_over import LaidOver
from xr2ct_core.inference.fit_display import PhysicalPair
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.protocol.calibration import CalibrateGeometrySummary, CalibrateGeometryTask
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.worker.calibrate_geometry_task import run_calibrate_geometry
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

FOUND = findings({"turn": estimate("turn", 9.0, 1.5), "breath": estimate("breath", 2.0, 4.0)})


def job_in(folder: Path, said: list[Message]) -> JobContext:
    return JobContext("1", folder, said.append, ControlToken())


def test_the_task_proposes_a_pair_file_and_changes_nothing(
    ball_pair: RadiographPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_pair(replace(ball_pair, extra={"ward": "7"}), tmp_path / "pair")
    before = path.read_text()

    def found(pair: RadiographPair, *_: object, **asked: object) -> Calibrated:
        assert asked["with_breath"] is False
        taken = replace(pair, geometry=FOUND.geometry(pair.geometry))
        return Calibrated(taken, FOUND, ("a note",), {"ncc_lateral": 0.9})

    monkeypatch.setattr("xr2ct_core.worker.calibrate_geometry_task.calibrate_geometry", found)
    said: list[Message] = []
    task = CalibrateGeometryTask(pair_path=str(path), with_breath=False)
    assert TASKS["calibrate-geometry"].load() is run_calibrate_geometry
    summary = CalibrateGeometrySummary.model_validate(run_calibrate_geometry(task, job_in(tmp_path / "out", said)))
    json.dumps(summary.model_dump(mode="json"))
    assert path.read_text() == before
    (artifact,) = (event for event in said if isinstance(event, Artifact))
    proposed = read_pair(artifact.path)
    assert artifact.role == "pair" and proposed.extra == {"ward": "7"}
    turn_deg = proposed.geometry.lateral.rotation_deg[2]
    assert turn_deg == pytest.approx(FOUND.pose.turn_deg) and turn_deg > 6.0
    assert summary.geometry["lateral"]["rotation_deg"][2] == pytest.approx(turn_deg)
    assert not summary.is_as_told and not summary.changes_image and summary.notes == ("a note",)
    turn, breath = summary.estimates
    assert (turn.id, turn.unit) == ("turn", "°") and turn.used == turn.believed and 0.0 < turn.deviation < 3.0
    assert breath.used == 0.0 and "left as told" in breath.sentence and "turned by" in summary.sentences[0]


def test_images_that_look_like_no_chest_are_left_as_told(
    ball_pair: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geometry, "find_pose", lambda *_, **__: Found(Findings(), None, {}))
    left = calibrate_geometry(ball_pair, WorkContext())
    assert left.pair is ball_pair and left.notes == (NOT_LIKE_CHESTS,) and left.findings.is_as_told


def test_a_display_pair_keeps_its_images_and_gets_the_geometry(
    ball_pair: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def find(pair: RadiographPair, *_: object, is_display: bool, **__: object) -> Found:
        assert pair.is_physical
        asked.append(is_display)
        return Found(Findings(LateralPose(5.0)), LaidOver((), (), ()), {})

    monkeypatch.setattr(geometry, "find_pose", find)
    shown = [
        replace(one, scale="display", image=(one.image / one.image.max()).astype(np.float32))
        for one in ball_pair.radiographs
    ]
    pair = replace(ball_pair, frontal=shown[0], lateral=shown[1])
    taken = calibrate_geometry(pair, WorkContext(), fit_display=False)
    assert asked == [True] and taken.pair.lateral.scale == "display"
    np.testing.assert_array_equal(taken.pair.lateral.image, shown[1].image)
    assert taken.pair.geometry.lateral.rotation_deg == (0.0, 0.0, 5.0)


def test_a_height_found_by_the_rows_is_part_of_the_proposal(
    ball_pair: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = replace(ball_pair, geometry=LateralPose(height_mm=-9.0).applied(ball_pair.geometry))
    further = findings({"height": estimate("height", -6.0, 1.0)})
    monkeypatch.setattr(geometry, "physical_pair", lambda *_, **__: PhysicalPair(lower, (), -9.0))
    monkeypatch.setattr(geometry, "find_pose", lambda *_, **__: Found(further, LaidOver((), (), ()), {}))
    taken = calibrate_geometry(ball_pair, WorkContext())
    expected_mm = -9.0 + further.pose.height_mm
    assert further.pose.height_mm < -5.0
    assert taken.findings.pose.height_mm == pytest.approx(expected_mm)
    assert taken.pair.geometry.lateral.shift_mm[2] == pytest.approx(expected_mm)
    assert taken.findings.estimates["height"].used == pytest.approx(expected_mm)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--pair", "PAIR", "--out", "found.json"), "a folder"),
        (("--pair", "PAIR", "--out", "BESIDE"), "overwritten"),
        (("--pair", "absent.json"), "absent.json"),
        (("--learn", "."), "--out"),
    ],
)
def test_the_command_says_what_is_wrong_before_any_work(
    arguments: tuple[str, ...], words: str, ball_pair_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    known = {"PAIR": str(ball_pair_path), "BESIDE": str(ball_pair_path.parent)}
    assert main(["calibrate-geometry", *(known.get(each, each) for each in arguments)]) == 2
    assert words in capfd.readouterr().err


@pytest.mark.slow
def test_the_command_writes_the_pair_with_the_geometry_that_was_found(
    ball_pair_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "found"
    assert main(["calibrate-geometry", "--pair", str(ball_pair_path), "--out", str(out), "--json"]) == 0
    summary = json.loads(capfd.readouterr().out)
    assert Path(summary["file"]) == out / "pair.json" and read_pair(out).subject == summary["subject"]
    assert summary["seconds"] > 0.0 and set(summary["scores"]) >= {"ncc_frontal", "levels_as_told"}
