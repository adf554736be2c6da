"""What is asked about a volume is asked where its method took the X-rays to stand."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.control import ControlToken
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.card import CardVolume, report_card
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.inference.made_with import as_made_with
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.messages import Message
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

pytestmark = pytest.mark.usefixtures("quick_templates")

GRID = WorkingGrid(32)
TOLD = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
TRUE = replace(TOLD, lateral=TOLD.lateral.moved((0.0, 0.0, 0.0), (0.0, 0.0, 20.0)))
CHEST = make_thorax(3, GRID)
PAIR = replace(simulate_pair(CHEST, TRUE), geometry=TOLD)
RECORD = json.loads(json.dumps({"cube_mm": 320.0, **asdict(TRUE)}))


def summary_of(task: str, config: dict, folder: Path) -> dict:
    known = TASKS[task]
    return known.load()(known.config_type.model_validate(config), JobContext("1", folder, _unheard, ControlToken()))


def _unheard(_: Message) -> None:
    """Nobody listens to what the task says meanwhile."""


def test_a_record_puts_the_x_rays_where_they_stood_and_an_empty_one_leaves_them() -> None:
    placed = as_made_with(PAIR, RECORD)
    assert placed.geometry == TRUE and placed.frontal is PAIR.frontal and placed.lateral is PAIR.lateral
    assert as_made_with(PAIR, {}) is PAIR


def test_a_record_of_another_pair_or_of_nothing_is_refused() -> None:
    wider = BiplanarGeometry.make(rows=32, cols=64, pixel_mm=15.625)
    with pytest.raises(BadInputError, match="other views or other detectors"):
        as_made_with(PAIR, asdict(wider))
    with pytest.raises(BadConfigError, match="how both X-rays were taken"):
        as_made_with(PAIR, {"cube_mm": 320.0})


def test_the_card_measures_a_volume_and_its_baselines_where_the_volume_was_made(tmp_path: Path) -> None:
    path = write_pair(PAIR, tmp_path, truth=CHEST)
    volume = CHEST.hu.astype(np.float32)
    told, placed = (
        report_card(CardVolume(volume), path, seen=as_made_with(PAIR, record)).rows for record in ({}, RECORD)
    )
    assert placed[0].metrics["psnr_lateral_db"] > told[0].metrics["psnr_lateral_db"] + 10.0
    assert placed[0].metrics["psnr_frontal_db"] == told[0].metrics["psnr_frontal_db"]
    assert placed[1].name == "tv" and placed[1].metrics["psnr_3d_db"] > told[1].metrics["psnr_3d_db"]


def test_evidence_and_alternatives_follow_the_volume(tmp_path: Path) -> None:
    pair_path = write_pair(PAIR, tmp_path / "pair")
    np.save(tmp_path / "volume.npy", CHEST.hu)
    np.save(tmp_path / "sigma.npy", np.full(GRID.shape_zyx, 100, np.int16))
    shared = {"volume_path": str(tmp_path / "volume.npy"), "pair_path": str(pair_path), "device": "cpu"}
    determined, agreements = [], []
    for name, record in (("told", {}), ("placed", RECORD)):
        summary_of("evidence", shared | {"geometry": record}, tmp_path / name)
        determined.append(np.load(tmp_path / name / "determined.npy"))
        others = {"uncertainty_path": str(tmp_path / "sigma.npy"), "count": 1, "geometry": record}
        agreements.append(summary_of("alternatives", shared | others, tmp_path / f"others-{name}")["volume"])
    assert not np.array_equal(*determined)
    told, placed = (agreement["psnr_lateral_db"] for agreement in agreements)
    assert placed > told + 10.0


def test_the_card_takes_display_images_as_the_reconstruction_did(tmp_path: Path) -> None:
    display = replace(
        PAIR, frontal=replace(PAIR.frontal, scale="display"), lateral=replace(PAIR.lateral, scale="display")
    )
    np.save(tmp_path / "volume.npy", CHEST.hu)
    config = {"volume_path": str(tmp_path / "volume.npy"), "pair_path": str(write_pair(display, tmp_path / "pair"))}
    straight = summary_of("card", config | {"fit_display": False, "device": "cpu"}, tmp_path / "out")
    expected = report_card(
        CardVolume(CHEST.hu.astype(np.float32)), Path(config["pair_path"]), seen=to_line_integrals(display)
    )
    assert straight["rows"][0]["metrics"] == pytest.approx(expected.rows[0].metrics, rel=1e-5)
