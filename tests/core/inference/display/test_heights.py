"""The height of the lateral, found by the rows that both display images share."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.display.heights import lateral_stands_mm
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=128, cols=128, pixel_mm=3.0)


@pytest.fixture(scope="module")
def chest() -> Volume:
    ct = read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz")
    return truth_on_grid(ct, WorkingGrid(64))


def shown(chest: Volume, higher_mm: float) -> RadiographPair:
    """A stand-in whose patient stands so much higher in the lateral view."""
    return stand_in_pair(chest, GEOMETRY, StandIn(height_mm=higher_mm), subject="LIDC-IDRI-0001")


@pytest.mark.parametrize("higher_mm", [-45.0, -15.0, 0.0, 9.0])
def test_the_height_of_the_lateral_is_found_within_a_few_millimetres(chest: Volume, higher_mm: float) -> None:
    found_mm = lateral_stands_mm(restored(shown(chest, higher_mm)))
    assert found_mm == pytest.approx(-higher_mm, abs=5.0)


def test_a_patient_who_is_higher_is_an_assembly_that_is_lower_and_the_note_says_so(chest: Volume) -> None:
    pair = shown(chest, 9.0)
    found = physical_pair(pair, "cpu", WorkContext(), only_first=True)
    assert found.lateral_height_mm < -5.0
    assert found.pair.geometry.lateral.shift_mm[2] == pytest.approx(found.lateral_height_mm)
    assert found.pair.geometry.frontal == GEOMETRY.frontal
    assert any("lower than told" in note for note in found.notes)


def test_a_lateral_that_stands_as_told_stays_there(chest: Volume) -> None:
    found = physical_pair(shown(chest, 0.0), "cpu", WorkContext(), only_first=True)
    assert found.lateral_height_mm == 0.0 and found.pair.geometry == GEOMETRY
    assert not any("than told" in note for note in found.notes)


def test_images_that_share_no_profile_stay_as_told() -> None:
    random = np.random.default_rng(2)
    views = [
        Radiograph(random.uniform(0.0, 1.0, (128, 128)).astype(np.float32), 3.0, view.view) for view in GEOMETRY.views
    ]
    assert lateral_stands_mm(restored(RadiographPair(views[0], views[1], GEOMETRY))) == 0.0


def test_a_lateral_with_hardly_a_row_in_common_stays_as_told(chest: Volume) -> None:
    pair = shown(chest, 0.0)
    image = pair.lateral.image.copy()
    image[:52] = 0.0
    image[76:] = 0.0
    assert lateral_stands_mm(restored(replace(pair, lateral=replace(pair.lateral, image=image)))) == 0.0
