"""What one more X-ray buys: a known CT reconstructed from more and more X-rays of it, and measured against itself.

The tubes stand evenly over half a turn about the patient's long axis, from that of the frontal view on, in its distance
and with its detector. Each set is reconstructed by total variation with the settings of the method of that name, larger
sets in more steps.
Nothing is noisy, scattered or moved and every pose is known, so what the rows show is what geometry alone allows.

Units: HU (z, y, x), millimetres, degrees from the frontal tube, PA towards LL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.cube import body_mask_of_cube
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.evaluation.metrics import resolution_metrics, volume_metrics
from xr2ct_core.geometry import HALF_TURN_DEG, BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import LARGEST_SIZE, WorkingGrid
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.flattest import as_hu, flattest_volume
from xr2ct_core.projection.body import round_body
from xr2ct_core.projection.measured import coarsening
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import grid_of
from xr2ct_core.protocol.xray_bench import FEW_VIEWS, STEPS_OF_MANY
from xr2ct_core.system import available_memory_bytes
from xr2ct_core.units import hu_to_mu_per_mm, with_empty_voxels
from xr2ct_core.volume import Volume

_PROJECTING: Final = 0.25
_MEASURING: Final = 0.05
"""Shares of the time of one set."""
_PIXELS_A_VOXEL: Final = 4
_BYTES_A_WEIGHT: Final = 16
"""Of a turned view's sparse matrix and its transpose; four weights where a ray crosses a plane of voxels."""

Image = NDArray[np.float32]


@dataclass(frozen=True)
class ViewSet:
    """X-rays that one volume is made from, and where their tubes stand, in degrees from the frontal one."""

    views: tuple[ViewGeometry, ...]
    angles_deg: tuple[float, ...]
    is_pair: bool = False

    @property
    def name(self) -> str:
        return "pair" if self.is_pair else str(len(self.views))


@dataclass(frozen=True, eq=False)
class FromViews:
    """A volume (int16 HU) made from a set of X-rays, its measures, and the seconds that the reconstruction took."""

    views: ViewSet
    hu: NDArray[np.int16]
    metrics: dict[str, float]
    seconds: float


def views_around(frontal: ViewGeometry, count: int) -> ViewSet:
    """So many tubes evenly over half a turn about the patient's long axis, the first one that of `frontal`."""
    angles_deg = tuple(HALF_TURN_DEG * number / count for number in range(count))
    return ViewSet(frontal.around(count), angles_deg)


def views_of_pair(geometry: BiplanarGeometry) -> ViewSet:
    """Both tubes as they stand."""
    azimuths = [np.arctan2(ray[1], ray[0]) for ray in (view.frame().ray_direction for view in geometry.views)]
    turned_deg = float(np.rad2deg(azimuths[1] - azimuths[0]))
    between_deg = (turned_deg + HALF_TURN_DEG) % (2.0 * HALF_TURN_DEG) - HALF_TURN_DEG
    return ViewSet(geometry.views, (0.0, round(between_deg, 6)), is_pair=True)


def tv_of(views: ViewSet) -> TvConfig:
    """The settings by which a set is reconstructed."""
    return TvConfig() if len(views.views) <= FEW_VIEWS else TvConfig(iterations=STEPS_OF_MANY)


class XrayBench:
    """Takes X-rays of a CT on a working cube, and measures on `grid` what is made from them.

    Raises `BadInputError` if the CT shows no body.
    """

    def __init__(self, cube: Volume, grid: WorkingGrid, device: str = "cpu") -> None:
        self._cube_grid = grid_of(cube)
        self._mu_ZYX = hu_to_mu_per_mm(np.asarray(cube.hu, dtype=np.float32))
        truth = truth_on_grid(cube, grid)
        self.truth = replace(truth, hu=with_empty_voxels(truth.hu)).as_int16()
        self._body_ZYX = body_mask_of_cube(self.truth)
        if not self._body_ZYX.any():
            raise BadInputError("The CT shows no body.", "It must be a chest CT in HU (air is -1000).")
        self._grid, self._device = grid, device
        self._taken: dict[ViewGeometry, Image] = {}

    def measured(self, sets: Sequence[ViewSet], context: WorkContext) -> Iterator[FromViews]:
        """Each set in turn. Raises `BadConfigError` if a source stands inside the cube, an error of the code `oom_host`
        if there is not enough memory for the largest set, and `CancelledError`."""
        for views in sets:
            self._require_memory(views)
        whole, done = sum(len(one.views) for one in sets), 0
        for views in sets:
            share = len(views.views) / whole
            yield self._made(views, _named(context.part(done / whole, share), views))
            done += len(views.views)

    def _made(self, views: ViewSet, context: WorkContext) -> FromViews:
        seen = [_no_finer_than_useful(view, self._grid) for view in views.views]
        images = []
        for number, view in enumerate(seen):
            context.progress(_PROJECTING * number / len(seen), "Projecting")
            images.append(self._image(view))
        started = perf_counter()
        inner = context.part(_PROJECTING, 1.0 - _PROJECTING - _MEASURING)
        mu_BZYX = flattest_volume(images, seen, round_body, self._grid, tv_of(views), inner, self._device)
        hu = np.rint(as_hu(mu_BZYX)).astype(np.int16)
        seconds = perf_counter() - started
        context.progress(1.0 - _MEASURING, "Measuring")
        return FromViews(views, hu, self._metrics(hu), seconds)

    def _image(self, view: ViewGeometry) -> Image:
        """Line integrals of the CT; tubes that several sets share are asked once."""
        if view not in self._taken:
            self._taken[view] = project_numpy(self._mu_ZYX, (view,), self._cube_grid)[0]
        return self._taken[view]

    def _metrics(self, hu: NDArray[np.int16]) -> dict[str, float]:
        truth, spacing_mm = self.truth.hu.astype(np.float32), self._grid.spacing_mm
        found = volume_metrics(hu, truth, spacing_mm=spacing_mm, body_mask=self._body_ZYX)
        found |= resolution_metrics(hu.astype(np.float32), truth, spacing_mm)
        return {name: float(value) for name, value in found.items() if isfinite(value)}

    def _require_memory(self, views: ViewSet) -> None:
        needed = sum(_matrix_bytes(view, self._grid) for view in views.views)
        if self._device == "cpu" and needed > available_memory_bytes():
            raise Xr2ctError(
                f"{len(views.views)} X-rays on {self._grid.size}³ voxels need about {needed / 1e9:.1f} GB of memory.",
                "Take fewer X-rays or a smaller grid, or close other programs.",
                code="oom_host",
            )


def _no_finer_than_useful(view: ViewGeometry, grid: WorkingGrid) -> ViewGeometry:
    """The view with fewer pixels where many of them lie on a quarter of a voxel, which no volume can show."""
    factor = coarsening(view, WorkingGrid(min(_PIXELS_A_VOXEL * grid.size, LARGEST_SIZE), grid.cube_mm))
    return view.resampled(view.rows // factor, view.cols // factor) if factor > 1 else view


def _matrix_bytes(view: ViewGeometry, grid: WorkingGrid) -> int:
    pixels = view.rows * view.cols // coarsening(view, grid) ** 2
    return 0 if view.is_aligned else 4 * _BYTES_A_WEIGHT * pixels * grid.size


def _named(context: WorkContext, views: ViewSet) -> WorkContext:
    """The same under one name of what is going on."""
    count = len(views.views)
    phase = "Reconstructing from 1 X-ray" if count == 1 else f"Reconstructing from {count} X-rays"
    return WorkContext(context.control, lambda fraction, _phase: context.on_progress(fraction, phase))
