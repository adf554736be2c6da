"""The command line with networks that come with the program: the default, what is said of them, and making one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.bundled import make_checkpoint
from tests.core.described import describe
from xr2ct_core.cli import main
from xr2ct_core.cli import view as view_module
from xr2ct_core.cli.choice import Choice, chosen, require_uncertainty
from xr2ct_core.cli.evaluate import chosen_methods
from xr2ct_core.control import WorkContext
from xr2ct_core.doctor import examine_networks
from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.registry import method_specs, ready_method_specs
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs import bundled
from xr2ct_core.runs.calibration import Calibration, write_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS

pytestmark = pytest.mark.usefixtures("worker_here")

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process with --json and returns what it says."""

    def call(*arguments: object) -> dict[str, Any]:
        code = main([*map(str, arguments), "--json"])
        return {"code": code, **json.loads(capfd.readouterr().out)}

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the networks lie that come with the program."""
    place = tmp_path / "checkpoints"
    place.mkdir()
    monkeypatch.setattr(bundled, "bundled_folder", lambda: place)
    return place


def test_without_a_method_the_bundled_network_reconstructs_with_its_uncertainty(
    run: Run, folder: Path, ball_pair_path: Path, tmp_path: Path
) -> None:
    make_checkpoint(folder / "biplanar-32")
    out, sigma = tmp_path / "ball.nrrd", tmp_path / "sigma.nrrd"
    command = ("reconstruct", "--anyway", "--pair", ball_pair_path, "--device", "cpu")
    done = run(*command, "--out", out, "--uncertainty", sigma, "--set", "views=frontal")
    assert (done["code"], done["method"], done["grid_size"], done["uncertainty"]) == (0, "biplanar", 32, str(sigma))
    assert done["provenance"]["method_config"]["views"] == "frontal"
    deviation, volume = read_volume(sigma), read_volume(out)
    assert deviation.shape_zyx == volume.shape_zyx == (32, 32, 32) and deviation.hu.min() >= 0 < deviation.hu.max()
    assert volume.provenance is not None and deviation.provenance is not None
    assert volume.provenance.checkpoint_sha256 == deviation.provenance.checkpoint_sha256 != ""
    assert "standard deviation" in deviation.provenance.assumptions[0] and deviation.provenance.synthetic
    refused = run(*command, "--out", out, "--set", "width=9")
    assert refused["code"] == 2 and "width is fixed" in refused["error"]["message"]


@pytest.mark.slow
def test_a_damaged_default_gives_way_to_template_unless_it_was_asked_for_by_name(
    run: Run, folder: Path, ball_pair_path: Path, tmp_path: Path
) -> None:
    (make_checkpoint(folder / "biplanar-32") / WEIGHTS).write_bytes(b"cut off")
    command = ("reconstruct", "--anyway", "--pair", ball_pair_path, "--out", tmp_path / "ball.nrrd", "--device", "cpu")
    done = run(*command)
    assert (done["code"], done["method"], done["grid_size"]) == (0, "template", 32)
    assert any("made with template, because biplanar could not be used" in note for note in done["notes"])
    refused = run(*command, "--method", "biplanar")
    assert refused["code"] == 5 and refused["error"]["code"] == "checkpoint_mismatch"


@pytest.mark.parametrize(
    "choice",
    [
        ("--method", "backprojection"),
        ("--method", "tv"),
        ("--method", "template", "--set", "templates=1"),
        ("--method", "x2ct-gan"),
    ],
)
def test_an_uncertainty_that_does_not_exist_is_an_error_before_any_work(
    run: Run, ball_pair_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: tuple[str, ...]
) -> None:
    monkeypatch.setattr("xr2ct_core.cli.work.WorkerClient", None)
    out = tmp_path / "ball.nrrd"
    command = ("reconstruct", "--pair", ball_pair_path, "--anyway", *choice, "--grid", 32, "--out", out)
    for same in (out, tmp_path / "ball" / ".." / "ball.nrrd"):
        refused = run(*command, "--uncertainty", same)
        assert refused["code"] == 2 and "same file" in refused["error"]["message"]
    refused = run(*command, "--uncertainty", tmp_path / "sigma.nrrd")
    assert refused["code"] == 2 and "tells no uncertainty" in refused["error"]["message"]
    assert not out.exists() and not (tmp_path / "sigma.nrrd").exists()


def test_methods_tell_an_uncertainty_as_their_table_says_and_may_tell_one_together(
    ball_pair: RadiographPair,
) -> None:
    for spec in method_specs().values():
        assert not spec.spread_of or spec.spread_of in spec.config_type().model_fields
    require_uncertainty(Choice("x2ct-gan", None, 32, members=(Path("a"), Path("b"))), {})
    require_uncertainty(Choice("template", None, 32), {"templates": 2})
    for name, spec in ready_method_specs().items():
        if name != "template":
            method = spec.build(spec.config_type()(), "cpu")
            output = method.reconstruct(ball_pair, WorkingGrid(32), WorkContext())
            assert (output.uncertainty_hu is None) != spec.tells_uncertainty


@pytest.mark.parametrize(
    ("method", "grid", "expected"),
    [
        (None, None, ("biplanar", "biplanar-128", 128, True)),
        (None, 128, ("biplanar", "biplanar-128", 128, True)),
        (None, 64, ("biplanar", "biplanar-64", 64, True)),
        (None, 32, ("biplanar", "biplanar-64", 32, True)),
        ("biplanar", 64, ("biplanar", "biplanar-64", 64, False)),
        ("x2ct-gan", None, ("x2ct-gan", "other", 32, False)),
        ("x2ct-gan", 128, ("x2ct-gan", "other", 128, False)),
        ("template", None, ("template", None, 128, False)),
        ("cnn3d", None, ("cnn3d", None, 128, False)),
    ],
)
def test_what_is_left_open_follows_from_the_networks_that_come_with_the_program(
    folder: Path, method: str | None, grid: Any, expected: tuple[Any, ...]
) -> None:
    for name, its_method, size in (
        ("biplanar-64", "biplanar", 64), ("biplanar-128", "biplanar", 128), ("other", "x2ct-gan", 32),
    ):  # fmt: skip
        describe(folder, name, its_method, size)
    name, checkpoint, grid_size, fallback = expected
    path = folder / checkpoint if checkpoint is not None else None
    assert chosen(method, None, grid) == Choice(name, path, grid_size, fallback)


def test_a_checkpoint_brings_its_method_and_grid_and_nothing_takes_its_place(folder: Path, tmp_path: Path) -> None:
    describe(folder, "biplanar-64", "biplanar", 64)
    own = describe(tmp_path, "mine", "x2ct-gan", 32)
    assert chosen(None, own, None) == Choice("x2ct-gan", own, 32)
    assert chosen(None, own, 64) == Choice("x2ct-gan", own, 64)


def test_without_networks_template_reconstructs_on_the_finest_grid(folder: Path) -> None:
    assert chosen(None, None, None) == Choice("template", None, 128)


def test_view_without_a_display_uses_the_default(
    run: Run, folder: Path, ball_pair_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "has_display", lambda: False)
    make_checkpoint(folder / "biplanar-32")
    done = run("view", ball_pair_path, "--anyway", "--grid", 64, "--out", tmp_path / "out")
    assert (done["code"], done["method"], done["grid_size"]) == (0, "biplanar", 64)
    assert read_volume(tmp_path / "out" / "ball.nii.gz").shape_zyx == (64, 64, 64)


@pytest.mark.slow
def test_bundled_networks_are_measured_by_name_on_patients_new_to_them(
    run: Run, folder: Path, ball_pair_path: Path, tmp_path: Path
) -> None:
    path = make_checkpoint(folder / "biplanar-32")
    command = ("evaluate", "--pairs", ball_pair_path, "--no-baselines", "--device", "cpu", "--out", tmp_path / "table")
    assert run(*command, "--methods", "biplanar,backprojection")["code"] == 0
    rows = json.loads((tmp_path / "table" / "table.json").read_text())["rows"]
    assert {row["id"] for row in rows} == {"biplanar", "backprojection"}
    assert all(np.isfinite(row["metrics"]["psnr_3d_db"]["mean"]) for row in rows)
    described = json.loads((path / DESCRIPTION).read_text())
    described["data"]["patients"]["train"].append("ball")
    (path / DESCRIPTION).write_text(json.dumps(described))
    refused = run(*command, "--methods", "biplanar")
    assert refused["code"] == 2 and "none is unknown to all networks" in refused["error"]["message"]


def test_a_learned_method_without_a_network_is_not_measured_by_name(folder: Path) -> None:
    fine, coarse = (describe(folder, f"biplanar-{size}", "biplanar", size) for size in (128, 64))
    assert chosen_methods("tv, biplanar, tv", 64) == (("tv",), (coarse,))
    assert chosen_methods("biplanar", 128) == ((), (fine,))
    with pytest.raises(BadConfigError, match="no network of it comes with the program"):
        chosen_methods("tv,x2ct-gan", 64)


def test_methods_and_doctor_say_which_networks_are_ready_and_which_are_damaged(run: Run, folder: Path) -> None:
    assert examine_networks().detail == "none come with the program"
    path = describe(folder, "biplanar-64", "biplanar", 64)
    methods = run("methods")["methods"]
    assert methods[0]["id"] == "biplanar" and methods[0]["bundled"] == {"biplanar-64": str(path)}
    assert [method["is_default"] for method in methods] == [True] + [False] * (len(methods) - 1)
    (describe(folder, "biplanar-128", "biplanar", 128) / DESCRIPTION).write_text("{")
    check = examine_networks()
    assert (check.status, check.detail) == ("note", "biplanar-64; damaged: biplanar-128")


def test_a_packed_network_is_one_that_can_come_with_the_program(
    run: Run, folder: Path, ball_pair_path: Path, tmp_path: Path
) -> None:
    checkpoint, calibration = make_checkpoint(tmp_path / "trained"), tmp_path / "calibration.json"
    write_calibration(Calibration(sigma_edges_hu=(0.0, 500.0), factors=(1.5,), patients=3, voxels=9), calibration)
    done = run("runs", "pack", checkpoint, "--calibration", calibration, "--out", folder / "biplanar-32")
    assert done["code"] == 0 and done["name"] == "biplanar-32" and 0 < done["rounding"]["mean_hu"] < 1
    packed = folder / "biplanar-32"
    assert set(done["files"]) == {str(path) for path in packed.iterdir()}
    assert {path.name for path in packed.iterdir()} == {DESCRIPTION, WEIGHTS, "MODEL_CARD.md", "calibration.json"}
    card = (packed / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "not for diagnosis" in card and "Calibrated on 3 patients" in card
    made = run("reconstruct", "--anyway", "--pair", ball_pair_path, "--out", tmp_path / "ball.nrrd", "--device", "cpu")
    assert made["method"] == "biplanar" and made["provenance"]["checkpoint_sha256"] == done["weights_sha256"]
    refused = run("runs", "pack", checkpoint, "--out", packed)
    assert refused["code"] == 2 and "not an empty folder" in refused["error"]["message"]
    refused = run("runs", "pack", tmp_path, "--out", tmp_path / "new")
    assert refused["code"] == 5 and not (tmp_path / "new").exists()
