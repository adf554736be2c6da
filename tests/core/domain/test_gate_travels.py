"""Reasons reach everybody: worker messages, notes, provenance files, JSON, the exit code, and the table of a batch."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.state import BatchSettings, BatchSource
from xr2ct_core.cli import main
from xr2ct_core.control import ControlToken
from xr2ct_core.domain.after import judge_result
from xr2ct_core.domain.limits import bundled_limits
from xr2ct_core.domain.reasons import RefusedError
from xr2ct_core.errors import EXIT_CODES
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.protocol.messages import Message, Warned
from xr2ct_core.protocol.tasks import ReconstructTask
from xr2ct_core.provenance import Provenance
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.reconstruct_task import run_reconstruct

pytestmark = pytest.mark.usefixtures("worker_here")

QUICK: dict[str, Any] = {"method": "backprojection", "grid_size": 32, "device": "cpu"}


def job(folder: Path, said: list[Message]) -> JobContext:
    folder.mkdir(exist_ok=True)
    return JobContext("job", folder, said.append, ControlToken())


def test_a_refused_pair_leaves_nothing_unless_it_is_wanted_anyway(ball_pair_path: Path, tmp_path: Path) -> None:
    said: list[Message] = []
    with pytest.raises(RefusedError) as caught:
        run_reconstruct(ReconstructTask(pair_path=str(ball_pair_path), **QUICK), job(tmp_path / "no", said))
    assert caught.value.code == "refused" and not list((tmp_path / "no").iterdir())

    task = ReconstructTask(pair_path=str(ball_pair_path), anyway=True, **QUICK)
    summary = run_reconstruct(task, job(tmp_path / "yes", said))
    warned = [message for message in said if isinstance(message, Warned)]
    assert "domain-same-view" in {message.code for message in warned} and all(message.hint for message in warned)
    assert {reason["kind"] for reason in summary["reasons"]} >= {"same-view", "volume"}
    written = summary["provenance"]["warnings"]
    assert written[0].startswith("Refused, made anyway: ") and set(written) <= set(summary["notes"])
    assert (tmp_path / "yes" / "volume.npy").is_file()


def test_the_command_line_refuses_with_its_own_exit_code_and_goes_on_when_told_to(
    ball_pair_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ball.nrrd"
    command = ["reconstruct", "--pair", str(ball_pair_path), "--method", "backprojection", "--grid", "32", "--json"]
    assert main([*command, "--out", str(out)]) == EXIT_CODES["refused"]
    error = json.loads(capfd.readouterr().out)["error"]
    assert error["code"] == "refused" and "--anyway" in error["hint"] and not list(tmp_path.glob("ball.nrrd*"))

    assert main([*command, "--out", str(out), "--anyway"]) == 0
    done = json.loads(capfd.readouterr().out)
    assert any(reason["level"] == "refusal" for reason in done["reasons"])
    stored = json.loads(Path(done["provenance_file"]).read_text(encoding="utf-8"))
    assert any(text.startswith("Refused, made anyway: ") for text in stored["warnings"])
    volume = read_volume(out)
    assert volume.provenance is not None and volume.provenance.warnings == tuple(stored["warnings"])


def test_check_says_the_reasons_without_making_anything_and_leaves_as_a_reconstruction_would(
    ball_pair_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--pair", str(ball_pair_path), "--json"]) == EXIT_CODES["refused"]
    told = json.loads(capfd.readouterr().out)
    assert told["clean"] is False and any(reason["level"] == "refusal" for reason in told["reasons"])


def test_learning_the_gate_needs_a_place_to_keep_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--learn-domain", str(tmp_path), "--json"]) == 2
    assert "folder" in json.loads(capfd.readouterr().out)["error"]["message"]
    assert main(["check", "--benchmark-domain", str(tmp_path / "absent"), "--json"]) == 2


def test_a_batch_notes_what_was_refused_and_what_is_doubtful(ball_pair_path: Path, tmp_path: Path) -> None:
    settings = BatchSettings(**QUICK)
    for anyway in (False, True):
        batch = Batch.at(tmp_path / "out", settings.model_copy(update={"anyway": anyway}))
        batch.add([("ball", BatchSource(pair=str(ball_pair_path)))])
        prepared = batch.prepare("ball", tmp_path / "scratch")
        here = job(tmp_path / f"result-{anyway}", [])
        try:
            summary = run_reconstruct(prepared.task, here)
            item = batch.land(prepared, summary, {"volume": here.out_dir / "volume.npy"})
        except RefusedError as refusal:
            item = batch.fail("ball", refusal)
            assert (item.state, item.error_code, item.volume) == ("failed", "refused", "")
    assert item.state == "done" and item.warnings[0].startswith("Refused, made anyway")
    header, row = (tmp_path / "out" / "batch.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert "warnings" in header.split(",") and "Refused, made anyway" in row


class Result:
    """What is judged of a reconstruction."""

    def __init__(self, hu: np.ndarray, ncc: float = 0.999, sigma: float | None = None) -> None:
        provenance = Provenance(kind="reconstruction", synthetic=True)
        self.volume = Volume.on_grid(hu, WorkingGrid(64), provenance)
        self.uncertainty_hu = None if sigma is None else np.full(hu.shape, sigma, np.float32)
        self.metrics = {"ncc_frontal": 0.999, "ncc_lateral": ncc}


def chest(lung_hu: float = -850.0, tissue_hu: float = 40.0, share: float = 0.5) -> np.ndarray:
    """A box of tissue with a box of lung inside that is `share` of its edges."""
    hu = np.full((64, 64, 64), -1024.0, np.float32)
    hu[4:60, 12:52, 6:58] = tissue_hu
    half = [round(share * length / 2) for length in (56, 40, 52)]
    hu[tuple(slice(32 - each, 32 + each) for each in half)] = lung_hu
    return hu


def test_a_good_volume_is_not_doubted(ball_pair: RadiographPair) -> None:
    assert judge_result(ball_pair, Result(chest(), sigma=100.0)) == ()


def test_lungs_count_behind_a_back_that_came_out_too_dark(ball_pair: RadiographPair) -> None:
    """As in volumes of real X-rays: a wall between the HU of lung and of tissue, and some slices open."""
    hu = chest()
    hu[:, 42:, :][hu[:, 42:, :] > 0.0] = -350.0
    hu[30:32, 44:, 30:34] = -1024.0
    assert judge_result(ball_pair, Result(hu)) == ()


@pytest.mark.parametrize(
    ("result", "kind", "words"),
    [
        (lambda: Result(chest(), ncc=0.5), "residual", "lateral"),
        (lambda: Result(chest(share=0.15)), "volume", "0.0 L"),
        (lambda: Result(chest(share=0.9)), "volume", "10.3 L"),
        (lambda: Result(chest(tissue_hu=900.0)), "tissue", "900 HU"),
        (lambda: Result(chest(), sigma=900.0), "uncertain", "900 HU"),
    ],
)
def test_each_thing_that_is_wrong_with_a_volume_is_a_warning(
    ball_pair: RadiographPair, result: Any, kind: str, words: str
) -> None:
    (reason,) = judge_result(ball_pair, result(), bundled_limits())
    assert (reason.kind, reason.level) == (kind, "warning") and words in reason.sentence
