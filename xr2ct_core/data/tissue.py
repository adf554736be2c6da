"""Other HU in the same shape: denser or lighter lungs, softer tissue, weaker bone, contrast agent in heart and vessels.

What changes where follows from soft memberships by HU and from smooth fields in the frame of the lungs, so that no
edge appears where there was none. Air around the body stays air. Units: HU, millimetres.

Shape legend: Z/Y/X voxels, K control points of a smooth field along an axis.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool3d, max_pool3d

from xr2ct_core.bspline import spline_weights
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.breath_field import LungFrame
from xr2ct_core.data.lungs import upsampled, upsampling
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.units import HU_MIN

_CONTROLS: Final = 5
_BONE_FROM_HU: Final = 130.0
_FAT_HU: Final = (-180.0, -130.0, -70.0, -10.0)
_SOFT_HU: Final = (-70.0, -10.0, 130.0, 250.0)
_BLOOD_HU: Final = (0.0, 30.0, 130.0, 250.0)
_LUNG_HU: Final = (-1000.0, -950.0, -500.0, -250.0)
"""What is lighter is air in the airways."""
_LIGHTEST_LUNG_HU: Final = -980.0


@dataclass(frozen=True, eq=False)
class TissueChange:
    """Drawn changes; `lung_slope_hu` is added at the back and base and taken away at the front and top."""

    lung_hu: float
    lung_slope_hu: float
    lung_slope_is_upright: bool
    soft_hu: float
    fat_hu: float
    field_hu: NDArray[np.float32]
    bone: float
    vessel_hu: float

    @property
    def is_nothing(self) -> bool:
        numbers = (self.lung_hu, self.lung_slope_hu, self.soft_hu, self.fat_hu, self.vessel_hu)
        return not any(numbers) and self.bone == 1.0 and not self.field_hu.any()


def draw_tissue(config: AugmentConfig, random: np.random.Generator) -> TissueChange:
    """Random changes; every number is drawn whatever the settings. Contrast agent is in half of the cases."""
    lung, slope, soft, fat, bone, vessel = random.uniform(-1, 1, 6)
    is_upright = bool(random.uniform() < 0.5)
    field = random.uniform(-1, 1, (_CONTROLS,) * 3).astype(np.float32)
    return TissueChange(
        lung_hu=config.lung_hu * lung,
        lung_slope_hu=0.5 * config.lung_hu * max(slope, -0.2),
        lung_slope_is_upright=is_upright,
        soft_hu=config.soft_hu * soft,
        fat_hu=config.soft_hu * fat,
        field_hu=config.soft_hu * field,
        bone=float(np.exp(np.log1p(config.bone_contrast) * bone)),
        vessel_hu=config.vessel_hu * max(vessel, 0.0),
    )


class TissueChanger:
    """Applies drawn changes to volumes of one size on one device."""

    def __init__(self, size: int, device: torch.device, cube_mm: float = CUBE_MM) -> None:
        self._size, self._cube_mm = size, cube_mm
        self._axis_mm = (torch.arange(size, device=device, dtype=torch.float32) - (size - 1) / 2.0) * (cube_mm / size)
        self._field_weights = spline_weights(size, _CONTROLS).to(device)
        self._weights: dict[int, Tensor] = {}

    def apply(self, hu_ZYX: Tensor, change: TissueChange, lungs_zyx: Tensor | None, frame: LungFrame | None) -> Tensor:
        """The volume with other HU. Lungs and vessels change only where the lungs are known."""
        if change.is_nothing:
            return hu_ZYX
        changed = hu_ZYX.clone()
        if change.soft_hu or change.fat_hu or change.field_hu.any():
            field = upsampled(torch.as_tensor(change.field_hu, device=hu_ZYX.device)[None], self._field_weights)[0]
            changed += field.add_(change.soft_hu).mul_(_within(hu_ZYX, _SOFT_HU))
            changed += _within(hu_ZYX, _FAT_HU).mul_(change.fat_hu)
        if change.bone != 1.0:
            changed += (hu_ZYX - _BONE_FROM_HU).clamp_min_(0.0).mul_(change.bone - 1.0)
        if frame is None or lungs_zyx is None:
            return changed
        if change.vessel_hu:
            changed += _within(hu_ZYX, _BLOOD_HU).mul_(self._heart(frame)).mul_(change.vessel_hu)
        if change.lung_hu or change.lung_slope_hu:
            more = self._in_lungs(hu_ZYX, lungs_zyx).mul_(self._lung_offset(change, frame))
            changed = torch.maximum(changed + more, torch.minimum(changed, changed.new_tensor(_LIGHTEST_LUNG_HU)))
        return changed.clamp_min_(HU_MIN)

    def _heart(self, frame: LungFrame) -> Tensor:
        """Near 1 in heart and great vessels, 0 in the spine and the chest wall."""
        (base, top), (front, back), (right, left) = frame.z_mm, frame.y_mm, frame.x_mm
        centre = 0.5 * (right + left) + 0.06 * (left - right)
        along_x = _plateau(self._axis_mm, centre, 0.24 * (left - right))
        along_y = _plateau(self._axis_mm, front + 0.45 * (back - front), 0.38 * (back - front))
        along_z = _plateau(self._axis_mm, 0.5 * (base + top), 0.55 * (top - base))
        return along_z[:, None, None] * along_y[:, None] * along_x

    def _in_lungs(self, hu_ZYX: Tensor, lungs_zyx: Tensor) -> Tensor:
        coarse = lungs_zyx.shape[0]
        if coarse not in self._weights:
            self._weights[coarse] = upsampling(self._size, coarse, hu_ZYX.device)
        wide = max_pool3d(lungs_zyx[None].float(), 3, 1, 1)
        near = upsampled(avg_pool3d(wide, 3, 1, 1), self._weights[coarse])[0]
        return near.mul_(_within(hu_ZYX, _LUNG_HU))

    def _lung_offset(self, change: TissueChange, frame: LungFrame) -> Tensor:
        low, high = frame.z_mm if change.lung_slope_is_upright else frame.y_mm
        place = ((self._axis_mm - 0.5 * (low + high)) / (0.5 * (high - low))).clamp(-1.2, 1.2)
        if change.lung_slope_is_upright:
            return (change.lung_hu - change.lung_slope_hu * place)[:, None, None]
        return (change.lung_hu + change.lung_slope_hu * place)[:, None]


def _within(hu: Tensor, ends_hu: tuple[float, float, float, float]) -> Tensor:
    """1 between the inner two ends, 0 beyond the outer two, linear between."""
    start, full, falls, end = ends_hu
    rising = ((hu - start) / (full - start)).clamp_(0.0, 1.0)
    return rising.mul_(((end - hu) / (end - falls)).clamp_(0.0, 1.0))


def _plateau(axis_mm: Tensor, centre_mm: float, reach_mm: float) -> Tensor:
    return torch.exp(-(((axis_mm - centre_mm) / reach_mm) ** 4))
