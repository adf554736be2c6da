"""Files in the X2CT layout: the cube in HU, and the views where an off-centre marker has to appear."""

import builtins
from pathlib import Path

import h5py
import numpy as np
import pytest

from xr2ct_core.data.source import RadiographSource, Source
from xr2ct_core.data.x2ct_check import view_remarks
from xr2ct_core.data.x2ct_hdf5 import X2ctFolder, X2ctRadiographs, read_x2ct_cube, read_x2ct_pair
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import PRESETS
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import hu_to_mu_per_mm

X2CT = PRESETS["x2ct"]


def marker_hu(size: int) -> np.ndarray:
    """A block of water with a dense ball 60 mm to the left, 30 mm to the front and 40 mm up, and a hole opposite."""
    z, y, x = (np.indices((size,) * 3) - (size - 1) / 2) * (320 / size)
    hu = np.where((np.abs(x) < 120) & (np.abs(y) < 90) & (np.abs(z) < 130), 0.0, -1024.0)
    hu[(x + 60) ** 2 + (y - 30) ** 2 + (z + 70) ** 2 < 50**2] = -900.0
    hu[(x - 60) ** 2 + (y + 30) ** 2 + (z - 40) ** 2 < 22**2] = 1400.0
    return hu


def write_x2ct(folder: Path, size: int = 64, pixels: int = 64, ct_dtype: str = "int16") -> Path:
    """A scan as the collection stores it: HU + 1024, views of 8 bits, the frontal one mirrored."""
    hu = marker_hu(size)
    views = [view.resampled(pixels, pixels) for view in X2CT.views]
    images = project_numpy(hu_to_mu_per_mm(hu.astype(np.float32)), views, WorkingGrid(size))
    frontal, lateral = (np.round(255 * image / image.max()).astype(np.uint8) for image in images)
    folder.mkdir(parents=True, exist_ok=True)
    with h5py.File(folder / "ct_xray_data.h5", "w") as file:
        file["ct"] = (hu + 1024).astype(ct_dtype)
        file["xray1"] = frontal[:, ::-1]
        file["xray2"] = lateral
        file["ori_size"], file["spacing"] = 320, np.ones(3)
    return folder / "ct_xray_data.h5"


@pytest.mark.parametrize(("size", "dtype"), [(64, "int16"), (96, "uint16"), (40, "float32")])
def test_any_stored_size_becomes_the_working_cube_in_hu(tmp_path: Path, size: int, dtype: str) -> None:
    cube = read_x2ct_cube(write_x2ct(tmp_path / "s", size, ct_dtype=dtype), WorkingGrid(32))
    assert cube.hu.dtype == np.int16 and cube.shape_zyx == (32, 32, 32)
    assert cube.hu_at((60, -30, 40)) == pytest.approx(1400, abs=20)
    assert [cube.hu_at(place) for place in ((-60, -30, 40), (60, 50, 40), (60, -30, -40))] == [0, 0, 0]
    assert cube.hu_at((155, 0, 0)) == -1024
    inside = cube.hu > -500
    assert np.count_nonzero(inside) * 10.0**3 == pytest.approx(240 * 180 * 260 - 4 / 3 * np.pi * 50**3, rel=0.06)


def test_the_marker_is_in_both_views_where_the_geometry_says(tmp_path: Path) -> None:
    pair = read_x2ct_pair(write_x2ct(tmp_path / "s", pixels=160))
    for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
        row, col = np.unravel_index(radiograph.image.argmax(), radiograph.shape)
        np.testing.assert_allclose((row, col), view.world_to_pixel((60, -30, 40)), atol=6)
        assert radiograph.scale == "display" and radiograph.image.max() == 1.0
    assert pair.frontal.image[:, 80:].sum() > pair.frontal.image[:, :80].sum(), "the patient's left is on the right"


def test_views_that_do_not_fit_their_ct_are_noted(tmp_path: Path) -> None:
    path = write_x2ct(tmp_path / "scan")
    assert view_remarks(path) == ()
    with h5py.File(path, "r+") as file:
        file["xray1"][...] = file["xray1"][()][:, ::-1]
        file["xray2"][...] = file["xray2"][()][::-1]
    frontal, lateral = view_remarks(path)
    assert frontal.startswith("Frontal (PA): the stored view fits the CT better mirrored")
    assert lateral.startswith("Left lateral: the stored view fits the CT better upside down")


def test_full_size_views_are_on_the_preset(tmp_path: Path) -> None:
    assert read_x2ct_pair(write_x2ct(tmp_path / "s", size=32, pixels=320)).geometry == X2CT
    small = read_x2ct_pair(write_x2ct(tmp_path / "t", size=32, pixels=128)).geometry
    assert small.frontal.rows * small.frontal.pixel_mm == 500.0


def test_folders_are_searched_and_scans_belong_to_patients(tmp_path: Path) -> None:
    for name in ("LIDC-IDRI-0442.20000101.30564.1", "LIDC-IDRI-0442.20000101.3000522.1", "LIDC-IDRI-0001.2000.1"):
        write_x2ct(tmp_path / name, 32, 32)
    cases: Source = X2ctFolder([tmp_path], WorkingGrid(16))
    views: RadiographSource = X2ctRadiographs([tmp_path])
    assert cases.subjects == views.subjects == ("LIDC-IDRI-0001", "LIDC-IDRI-0442", "LIDC-IDRI-0442")
    assert cases[1].geometry == X2CT and cases[1].cube_hu.shape == (16, 16, 16)
    assert views[0].subject == "LIDC-IDRI-0001"
    assert np.array_equal(cases[1].cube_hu, X2ctFolder([tmp_path], WorkingGrid(16))[1].cube_hu)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInputError, match="no ct_xray_data"):
        X2ctFolder([tmp_path / "empty"], WorkingGrid(16))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("ct", None, "has no ct"),
        ("xray2", None, "has no xray2"),
        ("ct", np.zeros((8, 8)), "has shape"),
        ("ct", np.full((8, 8, 8), 0.5), r"does not hold HU \+ 1024"),
        ("ct", np.full((8, 8, 8), np.nan), "not numbers"),
        ("xray1", np.zeros((32, 32)), "is empty"),
        ("xray1", np.ones((32, 40)), "not square"),
        ("xray1", np.full((32, 32), 4000.0), "no 8-bit"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path: Path, key: str, value: np.ndarray | None, words: str) -> None:
    path = write_x2ct(tmp_path / "scan", 32, 32)
    with h5py.File(path, "r+") as file:
        del file[key]
        if value is not None:
            file[key] = value
    with pytest.raises(BadInputError, match=words):
        read_x2ct_cube(path, WorkingGrid(16))
        read_x2ct_pair(path)


def test_damaged_files_and_other_cubes_are_refused(tmp_path: Path) -> None:
    path = write_x2ct(tmp_path / "scan", 32, 32)
    with pytest.raises(BadConfigError, match="320 mm, not 300 mm"):
        read_x2ct_cube(path, WorkingGrid(16, 300.0))
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(BadInputError, match="damaged or no HDF5"):
        read_x2ct_cube(path, WorkingGrid(16))


def test_without_h5py_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_x2ct(tmp_path / "scan", 32, 32)
    real_import = builtins.__import__

    def without_h5py(name: str, *rest: object, **named: object) -> object:
        if name == "h5py":
            raise ImportError(name)
        return real_import(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_h5py)
    with pytest.raises(BadConfigError, match=r"pip install \"xr2ct\[hdf5\]\""):
        read_x2ct_cube(path, WorkingGrid(16))
