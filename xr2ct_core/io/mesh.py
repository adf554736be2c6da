"""Surfaces as files: binary STL and binary PLY.

Invariants: vertices are LPS millimetres, triangles are counter-clockwise seen from outside; every file says what the
volume it came from is (the provenance's banner) in the 80 bytes of an STL's header or in a PLY's comments. STL holds
no colour, PLY one for each vertex. Files are replaced only once they are complete.
Formats: STL by 3D Systems (1989); PLY 1.0 by G. Turk (1994), little endian.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import writing
from xr2ct_core.provenance import RESEARCH_BANNER

MESH_SUFFIXES: Final = (".stl", ".ply")
_STL_HEADER_BYTES: Final = 80
_STL_TRIANGLE: Final = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
_PLY_VERTEX: Final = np.dtype([("place", "<f4", 3), ("colour", "u1", 3)])
_PLY_FACE: Final = np.dtype([("count", "u1"), ("corners", "<i4", 3)])


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles `faces` (m, 3) int32 over `vertices_lps_mm` (n, 3) float32."""

    vertices_lps_mm: NDArray[np.float32]
    faces: NDArray[np.int32]

    def __post_init__(self) -> None:
        if self.vertices_lps_mm.ndim != 2 or self.vertices_lps_mm.shape[1] != 3:
            raise BadInputError(f"Vertices have three coordinates, got {self.vertices_lps_mm.shape}.")
        if self.faces.ndim != 2 or self.faces.shape[1] != 3:
            raise BadInputError(f"Faces have three corners, got {self.faces.shape}.")
        if self.faces.size and not 0 <= int(self.faces.min()) <= int(self.faces.max()) < len(self.vertices_lps_mm):
            raise BadInputError("A face of the surface names a vertex that does not exist.")

    @property
    def volume_ml(self) -> float:
        """Enclosed volume of a closed surface (divergence theorem); positive if the faces look outwards."""
        first, second, third = np.moveaxis(self.vertices_lps_mm.astype(np.float64)[self.faces], 1, 0)
        return float(np.einsum("ij,ij->", first, np.cross(second, third))) / 6.0 / 1000.0

    def face_normals(self) -> NDArray[np.float32]:
        """Unit vectors (m, 3) that look outwards; zero for triangles without an area."""
        doubled = self._doubled_normals()
        length = np.linalg.norm(doubled, axis=1, keepdims=True)
        normals: NDArray[np.float32] = (doubled / np.maximum(length, 1e-12)).astype(np.float32)
        return normals

    def _doubled_normals(self) -> NDArray[np.float64]:
        first, second, third = np.moveaxis(self.vertices_lps_mm.astype(np.float64)[self.faces], 1, 0)
        normals: NDArray[np.float64] = np.cross(second - first, third - first)
        return normals


def write_mesh(
    mesh: Mesh,
    path: Path,
    *,
    banner: str = RESEARCH_BANNER,
    title: str = "",
    rgb: tuple[float, float, float] = (0.8, 0.8, 0.8),
) -> Path:
    """Write STL or PLY, as the file name asks.

    `banner` is the sentence of the volume's provenance and `title` names the structure; both stand in the file.
    `rgb`, 0 to 1, colours a PLY. Raises `BadInputError` for other file names and for surfaces without triangles.
    """
    suffix = path.suffix.lower()
    if suffix not in MESH_SUFFIXES:
        raise BadInputError(f"Surfaces are written as STL or PLY, not as {suffix or 'a file without an ending'}.")
    if not len(mesh.faces):
        raise BadInputError("The surface has no triangles.", "Choose another threshold.")
    content = _stl(mesh, banner) if suffix == ".stl" else _ply(mesh, banner, title, rgb)
    with writing(path, suffix) as temporary:
        temporary.write_bytes(content)
    return path


def _stl(mesh: Mesh, banner: str) -> bytes:
    """The header must not begin with "solid", by which readers know the text form."""
    header = _stl_words(banner).encode("ascii", "replace").ljust(_STL_HEADER_BYTES)
    triangles = np.zeros(len(mesh.faces), _STL_TRIANGLE)
    triangles["normal"] = mesh.face_normals()
    triangles["corners"] = mesh.vertices_lps_mm[mesh.faces]
    return header + np.uint32(len(triangles)).tobytes() + triangles.tobytes()


def _stl_words(banner: str) -> str:
    """The sentence of the header, whole: with the coordinates where there is room, else only its first sentences."""
    for words in (f"LPS mm. {_one_line(banner)}", _one_line(banner)):
        if len(words) <= _STL_HEADER_BYTES:
            return words
    sentences, end, _cut = words[:_STL_HEADER_BYTES].rpartition(". ")
    return sentences + end.rstrip() if end else words[:_STL_HEADER_BYTES]


def _ply(mesh: Mesh, banner: str, title: str, rgb: tuple[float, float, float]) -> bytes:
    vertices = np.zeros(len(mesh.vertices_lps_mm), _PLY_VERTEX)
    vertices["place"] = mesh.vertices_lps_mm
    vertices["colour"] = np.rint(np.clip(rgb, 0.0, 1.0) * np.float64(255))
    faces = np.zeros(len(mesh.faces), _PLY_FACE)
    faces["count"] = 3
    faces["corners"] = mesh.faces
    words = [
        "ply",
        "format binary_little_endian 1.0",
        f"comment {_one_line(banner)}",
        *([f"comment {_one_line(title)}"] if title else []),
        "comment Coordinates are LPS in millimetres: x to the patient's left, y to the back, z to the head.",
        f"element vertex {len(vertices)}",
        *(f"property float {axis}" for axis in "xyz"),
        *(f"property uchar {colour}" for colour in ("red", "green", "blue")),
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header",
    ]
    return "\n".join([*words, ""]).encode("ascii", "replace") + vertices.tobytes() + faces.tobytes()


def _one_line(text: str) -> str:
    return " ".join(text.split())
