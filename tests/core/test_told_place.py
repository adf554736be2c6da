"""Where the assembly of a view is told to stand changes nothing that is measured in the world.

The lateral of a chest is taken twice: as it stands, and by an assembly that stands elsewhere and is told so.
"""

from dataclasses import replace

import numpy as np
import pytest
import torch

from xr2ct_core.domain.frames import frames_of
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import stand_in_pair, taken_lateral
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.centring import off_centre_mm
from xr2ct_core.inference.calibration.coarse_pair import CoarsePair
from xr2ct_core.inference.display.heights import LEAST_MM, lateral_stands_mm
from xr2ct_core.inference.linearise import shared_band_mm, total_mm2
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.pairing.agreement import profile_of
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.rows import rows_of
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.curve_field import in_frame
from xr2ct_core.radiography.restore import restored
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

GRID = WorkingGrid(64)
GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=144, cols=144, pixel_mm=3.0)
FURTHER_MM, HIGHER_MM = 16.0, 24.0


def elsewhere(geometry: BiplanarGeometry) -> BiplanarGeometry:
    return replace(geometry, lateral=replace(geometry.lateral, shift_mm=(0.0, FURTHER_MM, HIGHER_MM)))


@pytest.fixture(scope="module")
def chest() -> Volume:
    return truth_on_grid(read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz"), GRID)


@pytest.fixture(scope="module")
def pairs(chest: Volume) -> tuple[RadiographPair, RadiographPair]:
    """As it stands, and taken and told elsewhere."""
    straight, shifted = (simulate_pair(chest, geometry) for geometry in (GEOMETRY, elsewhere(GEOMETRY)))
    return straight, shifted


@pytest.mark.parametrize("turn_deg", [0.0, 20.0])
def test_rows_and_columns_look_at_points_of_the_isocentre_plane(turn_deg: float) -> None:
    view = ViewGeometry(View.LL, rows=9, cols=7, pixel_mm=2.0).moved((turn_deg, 0.0, 0.0), (0.0, 5.0, 11.0))
    frame = view.frame()
    points = view.rows_mm[:, None, None] * frame.row_axis + view.cols_mm[None, :, None] * frame.column_axis
    seen = view.world_to_pixel(points)
    rows, cols = np.meshgrid(np.arange(9), np.arange(7), indexing="ij")
    assert seen[..., 0] == pytest.approx(rows, abs=0.02) and seen[..., 1] == pytest.approx(cols, abs=0.02)


def test_a_height_that_is_told_is_not_found_once_more(chest: Volume) -> None:
    how = StandIn(height_mm=HIGHER_MM)
    pair = stand_in_pair(chest, GEOMETRY, how, subject="LIDC-IDRI-0001")
    told_mm = taken_lateral(GEOMETRY.lateral, how).shift_mm
    rightly = replace(pair, geometry=replace(GEOMETRY, lateral=replace(GEOMETRY.lateral, shift_mm=told_mm)))
    found_mm = lateral_stands_mm(restored(pair))
    assert found_mm == pytest.approx(told_mm[2], abs=8.0) and abs(found_mm) > 3 * LEAST_MM
    assert lateral_stands_mm(restored(rightly)) == 0.0


def test_the_body_is_as_far_off_centre_wherever_the_detector_stands(
    pairs: tuple[RadiographPair, RadiographPair],
) -> None:
    straight, shifted = (off_centre_mm(pair.lateral, pair.geometry.lateral, 320.0) for pair in pairs)
    assert straight is not None and shifted == pytest.approx(straight, abs=3.0)


def test_both_views_hold_the_same_total_over_the_same_slab(pairs: tuple[RadiographPair, RadiographPair]) -> None:
    straight, shifted = (total_mm2(pair.lateral, pair.geometry.lateral, (-60.0, 40.0), pair.cube_mm) for pair in pairs)
    assert shifted == pytest.approx(straight, rel=0.01)
    low_mm, high_mm = shared_band_mm(pairs[1].frontal, pairs[1].lateral, pairs[1])
    assert high_mm - low_mm == pytest.approx(
        np.subtract(*shared_band_mm(pairs[0].frontal, pairs[0].lateral, pairs[0])[::-1]), abs=8.0
    )


def test_what_views_are_compared_by_is_the_same(pairs: tuple[RadiographPair, RadiographPair]) -> None:
    """Pictures in the world: they agree as well as they would not, were the place of the detector left out."""
    grid = WorkingGrid(32)
    looks = {
        "rows": [rows_of(pair.lateral.image, pair.geometry.lateral).grey[8:-8] for pair in pairs],
        "sums": [profile_of(pair.lateral.image, pair.geometry.lateral) for pair in pairs],
        "curve fields": [in_frame(pair.lateral.image, pair.geometry.lateral) for pair in pairs],
        "domain gate": [frames_of(pair) for pair in pairs],
        "networks": [
            view_images(
                torch.from_numpy(pair.frontal.image)[None],
                torch.from_numpy(pair.lateral.image)[None],
                (pair.geometry,),
                grid,
            )[1].numpy()
            for pair in pairs
        ],
    }
    for name, (straight, shifted) in looks.items():
        agree = np.corrcoef(straight.ravel(), shifted.ravel())[0, 1]
        assert agree > 0.985, f"{name}: {agree:.3f}"


def test_calibration_sums_the_rows_of_the_same_heights(pairs: tuple[RadiographPair, RadiographPair]) -> None:
    straight, shifted = (CoarsePair.of(pair, torch.device("cpu")) for pair in pairs)
    levels = [one.lateral.levels(one.lateral.measured_RC[None])[0, one.compared] for one in (straight, shifted)]
    assert levels[1].numpy() == pytest.approx(levels[0].numpy(), rel=0.08)


def test_a_lateral_that_is_told_to_stand_higher_raises_no_doubt_of_its_height(chest: Volume) -> None:
    geometry = elsewhere(BiplanarGeometry.preset("clinic"))
    rightly = simulate_pair(chest, geometry)
    wrongly = replace(rightly, geometry=BiplanarGeometry.preset("clinic"))
    assert [finding.kind for finding in check_pair(rightly).findings] == []
    assert "heights" in [finding.kind for finding in check_pair(wrongly).findings]
