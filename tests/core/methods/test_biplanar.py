"""`biplanar` reads each ray where it went, learns from every loss, explains its X-rays, and works with one view."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.geometry import View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar import losses
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.consistency import consistent
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.methods.biplanar.network import body_of, tissues_of
from xr2ct_core.methods.biplanar.physics import channel_count, sample_inputs
from xr2ct_core.methods.blocks.ray_lift import detector_places, lifted
from xr2ct_core.methods.coarse import pair_of
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.projection.measured import measured_views
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.start import start_training
from xr2ct_core.units import MU_WATER_PER_MM
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 4, "image_width": 8, "view_dropout": 0.0}
VIEWS = {
    "cone": ViewGeometry(View.PA, rows=40, cols=48, pixel_mm=12.0),
    "clinic lateral": ViewGeometry(View.LL, sad_mm=1600, sdd_mm=1800, rows=32, cols=32, pixel_mm=12.0),
    "parallel from the left": ViewGeometry(View.RL, "parallel", rows=30, cols=34, pixel_mm=11.0),
    "turned and shifted": ViewGeometry(
        View.AP, rows=40, cols=40, pixel_mm=14.0, rotation_deg=(4.0, -3.0, 20.0), shift_mm=(5.0, -8.0, 12.0)
    ),
}


def make(**settings: object) -> BiplanarMethod:
    torch.manual_seed(0)
    return BiplanarMethod(BiplanarConfig.model_validate(SMALL | settings))


def one_turn(method: BiplanarMethod, batch: PairBatch, seed: int = 1) -> Turn:
    torch.manual_seed(seed)
    (turn,) = method.training_step(batch)
    return turn


def taught(method: BiplanarMethod, batch: PairBatch, steps: int) -> list[float]:
    """Losses of a few steps on one batch."""
    optimiser = torch.optim.AdamW(method.networks.parameters(), 3e-3)
    losses = []
    for _ in range(steps):
        turn = one_turn(method, batch)
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
        losses.append(float(turn.total.detach()))
    return losses


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_voxel_reads_the_pixel_on_which_it_appears(view: ViewGeometry) -> None:
    rows, cols = np.meshgrid(np.arange(view.rows), np.arange(view.cols), indexing="ij")
    maps = torch.from_numpy(np.stack((rows, cols))[None].astype(np.float32))
    read = lifted(maps, detector_places(view, GRID, torch.device("cpu"))[None])[0].permute(1, 2, 3, 0).numpy()
    voxels = np.argwhere(np.ones(GRID.shape_zyx, bool))
    row_col = view.world_to_pixel(GRID.affine.voxel_to_world(voxels)).reshape(*GRID.shape_zyx, 2)
    inside = ((row_col > 0) & (row_col < (view.rows - 1, view.cols - 1))).all(-1)
    assert inside.mean() > 0.3
    np.testing.assert_allclose(read[inside], row_col[inside], atol=2e-3)


def test_mixed_precision_does_not_round_the_rays() -> None:
    view = next(iter(VIEWS.values()))
    places = detector_places(view, GRID, torch.device("cpu"))[None]
    ramp = torch.linspace(0.0, 1.0, view.cols).expand(1, 1, view.rows, view.cols)
    fine, half = lifted(ramp, places), lifted(ramp.bfloat16(), places)
    assert half.dtype == torch.bfloat16
    expected = lifted(ramp.bfloat16().float(), places)
    torch.testing.assert_close(half.float(), expected.bfloat16().float(), atol=0, rtol=0)
    assert float((half.float() - fine).abs().max()) < 4e-3


def test_what_the_detector_does_not_see_reads_zero() -> None:
    narrow = ViewGeometry(View.PA, rows=8, cols=8, pixel_mm=4.0)
    read = lifted(torch.ones(1, 1, 8, 8), detector_places(narrow, GRID, torch.device("cpu"))[None])[0, 0]
    assert float(read[0].max()) == 0.0 and float(read[16, 16, 16]) == 1.0


def test_every_loss_reaches_all_parameters_that_it_depends_on(batch: PairBatch) -> None:
    method = make()
    taught(method, batch, 2)  # the last layer starts at zero and lets nothing through before
    turn = one_turn(method, batch)
    parameters = dict(method.networks.named_parameters())
    for term, loss in turn.terms.items():
        gradients = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True, allow_unused=True)
        missed = {name for name, found in zip(parameters, gradients, strict=True) if found is None or not found.any()}
        assert not missed, (term, missed)


def test_a_network_that_has_learned_nothing_gives_the_coarse_volume(marker: tuple[Volume, RadiographPair]) -> None:
    volume, pair = marker
    hu = make(consistency="none").reconstruct(pair, GRID, WorkContext()).hu
    mass = np.maximum(0.0, hu + 1000.0)
    axes_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    z_mm, y_mm, x_mm = (float((mass * axis).sum() / mass.sum()) for axis in axes_mm)
    assert (x_mm, y_mm, z_mm) == pytest.approx((60, -40, 50), abs=6)
    assert np.corrcoef(hu.ravel(), volume.hu.ravel())[0, 1] > 0.9


def test_the_deviation_in_use_is_the_one_that_was_taught() -> None:
    """The likelihood is largest where the deviation is the size of the errors, also where it is small."""
    for error in (0.01, 0.02, 0.1):
        log_sigma = torch.full((1, 1, 4, 4, 4), math.log(0.05)).requires_grad_()
        optimiser = torch.optim.Adam([log_sigma], 0.1)
        for _ in range(200):
            optimiser.zero_grad()
            losses.log_likelihood_error(torch.full_like(log_sigma, error), log_sigma).backward()
            optimiser.step()
        assert float(losses.sigma_of(log_sigma.detach()).mean()) == pytest.approx(error, rel=0.02)


def test_it_learns_and_each_part_can_be_switched_off(batch: PairBatch) -> None:
    losses = taught(make(), batch, 12)
    assert losses[-1] < 0.9 * losses[0]
    whole = make().parameter_count()
    for settings in ({"lifted_features": False}, {"attention": False}, {"atlas_channels": 0}, {"physics": False}):
        method = make(**settings)
        assert method.parameter_count() < whole
        assert bool(torch.isfinite(one_turn(method, batch).total))
    bare = {"unrolled_rounds": 0, "unseen_weight": 0, "projection_weight": 0, "gradient_weight": 0, "tissue_weight": 0}
    assert one_turn(make(**bare), batch).terms.keys() == {"l1", "l2", "likelihood", "before"}


def test_factors_keep_air_where_the_coarse_volume_has_it(
    batch: PairBatch, marker: tuple[Volume, RadiographPair]
) -> None:
    method = make(residual="multiplicative", consistency="none")
    taught(method, batch, 3)
    _, pair = marker
    hu = method.reconstruct(pair, GRID, WorkContext()).hu
    coarse = make(consistency="none").reconstruct(pair, GRID, WorkContext()).hu
    assert (hu[coarse <= -1000.0] == -1000.0).all() and (hu != coarse).any()


def test_rounds_of_consistency_explain_the_views_and_keep_air(batch: PairBatch, cases: Phantoms) -> None:
    truth = MU_WATER_PER_MM * (1.0 + batch.cube_hu_BZYX[:1] / 1000.0).clamp_min(0.0)
    pair = pair_of(batch, 0)
    views = measured_views(pair, GRID)
    blurred = torch.nn.functional.avg_pool3d(truth[None], 5, stride=1, padding=2)[0] * (truth > 0)

    def misfit(mu: Tensor) -> float:
        return sum(float((view.operator.forward(mu) - view.image_BRC).square().mean()) for view in views)

    better = consistent(blurred, views, 3)
    assert misfit(better) < 0.05 * misfit(blurred)
    assert ((better == 0) == (blurred == 0)).all()


def test_one_view_is_enough_and_the_other_is_not_looked_at(batch: PairBatch) -> None:
    pair = pair_of(batch, 0)
    other = replace(pair, lateral=replace(pair.lateral, image=np.zeros_like(pair.lateral.image)))
    alone = make(views="frontal")
    taught(alone, batch, 2)
    trained = alone.reconstruct(pair, GRID, WorkContext()).hu
    np.testing.assert_array_equal(trained, alone.reconstruct(other, GRID, WorkContext()).hu)
    assert (trained > -500).sum() > 1000


def test_training_shows_one_view_alone_now_and_then() -> None:
    torch.manual_seed(0)
    shown = make(view_dropout=0.5)._shown(400)
    assert {(True, True), (True, False), (False, True)} == set(shown)
    assert 150 < shown.count((True, True)) < 250


def test_the_channels_say_where_a_voxel_lies_in_the_body(batch: PairBatch) -> None:
    images = [batch.frontal_BRC[0], batch.lateral_BRC[0]]
    sample = sample_inputs(images, batch.geometries[0], (True, True), GRID, 2, True)
    assert sample.channels_CZYX.shape == (channel_count(True), *GRID.shape_zyx)
    body = body_of(batch.cube_hu_BZYX[:1, None])[0, 0]
    places = sample.body_ZYX3[16][body[16]]
    assert float(places[:, :2].abs().quantile(0.98)) < 1.15
    assert float(sample.body_ZYX3[0, 0, 0, 2]) == pytest.approx(-31 / 32)
    assert float(sample.channels_CZYX[5].min()) == 1.0


def test_tissues_are_told_by_place_and_density() -> None:
    hu = torch.full((1, 1, 16, 16, 16), -1000.0)
    hu[..., 3:13, 3:13] = 30.0
    hu[..., 5:11, 5:8] = -850.0
    hu[..., 4, 10] = 700.0
    tissues = tissues_of(hu, body_of(hu))[0, 8]
    assert [int(tissues[1, 1]), int(tissues[7, 6]), int(tissues[7, 10]), int(tissues[4, 10])] == [0, 1, 2, 3]


def test_it_trains_saves_and_reloads_to_the_same_volume(cases: Phantoms, batch: PairBatch, tmp_path) -> None:
    data = TrainingData(Subset(cases, (0, 1)), Subset(cases, (2,)), {"digest": data_digest(cases)})
    config = TrainConfig(steps=2, validate_every=2, preview_every=2, checkpoint_every=2)
    record = start_training("biplanar", SMALL, config, data, tmp_path / "run", device="cpu")
    assert record.state == "finished" and "psnr_3d_db" in record.metrics
    first, _ = load_method(tmp_path / "run" / "checkpoints" / "00000002")
    again, _ = load_method(tmp_path / "run" / "checkpoints" / "00000002")
    output = first.reconstruct(pair_of(batch, 0), GRID, WorkContext())
    np.testing.assert_array_equal(output.hu, again.reconstruct(pair_of(batch, 0), GRID, WorkContext()).hu)
    assert output.uncertainty_hu is not None and float(output.uncertainty_hu.min()) > 0.0


def test_memory_is_estimated_without_computing() -> None:
    assert estimate_training_memory_bytes("biplanar", SMALL, 1) > 1e7
