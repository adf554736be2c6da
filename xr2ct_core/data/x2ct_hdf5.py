"""The X2CT layout: one folder a scan with `ct_xray_data.h5`, its CT and two simulated radiographs.

What a file holds: `ct` (D, H, W) = (feet to head, front to back, right to left) as HU + 1024 over a cube of 320 mm,
whatever its number of voxels; `xray1` the frontal (PA) and `xray2` the lateral view, line integrals divided by their
own largest and so only display images, over a detector of 500 mm. `xray1` is stored mirrored left to right; here it is
turned back, so that columns grow towards the patient's left. Source: Ying et al., CVPR 2019, and its public loader.

Reading needs h5py (the extra `hdf5`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.data.cache import CubeCache, cube_key
from xr2ct_core.data.find import those_plainly_named
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.patients import patient_of
from xr2ct_core.data.source import CaseKind, CaseSample, all_of, checked_index
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.grid import CUBE_MM, WorkingGrid
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io.files import MAX_PIXELS, MAX_VOXELS
from xr2ct_core.provenance import Provenance
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume

FILE_NAME: Final = "ct_xray_data.h5"
STORED_OFFSET: Final = 1024
_HIGHEST_HU: Final = 3071
_LEAST_STORED_MAXIMUM: Final = 100.0
"""A chest holds soft tissue, stored as about 1024; data scaled to [0, 1] stays below this."""
_NOTE: Final = "A simulated view divided by its own largest value: a display image without physical scale."


class X2ctFolder:
    """Scans in the X2CT layout in and below folders, as cases of `grid`; projected in `geometry`."""

    def __init__(
        self,
        paths: Sequence[Path],
        grid: WorkingGrid,
        geometry: BiplanarGeometry = PRESETS["x2ct"],
        cache: CubeCache | None = None,
    ) -> None:
        self.grid = grid
        self.geometry = geometry
        self.paths = tuple(those_plainly_named(x2ct_files(paths)))
        self.subjects = tuple(patient_of(path.parent.name) for path in self.paths)
        self._cache = cache or CubeCache()

    @property
    def kinds(self) -> tuple[CaseKind, ...]:
        return all_of("CT", len(self))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> CaseSample:
        index = checked_index(index, len(self))
        key = cube_key(f"x2ct {self.fingerprint(index)}", self.grid)
        cube_hu = self._cache.get_or_make(key, lambda: self._cube(index))
        return CaseSample(self.subjects[index], cube_hu, self.geometry)

    def fingerprint(self, index: int) -> str:
        return content_sha256(self.paths[index])

    def _cube(self, index: int) -> NDArray[np.int16]:
        return np.asarray(read_x2ct_cube(self.paths[index], self.grid).hu, dtype=np.int16)


class X2ctRadiographs:
    """The stored radiographs of scans in the X2CT layout, as display images in the program's convention."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(those_plainly_named(x2ct_files(paths)))
        self.subjects = tuple(patient_of(path.parent.name) for path in self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> RadiographPair:
        index = checked_index(index, len(self))
        return read_x2ct_pair(self.paths[index], self.subjects[index])

    def fingerprint(self, index: int) -> str:
        return content_sha256(self.paths[index])


def x2ct_files(paths: Sequence[Path]) -> list[Path]:
    """Each path that is a file, and every `ct_xray_data.h5` below each folder; raises `BadInputError` for none."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob(FILE_NAME)) if path.is_dir() else [path]
        if not inside:
            raise BadInputError(f"There is no {FILE_NAME} in {path}.", "Choose the folder that holds the scans.")
        found += inside
    return list(dict.fromkeys(found))


def read_x2ct_cube(path: Path, grid: WorkingGrid, subject: str = "") -> Volume:
    """The CT of a file on `grid` as int16 HU. It is not centred anew: its centre is the isocentre of its views."""
    if abs(grid.cube_mm - CUBE_MM) > 1e-6:
        raise BadConfigError(f"X2CT data fill a cube of {CUBE_MM:g} mm, not {grid.cube_mm:g} mm.")
    with _opened(path) as file:
        stored = _array(file, "ct", path, axes=3, limit=MAX_VOXELS)
    if float(stored.max()) < _LEAST_STORED_MAXIMUM:
        raise BadInputError(f"The CT in {path.parent.name} does not hold HU + 1024.", "Use the unscaled X2CT files.")
    hu = np.clip(stored - STORED_OFFSET, -STORED_OFFSET, _HIGHEST_HU).astype(np.float32)
    shape_zyx = (hu.shape[0], hu.shape[1], hu.shape[2])
    affine = Affine.centred(shape_zyx, [CUBE_MM / length for length in shape_zyx])
    cube = truth_on_grid(Volume(hu, affine), grid).as_int16()
    origin = Provenance(kind="acquired", synthetic=False, subject=subject, source=f"{path.parent.name}/{path.name}")
    return Volume(cube.hu, cube.affine, origin)


def read_x2ct_pair(path: Path, subject: str = "") -> RadiographPair:
    """The two stored radiographs on the detectors of `x2ct`, with as many pixels as they have."""
    with _opened(path) as file:
        frontal, lateral = (_array(file, key, path, axes=2, limit=MAX_PIXELS) for key in ("xray1", "xray2"))
    preset = PRESETS["x2ct"]
    if frontal.shape != lateral.shape or frontal.shape[0] != frontal.shape[1]:
        raise BadInputError(f"The radiographs of {path.parent.name} are not square and of one size.", "Export again.")
    views = [view.resampled(*frontal.shape) for view in preset.views]
    geometry = preset if tuple(views) == preset.views else BiplanarGeometry(views[0], views[1])
    first, second = (
        Radiograph(_display(image, path), view.pixel_mm, view.view, "display", path.parent.name, (_NOTE,))
        for image, view in zip((frontal[:, ::-1], lateral), views, strict=True)
    )
    return RadiographPair(first, second, geometry, subject=subject or patient_of(path.parent.name))


def _display(image: NDArray[np.float32], path: Path) -> NDArray[np.float32]:
    top = float(image.max())
    if image.min() < 0 or top <= 0 or top > 255:
        raise BadInputError(f"A radiograph in {path.parent.name} is empty or no 8-bit image.", "Export it again.")
    return np.ascontiguousarray(image / np.float32(255.0 if top > 1.0 else 1.0))


def _array(file: Any, key: str, path: Path, *, axes: int, limit: int) -> NDArray[np.float32]:
    """A data set as finite float32 with so many axes, those of length 1 left out; its size is checked before."""
    if key not in file or not hasattr(file[key], "shape"):
        raise BadInputError(f"{path.parent.name}/{path.name} has no {key}.", "It must hold ct, xray1 and xray2.")
    data = file[key]
    shape = tuple(int(length) for length in data.shape if length != 1)
    if len(shape) != axes or min(shape) < 2 or data.dtype.kind not in "iuf":
        raise BadInputError(f"{key} in {path.parent.name} has shape {data.shape}.", f"It must have {axes} axes.")
    if int(np.prod(shape, dtype=np.float64)) > limit:
        raise BadInputError(f"{key} in {path.parent.name} is larger than this program reads.", "Make it smaller.")
    values: NDArray[np.float32] = np.asarray(data[()], dtype=np.float32).reshape(shape)
    if not np.isfinite(values).all():
        raise BadInputError(f"{key} in {path.parent.name} contains values that are not numbers.", "Export it again.")
    return values


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        import h5py
    except ImportError as error:
        raise BadConfigError(
            "Files in the X2CT layout need the package h5py, which is not installed.",
            'Install it with: pip install "xr2ct[hdf5]".',
        ) from error
    try:
        with h5py.File(path, "r") as file:
            yield file
    except (OSError, RuntimeError, KeyError) as error:
        raise BadInputError(
            f"{path.parent.name}/{path.name} is damaged or no HDF5 file.", "Copy or unpack it again."
        ) from error
