"""A style network goes before a method from the command line, and is measured on patients whom it does not know."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from xr2ct_core.cli import main
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation import style_conditions as conditions
from xr2ct_core.evaluation.robustness import chosen_conditions
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.styled import read_style
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.checkpoint import build_method, write_checkpoint

pytestmark = pytest.mark.usefixtures("worker_here")

GRID = WorkingGrid(32)


@pytest.fixture(scope="module")
def shown() -> RadiographPair:
    """A thorax as display images."""
    pair = simulate_pair(make_thorax(4, GRID), BiplanarGeometry.make(rows=64, cols=64, pixel_mm=9.0), subject="ann")
    images = [(1.0 - np.exp(-each.image / 3.0)).astype(np.float32) for each in pair.radiographs]
    frontal, lateral = (
        replace(each, image=image, scale="display") for each, image in zip(pair.radiographs, images, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def checkpoint_of(folder: Path, seed: int, patients: list[str]) -> Path:
    torch.manual_seed(seed)
    settings: dict[str, Any] = {"grid_size": 32, "image_size": 64, "width": 4}
    method = build_method("style", settings, "cpu")
    with torch.no_grad():
        method.networks["to_simulated"].head.weight *= 30.0
    info = CheckpointInfo(
        method="style",
        method_config=settings,
        train_config=TrainConfig(),
        step=1,
        data={"patients": {"train": patients}},
    )
    write_checkpoint(folder, info, method.inference_weights(), method, {})
    return folder


def test_the_command_line_names_the_network_that_was_put_in_front(
    shown: RadiographPair, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pair_path, network = write_pair(shown, tmp_path / "pair"), checkpoint_of(tmp_path / "net", 0, [])
    command = ["reconstruct", "--pair", str(pair_path), "--method", "backprojection", "--grid", "32", "--json"]
    options = ["--no-fit-display", "--device", "cpu", "--style", str(network), "--out", str(tmp_path / "out.npz")]
    assert main([*command, "--anyway", *options]) == 0
    done = json.loads(capfd.readouterr().out)
    sha = read_style(network, "cpu").sha256[:12]
    told = [text for text in done["provenance"]["assumptions"] if "style of simulated radiographs" in text]
    assert len(told) == 2 and all(sha in text for text in told)
    assert main([*command, "--anyway", *options[:-3], str(tmp_path), *options[-2:]]) != 0
    assert "not a checkpoint" in capfd.readouterr().out


def test_a_patient_is_measured_with_a_network_that_is_new_to_her(shown: RadiographPair, tmp_path: Path) -> None:
    for number, known in enumerate((["ann"], ["bob"])):
        checkpoint_of(tmp_path / "nets" / str(number), number, known)
    styles = [read_style(tmp_path / "nets" / name, "cpu") for name in ("0", "1")]
    found = conditions._styled(styles, "cpu", fit=False)(shown)
    expected = physical_pair(shown, "cpu", WorkContext(), fit=False, style=styles[1]).pair
    np.testing.assert_array_equal(found.frontal.image, expected.frontal.image)
    with pytest.raises(BadInputError, match="learned from ann"):
        conditions._styled(styles[:1], "cpu", fit=False)(shown)


def test_style_conditions_are_offered_only_with_networks(tmp_path: Path) -> None:
    checkpoint_of(tmp_path / "net", 0, [])
    more = conditions.style_conditions([tmp_path / "net"], "cpu")
    assert [one.id for one in more][:2] == ["stand-in-style", "stand-in-style-fitted"]
    assert conditions.style_conditions([], "cpu") == ()
    names = [one.id for one in chosen_conditions(("stand-in",), more)]
    assert names[-len(more) :] == [one.id for one in more]
    assert [one.id for one in chosen_conditions(("stand-in-style",), more)] == ["stand-in-clean", "stand-in-style"]


def test_both_views_keep_the_total_of_the_first_estimate(shown: RadiographPair, tmp_path: Path) -> None:
    style = read_style(checkpoint_of(tmp_path / "net", 0, []), "cpu")
    first = restored(shown)
    after = style.applied(first)
    for before, made in zip(first.pair.radiographs, after.pair.radiographs, strict=True):
        assert np.abs(made.image - before.image).mean() > 0.01
        assert float(made.image.sum()) == pytest.approx(float(before.image.sum()), rel=0.05)
        assert (made.image[before.image == 0.0] == 0.0).all(), "air stays air"
