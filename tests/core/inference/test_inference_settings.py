"""What may differ when a checkpoint reconstructs, its calibration, and what happens when it cannot be used."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.bundled import make_checkpoint
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.ready_method import ready_method
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.methods.base import MethodOutput
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.method import TemplateMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.calibration import Calibration, write_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, WEIGHTS

GRID = WorkingGrid(32)


@pytest.fixture(scope="module")
def pair() -> RadiographPair:
    return simulate_pair(make_thorax(1, GRID), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    return make_checkpoint(tmp_path / "biplanar-32")


def run(pair: RadiographPair, checkpoint: Path, **options: object) -> Reconstruction:
    return reconstruct(pair, "biplanar", GRID, checkpoint=checkpoint, device="cpu", **options)  # type: ignore[arg-type]


def test_a_setting_open_at_inference_changes_the_volume_and_is_recorded_with_all_others(
    pair: RadiographPair, checkpoint: Path
) -> None:
    plain = run(pair, checkpoint)
    frontal = run(pair, checkpoint, method_config={"views": "frontal"})
    assert not np.array_equal(plain.volume.hu, frontal.volume.hu)
    ours, theirs = frontal.provenance.method_config, plain.provenance.method_config
    assert {name for name in ours if ours[name] != theirs[name]} == {"views"}
    assert frontal.provenance.checkpoint_sha256 == plain.provenance.checkpoint_sha256 != ""
    same = run(pair, checkpoint, method_config={"views": "both"})
    assert np.array_equal(same.volume.hu, plain.volume.hu)


def test_other_settings_are_refused_and_the_open_ones_named(pair: RadiographPair, checkpoint: Path) -> None:
    with pytest.raises(BadConfigError, match="width is fixed") as refused:
        run(pair, checkpoint, method_config={"width": 8, "views": "both"})
    assert "views" in str(refused.value.hint) and "width" not in str(refused.value.hint)
    with pytest.raises(BadConfigError, match="nonsense is fixed"):
        run(pair, checkpoint, method_config={"nonsense": 1})
    with pytest.raises(BadConfigError, match="views"):
        run(pair, checkpoint, method_config={"views": "none"})


def test_a_calibration_beside_the_weights_scales_the_uncertainty_and_nothing_else(
    pair: RadiographPair, checkpoint: Path
) -> None:
    plain = run(pair, checkpoint)
    calibration = Calibration(sigma_edges_hu=(0.0, 5000.0), factors=(2.0,), patients=3, voxels=10)
    write_calibration(calibration, checkpoint / "calibration.json")
    honest = run(pair, checkpoint)
    assert plain.uncertainty_hu is not None and honest.uncertainty_hu is not None
    np.testing.assert_allclose(honest.uncertainty_hu, 2.0 * plain.uncertainty_hu, rtol=1e-5)
    np.testing.assert_array_equal(honest.volume.hu, plain.volume.hu)


@pytest.mark.parametrize("damage", ["weights", "description", "settings", "calibration"])
def test_where_a_checkpoint_cannot_be_used_template_takes_its_place_and_says_so(
    pair: RadiographPair, checkpoint: Path, damage: str
) -> None:
    description = json.loads((checkpoint / DESCRIPTION).read_text())
    match damage:
        case "weights":
            (checkpoint / WEIGHTS).write_bytes((checkpoint / WEIGHTS).read_bytes()[:-4] + b"abcd")
        case "description":
            (checkpoint / DESCRIPTION).write_text("{")
        case "settings":
            description["method_config"]["from_the_future"] = 1
            (checkpoint / DESCRIPTION).write_text(json.dumps(description))
        case "calibration":
            (checkpoint / "calibration.json").write_text("{}")
    spec, settings = method_spec("biplanar"), {"views": "frontal"}
    with pytest.raises(Xr2ctError) as refused:
        ready_method(spec, settings, checkpoint, "cpu")
    assert refused.value.code == "checkpoint_mismatch"
    ready = ready_method(spec, settings | {"fit_pose": True}, checkpoint, "cpu", fallback=True)
    assert ready.spec.id == "template" and ready.checkpoint_sha256 == ""
    assert ready.config == TemplateConfig(fit_pose=True), "the calibration that was asked for is kept"
    assert "made with template" in ready.notes[0] and str(refused.value) in ready.notes[0]


def test_the_result_of_the_replacement_is_that_of_template_and_carries_the_note(
    pair: RadiographPair, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Quick(TemplateMethod):
        def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
            return MethodOutput(np.zeros(grid.shape_zyx, dtype=np.float32), notes=("its own",))

    monkeypatch.setattr("xr2ct_core.methods.template.method.TemplateMethod", Quick)
    (checkpoint / WEIGHTS).unlink()
    result = run(pair, checkpoint, fallback=True)
    assert result.method_id == result.provenance.method_id == "template"
    assert result.provenance.checkpoint_sha256 == "" and not result.volume.hu.any()
    assert "made with template" in result.notes[0] and result.notes[1] == "its own"


def test_a_wrong_setting_is_an_error_and_no_reason_for_another_method(pair: RadiographPair, checkpoint: Path) -> None:
    with pytest.raises(BadConfigError):
        run(pair, checkpoint, fallback=True, method_config={"width": 8})


def test_a_bundled_network_that_cannot_be_used_is_replaced_by_another_one_of_its_method(
    pair: RadiographPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xr2ct_core.runs.bundled.bundled_folder", lambda: tmp_path)
    fine, coarse = make_checkpoint(tmp_path / "biplanar-64", grid_size=64), make_checkpoint(tmp_path / "biplanar-32")
    (fine / WEIGHTS).write_bytes(b"version https://git-lfs.github.com/spec/v1")
    spec = method_spec("biplanar")
    ready = ready_method(spec, {"views": "frontal"}, fine, "cpu", fallback=True)
    assert ready.spec is spec and ready.config.model_dump()["views"] == "frontal"
    assert ready.checkpoint_sha256 == ready_method(spec, None, coarse, "cpu").checkpoint_sha256 != ""
    assert ready.notes[0].startswith("The volume was made with biplanar-32, because biplanar-64 could not be used.")
    (coarse / WEIGHTS).unlink()
    ready = ready_method(spec, None, fine, "cpu", fallback=True)
    assert ready.spec.id == "template" and "because biplanar could not be used" in ready.notes[0]


def test_a_result_says_that_the_network_learned_from_this_patient(pair: RadiographPair, checkpoint: Path) -> None:
    for subject, is_known in (("one", True), ("somebody else", False)):
        notes = run(replace(pair, subject=subject), checkpoint).notes
        assert any(f"learned from this patient, {subject}" in note for note in notes) == is_known
