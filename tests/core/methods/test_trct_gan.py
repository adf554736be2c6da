"""TRCT-GAN knows where its tokens and voxels are, mixes both views, and every loss reaches what it is meant for."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from torch import Tensor, nn

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import Subset, data_digest
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import to_volume_frame, view_images
from xr2ct_core.methods.trct_gan.config import TrctGanConfig
from xr2ct_core.methods.trct_gan.dynamic_attention import DynamicAttention
from xr2ct_core.methods.trct_gan.method import TrctGanMethod
from xr2ct_core.methods.trct_gan.networks import TransformerGenerator
from xr2ct_core.methods.trct_gan.transformer import JoinedViews, VoxelQuestions, position_codes
from xr2ct_core.projection.projector import project
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.start import resume_training, start_training

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
SMALL = {"grid_size": 32, "width": 0.05, "transformer_layers": 2}


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize(("grid_size", "token_map"), [(128, 8), (64, 16), (32, 8)])
def test_views_become_tokens_of_the_wanted_number_on_every_grid(grid_size: int, token_map: int) -> None:
    with torch.device("meta"):
        network = TransformerGenerator(grid_size, 0.1, token_map=token_map)
        image = torch.empty(1, 1, grid_size, grid_size)
        seen: list[torch.Size] = []
        network.questions.register_forward_hook(lambda _module, inputs, _output: seen.extend(i.shape for i in inputs))
        assert network(image, image).shape == (1, 1, grid_size, grid_size, grid_size)
    voxels, tokens = seen
    assert voxels[2:] == (token_map,) * 3
    assert tokens[1] == 2 * token_map**2


def test_the_published_width_has_its_number_of_parameters() -> None:
    with torch.device("meta"):
        assert sum(p.numel() for p in TransformerGenerator(128).parameters()) == 90_600_911


@pytest.mark.parametrize("layers", [1, 7])
def test_a_transformer_has_two_to_six_layers(layers: int) -> None:
    with pytest.raises(ValidationError):
        TrctGanConfig(transformer_layers=layers)


@pytest.mark.parametrize("size", [8, 16])
def test_the_code_of_a_voxel_agrees_best_with_the_tokens_on_its_rays(size: int) -> None:
    frontal, lateral, voxels = position_codes(size)
    z, y, x = (axis.flatten() for axis in torch.meshgrid(*[torch.arange(size)] * 3, indexing="ij"))
    torch.testing.assert_close((voxels @ frontal.T).argmax(1), z * size + x)
    torch.testing.assert_close((voxels @ lateral.T).argmax(1), z * size + y)


def test_both_views_attended_and_lifted_meet_at_an_off_centre_marker() -> None:
    """Left of the middle, to the front and up: the finest Connections-B change there, and along the rays only."""
    torch.manual_seed(0)
    network, marker = TransformerGenerator(32, 0.25).eval(), (19, 13, 18)
    mu_BZYX = torch.zeros(1, *GRID.shape_zyx)
    mu_BZYX[(0, *marker)] = 0.02
    geometry = PRESETS["x2ct"]
    images = view_images(*project(mu_BZYX, geometry.views, GRID), (geometry,), GRID)
    noise = torch.rand(1, 1, 32, 32)
    meeting = torch.ones(GRID.shape_zyx)
    with torch.inference_mode():
        for branch, image, is_frontal in zip((network.frontal, network.lateral), images, (True, False), strict=True):
            with_marker, without = (branch(noise + share * image / image.max())[1][-1] for share in (1.0, 0.0))
            meeting *= to_volume_frame((with_marker - without).abs(), is_frontal)[0].mean(0)
    found = np.unravel_index(int(meeting.argmax()), GRID.shape_zyx)
    # Convolutions and the bounds of the kernels blur the place by a few voxels; a flip would move it by five or more.
    assert np.abs(np.subtract(found, marker)).max() <= 1


def test_each_view_learns_from_the_other() -> None:
    torch.manual_seed(0)
    joined = JoinedViews(6, 8, 16, 2)
    frontal, lateral, other = torch.randn(3, 1, 6, 8, 8).unbind()
    assert not torch.allclose(joined(frontal, lateral)[0], joined(frontal, other)[0])
    assert not torch.allclose(joined(frontal, lateral)[1], joined(other, lateral)[1])


def test_answers_differ_along_every_axis_even_where_the_questions_are_equal() -> None:
    torch.manual_seed(0)
    change = VoxelQuestions(3, 8, 16)(torch.zeros(1, 3, 8, 8, 8), torch.randn(1, 128, 16)).detach()
    assert (change.std((2, 3, 4)) > 0).all()
    for axis in (2, 3, 4):
        assert float(change.diff(dim=axis).abs().amax((2, 3, 4)).min()) > 1e-3


@pytest.mark.parametrize("dims", [2, 3])
def test_dynamic_attention_is_what_it_says(dims: int) -> None:
    torch.manual_seed(0)
    block, x = DynamicAttention(32, dims), torch.randn(2, 32, *[4] * dims)
    ones = [1] * dims
    means = x.flatten(2).mean(2)
    gates = block.channel_gate(means).sigmoid().view(2, 32, *ones)
    seen = torch.cat((x.mean(1, keepdim=True), x.amax(1, keepdim=True)), 1)
    shares = block.shares(means).softmax(1)
    torch.testing.assert_close(shares.sum(1), torch.ones(2))
    gated = x * gates * block.spatial_gate(seen).sigmoid()
    first, second = (shares[:, index].view(2, 1, *ones) for index in (0, 1))
    torch.testing.assert_close(block(x), x + first * gated + second * block.plain(x))


UNUSED = ("decoder.head.", "decoder.refines.4.")
"""The ends of the two view decoders, which lead nowhere, as in X2CT-GAN."""


def random_batch() -> PairBatch:
    torch.manual_seed(1)
    cube = torch.randn(1, *GRID.shape_zyx) * 300.0 - 300.0
    known = torch.tensor([True])
    return PairBatch(cube, torch.rand(1, 32, 32), torch.rand(1, 32, 32), (GEOMETRY,), GRID, ("somebody",), known)


def without_gradient(network: nn.Module, loss: Tensor) -> set[str]:
    """Names of the weights of a network that a loss does not reach."""
    weights = {name: p for name, p in network.named_parameters() if p.ndim > 1}
    gradients = torch.autograd.grad(loss, list(weights.values()), retain_graph=True, allow_unused=True)
    return {name for name, grad in zip(weights, gradients, strict=True) if grad is None or not bool(grad.any())}


@pytest.fixture(scope="module")
def opened() -> tuple[TrctGanMethod, dict[str, dict[str, Tensor]]]:
    """A method with enough channels that none is dead by chance, and the losses of its turns."""
    torch.manual_seed(0)
    method = TrctGanMethod(TrctGanConfig(grid_size=32, width=0.25))
    return method, {turn.name: dict(turn.terms) for turn in method.training_step(random_batch())}


@pytest.mark.parametrize("term", ["reconstruction", "projection", "adversarial"])
def test_every_loss_reaches_every_part_of_the_generator(
    opened: tuple[TrctGanMethod, dict[str, dict[str, Tensor]]], term: str
) -> None:
    method, losses = opened
    missed = without_gradient(method.networks["generator"], losses["generator"][term])
    assert {name for name in missed if "fusion" in name or not any(part in name for part in UNUSED)} == set()


def test_the_discriminator_learns_from_its_own_loss_and_teaches_nothing_in_its_turn(
    opened: tuple[TrctGanMethod, dict[str, dict[str, Tensor]]],
) -> None:
    method, losses = opened
    loss = losses["discriminator"]["telling_apart"]
    assert without_gradient(method.networks["discriminator"], loss) == set()
    generator = method.networks["generator"]
    assert without_gradient(generator, loss) == {name for name, p in generator.named_parameters() if p.ndim > 1}


def test_without_the_discriminator_only_the_generator_learns() -> None:
    method = TrctGanMethod(TrctGanConfig(**SMALL, gan=False))
    assert list(method.networks) == ["generator"]
    assert [turn.name for turn in method.training_step(random_batch())] == ["generator"]


@pytest.mark.slow
def test_a_training_that_died_goes_on_to_the_same_losses_and_its_checkpoint_gives_one_volume(tmp_path: Path) -> None:
    source = Phantoms(2, GRID, GEOMETRY)
    train = Subset(source, (0,))
    data = TrainingData(train, Subset(source, (1,)), {"source": "phantoms", "digest": data_digest(train)})
    config = TrainConfig(steps=2, log_every=1, validate_every=2, preview_every=2, checkpoint_every=1, workers=1)

    def die(done: int, _total: int, _rate: float, _left: float) -> None:
        if done == 1:
            raise MemoryError

    start_training("trct-gan", SMALL, config, data, tmp_path / "whole", device="cpu")
    with pytest.raises(Xr2ctError) as stopped:
        start_training(
            "trct-gan", SMALL, config, data, tmp_path / "died", device="cpu", events=TrainingEvents(progress=die)
        )
    assert stopped.value.code == "oom_host"
    resume_training(tmp_path / "died", data, device="cpu")
    whole, died = (
        [(row.step, row.values) for row in RunFolder.open(tmp_path / run).metrics()] for run in ("whole", "died")
    )
    assert whole[-1] == died[-1]
    assert any("score_real" in name for _, values in whole for name in values)

    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(data.validation[0])
    volumes = []
    for run in ("whole", "whole", "died"):
        method, _ = load_method(RunFolder.open(tmp_path / run).checkpoint_path(2))
        assert isinstance(method, TrctGanMethod)
        volumes.append(method.reconstruct(pair, GRID, WorkContext()).hu)
    np.testing.assert_array_equal(volumes[0], volumes[1])
    np.testing.assert_array_equal(volumes[0], volumes[2])
    low, high = TrctGanMethod.output_range_hu
    assert volumes[0].std() > 0
    assert low <= volumes[0].min() <= volumes[0].max() <= high
