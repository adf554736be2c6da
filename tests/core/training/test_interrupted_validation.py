"""A training that breaks off while it measures or keeps a checkpoint ends as one that was never interrupted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.core.training import conftest
from tests.core.training.conftest import SETTINGS
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint, read_info
from xr2ct_core.runs.metrics_log import MetricsRow
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training import loop
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.standing import standing_of
from xr2ct_core.training.start import resume_training, start_training

METHOD = "x2ct-gan"
CONFIG = conftest.CONFIG.model_copy(update={"validate_every": 2, "preview_every": 2})


def measured(run: RunFolder) -> dict[int, dict[str, float]]:
    """The validations of a run by step."""
    rows = ((row.step, {k: v for k, v in row.values.items() if k.startswith("validation/")}) for row in run.metrics())
    return {step: values for step, values in rows if values}


def once(function: Callable[..., Any], number: int, error: BaseException) -> Callable[..., Any]:
    """The function, but for one call, which fails."""
    calls = 0

    def called(*arguments: Any, **settings: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise error
        return function(*arguments, **settings)

    return called


@pytest.fixture(scope="module")
def whole(data: TrainingData, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    out = tmp_path_factory.mktemp("whole") / "run"
    start_training(METHOD, SETTINGS, CONFIG, data, out, device="cpu")
    assert len(measured(RunFolder.open(out))) >= 2
    return RunFolder.open(out)


@pytest.mark.parametrize("number", [1, 2])
def test_a_stop_while_measuring_leaves_the_measurement_to_the_next_start(
    whole: RunFolder, data: TrainingData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(loop, "validate", once(loop.validate, number, CancelledError()))
    with pytest.raises(CancelledError):
        start_training(METHOD, SETTINGS, CONFIG, data, tmp_path / "run", device="cpu")
    run = RunFolder.open(tmp_path / "run")
    assert len(measured(run)) == number - 1
    assert resume_training(run.path, data, device="cpu").shown_state == "finished"
    assert measured(run) == measured(whole)
    assert (run.record().metrics, run.record().best) == (whole.record().metrics, whole.record().best)
    assert run.checkpoint_steps() == whole.checkpoint_steps() and run.preview_steps() == whole.preview_steps()
    for step in run.checkpoint_steps():
        kept, wanted = (read_info(each.checkpoint_path(step)) for each in (run, whole))
        assert kept.metrics == wanted.metrics and kept.weights_sha256 == wanted.weights_sha256


def test_the_best_step_is_kept_though_the_disk_was_full_when_it_was_measured(
    data: TrainingData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = {2: 10.0, 4: 5.0}

    def falling(*_: object) -> dict[str, float]:
        return {"psnr_3d_db": scores[running[-1]]}

    running: list[int] = []
    take = loop.seed_step

    def seeded(seed: int, step: int, rank: int) -> None:
        running.append(step)
        take(seed, step, rank)

    monkeypatch.setattr(loop, "validate", falling)
    monkeypatch.setattr(loop, "seed_step", seeded)
    write = loop.write_checkpoint
    full = Xr2ctError("The disk is full.", code="disk_full")
    monkeypatch.setattr(loop, "write_checkpoint", once(write, 1, full))
    with pytest.raises(Xr2ctError, match="full"):
        start_training(METHOD, SETTINGS, CONFIG, data, tmp_path / "run", device="cpu")
    resume_training(tmp_path / "run", data, device="cpu")
    run = RunFolder.open(tmp_path / "run")
    assert run.record().best == {"psnr_3d_db": 10.0, "step": 2}
    assert chosen_checkpoint(run.path) == run.checkpoint_path(2)


def test_what_came_after_the_checkpoint_is_not_remembered_as_the_best() -> None:
    rows = [
        MetricsRow(1, 0.0, {"train/loss": 3.0}),
        MetricsRow(2, 0.0, {"validation/psnr_3d_db": 20.0, "validation/mae_hu": 90.0}),
        MetricsRow(4, 0.0, {"validation/psnr_3d_db": 19.0}),
        MetricsRow(6, 0.0, {"validation/psnr_3d_db": 21.0}),
    ]
    until, later = standing_of(rows[:3]), standing_of(rows)
    assert (until.step, until.metrics, until.best_by) == (4, {"psnr_3d_db": 19.0}, "psnr_3d_db")
    assert until.best == {"psnr_3d_db": 20.0, "mae_hu": 90.0, "step": 2} and not until.is_best
    assert later.best["step"] == 6 and later.is_best
