"""Estimates on volumes of known truth: a sphere, an off-centre marker, lungs; and what their intervals contain."""

from dataclasses import replace
from math import pi

import numpy as np
import pytest

from tests.viewer.conftest import make_pair
from xr2ct_core.affine import Affine
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.measure.errors import ASSUMED_SIZE_NOTE, CT_NOTE, NO_EDGE_NOTE, NO_SIGMA_NOTE, mean_sigma_hu
from xr2ct_viewer.models.measure.evaluate import read
from xr2ct_viewer.models.measure.measurement import Kind, Measurement, Space
from xr2ct_viewer.models.measure.reading import Quantity, Reading
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.views.compare_xrays import metric_lines
from xr2ct_viewer.widgets.measure.overlay import label_lines

GRID = WorkingGrid(64)
CENTRE = np.array([20.0, -15.0, 30.0])
RADIUS_MM = 40.0
RECONSTRUCTION = Provenance(kind="reconstruction", synthetic=True, method_id="tv")
AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
TURNED = ((0.8, 0.0, 0.6), (0.0, 1.0, 0.0))


def sphere(grid: WorkingGrid = GRID, provenance: Provenance | None = None) -> Volume:
    """40 HU inside, −800 HU outside, a border 10 mm wide as in a reconstruction."""
    index = np.stack(np.indices(grid.shape_zyx), axis=-1)
    distance_mm = np.linalg.norm(grid.affine.voxel_to_world(index) - CENTRE, axis=-1)
    inside = np.clip((RADIUS_MM - distance_mm) / 10.0 + 0.5, 0.0, 1.0)
    return Volume.on_grid((840.0 * inside - 800.0).astype(np.float32), grid, provenance)


def reconstructed(sigma: float | None = 42.0) -> Subject:
    sigma_hu = None if sigma is None else np.full(GRID.shape_zyx, sigma, np.float32)
    return Subject(sphere(provenance=RECONSTRUCTION), sigma_hu)


def drawn(kind: Kind, *points: tuple[float, ...], space: Space = "patient", **more: object) -> Measurement:
    return Measurement(kind, space, tuple(tuple(map(float, point)) for point in points), "name", "id", **more)


def around(*offset_mm: float) -> tuple[float, ...]:
    return tuple(CENTRE + np.array(offset_mm))


def half_width(quantity: Quantity) -> float:
    return (quantity.upper - quantity.lower) / 2


DIAMETER = drawn("distance", around(-RADIUS_MM, 0, 0), around(RADIUS_MM, 0, 0))


def test_a_distance_on_a_ct_is_sure_to_half_a_voxel_at_each_end():
    reading = read(DIAMETER, Subject(sphere()))
    assert reading.main.value == pytest.approx(80.0)
    assert half_width(reading.main) == pytest.approx(1.645 * 5.0 / 6.0**0.5)
    assert reading.notes == (CT_NOTE,)


def test_edges_of_a_reconstruction_add_sigma_over_the_slope():
    """42 HU on a slope of 84 HU/mm are half a millimetre at each end."""
    fine = WorkingGrid(128)
    subject = Subject(sphere(fine, RECONSTRUCTION), np.full(fine.shape_zyx, 42.0, np.float32))
    variance = 2.5**2 / 12 + 0.5**2
    assert half_width(read(DIAMETER, subject).main) == pytest.approx(1.645 * (2 * variance) ** 0.5, rel=0.15)


def test_an_end_without_an_edge_is_unsure_and_says_so():
    reading = read(drawn("distance", around(0, 0, 0), around(RADIUS_MM, 0, 0)), reconstructed())
    assert reading.notes == (NO_EDGE_NOTE,)
    assert half_width(reading.main) > 1.645 * 12


def test_a_method_without_uncertainty_says_that_the_error_is_larger():
    reading = read(DIAMETER, reconstructed(sigma=None))
    assert reading.notes == (NO_SIGMA_NOTE,)
    assert half_width(reading.main) == pytest.approx(1.645 * 5.0 / 6.0**0.5)


def test_a_slanted_distance_is_sampled_like_its_axes():
    volume = Volume(np.zeros((20, 40, 40), np.float32), Affine.centred((20, 40, 40), (6.0, 1.0, 1.0)))
    along = read(drawn("distance", (0, 0, -30), (0, 0, 30)), Subject(volume)).main
    across = read(drawn("distance", (-10, 0, 0), (10, 0, 0)), Subject(volume)).main
    assert half_width(along) == pytest.approx(6 * half_width(across))


def test_a_right_angle_is_90_degrees_and_longer_arms_make_it_surer():
    short, long = (
        read(drawn("angle", around(0, -arm, 0), around(0, 0, 0), around(0, 0, arm)), Subject(sphere())).main
        for arm in (20, 80)
    )
    assert short.value == pytest.approx(90.0) and short.unit == "°"
    assert half_width(short) == pytest.approx(4 * half_width(long), rel=1e-3)
    assert half_width(long) == pytest.approx(np.degrees(1.645 * (5.0 / 12**0.5) * 2 / 80), rel=0.01)


@pytest.mark.parametrize("axes", [AXIAL, TURNED])
def test_an_ellipse_inside_the_sphere_has_its_hu_and_its_area(axes):
    right, down = (np.array(axis) for axis in axes)
    corners = (around(*(-20 * right - 10 * down)), around(*(20 * right + 10 * down)))
    reading = read(drawn("ellipse", *corners, axes=axes), reconstructed())
    found = {quantity.name: quantity for quantity in reading.quantities}
    assert found["mean"].value == pytest.approx(40.0) and found["SD"].value == pytest.approx(0.0, abs=1e-3)
    assert found["min"].value == found["max"].value == pytest.approx(40.0)
    assert found["area"].value == pytest.approx(pi * 20 * 10 / 100)
    assert found["area"].lower < found["area"].value < found["area"].upper


def test_a_rectangle_reads_whole_voxels_of_its_slice_and_no_others():
    hu = np.zeros(GRID.shape_zyx, np.int16)
    hu[30, 20:24, 10:16] = np.arange(24).reshape(4, 6)
    first, last = GRID.affine.voxel_to_world([(30, 20, 10), (30, 23, 15)])
    reading = read(drawn("rectangle", first - 0.1, last + 0.1, axes=AXIAL), Subject(Volume.on_grid(hu, GRID)))
    mean, spread, least, greatest, _ = (quantity.value for quantity in reading.quantities)
    assert (mean, least, greatest) == (11.5, 0, 23)
    assert spread == pytest.approx(np.arange(24).std(ddof=1))


def test_a_region_smaller_than_a_voxel_reads_the_voxel_it_lies_in():
    hu = np.zeros(GRID.shape_zyx, np.int16)
    hu[30, 20, 10] = 77
    at = GRID.affine.voxel_to_world((30, 20, 10)) + 1.0
    reading = read(drawn("ellipse", at, at + np.array([0.5, 0.5, 0.0]), axes=AXIAL), Subject(Volume.on_grid(hu, GRID)))
    assert reading.main.value == 77


def test_the_mean_of_a_small_region_is_hardly_surer_than_a_voxel_and_that_of_a_large_one_is():
    rng = np.random.default_rng(1)
    sigma = np.full(400, 50.0)
    assert mean_sigma_hu(sigma, rng.uniform(0, 5, (400, 3))) > 49
    assert mean_sigma_hu(sigma, rng.uniform(0, 300, (400, 3))) < 20


def test_the_spread_of_means_of_smooth_errors_is_what_is_stated():
    """Errors drawn with the correlation that the statement assumes."""
    rng = np.random.default_rng(2)
    places = rng.uniform(0, 60, (60, 3))
    square = np.square(places[:, None] - places[None]).sum(axis=2)
    covariance = 50.0**2 * np.exp(-square / (2 * 30.0**2))
    drawn_means = rng.multivariate_normal(np.zeros(60), covariance, 4000, method="eigh").mean(axis=1)
    assert mean_sigma_hu(np.full(60, 50.0), places) == pytest.approx(drawn_means.std(), rel=0.05)


def test_a_probe_says_the_hu_with_the_calibrated_interval():
    reading = read(drawn("probe", around(0, 0, 0)), reconstructed(sigma=20.0))
    assert reading.main.text == "40 ± 33 HU"
    assert read(drawn("probe", (500, 0, 0)), reconstructed()).quantities == ()


def test_a_volume_grown_from_a_click_is_that_of_the_sphere():
    truth_ml = 4 / 3 * pi * RADIUS_MM**3 / 1000
    grown = drawn("volume", around(5, 0, 0), limits_hu=(-380.0, 3000.0))
    on_ct, on_result = read(grown, Subject(sphere())), read(grown, reconstructed(sigma=60.0))
    for reading in (on_ct, on_result):
        assert reading.main.value == pytest.approx(truth_ml, rel=0.02)
        assert reading.main.lower < truth_ml < reading.main.upper
    assert on_result.main.upper - on_result.main.lower > on_ct.main.upper - on_ct.main.lower
    assert on_ct.notes == (CT_NOTE,) and on_result.notes == ()
    cut = on_ct.region
    middle = cut.affine.voxel_to_world((np.array(cut.mask.shape) - 1) / 2)
    assert middle == pytest.approx(CENTRE, abs=2.5) and cut.mask.sum() * 0.125 == pytest.approx(truth_ml, rel=0.02)


def test_a_volume_interval_contains_what_wrong_hu_would_make_of_it():
    """The same sphere read with all HU 60 too low or too high, one standard deviation, stays in the interval."""
    grown = drawn("volume", around(0, 0, 0), limits_hu=(-380.0, 3000.0))
    stated = read(grown, reconstructed(sigma=60.0)).main
    for shift in (-60.0, 60.0):
        shifted = replace(sphere(), hu=sphere().hu + np.float32(shift))
        assert stated.lower < read(grown, Subject(shifted)).main.value < stated.upper


def test_a_volume_stops_at_what_is_not_connected_and_warns_at_the_end_of_the_grid():
    hu = sphere().hu.copy()
    hu[:, :, :8] = 100
    subject = Subject(Volume.on_grid(hu, GRID))
    inner = read(drawn("volume", around(0, 0, 0), limits_hu=(-380.0, 3000.0)), subject)
    outer = read(drawn("volume", (-150, 0, 0), limits_hu=(-380.0, 3000.0)), subject)
    assert inner.main.value == pytest.approx(268, rel=0.02) and not any("leaked" in note for note in inner.notes)
    assert outer.main.value == pytest.approx(8 * 64 * 64 * 0.125) and any("leaked" in note for note in outer.notes)


def test_a_click_outside_the_limits_says_which_hu_it_met():
    reading = read(drawn("volume", around(0, 0, 0), limits_hu=(-900.0, -500.0)), Subject(sphere()))
    assert reading.quantities == () and "40 HU" in reading.headline


def thorax(left_mm: float = 45.0, right_mm: float = 60.0) -> Volume:
    """A soft ellipsoid with two spheres of lung; the patient's right (−x) one is larger, and they touch."""
    world = GRID.affine.voxel_to_world(np.stack(np.indices(GRID.shape_zyx), axis=-1))
    hu = np.full(GRID.shape_zyx, -1000, np.int16)
    hu[np.square(world / np.array([150.0, 110.0, 150.0])).sum(axis=-1) < 1] = 20
    for x_mm, radius_mm in ((52.0, left_mm), (-52.0, right_mm)):
        hu[np.linalg.norm(world - (x_mm, 0, 0), axis=-1) < radius_mm] = -850
    return Volume.on_grid(hu, GRID, RECONSTRUCTION)


def test_left_and_right_lung_are_told_apart_though_they_touch():
    subject = Subject(thorax(), np.full(GRID.shape_zyx, 30.0, np.float32))
    left, right = (
        read(drawn("volume", (0, 0, 0), limits_hu=(-1000.0, -400.0), rule=rule), subject)
        for rule in ("left lung", "right lung")
    )
    for reading, radius_mm in ((left, 45.0), (right, 60.0)):
        assert reading.main.value == pytest.approx(4 / 3 * pi * radius_mm**3 / 1000, rel=0.08)
        assert reading.main.lower < reading.main.value < reading.main.upper
    assert left.region.affine.voxel_to_world((0, 0, np.array(left.region.mask.shape)[2] / 2))[0] > 30


def test_a_fine_ct_with_long_voxels_gives_the_same_lung():
    cube = thorax()
    fine = np.repeat(np.repeat(cube.hu, 4, axis=1), 4, axis=2)
    affine = Affine.axis_aligned((5.0, 1.25, 1.25), np.array(cube.affine.origin_lps_mm) - [1.875, 1.875, 0.0])
    ct = Volume(fine, affine, Provenance(kind="acquired", synthetic=False))
    grown = drawn("volume", (0, 0, 0), limits_hu=(-1000.0, -400.0), rule="right lung")
    assert read(grown, Subject(ct)).main.value == pytest.approx(read(grown, Subject(cube)).main.value, rel=0.05)


def test_no_lung_is_said_and_not_invented():
    solid = Volume.on_grid(np.where(thorax().hu > -1000, 20, -1000).astype(np.int16), GRID, RECONSTRUCTION)
    reading = read(drawn("volume", (0, 0, 0), limits_hu=(-1000.0, -400.0), rule="left lung"), Subject(solid))
    assert reading.quantities == () and "No lung" in reading.headline


def test_a_distance_on_a_radiograph_is_said_at_the_isocentre_and_on_the_detector():
    reading = read(drawn("distance", (4, 5), (4, 15), space="frontal"), Subject(pair=make_pair()))
    at_isocentre, on_detector = reading.quantities
    assert on_detector.value == pytest.approx(200.0) and on_detector.name == "on the detector"
    assert at_isocentre.value == pytest.approx(200.0 * 541 / 949)
    assert half_width(at_isocentre) > at_isocentre.value * 100 / 541 / 3**0.5
    assert "1.75" in reading.notes[0] and "18 %" in reading.notes[0]


def test_parallel_rays_do_not_magnify():
    pair = make_pair()
    geometry = BiplanarGeometry.make(model="parallel", rows=24, cols=32, pixel_mm=20.0, sad_mm=0, sdd_mm=0)
    parallel = replace(pair, geometry=geometry)
    reading = read(drawn("distance", (4, 5), (4, 15), space="frontal"), Subject(pair=parallel))
    assert [quantity.value for quantity in reading.quantities] == pytest.approx([200.0, 200.0])


def test_mirroring_and_swapping_take_the_points_on_radiographs_along():
    """The mark of the image read as lateral is found wherever corrections put it."""
    pair = make_pair()
    spot = drawn("probe", (7, 25), space="lateral")
    for edit in (
        InputEdit(),
        InputEdit(lateral=ImageEdit(flip=True)),
        InputEdit(swap=True),
        InputEdit(lateral=ImageEdit(quarters=1)),
        InputEdit(swap=True, frontal=ImageEdit(quarters=3, flip=True)),
        InputEdit(swap=True, frontal=ImageEdit(flip=True)),
    ):
        assert read(spot, Subject(pair=edit.apply(pair), edit=edit)).main.value == 2.0


def test_a_region_on_a_radiograph_has_its_values_and_its_area_at_the_isocentre():
    pair = make_pair()
    reading = read(drawn("rectangle", (3.5, 4.5), (5.5, 6.5), space="frontal"), Subject(pair=pair))
    found = {quantity.name: quantity.value for quantity in reading.quantities}
    assert found["mean line integral"] == pytest.approx(0.25) and found["max"] == 1.0
    assert found["area at the isocentre"] == pytest.approx((40.0 * 541 / 949) ** 2 / 100)


PIXEL_ASSUMED = "Pixel size unknown, taken as 20.000 mm (the longer side is 43 cm)."


@pytest.mark.parametrize("kind", ["distance", "rectangle"])
def test_lengths_on_a_radiograph_of_unknown_pixel_size_say_so_until_a_person_states_it(kind: Kind):
    pair = make_pair()
    pair = replace(pair, frontal=replace(pair.frontal, assumptions=(PIXEL_ASSUMED,)))
    measured = drawn(kind, (3.5, 4.5), (5.5, 6.5), space="frontal")
    known = InputEdit(frontal=ImageEdit(pixel_mm=18.0))
    assert ASSUMED_SIZE_NOTE in read(measured, Subject(pair=pair)).notes
    assert ASSUMED_SIZE_NOTE not in read(measured, Subject(pair=known.apply(pair), edit=known)).notes
    assert ASSUMED_SIZE_NOTE not in read(replace(measured, space="lateral"), Subject(pair=pair)).notes


def test_lengths_in_a_volume_made_from_radiographs_of_unknown_pixel_size_say_so():
    assumed = RECONSTRUCTION.model_copy(update={"assumptions": (PIXEL_ASSUMED,)})
    subject = Subject(sphere(provenance=assumed), np.full(GRID.shape_zyx, 42.0, np.float32))
    for measured in (
        DIAMETER,
        drawn("ellipse", around(-9, -9, 0), around(9, 9, 0), axes=AXIAL),
        drawn("volume", tuple(CENTRE), limits_hu=(-300.0, 3000.0)),
    ):
        assert ASSUMED_SIZE_NOTE in read(measured, subject).notes
        assert ASSUMED_SIZE_NOTE not in read(measured, reconstructed()).notes


def test_without_a_volume_or_pair_a_measurement_says_so():
    assert "No volume" in read(DIAMETER, Subject()).headline
    assert "X-ray" in read(drawn("probe", (1, 1), space="frontal"), Subject()).headline


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity("length", 62.34, "mm", 60.0, 64.68), "62.3 ± 2.3 mm"),
        (Quantity("mean", -0.3, "HU", decimals=0), "0 HU"),
        (Quantity("mean", -812.4, "HU", -876.0, -748.0, 0), "−812 ± 64 HU"),
        (Quantity("volume", 4620.0, "ml", 3900.0, 5310.0, 0), "4.62 l (3.90 to 5.31)"),
        (Quantity("volume", 62.0, "ml", 50.0, 71.0, 0), "62 ml (50 to 71)"),
        (Quantity("angle", 38.25, "°", 30.0, 46.0), "38.2 ± 8.2°"),
    ],
)
def test_numbers_are_written_as_in_a_report(quantity: Quantity, text: str):
    assert quantity.text == text


def test_numbers_of_measurements_and_agreements_are_written_as_the_window_does(german):
    reading = Reading((Quantity("length", 62.34, "mm", 60.0, 64.68), Quantity("area", 3.456, "cm²", decimals=2)))
    lines = label_lines(DIAMETER, reading)
    assert lines[1].startswith("62,3 ± 2,3 mm") and lines[2].endswith("3,46 cm²")
    spread = [Quantity(name, 0.125, "", decimals=3) for name in ("SD", "min", "max")]
    region = Reading((Quantity("mean grey value", 0.5, "", decimals=3), *spread, Quantity("area", 3.456, "cm²")))
    drawn_region = drawn("ellipse", around(-9, -9, 0), around(9, 9, 0), axes=AXIAL)
    assert "0,125" in label_lines(drawn_region, region)[2]
    assert metric_lines({"psnr_db": 26.31, "rmse": 0.264, "ssim": 0.936, "ncc": 0.992})[0] == "PSNR 26,3 dB"
