"""The conventions of the world: an off-centre marker lands where it should in every view."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry, View, ViewGeometry, rotation_matrix
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import SIMULATED_BANNER, SYNTHETIC_BANNER, Provenance
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm, mu_per_mm_to_hu, with_empty_voxels
from xr2ct_core.volume import Volume

LEFT_BACK_HIGH = (30.0, 50.0, 70.0)
coordinates = st.tuples(*[st.floats(-120.0, 120.0)] * 3)
angles = st.tuples(*[st.floats(-180.0, 180.0)] * 3)


def test_grid_indices_grow_to_the_head_the_back_and_the_left() -> None:
    affine = WorkingGrid(64).affine
    first, last = affine.voxel_to_world([(0, 0, 0), (63, 63, 63)])
    assert first.tolist() == [-157.5] * 3 and last.tolist() == [157.5] * 3
    assert affine.voxel_to_world((63, 0, 0)).tolist() == [-157.5, -157.5, 157.5]
    assert affine.voxel_to_world((0, 63, 0)).tolist() == [-157.5, 157.5, -157.5]
    assert affine.is_axis_aligned


@given(index=coordinates, angle=angles, spacing=st.tuples(*[st.floats(0.3, 8.0)] * 3), origin=coordinates)
def test_world_to_voxel_undoes_voxel_to_world(
    index: tuple[float, float, float],
    angle: tuple[float, float, float],
    spacing: tuple[float, float, float],
    origin: tuple[float, float, float],
) -> None:
    matrix = Affine.axis_aligned(spacing, origin).matrix.copy()
    matrix[:3, :3] = rotation_matrix(angle) @ matrix[:3, :3]
    affine = Affine(matrix)
    assert np.allclose(affine.world_to_voxel(affine.voxel_to_world(index)), index, atol=1e-6)
    assert np.allclose(affine.spacing_zyx_mm, spacing)


def test_turned_affine_is_not_axis_aligned() -> None:
    matrix = Affine.axis_aligned((1, 1, 1), (0, 0, 0)).matrix.copy()
    matrix[:3, :3] = rotation_matrix((0.0, 0.0, 1.0)) @ matrix[:3, :3]
    assert not Affine(matrix).is_axis_aligned


@pytest.mark.parametrize("matrix", [np.zeros((4, 4)), np.full((4, 4), np.nan), np.eye(3)])
def test_singular_affine_is_refused(matrix: np.ndarray) -> None:
    with pytest.raises(BadInputError):
        Affine(matrix)


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("model", ["cone", "parallel"])
def test_marker_lies_right_of_centre_and_up(view: View, model: str) -> None:
    """Left (+x) is right of the centre in frontals, back (+y) in laterals, the head is up in all."""
    row, col = ViewGeometry(view, model, rows=320, cols=320).world_to_pixel(LEFT_BACK_HIGH)
    assert row < 159.5 and col > 159.5


@pytest.mark.parametrize(
    ("view", "source", "depth_mm"),
    [
        (View.PA, (0, 541, 0), 541 - 50),
        (View.AP, (0, -541, 0), 541 + 50),
        (View.LL, (-541, 0, 0), 541 + 30),
        (View.RL, (541, 0, 0), 541 - 30),
    ],
)
def test_source_stands_where_the_view_says_and_magnifies_what_is_near(
    view: View, source: tuple[float, float, float], depth_mm: float
) -> None:
    geometry = ViewGeometry(view)
    assert geometry.frame().source_mm is not None
    assert geometry.frame().source_mm == pytest.approx(source)
    across_mm = 30.0 if view.is_frontal else 50.0
    magnification = 949.0 / depth_mm
    row, col = geometry.world_to_pixel(LEFT_BACK_HIGH)
    assert col == pytest.approx(159.5 + across_mm * magnification / 1.5625)
    assert row == pytest.approx(159.5 - 70.0 * magnification / 1.5625)


def test_isocentre_is_seen_in_the_middle_of_every_preset() -> None:
    for geometry in PRESETS.values():
        for view in geometry.views:
            assert view.world_to_pixel((0, 0, 0)) == pytest.approx([(view.rows - 1) / 2, (view.cols - 1) / 2])


def test_x2ct_preset_has_the_distances_of_its_name() -> None:
    frontal, lateral = BiplanarGeometry.preset("x2ct").views
    assert (frontal.sad_mm, frontal.sdd_mm, frontal.rows, frontal.pixel_mm) == (541, 949, 320, 1.5625)
    assert (frontal.view, lateral.view) == (View.PA, View.LL)


@given(
    pixel=st.tuples(st.floats(0, 319), st.floats(0, 319)),
    view=st.sampled_from(list(View)),
    rotation=angles,
    shift=coordinates,
)
def test_point_on_the_ray_of_a_pixel_projects_onto_it(
    pixel: tuple[float, float],
    view: View,
    rotation: tuple[float, float, float],
    shift: tuple[float, float, float],
) -> None:
    geometry = ViewGeometry(view, rotation_deg=rotation, shift_mm=shift)
    source = geometry.frame().source_mm
    assert source is not None
    half_way = (source + geometry.pixel_to_world_mm(pixel)) / 2
    assert geometry.world_to_pixel(half_way) == pytest.approx(pixel, abs=1e-6)


def test_frontal_turned_by_a_quarter_is_the_lateral() -> None:
    turned, lateral = ViewGeometry(View.PA).turned(90.0), ViewGeometry(View.LL)
    points = np.random.default_rng(0).uniform(-100, 100, (20, 3))
    assert np.allclose(turned.world_to_pixel(points), lateral.world_to_pixel(points))
    assert not turned.is_aligned and lateral.is_aligned


def test_resampled_detector_keeps_its_field_of_view() -> None:
    view = ViewGeometry(View.PA)
    half = view.resampled(160, 160)
    assert half.rows * half.pixel_mm == view.rows * view.pixel_mm
    with pytest.raises(BadConfigError):
        view.resampled(160, 320)


@pytest.mark.parametrize(
    "fields", [{"sad_mm": 949.0}, {"sad_mm": -1.0}, {"pixel_mm": 0.0}, {"pixel_mm": float("nan")}, {"rows": 0}]
)
def test_impossible_geometry_is_refused(fields: dict[str, float]) -> None:
    with pytest.raises(BadConfigError):
        ViewGeometry(View.PA, **fields)


def test_pair_of_two_frontals_is_refused() -> None:
    with pytest.raises(BadConfigError, match="frontal and a lateral"):
        BiplanarGeometry(ViewGeometry(View.PA), ViewGeometry(View.AP))


@given(hu=st.floats(-1000, 3000))
def test_hu_and_attenuation_are_inverse_above_air(hu: float) -> None:
    assert mu_per_mm_to_hu(hu_to_mu_per_mm(np.array([hu]))) == pytest.approx([hu], abs=1e-3)


def test_a_working_cube_holds_one_number_where_nothing_attenuates() -> None:
    hu = np.array([-1100.0, -1024.0, -1000.0, -995.0, -980.0, 0.0])
    assert with_empty_voxels(hu).tolist() == [-1024.0, -1024.0, -1024.0, -1024.0, -980.0, 0.0]


def test_water_and_air_attenuate_as_agreed() -> None:
    assert hu_to_mu_per_mm(np.array([-1024, -1000, 0, 1000])) == pytest.approx([0.0, 0.0, 0.02, 0.04])


@pytest.mark.parametrize(("size", "spacing_mm"), [(64, 5.0), (128, 2.5)])
def test_working_grid_covers_320_mm(size: int, spacing_mm: float) -> None:
    assert WorkingGrid(size).spacing_mm == spacing_mm
    with pytest.raises(BadConfigError):
        WorkingGrid(1)


def test_volume_finds_the_value_at_a_point() -> None:
    hu = np.full((64, 64, 64), -1000, dtype=np.int16)
    hu[50, 40, 30] = 700
    volume = Volume.on_grid(hu, WorkingGrid(64))
    x_mm, y_mm, z_mm = volume.affine.voxel_to_world((50, 40, 30))
    assert (x_mm, y_mm, z_mm) == (-7.5, 42.5, 92.5)
    assert volume.hu_at((x_mm + 1, y_mm - 2, z_mm)) == 700
    assert volume.hu_at((400.0, 0.0, 0.0)) is None


def test_volume_refuses_other_types_and_shapes() -> None:
    with pytest.raises(BadInputError):
        Volume(np.zeros((4, 4, 4)), WorkingGrid(4).affine)  # type: ignore[arg-type]
    with pytest.raises(BadInputError):
        Volume.on_grid(np.zeros((4, 4, 5), dtype=np.int16), WorkingGrid(4))


def test_radiograph_refuses_colour_and_nan() -> None:
    with pytest.raises(BadInputError):
        Radiograph(np.zeros((8, 8, 3), dtype=np.float32), 1.0, View.PA)
    with pytest.raises(BadInputError, match="not numbers"):
        Radiograph(np.full((8, 8), np.nan, dtype=np.float32), 1.0, View.PA)


def test_inverting_and_flipping_twice_changes_nothing() -> None:
    image = np.random.default_rng(0).random((8, 9)).astype(np.float32)
    radiograph = Radiograph(image, 1.0, View.PA)
    assert np.allclose(radiograph.inverted().inverted().image, image)
    assert (radiograph.inverted().image.argmax(), image.argmin()) == (image.argmin(), image.argmin())
    assert np.array_equal(radiograph.flipped_horizontally().flipped_horizontally().image, image)


def test_inverting_leaves_what_an_image_was_padded_with_black():
    """White bands beside a chest look like something dense, and move its heights against those of the other view."""
    film = np.random.default_rng(0).uniform(0.1, 0.9, (4, 5)).astype(np.float32)
    padded = np.pad(film, ((3, 0), (2, 2)))
    turned = Radiograph(padded, 1.0, View.PA).inverted().image
    seen = film[1:, 1:4]  # the outermost rows and columns are where an image was mixed with its padding
    assert np.allclose(turned[4:, 3:6], seen.max() + seen.min() - seen)
    assert not turned[:4].any() and not turned[:, :3].any() and not turned[:, 6:].any()
    physical = Radiograph(padded, 1.0, View.PA, "line_integral").inverted().image
    assert physical[0, 0] == film.max()
    assert not Radiograph(np.zeros((4, 4), np.float32), 1.0, View.PA).inverted().image.any()


def test_pair_whose_images_do_not_fit_its_geometry_is_refused() -> None:
    image = np.zeros((320, 320), dtype=np.float32)
    frontal, lateral = Radiograph(image, 1.5625, View.PA), Radiograph(image[:, :300].copy(), 1.5625, View.LL)
    with pytest.raises(BadInputError, match="320 x 300"):
        RadiographPair(frontal, lateral, BiplanarGeometry.preset("x2ct"))
    with pytest.raises(BadInputError, match="labelled PA"):
        RadiographPair(frontal, frontal, BiplanarGeometry.preset("x2ct"))


def test_a_pair_in_a_larger_cube_is_the_same_pair_in_a_larger_world() -> None:
    told = BiplanarGeometry.make(rows=8, cols=8, pixel_mm=60.0)
    told = replace(told, lateral=replace(told.lateral, shift_mm=(4.0, 5.0, 6.0)))
    frontal, lateral = (Radiograph(np.ones((8, 8), np.float32), 60.0, view.view, error=0.5) for view in told.views)
    pair = RadiographPair(frontal, replace(lateral, scale="line_integral"), told)
    larger = pair.in_cube(2.0 * pair.cube_mm)
    for own, other in zip(told.views, larger.geometry.views, strict=True):
        assert np.allclose(own.world_to_pixel(LEFT_BACK_HIGH), other.world_to_pixel(2.0 * np.array(LEFT_BACK_HIGH)))
    assert larger.frontal.image.max() == 1.0 and larger.lateral.image.max() == 2.0, "line integrals grow with lengths"
    assert [radiograph.error for radiograph in larger.radiographs] == [1.0, 1.0]
    assert larger.lateral.pixel_mm == larger.geometry.lateral.pixel_mm == 120.0


def test_every_generated_volume_carries_its_banner() -> None:
    assert Provenance(kind="reconstruction", synthetic=True).banner == SYNTHETIC_BANNER
    assert Provenance(kind="phantom", synthetic=True).banner == SIMULATED_BANNER
    assert "not for diagnosis" in Provenance(kind="acquired", synthetic=False).banner


def test_a_geometry_is_read_back_from_its_record() -> None:
    preset = BiplanarGeometry.preset("clinic")
    turned = replace(preset, lateral=preset.lateral.moved((1.0, -2.0, 3.0), (4.0, 5.0, 6.0)), name="custom")
    record = json.loads(json.dumps({"cube_mm": 320.0, **asdict(turned)}))
    assert BiplanarGeometry.from_record(record) == turned


@pytest.mark.parametrize(
    "broken", [{}, {"frontal": {"view": "PA"}}, {"frontal": {"view": "PA"}, "lateral": {"view": "?"}}]
)
def test_a_record_without_both_views_is_refused(broken: dict[str, dict[str, str]]) -> None:
    with pytest.raises(BadConfigError, match="how both X-rays were taken"):
        BiplanarGeometry.from_record(broken)
