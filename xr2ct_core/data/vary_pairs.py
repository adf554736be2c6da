"""Random changes of two radiographs without a CT that are exact for both views at once, whatever stood between them.

There are two. A patient enlarged by a factor about the isocentre, seen from distances and on pixels enlarged alike,
gives the same images times the factor. A patient mirrored left to right gives the frontal image mirrored, and the
lateral one unchanged from the other side. Turns, shifts and bends would show what neither image holds.

Shape legend: R detector rows, C detector columns.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from torch import Tensor

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry

_SEEN_IN_MIRROR: Final = {View.PA: View.PA, View.AP: View.AP, View.LL: View.RL, View.RL: View.LL}


@dataclass(frozen=True)
class PairChange:
    """How much larger the patient is, and whether mirrored."""

    scale: float
    is_mirrored: bool


def draw_change(config: AugmentConfig, random: np.random.Generator) -> PairChange:
    """A random change within the ranges for patients with a CT; both numbers are drawn whatever the settings."""
    stretch, side = random.uniform(-1, 1), random.uniform()
    return PairChange(float(np.exp(np.log1p(config.stretch) * stretch)), config.mirror and side < 0.5)


def changed(
    frontal_RC: Tensor, lateral_RC: Tensor, geometry: BiplanarGeometry, change: PairChange
) -> tuple[Tensor, Tensor, BiplanarGeometry]:
    """Both line integrals of the changed patient, and the geometry that they are taken in."""
    frontal, lateral = (_enlarged(view, change.scale) for view in geometry.views)
    if change.is_mirrored:
        frontal_RC, frontal, lateral = frontal_RC.flip(1), _mirrored(frontal), _mirrored(lateral)
    same = (frontal, lateral) == geometry.views
    return (
        frontal_RC * change.scale,
        lateral_RC * change.scale,
        geometry if same else BiplanarGeometry(frontal, lateral),
    )


def _enlarged(view: ViewGeometry, scale: float) -> ViewGeometry:
    x_mm, y_mm, z_mm = view.shift_mm
    return replace(
        view,
        sad_mm=view.sad_mm * scale,
        sdd_mm=view.sdd_mm * scale,
        pixel_mm=view.pixel_mm * scale,
        shift_mm=(x_mm * scale, y_mm * scale, z_mm * scale),
    )


def _mirrored(view: ViewGeometry) -> ViewGeometry:
    """The assembly on the other side of the sagittal plane."""
    x_mm, y_mm, z_mm = view.shift_mm
    x_deg, y_deg, z_deg = view.rotation_deg
    other = _SEEN_IN_MIRROR[view.view]
    return replace(view, view=other, shift_mm=(-x_mm, y_mm, z_mm), rotation_deg=(x_deg, -y_deg, -z_deg))
