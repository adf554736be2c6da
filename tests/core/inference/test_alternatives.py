"""Other volumes with the same X-rays: they agree as well, they differ, and they stay where the method is sure."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference import alternatives as module
from xr2ct_core.inference.alternatives import UNSURE_HU, Alternative, draw_alternatives
from xr2ct_core.inference.reconstruct import reproject
from xr2ct_core.inference.same_images import SameImages
from xr2ct_core.inference.smooth_errors import FIELDS, ErrorView, SmoothErrors, UnitField, with_errors
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.measured import measured_views
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.protocol.results import AlternativesSummary
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.tasks import TASKS

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)


@pytest.fixture(scope="module")
def chest_hu() -> np.ndarray:
    return make_thorax(3, GRID).hu.astype(np.float32)


@pytest.fixture(scope="module")
def pair() -> RadiographPair:
    """X-rays of nearly the same chest, so that the volume has a misfit as a reconstruction has."""
    return simulate_pair(make_thorax(3, WorkingGrid(64)), GEOMETRY, photons=1e5, seed=1)


@pytest.fixture(scope="module")
def sigma_hu(chest_hu: np.ndarray) -> np.ndarray:
    """150 HU everywhere but in the front half of the patient, where the method is sure."""
    sigma = np.full(chest_hu.shape, 150.0, np.float32)
    sigma[:, :16] = 0.0
    return sigma


@pytest.fixture(scope="module")
def drawn(chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair) -> tuple[Alternative, ...]:
    return draw_alternatives(chest_hu, sigma_hu, pair, GRID, 2)


def rms(values: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(values, dtype=np.float64))))


def misfit(hu: np.ndarray, images: tuple[np.ndarray, ...]) -> float:
    return rms(np.stack(reproject(hu, GEOMETRY, GRID)) - np.stack(images))


def test_they_explain_the_x_rays_as_well_as_the_reconstruction(
    drawn: tuple[Alternative, ...], chest_hu: np.ndarray, pair: RadiographPair
) -> None:
    measured = tuple(radiograph.image for radiograph in pair.radiographs)
    own = misfit(chest_hu, measured)
    for found in drawn:
        assert misfit(found.hu, reproject(chest_hu, GEOMETRY, GRID)) < 0.5 * own
        assert misfit(found.hu, measured) < 1.2 * own
        assert found.hu.min() >= -1000.0


def test_they_differ_from_the_reconstruction_and_from_each_other_where_it_is_unsure(
    drawn: tuple[Alternative, ...], chest_hu: np.ndarray
) -> None:
    first, second = (found.hu[:, 17:] for found in drawn)
    here = chest_hu[:, 17:] > -900
    for found, volume in zip(drawn, (first, second), strict=True):
        assert 20.0 < rms((volume - chest_hu[:, 17:])[here]) < 300.0
        assert 20.0 < found.difference_hu < 300.0
    assert rms((first - second)[here]) > 20.0


def test_how_far_they_are_from_the_reconstruction_is_told_of_unsure_voxels_alone(
    drawn: tuple[Alternative, ...], chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair
) -> None:
    mu_per_hu = MU_WATER_PER_MM / 1000.0
    mu_ZYX, sigma_ZYX = (torch.from_numpy(values) for values in (hu_to_mu_per_mm(chest_hu), sigma_hu * mu_per_hu))
    limited_hu = SameImages(mu_ZYX, sigma_ZYX, pair, GRID).sigma_ZYX.numpy() / mu_per_hu
    assert limited_hu[0, 0, 0] < 1.0 < 100.0 < limited_hu.max(), "nothing can appear in the air"
    for found in drawn:
        assert found.difference_hu == pytest.approx(rms((found.hu - chest_hu)[limited_hu > UNSURE_HU]), rel=1e-3)


def test_where_the_method_is_sure_and_in_the_air_nothing_changes(
    drawn: tuple[Alternative, ...], chest_hu: np.ndarray
) -> None:
    for found in drawn:
        changed = np.abs(found.hu - chest_hu)
        unsure = changed[:, 16:][chest_hu[:, 16:] > -900].mean()
        assert changed[:, :12][chest_hu[:, :12] > -900].mean() < 0.2 * unsure
        assert changed[0, 0, 0] < 1.0


def test_the_same_seed_draws_the_same_whatever_the_number(
    drawn: tuple[Alternative, ...], chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair
) -> None:
    (again,) = draw_alternatives(chest_hu, sigma_hu, pair, GRID, 1)
    np.testing.assert_allclose(again.hu, drawn[0].hu, atol=0.5)
    (other,) = draw_alternatives(chest_hu, sigma_hu, pair, GRID, 1, seed=1)
    assert rms(other.hu - again.hu) > 10.0


def test_a_fine_grid_is_fitted_after_a_coarse_one(
    monkeypatch: pytest.MonkeyPatch, chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair
) -> None:
    monkeypatch.setattr(module, "COARSE_SIZE", 16)
    (found,) = draw_alternatives(chest_hu, sigma_hu, pair, GRID, 1)
    own = misfit(chest_hu, tuple(radiograph.image for radiograph in pair.radiographs))
    assert misfit(found.hu, reproject(chest_hu, GEOMETRY, GRID)) < 0.6 * own and found.difference_hu > 20.0


def test_random_fields_have_unit_variance_up_to_the_faces() -> None:
    field = UnitField(GRID, 30.0, torch.zeros(1))
    random = torch.Generator().manual_seed(0)
    drawn = torch.stack([field(torch.randn(GRID.shape_zyx, generator=random)) for _ in range(200)])
    assert drawn.var(0)[0].mean() == pytest.approx(1.0, abs=0.1)
    assert drawn.var(0)[16].mean() == pytest.approx(1.0, abs=0.1)


def test_errors_have_the_variance_that_the_method_tells(chest_hu: np.ndarray) -> None:
    mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(chest_hu))
    sigma_ZYX = torch.full_like(mu_ZYX, 0.003)
    errors = SmoothErrors(mu_ZYX, sigma_ZYX, GRID)
    random = torch.Generator().manual_seed(0)
    changes = torch.stack([errors.change(torch.randn((FIELDS, *mu_ZYX.shape), generator=random)) for _ in range(100)])
    assert changes.var(0).mean().sqrt() == pytest.approx(0.003, rel=0.1)
    assert 1.0 < float(errors.displacement_mm.max()) <= 12.0


def test_small_errors_change_attenuation_as_foretold_and_the_view_of_noise_has_its_transpose(
    chest_hu: np.ndarray, pair: RadiographPair
) -> None:
    mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(chest_hu))
    errors = SmoothErrors(mu_ZYX, torch.full_like(mu_ZYX, 0.003), GRID)
    random = torch.Generator().manual_seed(0)
    white_BZYX = torch.randn((1, FIELDS * 32, 32, 32), generator=random)
    small_WZYX = 0.05 * white_BZYX.reshape(FIELDS, 32, 32, 32)
    moved_ZYX = with_errors(mu_ZYX, errors.of(small_WZYX), GRID) - mu_ZYX
    foretold_ZYX = errors.change(small_WZYX)
    together = (moved_ZYX * foretold_ZYX).sum() / (moved_ZYX.norm() * foretold_ZYX.norm())
    assert together > 0.7, "the foretold change follows smoothed borders, the real one sharp ones"
    view = ErrorView(measured_views(pair, GRID)[0].operator, errors)
    image_BRC = torch.randn((1, 32, 32), generator=random)
    left, right = (view.forward(white_BZYX) * image_BRC).sum(), (white_BZYX * view.adjoint(image_BRC)).sum()
    assert float(left) == pytest.approx(float(right), rel=1e-3)


def test_fitting_ends_as_soon_as_the_x_rays_agree(chest_hu: np.ndarray, pair: RadiographPair) -> None:
    mu_ZYX = torch.from_numpy(hu_to_mu_per_mm(chest_hu))
    same = SameImages(mu_ZYX, torch.full_like(mu_ZYX, 0.003), pair, GRID)
    steps: list[int] = []
    assert same.fitted(mu_ZYX, 3, 0.35, steps.append) is mu_ZYX and not steps


def test_work_reports_and_stops_when_asked(chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair) -> None:
    heard: list[tuple[float, str]] = []
    context = WorkContext(on_progress=lambda fraction, phase: heard.append((fraction, phase)))
    draw_alternatives(chest_hu, sigma_hu, pair, GRID, 2, context=context)
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert {"Drawing volume 1 of 2", "Drawing volume 2 of 2"} <= {phase for _, phase in heard}
    control = ControlToken()
    stopping = WorkContext(control, lambda fraction, phase: control.request_stop() if fraction > 0.5 else None)
    with pytest.raises(CancelledError):
        draw_alternatives(chest_hu, sigma_hu, pair, GRID, 2, context=stopping)


@pytest.mark.parametrize(
    ("sigma_hu", "words"),
    [
        (np.zeros(GRID.shape_zyx, np.float32), "zero everywhere"),
        (np.full(GRID.shape_zyx, -1.0, np.float32), "below zero"),
        (np.ones((16, 16, 16), np.float32), "voxels"),
    ],
)
def test_what_is_no_uncertainty_of_the_volume_is_refused(
    chest_hu: np.ndarray, pair: RadiographPair, sigma_hu: np.ndarray, words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        draw_alternatives(chest_hu, sigma_hu, pair, GRID, 1)


def test_the_worker_writes_them_and_tells_their_agreement(
    chest_hu: np.ndarray, sigma_hu: np.ndarray, pair: RadiographPair, tmp_path: Path
) -> None:
    np.save(tmp_path / "volume.npy", chest_hu.astype(np.int16))
    np.save(tmp_path / "uncertainty.npy", sigma_hu.astype(np.int16))
    config = {
        "volume_path": str(tmp_path / "volume.npy"),
        "uncertainty_path": str(tmp_path / "uncertainty.npy"),
        "pair_path": str(write_pair(pair, tmp_path / "pair")),
        "count": 2,
        "device": "cpu",
    }
    sent: list[Message] = []
    task = TASKS["alternatives"]
    job = JobContext("1", tmp_path, sent.append, ControlToken())
    told = AlternativesSummary.model_validate(
        json.loads(json.dumps(task.load()(task.config_type.model_validate(config), job)))
    )
    artifacts = [message for message in sent if isinstance(message, Artifact)]
    assert [artifact.role for artifact in artifacts] == ["alternative_0", "alternative_1"]
    first, second = (np.load(artifact.path) for artifact in artifacts)
    assert first.dtype == np.int16 and first.shape == GRID.shape_zyx and not np.array_equal(first, second)
    assert told.volume.difference_hu == 0.0 and len(told.alternatives) == 2
    for known in told.alternatives:
        assert known.psnr_frontal_db > told.volume.psnr_frontal_db - 1.5
        assert known.ncc_lateral > 0.99 and known.difference_hu > 20.0
