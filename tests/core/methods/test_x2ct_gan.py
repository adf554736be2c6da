"""X2CT-GAN is the published network, sees where things are, and every loss reaches what it is meant for."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import torch
from gradient_reach import reached_parameters
from torch import nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import extruded, to_view_frame, to_volume_frame, view_images
from xr2ct_core.methods.blocks.lift import MapLift
from xr2ct_core.methods.blocks.normalisation import InstanceNorm
from xr2ct_core.methods.blocks.patch_discriminator import PatchDiscriminator
from xr2ct_core.methods.trainable import TrainableMethod, Turn
from xr2ct_core.methods.x2ct_gan.config import X2ctGanConfig
from xr2ct_core.methods.x2ct_gan.losses import from_window, projection_loss, to_window
from xr2ct_core.methods.x2ct_gan.method import X2ctGanMethod
from xr2ct_core.methods.x2ct_gan.networks import BiplanarGenerator, SingleViewGenerator
from xr2ct_core.projection.projector import project
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 0.05}


def count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(
    ("network", "arguments", "expected"),
    [
        (BiplanarGenerator, (128,), 61_740_467),
        (BiplanarGenerator, (64,), 41_526_707),
        (BiplanarGenerator, (32,), 38_999_987),
        (SingleViewGenerator, (128,), 29_384_481),
        (partial(PatchDiscriminator, dimensions=3), (3,), 11_055_169),
    ],
)
def test_the_networks_have_the_published_number_of_parameters(
    network: Callable[..., nn.Module], arguments: tuple[int, ...], expected: int
) -> None:
    with torch.device("meta"):
        assert count(network(*arguments)) == expected


def test_the_discriminator_of_128_voxels_scores_19_patches_an_axis() -> None:
    with torch.device("meta"):
        scores = PatchDiscriminator(3, dimensions=3)(torch.zeros(1, 3, 128, 128, 128))
    assert scores.shape == (1, 1, 19, 19, 19)


def test_the_lift_equals_its_definition() -> None:
    torch.manual_seed(0)
    lift = MapLift(5, 4).double()
    image = torch.randn(2, 5, 6, 6, dtype=torch.float64)
    repeated = lift.flat(image).unsqueeze(2).expand(-1, -1, 6, -1, -1)
    expected = nn.functional.instance_norm(lift.conv(repeated)).relu()
    torch.testing.assert_close(lift(image), expected, atol=1e-5, rtol=1e-5)


def test_a_network_gives_the_same_in_training_and_afterwards_but_for_dropout() -> None:
    torch.manual_seed(0)
    norm, x = InstanceNorm(), torch.randn(2, 3, 4, 4)
    torch.testing.assert_close(norm.train()(x), norm.eval()(x))
    torch.testing.assert_close(norm(x).mean((2, 3)), torch.zeros(2, 3), atol=1e-6, rtol=0)


@pytest.mark.parametrize("is_frontal", [True, False])
def test_the_frames_of_the_views_are_inverses(is_frontal: bool) -> None:
    volume = torch.randn(1, 2, 3, 4, 5)
    torch.testing.assert_close(to_volume_frame(to_view_frame(volume, is_frontal), is_frontal), volume)


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("views", [(View.PA, View.LL), (View.AP, View.RL)])
def test_both_views_extruded_meet_at_an_off_centre_marker(preset: str, views: tuple[View, View]) -> None:
    """Left of the middle, to the front and up; 30 mm from the isocentre the magnification moves it by under a voxel."""
    geometry = PRESETS[preset]
    geometry = BiplanarGeometry.make(
        model=geometry.frontal.model,
        sad_mm=geometry.frontal.sad_mm,
        sdd_mm=geometry.frontal.sdd_mm,
        rows=geometry.frontal.rows,
        cols=geometry.frontal.cols,
        pixel_mm=geometry.frontal.pixel_mm,
        frontal_view=views[0],
        lateral_view=views[1],
    )
    marker = (19, 13, 18)
    mu_BZYX = torch.zeros(1, *GRID.shape_zyx)
    mu_BZYX[(0, *marker)] = 0.02
    frontal, lateral = view_images(*project(mu_BZYX, geometry.views, GRID), (geometry,), GRID)
    meeting = (extruded(frontal, True) * extruded(lateral, False))[0, 0]
    found = np.unravel_index(int(meeting.argmax()), GRID.shape_zyx)
    assert np.abs(np.subtract(found, marker)).max() <= 1


def random_batch() -> PairBatch:
    torch.manual_seed(1)
    geometry = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
    cube = torch.randn(1, *GRID.shape_zyx) * 300.0 - 300.0
    known = torch.tensor([True])
    return PairBatch(cube, torch.rand(1, 32, 32), torch.rand(1, 32, 32), (geometry,), GRID, ("somebody",), known)


def turns_of(method: TrainableMethod) -> dict[str, Turn]:
    """The turns of one step with all networks open, so that what a loss reaches is up to the losses alone."""
    return {turn.name: turn for turn in method.training_step(random_batch())}


UNUSED = ("decoder.head.", "decoder.refines.4.")
"""The ends of the two view decoders, which the published network does not use either."""


@pytest.mark.parametrize("views", ["biplanar", "frontal"])
@pytest.mark.parametrize("term", ["reconstruction", "projection", "adversarial"])
def test_every_loss_reaches_every_part_of_the_generator(views: str, term: str) -> None:
    torch.manual_seed(0)
    method = X2ctGanMethod(X2ctGanConfig(grid_size=32, width=0.25, views=views))
    names = reached_parameters(method, turns_of(method)["generator"].terms[term])
    missed = {
        name
        for name, parameter in method.networks["generator"].named_parameters(prefix="generator")
        if name not in names and parameter.ndim > 1
    }
    if views == "biplanar":
        missed = {name for name in missed if "fusion" in name or not any(part in name for part in UNUSED)}
    assert missed == set()


def test_the_discriminator_learns_from_its_own_loss_only_and_teaches_nothing_in_its_turn() -> None:
    torch.manual_seed(0)
    method = X2ctGanMethod(X2ctGanConfig(**SMALL))
    names = reached_parameters(method, turns_of(method)["discriminator"].terms["telling_apart"])
    weights = {f"discriminator.{n}" for n, p in method.networks["discriminator"].named_parameters() if p.ndim > 1}
    assert weights <= names
    assert not any(name.startswith("generator.") for name in names)


def test_without_the_discriminator_it_is_x2ct_cnn() -> None:
    method = X2ctGanMethod(X2ctGanConfig(**SMALL, gan=False))
    assert list(method.networks) == ["generator"]
    assert [turn.name for turn in method.turns()] == ["generator"]
    assert turns_of(method).keys() == {"generator"}


def test_a_frontal_network_does_not_look_at_the_lateral_view(ball_pair_32: tuple[Volume, BiplanarGeometry]) -> None:
    volume, geometry = ball_pair_32
    pair = simulate_pair(volume, geometry)
    method = X2ctGanMethod(X2ctGanConfig(**SMALL, views="frontal", gan=False))
    mirrored = type(pair)(pair.frontal, pair.lateral.flipped_horizontally(), geometry)
    first, second = (method.reconstruct(p, GRID, WorkContext()).hu for p in (pair, mirrored))
    np.testing.assert_array_equal(first, second)


def test_it_reconstructs_finite_hu_within_its_range_whatever_the_detector(
    ball_pair_32: tuple[Volume, BiplanarGeometry],
) -> None:
    volume, _ = ball_pair_32
    method = X2ctGanMethod(X2ctGanConfig(**SMALL))
    low, high = method.output_range_hu
    for geometry in PRESETS.values():
        hu = method.reconstruct(simulate_pair(volume, geometry), GRID, WorkContext()).hu
        assert hu.shape == GRID.shape_zyx
        assert hu.dtype == np.float32
        assert np.isfinite(hu).all()
        assert hu.min() >= low
        assert hu.max() <= high


def test_another_grid_than_that_of_the_network_is_refused(ball_pair_32: tuple[Volume, BiplanarGeometry]) -> None:
    volume, geometry = ball_pair_32
    with pytest.raises(Xr2ctError, match="32³"):
        X2ctGanMethod(X2ctGanConfig(**SMALL)).reconstruct(
            simulate_pair(volume, geometry), WorkingGrid(64), WorkContext()
        )


def test_the_window_is_undone_and_the_projection_loss_compares_mean_projections() -> None:
    hu = torch.tensor([-2000.0, -1024.0, 0.0, 1476.0, 3000.0])
    torch.testing.assert_close(from_window(to_window(hu)), hu.clamp(-1024.0, 1476.0), atol=1e-3, rtol=0)
    truth = torch.zeros(1, 1, 4, 4, 4)
    volume = truth.clone()
    volume[0, 0, 1] = 1.0
    assert float(projection_loss(volume, truth)) == pytest.approx(0.25)


@pytest.fixture(scope="module")
def ball_pair_32() -> tuple[Volume, BiplanarGeometry]:
    """A ball of water to the left, to the front and up, and a small detector."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    inside = (x_mm - 40) ** 2 + (y_mm + 20) ** 2 + (z_mm - 30) ** 2 < 60**2
    volume = Volume.on_grid(np.where(inside, 0, -1000).astype(np.int16), GRID)
    return volume, BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)
