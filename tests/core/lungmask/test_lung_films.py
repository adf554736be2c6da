"""What the lung network learns from: canvases, bodies and films on which lungs and images belong together."""

import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.lungmask.bodies import LUNG, WATER, Patient, bodies_of
from xr2ct_core.lungmask.canvas import CANVAS, Canvas, canvas_of
from xr2ct_core.lungmask.films import Crop, cropped, plain_film, random_film, share_of_lung
from xr2ct_core.lungmask.frame import SIDE
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.volume import Volume


def test_lungs_are_air_filled_and_nothing_made_up_is_lung(canvas: Canvas) -> None:
    inside = canvas.lungs > 0.9
    litres = canvas.lungs.sum() * CANVAS.spacing_mm**3 / 1e6
    assert np.median(canvas.hu[inside]) < -600 and 1.5 < litres < 9.0
    outside = np.ones(len(canvas.hu), dtype=bool)
    outside[canvas.scanned] = False
    assert outside.any() and not canvas.lungs[outside].any()


def test_the_body_goes_on_below_the_scan_and_gets_narrower_above_it(canvas: Canvas) -> None:
    widths = ((canvas.hu > -300).any(axis=1)).sum(axis=1)
    assert widths[0] > 0.8 * widths[canvas.scanned.start] and 0 < widths[-1] < 0.9 * widths[canvas.scanned.stop - 1]
    bare = canvas.as_scanned()
    assert (bare[0] < -1000).all() and (bare[canvas.scanned] == canvas.hu[canvas.scanned]).all()


def test_the_windpipe_is_no_lung(canvas: Canvas) -> None:
    top = int(np.flatnonzero(canvas.lungs.any((1, 2)))[-1])
    middle = slice(CANVAS.size // 2 - 2, CANVAS.size // 2 + 2)
    assert canvas.lungs[top - 4 : top, :, middle].max() < 0.5


def test_lungs_stay_whole_where_the_wall_of_the_chest_is_open_in_some_slices(canvas: Canvas) -> None:
    hu = canvas.as_scanned().astype(np.int16)
    middle = int(np.flatnonzero(canvas.lungs.any((1, 2))).mean())
    row = int(np.flatnonzero(canvas.lungs[middle].any(1)).mean())
    hu[middle : middle + 5, row, : CANVAS.size // 2 - 10] = -1024
    opened = canvas_of(Volume.on_grid(hu, CANVAS))
    before, after = (each.lungs[middle - 3 : middle + 8].sum() for each in (canvas, opened))
    assert after > 0.9 * before


def test_a_volume_without_lungs_is_refused() -> None:
    hu = np.full(CANVAS.shape_zyx, -1024, dtype=np.int16)
    hu[20:100, 40:90, 30:100] = 30
    with pytest.raises(BadInputError, match="No lungs"):
        canvas_of(Volume.on_grid(hu, CANVAS))


def test_a_body_has_the_paths_of_its_own_projection(canvas: Canvas, patient: Patient) -> None:
    geometry = BiplanarGeometry.make(sad_mm=1600, sdd_mm=1800, rows=192, cols=192, pixel_mm=400 / 192 * 1800 / 1600)
    for view, path in enumerate(project_numpy(canvas.lungs, geometry.views, CANVAS)):
        assert np.abs(patient.paths[0, view, LUNG].astype(np.float32) - path).max() < 1.0


def test_bodies_differ_and_a_seed_fixes_them(canvas: Canvas, patient: Patient) -> None:
    again = bodies_of(canvas, [1], [0], WorkContext())[0]
    assert (again == patient.paths[1]).all()
    assert np.abs(again[0, LUNG].astype(float) - patient.paths[0, 0, LUNG]).mean() > 2.0


def test_lungs_follow_the_crop_the_turn_and_the_mirror(patient: Patient) -> None:
    paths = patient.paths[0, 0].astype(np.float32)
    straight, _, pixel_mm = cropped(paths, Crop())
    mirrored, _, _ = cropped(paths, Crop(mirrored=True))
    assert np.allclose(mirrored[..., ::-1], straight, atol=0.5)
    moved, _, _ = cropped(paths, Crop(centre_mm=(10 * pixel_mm, 0.0)))
    assert np.allclose(moved[:, :-10], straight[:, 10:], atol=0.5)
    close, inside, near_mm = cropped(paths, Crop(height_mm=200.0, width_by_height=0.5))
    assert near_mm == pytest.approx(200.0 / SIDE) and inside.mean() == pytest.approx(0.5, abs=0.02)
    assert share_of_lung(close[LUNG]).mean() > share_of_lung(straight[LUNG]).mean()


def test_films_are_pictures_with_the_lungs_of_their_own_body(patient: Patient) -> None:
    random = np.random.default_rng(0)
    for number in range(12):
        view = number % 2
        film = random_film(patient.paths[number % 2, view], is_frontal=view == 0, random=random)
        assert film.image.min() >= 0.0 and film.image.max() <= 1.0 and np.ptp(film.image[film.inside]) > 0.2
        assert not film.image[~film.inside].any() and not film.lung[~film.inside].any()
        assert 0.03 < film.lung.mean() < 0.9


def test_lungs_are_darker_than_the_belly_on_a_plain_film(patient: Patient) -> None:
    for view in (0, 1):
        film = plain_film(patient.paths[1, view], Crop())
        lung = film.lung > 0.9
        belly = np.zeros_like(lung)
        belly[-SIDE // 5 : -4, SIDE // 2 - 10 : SIDE // 2 + 10] = True
        assert film.image[lung].mean() < film.image[belly].mean()
        assert patient.paths[1, view, WATER].max() > 150.0
