"""`biplanar` that goes on with X-rays alone: what teaches it, what holds it, and what it needs to begin."""

import pytest
import torch
from torch import Tensor

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.losses import sigma_of
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.methods.biplanar.xray_teacher import LARGEST_GAIN, distance, projected_error
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.projection.measured import MeasuredView, measured_view
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.units import MU_WATER_PER_MM

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SMALL = {"grid_size": 32, "width": 4, "image_width": 8, "teacher": "X-rays", "view_dropout": 0.0}


@pytest.fixture(scope="module")
def batch() -> PairBatch:
    """Two phantoms whose volumes are hidden."""
    cases = Phantoms(2, GRID, GEOMETRY)
    whole = BatchMaker(GRID, "cpu").make([cases[0], cases[1]])
    hidden = torch.full_like(whole.cube_hu_BZYX, float("nan"))
    return PairBatch(
        hidden,
        whole.frontal_BRC,
        whole.lateral_BRC,
        whole.geometries,
        GRID,
        whole.subjects,
        torch.zeros(2, dtype=torch.bool),
    )


def begun(**settings: object) -> BiplanarMethod:
    torch.manual_seed(0)
    method = BiplanarMethod(BiplanarConfig.model_validate(SMALL | settings))
    with torch.no_grad():
        method.networks["network"].volume.head.weight.normal_(0.0, 0.05)
    method.begin(is_trained=True)
    return method


def turn_of(method: BiplanarMethod, batch: PairBatch, seed: int = 1) -> Turn:
    torch.manual_seed(seed)
    (turn,) = method.training_step(batch)
    return turn


def view_of(water_1ZYX: Tensor, gain: float) -> MeasuredView:
    empty = measured_view(torch.zeros(1, 32, 32), GEOMETRY.frontal, GRID)
    return measured_view(gain * empty.operator.forward(MU_WATER_PER_MM * water_1ZYX), GEOMETRY.frontal, GRID)


def test_no_volume_is_looked_at_and_every_term_is_a_number(batch: PairBatch) -> None:
    turn = turn_of(begun(view_dropout=0.9), batch)
    assert set(turn.terms) == {"inputs", "withheld", "anchor", "unseen", "deviation"}
    assert all(bool(torch.isfinite(term)) for term in turn.terms.values())
    assert float(turn.terms["withheld"].detach()) > 0.0


def test_at_the_start_it_is_the_network_it_began_with_and_training_leaves_that_one_alone(batch: PairBatch) -> None:
    method = begun()
    first = turn_of(method, batch)
    assert all(first.terms[name].item() == 0.0 for name in ("anchor", "deviation", "withheld"))
    assert first.terms["inputs"].item() > 0.0
    anchor = {key: value.clone() for key, value in method.networks["anchor"].state_dict().items()}
    optimiser = torch.optim.AdamW(method.networks["network"].parameters(), 3e-3)
    errors = []
    for _ in range(4):
        turn = turn_of(method, batch)
        errors.append(turn.terms["inputs"].item())
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
    assert errors[-1] < 0.95 * errors[0]
    assert all(torch.equal(value, anchor[key]) for key, value in method.networks["anchor"].state_dict().items())
    assert all(parameter.grad is None for parameter in method.networks["anchor"].parameters())
    assert turn_of(method, batch).terms["anchor"].item() > 0.0


def test_the_anchor_pulls_harder_where_it_is_sure() -> None:
    water, anchor = torch.full((1, 1, 4, 4, 4), 1.1), torch.ones(1, 1, 4, 4, 4)

    def log_sigma_of(sigma: float) -> torch.Tensor:
        smallest = float(sigma_of(torch.tensor(-30.0)))
        return torch.full_like(anchor, sigma - smallest).log()

    sure, unsure = (distance(water, anchor, log_sigma_of(value)) for value in (0.02, 0.5))
    assert float(sure) == pytest.approx(0.1, rel=1e-4) and float(unsure) == pytest.approx(0.01, rel=1e-4)


@pytest.mark.parametrize(("gain", "is_forgiven"), [(1.0, True), (1.1, True), (0.9, True), (1.6, False)])
def test_the_strength_of_a_view_is_left_open_within_limits(gain: float, is_forgiven: bool) -> None:
    water = torch.zeros(1, 1, 32, 32, 32)
    water[..., 8:24, 8:24, 8:24] = 1.0
    error = float(projected_error(water, [[view_of(water[0], gain)]]))
    assert (error < 1e-4) == is_forgiven
    assert (1.0 / LARGEST_GAIN < gain < LARGEST_GAIN) == is_forgiven


def test_a_wrong_volume_is_an_error_and_no_views_are_none() -> None:
    water = torch.zeros(1, 1, 32, 32, 32)
    water[..., 8:24, 8:24, 8:24] = 1.0
    other = water.roll(5, dims=4)
    assert float(projected_error(other, [[view_of(water[0], 1.0)]])) > 0.02
    assert float(projected_error(other, [[]])) == 0.0


def test_it_cannot_begin_from_its_first_weights() -> None:
    method = BiplanarMethod(BiplanarConfig.model_validate(SMALL))
    with pytest.raises(BadConfigError, match="first weights") as found:
        method.begin(is_trained=False)
    assert "--start-from" in found.value.hint


def test_what_reconstructs_does_not_carry_the_anchor_along() -> None:
    assert not any("anchor" in name for name in begun().inference_weights())
