"""Trainings on radiographs without a CT: what learns from them, what refuses them, and how they are measured."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.joined import JoinedSource
from xr2ct_core.data.source import CaseKind, CaseSample, PairSample, Sample, Subset
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput
from xr2ct_core.methods.registry import learned_method_specs, method_spec, ready_method_specs
from xr2ct_core.methods.suitable import require_suitable
from xr2ct_core.runs.preview_case import read_preview_case
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.standing import Standing
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.training.validation import held_out_cases, validate
from xr2ct_core.units import HU_MIN, with_empty_voxels

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SETTINGS: dict[str, dict[str, Any]] = {
    "u-x2ct-gan": {"width": 0.1},
    "cgan-128": {"width": 0.1, "teacher": "X-rays"},
    "cyclegan-b": {"width": 0.05, "dropout": 0.0},
    "cyclegan-f": {"width": 0.05, "dropout": 0.0},
}


class Bodies:
    """Ellipsoids of water: as volumes, or as the radiographs they give."""

    grid = GRID

    def __init__(self, kind: CaseKind, count: int) -> None:
        self.kinds: tuple[CaseKind, ...] = (kind,) * count
        self.subjects = tuple(f"{kind}-{number}" for number in range(count))

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> Sample:
        z, y, x = (np.indices(GRID.shape_zyx) - 15.5) * GRID.spacing_mm
        hu = np.where((x / (90 + 10 * index)) ** 2 + (y / 80) ** 2 + (z / 120) ** 2 < 1, 0, -1000)
        case = CaseSample(self.subjects[index], hu.astype(np.int16), GEOMETRY)
        if self.kinds[index] != "pair":
            return case
        batch = BatchMaker(GRID, "cpu").make([case])
        return PairSample(case.subject, batch.frontal_BRC[0].numpy(), batch.lateral_BRC[0].numpy(), GEOMETRY)

    def fingerprint(self, index: int) -> str:
        return self.subjects[index]


def data_of(pairs: int, phantoms: int) -> TrainingData:
    """All but the first of each kind to learn from."""
    source = JoinedSource([Bodies("pair", pairs), Bodies("phantom", phantoms)], GRID)
    firsts = [index for index, subject in enumerate(source.subjects) if subject.endswith("-0")]
    rest = [index for index in range(len(source)) if index not in firsts]
    return TrainingData(Subset(source, rest), Subset(source, firsts), {"digest": f"{pairs} {phantoms}"})


@pytest.mark.parametrize("method_id", list(SETTINGS))
def test_a_training_without_cts_runs_and_is_measured_by_its_projections(method_id: str, tmp_path: Path) -> None:
    # CycleGANs learn from X-rays and volumes of different people, of which none is held out here.
    mixed = data_of(4, 4 if method_id.startswith("cyclegan") else 0)
    data = replace(mixed, validation=Bodies("pair", 1), augment=AugmentConfig())
    config = TrainConfig(steps=2, workers=1, log_every=1, validate_every=2, preview_every=2, checkpoint_every=2)
    record = start_training(method_id, {"grid_size": 32, **SETTINGS[method_id]}, config, data, tmp_path / "run")
    assert {"psnr_frontal_db", "psnr_lateral_db", "psnr_views_db", "ssim_lateral", "ncc_frontal"} <= (
        record.metrics.keys()
    )
    assert "psnr_3d_db" not in record.metrics
    assert record.best_by == "psnr_views_db" and record.best["step"] == 2
    run = RunFolder.open(tmp_path / "run")
    case = read_preview_case(run)
    assert case is not None and case.truth is None and case.pair.subject == "pair-0"
    assert run.preview_path(2).exists()


@pytest.mark.parametrize("method_id", ["u-x2ct-gan", "cyclegan-b"])
def test_a_training_on_mixed_data_resumes_as_if_never_stopped(method_id: str, tmp_path: Path) -> None:
    data = replace(data_of(3, 3), augment=AugmentConfig())
    often = {"log_every": 1, "validate_every": 3, "preview_every": 100, "checkpoint_every": 3}
    config = TrainConfig(steps=3, workers=1, batch_size=2, **often)
    settings = {"grid_size": 32, **SETTINGS[method_id]} | ({"true_cts": 1} if method_id == "u-x2ct-gan" else {})
    start_training(method_id, settings, config, data, tmp_path / "whole")
    control = ControlToken()
    events = TrainingEvents(progress=lambda *_: control.request_stop())
    with pytest.raises(CancelledError):
        start_training(method_id, settings, config, data, tmp_path / "parts", control=control, events=events)
    record = resume_training(tmp_path / "parts", replace(data, augment=None))
    whole, parts = (
        [(row.step, row.values) for row in RunFolder.open(tmp_path / run).metrics()] for run in ("whole", "parts")
    )
    assert whole == parts
    assert record.best_by == "psnr_3d_db" and "ssim_frontal" in record.metrics


def test_what_a_method_cannot_use_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    pairs = data_of(3, 0)
    for method_id, settings, words in (
        ("x2ct-gan", {"width": 0.05}, "learns from CTs; X-rays without one: 2 of 2 cases"),
        ("cyclegan-b", {"width": 0.05}, "there are no volumes"),
        ("cgan-128", {"width": 0.1}, "taught by CTs cannot use X-rays"),
        ("biplanar", {"width": 4, "image_width": 8}, "taught by CTs cannot use X-rays"),
    ):
        with pytest.raises(BadInputError, match=words) as found:
            start_training(method_id, {"grid_size": 32, **settings}, TrainConfig(), pairs, tmp_path / "run")
        assert found.value.hint
        assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "method_id", ["x2ct-gan", "trct-gan", "diffusion", "cnn3d", "ddnm", "continuity", "latent-fit"]
)
def test_methods_that_need_cts_take_no_pairs_without_one(method_id: str) -> None:
    require_suitable(method_spec(method_id), ["CT", "phantom"])
    with pytest.raises(BadInputError, match="1 of 3 cases") as found:
        require_suitable(method_spec(method_id), ["CT", "phantom", "pair"])
    assert found.value.hint.endswith("use them: biplanar, u-x2ct-gan, cyclegan-b, cyclegan-f, style, cgan-128.")


def test_every_method_that_learns_says_from_what() -> None:
    assert all(spec.learns_from for spec in learned_method_specs().values())
    assert not any(spec.learns_from for spec in ready_method_specs().values())


def test_cases_with_and_without_a_volume_are_measured_in_turn() -> None:
    source = JoinedSource([Bodies("CT", 3), Bodies("pair", 2)], GRID)
    assert [case.subject for case in held_out_cases(source, 4)] == ["CT-0", "pair-0", "CT-1", "pair-1"]
    assert [case.subject for case in held_out_cases(Bodies("pair", 3), 2)] == ["pair-0", "pair-1"]


def test_a_nearly_true_volume_scores_high_in_3d_where_it_is_known_and_in_its_views_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    method = build_method("u-x2ct-gan", {"grid_size": 32, "width": 0.1}, "cpu")
    volume, pair = Bodies("CT", 1)[0], Bodies("pair", 1)[0]
    assert isinstance(volume, CaseSample)
    truth = with_empty_voxels(volume.cube_hu)
    filled = truth > HU_MIN
    nearly_true = MethodOutput(truth + np.where(filled, np.float32(5.0), np.float32(0.0)))
    monkeypatch.setattr(method, "reconstruct", lambda *_: nearly_true)
    both, alone = (
        validate(method, cases, BatchMaker(GRID, "cpu"), WorkContext()) for cases in ([volume, pair], [pair])
    )
    error_hu = 5.0 * np.sqrt(filled.mean())
    assert both["psnr_3d_db"] == pytest.approx(20 * np.log10(2500 / error_hu)) and both["psnr_views_db"] > 35
    assert both["psnr_views_db"] == pytest.approx((both["psnr_frontal_db"] + both["psnr_lateral_db"]) / 2)
    assert "psnr_3d_db" not in alone and alone["ncc_lateral"] > 0.999
    chosen_by = [Standing().after(1, metrics).best_by for metrics in (both, alone)]
    assert chosen_by == ["psnr_3d_db", "psnr_views_db"]


def test_a_volume_of_no_numbers_is_not_hidden_by_the_mean_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    method = build_method("u-x2ct-gan", {"grid_size": 32, "width": 0.1}, "cpu")
    cases = [Bodies("CT", 2)[0], Bodies("CT", 2)[1]]
    volumes = iter([np.zeros(GRID.shape_zyx, np.float32), np.full(GRID.shape_zyx, np.nan, np.float32)])
    monkeypatch.setattr(method, "reconstruct", lambda *_: MethodOutput(next(volumes)))
    assert validate(method, cases, BatchMaker(GRID, "cpu"), WorkContext()) == {}
    assert not Standing().after(1, {}).is_best
