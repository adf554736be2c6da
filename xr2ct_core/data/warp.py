"""One random geometric transform of a volume: turned, stretched, shifted and bent smoothly, never folded.

The warp pulls back: the voxel at p takes the value at A (p + u(p)), with A affine and u cubic B-splines whose control
points move less than the limit below which a spline cannot fold. Above and below the cube its end slices go on, so a
body that the cube cuts shows no slanted end; beside it is air. Further bends of the places, smooth ones, are followed
on a coarse grid and interpolated, so the volume is sampled once. Units: millimetres, HU; z, y, x order.

Shape legend: K control points along an axis, (3, ...) components.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.bspline import spline_weights
from xr2ct_core.data.augment_config import LARGEST_ELASTIC_SHARE, AugmentConfig
from xr2ct_core.data.lungs import upsampled, upsampling
from xr2ct_core.geometry import rotation_matrix
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.units import HU_MIN

Bend = Callable[[Tensor], Tensor]
"""From places (3, Z, Y, X) in mm to where their values stood before the bend."""
_BEND_SIZE: Final = 32


@dataclass(frozen=True, eq=False)
class Warp:
    """A drawn transform: `matrix` (3, 3) and `shift_mm` (3,) of A, and the control points of u (3, K, K, K) in mm."""

    matrix: NDArray[np.float64]
    shift_mm: NDArray[np.float64]
    controls_mm: NDArray[np.float32]


def draw_warp(config: AugmentConfig, random: np.random.Generator, cube_mm: float = CUBE_MM) -> Warp:
    """A random transform. Every number is drawn whatever the settings, so that one setting does not change another."""
    turn, stretch, shift = random.uniform(-1, 1, (3, 3))
    side = random.uniform()
    x_deg, y_deg, z_deg = config.rotation_deg * turn
    rotation_zyx = rotation_matrix((float(x_deg), float(y_deg), float(z_deg)))[::-1, ::-1]
    scale = np.exp(np.log1p(config.stretch) * stretch)
    if config.mirror and side < 0.5:
        scale[2] = -scale[2]
    count = max(4, round(cube_mm / config.elastic_spacing_mm) + 3)
    limit_mm = LARGEST_ELASTIC_SHARE * cube_mm / (count - 3)
    controls_mm = np.clip(config.elastic_mm * random.standard_normal((3, count, count, count)), -limit_mm, limit_mm)
    return Warp(rotation_zyx @ np.diag(scale), config.shift_mm * shift, controls_mm.astype(np.float32))


class Warper:
    """Applies drawn transforms to volumes of one size on one device."""

    def __init__(self, size: int, device: torch.device | str, cube_mm: float = CUBE_MM) -> None:
        self._size, self._cube_mm = size, cube_mm
        self._half_mm = cube_mm / 2.0
        axis_mm = (torch.arange(size, device=device, dtype=torch.float32) - (size - 1) / 2.0) * (cube_mm / size)
        self._axis_mm = axis_mm
        self._weights: dict[int, Tensor] = {}
        self._coarse: tuple[Warper, Tensor] | None = None

    def apply(self, cube_hu_ZYX: Tensor, warp: Warp, bends: Sequence[Bend] = ()) -> Tensor:
        """The float32 volume after the bends, the last first, and then the transform, sampled linearly."""
        places = self.places_mm(warp)
        if bends:
            places += self._further(warp, bends)
        place = (places / self._half_mm).flip(0).permute(1, 2, 3, 0)
        place[..., 2].clamp_(1.0 / self._size - 1.0, 1.0 - 1.0 / self._size)
        above_air = cube_hu_ZYX[None, None] - HU_MIN
        warped: Tensor = grid_sample(above_air, place[None], align_corners=False, padding_mode="zeros")[0, 0]
        return warped + HU_MIN

    def places_mm(self, warp: Warp) -> Tensor:
        """Where each voxel takes its value from, (3, Z, Y, X) in mm from the isocentre."""
        matrix = torch.as_tensor(warp.matrix, dtype=torch.float32, device=self._axis_mm.device)
        shift_mm = torch.as_tensor(warp.shift_mm, dtype=torch.float32, device=self._axis_mm.device)
        moved_mm = self._spline(torch.as_tensor(warp.controls_mm, device=self._axis_mm.device))
        moved_mm[0] += self._axis_mm[:, None, None]
        moved_mm[1] += self._axis_mm[:, None]
        moved_mm[2] += self._axis_mm
        places: Tensor = torch.tensordot(matrix, moved_mm, 1) + shift_mm[:, None, None, None]
        return places

    def _further(self, warp: Warp, bends: Sequence[Bend]) -> Tensor:
        """What the bends add to the places, (3, Z, Y, X) in mm."""
        device, size = self._axis_mm.device, min(_BEND_SIZE, self._size)
        if self._coarse is None:
            self._coarse = Warper(size, device, self._cube_mm), upsampling(self._size, size, device)
        coarse, weights = self._coarse
        start = coarse.places_mm(warp)
        bent = start
        for bend in bends:
            bent = bend(bent)
        return upsampled(bent - start, weights)

    def _spline(self, controls: Tensor) -> Tensor:
        count = controls.shape[-1]
        if count not in self._weights:
            self._weights[count] = spline_weights(self._size, count).to(controls)
        weights_NK = self._weights[count]
        along_x = controls @ weights_NK.T
        along_y = torch.einsum("nj,cijx->cinx", weights_NK, along_x)
        return torch.einsum("ni,ciyx->cnyx", weights_NK, along_y)
