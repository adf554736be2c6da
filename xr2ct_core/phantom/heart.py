"""The heart: four chambers with their walls, resting on the diaphragm, its apex to the left, forward and down."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.phantom.airways import Airways
from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.shapes import ellipsoid, ellipsoid_box, smooth_min
from xr2ct_core.phantom.space import Canvas, PointMm, Space

_FAR_MM = 60.0


@dataclass(frozen=True)
class Chamber:
    """A chamber of the heart: ellipsoid of its outer wall, the wall's thickness, and whose blood fills it."""

    centre_mm: PointMm
    semi_mm: PointMm
    wall_mm: float
    arterial: bool


@dataclass(frozen=True, eq=False)
class Heart:
    """The heart of one person, between the diaphragm and the fork of the pulmonary trunk."""

    frame: Frame
    tissue: TissueHu

    @cached_property
    def stretch(self) -> float:
        """Height of the heart relative to its width: a deep breath makes it long and narrow."""
        room_mm = Airways(self.frame).carina_mm[2] - 18.0 - self.frame.anatomy.dome_z_mm
        return float(np.clip(room_mm / 84.0, 0.85, 1.25))

    @cached_property
    def centre_mm(self) -> NDArray[np.float64]:
        a = self.frame.anatomy
        z = a.dome_z_mm + 28.0 * a.heart_scale * self.stretch
        middle = 0.54 * self.frame.cage_front.at(z) + 0.46 * (self.frame.spine_y.at(z) - 15.0)
        return np.array([17.0 + 3.0 * a.heart_scale, middle, z])

    @cached_property
    def axes(self) -> NDArray[np.float64]:
        """Rows: the long axis to the apex (left, forward, down), and two across it."""
        dip = np.deg2rad(self.frame.anatomy.heart_axis_deg)
        long = np.array([np.cos(dip) * 0.84, -np.cos(dip) * 0.54, -np.sin(dip)])
        side = np.cross(long, [0.0, 0.0, 1.0])
        side /= np.linalg.norm(side)
        return np.stack([long, side, np.cross(side, long)])

    @cached_property
    def chambers(self) -> tuple[Chamber, ...]:
        """Left and right ventricle, right and left atrium."""
        scale = self.frame.anatomy.heart_scale * np.array([1.0, 1.0, self.stretch])
        centre = self.centre_mm

        def chamber(offset: PointMm, semi: PointMm, wall_mm: float, arterial: bool) -> Chamber:
            x, y, z = (centre + np.array(offset) * scale).tolist()
            across, along, up = (scale * np.array(semi)).tolist()
            return Chamber((x, y, z), (across, along, up), wall_mm, arterial)

        return (
            chamber((25.0, 2.0, -13.0), (52.0, 34.0, 34.0), 10.0, True),
            chamber((8.0, -20.0, -13.0), (50.0, 26.0, 32.0), 4.0, False),
            chamber((-35.0, -5.0, 0.0), (27.0, 29.0, 40.0), 3.0, False),
            chamber((-6.0, 27.0, 14.0), (37.0, 22.0, 26.0), 3.0, True),
        )

    def distance(self, space: Space) -> Tensor:
        """Signed distance to the pericardium."""
        heart = torch.full(space.shape, _FAR_MM, device=space.device)
        for chamber in self.chambers:
            region = space.crop(*ellipsoid_box(chamber.centre_mm, chamber.semi_mm, _FAR_MM / 2))
            if 0 in region.shape:
                continue
            shape = ellipsoid(region, chamber.centre_mm, chamber.semi_mm, self._axes(chamber))
            heart[region.box] = smooth_min(heart[region.box], shape, 18.0)
        return heart

    def distance_at(self, cloud: Space) -> Tensor:
        """Signed distance to the pericardium at scattered points."""
        shapes = [ellipsoid(cloud, c.centre_mm, c.semi_mm, self._axes(c)) for c in self.chambers]
        nearest = shapes[0]
        for shape in shapes[1:]:
            nearest = smooth_min(nearest, shape, 18.0)
        return nearest

    def _axes(self, chamber: Chamber) -> NDArray[np.float64] | None:
        return self.axes if chamber in self.chambers[:2] else None

    def paint(self, canvas: Canvas, heart: Tensor, above_diaphragm: Tensor) -> None:
        """Paint walls and blood; `heart` and `above_diaphragm` are distances on the whole grid."""
        tissue, space = self.tissue, canvas.space
        canvas.fill(space, torch.maximum(heart, above_diaphragm + 2.0), tissue.myocardium)
        for chamber in self.chambers:
            wall = chamber.wall_mm
            blood = tissue.blood_arterial if chamber.arterial else tissue.blood_venous
            region = space.crop(*ellipsoid_box(chamber.centre_mm, chamber.semi_mm))
            if 0 in region.shape:
                continue
            x, y, z = chamber.semi_mm
            shape = ellipsoid(region, chamber.centre_mm, (x - wall, y - wall, z - wall), self._axes(chamber))
            canvas.fill(region, torch.maximum(shape, above_diaphragm[region.box] + 2.0 + wall), blood)
