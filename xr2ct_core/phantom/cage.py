"""The thoracic frame of one person: spine curve, rib cage surface, lung apices and diaphragm.

Everything else is placed relative to this frame. The cage surface is the inner (pleural) face of the chest wall.
Heights and lengths in world millimetres; the body's front and back are centred on y = 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.phantom.anatomy import Anatomy
from xr2ct_core.phantom.shapes import Profile, smooth_max, superellipse
from xr2ct_core.phantom.space import Space

CAGE_EXPONENT = 2.35
#: From the centres of the vertebrae to the skin of the back, without fat.
SKIN_BEHIND_SPINE_MM = 60.0
_WIDTH_BY_DEPTH = (  # depth below the lung apex in mm, share of the greatest half width
    (-60, 0.22), (-20, 0.27), (0, 0.38), (8, 0.50), (18, 0.63), (30, 0.74), (50, 0.84), (80, 0.92), (120, 0.975),
    (160, 1.0), (200, 1.0), (250, 0.97), (320, 0.90),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Frame:
    """Curves and surfaces on which organs are placed."""

    anatomy: Anatomy

    def height(self, below_apex_mm: float) -> float:
        """World z of a point given by its depth below the lung apex in a person of middle height."""
        return self.anatomy.apex_z_mm - below_apex_mm * self.anatomy.height_scale

    @cached_property
    def _back_offset_mm(self) -> float:
        """Shift that centres the body's front and back on y = 0."""
        a = self.anatomy
        front = 22.0 - a.cage_depth_mm - 12.0 - 11.0 * a.muscle_scale - 0.8 * a.fat_mm
        back = SKIN_BEHIND_SPINE_MM + 0.9 * a.fat_mm
        return -(front + back) / 2.0

    @cached_property
    def spine_y(self) -> Profile:
        """y of the centres of the vertebral bodies."""
        a, y = self.anatomy, self._back_offset_mm
        upper, lower = a.kyphosis_upper_mm, a.kyphosis_lower_mm
        depths = (-70, -30, 0, 45, 90, 130, 165, 210, 260, 320)
        bend = (-1.10 * upper, -1.06 * upper, -0.86 * upper, -0.40 * upper, -0.08 * upper, 0, 0,
                -0.28 * lower, -0.8 * lower, -1.3 * lower)  # fmt: skip
        return Profile([self.height(d) for d in depths], [y + b for b in bend])

    @cached_property
    def spine_x(self) -> Profile:
        """x of the vertebral bodies: a slight scoliosis."""
        depths = np.arange(-70, 330, 20)
        return Profile(
            [self.height(float(d)) for d in depths],
            (self.anatomy.scoliosis_mm * np.sin(2 * np.pi * depths / 260.0)).tolist(),
        )

    @cached_property
    def cage_half_width(self) -> Profile:
        a = self.anatomy
        depths, shares = zip(*_WIDTH_BY_DEPTH, strict=True)
        return Profile([self.height(d) for d in depths], [s * a.cage_half_width_mm for s in shares])

    @cached_property
    def cage_front(self) -> Profile:
        """y of the inner face of the sternum and the anterior wall."""
        a = self.anatomy
        front = self._back_offset_mm + 22.0 - a.cage_depth_mm
        depths = (-40, 0, 28, 70, 120, 160, 210, 300)
        slope = (1.75, 1.4, 1.0, 0.52, 0.14, 0.0, 0.02, 0.2)
        return Profile([self.height(d) for d in depths], [front + s * a.sternum_slope_mm for s in slope])

    @cached_property
    def cage_back(self) -> Profile:
        """y of the deepest point of the paravertebral gutters."""
        heights, spine = self.spine_y.table
        top, low = self.height(-10.0), self.height(60.0)
        beyond = np.interp(heights, [low, top], [22.0, 12.0])
        return Profile(heights[::10].tolist(), (spine + beyond)[::10].tolist())

    def cage_distance(self, space: Space) -> Tensor:
        """Signed distance to the inner surface of the chest wall."""
        front, back = self.cage_front(space.z), self.cage_back(space.z)
        half_depth = (back - front) / 2.0
        return superellipse(
            space.x, space.y - (front + back) / 2.0, self.cage_half_width(space.z), half_depth, CAGE_EXPONENT
        )

    def cage_point(self, angle: float, z_mm: float, outside_mm: float) -> tuple[float, float, float]:
        """Point on the left side of the cage, `outside_mm` off its inner face.

        `angle` in radians from the back (0) by the left side (pi / 2) to the front (pi).
        """
        front, back = self.cage_front.at(z_mm), self.cage_back.at(z_mm)
        power = 2.0 / CAGE_EXPONENT
        sine, cosine = np.sin(angle), np.cos(angle)
        x = (self.cage_half_width.at(z_mm) + outside_mm) * abs(sine) ** power
        half_depth = (back - front) / 2.0 + outside_mm
        y = (front + back) / 2.0 + np.sign(cosine) * half_depth * abs(cosine) ** power
        return float(x), float(y), z_mm

    def apex_distance(self, space: Space) -> Tensor:
        """Signed distance below the two domed lung apices."""
        a = self.anatomy
        x0, y0 = 0.36 * a.cage_half_width_mm, self.cage_back.at(a.apex_z_mm) - 42.0
        across = (space.x.abs() - x0) / 42.0
        along = (space.y - y0) / 52.0
        top = a.apex_z_mm - 20.0 * (across * across + along * along)
        slope = torch.sqrt(1.0 + (40.0 * across / 42.0) ** 2 + (40.0 * along / 52.0) ** 2)
        return (space.z - top) / slope

    def diaphragm_z(self, space: Space) -> Tensor:
        """z of the upper face of the diaphragm over (y, x): two domes, the right one higher, lowest at the back."""
        a = self.anatomy
        right = self._dome(space, -0.49 * a.cage_half_width_mm, a.dome_z_mm)
        left = self._dome(space, 0.50 * a.cage_half_width_mm, a.dome_z_mm - a.dome_left_lower_mm)
        return torch.lerp(right, left, torch.sigmoid(space.x / 7.0))

    def _dome(self, space: Space, centre_x_mm: float, top_mm: float) -> Tensor:
        a = self.anatomy
        side = 1.0 if centre_x_mm > 0 else -1.0
        front, back = self.cage_front.at(top_mm), self.cage_back.at(top_mm)
        centre_y = (front + back) / 2.0 - 6.0
        across = side * (space.x - centre_x_mm) / (0.51 * a.cage_half_width_mm)
        along = (space.y - centre_y) / ((back - front) / 2.0)
        outward, inward = across.clamp(min=0.0), (-across).clamp(min=0.0)
        behind, ahead = along.clamp(min=0.0), (-along).clamp(min=0.0)
        roundness = (across**2 + along**2 + 1e-6) ** 0.2
        drop = (46.0 * outward**2 + 12.0 * inward**2 + 60.0 * behind**2 + 24.0 * ahead**2) * roundness
        return top_mm - a.dome_height * drop

    def above_diaphragm_distance(self, space: Space) -> Tensor:
        """Signed distance to the space above the diaphragm."""
        return (self.diaphragm_z(space) - space.z) * 0.8

    def pleural_distance(self, space: Space, cage: Tensor) -> Tensor:
        """Signed distance to what both lungs and the mediastinum share: inside the cage, above the diaphragm."""
        roof = smooth_max(cage, self.apex_distance(space), 8.0)
        return smooth_max(roof, self.above_diaphragm_distance(space) + 3.0, 4.0)
