"""Organs stand where anatomy puts them: x to the patient's left, y to the back, z to the head."""

import numpy as np
import pytest
import torch

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.abdomen import Abdomen
from xr2ct_core.phantom.anatomy import Anatomy, TissueHu, draw_anatomy
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.lungs import Lungs
from xr2ct_core.phantom.mediastinum import Mediastinum
from xr2ct_core.phantom.skeleton import Skeleton
from xr2ct_core.phantom.space import Space
from xr2ct_core.phantom.thorax import build_thorax

SEEDS = range(6)


def people() -> list[Anatomy]:
    return [draw_anatomy(seed) for seed in SEEDS]


@pytest.mark.parametrize("anatomy", people(), ids=lambda a: f"seed{a.seed}")
def test_heart_points_left_and_forward_and_the_liver_is_right(anatomy: Anatomy) -> None:
    frame = Frame(anatomy)
    mediastinum = Mediastinum(frame, anatomy.tissue)
    long_axis = mediastinum.heart.axes[0]
    assert long_axis[0] > 0.3
    assert long_axis[1] < 0
    assert long_axis[2] < 0
    assert mediastinum.heart.centre_mm[0] > 5
    assert Abdomen(frame, anatomy.tissue).liver_centre_mm[0] < -30


@pytest.mark.parametrize("anatomy", people(), ids=lambda a: f"seed{a.seed}")
def test_the_heart_reaches_further_left_than_right(anatomy: Anatomy) -> None:
    space = Space.of_grid(WorkingGrid(64), "cpu")
    heart = Mediastinum(Frame(anatomy), anatomy.tissue).heart.distance(space) < 0
    x_mm = space.x.flatten()[heart.any(0).any(0)]
    assert float(x_mm.max()) > 50
    assert float(x_mm.max()) > -float(x_mm.min())


@pytest.mark.parametrize("anatomy", people(), ids=lambda a: f"seed{a.seed}")
def test_right_dome_is_higher_and_the_back_is_lowest(anatomy: Anatomy) -> None:
    space = Space.of_grid(WorkingGrid(64), "cpu")
    dome = Frame(anatomy).diaphragm_z(space)[0]
    right, left = dome[:, space.x.flatten() < -20].max(), dome[:, space.x.flatten() > 20].max()
    assert right > left + 2
    back, front = dome[space.y.flatten() > 70].max(), dome[space.y.flatten() < -50].max()
    assert back < right - 5
    assert front < right


@pytest.mark.parametrize("anatomy", people(), ids=lambda a: f"seed{a.seed}")
def test_aorta_arches_to_the_left_and_descends_before_the_spine(anatomy: Anatomy) -> None:
    frame = Frame(anatomy)
    aorta = Mediastinum(frame, anatomy.tissue).aorta
    top = int(aorta.start[:, 2].argmax())
    ascending, descending = aorta.start[: max(top - 3, 1)], aorta.start[top + 6 :]
    assert ascending[-1, 0] < 0 < descending[0, 0]
    assert ascending[-1, 1] < descending[0, 1]
    inside = descending[(descending[:, 2] > -150)]
    gap_mm = np.array([frame.spine_y.at(z) for z in inside[:, 2]]) - inside[:, 1]
    assert gap_mm.min() > 5


@pytest.mark.parametrize("anatomy", people(), ids=lambda a: f"seed{a.seed}")
def test_ribs_run_forward_and_down_and_stay_outside_the_pleura(anatomy: Anatomy) -> None:
    frame = Frame(anatomy)
    skeleton = Skeleton(frame, anatomy.tissue)
    for number in range(12):
        line = skeleton.rib_points_mm(number, 1)
        assert line[-1, 1] < line[0, 1] or number == 11
        assert line[-1, 2] < line[0, 2]
        x, y, z = (torch.as_tensor(line[3:, axis], dtype=torch.float32) for axis in range(3))
        nowhere = slice(0, 0)
        outside = frame.cage_distance(Space(x, y, z, 1.0, (nowhere, nowhere, nowhere)))
        assert float(outside.min()) > 1.0


@pytest.mark.parametrize("side", [1, -1])
def test_points_for_vessels_fill_their_own_lung(side: int) -> None:
    anatomy = draw_anatomy(3)
    frame = Frame(anatomy)
    lungs = Lungs(frame, Mediastinum(frame, anatomy.tissue), anatomy.tissue)
    points = lungs.scatter(side, 256, np.random.default_rng(0))
    assert points.shape == (256, 3)
    assert len(np.unique(points, axis=0)) == 256
    assert (side * points[:, 0] > 0).all()
    assert np.ptp(points[:, 2]) > 120


def test_tissue_values_reach_the_volume() -> None:
    def mean_of_liver(hu: float) -> float:
        anatomy = Anatomy(tissue=TissueHu(liver=hu))
        x, y, z = Abdomen(Frame(anatomy), anatomy.tissue).liver_centre_mm
        volume = build_thorax(anatomy, WorkingGrid(64)).volume
        i, j, k = np.rint(volume.affine.world_to_voxel((x, y, z))).astype(int)
        return float(volume.hu[i - 2 : i + 3, j - 2 : j + 3, k - 2 : k + 3].mean())

    assert mean_of_liver(58.0) == pytest.approx(58.0, abs=12.0)
    assert mean_of_liver(120.0) == pytest.approx(120.0, abs=12.0)


def test_a_deeper_breath_gives_larger_lungs() -> None:
    shallow, deep = (build_thorax(Anatomy(dome_z_mm=dome), WorkingGrid(64)).labels for dome in (-30.0, -65.0))
    assert (deep == 1).sum() > 1.1 * (shallow == 1).sum()


def test_anatomy_survives_its_record() -> None:
    anatomy = draw_anatomy(12)
    assert Anatomy.model_validate(anatomy.model_dump(mode="json")) == anatomy
