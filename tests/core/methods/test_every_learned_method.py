"""What holds for every learned method: cubes of other sizes, mixed precision, and starting from templates."""

import numpy as np
import pytest
import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.own_grid import on_own_grid
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.training.checkpoint import build_method
from xr2ct_core.volume import Volume

OWN, LARGE = WorkingGrid(32), WorkingGrid(32, 400.0)
SETTINGS = {
    "biplanar": {"width": 4, "image_width": 8},
    "cnn3d": {"width": 8, "classifier_width": 8},
    "continuity": {"width": 8, "critic_width": 8},
    "ddnm": {"width": 8, "samples": 1, "steps": 2},
    "diffusion": {"width": 8, "samples": 1, "steps": 2},
    "latent-fit": {"width": 2, "latent_channels": 1, "steps": 1, "draws": 0},
    "style": {"width": 4},
    "u-x2ct-gan": {"width": 0.2, "prior": "phantoms"},
}
"""Of methods whose width is no share of the published one, and what makes them quick."""
METHODS = sorted(learned_method_specs())


def small(method_id: str, **settings: object) -> TrainableMethod:
    torch.manual_seed(1)
    return build_method(method_id, {"grid_size": 32, **SETTINGS.get(method_id, {"width": 0.1}), **settings}, "cpu")


def taken_apart(pair: RadiographPair) -> list[float]:
    views = pair.geometry.views
    return [length for view in views for length in (view.sad_mm, view.sdd_mm, view.pixel_mm, *view.shift_mm)]


@pytest.fixture(scope="module")
def body_hu() -> "np.ndarray[tuple[int, int, int], np.dtype[np.int16]]":
    return make_thorax(2, OWN).hu.astype(np.int16)


@pytest.fixture(scope="module")
def pairs(body_hu: np.ndarray) -> tuple[RadiographPair, RadiographPair]:
    """The same voxels as a cube of 320 mm, and as one of 400 mm taken from distances that are larger as well."""
    geometry = BiplanarGeometry.make(rows=48, cols=48, pixel_mm=10.0, sad_mm=700.0, sdd_mm=1000.0)
    large = BiplanarGeometry(geometry.frontal.scaled(1.25), geometry.lateral.scaled(1.25))
    return (
        simulate_pair(Volume.on_grid(body_hu, OWN), geometry),
        simulate_pair(Volume.on_grid(body_hu, LARGE), large),
    )


def test_a_pair_in_a_cube_of_another_size_is_the_pair_of_that_world(
    pairs: tuple[RadiographPair, RadiographPair],
) -> None:
    own, large = pairs
    brought = large.in_cube(320.0)
    assert brought.cube_mm == 320.0 and taken_apart(brought) == pytest.approx(taken_apart(own))
    for there, here in zip(brought.radiographs, own.radiographs, strict=True):
        np.testing.assert_allclose(there.image, here.image, atol=2e-5)
        assert there.pixel_mm == pytest.approx(here.pixel_mm)


@pytest.mark.parametrize("method_id", METHODS)
def test_the_size_of_the_cube_changes_no_hu(method_id: str, pairs: tuple[RadiographPair, RadiographPair]) -> None:
    method = small(method_id)
    if method.takes_any_cube:
        pytest.skip("It knows of millimetres.")
    volumes = []
    for pair, grid in zip(pairs, (OWN, LARGE), strict=True):
        torch.manual_seed(2)
        volumes.append(on_own_grid(method, pair, grid, WorkContext()).hu)
    assert np.abs(volumes[0]).max() > 0.0
    difference_hu = np.abs(volumes[0] - volumes[1])
    assert difference_hu.mean() < 1.0 and difference_hu.max() < 20.0
    with pytest.raises(Xr2ctError, match="cube of 320 mm, not of 400"):
        method.reconstruct(pairs[1], LARGE, WorkContext())


@pytest.mark.parametrize("method_id", METHODS)
def test_every_method_learns_in_mixed_precision_on_a_cpu(method_id: str, batch: PairBatch) -> None:
    method = small(method_id)
    method.begin(is_trained=False)
    turns = 0
    with torch.autocast("cpu", torch.bfloat16):
        for turn in method.training_step(batch):
            assert torch.isfinite(turn.total), turn.name
            turns += 1
    assert turns == len(method.turns())


@pytest.mark.usefixtures("quick_templates")
def test_a_refiner_may_start_from_templates_wherever_gradients_are_off(
    pairs: tuple[RadiographPair, RadiographPair],
) -> None:
    with torch.inference_mode():
        coarse = CoarseReconstruction("template", OWN, 32, torch.device("cpu")).of_pair(pairs[0], WorkContext())
    assert coarse.shape == (1, *OWN.shape_zyx) and not coarse.requires_grad
    assert float(coarse.std()) > 100.0, "bodies of people in air"
