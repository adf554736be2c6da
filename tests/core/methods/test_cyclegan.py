"""The CycleGANs learn from what does not belong together, see where things are, and every loss has its effect."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gradient_reach import reached_by_term, reached_networks, teaches_a_judge_alone

from tests.core.kept_cases import KeptCases
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset
from xr2ct_core.errors import CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.window_losses import to_window
from xr2ct_core.methods.cyclegan.config import CycleGanConfig
from xr2ct_core.methods.cyclegan.memory import CaseMemory
from xr2ct_core.methods.cyclegan.method import CycleGanBMethod, CycleGanFMethod, CycleGanMethod
from xr2ct_core.methods.cyclegan.networks import VolumeGenerator
from xr2ct_core.methods.cyclegan.physics import PhysicalProjection, seen_views
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.projection.projector import project
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SMALL = {"grid_size": 32, "width": 0.05}
VARIANTS = (CycleGanBMethod, CycleGanFMethod)


@pytest.fixture(scope="module")
def data() -> TrainingData:
    kept = KeptCases(Phantoms(4, GRID, GEOMETRY))
    return TrainingData(Subset(kept, (0, 1, 2)), Subset(kept, (3,)), {"source": "phantoms"})


def made(variant: type[CycleGanMethod], **settings: Any) -> CycleGanMethod:
    torch.manual_seed(0)
    return variant(CycleGanConfig.model_validate(SMALL | settings))


def batch_of(data: TrainingData, *cases: int) -> PairBatch:
    return BatchMaker(GRID, "cpu").make([data.train[case] for case in cases])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("projection", ["physical", "network"])
def test_every_loss_reaches_every_part_it_is_meant_for(
    data: TrainingData, variant: type[CycleGanMethod], projection: str
) -> None:
    method = made(variant, projection=projection, width=0.1)
    turns: dict[str, Turn] = {turn.name: turn for turn in method.training_step(batch_of(data, 0, 1))}
    learned = {"projection"} if projection == "network" else set()
    # Judged views come from the generated volume by physics, or straight from the second network.
    view_teacher = {"projection"} if projection == "network" else {"generator"}
    expected = {
        "view_cycle": {"generator"} | learned,
        "volume_cycle": {"generator"} | learned,
        "volume_adversarial": {"generator", "volume_discriminator"},
        "view_adversarial": view_teacher | {"view_discriminator"},
    }
    assert reached_by_term(method, turns["generators"]) == expected
    for judge in ("volume_discriminator", "view_discriminator"):
        assert teaches_a_judge_alone(method, turns[judge])


def test_a_partner_is_always_somebody_else_and_comes_from_the_batch_or_an_earlier_one() -> None:
    torch.manual_seed(0)
    memory = CaseMemory(3, (4, 4), torch.int16)

    def exchange(*numbers: int) -> list[int | None]:
        values = torch.tensor(numbers, dtype=torch.float32)[:, None, None].expand(-1, 4, 4)
        # Subjects below zero have nothing to offer.
        partners = memory.exchange(values, [f"subject {abs(n)}" for n in numbers], torch.tensor(numbers) > 0)
        found = partners.values[:, 0, 0]
        return [int(value) if known else None for value, known in zip(found, partners.known_B, strict=True)]

    assert exchange(-7) == [None], "there is nobody yet"
    assert exchange(1) == [None], "who has nothing was not remembered"
    assert exchange(1) == [None], "the same subject again is nobody else"
    assert exchange(-1) == [None], "nor is it without something of its own"
    assert exchange(2) == [1]
    seen: set[int] = set()
    for _ in range(30):
        first, second = exchange(3, 4)
        assert first != 3 and second != 4
        seen |= {found for found in (first, second) if found is not None}
    assert {3, 4} <= seen, "partners are found within the batch"
    assert int(memory.seen) == 63
    assert all(found in (3, 4) for found in exchange(-8, -9)), "who has nothing gets something"
    assert int(memory.seen) == 63
    assert len(set(exchange(5, 6, 7, 8, 9)) - {5, 6, 7, 8, 9}) <= 2 and len(memory.subjects_K) == 3


def mixed(data: TrainingData, filler: float = -1000.0) -> PairBatch:
    """The first case with its volume, the second without."""
    batch = batch_of(data, 0, 1)
    cubes = batch.cube_hu_BZYX.clone()
    cubes[1] = filler
    return replace(batch, cube_hu_BZYX=cubes, has_truth_B=torch.tensor([True, False]))


@pytest.mark.parametrize("projection", ["physical", "network"])
def test_views_come_from_x_rays_and_volumes_from_others(data: TrainingData, projection: str) -> None:
    method = made(CycleGanBMethod, projection=projection, dropout=0.0)
    method.expect({"pair", "phantom"})
    batch = mixed(data, filler=float("nan"))
    shown: dict[str, list[torch.Tensor]] = {"volume_discriminator": [], "view_discriminator": []}
    for name, inputs in shown.items():
        method.networks[name].register_forward_pre_hook(lambda _, args, inputs=inputs: inputs.append(args[0]))
    turns = {turn.name: turn for turn in method.training_step(batch)}
    terms = turns["generators"].terms
    assert all(torch.isfinite(term) for turn in turns.values() for term in turn.terms.values())
    # The second sample's views are the only X-rays; the first one's volume is the only volume.
    real_volumes = shown["volume_discriminator"][1]
    torch.testing.assert_close(real_volumes[1, 0], to_window(batch.cube_hu_BZYX[0]), atol=1e-3, rtol=0)
    views = seen_views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, GRID, 2)
    real_views = shown["view_discriminator"][1]
    if projection == "physical":
        torch.testing.assert_close(real_views[0], views[1])
        assert not real_views[1].any(), "nobody else has X-rays yet"
    weight = method.networks["generator"].head.weight
    alone = made(CycleGanBMethod, projection=projection, dropout=0.0)
    alone.expect({"pair"})
    only = replace(batch_of(data, 1), has_truth_B=torch.tensor([False]))
    same = next(alone.training_step(only)).terms["view_cycle"]
    torch.testing.assert_close(terms["view_cycle"], same, atol=1e-5, rtol=1e-4)
    for term in ("view_cycle", "volume_cycle", "volume_adversarial"):
        (gradient,) = torch.autograd.grad(terms[term], weight, retain_graph=True)
        assert bool(gradient.any()) and bool(torch.isfinite(gradient).all())


def test_what_stands_for_a_missing_volume_is_never_remembered(data: TrainingData) -> None:
    method = made(CycleGanBMethod)
    method.expect({"pair", "phantom"})
    for _ in range(3):
        list(method.training_step(mixed(data, filler=3000.0)))
    memory = method.networks["remembered_volumes"]
    assert int(memory.seen) == 3 and int(memory.values.max()) < 3000
    assert int(method.networks["remembered_views"].seen) == 3


def test_no_discriminator_is_taught_before_there_is_a_partner(data: TrainingData) -> None:
    method = made(CycleGanBMethod)
    for turn in method.training_step(batch_of(data, 0)):
        if turn.name != "generators":
            assert float(turn.total.detach()) == 0.0
            assert reached_networks(method, turn.total) == set()
    assert all(float(turn.total.detach()) > 0.0 for turn in method.training_step(batch_of(data, 1)))


def test_the_discriminators_see_as_real_only_volumes_and_views_of_others(
    data: TrainingData, monkeypatch: pytest.MonkeyPatch
) -> None:
    method, batch = made(CycleGanBMethod), batch_of(data, 0, 1)
    own = to_window(batch.cube_hu_BZYX)
    shown: dict[str, list[torch.Tensor]] = {"volume_discriminator": [], "view_discriminator": []}
    for name, inputs in shown.items():
        method.networks[name].register_forward_pre_hook(lambda _, args, inputs=inputs: inputs.append(args[0]))
    list(method.training_step(batch))
    _, real_volumes, _ = shown["volume_discriminator"]
    _, real_views, _ = shown["view_discriminator"]
    torch.testing.assert_close(real_volumes[:, 0], own.flip(0), atol=1e-3, rtol=0)
    views = seen_views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, GRID, 2)
    torch.testing.assert_close(real_views, views.flip(0))


def test_the_physical_cycle_gives_the_views_of_the_true_volume_back(data: TrainingData) -> None:
    batch = batch_of(data, 0, 1)
    for count in (1, 2):
        views = seen_views(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, GRID, count)
        physics = PhysicalProjection(GRID, count, torch.device("cpu"))
        again = physics(to_window(batch.cube_hu_BZYX).unsqueeze(1), batch.geometries)
        assert again.shape == (2, count, 32, 32)
        torch.testing.assert_close(again, views, atol=2e-3, rtol=0)


def test_a_marker_off_centre_reaches_its_place_in_the_volume_from_both_views() -> None:
    """Left of the middle, to the front and up; through the lifted features, and through the views along their rays."""
    marker = (24, 8, 20)
    mu_BZYX = torch.zeros(1, *GRID.shape_zyx)
    mu_BZYX[(0, *marker)] = 0.02
    views = seen_views(*project(mu_BZYX, GEOMETRY.views, GRID), (GEOMETRY,), GRID, 2)
    seen_at = [np.unravel_index(int(view.argmax()), (32, 32)) for view in views[0]]
    torch.manual_seed(0)
    network = VolumeGenerator(32, 2, 0.1, dropout=0.0).eval()
    with torch.no_grad():
        network.head.weight[:, :-2] = 0.0
    images = torch.rand(1, 2, 32, 32, requires_grad=True)
    (along_rays,) = torch.autograd.grad(network(images)[(0, 0, *marker)], images)
    z, y, x = marker
    for index, place in enumerate(((z, x), (z, y))):
        assert np.abs(np.subtract(seen_at[index], place)).max() <= 1
        assert np.abs(np.subtract(centre_of(along_rays[0, index].abs()), place)).max() < 2.0
        lifted = network.views[index](images[:, index : index + 1])
        at_marker = lifted[0, :, z // 4, y // 4, x // 4].square().sum()
        (influence,) = torch.autograd.grad(at_marker, images)
        assert np.abs(np.subtract(centre_of(influence[0, index].abs().square()), place)).max() < 3.0


def centre_of(image: torch.Tensor) -> tuple[float, float]:
    """Row and column of the centre of mass."""
    places = torch.arange(32.0)
    mass = image / image.sum()
    return float((mass.sum(1) * places).sum()), float((mass.sum(0) * places).sum())


def test_depth_is_real_from_the_first_3d_layer_on() -> None:
    torch.manual_seed(0)
    network = VolumeGenerator(32, 1, 0.1, dropout=0.0).eval()
    lifted = network.views[0](torch.rand(1, 1, 32, 32))
    assert lifted.shape[2:] == (8, 8, 8)
    planes = lifted[0].transpose(0, 2).flatten(1)
    assert float((planes[1:] - planes[:-1]).abs().mean(1).min().detach()) > 0.1
    volume = network(torch.rand(1, 1, 32, 32))
    assert float((volume[:, :, :, 1:] - volume[:, :, :, :-1]).abs().mean((0, 1, 2, 4)).min().detach()) > 1e-4


def test_the_frontal_variant_does_not_look_at_the_lateral_view_and_says_so(data: TrainingData) -> None:
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(data.validation[0])
    mirrored = type(pair)(pair.frontal, pair.lateral.flipped_horizontally(), pair.geometry)
    for variant in VARIANTS:
        method = made(variant)
        first, second = (method.reconstruct(p, GRID, WorkContext()) for p in (pair, mirrored))
        assert np.array_equal(first.hu, second.hu) == (variant is CycleGanFMethod)
        assert any("lateral" in note for note in first.notes) == (variant is CycleGanFMethod)


@pytest.mark.parametrize("method_id", ["cyclegan-b", "cyclegan-f"])
@pytest.mark.parametrize("projection", ["physical", "network"])
def test_the_memory_of_a_training_is_known_before_it_starts(method_id: str, projection: str) -> None:
    one, four = (
        estimate_training_memory_bytes(method_id, SMALL | {"projection": projection}, batch) for batch in (1, 4)
    )
    assert 0 < one < four


def test_a_short_training_is_resumed_as_if_never_stopped_and_its_checkpoint_gives_one_answer(
    data: TrainingData, tmp_path: Path
) -> None:
    config = TrainConfig(steps=4, log_every=1, validate_every=4, preview_every=4, checkpoint_every=2, workers=1)
    control = ControlToken()

    def stop_at_two(step: int, *_: float) -> None:
        if step == 2:
            control.request_stop()

    whole, parts = tmp_path / "whole", tmp_path / "parts"
    start_training("cyclegan-b", SMALL, config, data, whole, device="cpu")
    with pytest.raises(CancelledError):
        start_training(
            "cyclegan-b",
            SMALL,
            config,
            data,
            parts,
            device="cpu",
            control=control,
            events=TrainingEvents(progress=stop_at_two),
        )
    resume_training(parts, data, device="cpu")
    rows = [[(row.step, row.values) for row in RunFolder.open(run).metrics()] for run in (whole, parts)]
    assert rows[0] == rows[1]
    last = dict(rows[0][-2][1]) | dict(rows[0][-1][1])
    assert "train/view_discriminator/score_real" in {name for _, values in rows[0] for name in values}
    assert last["validation/psnr_3d_db"] > 0.0

    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(data.validation[0])
    volumes = []
    for run in (whole, parts):
        method, _ = load_method(RunFolder.open(run).checkpoint_path(4))
        volumes += [method.reconstruct(pair, GRID, WorkContext()).hu for _ in range(2)]
    for volume in volumes[1:]:
        np.testing.assert_array_equal(volumes[0], volume)


@pytest.mark.slow
def test_both_cycles_close_better_with_training(data: TrainingData) -> None:
    method, batch = made(CycleGanBMethod, dropout=0.0), batch_of(data, 0, 1)
    optimiser = torch.optim.Adam(method.networks["generator"].parameters(), 2e-4)
    first: dict[str, float] = {}
    for _ in range(6):
        turn = next(method.training_step(batch))
        last = {name: float(turn.terms[name].detach()) for name in ("view_cycle", "volume_cycle")}
        first = first or last
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
    assert last["view_cycle"] < 0.7 * first["view_cycle"]
    assert last["volume_cycle"] < 0.9 * first["volume_cycle"]
