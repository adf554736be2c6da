"""u-X2CT-GAN learns from radiographs alone, keeps left, right and scale, and every loss reaches what it is for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from gradient_reach import reached_parameters

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseSample
from xr2ct_core.errors import BadConfigError, CancelledError, Xr2ctError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.projected_views import ViewProjector, Views, coarse_views, in_water, turned
from xr2ct_core.methods.blocks.view_losses import projection_loss, total_variation
from xr2ct_core.methods.trainable import TrainableMethod, Turn
from xr2ct_core.methods.u_x2ct_gan.config import UX2ctGanConfig
from xr2ct_core.methods.u_x2ct_gan.extras import KnownPatients
from xr2ct_core.methods.u_x2ct_gan.losses import inverse_weights
from xr2ct_core.methods.u_x2ct_gan.method import UX2ctGanMethod
from xr2ct_core.methods.u_x2ct_gan.networks import LiftedView
from xr2ct_core.methods.u_x2ct_gan.region import found_emphasis, lung_emphasis
from xr2ct_core.projection.projector import project
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.units import MU_WATER_PER_MM

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SMALL = {"grid_size": 32, "width": 0.25}


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def case(subject: str, shift: float = 0.0) -> CaseSample:
    """A body of water with a light ball to the left, to the front and up."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    hu = np.where((x_mm / 130) ** 2 + (y_mm / 90) ** 2 < 1, 0, -1000)
    hu[(x_mm - 40 - shift) ** 2 + (y_mm + 20) ** 2 + (z_mm - 30) ** 2 < 50**2] = -800
    return CaseSample(subject, hu.astype(np.int16), GEOMETRY)


@pytest.fixture(scope="module")
def batch() -> PairBatch:
    return BatchMaker(GRID, "cpu").make([case("first"), case("second", 15.0)])


def make(**settings: object) -> UX2ctGanMethod:
    torch.manual_seed(0)
    return UX2ctGanMethod(UX2ctGanConfig.model_validate(SMALL | settings))


def turns_of(method: TrainableMethod, batch: PairBatch) -> dict[str, Turn]:
    torch.manual_seed(1)
    return {turn.name: turn for turn in method.training_step(batch)}


def test_every_loss_reaches_every_layer_of_the_generator(batch: PairBatch) -> None:
    method = make(true_cts=1, prior="phantoms", prior_volumes=1)
    terms = turns_of(method, batch)["generator"].terms
    assert terms.keys() == {"projection", "smoothness", "adversarial", "ct", "prior"}
    layers = {f"generator.{n}" for n, p in method.networks["generator"].named_parameters() if p.ndim > 1}
    for name, term in terms.items():
        assert layers - reached_parameters(method, term) == set(), name


def test_the_discriminator_learns_from_its_own_loss_only_and_teaches_nothing_in_its_turn(batch: PairBatch) -> None:
    method = make()
    turn = turns_of(method, batch)["discriminator"]
    names = reached_parameters(method, turn.terms["telling_apart"])
    weights = {f"discriminator.{n}" for n, p in method.networks["discriminator"].named_parameters() if p.ndim > 1}
    assert weights <= names
    assert not any(name.startswith("generator.") for name in names)
    assert turn.scores is not None


def test_with_the_first_settings_no_ct_is_looked_at(batch: PairBatch) -> None:
    method = make()
    blind = replace(batch, cube_hu_BZYX=torch.full_like(batch.cube_hu_BZYX, float("nan")))
    seen, unseen = turns_of(method, batch)["generator"], turns_of(method, blind)["generator"]
    assert seen.terms.keys() == {"projection", "smoothness", "adversarial"}
    assert torch.equal(seen.total, unseen.total)


def test_without_a_weight_there_is_no_discriminator(batch: PairBatch) -> None:
    method = make(adversarial_weight=0.0)
    assert [turn.name for turn in method.turns()] == ["generator"]
    assert turns_of(method, batch).keys() == {"generator"}


def test_inverse_weights_give_each_loss_its_share_of_the_pull(batch: PairBatch) -> None:
    terms = {"a": torch.tensor(4.0), "b": torch.tensor(0.01)}
    weights = inverse_weights(terms, {"a": 1.0, "b": 0.1})
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights["b"] * 0.01 / (weights["a"] * 4.0) == pytest.approx(0.1)
    turn = turns_of(make(weighting="inverse"), batch)["generator"]
    assert sum(turn.weights.values()) == pytest.approx(1.0)


def test_the_cts_of_the_first_patients_only_are_known_and_a_checkpoint_remembers_them() -> None:
    def known(patients: KnownPatients, *names: str) -> list[bool]:
        # A patient in capitals has no CT.
        has_ct_B = torch.tensor([name.islower() for name in names])
        return patients.are_known([name.lower() for name in names], has_ct_B).tolist()

    patients = KnownPatients(2)
    assert known(patients, "A", "a", "b", "c", "a", "B") == [False, True, True, False, True, False]
    other = KnownPatients(2)
    other.load_state_dict(patients.state_dict())
    assert known(other, "c", "b", "a") == [False, True, True]
    assert known(KnownPatients(0), "a") == [False]
    assert known(KnownPatients(-1), "a", "A") == [True, False]


def test_what_stands_for_a_missing_ct_teaches_nothing(batch: PairBatch) -> None:
    """The second sample has no CT; whatever fills its place changes neither loss nor gradient."""
    method = make(true_cts=-1, adversarial_weight=0.0)
    found = []
    for filler in (-1000.0, 3000.0, float("nan")):
        cubes = batch.cube_hu_BZYX.clone()
        cubes[1] = filler
        partly = replace(batch, cube_hu_BZYX=cubes, has_truth_B=torch.tensor([True, False]))
        turn = turns_of(method, partly)["generator"]
        weight = method.networks["generator"].last.weight
        (gradient,) = torch.autograd.grad(turn.terms["ct"], weight)
        found.append((turn.terms["ct"].detach(), gradient))
    assert float(found[0][0]) > 0.0 and bool(found[0][1].any())
    for loss, gradient in found[1:]:
        assert torch.equal(loss, found[0][0]) and torch.equal(gradient, found[0][1])
    nobody = replace(batch, has_truth_B=torch.tensor([False, False]))
    assert reached_parameters(method, turns_of(method, nobody)["generator"].terms["ct"]) == set()
    assert "generator.last.weight" in reached_parameters(
        method, turns_of(method, nobody)["generator"].terms["projection"]
    )


def test_a_ct_that_may_not_be_used_teaches_nothing(batch: PairBatch) -> None:
    method = make(true_cts=1)
    assert float(turns_of(method, batch)["generator"].terms["ct"].detach()) > 0.0
    others = replace(batch, subjects=("third", "fourth"))
    assert reached_parameters(method, turns_of(method, others)["generator"].terms["ct"]) == set()


def test_counting_cts_needs_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started_by_torchrun = {"WORLD_SIZE": 2, "LOCAL_WORLD_SIZE": 2, "RANK": 0, "LOCAL_RANK": 0, "GROUP_RANK": 0}
    for name, value in started_by_torchrun.items():
        monkeypatch.setenv(name, str(value))
    with pytest.raises(BadConfigError, match="one process"):
        make(true_cts=1)


@pytest.mark.parametrize("is_frontal", [True, False])
def test_the_features_of_a_view_lie_on_its_rays_in_the_frame_of_the_volume(is_frontal: bool) -> None:
    torch.manual_seed(0)
    view = LiftedView(32, 0.25, is_frontal).eval()
    image = torch.zeros(1, 1, 32, 32)
    changed = image.clone()
    changed[0, 0, 20, 9] = 1.0
    with torch.inference_mode():
        moved = (view(changed)[-1] - view(image)[-1]).abs().sum(1)
    z, rest = torch.unravel_index(moved[0].sum(1 if is_frontal else 2).argmax(), (32, 32))
    assert abs(int(z) - 20) <= 4
    assert abs(int(rest) - 9) <= 4
    along = moved[0, int(z), :, int(rest)] if is_frontal else moved[0, int(z), int(rest), :]
    assert bool((along[1:-1] > 0.3 * along.max()).all())


@pytest.mark.parametrize("preset", list(PRESETS))
def test_a_turned_volume_shows_what_a_turned_assembly_sees(preset: str) -> None:
    volume = in_water(torch.from_numpy(case("").cube_hu).float())[None, None]
    for _ in range(3):
        volume = torch.nn.functional.avg_pool3d(volume, 3, 1, padding=1, count_include_pad=False)
    views = tuple(view.resampled(32, 32) for view in PRESETS[preset].views)
    expected = project(MU_WATER_PER_MM * volume[:, 0], [view.turned(12.0) for view in views], GRID)
    straight = project(MU_WATER_PER_MM * volume[:, 0], views, GRID)
    found = ViewProjector(GRID)(turned(volume, torch.tensor([12.0])), (BiplanarGeometry(*views),)).images
    for ours, theirs, before in zip(found, expected, straight, strict=True):
        assert float((ours - theirs).abs().mean()) < 0.25 * float((before - theirs).abs().mean())


def test_the_truth_projects_to_its_coarse_radiographs_and_makes_no_loss() -> None:
    fine = replace(case(""), geometry=PRESETS["x2ct"])
    whole = BatchMaker(GRID, "cpu").make([fine])
    views = coarse_views(Views(whole.frontal_BRC, whole.lateral_BRC, whole.geometries), GRID)
    assert views.frontal_BRC.shape == (1, 40, 40)
    truth = in_water(whole.cube_hu_BZYX)[:, None]
    project_again = ViewProjector(GRID)
    assert float(projection_loss(project_again(truth, views.geometries).images, views.images)) < 0.003
    assert float(projection_loss(project_again(0.0 * truth, views.geometries).images, views.images)) == 1.0
    mirrored = project_again(truth.flip(4), views.geometries).images
    assert float(projection_loss(mirrored, views.images)) > 0.01


def test_the_error_of_rays_through_the_lungs_can_count_more(batch: PairBatch) -> None:
    project_views = ViewProjector(GRID)
    truth = in_water(batch.cube_hu_BZYX).unsqueeze(1)
    weights = lung_emphasis(truth, project_views, batch.geometries, strength=3.0)
    measured = project_views(truth, batch.geometries).images
    for image, weight in zip(measured, weights, strict=True):
        assert weight.shape == image.shape
        assert weight[image < 1e-3].eq(1.0).all(), "nothing is emphasised beside the body"
        assert weight.amax((1, 2)) == pytest.approx(torch.full((len(batch),), 4.0))
        on_lung, off_lung = image.clone(), image.clone()
        on_lung[weight > 3.5] += 0.1
        off_lung[(weight < 1.5) & (image > 1.0)] += 0.1
        errors = [
            projection_loss([wrong], [image], [weight]) / projection_loss([wrong], [image])
            for wrong in (on_lung, off_lung)
        ]
        assert errors[0] > 1.5 * errors[1]


def test_the_lung_emphasis_changes_the_loss_of_the_generator(batch: PairBatch) -> None:
    plain, emphasised = (turns_of(make(lung_emphasis=strength), batch)["generator"] for strength in (0.0, 4.0))
    assert not torch.isclose(plain.terms["projection"], emphasised.terms["projection"])


def test_the_emphasis_can_come_from_the_lungs_found_on_the_radiographs(batch: PairBatch) -> None:
    images = (batch.frontal_BRC, batch.lateral_BRC)
    for image, weight in zip(images, found_emphasis(images, strength=3.0), strict=True):
        assert weight.shape == image.shape and weight.min() == 1.0
        assert weight.amax((1, 2)) == pytest.approx(torch.full((len(batch),), 4.0))
        assert 0.05 < (weight > 1.5).float().mean() < 0.6
    settings = {"lung_emphasis": 4.0, "width": 0.1}
    from_volume, from_images = (
        turns_of(make(lung_region=region, **settings), batch)["generator"] for region in ("volume", "radiographs")
    )
    assert not torch.isclose(from_volume.terms["projection"], from_images.terms["projection"])


def test_total_variation_is_that_of_the_three_axes() -> None:
    steps = torch.zeros(1, 1, 4, 4, 4)
    steps[:, :, 2:] = 3.0
    assert float(total_variation(steps)) == pytest.approx(1.0)


def test_another_grid_than_that_of_the_network_is_refused(batch: PairBatch) -> None:
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(case("x"))
    with pytest.raises(Xr2ctError, match="32³"):
        make().reconstruct(pair, WorkingGrid(64), WorkContext())


def test_a_few_steps_on_one_pair_explain_its_radiographs_better(batch: PairBatch) -> None:
    method = make(learning_rate=2e-3, adversarial_weight=0.0)
    optimiser = torch.optim.Adam(method.networks["generator"].parameters(), 2e-3)
    losses = []
    for _ in range(12):
        turn = next(method.training_step(batch))
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
        losses.append(float(turn.terms["projection"].detach()))
    assert losses[-1] < 0.6 * losses[0]


class Bodies:
    """Two patients to learn from, or one held out."""

    def __init__(self, *subjects: str) -> None:
        self.grid, self.subjects, self.kinds = GRID, subjects, ("CT",) * len(subjects)

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> CaseSample:
        return case(self.subjects[index], 10.0 * index)

    def fingerprint(self, index: int) -> str:
        return self.subjects[index]


def test_a_stopped_training_goes_on_as_if_never_stopped_and_its_checkpoint_gives_the_same_volume_each_time(
    tmp_path: Path,
) -> None:
    data = TrainingData(Bodies("a", "b"), Bodies("c"), {"source": "bodies", "digest": "1"})
    often = {"log_every": 1, "validate_every": 3, "preview_every": 3, "checkpoint_every": 3}
    config = TrainConfig(steps=3, workers=1, **often)
    settings = SMALL | {"width": 0.1, "true_cts": 1, "prior": "phantoms", "prior_volumes": 1}
    start_training("u-x2ct-gan", settings, config, data, tmp_path / "whole", device="cpu")
    control = ControlToken()

    def stop(*_: float) -> None:
        control.request_stop()

    with pytest.raises(CancelledError):
        start_training(
            "u-x2ct-gan",
            settings,
            config,
            data,
            tmp_path / "parts",
            device="cpu",
            control=control,
            events=TrainingEvents(progress=stop),
        )
    resume_training(tmp_path / "parts", data, device="cpu")
    whole, parts = (
        [(row.step, row.values) for row in RunFolder.open(tmp_path / run).metrics()] for run in ("whole", "parts")
    )
    assert whole == parts
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(case("c"))
    folders = [tmp_path / run / "checkpoints" / "00000003" for run in ("whole", "parts", "parts")]
    first, *others = (load_method(folder)[0].reconstruct(pair, GRID, WorkContext()).hu for folder in folders)
    assert np.isfinite(first).all()
    assert first.dtype == np.float32
    assert all((first == other).all() for other in others)
