"""Continuity learns how slices follow each other, finds where they do not, and mixes slices with their neighbours'."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from xr2ct_core.config.base import inference_settings
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.window_losses import to_window
from xr2ct_core.methods.continuity.config import ContinuityConfig
from xr2ct_core.methods.continuity.losses import gradient_penalty, told_apart, wasserstein_loss
from xr2ct_core.methods.continuity.measured import ErrorOfRefined, UsualShare
from xr2ct_core.methods.continuity.method import MEASURE_EVERY, REFINE_EVERY, ContinuityMethod
from xr2ct_core.methods.continuity.neighbours import follow
from xr2ct_core.methods.continuity.networks import Continuation
from xr2ct_core.methods.continuity.plausibility import Plausibility
from xr2ct_core.methods.continuity.stacks import body_hull, training_stacks
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import LIBRARY_BYTES, estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 4, "critic_width": 4, "coarse": "backprojection"}
BODY = slice(8, 24)


@pytest.fixture(scope="module")
def pair(cases: Phantoms) -> RadiographPair:
    return BatchMaker(GRID, "cpu").pair_and_truth(cases[2])[0]


def small(**settings: object) -> ContinuityMethod:
    torch.manual_seed(0)
    return ContinuityMethod(ContinuityConfig(**{**SMALL, **settings}))


def body_volume() -> Tensor:
    """Soft tissue around a lung, in all slices alike, air around it; in units of the window."""
    volume = torch.zeros(GRID.shape_zyx)
    volume[2:30, BODY, BODY] = 0.4
    volume[2:30, 12:20, 12:20] = 0.08
    return volume


class GoesOn(nn.Module):
    """Predicts that slices go on linearly."""

    def forward(self, shown_N3HW: Tensor, height_N: Tensor, direction_N: Tensor) -> Tensor:
        last, change = shown_N3HW[:, -1], shown_N3HW[:, -1] - shown_N3HW[:, -2]
        return torch.stack([last + step * change for step in (1, 2, 3)], dim=1)


class Stays(nn.Module):
    """Predicts that nothing changes."""

    def forward(self, shown_N3HW: Tensor, height_N: Tensor, direction_N: Tensor) -> Tensor:
        return shown_N3HW[:, -1:].expand(-1, 3, -1, -1)


class ForeseesHalf(nn.Module):
    """Predicts that slices go on linearly, half as steeply."""

    def forward(self, shown_N3HW: Tensor, height_N: Tensor, direction_N: Tensor) -> Tensor:
        last, change = shown_N3HW[:, -1], shown_N3HW[:, -1] - shown_N3HW[:, -2]
        return torch.stack([last + 0.5 * step * change for step in (1, 2, 3)], dim=1)


class Remembers(nn.Module):
    """Predicts nothing and keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Tensor] = []
        self.told: list[Tensor] = []

    def forward(self, shown_N3HW: Tensor, height_N: Tensor, direction_N: Tensor) -> Tensor:
        self.shown.append(shown_N3HW)
        self.told.append(torch.stack((height_N, direction_N), dim=1))
        return torch.zeros_like(shown_N3HW)


@pytest.mark.parametrize("norm", [0.3, 1.0, 4.0])
def test_the_penalty_of_a_linear_critic_is_that_of_the_norm_of_its_weights(norm: float) -> None:
    torch.manual_seed(0)
    weights = torch.randn(3, 8, 8)
    weights = (norm * weights / weights.norm()).requires_grad_()
    real, generated = torch.rand(5, 3, 8, 8), torch.rand(5, 3, 8, 8)
    penalty = gradient_penalty(lambda x: (x * weights).sum((1, 2, 3)), real, generated)
    assert float(penalty.detach()) == pytest.approx((norm - 1.0) ** 2, abs=1e-5)
    (slope,) = torch.autograd.grad(penalty, weights)
    torch.testing.assert_close(slope, 2.0 * (norm - 1.0) * weights / norm, atol=1e-4, rtol=1e-3)


def test_the_penalty_looks_between_real_and_generated_slices() -> None:
    torch.manual_seed(0)
    seen: list[Tensor] = []

    def critic(x: Tensor) -> Tensor:
        seen.append(x.detach())
        return x.sum((1, 2, 3))

    gradient_penalty(critic, torch.zeros(20, 3, 2, 2), torch.ones(20, 3, 2, 2))
    (places,) = seen
    assert bool((places == places[:, :1, :1, :1]).all()) and len(places.unique()) == 20
    assert 0.0 <= float(places.min()) < 0.3 and 0.7 < float(places.max()) <= 1.0


def test_scores_without_a_zero_are_told_as_how_well_they_differ() -> None:
    slices = torch.zeros(4, 3, 2, 2)
    others = slices + 1.0 / 12.0**0.5
    real = torch.tensor([7.0, 7.0, 9.0, 9.0])
    assert [float(score) for score in told_apart(real, real, slices, others)] == [0.5, 0.5]
    seen = told_apart(real, real - 0.6, slices, others)
    assert [float(score) for score in seen] == pytest.approx([0.8, 0.2], abs=1e-5), "they are 1 apart"
    assert float(wasserstein_loss(real, real - 0.6)) == pytest.approx(-0.6, abs=1e-5)


def test_stacks_have_body_and_go_up_or_are_read_from_their_upper_end() -> None:
    torch.manual_seed(0)
    volume = torch.zeros(2, *GRID.shape_zyx)
    volume[:, 10:20, BODY, BODY] = 0.4 + torch.arange(10.0).view(10, 1, 1) / 100.0
    stacks = training_stacks(volume, 40, (1, -1))
    values = torch.cat((stacks.shown_K3HW, stacks.following_K3HW), dim=1)[:, :, 16, 16]
    whole = values[(values > 0).all(1)]
    assert len(whole) == 2 * 5, "there are five places in each volume, all of which come before those without body"
    goes_up = (stacks.direction_K > 0)[(values > 0).all(1)]
    assert bool(goes_up.any()) and not bool(goes_up.all())
    steps = torch.where(goes_up, 0.01, -0.01)[:, None].expand(-1, 5)
    torch.testing.assert_close(whole.diff(dim=1), steps, atol=1e-5, rtol=0)
    last_shown = ((stacks.height_K + 1.0) / 2.0 * 31.0).round().long()[(values > 0).all(1)]
    torch.testing.assert_close(whole[:, 2], 0.4 + (last_shown - 10) / 100.0)


def test_lungs_are_body_and_torn_slices_hide_none_of_it() -> None:
    volume = body_volume()
    volume[15] = 0.0
    hull = body_hull(volume)
    assert bool(hull[3, 15, 15]) and bool(hull[20, 15, 15])
    assert not bool(hull[15].any()) and not bool(hull[3, 4].any())
    assert int(hull.sum()) == 27 * 16 * 16


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_what_goes_on_as_predicted_has_no_error_along_any_axis(axis: int) -> None:
    followed = follow(GoesOn(), body_volume().movedim(0, axis), axis, (1, -1))  # type: ignore[arg-type]
    inner = followed.error_ZYX.movedim(axis, 0)[5:27]
    assert float(inner.max()) == 0.0
    torch.testing.assert_close(followed.expected_ZYX.movedim(axis, 0)[5:27], body_volume()[5:27])


@pytest.mark.parametrize("torn", ["empty", "shifted", "swapped"])
def test_a_discontinuity_lights_up_where_it_is(torn: str) -> None:
    volume = body_volume()
    volume += 0.002 * torch.arange(32.0).view(32, 1, 1) * (volume > 0)
    whole = follow(Stays(), volume, 0, (1, -1))  # type: ignore[arg-type]
    if torn == "empty":
        volume[15] = 0.0
    elif torn == "shifted":
        volume[15] = volume[15].roll(4, dims=1)
    else:
        volume[[10, 15]] = volume[[15, 10]]
    followed = follow(Stays(), volume, 0, (1, -1))  # type: ignore[arg-type]
    profile = (followed.error_ZYX * followed.counted_ZYX).sum((1, 2)) / followed.counted_ZYX.sum((1, 2))
    brightest = int(profile[2:30].argmax()) + 2
    assert brightest in ((10, 15) if torn == "swapped" else (15,))
    assert float(followed.mean_error) > 1.1 * float(whole.mean_error)
    torch.testing.assert_close(followed.error_ZYX[19:], whole.error_ZYX[19:])


def test_slices_are_shown_in_order_with_their_place_and_direction() -> None:
    volume = body_volume() + torch.arange(32.0).view(32, 1, 1) / 100.0 * (body_volume() > 0)
    network = Remembers()
    follow(network, volume, 0, (1, -1))  # type: ignore[arg-type]
    shown, told = torch.cat(network.shown)[:, :, 8, 8], torch.cat(network.told)
    up, down = shown[told[:, 1] > 0], shown[told[:, 1] < 0]
    assert len(up) == len(down) == 25, "28 slices have body; each stack has three and one to predict"
    assert bool((up.diff(dim=1) > 0.005).all()) and bool((down.diff(dim=1) < -0.005).all())
    last_shown = ((told[:, 0] + 1.0) / 2.0 * 31.0).round()
    torch.testing.assert_close(shown[:, -1], 0.4 + last_shown / 100.0)
    one_way = Remembers()
    follow(one_way, volume, 0, (-1,))  # type: ignore[arg-type]
    assert len(torch.cat(one_way.shown)) == 25 and float(torch.cat(one_way.told)[:, 1].max()) == -1.0


def test_the_direction_and_the_place_matter_to_the_network() -> None:
    torch.manual_seed(0)
    network = Continuation(4)
    shown = torch.rand(1, 3, 16, 16)
    one, two, three = (
        network(shown, torch.tensor([height]), torch.tensor([direction])).detach()
        for height, direction in ((0.0, 1.0), (0.0, -1.0), (0.5, 1.0))
    )
    assert float((one - two).abs().max()) > 1e-4 and float((one - three).abs().max()) > 1e-4
    assert float((one - shown[:, -1:]).abs().mean()) < 0.2, "at first a stack goes on nearly as it ended"


def test_every_loss_reaches_all_parameters_of_its_network_and_no_other(batch: PairBatch) -> None:
    method = small()
    for turn in method.training_step(batch):
        own = turn.name
        for name, term in turn.terms.items():
            gradients = torch.autograd.grad(
                term, list(method.networks[own].parameters()), retain_graph=True, allow_unused=True
            )
            reached = [gradient is not None and bool(gradient.any()) for gradient in gradients]
            # The penalty is one of slopes, which biases of a piecewise linear network do not change.
            is_weight = [parameter.dim() > 1 for parameter in method.networks[own].parameters()]
            wanted = is_weight if name == "gradient_penalty" else [True] * len(reached)
            assert all(has for has, must in zip(reached, wanted, strict=True) if must), (own, name)
    assert [turn.name for turn in method.turns()] == ["continuation", "critic"]


@pytest.mark.slow
def test_the_critic_learns_to_tell_and_the_generator_to_predict(batch: PairBatch) -> None:
    method = small(learning_rate=3e-3, critic_learning_rate=2e-3)
    optimisers = {
        spec.name: torch.optim.Adam(method.networks[spec.name].parameters(), spec.learning_rate, spec.betas)
        for spec in method.turns()
    }
    errors, gaps = [], []
    for _ in range(30):
        for turn in method.training_step(batch):
            optimisers[turn.name].zero_grad()
            turn.total.backward()  # type: ignore[no-untyped-call]
            optimisers[turn.name].step()
            if turn.name == "continuation":
                errors.append(float(turn.terms["l1"].detach()))
            else:
                gaps.append(float(turn.measures["raw_score_real"] - turn.measures["raw_score_generated"]))
    assert np.mean(errors[-5:]) < 0.8 * np.mean(errors[:3])
    assert np.mean(gaps[-10:]) > max(0.0, gaps[0])


def test_the_usual_error_has_the_mean_and_the_spread_of_the_volumes() -> None:
    usual = UsualShare()
    for value in (0.02, 0.04, float("nan"), 0.06):
        usual.update(torch.tensor(value))
    assert float(usual.count) == 3.0
    assert usual.mean == pytest.approx(0.04) and usual.deviation == pytest.approx(0.0163, abs=1e-3)


def test_the_uncertainty_has_the_size_of_the_error_and_follows_the_map_where_the_error_does() -> None:
    torch.manual_seed(0)
    shape, measured = (20, 40, 40), ErrorOfRefined()
    body = torch.zeros(shape, dtype=torch.bool)
    body[:, 10:30, 10:30] = True
    scale = torch.rand(shape) * 0.2
    error = torch.where(body, torch.randn(shape) * (0.05**2 + scale.square()).sqrt(), torch.randn(shape) * 0.01)
    measured.update(scale, body, error)
    found = measured.deviation(scale, body)
    expected = (0.05**2 + scale.square()).sqrt()
    torch.testing.assert_close(found[body], expected[body], atol=0.01, rtol=0.1)
    torch.testing.assert_close(found[~body], torch.full_like(found[~body], 0.01), atol=1e-3, rtol=0)
    measured = ErrorOfRefined()
    measured.update(scale, body, torch.randn(shape) * 0.1 * (scale < 0.1))
    assert float(measured.deviation(scale, body)[body].std()) < 1e-4, "a map that misleads is not followed"


def test_relative_errors_on_both_sides_of_the_usual_ones_are_told() -> None:
    usual = Plausibility(np.zeros((1, 1, 1), np.float32), 40.0, 40.0, 4.0, np.array([3.0, np.nan, 5.0], np.float32))
    assert usual.relative_error == 1.0 and usual.usual_range == pytest.approx((0.8, 1.2)) and usual.worst_slice == 2
    verdicts = {replace(usual, mean_error_hu=value).verdict for value in (20.0, 40.0, 60.0)}
    assert len(verdicts) == 3


def trained(batch: PairBatch, **settings: object) -> ContinuityMethod:
    """After one batch, of which it measured whole volumes."""
    method = small(**settings)
    for turn in method.training_step(batch):
        assert bool(torch.isfinite(turn.total))
    return method


def test_volumes_are_measured_in_the_first_batch_and_then_now_and_again(batch: PairBatch) -> None:
    method = trained(batch)
    assert float(method.usual_share.count) == float(method.error_of_refined.count) == len(batch)
    for _ in range(REFINE_EVERY):
        method._measure(batch, to_window(batch.cube_hu_BZYX))
    assert float(method.usual_share.count) == (REFINE_EVERY // MEASURE_EVERY + 1) * len(batch)
    assert float(method.error_of_refined.count) == 2 * len(batch)


def test_volumes_like_those_of_the_training_are_usual_and_shuffled_ones_are_not(
    batch: PairBatch,
) -> None:
    method = small()
    method.continuation = ForeseesHalf()  # type: ignore[assignment]
    steep = body_volume() + torch.arange(32.0).view(32, 1, 1) / 100.0 * (body_volume() > 0)
    hu = (2500.0 * steep - 1024.0).numpy()
    volumes_BZYX = torch.from_numpy(hu).expand(2, -1, -1, -1)
    method._measure(replace(batch, cube_hu_BZYX=volumes_BZYX), to_window(volumes_BZYX))
    true = method.plausibility(hu)
    assert method.usual_share.mean == pytest.approx(0.5, abs=0.02)
    assert true.relative_error == pytest.approx(1.0, abs=1e-3)

    order = np.random.default_rng(0).permutation(np.arange(8, 24))
    hu[8:24] = hu[order]
    shuffled = method.plausibility(hu)
    assert shuffled.relative_error > 1.5
    assert method.plausibility(hu, held_out=2.0).relative_error == pytest.approx(shuffled.relative_error / 2.0)
    worse = shuffled.profile_hu - true.profile_hu
    assert worse[8:24].mean() > 20.0 and abs(worse[28:30]).max() < 1.0
    assert shuffled.error_hu.shape == GRID.shape_zyx and float(shuffled.error_hu.min()) >= 0.0


def test_little_detail_alone_makes_no_volume_more_plausible() -> None:
    steep = body_volume() + torch.arange(32.0).view(32, 1, 1) / 100.0 * (body_volume() > 0)
    faint = body_volume() + 0.3 * (steep - body_volume())
    steep_followed, faint_followed = (follow(ForeseesHalf(), each, 0, (1, -1)) for each in (steep, faint))  # type: ignore[arg-type]
    assert float(faint_followed.mean_error) < 0.5 * float(steep_followed.mean_error)
    unforeseen = (steep_followed.unforeseen, faint_followed.unforeseen, follow(Stays(), steep, 0, (1, -1)).unforeseen)  # type: ignore[arg-type]
    assert [float(share) for share in unforeseen] == pytest.approx([0.5, 0.5, 1.0], abs=0.02)


def test_what_cannot_be_judged_is_refused(batch: PairBatch) -> None:
    method = trained(batch)
    with pytest.raises(BadInputError, match="four slices"):
        method.plausibility(np.full(GRID.shape_zyx, -1000.0, np.float32))
    with pytest.raises(BadInputError, match="Expected a volume"):
        method.plausibility(np.zeros((16, 16, 16), np.float32))
    with pytest.raises(Xr2ctError, match="not measured any CTs"):
        small().plausibility(batch.cube_hu_BZYX[0].numpy())


def test_each_slice_is_mixed_with_what_its_neighbours_lead_to_expect(batch: PairBatch, pair: RadiographPair) -> None:
    assert inference_settings(ContinuityConfig) == ("blend",)
    method = trained(batch, blend=0.25)
    fractions: list[float] = []
    output = method.reconstruct(pair, GRID, WorkContext(on_progress=lambda done, _: fractions.append(done)))
    coarse = to_window(method.coarse.of_pair(pair, WorkContext()))[0]
    expected = follow(method.continuation, coarse, 0, (1, -1)).expected_ZYX
    wanted_hu = 2500.0 * torch.lerp(coarse, expected, 0.25).numpy() - 1024.0
    np.testing.assert_allclose(output.hu, wanted_hu, atol=0.1)
    assert float((coarse - expected).abs().max()) > 0.01
    assert output.uncertainty_hu is not None and float(output.uncertainty_hu.max()) > 10.0
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert "25%" in output.notes[0] and "what the X-rays determine does not enter" in output.notes[0]
    assert small().reconstruct(pair, GRID, WorkContext()).uncertainty_hu is None


def test_validation_tells_how_continuous_truth_and_output_are(batch: PairBatch, pair: RadiographPair) -> None:
    method, hu = trained(batch), batch.cube_hu_BZYX[0].numpy()
    found = method.extra_metrics(hu, np.full_like(hu, -1000.0), pair)
    assert found["continuity_truth"] == pytest.approx(method.plausibility(hu).relative_error)
    assert np.isnan(found["continuity_output"]), "an empty volume has no slices to compare"


def test_a_stop_is_obeyed_while_slices_are_compared(batch: PairBatch, pair: RadiographPair) -> None:
    control = ControlToken()

    def stop(_: float, phase: str) -> None:
        if phase == "Comparing neighbouring slices":
            control.request_stop()

    with pytest.raises(CancelledError):
        small().reconstruct(pair, GRID, WorkContext(control, stop))


def test_the_memory_of_a_training_is_estimated_without_a_batch_and_grows_with_the_stacks() -> None:
    few, many = (estimate_training_memory_bytes("continuity", {**SMALL, "slices_per_volume": n}) for n in (4, 16))
    assert 2.0 * (few - LIBRARY_BYTES) < many - LIBRARY_BYTES


def test_it_trains_resumes_and_reloads_to_the_same(cases: Phantoms, pair: RadiographPair, tmp_path: Path) -> None:
    train = Subset(cases, (0, 1))
    data = TrainingData(train, Subset(cases, (2,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(steps=2, log_every=1, validate_every=2, preview_every=9, checkpoint_every=2, workers=1)
    settings = {**SMALL, "axis": "coronal", "direction": "down"}
    record = start_training("continuity", settings, config, data, tmp_path / "whole", device="cpu")
    assert {"continuity_truth", "continuity_output", "psnr_3d_db"} <= record.metrics.keys()
    control = ControlToken()
    stop = TrainingEvents(progress=lambda done, *_: control.request_stop() if done == 1 else None)
    with pytest.raises(CancelledError):
        start_training(
            "continuity", settings, config, data, tmp_path / "parts", device="cpu", control=control, events=stop
        )
    resume_training(tmp_path / "parts", data, device="cpu")
    outputs = []
    for run in ("whole", "parts"):
        method, _ = load_method(tmp_path / run / "checkpoints" / "00000002")
        assert isinstance(method, ContinuityMethod) and float(method.usual_share.count) == 1.0
        outputs.append(method.reconstruct(pair, GRID, WorkContext()))
    np.testing.assert_array_equal(outputs[0].hu, outputs[1].hu)
    np.testing.assert_array_equal(outputs[0].uncertainty_hu, outputs[1].uncertainty_hu)
