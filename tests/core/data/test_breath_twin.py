"""The window's breath, which needs no torch, is that of the pairs that are made."""

from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.breath_twin import in_another_breath, lung_box
from xr2ct_core.data.lungs import coarse_lungs, lung_frame
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import lateral_hu
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.samples import samples
from xr2ct_core.volume import Volume


def cube_of(name: str, size: int) -> Volume:
    if name == "thorax":
        return make_thorax(3, WorkingGrid(size))
    truth = read_pair(Path(samples()[0].pair_path)).truth_path
    assert truth is not None
    return ct_to_cube(read_volume(truth), WorkingGrid(size))


@pytest.mark.parametrize(("name", "size"), [("thorax", 20), ("thorax", 48), ("sample", 64)])
@pytest.mark.parametrize("breath_mm", [14.0, -9.0])
def test_lungs_and_breath_are_those_of_the_pairs(name: str, size: int, breath_mm: float) -> None:
    cube = cube_of(name, size)
    hu = cube.hu.astype(np.float32)
    lungs = lung_box(hu)
    assert lungs is not None and lungs == lung_frame(coarse_lungs(torch.as_tensor(hu)))
    wanted = lateral_hu(cube, StandIn(turn_deg=0.0, breath_mm=breath_mm))
    assert np.abs(wanted - hu).max() > 300.0
    np.testing.assert_allclose(in_another_breath(hu, breath_mm, lungs), wanted, atol=0.1)


def test_a_body_without_lungs_has_none() -> None:
    assert lung_box(np.zeros((32, 32, 32), np.float32)) is None
