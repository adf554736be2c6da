"""cGAN-128 draws slices along the rays of each view, with CTs or without, and every loss reaches the generator."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from gradient_reach import reached_parameters

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseSample
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.cgan_128.config import Cgan128Config
from xr2ct_core.methods.cgan_128.method import Cgan128Method
from xr2ct_core.methods.trainable import Turn
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.training.loop import TrainingData
from xr2ct_core.training.start import start_training

GRID = WorkingGrid(32)
SMALL = {"grid_size": 32, "width": 0.1}


def case(subject: str) -> CaseSample:
    """A ball of water to the left, to the front and up."""
    z_mm, y_mm, x_mm = np.meshgrid(*[(np.arange(32) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    hu = np.where((x_mm - 40) ** 2 + (y_mm + 20) ** 2 + (z_mm - 30) ** 2 < 60**2, 0, -1000)
    return CaseSample(subject, hu.astype(np.int16), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


@pytest.fixture(scope="module")
def batch() -> PairBatch:
    return BatchMaker(GRID, "cpu").make([case("somebody")])


def make(teacher: str, **settings: object) -> Cgan128Method:
    torch.manual_seed(0)
    return Cgan128Method(Cgan128Config.model_validate(SMALL | {"teacher": teacher} | settings))


def turns_of(method: Cgan128Method, batch: PairBatch) -> dict[str, Turn]:
    torch.manual_seed(1)
    return {turn.name: turn for turn in method.training_step(batch)}


@pytest.mark.parametrize(
    ("teacher", "terms"),
    [("CT", {"projection", "reconstruction", "adversarial"}), ("X-rays", {"projection", "smoothness", "adversarial"})],
)
def test_every_loss_reaches_every_layer_it_is_meant_for_and_no_other(
    batch: PairBatch, teacher: str, terms: set[str]
) -> None:
    method = make(teacher)
    turns = turns_of(method, batch)
    assert turns["generator"].terms.keys() == terms
    layers = {n for n, p in method.networks.named_parameters() if p.ndim > 1}
    generator = {name for name in layers if name.startswith("generator.")}
    for name, term in turns["generator"].terms.items():
        assert generator - reached_parameters(method, term) == set(), name
    taught = reached_parameters(method, turns["discriminator"].terms["telling_apart"])
    assert layers - generator <= taught
    assert not any(name.startswith("generator.") for name in taught)


def test_taught_by_x_rays_it_looks_at_no_ct(batch: PairBatch) -> None:
    blind = replace(batch, cube_hu_BZYX=torch.full_like(batch.cube_hu_BZYX, float("nan")))
    seen, unseen = (turns_of(make("X-rays"), each)["generator"].total for each in (batch, blind))
    assert torch.equal(seen, unseen)


def test_it_learns_where_an_off_centre_ball_lies(batch: PairBatch) -> None:
    method = make("CT", adversarial_weight=0.0, width=0.25)
    optimiser = torch.optim.Adam(method.networks["generator"].parameters(), 3e-3)
    for _ in range(40):
        turn = next(method.training_step(batch))
        optimiser.zero_grad()
        turn.total.backward()
        optimiser.step()
    frontal, lateral = view_images(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, GRID)
    with torch.inference_mode():
        volume = method.networks["generator"](frontal / 4.0, lateral / 4.0)[0, 0]
    weight = (volume - 0.3).clamp_min(0.0)
    axes = torch.meshgrid(*[(torch.arange(32.0) - 15.5) * GRID.spacing_mm] * 3, indexing="ij")
    centre_zyx = [float((weight * axis).sum() / weight.sum()) for axis in axes]
    np.testing.assert_allclose(centre_zyx, (30.0, -20.0, 40.0), atol=12.0)


def test_a_training_of_two_steps_gives_a_checkpoint_with_the_same_volume_each_time(tmp_path: Path) -> None:
    class One:
        grid, subjects, kinds = GRID, ("somebody",), ("CT",)

        def __len__(self) -> int:
            return 1

        def __getitem__(self, index: int) -> CaseSample:
            return case(self.subjects[index])

        def fingerprint(self, index: int) -> str:
            return self.subjects[index]

    data = TrainingData(One(), One(), {"source": "ball", "digest": "1"})
    config = TrainConfig(steps=2, workers=1, log_every=1, validate_every=2, preview_every=2, checkpoint_every=2)
    start_training("cgan-128", SMALL, config, data, tmp_path / "run", device="cpu")
    pair, _ = BatchMaker(GRID, "cpu").pair_and_truth(case("somebody"))
    method, _ = load_method(tmp_path / "run" / "checkpoints" / "00000002")
    first, second = (method.reconstruct(pair, GRID, WorkContext()).hu for _ in range(2))
    assert np.isfinite(first).all()
    np.testing.assert_array_equal(first, second)
