"""What lies under the diaphragm: liver, spleen, stomach with its gas, kidneys, bowel, psoas."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.shapes import ellipsoid, ellipsoid_box, smooth_max, smooth_min
from xr2ct_core.phantom.space import Canvas, PointMm, Space

_DIAPHRAGM_MM = 2.5


@dataclass(frozen=True, eq=False)
class Abdomen:
    """Organs below the domes."""

    frame: Frame
    tissue: TissueHu

    @property
    def liver_centre_mm(self) -> PointMm:
        a = self.frame.anatomy
        z = a.dome_z_mm - 72.0
        return -0.48 * a.cage_half_width_mm, self._middle_y(z) + 2.0, z

    def paint(self, canvas: Canvas, cage: Tensor) -> None:
        """Paint the diaphragm and the organs in contact with it."""
        a = self.frame.anatomy
        top_mm = a.dome_z_mm + 8.0
        region = canvas.space.crop((-200.0, -200.0, -200.0), (200.0, 200.0, top_mm))
        if 0 in region.shape:
            return
        under = -self.frame.above_diaphragm_distance(region)
        cavity = smooth_max(cage[region.box] + 2.0, under, 4.0)
        inner = smooth_max(cage[region.box] + 6.0, under + _DIAPHRAGM_MM, 6.0)
        canvas.fill(region, cavity, self.tissue.muscle)
        canvas.fill(region, inner, self.tissue.fat)
        self._bowel(canvas, region, inner)
        self._liver(canvas, region, inner)
        self._left_side(canvas, region, inner)

    def _middle_y(self, z_mm: float) -> float:
        return (self.frame.cage_front.at(z_mm) + self.frame.cage_back.at(z_mm)) / 2.0

    def _liver(self, canvas: Canvas, region: Space, inner: Tensor) -> None:
        a = self.frame.anatomy
        right = ellipsoid(region, self.liver_centre_mm, (0.62 * a.cage_half_width_mm, 92.0, 96.0))
        z = a.dome_z_mm - 44.0
        left = ellipsoid(region, (8.0, self._middle_y(z) - 40.0, z), (74.0, 44.0, 34.0))
        canvas.fill(region, smooth_max(inner, smooth_min(right, left, 25.0), 5.0), self.tissue.liver)

    def _left_side(self, canvas: Canvas, region: Space, inner: Tensor) -> None:
        a = self.frame.anatomy
        dome = a.dome_z_mm - a.dome_left_lower_mm
        half, y = a.cage_half_width_mm, self._middle_y(dome - 30.0)
        rng = np.random.default_rng([a.seed, 4])
        stomach = (0.42 * half, y - 12.0, dome - 46.0 + float(rng.uniform(-4, 4)))
        for centre, semi, hu in (
            (stomach, (46.0, 52.0, 44.0), self.tissue.muscle),
            (stomach, (41.0, 47.0, 39.0), 30.0),
            ((0.78 * half, y + 48.0, dome - 42.0), (30.0, 44.0, 52.0), self.tissue.spleen),
            ((-52.0, self.frame.spine_y.at(dome - 95.0) + 14.0, dome - 118.0), (27.0, 24.0, 52.0), self.tissue.spleen),
            ((52.0, self.frame.spine_y.at(dome - 95.0) + 14.0, dome - 100.0), (27.0, 24.0, 52.0), self.tissue.spleen),
        ):
            self._organ(canvas, region, inner, centre, semi, hu)
        self._gas(canvas, region, inner, stomach)

    def _gas(self, canvas: Canvas, region: Space, inner: Tensor, stomach: PointMm) -> None:
        """Gas collects in the front and upper part of the stomach, in a few bubbles run together."""
        a = self.frame.anatomy
        rng = np.random.default_rng([a.seed, 8])
        lumen = torch.maximum(ellipsoid(region, stomach, (40.0, 46.0, 38.0)), inner + 5.0)
        bubbles = torch.full_like(lumen, 50.0)
        for _ in range(4):
            x, y, z = (np.array(stomach) + rng.uniform((-20, -34, -6), (20, 4, 24))).tolist()
            across, along, up = (a.gas_mm * rng.uniform((0.4, 0.4, 0.3), (0.9, 0.9, 0.65))).tolist()
            bubbles = smooth_min(bubbles, ellipsoid(region, (x, y, z), (across, along, up)), 6.0)
        canvas.fill(region, smooth_max(lumen, bubbles, 5.0), -985.0)

    def _bowel(self, canvas: Canvas, region: Space, inner: Tensor) -> None:
        """A few loops of bowel, some with gas, low in front."""
        a = self.frame.anatomy
        rng = np.random.default_rng([a.seed, 5])
        for _ in range(9):
            z = a.dome_z_mm - float(rng.uniform(75.0, 150.0))
            centre = (float(rng.uniform(-20.0, 95.0)), self._middle_y(z) + float(rng.uniform(-70.0, 10.0)), z)
            semi = (float(rng.uniform(14, 26)), float(rng.uniform(13, 20)), float(rng.uniform(12, 20)))
            self._organ(canvas, region, inner, centre, semi, self.tissue.muscle - 15.0)
            if rng.random() < 0.35:
                self._organ(canvas, region, inner, centre, (semi[0] - 6, semi[1] - 6, semi[2] - 6), -850.0)

    def _organ(self, canvas: Canvas, region: Space, inner: Tensor, centre: PointMm, semi: PointMm, hu: float) -> None:
        near = region.crop(*ellipsoid_box(centre, semi))
        if 0 not in near.shape:
            canvas.fill(near, torch.maximum(ellipsoid(near, centre, semi), inner[near.within(region)]), hu)
