"""The recipes in `resources/configs` are what they say they are: whole, and ready to run."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import torch

from xr2ct_core.cli.entry import main
from xr2ct_core.runs.bundled import begun_with
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_core.training.checkpoint import build_method, read_weights

RECIPES = sorted(
    path.name.removesuffix(".toml")
    for path in files("xr2ct_resources").joinpath("configs").iterdir()
    if path.name.endswith(".toml")
)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_is_read_and_only_data_are_missing(
    recipe: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    code = main(["train", "--config", recipe, "--data", str(tmp_path / "nowhere"), "--out", str(out), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code != 0 and "nowhere" in told["error"]["message"], told
    assert not out.exists()


@pytest.mark.parametrize("recipe", ["biplanar-64", "biplanar-128", "biplanar-xrays"])
def test_a_recipe_can_begin_with_the_network_that_comes_with_the_program(recipe: str) -> None:
    """Each of its weights has its place in the network of the recipe."""
    text = files("xr2ct_resources").joinpath("configs", f"{recipe}.toml").read_text(encoding="utf-8")
    bundled = begun_with(Path("biplanar-64"))
    weights = read_weights(bundled, read_info(bundled))
    with torch.device("meta"):
        own = build_method("biplanar", tomllib.loads(text)["method"], "meta").inference_weights()
    assert {key: value.shape for key, value in own.items() if key in weights} == {
        key: value.shape for key, value in weights.items()
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_recipe_for_128_voxels_goes_on_from_a_network_of_64(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    short = ["--data", "phantoms:5", "--train.steps", "1", "--train.batch-size", "1", "--train.validation-cases", "1"]
    assert main(["train", "--config", "biplanar-64", *short, "--out", str(first)]) == 0
    assert main(["train", "--config", "biplanar-128", *short, "--start-from", str(first), "--out", str(second)]) == 0
    capsys.readouterr()
    assert main(["runs", "show", str(second), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert "psnr_3d_db" in json.dumps(shown)
