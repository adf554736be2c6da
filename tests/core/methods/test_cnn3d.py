"""The refiner starts from the coarse volume and learns what is behind it; what the classifier is shown is there."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from torch import Tensor, nn

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.window_losses import from_window, to_window
from xr2ct_core.methods.cnn3d.config import Cnn3dConfig
from xr2ct_core.methods.cnn3d.findings import FINDINGS, InsertedFindings, insert_findings
from xr2ct_core.methods.cnn3d.losses import absolute_error, accuracy, gradient_error, snr_db
from xr2ct_core.methods.cnn3d.method import Cnn3dMethod
from xr2ct_core.methods.cnn3d.networks import Classifier, Refiner
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.training.validation import validate
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 4}
NODULE_MM = (20.0, 40.0)
ALL_LOSSES = {"gradient_weight": 1.0, "projection_weight": 0.1}


def make(**settings: object) -> Cnn3dMethod:
    torch.manual_seed(0)
    return Cnn3dMethod(Cnn3dConfig.model_validate(SMALL | settings))


def turns_of(method: Cnn3dMethod, batch: PairBatch, seed: int = 1) -> dict[str, Turn]:
    torch.manual_seed(seed)
    return {turn.name: turn for turn in method.training_step(batch)}


def inserted(batch: PairBatch, seed: int) -> InsertedFindings:
    found = insert_findings(batch.cube_hu_BZYX[0], GRID, seed, NODULE_MM)
    assert found is not None
    return found


def test_every_loss_reaches_all_of_its_network_and_nothing_of_the_other(batch: PairBatch) -> None:
    method = make(**ALL_LOSSES)
    turns = turns_of(method, batch)
    assert turns["refiner"].terms.keys() == {"reconstruction", "gradient", "projection"}
    parameters = dict(method.networks.named_parameters())
    for turn in turns.values():
        own = {name for name in parameters if name.startswith(f"{turn.name}.")}
        for term, loss in turn.terms.items():
            gradients = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True, allow_unused=True)
            reached = {n for n, g in zip(parameters, gradients, strict=True) if g is not None and bool(g.any())}
            # A constant added to a volume changes no difference of neighbours.
            assert own - reached <= ({"refiner.head.bias"} if term == "gradient" else set()), term
            assert reached <= own, term


def test_losses_switched_off_and_a_classifier_switched_off_are_not_there(batch: PairBatch) -> None:
    method = make(classifier=False, gradient_weight=0.0, projection_weight=0.0)
    (turn,) = method.training_step(batch)
    assert turn.terms.keys() == {"reconstruction"}
    assert [spec.name for spec in method.turns()] == ["refiner"] == list(method.networks)


def test_the_classifier_has_the_published_size() -> None:
    assert sum(parameter.numel() for parameter in Classifier(64, 2).parameters()) == 8_392_690


@pytest.mark.parametrize("size", [32, 64, 128])
def test_the_networks_take_every_grid(size: int) -> None:
    with torch.device("meta"):
        volume = torch.empty(1, 2, size, size, size)
        assert Refiner(size, 4, 2)(volume).shape == (1, 1, size, size, size)
        assert Classifier(size, 3)(volume[:, :1]).shape == (1, 3)
    dense = next(layer for layer in Classifier(size, 3).modules() if isinstance(layer, nn.Linear))
    assert dense.in_features == 16 * min(size // 4, 16) ** 3


def test_all_classes_come_equally_often_and_in_their_order(batch: PairBatch, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Tensor] = []
    method = make()
    forward = method.networks["classifier"].forward

    def watched(volumes: Tensor) -> Tensor:
        shown.append(volumes)
        return forward(volumes)

    monkeypatch.setattr(method.networks["classifier"], "forward", watched)
    turn = turns_of(method, batch)["classifier"]
    (volumes,) = shown
    assert len(volumes) == len(FINDINGS) * len(batch)
    assert float(volumes.min()) >= 0.0 and float(volumes.max()) <= 1.0
    assert float(turn.measures["volumes_with_lungs"]) == len(batch)
    for index in range(len(batch)):
        nothing, nodule, effusion = volumes[3 * index : 3 * index + 3, 0]
        torch.testing.assert_close(nothing, ((batch.cube_hu_BZYX[index] + 1024) / 2500).clamp(0, 1))
        assert 0 < int((nodule != nothing).sum()) < 400
        assert int((effusion != nothing).sum()) > int((nodule != nothing).sum())


@pytest.mark.parametrize("seed", range(4))
def test_the_nodule_is_dense_at_its_place_and_nothing_else_changes(batch: PairBatch, seed: int) -> None:
    found = inserted(batch, seed)
    before, after = found.hu_FZYX[0], found.hu_FZYX[1]
    centre = found.nodule.centre_lps_mm
    assert centre is not None
    assert NODULE_MM[0] <= found.nodule.diameter_mm <= NODULE_MM[1]
    world_mm = GRID.affine.voxel_to_world(np.moveaxis(np.indices(GRID.shape_zyx), 0, -1))
    away_mm = np.linalg.norm(world_mm - np.array(centre), axis=-1)
    changed = (after != before).numpy()
    assert away_mm[changed].max() < 0.8 * found.nodule.diameter_mm + 2 * GRID.spacing_mm
    nearest = np.unravel_index(int(away_mm.argmin()), away_mm.shape)
    assert float(after[nearest]) > found.nodule.hu - 450
    assert float((after - before).clamp_min(0).sum()) > 400


@pytest.mark.parametrize("seed", range(6))
def test_the_effusion_turns_air_of_one_side_and_of_the_lowest_part_into_fluid(batch: PairBatch, seed: int) -> None:
    found = inserted(batch, seed)
    before, after = found.hu_FZYX[0], found.hu_FZYX[2]
    changed = (after != before).numpy()
    world_mm = GRID.affine.voxel_to_world(np.argwhere(changed))
    assert changed.sum() > 20
    assert bool((after >= before).all())
    assert float(after[torch.from_numpy(changed)].max()) <= found.effusion.hu + 1e-3
    assert int((after - before > 500).sum()) > 10
    left = world_mm[:, 0] > -1.5 * GRID.spacing_mm
    right = world_mm[:, 0] < 1.5 * GRID.spacing_mm
    assert bool((left if found.effusion.side == "left" else right).all())
    lung = np.argwhere(before.numpy() < -600)
    lung_mm = GRID.affine.voxel_to_world(lung[np.abs(lung - 15.5).max(axis=1) < 13])
    axis, down = (2, -1) if found.effusion.posture == "upright" else (1, 1)
    assert down * world_mm[:, axis].mean() > down * lung_mm[:, axis].mean()


def test_both_postures_and_both_sides_come(batch: PairBatch) -> None:
    drawn = {(found.effusion.side, found.effusion.posture) for found in (inserted(batch, seed) for seed in range(20))}
    assert len(drawn) == 4


def test_what_is_inserted_follows_from_the_seed(batch: PairBatch) -> None:
    first, again, other = (inserted(batch, seed) for seed in (5, 5, 6))
    assert torch.equal(first.hu_FZYX, again.hu_FZYX)
    assert first.nodule == again.nodule and first.effusion == again.effusion
    assert not torch.equal(first.hu_FZYX[1], other.hu_FZYX[1])


def test_findings_lie_at_the_same_place_on_a_finer_grid(batch: PairBatch) -> None:
    """Where the lungs are looked for on a coarser grid, what is inserted still lies in them."""
    fine = WorkingGrid(128)
    volume = batch.cube_hu_BZYX[0].repeat_interleave(4, 0).repeat_interleave(4, 1).repeat_interleave(4, 2)
    found = insert_findings(volume, fine, 3, NODULE_MM)
    assert found is not None and found.nodule.centre_lps_mm is not None
    place = fine.affine.world_to_voxel(np.array([found.nodule.centre_lps_mm]))[0].round().astype(int)
    assert float(volume[tuple(place)]) < -400 < float(found.hu_FZYX[1][tuple(place)])


def test_a_volume_without_lungs_is_not_shown_to_the_classifier(batch: PairBatch) -> None:
    ball = torch.full_like(batch.cube_hu_BZYX, -1000.0)
    ball[:, 8:24, 8:24, 8:24] = 0.0
    assert insert_findings(ball[0], GRID, 0, NODULE_MM) is None
    empty = replace(batch, cube_hu_BZYX=ball)
    turn = turns_of(make(), empty)["classifier"]
    assert float(turn.measures["volumes_with_lungs"]) == 0.0
    assert float(turn.total.detach()) == 0.0
    turn.total.backward()  # type: ignore[no-untyped-call]


@pytest.mark.slow
def test_the_classifier_can_learn_what_was_inserted(batch: PairBatch) -> None:
    torch.manual_seed(0)
    classifier = Classifier(32, len(FINDINGS))
    volumes = ((torch.cat([inserted(batch, seed).hu_FZYX for seed in range(2)]) + 1024) / 2500).clamp(0, 1).unsqueeze(1)
    classes = torch.arange(len(FINDINGS)).repeat(2)
    assert float(accuracy(classifier(volumes), classes)) < 0.7
    optimiser = torch.optim.Adam(classifier.parameters(), 1e-3)
    for _ in range(120):
        loss = nn.functional.cross_entropy(classifier(volumes), classes)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert float(accuracy(classifier(volumes), classes)) == 1.0


def test_an_untouched_refiner_gives_the_coarse_volume_in_its_place(
    marker: tuple[Volume, RadiographPair],
) -> None:
    volume, pair = marker
    method = make()
    nn.init.zeros_(method.networks["refiner"].head.weight)
    nn.init.zeros_(method.networks["refiner"].head.bias)
    hu = method.reconstruct(pair, GRID, WorkContext()).hu
    coarse = method.coarse[0].of_pair(pair, WorkContext())[0].numpy()
    np.testing.assert_allclose(hu, coarse, atol=0.1)
    places = [np.argwhere(array > -700).mean(axis=0) for array in (hu, volume.hu)]
    np.testing.assert_allclose(*places, atol=1.5)


@pytest.mark.slow
def test_a_few_steps_refine_two_chests_to_less_than_their_coarse_error_on_the_right_side(batch: PairBatch) -> None:
    method = make(classifier=False, second_coarse=False)
    optimiser = torch.optim.Adam(method.networks["refiner"].parameters(), 3e-3)
    for _ in range(25):
        (turn,) = method.training_step(batch)
        optimiser.zero_grad()
        turn.total.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    coarse_BZYX = method.coarse[0].of_batch(batch)
    with torch.no_grad():
        refined_BZYX = from_window(method.networks["refiner"](to_window(coarse_BZYX).unsqueeze(1)))[:, 0]
    truth_BZYX = batch.cube_hu_BZYX

    def error_hu(volume_BZYX: Tensor, reference_BZYX: Tensor) -> float:
        return float((volume_BZYX - reference_BZYX).abs().mean())

    assert error_hu(refined_BZYX, truth_BZYX) < 0.8 * error_hu(coarse_BZYX, truth_BZYX)
    for axis in (1, 2, 3):
        assert error_hu(refined_BZYX, truth_BZYX) < error_hu(refined_BZYX, truth_BZYX.flip(axis))


def test_the_refiner_sees_each_coarse_volume_and_the_place_of_a_voxel() -> None:
    torch.manual_seed(0)
    network = Refiner(32, 4, 2).eval()
    coarse = torch.rand(1, 2, 32, 32, 32)
    first = network(coarse)
    for channel in range(2):
        changed = coarse.clone()
        changed[:, channel, 10, 20, 5] += 1.0
        assert float((network(changed) - first).detach().abs().max()) > 1e-4
    uniform = network(torch.full((1, 2, 32, 32, 32), 0.4)).detach()[0, 0]
    assert all(float(uniform.mean(dim=[d for d in range(3) if d != axis]).std()) > 1e-5 for axis in range(3))


def test_the_coarse_volume_of_a_batch_is_that_of_its_pairs(cases: Phantoms, batch: PairBatch) -> None:
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[1])
    for coarse in make().coarse:
        torch.testing.assert_close(coarse.of_batch(batch)[1:], coarse.of_pair(pair, WorkContext()), atol=0.5, rtol=0)


def test_it_gives_the_same_hu_each_time_and_states_no_finding(marker: tuple[Volume, RadiographPair]) -> None:
    method = make()
    fractions: list[float] = []
    first = method.reconstruct(marker[1], GRID, WorkContext(on_progress=lambda done, _: fractions.append(done)))
    torch.manual_seed(7)
    second = method.reconstruct(marker[1], GRID, WorkContext())
    np.testing.assert_array_equal(first.hu, second.hu)
    low, high = method.output_range_hu
    assert first.hu.shape == GRID.shape_zyx and first.hu.dtype == np.float32
    assert low <= first.hu.min() and first.hu.max() <= high
    assert first.uncertainty_hu is None
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert not any(finding in note for note in first.notes for finding in ("nodule", "effusion"))


def test_another_grid_than_that_of_the_network_is_refused(marker: tuple[Volume, RadiographPair]) -> None:
    with pytest.raises(Xr2ctError, match="32³"):
        make().reconstruct(marker[1], WorkingGrid(64), WorkContext())


def test_validation_reports_snr_and_the_classifier_on_true_and_refined_volumes(cases: Phantoms) -> None:
    maker = BatchMaker(GRID, "cpu")
    method = make()
    metrics, again = (validate(method, [cases[2]], maker, WorkContext()) for _ in range(2))
    assert metrics == again
    assert {"snr_db", "accuracy_true", "accuracy_refined", "ssim_3d"} <= metrics.keys()
    assert metrics["snr_db"] < metrics["psnr_3d_db"]
    without = validate(make(classifier=False), [cases[2]], maker, WorkContext())
    assert "snr_db" in without and "accuracy_true" not in without


def test_judged_by_a_perfect_and_by_a_stubborn_classifier(cases: Phantoms, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, truth_hu = BatchMaker(GRID, "cpu").pair_and_truth(cases[2])
    method = make()
    for perfect, expected in ((True, 1.0), (False, 1.0 / 3.0)):

        def answer(volumes: Tensor, perfect: bool = perfect) -> Tensor:
            classes = torch.arange(len(volumes)) % 3 if perfect else torch.zeros(len(volumes), dtype=torch.long)
            return torch.eye(3)[classes]

        monkeypatch.setattr(method.networks["classifier"], "forward", answer)
        metrics = method.extra_metrics(truth_hu, truth_hu, pair)
        assert metrics["accuracy_true"] == pytest.approx(expected)
        assert metrics["accuracy_refined"] == pytest.approx(expected)


def test_losses_and_measures_have_their_known_values() -> None:
    truth = torch.rand(1, 1, 4, 4, 4)
    assert float(absolute_error(truth + 0.25, truth)) == pytest.approx(0.25)
    assert float(gradient_error(truth + 0.25, truth)) == pytest.approx(0.0, abs=1e-6)
    ramp = torch.arange(4.0).view(1, 1, 4, 1, 1).expand(1, 1, 4, 4, 4)
    assert float(gradient_error(truth + ramp, truth)) == pytest.approx(1.0 / 3.0)
    assert float(accuracy(torch.eye(3)[[0, 1, 1]], torch.tensor([0, 1, 2]))) == pytest.approx(2.0 / 3.0)
    water = np.zeros((4, 4, 4), np.float32)
    assert snr_db(water + 102.4, water) == pytest.approx(20.0)
    assert snr_db(water, water) == float("inf")


def test_nodule_sizes_out_of_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="nodule_largest_mm"):
        Cnn3dConfig(nodule_smallest_mm=30.0, nodule_largest_mm=20.0)


def test_the_memory_of_a_training_grows_with_its_width() -> None:
    narrow, wide = (estimate_training_memory_bytes("cnn3d", SMALL | {"width": width}) for width in (4, 16))
    assert 0 < narrow < wide


def test_it_trains_resumes_and_reloads_to_the_same(cases: Phantoms, tmp_path: Path) -> None:
    train = Subset(cases, (0, 1))
    data = TrainingData(train, Subset(cases, (2,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(
        steps=2, log_every=1, validate_every=9, preview_every=9, checkpoint_every=2, workers=1, ema_decay=0.5
    )
    losses: dict[str, list[dict[str, float]]] = {"whole": [], "parts": []}

    def listening(run: str) -> TrainingEvents:
        def note(_: int, values: dict[str, float]) -> None:
            losses[run].append({k: v for k, v in values.items() if k.startswith("train/")})

        return TrainingEvents(scalars=note)

    start_training("cnn3d", SMALL, config, data, tmp_path / "whole", device="cpu", events=listening("whole"))
    control = ControlToken()
    stop = TrainingEvents(progress=lambda done, *_: control.request_stop() if done == 1 else None)
    with pytest.raises(CancelledError):
        start_training("cnn3d", SMALL, config, data, tmp_path / "parts", device="cpu", control=control, events=stop)
    resume_training(tmp_path / "parts", data, device="cpu", events=listening("parts"))
    assert [row for row in losses["whole"] if row][-1] == [row for row in losses["parts"] if row][-1]
    assert "train/classifier/accuracy" in losses["whole"][0]
    pair, truth_hu = BatchMaker(GRID, "cpu").pair_and_truth(data.validation[0])
    found = []
    for run in ("whole", "parts"):
        method, _ = load_method(tmp_path / run / "checkpoints" / "00000002")
        hu = method.reconstruct(pair, GRID, WorkContext()).hu
        found.append((hu, method.extra_metrics(truth_hu, hu, pair)))
    np.testing.assert_array_equal(found[0][0], found[1][0])
    assert found[0][1] == found[1][1]
