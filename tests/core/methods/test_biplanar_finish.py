"""After the network: a finer grid by a detail block or without one, templates mixed in, and agreement once more."""

from time import monotonic

import numpy as np
import pytest
import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import make_case
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar import finish
from xr2ct_core.methods.biplanar.agreement import agreeing
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.finish import ERROR_CORRELATION
from xr2ct_core.methods.biplanar.guess import Guess
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.methods.biplanar.residual import with_smooth_factor
from xr2ct_core.methods.blocks.radiograph_level import make_level
from xr2ct_core.methods.coarse import pair_of
from xr2ct_core.projection.measured import measured_views
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import MU_WATER_PER_MM, hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID, FINE = WorkingGrid(32), WorkingGrid(64)
SMALL = {"grid_size": 32, "width": 4, "image_width": 8, "view_dropout": 0.0}


def make(**settings: object) -> BiplanarMethod:
    torch.manual_seed(0)
    return BiplanarMethod(BiplanarConfig.model_validate(SMALL | settings))


def misfit(hu: np.ndarray, pair: RadiographPair, grid: WorkingGrid) -> float:
    mu = torch.from_numpy(hu_to_mu_per_mm(hu))[None]
    return sum(float((v.operator.forward(mu) - v.image_BRC).square().mean()) for v in measured_views(pair, grid))


def test_detail_begins_as_the_enlarged_volume_and_then_learns(batch: PairBatch) -> None:
    method = make(detail_channels=4, unrolled_rounds=0)
    core, fine, _ = method.estimate(method_views(batch), [(True, True)] * len(batch), GRID)
    assert core.water_B1ZYX.shape[-1] == 16 and fine is not None
    enlarged = torch.nn.functional.interpolate(core.consistent_B1ZYX, scale_factor=2.0, mode="trilinear")
    torch.testing.assert_close(fine.water_B1ZYX, enlarged)
    optimiser = torch.optim.AdamW(method.networks.parameters(), 3e-3)
    losses = []
    for _ in range(8):
        torch.manual_seed(1)
        (turn,) = method.training_step(batch)
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
        losses.append(float(turn.total.detach()))
    assert losses[-1] < 0.95 * losses[0]
    moved = [name for name, value in method.networks["detail"].named_parameters() if value.grad is not None]
    assert len(moved) == len(list(method.networks["detail"].parameters()))


def method_views(batch: PairBatch):
    from xr2ct_core.methods.blocks.projected_views import Views

    return Views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries)


def test_a_finer_grid_is_met_after_the_network_and_agrees_with_the_views(
    marker: tuple[Volume, RadiographPair],
) -> None:
    method, (_, pair) = make(), marker
    assert method.grid_for(WorkingGrid(64, 360.0)) == WorkingGrid(64, 360.0)
    assert method.grid_for(WorkingGrid(16, 360.0)) == WorkingGrid(32, 360.0)
    fine = method.reconstruct(pair, FINE, WorkContext())
    assert fine.hu.shape == FINE.shape_zyx and fine.uncertainty_hu is not None
    own = method.reconstruct(pair, GRID, WorkContext()).hu
    enlarged = torch.nn.functional.interpolate(torch.from_numpy(own)[None, None], scale_factor=2.0, mode="trilinear")
    assert misfit(fine.hu, pair, FINE) < 0.7 * misfit(enlarged[0, 0].numpy(), pair, FINE)


def test_a_smooth_factor_explains_the_views_better_and_keeps_air_empty(marker: tuple[Volume, RadiographPair]) -> None:
    volume, pair = marker
    level = make_level(pair, GRID, torch.device("cpu"))
    true_ZYX = torch.from_numpy(hu_to_mu_per_mm(volume.hu.astype(np.float32)))
    wrong_ZYX = true_ZYX * torch.linspace(0.7, 1.1, 32)[:, None, None]
    steps: list[int] = []
    changed_ZYX = with_smooth_factor(wrong_ZYX, level, 40, lambda: steps.append(1))
    assert len(steps) == 40 and not changed_ZYX.requires_grad
    assert (changed_ZYX[true_ZYX == 0.0] == 0.0).all()
    assert (changed_ZYX - true_ZYX).square().mean() < 0.6 * (wrong_ZYX - true_ZYX).square().mean()


def test_agreement_moves_what_is_uncertain_and_keeps_air_empty(marker: tuple[Volume, RadiographPair]) -> None:
    volume, pair = marker
    level, views = make_level(pair, GRID, torch.device("cpu")), measured_views(pair, GRID)
    true_ZYX = torch.from_numpy(hu_to_mu_per_mm(volume.hu.astype(np.float32)))
    sigma_ZYX = torch.full_like(true_ZYX, 0.3 * MU_WATER_PER_MM)
    sigma_ZYX[:16] = 0.0
    settings = BiplanarConfig.model_validate(SMALL)
    changed_ZYX = agreeing(0.8 * true_ZYX, sigma_ZYX, views, level, settings, lambda: None)
    is_air_ZYX = true_ZYX == 0.0
    assert is_air_ZYX.any() and (changed_ZYX[is_air_ZYX] == 0.0).all()
    moved_ZYX = (changed_ZYX - 0.8 * true_ZYX).abs()
    assert moved_ZYX[:16].max() < 1e-6 < moved_ZYX[16:].max()


def test_a_residual_is_fitted_where_asked_for_and_both_views_are_known(
    marker: tuple[Volume, RadiographPair], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []

    def halved(mu_ZYX: torch.Tensor, level: object, steps: int, on_step: object) -> torch.Tensor:
        used.append(steps)
        return 0.5 * mu_ZYX

    monkeypatch.setattr(finish, "with_smooth_factor", halved)
    _, pair = marker
    settings = {"consistency": "none", "fit_residual": True, "residual_steps": 7}
    plain = make(consistency="none").reconstruct(pair, GRID, WorkContext()).hu
    fitted = make(**settings).reconstruct(pair, GRID, WorkContext()).hu
    np.testing.assert_allclose(fitted + 1000.0, 0.5 * (plain + 1000.0), atol=0.01)
    make(**settings, views="frontal").reconstruct(pair, GRID, WorkContext())
    assert used == [7]


def test_the_mean_of_network_and_template_is_better_than_both_and_says_how_good() -> None:
    """Against errors drawn with the assumed correlation."""
    random = np.random.default_rng(0)
    common, first, second = random.standard_normal((3, 40_000))
    own = ERROR_CORRELATION**0.5
    sigma = np.array([0.1, 0.11]) * MU_WATER_PER_MM
    errors = [sigma[i] * (own * common + (1 - own**2) ** 0.5 * part) for i, part in enumerate((first, second))]
    guesses = [
        Guess(torch.from_numpy(error), torch.full((40_000,), float(s))) for error, s in zip(errors, sigma, strict=True)
    ]
    mixed = finish._mixed(*guesses)
    found = float(mixed.mu_ZYX.std())
    assert found == pytest.approx(float(mixed.sigma_ZYX[0]), rel=0.02)
    assert found < min(float(guess.mu_ZYX.std()) for guess in guesses)
    far_off = Guess(guesses[1].mu_ZYX, 1e3 * guesses[1].sigma_ZYX)
    torch.testing.assert_close(finish._mixed(guesses[0], far_off).mu_ZYX, guesses[0].mu_ZYX, rtol=1e-3, atol=1e-7)


def told(
    guess: Guess, seen: list[torch.Tensor] | None = None, rounds: int = 1, coarse: WorkingGrid = GRID
) -> type[object]:
    """Templates that say the same in each round and note what they were held to."""

    class Told:
        def __init__(self, *_: object) -> None:
            self.left, self.coarse_grid = rounds, coarse

        @property
        def has_round_left(self) -> bool:
            return self.left > 0

        def warped(self, known_ZYX: torch.Tensor) -> Guess:
            self.left -= 1
            if seen is not None:
                seen.append(known_ZYX)
            return guess if self.left or rounds == 1 else Guess(*map(enlarged, (guess.mu_ZYX, guess.sigma_ZYX)))

    return Told


def enlarged(values_ZYX: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.interpolate(values_ZYX[None, None], scale_factor=2.0)[0, 0]


def test_templates_are_mixed_in_where_asked_for(batch: PairBatch, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, seen = pair_of(batch, 0), []
    truth = MU_WATER_PER_MM * (1.0 + batch.cube_hu_BZYX[0] / 1000.0).clamp_min(0.0)

    guess = Guess(truth, torch.full_like(truth, 1e-4 * MU_WATER_PER_MM))
    monkeypatch.setattr(finish, "Templates", told(guess, seen))
    alone = make().reconstruct(pair, GRID, WorkContext())
    assert not seen
    mixed = make(with_templates=True).reconstruct(pair, GRID, WorkContext())
    wrong = [np.abs(output.hu - batch.cube_hu_BZYX[0].numpy()).mean() for output in (alone, mixed)]
    assert len(seen) == 1 and wrong[1] < 0.2 * wrong[0]
    assert any("warped CTs of other people" in note for note in mixed.notes)
    make(with_templates=True, views="frontal").reconstruct(pair, GRID, WorkContext())
    assert len(seen) == 1, "one view is not enough for the templates"


def test_what_is_finer_than_the_network_comes_from_the_templates_where_asked_for() -> None:
    random = torch.Generator().manual_seed(0)
    fine = MU_WATER_PER_MM * (1.0 + torch.rand(64, 64, 64, generator=random))
    template = Guess(fine, torch.full_like(fine, 0.1 * MU_WATER_PER_MM))
    coarse = torch.nn.functional.avg_pool3d(fine[None, None], 2)[0, 0]
    sigma = torch.full_like(coarse, 0.1 * MU_WATER_PER_MM)
    same = finish._finer(Guess(coarse, sigma), 64, template)
    torch.testing.assert_close(same.mu_ZYX, fine)
    assert (same.sigma_ZYX > 0.1 * MU_WATER_PER_MM).all(), "other people's detail is no surer than the network"
    raised = finish._finer(Guess(coarse + 0.2 * MU_WATER_PER_MM, sigma), 64, template)
    torch.testing.assert_close(raised.mu_ZYX, fine + 0.2 * MU_WATER_PER_MM)
    emptied = finish._finer(Guess(coarse - 9.0 * MU_WATER_PER_MM, sigma), 64, template)
    assert (emptied.mu_ZYX == 0.0).all()
    plain = finish._finer(Guess(coarse, sigma), 64, None)
    torch.testing.assert_close(plain.sigma_ZYX, torch.full_like(fine, 0.1 * MU_WATER_PER_MM))
    assert float((plain.mu_ZYX - fine).std()) > 0.2 * MU_WATER_PER_MM


def test_a_network_that_trusts_itself_too_much_counts_less_beside_templates(
    batch: PairBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = pair_of(batch, 0)
    truth = MU_WATER_PER_MM * (1.0 + batch.cube_hu_BZYX[0] / 1000.0).clamp_min(0.0)
    guess = Guess(truth, torch.full_like(truth, 0.2 * MU_WATER_PER_MM))
    monkeypatch.setattr(finish, "Templates", told(guess))
    wrong = []
    for settings in ({}, {"network_error": 3.0}, {"network_error": 3.0, "template_error": 0.3}):
        output = make(with_templates=True, consistency="none", **settings).reconstruct(pair, GRID, WorkContext())
        wrong.append(np.abs(output.hu - batch.cube_hu_BZYX[0].numpy()).mean())
    assert wrong[0] > 1.2 * wrong[1] > 1.4 * wrong[2]


def test_guided_templates_are_warped_to_the_network_and_then_to_the_average_of_both(
    batch: PairBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, seen = pair_of(batch, 0), []
    templates = Guess(torch.zeros(32, 32, 32), torch.full((32, 32, 32), 0.1 * MU_WATER_PER_MM))
    monkeypatch.setattr(finish, "Templates", told(templates, seen, rounds=2, coarse=GRID))
    make(with_templates=True, guide_weight=1.0, consistency="none").reconstruct(pair, FINE, WorkContext())
    first, then = seen
    assert float(first.mean()) > 0.0
    assert (then <= first).all() and float(then.mean()) < float(first.mean()), "nothing was seen by the templates"


@pytest.mark.slow
@pytest.mark.parametrize(("settings", "grid"), [({}, GRID), ({"guide_weight": 1.0, "template_library": "all"}, FINE)])
def test_the_real_templates_are_mixed_in(batch: PairBatch, settings: dict[str, object], grid: WorkingGrid) -> None:
    progress: list[float] = []
    started = monotonic()
    context = WorkContext(on_progress=lambda fraction, _: progress.append(fraction))
    output = make(with_templates=True, **settings).reconstruct(pair_of(batch, 0), grid, context)
    assert output.hu.shape == grid.shape_zyx and np.isfinite(output.hu).all()
    assert progress == sorted(progress) and progress[-1] == 1.0
    context.finish()
    assert "Fitting the pose" in context.timings_s
    assert sum(context.timings_s.values()) <= monotonic() - started + 0.1, "no time is counted twice"


def test_nobody_is_measured_with_a_template_made_of_him(marker: tuple[Volume, RadiographPair]) -> None:
    truth, pair = marker
    case = make_case(pair, truth, subject="QIN-LSC-0049", source="")

    def run(*_: object) -> None:
        raise AssertionError

    for settings, refused in (
        ({"with_templates": True}, True),
        ({"with_templates": False}, False),
        ({"with_templates": True, "template_library": "all"}, False),
        ({"with_templates": True, "template_library": "all", "fit_pose": True}, False),
    ):
        row = Candidate("biplanar", "Biplanar", "method", run, "biplanar", settings)  # type: ignore[arg-type]
        assert bool(row.refusal(case)) == refused


def test_physics_keeps_its_precision_inside_a_training_with_16_bits(batch: PairBatch) -> None:
    method = make(detail_channels=4)
    method.networks.eval()
    views, known = method_views(batch), [(True, True)] * len(batch)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        _, fine, _ = method.estimate(views, known, GRID)
    assert fine is not None
    for view in (view for own in fine.views for view in own.values()):
        assert {view.image_BRC.dtype, view.length_BRC.dtype, view.weight_BZYX.dtype} == {torch.float32}
    (turn,) = method.training_step(batch)
    assert bool(torch.isfinite(turn.total))
