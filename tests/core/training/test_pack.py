"""A packed network is the same network in half the bytes, without a trace of the machine, with a card that is true."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from tests.core.bundled import make_checkpoint
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.runs.calibration import Calibration, read_calibration, write_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS, read_info
from xr2ct_core.runs.model_card import Rounding, model_card, read_table
from xr2ct_core.training import pack as packing
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.pack import pack, without_paths


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    folder = make_checkpoint(tmp_path / "run" / "checkpoints" / "00000002")
    described = json.loads((folder / DESCRIPTION).read_text())
    patients = {"train": ["LIDC-IDRI-0314", "Somebody", "phantom-1"], "validation": ["QIN-LSC-0003"], "test": []}
    described["data"] = {
        "name": "/home/me/cts + phantoms:1@1",
        "split": "/home/me/split.json",
        "kinds": {"CT": 2, "phantom": 1},
        "patients": patients,
        "fold": "all",
        "folds": 2,
    }
    (folder / DESCRIPTION).write_text(json.dumps(described))
    return folder


def a_table(info: Any, **network: Any) -> dict[str, Any]:
    """What a benchmark says of the folds of a network."""
    folds = [
        {"fold": number, "run": f"fold{number}", "step": 7, "weights_sha256": "", "patients": {"test": [name]}}
        for number, name in enumerate(("Ada", "Ben"), 1)
    ]
    found = {
        "row": "biplanar",
        "method": info.method,
        "method_config": info.method_config,
        "weights_sha256": "other",
        "folds": folds,
    }
    score = {"psnr_3d_db": {"mean": 23.456, "sd": 0.5, "n": 2}, "seconds": {"mean": None, "sd": None, "n": 0}}
    base = {"psnr_3d_db": {"mean": 17.1, "sd": None, "n": 2}}
    return {
        "format": "xr2ct-evaluation",
        "program": "xr2ct 9",
        "device": "cpu",
        "geometry": "clinic",
        "grid": {"size": 32},
        "subjects": ["Ada", "Ben"],
        "rows": [
            {"id": "biplanar", "title": "Ours", "kind": "method", "parameters": 5, "metrics": score,
             "verdict_reason": "It is better."},
            {"id": "other", "title": "Not ours", "kind": "method", "parameters": 5, "metrics": score},
            {"id": "tv", "title": "Total variation", "kind": "method", "parameters": 0, "metrics": base},
        ],
        "benchmark": {"networks": [found | network]},
    }  # fmt: skip


def test_rounding_is_that_of_the_weights_whatever_is_done_beside_the_network(checkpoint, tmp_path):
    packing.pack(checkpoint, tmp_path / "half", "half")
    plain = packing.measured_rounding(checkpoint, tmp_path / "half")
    described = json.loads((checkpoint / DESCRIPTION).read_text())
    described["method_config"]["consistency"] = "none"
    (checkpoint / DESCRIPTION).write_text(json.dumps(described))
    assert packing.measured_rounding(checkpoint, tmp_path / "half") == plain
    assert 0.0 < plain.mean_hu < packing.LARGEST_MEAN_CHANGE_HU


def test_the_packed_network_has_16_bits_no_paths_and_the_same_volume(checkpoint: Path, tmp_path: Path) -> None:
    write_calibration(
        Calibration(sigma_edges_hu=(0.0, 500.0), factors=(1.5,), patients=3, voxels=9), checkpoint / "calibration.json"
    )
    info, rounding = pack(checkpoint, tmp_path / "out", "small")
    folder = tmp_path / "out"
    assert {path.name for path in folder.iterdir()} == {
        "checkpoint.json", "weights.safetensors", "MODEL_CARD.md", "calibration.json",
    }  # fmt: skip
    weights = load_file(folder / WEIGHTS)
    assert all(value.dtype == torch.float16 for value in weights.values() if value.is_floating_point())
    text = (folder / DESCRIPTION).read_text() + (folder / "MODEL_CARD.md").read_text()
    assert "/home" not in text and str(tmp_path) not in text and "cts + phantoms:1@1" in text
    packed, read = load_method(folder)
    original, _ = load_method(checkpoint)
    assert read == info == read_info(folder) and info.training_sha256 == ""
    for key, value in original.inference_weights().items():
        assert packed.inference_weights()[key].dtype == value.dtype
        np.testing.assert_allclose(packed.inference_weights()[key], value, rtol=1e-3, atol=1e-6)
    assert 0.0 < rounding.mean_hu < 1.0 and rounding.mean_hu <= rounding.largest_hu
    assert read_calibration(folder) == read_calibration(checkpoint)


def test_what_cannot_be_packed_is_refused_and_leaves_nothing(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(packing, "LARGEST_BYTES", 1000)
        with pytest.raises(BadInputError, match="MiB"):
            pack(checkpoint, out, "large")
    with monkeypatch.context() as patch:
        patch.setattr(packing, "measured_rounding", lambda full, packed: Rounding(1.5, 9.0))
        with pytest.raises(BadInputError, match=r"changes by 1\.5 HU"):
            pack(checkpoint, out, "rough")
    with pytest.raises(BadInputError, match="16 bits"):
        packing._rounded("large", torch.tensor([1e6]))
    assert not out.exists() and [path.name for path in tmp_path.iterdir()] == ["run"]
    out.mkdir()
    (out / "mine").touch()
    with pytest.raises(BadInputError, match="not an empty folder"):
        pack(checkpoint, out, "again")
    assert (out / "mine").exists()


def test_names_stay_where_paths_go() -> None:
    given = {"name": "/a/b + phantoms:3@1 + C:\\data\\cts", "list": ["/x/y.json", 3, None], "plain": "x2ct"}
    assert without_paths(given) == {"name": "b + phantoms:3@1 + cts", "list": ["y.json", 3, None], "plain": "x2ct"}


def test_the_card_tells_licences_folds_and_numbers_from_the_table(checkpoint: Path) -> None:
    info = read_info(checkpoint)
    card = model_card("small", info, 1234, Rounding(0.1, 2.0), a_table(info))
    assert "$" not in card and "not for diagnosis" in card and "1,234" in card
    assert "| LIDC-IDRI | LIDC-IDRI-0314 | CC BY 3.0 |" in card
    assert "| of no collection known here | Somebody | not told |" in card
    assert "Trained on 2 people and 1 computed thoraxes. The checkpoint was chosen on: QIN-LSC-0003." in card
    assert "| 1 | 7 | Ada |" in card and "| 2 | 7 | Ben |" in card
    assert "| **Ours** | 2 | 23.46 ± 0.50 |" in card and "| Total variation | 2 | 17.10 |" in card
    assert "Not ours" not in card and "It is better." in card and "`clinic`" in card
    assert "Not calibrated" in card


def test_the_card_tells_of_whom_the_first_weights_learned_and_of_how_many_a_mean_is(checkpoint: Path) -> None:
    info = read_info(checkpoint)
    begun = {**info.data, "begun_with_patients": ["LIDC-IDRI-0314", "QIN-LSC-0009", "phantom-7"]}
    table = a_table(info)
    table["rows"][0]["metrics"]["dice_lung"] = {"mean": 0.5, "sd": None, "n": 1}
    card = model_card("small", info.model_copy(update={"data": begun}), 1, Rounding(0.1, 2.0), table)
    assert "1 computed thoraxes. The weights it began with had learned from 1 more people." in card
    assert "QIN-LSC-0009 | CC BY" in card and "* 3 people and computed" in card and "0.500 (n = 1)" in card


def test_numbers_of_another_network_are_refused_and_none_are_told_as_none(checkpoint: Path, tmp_path: Path) -> None:
    info = read_info(checkpoint)
    unmeasured = model_card("small", info, 1, Rounding(0.0591, 148.0))
    assert "Not measured" in unmeasured and "by 0.059 HU on average and 150 HU at most from" in unmeasured
    for other in ({"method_config": {}}, {"method": "cnn3d"}, {"folds": []}):
        with pytest.raises(BadInputError, match="no cross-validation"):
            model_card("small", info, 1, Rounding(0.1, 2.0), a_table(info, **other))
    own = a_table(info, folds=[], weights_sha256=info.weights_sha256)
    assert "23.46" in model_card("small", info, 1, Rounding(0.1, 2.0), own)
    (tmp_path / "table.json").write_text('{"format": "xr2ct-evaluation"}')
    with pytest.raises(BadInputError, match="not the table of a benchmark"):
        read_table(tmp_path / "table.json")


def test_it_is_given_away_with_other_settings_at_inference_and_only_those(checkpoint: Path, tmp_path: Path) -> None:
    info, _ = pack(checkpoint, tmp_path / "packed", "small", changes={"consistency": "none"})
    assert read_info(tmp_path / "packed").method_config["consistency"] == info.method_config["consistency"] == "none"
    for changes in ({"width": 8}, {"consistency": "sometimes"}):
        with pytest.raises(BadConfigError):
            pack(checkpoint, tmp_path / "other", "small", changes=changes)
    assert not (tmp_path / "other").exists()
