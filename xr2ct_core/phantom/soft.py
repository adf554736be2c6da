"""The body's outline, its fat, its muscles and the breasts."""

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.cage import SKIN_BEHIND_SPINE_MM, Frame
from xr2ct_core.phantom.shapes import Profile, ellipsoid, ellipsoid_box, smooth_max, smooth_min, superellipse
from xr2ct_core.phantom.space import Canvas, PointMm, Space
from xr2ct_core.phantom.tubes import Tubes, wide_tube_distance

_SKIN_MM = 1.8
_SKIN_HU = 10.0


@dataclass(frozen=True, eq=False)
class SoftBody:
    """Outline and wall of the trunk; `shoulder_mm` is the left shoulder joint."""

    frame: Frame
    tissue: TissueHu
    shoulder_mm: PointMm

    def paint(self, canvas: Canvas, cage: Tensor) -> Tensor:
        """Paint skin, fat and muscle; return the signed distance of the whole body."""
        space, a = canvas.space, self.frame.anatomy
        limb = self._limb_distance(space)
        body = smooth_min(self._trunk_distance(space), limb, 30.0)
        body = self._with_breasts(space, body)
        canvas.fill(space, body, _SKIN_HU)
        canvas.fill(space, body + _SKIN_MM, self.tissue.fat)
        wall = smooth_min(cage - self._muscle_mm(space), limb + 5.0 + 0.7 * a.fat_mm, 6.0)
        wall = smooth_min(wall, self._erector_distance(space), 6.0)
        muscle = torch.maximum(wall, body + _SKIN_MM + 0.45 * a.fat_mm)
        canvas.fill(space, muscle, self.tissue.muscle)
        self._paint_glands(canvas, cage)
        return body

    @cached_property
    def _half_width(self) -> Profile:
        frame, a = self.frame, self.frame.anatomy
        wall = 9.0 + 9.0 * a.muscle_scale + 0.95 * a.fat_mm
        broad = a.cage_half_width_mm + wall
        knots = [(-75, 58.0), (-45, 60.0), (-22, 72.0), (0, 0.72 * broad), (25, 0.92 * broad), (60, broad)]
        knots += [(110, broad), (170, 1.0 * broad), (230, 0.985 * broad), (320, 0.96 * broad)]
        return Profile([frame.height(d) for d, _ in knots], [w for _, w in knots])

    def _trunk_distance(self, space: Space) -> Tensor:
        frame, a = self.frame, self.frame.anatomy
        front = frame.cage_front(space.z) - 12.0 - 11.0 * a.muscle_scale - 0.8 * a.fat_mm
        back = frame.spine_y(space.z) + SKIN_BEHIND_SPINE_MM + 0.9 * a.fat_mm
        groove = 3.5 * torch.exp(-((space.x / 16.0) ** 2))
        y = space.y - (front + back) / 2.0
        y = y + groove * torch.sigmoid(y / 20.0) * a.muscle_scale
        return superellipse(space.x, y, self._half_width(space.z), (back - front) / 2.0, 2.6)

    def _limb_distance(self, space: Space) -> Tensor:
        """Shoulders and raised arms."""
        x, y, z = self.shoulder_mm
        a = self.frame.anatomy
        bulk = 0.5 * a.fat_mm + 7.0 * a.muscle_scale
        arm = Tubes.curve(
            [
                (x - 75.0, y + 12.0, z - 26.0),
                (x - 20.0, y + 4.0, z - 6.0),
                (x + 100.0, y - 15.0, z + 45.0 + 120.0 * a.shoulder_raise),
            ],
            [38.0 + bulk, 44.0 + bulk, 38.0 + bulk],
            step_mm=20.0,
        )
        return wide_tube_distance(space, Tubes.join([arm, arm.mirrored()]), 40.0)

    def _muscle_mm(self, space: Space) -> Tensor:
        """Thickness of the wall outside the pleura: ribs, intercostals and what lies on them."""
        frame, a = self.frame, self.frame.anatomy
        front, back = frame.cage_front(space.z), frame.cage_back(space.z)
        ahead = (space.y - (front + back) / 2.0) / ((back - front) / 2.0)
        top_mm, low_mm = frame.height(18.0), frame.height(135.0)
        at_chest = torch.sigmoid((top_mm - space.z) / 6.0) * torch.sigmoid((space.z - low_mm) / 9.0)
        off_midline = 1.0 - torch.exp(-((space.x / 26.0) ** 2))
        pectoral = 13.0 * torch.sigmoid((-ahead - 0.35) * 8.0) * at_chest * off_midline
        latissimus = 8.5 * torch.sigmoid((ahead + 0.15) * 8.0)
        return 9.0 + a.muscle_scale * (1.5 + pectoral + latissimus)

    def _erector_distance(self, space: Space) -> Tensor:
        """The two columns of back muscle beside the spinous processes."""
        y = space.y - self.frame.spine_y(space.z) - 37.0
        half = 18.0 + 4.0 * self.frame.anatomy.muscle_scale
        return superellipse(space.x.abs() - 26.0, y, 27.0, half, 2.2)

    def paint_neck(self, canvas: Canvas) -> None:
        """Paint the muscles of the neck, which reach down behind the manubrium."""
        frame = self.frame
        low = frame.height(22.0)
        region = canvas.space.crop((-80.0, -200.0, low - 12.0), (80.0, 200.0, 400.0))
        if 0 in region.shape:
            return
        widening = 1.0 + 0.3 * ((region.z - low) / 60.0).clamp(0.0, 1.0)
        y = region.y - frame.spine_y(region.z) + 16.0
        neck = superellipse(region.x, y, 34.0 * widening, 36.0, 2.3)
        canvas.fill(region, smooth_max(neck, low - region.z, 12.0), self.tissue.muscle - 10.0)

    def _breast_centres(self) -> list[PointMm]:
        frame, a = self.frame, self.frame.anatomy
        z = frame.height(128.0)
        x = 0.6 * a.cage_half_width_mm
        y = frame.cage_front.at(z) - 4.0 - 0.5 * a.fat_mm
        return [(x, y, z), (-x, y, z)]

    def _with_breasts(self, space: Space, body: Tensor) -> Tensor:
        scale = self.frame.anatomy.breast_scale
        for centre in self._breast_centres() if scale else ():
            semi = (54.0 * scale**0.5, 29.0 * scale, 50.0 * scale**0.5)
            region = space.crop(*ellipsoid_box(centre, semi, 30.0))
            body[region.box] = smooth_min(body[region.box], ellipsoid(region, centre, semi), 22.0)
        return body

    def _paint_glands(self, canvas: Canvas, cage: Tensor) -> None:
        scale = self.frame.anatomy.breast_scale
        for x, y, z in self._breast_centres() if scale else ():
            centre, semi = (x, y - 14.0 * scale, z - 4.0), (24.0 * scale**0.5, 12.0 * scale, 22.0 * scale**0.5)
            region = canvas.space.crop(*ellipsoid_box(centre, semi))
            outside = -cage[region.box] + 16.0
            canvas.fill(region, torch.maximum(ellipsoid(region, centre, semi), outside), 5.0)
