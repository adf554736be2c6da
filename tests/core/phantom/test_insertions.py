"""Findings put into a phantom change what their mask marks, and nothing far from it."""

import numpy as np
import pytest
from pydantic import ValidationError

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.insertions import EffusionSpec, NoduleSpec
from xr2ct_core.phantom.thorax import Label, make_thorax_with_labels

GRID = WorkingGrid(64)


@pytest.mark.parametrize("seed", [1, 4])
def test_a_nodule_is_dense_and_only_where_its_mask_is(seed: int) -> None:
    without = make_thorax_with_labels(seed, GRID)
    thorax = make_thorax_with_labels(seed, GRID, nodule=True)
    mask = thorax.insertions["nodule"]
    assert set(thorax.insertions) == {"nodule"}
    assert mask.any()
    changed = np.abs(thorax.volume.hu.astype(int) - without.volume.hu) > 60
    assert changed.any()
    z, y, x = np.nonzero(mask)
    zc, yc, xc = np.nonzero(changed)
    distance = np.sqrt((zc - z.mean()) ** 2 + (yc - y.mean()) ** 2 + (xc - x.mean()) ** 2)
    assert distance.max() < 8
    assert (without.labels[mask] == Label.LUNG).mean() > 0.5


def test_a_nodule_stands_where_and_as_large_as_it_was_asked() -> None:
    spec = NoduleSpec(diameter_mm=30.0, centre_lps_mm=(70.0, 20.0, 20.0), irregularity=0.0, hu=40.0)
    thorax = make_thorax_with_labels(1, WorkingGrid(128), nodule=spec)
    mask = thorax.insertions["nodule"]
    centre = thorax.volume.affine.voxel_to_world(np.argwhere(mask)).mean(axis=0)
    np.testing.assert_allclose(centre, (70.0, 20.0, 20.0), atol=1.5)
    volume_mm3 = mask.sum() * 2.5**3
    assert volume_mm3 == pytest.approx(4 / 3 * np.pi * 15**3, rel=0.06)
    assert np.median(thorax.volume.hu[mask]) == pytest.approx(40.0, abs=15.0)
    record = thorax.volume.provenance
    assert record is not None
    assert record.method_config["nodule"]["side"] == "left"


@pytest.mark.parametrize(("side", "sign"), [("left", 1), ("right", -1)])
def test_an_upright_effusion_fills_the_lowest_part_of_its_side(side: str, sign: int) -> None:
    without = make_thorax_with_labels(2, GRID)
    thorax = make_thorax_with_labels(2, GRID, effusion=EffusionSpec(side=side, depth_mm=80.0))
    mask = thorax.insertions["effusion"]
    world = thorax.volume.affine.voxel_to_world(np.argwhere(mask))
    assert mask.sum() * 5.0**3 > 5e4
    assert (sign * world[:, 0] > -5).all()
    lung = thorax.volume.affine.voxel_to_world(np.argwhere(without.labels == Label.LUNG))
    same_side = lung[sign * lung[:, 0] > 0]
    assert world[:, 2].mean() < same_side[:, 2].mean() - 30
    assert np.median(thorax.volume.hu[mask]) == pytest.approx(10.0, abs=20.0)
    assert not (thorax.labels[mask] == Label.LUNG).any()


def test_a_supine_effusion_lies_at_the_back() -> None:
    spec = EffusionSpec(side="right", depth_mm=40.0, posture="supine")
    without = make_thorax_with_labels(2, GRID)
    thorax = make_thorax_with_labels(2, GRID, effusion=spec)
    world = thorax.volume.affine.voxel_to_world(np.argwhere(thorax.insertions["effusion"]))
    assert len(world) > 50
    lung = without.volume.affine.voxel_to_world(np.argwhere(without.labels == Label.LUNG))
    assert world[:, 1].mean() > lung[lung[:, 0] < 0, 1].mean() + 25


def test_nothing_is_inserted_unless_asked() -> None:
    assert make_thorax_with_labels(1, GRID).insertions == {}


def test_a_finding_out_of_range_is_refused() -> None:
    with pytest.raises(ValidationError):
        NoduleSpec(diameter_mm=500.0)
