"""One reconstruction from start to end, with methods made for the test."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, CancelledError, CudaUnavailableError, Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import write_volume
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.methods.registry import MethodSpec, method_specs
from xr2ct_core.radiograph import ESTIMATED_ERROR, RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_core.worker.reconstruct_task import summarise

GRID = WorkingGrid(64)


class OddConfig(ConfigBase):
    """What the method of these tests returns."""

    fill_hu: float = -1000.0
    size: int = 64


class OddMethod(Method):
    """Returns the volume `answer`, or a constant one."""

    answer: ClassVar[Volume | None] = None

    def __init__(self, config: OddConfig, device: str) -> None:
        self.config = config

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        assert pair.is_physical
        context.progress(0.5, "Guessing")
        hu = np.full((self.config.size,) * 3, self.config.fill_hu, np.float32)
        return MethodOutput(hu if self.answer is None else self.answer.as_float32().hu, notes=("A guess.",))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 4 * grid.size**3


@pytest.fixture(autouse=True)
def _odd_method(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = MethodSpec("odd", "Odd", "", "none", f"{__name__}:OddConfig", f"{__name__}:OddMethod")
    monkeypatch.setitem(method_specs(), "odd", spec)


def test_the_true_volume_reprojects_onto_the_inputs_and_measures_as_perfect(
    ball_pair: RadiographPair, ball: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OddMethod, "answer", ball)
    pair = replace(ball_pair, truth_path=write_volume(ball, tmp_path / "ball.nii.gz"))
    result = reconstruct(pair, "odd", GRID, device="cpu")
    for image, radiograph in zip(result.reprojections, ball_pair.radiographs, strict=True):
        assert np.abs(image - radiograph.image).max() < 1e-3
    assert result.metrics["psnr_frontal_db"] > 60 and result.metrics["ncc_lateral"] > 0.9999
    assert result.metrics["mae_hu"] == 0 and all(np.isfinite(value) for value in result.metrics.values())
    assert result.volume.affine == GRID.affine and result.notes == ("A guess.",)


def test_the_provenance_tells_method_settings_inputs_and_geometry(ball_pair: RadiographPair) -> None:
    result = reconstruct(ball_pair, "odd", GRID, method_config={"fill_hu": -900}, device="cpu")
    provenance = result.provenance
    assert provenance.synthetic and provenance.method_id == "odd" and provenance.subject == "ball"
    assert provenance.method_config == {"fill_hu": -900.0, "size": 64}
    assert provenance.geometry["frontal"]["sad_mm"] == 541 and provenance.geometry["lateral"]["view"] == "LL"
    assert len(provenance.inputs_sha256["frontal"]) == 64
    turned = replace(ball_pair, frontal=ball_pair.frontal.flipped_horizontally())
    other = reconstruct(turned, "odd", GRID, device="cpu").provenance
    assert other.inputs_sha256["frontal"] != provenance.inputs_sha256["frontal"]
    assert other.inputs_sha256["lateral"] == provenance.inputs_sha256["lateral"]


def test_the_assumptions_of_a_display_image_reach_the_provenance(ball_pair: RadiographPair) -> None:
    shown = replace(ball_pair.frontal, scale="display", assumptions=("Taken as PA.",))
    result = reconstruct(replace(ball_pair, frontal=shown), "odd", GRID, device="cpu")
    assert result.provenance.assumptions[0] == "Taken as PA." and "rough" in result.provenance.assumptions[1]
    assert result.pair.is_physical
    assert summarise(result, GRID).input_errors == (ESTIMATED_ERROR, 0.0)


def test_times_are_told_apart_by_phase_and_progress_only_grows(ball_pair: RadiographPair) -> None:
    seen: list[tuple[float, str]] = []
    context = WorkContext(on_progress=lambda fraction, phase: seen.append((fraction, phase)))
    result = reconstruct(ball_pair, "odd", GRID, device="cpu", context=context)
    assert set(result.timings_s) == {"Preparing", "Guessing", "Re-projecting", "Measuring"}
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert result.seconds > 0 and result.peak_memory_bytes > 1 << 26 and result.device == "cpu"


@pytest.mark.parametrize("bad_hu", [float("nan"), float("inf")])
def test_a_volume_with_values_that_are_no_numbers_is_an_error(ball_pair: RadiographPair, bad_hu: float) -> None:
    with pytest.raises(Xr2ctError, match="not numbers") as caught:
        reconstruct(ball_pair, "odd", GRID, method_config={"fill_hu": bad_hu}, device="cpu")
    assert caught.value.code == "nan_loss" and caught.value.exit_code == 6


def test_wrong_settings_methods_and_shapes_are_named(ball_pair: RadiographPair) -> None:
    with pytest.raises(BadConfigError, match="fill_hu"):
        reconstruct(ball_pair, "odd", GRID, method_config={"fill_hu": "much"})
    with pytest.raises(BadConfigError, match="'magic'"):
        reconstruct(ball_pair, "magic", GRID)
    with pytest.raises(Xr2ctError, match="32"):
        reconstruct(ball_pair, "odd", GRID, method_config={"size": 32}, device="cpu")


def test_a_stop_is_obeyed(ball_pair: RadiographPair) -> None:
    context = WorkContext()
    context.control.request_stop()
    with pytest.raises(CancelledError):
        reconstruct(ball_pair, "odd", GRID, device="cpu", context=context)


def test_a_graphics_card_that_is_not_there_is_an_error(
    ball_pair: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(CudaUnavailableError):
        reconstruct(ball_pair, "odd", GRID, device="cuda")
    assert reconstruct(ball_pair, "odd", GRID, device="auto").device == "cpu"


def test_the_truth_stays_where_it_stands(ball: Volume) -> None:
    finer = WorkingGrid(128)
    again = truth_on_grid(truth_on_grid(ball, finer), GRID)
    assert np.abs(again.hu - ball.hu)[1:-1, 1:-1, 1:-1].mean() < 25
    index_zyx = tuple(np.rint(finer.affine.world_to_voxel((40.0, -20.0, 30.0))).astype(int))
    fine = truth_on_grid(ball, finer)
    assert fine.hu[index_zyx] == pytest.approx(0, abs=1) and fine.hu[5, 5, 5] == pytest.approx(-1000, abs=1)
