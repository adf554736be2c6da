"""`xr2ct plausibility` judges files of volumes: from its command, through a worker, to a map on disk."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.core.bundled import make_judge
from xr2ct_core.affine import Affine
from xr2ct_core.cli import main
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.errors import EXIT_CODES
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume, write_volume
from xr2ct_core.methods.continuity.method import ContinuityMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.checkpoint import build_method, load_method, write_checkpoint
from xr2ct_core.volume import Volume
from xr2ct_core.worker.plausibility_task import on_working_cube

pytestmark = pytest.mark.usefixtures("worker_here")

GRID = WorkingGrid(32)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_judge(tmp_path_factory.mktemp("run") / "00000001")


@pytest.mark.slow
def test_the_command_tells_how_continuous_a_volume_is_and_writes_the_map(
    checkpoint: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    volume = make_thorax(1, WorkingGrid(64))
    torn = volume.hu.copy()
    torn[30:32] = -1000
    paths = [tmp_path / name for name in ("whole.nii.gz", "torn.nrrd")]
    for path, hu in zip(paths, (volume.hu, torn), strict=True):
        write_volume(Volume(hu, volume.affine, volume.provenance), path)
    found = []
    for path in paths:
        out = tmp_path / f"map-{path.name}"
        arguments = ["plausibility", "--volume", path, "--checkpoint", checkpoint, "--out", out, "--json"]
        assert main([str(each) for each in arguments]) == 0
        found.append(json.loads(capfd.readouterr().out))
    whole, torn_summary = found
    assert torn_summary["mean_error_hu"] > 1.1 * whole["mean_error_hu"]
    assert torn_summary["worst_slice"] == 15 and torn_summary["worst_slice_mm"] == pytest.approx(-5.0)
    assert len(whole["profile_hu"]) == 32 and "32³" in whole["notes"][0] and whole["verdict"]
    assert [note for note in whole["notes"] if "did not learn from" in note], "there was no validation"

    method, info = load_method(checkpoint)
    assert isinstance(method, ContinuityMethod)
    expected = method.plausibility(truth_on_grid(read_volume(paths[1]), GRID).hu)
    written = read_volume(Path(torn_summary["map"]))
    np.testing.assert_allclose(written.hu, expected.error_hu, atol=0.51)
    assert written.affine == GRID.affine and written.provenance is not None
    assert written.provenance.checkpoint_sha256 == info.weights_sha256
    assert written.provenance.assumptions[0].startswith("Not anatomy") and written.provenance.synthetic

    assert main(["plausibility", "--volume", str(paths[0]), "--checkpoint", str(checkpoint)]) == 0
    assert "times the error of CTs" in capfd.readouterr().out

    validated = tmp_path / "validated"
    write_checkpoint(
        validated,
        info.model_copy(update={"metrics": {"continuity_truth": 1.25}}),
        method.inference_weights(),
        method,
        {},
    )
    assert main(["plausibility", "--volume", str(paths[0]), "--checkpoint", str(validated), "--json"]) == 0
    measured = json.loads(capfd.readouterr().out)
    assert measured["relative_error"] == pytest.approx(whole["relative_error"] / 1.25, rel=1e-4)
    assert not [note for note in measured["notes"] if "did not learn from" in note]


@pytest.mark.parametrize(("independent", "is_said"), [(True, False), (False, True)])
def test_a_validation_on_those_who_were_learned_from_says_nothing_about_others(
    independent: bool, is_said: bool, checkpoint: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    method, info = load_method(checkpoint)
    told = {"metrics": {"continuity_truth": 1.25}, "data": {"independent": independent}}
    write_checkpoint(tmp_path / "run", info.model_copy(update=told), method.inference_weights(), method, {})
    volume = write_volume(make_thorax(1, WorkingGrid(32)), tmp_path / "volume.nrrd")
    assert main(["plausibility", "--volume", str(volume), "--checkpoint", str(tmp_path / "run"), "--json"]) == 0
    notes = json.loads(capfd.readouterr().out)["notes"]
    assert any("did not learn from" in note for note in notes) is is_said


def test_checkpoints_of_other_methods_and_other_endings_are_refused(
    checkpoint: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write_volume(make_thorax(1, WorkingGrid(64)), tmp_path / "volume.nrrd")
    other = build_method("x2ct-gan", {"grid_size": 32, "width": 0.05, "gan": False}, "cpu")
    info = CheckpointInfo(
        method="x2ct-gan", method_config=other.config.model_dump(), train_config=TrainConfig(), step=0
    )
    write_checkpoint(tmp_path / "other", info, other.inference_weights(), other, {})
    arguments = ["plausibility", "--volume", str(path), "--checkpoint"]
    assert main([*arguments, str(tmp_path / "other")]) == EXIT_CODES["bad_config"]
    assert "judges no volumes" in capfd.readouterr().err
    assert main([*arguments, str(checkpoint), "--out", str(tmp_path / "map.txt")]) == EXIT_CODES["bad_config"]
    assert "ending" in capfd.readouterr().err


def test_volumes_on_a_cube_stay_where_they_are_and_cts_are_centred() -> None:
    cube = make_thorax(1, WorkingGrid(64, 300.0))
    here = on_working_cube(cube, 32)
    assert here.affine == WorkingGrid(32, 300.0).affine
    np.testing.assert_array_equal(here.hu, truth_on_grid(cube, WorkingGrid(32, 300.0)).hu)
    shifted_mm = Affine.axis_aligned(cube.spacing_zyx_mm, np.add(cube.affine.origin_lps_mm, (40.0, 0.0, 500.0)))
    elsewhere = on_working_cube(Volume(cube.hu, shifted_mm), 32)
    assert elsewhere.affine == GRID.affine
    z_mm, y_mm, x_mm = (np.flatnonzero((elsewhere.hu > -500).any(other)).mean() for other in ((1, 2), (0, 2), (0, 1)))
    assert (z_mm, y_mm, x_mm) == pytest.approx((15.5, 15.5, 15.5), abs=0.6), "its body is in the middle"
