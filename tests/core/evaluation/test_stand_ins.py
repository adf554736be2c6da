"""Stand-ins for real pairs: what was hidden about the lateral view is in the images and in what they should become."""

from dataclasses import replace

import numpy as np
import pytest

from tests.core.stand_in_truth import line_integrals_of
from xr2ct_core.evaluation.stand_in import StandIn, drawn_stand_in
from xr2ct_core.evaluation.stand_ins import stand_in_pair, taken_lateral
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiography.presentation import Presentation
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=96, cols=96, pixel_mm=4.0)
STILL = StandIn(turn_deg=0.0)


@pytest.fixture(scope="module")
def chest() -> Volume:
    ct = read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz")
    return truth_on_grid(ct, WorkingGrid(64))


def test_what_a_stand_in_should_become_are_the_projections_of_its_ct(chest: Volume) -> None:
    clean = simulate_pair(chest, GEOMETRY)
    for found, radiograph in zip(line_integrals_of(chest, GEOMETRY, STILL), clean.radiographs, strict=True):
        np.testing.assert_allclose(found, radiograph.image, atol=1e-4)


def test_a_turned_patient_is_a_turned_assembly(chest: Volume) -> None:
    turned = BiplanarGeometry(GEOMETRY.frontal, GEOMETRY.lateral.turned(3.0))
    wanted = simulate_pair(chest, turned).lateral.image
    right, wrong = (
        np.sqrt(np.mean((line_integrals_of(chest, GEOMETRY, replace(STILL, turn_deg=deg))[1] - wanted) ** 2))
        for deg in (3.0, -3.0)
    )
    assert right < 0.2 * wrong


def test_another_breath_moves_the_diaphragm_of_the_lateral_view_alone(chest: Volume) -> None:
    deep = replace(STILL, breath_mm=12.0)
    before, after = line_integrals_of(chest, GEOMETRY, STILL), line_integrals_of(chest, GEOMETRY, deep)
    np.testing.assert_array_equal(before[0], after[0])
    moved = np.abs(after[1] - before[1])
    assert moved[40:72].mean() > 3.0 * moved[:24].mean() and moved.max() > 0.5


def test_height_and_size_move_the_lateral_image_and_nobody_is_told(chest: Volume) -> None:
    how = replace(STILL, height_mm=10.0, magnification=1.02)
    assert taken_lateral(GEOMETRY.lateral, how).pixel_mm == pytest.approx(4.0 / 1.02)
    pair = stand_in_pair(chest, GEOMETRY, how, subject="a")
    assert pair.geometry == GEOMETRY
    rows = np.arange(96)
    heights = [
        (image.sum(1) * rows).sum() / image.sum()
        for image in (line_integrals_of(chest, GEOMETRY, one)[1] for one in (how, STILL))
    ]
    assert heights[0] - heights[1] == pytest.approx(-10.0 / GEOMETRY.lateral.pixel_at_isocentre_mm, abs=1.0)


def test_drawn_stand_ins_are_repeatable_and_differ_by_patient_and_number() -> None:
    assert drawn_stand_in(0, "a") == drawn_stand_in(0, "a")
    assert len({drawn_stand_in(number, subject).turn_deg for number in (0, 1) for subject in ("a", "b")}) == 4


def test_each_view_has_its_own_curve_where_it_is_given_one(chest: Volume) -> None:
    bright = Presentation(window=(1.5, 1.0), clahe=0.0)
    same, other = (
        stand_in_pair(chest, GEOMETRY, replace(STILL, lateral_presentation=shown), subject="a")
        for shown in (None, bright)
    )
    np.testing.assert_array_equal(same.frontal.image, other.frontal.image)
    assert other.lateral.image.mean() > same.lateral.image.mean() + 0.03
