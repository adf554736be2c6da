"""The style network keeps anatomy in place, learns from what does not belong together, and goes before a method."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gradient_reach import reached_by_term, reached_networks, teaches_a_judge_alone

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import PairSample, Sample, Subset
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.inference.styled import PHYSICAL_NOTE, read_style
from xr2ct_core.methods.blocks.projected_views import ViewProjector
from xr2ct_core.methods.style.config import StyleConfig
from xr2ct_core.methods.style.history import ImageHistory
from xr2ct_core.methods.style.lungs import lung_shadows
from xr2ct_core.methods.style.method import StyleMethod
from xr2ct_core.methods.style.networks import KNOTS, Generator, through_curves
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import build_method, load_method, write_checkpoint
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.start import start_training

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=48, cols=48, pixel_mm=12.0)
SMALL = {"grid_size": 32, "image_size": 64, "width": 4, "remembered": 4}
GENERATORS = {"to_simulated", "to_real"}


class Cases:
    """Two phantoms with their volumes, and the radiographs of two others, shown brighter and without a volume."""

    grid = GRID
    subjects = ("phantom-0", "phantom-1", "person-2", "person-3")
    kinds = ("phantom", "phantom", "pair", "pair")

    def __init__(self) -> None:
        source = Phantoms(4, GRID, GEOMETRY)
        maker = BatchMaker(GRID, "cpu")
        self._cases: list[Sample] = [source[0], source[1]]
        for index in (2, 3):
            taken = maker.make([source[index]])
            shown = [2.0 * image[0].numpy() ** 0.7 for image in (taken.frontal_BRC, taken.lateral_BRC)]
            self._cases.append(PairSample(self.subjects[index], shown[0], shown[1], GEOMETRY))

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> Sample:
        return self._cases[index]

    def fingerprint(self, index: int) -> str:
        return self.subjects[index]


@pytest.fixture(scope="module")
def cases() -> Cases:
    return Cases()


@pytest.fixture(scope="module")
def shown_pair(cases: Cases) -> RadiographPair:
    """Display images of a phantom, with air around it."""
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[0])
    frontal, lateral = (
        replace(each, image=(1.0 - np.exp(-each.image / 3.0)).astype(np.float32), scale="display")
        for each in pair.radiographs
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def made(**settings: Any) -> StyleMethod:
    torch.manual_seed(0)
    return StyleMethod(StyleConfig.model_validate(SMALL | settings))


def batch_of(cases: Cases, *indices: int) -> PairBatch:
    return BatchMaker(GRID, "cpu").make([cases[index] for index in indices])


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first weights of a small network, its head large enough to change something."""
    method = made()
    with torch.no_grad():
        method.to_simulated.head.weight *= 30.0
    info = CheckpointInfo(
        method="style",
        method_config=method.config.model_dump(mode="json"),
        train_config=TrainConfig(),
        step=0,
        data={"patients": {"train": ["person-2"]}},
    )
    folder = tmp_path_factory.mktemp("run") / "00000000"
    write_checkpoint(folder, info, method.inference_weights(), method, {})
    return folder


@pytest.mark.parametrize("residual", [0.0, 0.3])
def test_every_loss_reaches_every_part_it_is_meant_for(cases: Cases, residual: float) -> None:
    method = made(residual=residual)
    method.expect({"pair", "phantom"})
    turns: dict[str, Turn] = {turn.name: turn for turn in method.training_step(batch_of(cases, 0, 1, 2, 3))}
    assert reached_by_term(method, turns["generators"]) == {
        "like_simulated": {"to_simulated", "judge_simulated"},
        "like_real": {"to_real", "judge_real"},
        "cycle_real": GENERATORS,
        "cycle_simulated": GENERATORS,
        "identity_simulated": {"to_simulated"},
        "identity_real": {"to_real"},
        "structure": GENERATORS | {"lungs"},
    }
    assert reached_networks(method, turns["lungs"].terms["outline"]) == {"lungs"}
    for judge in ("judge_simulated", "judge_real"):
        assert teaches_a_judge_alone(method, turns[judge])


def test_machines_drawn_by_chance_teach_the_first_generator_with_the_truth(cases: Cases) -> None:
    method = made(supervision="drawn")
    with pytest.raises(BadInputError, match="from CTs alone"):
        method.expect({"pair", "phantom"})
    assert [spec.networks for spec in method.turns()] == [("to_simulated",)]
    optimiser = torch.optim.Adam(method.to_simulated.parameters(), 6e-3)
    learned, before = [], []
    for _ in range(14):
        (turn,) = method.training_step(batch_of(cases, 0, 1))
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
        learned.append(float(turn.total.detach()))
        before.append(float(turn.measures["error_before"]))
    assert reached_networks(method, next(method.training_step(batch_of(cases, 0, 1))).total) == {"to_simulated"}
    assert min(before) > 0.02, "the displays differ from the truth"
    assert np.mean(learned[-5:]) < 0.97 * np.mean(before[-5:])


def test_without_x_rays_both_styles_are_made_of_the_cts(cases: Cases) -> None:
    turns = {turn.name: turn for turn in made().training_step(batch_of(cases, 0, 1))}
    assert all(float(term.detach()) > 0.0 for term in turns["generators"].terms.values())
    assert float(turns["generators"].terms["cycle_real"].detach()) < 1.0


def test_displays_are_drawn_by_the_seed_and_keep_air_and_totals(cases: Cases) -> None:
    method, batch = made(), batch_of(cases, 0, 1)
    images, _ = method._images(batch)
    found = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        found.append(method._displays(images, batch))
    assert (found[0] == found[1]).all() and not (found[0] == found[2]).all()
    assert (found[0][images < 0.01] == 0.0).all()
    torch.testing.assert_close(found[0].sum((1, 2, 3)), images.sum((1, 2, 3)), rtol=0.02, atol=0.0)


@pytest.mark.parametrize("indices", [(0, 1), (2, 3)])
def test_a_batch_of_one_domain_teaches_what_it_can(cases: Cases, indices: tuple[int, int]) -> None:
    method = made()
    method.expect({"pair", "phantom"})
    list(method.training_step(batch_of(cases, 0, 2)))
    turns = {turn.name: turn for turn in method.training_step(batch_of(cases, *indices))}
    assert all(bool(torch.isfinite(turn.total)) for turn in turns.values())
    missing = "cycle_real" if indices == (0, 1) else "cycle_simulated"
    assert float(turns["generators"].terms[missing].detach()) == 0.0
    assert all(float(turn.terms["own"].detach()) > 0.0 for name, turn in turns.items() if name.startswith("judge"))


def test_before_it_has_learned_it_changes_next_to_nothing(cases: Cases) -> None:
    method = made()
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[0])
    for before, after in zip(pair.radiographs, method.translated(pair).radiographs, strict=True):
        np.testing.assert_allclose(after.image, before.image, rtol=0.15, atol=1e-4)


def test_whatever_it_has_learned_edges_stay_and_none_is_made() -> None:
    """The grey values keep their order near every place, so lungs are found where they were."""
    torch.manual_seed(3)
    generator = Generator(4, 64)
    with torch.no_grad():
        generator.head.weight *= 120.0
    batch = Phantoms(1, GRID, GEOMETRY)[0]
    method = made()
    images = BatchMaker(GRID, "cpu").make([batch])
    shadow = lung_shadows(images.cube_hu_BZYX, images.geometries, ViewProjector(GRID), WorkingGrid(64))[0]
    torch.manual_seed(3)
    real = method._domains(images)[1][0][:1]
    with torch.no_grad():
        styled = generator(real, torch.zeros(1))
    change = (styled - real).abs().mean() / real.mean()
    assert change > 0.1, "it does change the image"
    body = real > 1.0

    def lungs_of(image: torch.Tensor) -> torch.Tensor:
        """Pixels below the median of their surroundings within the body."""
        around = torch.nn.functional.avg_pool2d(image, 31, 1, 15, count_include_pad=False)
        return (image < around) & body

    before, after = lungs_of(real), lungs_of(styled)
    dice = 2.0 * float((before & after).sum()) / float(before.sum() + after.sum())
    assert float(shadow.mean()) > 0.05, "there are lungs"
    assert dice > 0.85
    flat = torch.full((1, 1, 64, 64), 2.5)
    slopes = torch.rand(1, KNOTS, 64, 64).add(0.1).mean((2, 3), keepdim=True).expand(-1, -1, 64, 64)
    assert float(through_curves(flat, slopes).std()) == pytest.approx(0.0, abs=1e-6)


def test_curves_rise_from_zero_and_the_last_piece_goes_on() -> None:
    values = torch.linspace(0.0, 12.0, 121).view(1, 1, 1, -1)
    slopes = torch.rand(1, KNOTS, 1, 121, generator=torch.Generator().manual_seed(0)).mean(3, keepdim=True) + 0.1
    curved = through_curves(values, slopes.expand(-1, -1, -1, 121)).flatten()
    assert float(curved[0]) == 0.0 and bool((curved.diff() > 0).all())
    assert float(curved[-1] - curved[-2]) == pytest.approx(0.1 * float(slopes[0, -1]), rel=1e-3)


def test_earlier_images_come_back_and_are_kept_with_the_training() -> None:
    torch.manual_seed(0)
    history = ImageHistory(3, 4)
    numbered = torch.arange(40.0).view(-1, 1, 1, 1).expand(-1, 1, 4, 4)
    sides = torch.zeros(40)
    mixed = [int(history.mixed(numbered[i : i + 1], sides[:1])[0].mean()) for i in range(40)]
    assert mixed[:3] == [0, 1, 2], "nobody is replaced before it is full"
    assert 5 < sum(found != index for index, found in enumerate(mixed)) < 35
    nothing = numbered[:0], sides[:0]
    assert len(history.known(*nothing, wanted=2)[0]) == 2
    again = ImageHistory(3, 4)
    again.load_state_dict(history.state_dict())
    assert (again.images == history.images).all() and int(again.seen) == int(history.seen)


def test_it_trains_saves_and_reloads_to_the_same_output(cases: Cases, tmp_path: Path) -> None:
    data = TrainingData(Subset(cases, (0, 2, 1, 3)), Subset(cases, (0, 2)), {"source": "test"})
    config = TrainConfig(steps=2, batch_size=2, validate_every=2, preview_every=2, checkpoint_every=2, workers=1)
    record = start_training("style", SMALL, config, data, tmp_path / "run", device="cpu")
    assert record.state == "finished" and "psnr_3d_db" in record.metrics
    style = read_style(tmp_path / "run", "cpu")
    assert style.name == "run"
    first = style.method
    again, _ = load_method(tmp_path / "run" / "checkpoints" / "00000002", "cpu")
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[2])
    outputs = [method.reconstruct(pair, GRID, WorkContext()) for method in (first, again)]
    np.testing.assert_array_equal(outputs[0].hu, outputs[1].hu)
    assert "style" in outputs[0].notes[0]


def test_in_front_of_a_method_it_is_named_and_physical_pairs_pass(
    cases: Cases, shown_pair: RadiographPair, checkpoint: Path
) -> None:
    options: dict[str, Any] = {"device": "cpu", "fit_display": False}
    plain = reconstruct(shown_pair, "backprojection", GRID, **options)
    styled = reconstruct(shown_pair, "backprojection", GRID, style=checkpoint, **options)
    assert np.abs(styled.pair.frontal.image - plain.pair.frontal.image).mean() > 0.01
    sha = load_method(checkpoint)[1].weights_sha256[:12]
    assert [text for text in styled.provenance.assumptions if "style of simulated" in text and sha in text]
    assert not [text for text in plain.provenance.assumptions if "style" in text]
    physical, _ = BatchMaker(GRID, "cpu").pair_and_truth(cases[0])
    untouched = reconstruct(physical, "backprojection", GRID, style=checkpoint, **options)
    assert PHYSICAL_NOTE in untouched.notes
    np.testing.assert_array_equal(untouched.pair.frontal.image, physical.frontal.image)
    known = reconstruct(replace(shown_pair, subject="person-2"), "backprojection", GRID, style=checkpoint, **options)
    assert [note for note in known.notes if "learned from this patient" in note]


def test_what_is_no_style_network_is_refused_in_one_sentence(
    shown_pair: RadiographPair, checkpoint: Path, tmp_path: Path
) -> None:
    settings = {"grid_size": 32, "width": 0.05, "gan": False}
    other = build_method("x2ct-gan", settings, "cpu")
    info = CheckpointInfo(method="x2ct-gan", method_config=settings, train_config=TrainConfig(), step=0)
    write_checkpoint(tmp_path / "other", info, other.inference_weights(), other, {})
    with pytest.raises(BadConfigError, match="x2ct-gan, which translates no radiographs"):
        reconstruct(shown_pair, "backprojection", GRID, style=tmp_path / "other", device="cpu")
    with pytest.raises(BadConfigError, match="translates by itself"):
        reconstruct(shown_pair, "style", GRID, checkpoint=checkpoint, style=checkpoint, device="cpu")
