"""What one more X-ray buys: where the tubes stand, that more of them show more, and what cannot be asked."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError, Xr2ctError
from xr2ct_core.evaluation import more_views
from xr2ct_core.evaluation.more_views import FromViews, ViewSet, XrayBench, views_around, views_of_pair
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.method import TvMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=64, cols=64, pixel_mm=7.8125)
ANGLES = [
    (1, (0.0,)),
    (2, (0.0, 90.0)),
    (3, (0.0, 60.0, 120.0)),
    (8, (0.0, 22.5, 45.0, 67.5, 90.0, 112.5, 135.0, 157.5)),
]


@pytest.fixture(scope="module")
def chest() -> Volume:
    return make_thorax(3, GRID)


def measured(chest: Volume, *sets: ViewSet, context: WorkContext | None = None) -> list[FromViews]:
    return list(XrayBench(chest, GRID).measured(sets, context or WorkContext()))


@pytest.mark.parametrize(("count", "angles_deg"), ANGLES)
def test_the_tubes_stand_evenly_over_half_a_turn_from_the_frontal_one_on(
    count: int, angles_deg: tuple[float, ...]
) -> None:
    frontal = replace(GEOMETRY.frontal, rotation_deg=(1.0, 0.0, 3.0), shift_mm=(0.0, 0.0, 5.0))
    found = views_around(frontal, count)
    assert found.angles_deg == angles_deg and not found.is_pair
    assert found.views[0] == frontal
    for view, angle in zip(found.views, angles_deg, strict=True):
        assert view == replace(frontal, rotation_deg=(1.0, 0.0, 3.0 + angle))


@pytest.mark.parametrize(("lateral", "angle_deg"), [(View.LL, 95.0), (View.RL, -85.0)])
def test_a_pair_stands_as_it_is_turned(lateral: View, angle_deg: float) -> None:
    geometry = BiplanarGeometry.make(lateral_view=lateral)
    turned = replace(geometry, lateral=geometry.lateral.turned(5.0))
    assert views_of_pair(turned) == ViewSet(turned.views, (0.0, angle_deg), is_pair=True)


def test_more_x_rays_show_more(chest: Volume) -> None:
    two, four, eight = measured(chest, *(views_around(GEOMETRY.frontal, count) for count in (2, 4, 8)))
    for few, more in ((two, four), (four, eight)):
        assert more.metrics["psnr_3d_db"] > few.metrics["psnr_3d_db"] + 0.5
        assert more.metrics["mae_hu_body"] < few.metrics["mae_hu_body"]
        assert more.metrics["ssim_3d"] > few.metrics["ssim_3d"]
        assert more.metrics["equivalent_blur_mm"] < few.metrics["equivalent_blur_mm"]
    assert "dice_lung" in eight.metrics and eight.seconds > 0.0 and eight.hu.dtype == np.int16


def test_a_pair_is_reconstructed_as_the_method_does_it(chest: Volume) -> None:
    turned = BiplanarGeometry(GEOMETRY.frontal, GEOMETRY.lateral.turned(4.0))
    wanted = TvMethod(TvConfig()).reconstruct(simulate_pair(chest, turned), GRID, WorkContext()).hu
    (found,) = measured(chest, views_of_pair(turned))
    np.testing.assert_array_equal(found.hu, np.rint(wanted))


def test_one_x_ray_alone_is_the_worst(chest: Volume) -> None:
    one, two = measured(chest, *(views_around(GEOMETRY.frontal, count) for count in (1, 2)))
    assert one.metrics["psnr_3d_db"] < two.metrics["psnr_3d_db"]
    assert one.hu.max() > -900


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ViewGeometry]:
    """The X-rays that were taken, in their order."""
    views: list[ViewGeometry] = []
    project = more_views.project_numpy

    def noted(mu_ZYX: np.ndarray, taken: tuple[ViewGeometry, ...], grid: WorkingGrid) -> tuple[np.ndarray, ...]:
        views.extend(taken)
        return project(mu_ZYX, taken, grid)

    monkeypatch.setattr(more_views, "project_numpy", noted)
    return views


def test_tubes_that_several_sets_share_are_asked_once(chest: Volume, asked: list[ViewGeometry]) -> None:
    measured(chest, *(views_around(GEOMETRY.frontal, count) for count in (1, 2, 4)))
    assert len(asked) == len(set(asked)) == 4


def test_a_detector_far_finer_than_the_voxels_is_read_more_coarsely(chest: Volume, asked: list[ViewGeometry]) -> None:
    fine = replace(GEOMETRY.frontal, rows=1024, cols=1024, pixel_mm=7.8125 / 16)
    (found,) = measured(chest, views_around(fine, 1))
    (coarse,) = measured(chest, views_around(GEOMETRY.frontal, 1))
    assert asked[0].rows == 128 and asked[0].pixel_at_isocentre_mm < GRID.spacing_mm / 4
    assert found.metrics["psnr_3d_db"] == pytest.approx(coarse.metrics["psnr_3d_db"], abs=0.3)


def test_a_coarser_volume_is_measured_against_the_ct_on_its_grid(chest: Volume) -> None:
    bench = XrayBench(chest, WorkingGrid(16))
    (found,) = bench.measured([views_around(GEOMETRY.frontal, 2)], WorkContext())
    assert found.hu.shape == bench.truth.hu.shape == (16, 16, 16)
    assert found.metrics["psnr_3d_db"] > 15.0


def test_what_cannot_be_measured_is_refused(chest: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInputError, match="shows no body"):
        XrayBench(Volume.on_grid(np.full(GRID.shape_zyx, -1000, np.int16), GRID), GRID)
    with pytest.raises(BadConfigError, match="inside the volume"):
        measured(chest, views_around(replace(GEOMETRY.frontal, sad_mm=140.0), 3))
    monkeypatch.setattr(more_views, "available_memory_bytes", lambda: 1_000_000)
    with pytest.raises(Xr2ctError, match="32 X-rays on 32³ voxels need") as refused:
        measured(chest, views_around(GEOMETRY.frontal, 32))
    assert refused.value.code == "oom_host"


def test_progress_goes_forward_and_a_cancel_ends_it(chest: Volume) -> None:
    seen: list[tuple[float, str]] = []
    context = WorkContext()

    def watch(fraction: float, phase: str) -> None:
        seen.append((fraction, phase))
        if phase == "Reconstructing from 3 X-rays" and fraction > 0.7:
            context.control.request_stop()

    context.on_progress = watch
    with pytest.raises(CancelledError):
        measured(chest, *(views_around(GEOMETRY.frontal, count) for count in (1, 3)), context=context)
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions) and fractions[-1] < 1.0
    assert seen[0][1] == "Reconstructing from 1 X-ray"
