"""Surfaces as STL and PLY, read back by VTK, which shares no code with the writer."""

from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.mesh import Mesh, write_mesh
from xr2ct_core.provenance import RESEARCH_BANNER, SIMULATED_BANNER, SYNTHETIC_BANNER

CORNERS = np.array([[0, 0, 0], [10, 0, 0], [0, 20, 0], [0, 0, 30]], np.float32) + np.float32([5, -7, 100])
OUTWARDS = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], np.int32)


def wedge() -> Mesh:
    """A corner of a box: 1 ml."""
    return Mesh(CORNERS, OUTWARDS)


def read_back(path: Path):
    vtk_io = pytest.importorskip("vtkmodules.vtkIOGeometry" if path.suffix == ".stl" else "vtkmodules.vtkIOPLY")
    reader = vtk_io.vtkSTLReader() if path.suffix == ".stl" else vtk_io.vtkPLYReader()
    reader.SetFileName(str(path))
    reader.Update()
    return reader.GetOutput()


def test_the_volume_is_that_of_the_body() -> None:
    assert wedge().volume_ml == pytest.approx(1.0)
    assert Mesh(CORNERS, OUTWARDS[:, ::-1].copy()).volume_ml == pytest.approx(-1.0)


@pytest.mark.parametrize("suffix", [".stl", ".ply"])
def test_another_library_reads_the_same_triangles_in_the_same_place(tmp_path: Path, suffix: str) -> None:
    data = read_back(write_mesh(wedge(), tmp_path / f"lungs{suffix}", banner=SYNTHETIC_BANNER))
    assert data.GetNumberOfCells() == 4 and data.GetNumberOfPoints() == 4
    assert data.GetBounds() == pytest.approx((5, 15, -7, 13, 100, 130))


@pytest.mark.parametrize("suffix", [".stl", ".ply"])
def test_every_file_says_that_it_is_synthetic_and_for_research_only(tmp_path: Path, suffix: str) -> None:
    start = write_mesh(wedge(), tmp_path / f"a{suffix}", banner=SYNTHETIC_BANNER).read_bytes()[:400]
    assert b"SYNTHETIC" in start and b"research only" in start and b"LPS" in start
    assert not start.lower().startswith(b"solid")


@pytest.mark.parametrize("banner", [SYNTHETIC_BANNER, SIMULATED_BANNER, RESEARCH_BANNER])
def test_the_sentence_in_the_header_of_an_stl_is_whole(tmp_path: Path, banner: str) -> None:
    plain = write_mesh(wedge(), tmp_path / "a.stl", banner=banner).read_bytes()
    noted = write_mesh(wedge(), tmp_path / "b.stl", banner=f"{banner} {'What else is to be said. ' * 4}").read_bytes()
    assert plain[:80].rstrip().decode().endswith(banner)
    assert banner in noted[:80].decode() and noted[:80].rstrip().endswith(b".")
    assert int.from_bytes(plain[80:84], "little") == 4


def test_a_ply_has_a_colour_and_names_the_structure(tmp_path: Path) -> None:
    path = write_mesh(wedge(), tmp_path / "a.ply", title="Lungs", rgb=(1.0, 0.5, 0.0))
    colours = read_back(path).GetPointData().GetScalars()
    assert colours.GetTuple3(2) == (255.0, 128.0, 0.0)
    assert b"comment Lungs\n" in path.read_bytes()


@pytest.mark.parametrize("name", ["a.obj", "a"])
def test_other_formats_are_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError, match="STL or PLY"):
        write_mesh(wedge(), tmp_path / name)


def test_a_surface_without_triangles_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no triangles"):
        write_mesh(Mesh(CORNERS, OUTWARDS[:0]), tmp_path / "a.stl")
    assert not list(tmp_path.iterdir())


def test_faces_name_vertices_that_exist() -> None:
    with pytest.raises(BadInputError, match="does not exist"):
        Mesh(CORNERS, OUTWARDS + 1)
