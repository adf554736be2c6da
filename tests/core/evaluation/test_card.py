"""The report card of one case: baselines beside the result, no accuracy without a truth, no unearned praise."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError, Xr2ctError
from xr2ct_core.evaluation import card as module
from xr2ct_core.evaluation.card import CardVolume, report_card
from xr2ct_core.evaluation.card_words import DISPLAY_IMAGES, ONE_CASE, ORACLES, TRAINED_ON, UNKNOWN_TRAINING
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.methods.blocks.templates.library import TEMPLATE_IDS
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.protocol.results import CardRow, CardSummary
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
ORACLE_NAMES = ["oracle-blur-5", "oracle-blur-10", "oracle-blur-15"]


@pytest.fixture(scope="module")
def chest() -> Volume:
    return make_thorax(3, GRID)


@pytest.fixture(scope="module")
def case_path(chest: Volume, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pair = simulate_pair(chest, GEOMETRY, subject="P1")
    return write_pair(pair, tmp_path_factory.mktemp("case"), truth=chest)


@pytest.fixture(scope="module")
def nearly_right(chest: Volume) -> np.ndarray:
    """The truth with an error of 30 HU."""
    noise = np.random.default_rng(0).normal(0.0, 30.0, chest.shape_zyx)
    return (chest.hu + noise).astype(np.float32)


def rows_of(card: CardSummary) -> dict[str, CardRow]:
    return {row.name: row for row in card.rows}


def test_a_nearly_right_volume_is_first_and_closer_than_every_baseline(
    case_path: Path, nearly_right: np.ndarray
) -> None:
    sigma = np.full(GRID.shape_zyx, 30.0, np.float32)
    card = report_card(CardVolume(nearly_right, sigma, "template"), case_path)
    rows = rows_of(card)
    assert list(rows) == ["result", "tv", "backprojection", *ORACLE_NAMES]
    assert [row.is_baseline for row in card.rows] == [False] + [True] * 5 and card.has_truth
    own = rows["result"].metrics
    assert rows["result"].title == "Registered template"
    assert own["rmse_hu_body"] == pytest.approx(30.0, abs=0.5)
    assert own["coverage_90"] == pytest.approx(0.9, abs=0.03) and "seconds" not in own
    assert {"psnr_unseen_db", "equivalent_blur_mm", "dice_lung", "ncc_frontal"} <= own.keys()
    assert rows["oracle-blur-10"].metrics["equivalent_blur_mm"] == pytest.approx(10.0, abs=0.5)
    assert card.verdict.startswith("Closer to the true CT than every baseline") and "Total variation" in card.verdict
    assert any("90\u00a0% interval" in note for note in card.notes)
    assert card.notes[-2:] == (ORACLES, ONE_CASE)


def test_a_volume_of_air_is_further_away_than_the_best_baseline(case_path: Path) -> None:
    card = report_card(CardVolume(np.full(GRID.shape_zyx, -1000.0, np.float32), method="template"), case_path)
    assert card.verdict.startswith("Further from the true CT than the best of the baselines")
    assert rows_of(card)["result"].metrics["psnr_3d_db"] < rows_of(card)["tv"].metrics["psnr_3d_db"]


def test_agreement_with_the_x_rays_is_told_to_prove_little_where_it_does(case_path: Path, chest: Volume) -> None:
    dented = chest.hu.astype(np.float32)
    dented[12:20, 12:20, 12:20] = -1000.0
    notes = report_card(CardVolume(dented, method="template"), case_path).notes
    assert any("agreement with the X-rays proves little" in note for note in notes)


def test_without_a_truth_only_agreement_is_measured_and_the_verdict_says_so(
    nearly_right: np.ndarray, chest: Volume, tmp_path: Path
) -> None:
    card = report_card(
        CardVolume(nearly_right, method="template"), write_pair(simulate_pair(chest, GEOMETRY), tmp_path)
    )
    assert not card.has_truth and list(rows_of(card)) == ["result", "tv", "backprojection"]
    measured = {key for row in card.rows for key in row.metrics} - {"seconds", "peak_memory_bytes"}
    views = {f"{key}_{view}" for view in ("frontal", "lateral") for key in ("ssim", "ncc")}
    assert measured == views | {"psnr_frontal_db", "psnr_lateral_db", "psnr_inputs_db"}
    assert "cannot be measured without a true CT" in card.verdict
    assert not {ORACLES, DISPLAY_IMAGES} & set(card.notes)


def test_agreement_with_display_images_is_told_to_be_that_with_estimates(
    nearly_right: np.ndarray, chest: Volume, tmp_path: Path
) -> None:
    pair = simulate_pair(chest, GEOMETRY)
    display = replace(pair, lateral=replace(pair.lateral, scale="display"))
    card = report_card(CardVolume(nearly_right, method="template"), write_pair(display, tmp_path))
    assert DISPLAY_IMAGES in card.notes


def test_a_volume_that_does_not_explain_its_x_rays_is_warned_of(chest: Volume, tmp_path: Path) -> None:
    path = write_pair(simulate_pair(chest, GEOMETRY), tmp_path)
    card = report_card(CardVolume(np.full(GRID.shape_zyx, 3000.0, np.float32), method="template"), path)
    assert "far less than every baseline" in card.verdict and not card.has_truth


def test_a_ct_that_cannot_be_the_truth_is_not_used(nearly_right: np.ndarray, chest: Volume, tmp_path: Path) -> None:
    upside_down = Volume.on_grid(np.ascontiguousarray(chest.hu[::-1, :, ::-1]), GRID)
    path = write_pair(simulate_pair(chest, GEOMETRY), tmp_path, truth=upside_down)
    card = report_card(CardVolume(nearly_right, method="template"), path)
    assert not card.has_truth and "was not used for measuring" in card.notes[0]


def test_a_template_made_of_this_patient_is_no_baseline_and_no_result(
    case_path: Path, nearly_right: np.ndarray, tmp_path: Path
) -> None:
    pair = replace(read_pair(case_path), subject=TEMPLATE_IDS[0])
    path = write_pair(pair, tmp_path)
    card = report_card(CardVolume(nearly_right, method="backprojection"), path)
    refused = rows_of(card)["template"]
    assert not refused.metrics and "made of this patient" in refused.message
    assert card.verdict.startswith("Closer")
    card = report_card(CardVolume(nearly_right, method="template"), path)
    assert "made of this patient" in card.verdict and "cannot tell how good" in card.verdict


def test_a_network_trained_on_this_patient_earns_no_praise(
    case_path: Path, nearly_right: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = SimpleNamespace(learned_from={"P1"})
    monkeypatch.setattr(module, "BASELINE_SHARES", {"backprojection": 1.0})
    monkeypatch.setattr(module, "network_with", {"abc": info}.get)
    known = report_card(CardVolume(nearly_right, method="biplanar", checkpoint_sha256="abc"), case_path)
    assert known.verdict.startswith(TRAINED_ON)
    info.learned_from = {"P2"}
    other = report_card(CardVolume(nearly_right, method="biplanar", checkpoint_sha256="abc"), case_path)
    assert other.verdict.startswith("Closer") and UNKNOWN_TRAINING not in other.notes
    unknown = report_card(CardVolume(nearly_right, method="biplanar", checkpoint_sha256="def"), case_path)
    assert unknown.verdict.startswith("Closer") and UNKNOWN_TRAINING in unknown.notes


def test_a_baseline_that_fails_has_its_sentence_and_the_rest_goes_on(
    case_path: Path, nearly_right: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.reconstruct

    def failing(pair, method, *arguments, **named):
        if method == "tv":
            raise Xr2ctError("It diverged.")
        return real(pair, method, *arguments, **named)

    monkeypatch.setattr(module, "reconstruct", failing)
    rows = rows_of(report_card(CardVolume(nearly_right, method="template"), case_path))
    assert rows["tv"].message == "It diverged." and not rows["tv"].metrics
    assert rows["backprojection"].metrics["psnr_3d_db"] > 10


def test_a_volume_of_unknown_origin_has_no_method_in_its_name(
    case_path: Path, nearly_right: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BASELINE_SHARES", {"backprojection": 1.0})
    assert report_card(CardVolume(nearly_right), case_path).rows[0].title == "This volume"


def test_work_reports_and_stops_when_asked(case_path: Path, nearly_right: np.ndarray) -> None:
    heard: list[tuple[float, str]] = []
    context = WorkContext(on_progress=lambda fraction, phase: heard.append((fraction, phase)))
    report_card(CardVolume(nearly_right, method="template"), case_path, context=context)
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert "Reconstructing with Total variation to compare" in {phase for _, phase in heard}
    control = ControlToken()
    stopping = WorkContext(control, lambda fraction, phase: control.request_stop() if fraction > 0.2 else None)
    with pytest.raises(CancelledError):
        report_card(CardVolume(nearly_right, method="template"), case_path, context=stopping)


def test_bad_input_is_refused(case_path: Path, nearly_right: np.ndarray) -> None:
    with pytest.raises(BadInputError, match="cannot be compared"):
        report_card(CardVolume(nearly_right, np.ones((8, 8, 8), np.float32), "template"), case_path)
    with pytest.raises(BadConfigError, match="magic"):
        report_card(CardVolume(nearly_right, method="magic"), case_path)


def test_the_worker_answers_with_the_card(case_path: Path, nearly_right: np.ndarray, tmp_path: Path) -> None:
    np.save(tmp_path / "volume.npy", nearly_right)
    config = {
        "volume_path": str(tmp_path / "volume.npy"),
        "pair_path": str(case_path),
        "method": "template",
        "device": "cpu",
    }
    sent: list[Message] = []
    task = TASKS["card"]
    job = JobContext("1", tmp_path, sent.append, ControlToken())
    summary = json.loads(json.dumps(task.load()(task.config_type.model_validate(config), job), allow_nan=False))
    assert CardSummary.model_validate(summary).rows[0].name == "result"
    assert not [message for message in sent if isinstance(message, Artifact)]
