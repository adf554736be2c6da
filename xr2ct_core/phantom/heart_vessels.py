"""Heart, great vessels, airways and oesophagus: the middle of the chest.

Placed on landmarks: the heart rests on the diaphragm left of the midline, the aortic arch and the carina hang from
the level of the lung apices, so a deep breath stretches what lies between.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.shapes import ellipsoid, ellipsoid_box, smooth_min
from xr2ct_core.phantom.space import Canvas, PointMm, Space
from xr2ct_core.phantom.tubes import Tubes, tube_occupancy, wide_tube_distance

_FAR_MM = 60.0


@dataclass(frozen=True)
class Chamber:
    """A chamber of the heart: ellipsoid of its outer wall, the wall's thickness, and whose blood fills it."""

    centre_mm: PointMm
    semi_mm: PointMm
    wall_mm: float
    arterial: bool


@dataclass(frozen=True, eq=False)
class Mediastinum:
    """Landmarks and organs between the lungs."""

    frame: Frame
    tissue: TissueHu

    @cached_property
    def heart_stretch(self) -> float:
        """Height of the heart relative to its width: a deep breath makes it long and narrow."""
        room_mm = self.carina_mm[2] - 18.0 - self.frame.anatomy.dome_z_mm
        return float(np.clip(room_mm / 84.0, 0.85, 1.25))

    @cached_property
    def heart_centre_mm(self) -> NDArray[np.float64]:
        a = self.frame.anatomy
        z = a.dome_z_mm + 28.0 * a.heart_scale * self.heart_stretch
        middle = 0.54 * self.frame.cage_front.at(z) + 0.46 * (self.frame.spine_y.at(z) - 15.0)
        return np.array([17.0 + 3.0 * a.heart_scale, middle, z])

    @cached_property
    def carina_mm(self) -> NDArray[np.float64]:
        z = self.frame.height(82.0) + 0.3 * (self.frame.anatomy.dome_z_mm + 45.0)
        return np.array([2.0, self.frame.spine_y.at(z) - 33.0, z])

    @cached_property
    def heart_axes(self) -> NDArray[np.float64]:
        """Rows: the long axis to the apex (left, forward, down), and two across it."""
        dip = np.deg2rad(self.frame.anatomy.heart_axis_deg)
        long = np.array([np.cos(dip) * 0.84, -np.cos(dip) * 0.54, -np.sin(dip)])
        side = np.cross(long, [0.0, 0.0, 1.0])
        side /= np.linalg.norm(side)
        return np.stack([long, side, np.cross(side, long)])

    @cached_property
    def chambers(self) -> tuple[Chamber, ...]:
        """Left and right ventricle, right and left atrium."""
        scale = self.frame.anatomy.heart_scale * np.array([1.0, 1.0, self.heart_stretch])
        centre = self.heart_centre_mm

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

    def heart_distance(self, space: Space) -> Tensor:
        """Signed distance to the pericardium."""
        heart = torch.full(space.shape, _FAR_MM, device=space.device)
        for chamber in self.chambers:
            region = space.crop(*ellipsoid_box(chamber.centre_mm, chamber.semi_mm, _FAR_MM / 2))
            if 0 in region.shape:
                continue
            shape = ellipsoid(region, chamber.centre_mm, chamber.semi_mm, self._axes(chamber))
            heart[region.box] = smooth_min(heart[region.box], shape, 18.0)
        return heart

    def heart_distance_at(self, cloud: Space) -> Tensor:
        """Signed distance to the pericardium at scattered points."""
        shapes = [ellipsoid(cloud, c.centre_mm, c.semi_mm, self._axes(c)) for c in self.chambers]
        nearest = shapes[0]
        for shape in shapes[1:]:
            nearest = smooth_min(nearest, shape, 18.0)
        return nearest

    def _axes(self, chamber: Chamber) -> NDArray[np.float64] | None:
        return self.heart_axes if chamber in self.chambers[:2] else None

    # vessels -------------------------------------------------------------------------------------------------------

    @cached_property
    def aorta(self) -> Tubes:
        """Root, ascending aorta, arch and descending aorta."""
        frame, scale = self.frame, self.frame.anatomy.aorta_scale
        root = self.heart_centre_mm + np.array([-12.0, -4.0, 20.0]) * frame.anatomy.heart_scale
        top = frame.height(52.0)
        arch_back = frame.spine_y.at(top - 20.0) - 12.0
        front_y = 0.55 * root[1] + 0.45 * (arch_back - 58.0)
        points: list[ArrayLike] = [
            root,
            (-17.0, front_y - 2.0, 0.5 * root[2] + 0.5 * (top - 28.0)),
            (-13.0, front_y + 2.0, top - 26.0),
            (1.0, 0.6 * front_y + 0.4 * arch_back, top - 10.0),
            (23.0, 0.25 * front_y + 0.75 * arch_back, top - 13.0),
            (28.0, arch_back + 1.0, top - 34.0),
        ]
        radii = [16.5, 16.0, 15.5, 14.5, 13.5, 12.5]
        low = min(frame.anatomy.dome_z_mm - 20.0, top - 120.0)
        for z in np.linspace(top - 60.0, low, 5):
            share = (top - 60.0 - z) / (top - 60.0 - low)
            points.append((27.0 - 13.0 * share, frame.spine_y.at(z) - 11.0 - 13.0 * share, z))
            radii.append(12.3 - 1.3 * share)
        points.append((8.0, frame.spine_y.at(-170.0) - 26.0, -170.0))
        radii.append(9.5)
        return Tubes.curve(points, [scale * r for r in radii], step_mm=6.0)

    @cached_property
    def neck_arteries(self) -> Tubes:
        """Brachiocephalic, left carotid and left subclavian artery."""
        frame, top = self.frame, self.frame.height(52.0)
        y = self.frame.spine_y.at(top) - 38.0
        high = frame.height(-50.0)
        neck_y = frame.spine_y.at(high) - 26.0
        x = 0.6 * frame.anatomy.cage_half_width_mm
        vessels = [
            Tubes.curve(
                [(-6.0, y - 8.0, top - 10.0), (-16.0, y - 4.0, top + 18.0), (-26.0, neck_y, high)], [6.5, 5.5, 4.0]
            ),
            Tubes.curve([(5.0, y, top - 8.0), (14.0, y + 4.0, top + 20.0), (26.0, neck_y, high)], [4.5, 4.2, 4.0]),
            Tubes.curve(
                [
                    (16.0, y + 12.0, top - 10.0),
                    (26.0, y + 18.0, top + 25.0),
                    (48.0, y + 8.0, top + 52.0),
                    (x, y + 4.0, top + 40.0),
                ],
                [5.0, 4.8, 4.5, 4.0],
            ),
            Tubes.curve(
                [(-18.0, y, top + 22.0), (-40.0, y + 8.0, top + 48.0), (-x, y + 4.0, top + 40.0)], [4.8, 4.5, 4.0]
            ),
        ]
        return Tubes.join(vessels)

    @cached_property
    def veins(self) -> Tubes:
        """Superior vena cava with its two tributaries, and the inferior vena cava."""
        frame, top = self.frame, self.frame.height(40.0)
        heart = self.heart_centre_mm
        y = self.frame.spine_y.at(top) - 50.0
        atrium = np.array(self.chambers[2].centre_mm)
        dome = frame.anatomy.dome_z_mm
        cava = [(-25.0, y + 2.0, top), (-27.0, y, top - 35.0), (atrium[0] + 6.0, heart[1] - 2.0, atrium[2] + 26.0)]
        jugular_z = frame.height(-50.0)
        jugular_y = frame.spine_y.at(jugular_z) - 32.0
        return Tubes.join(
            [
                Tubes.curve(cava, [8.5, 9.5, 10.0]),
                Tubes.curve(
                    [(-25.0, y + 2.0, top), (-34.0, y, top + 25.0), (-36.0, jugular_y, jugular_z)], [7.5, 6.5, 5.5]
                ),
                Tubes.curve(
                    [
                        (-25.0, y + 2.0, top),
                        (6.0, y - 9.0, top + 8.0),
                        (34.0, y - 2.0, top + 24.0),
                        (36.0, jugular_y, jugular_z),
                    ],
                    [7.0, 6.5, 6.5, 5.5],
                ),
                Tubes.curve(
                    [
                        (atrium[0] + 6.0, atrium[1] + 12.0, atrium[2] - 20.0),
                        (-25.0, heart[1] + 20.0, dome - 18.0),
                        (-20.0, frame.spine_y.at(dome - 70.0) - 26.0, dome - 70.0),
                    ],
                    [11.0, 11.0, 10.5],
                ),
            ]
        )

    @cached_property
    def pulmonary_arteries(self) -> Tubes:
        """Trunk and the left and right artery to the hila; the left one arches over its bronchus, higher."""
        heart, carina, scale = self.heart_centre_mm, self.carina_mm, self.frame.anatomy.vessel_scale
        outflow = heart + np.array([6.0, -24.0, 16.0]) * self.frame.anatomy.heart_scale
        fork = np.array([16.0, carina[1] - 28.0, carina[2] - 18.0])
        trunk = [outflow, 0.5 * (outflow + fork) + np.array([8.0, -5.0, 2.0]), fork]
        left, right = self.hilum_mm(1), self.hilum_mm(-1)
        return Tubes.join(
            [
                Tubes.curve(trunk, [13.5 * scale, 13.5 * scale, 13.0 * scale]),
                Tubes.curve([fork, (32.0, carina[1] - 12.0, carina[2] - 9.0), left], [12.0, 11.0, 8.5]),
                Tubes.curve(
                    [left, left + np.array([5.0, 12.0, -26.0]), left + np.array([9.0, 15.0, -46.0])], [8.5, 7.5, 6.0]
                ),
                Tubes.curve([fork, (-10.0, carina[1] - 20.0, carina[2] - 26.0), right], [11.5, 10.5, 8.5]),
                Tubes.curve(
                    [right, right + np.array([-5.0, 10.0, -24.0]), right + np.array([-9.0, 14.0, -44.0])],
                    [8.5, 7.5, 6.0],
                ),
            ]
        )

    @cached_property
    def pulmonary_veins(self) -> Tubes:
        """Upper and lower veins of both sides into the left atrium."""
        atrium = np.array(self.chambers[3].centre_mm)
        parts = []
        for side in (1.0, -1.0):
            hilum = self.hilum_mm(int(side))
            wall = atrium + np.array([side * 24.0, 0.0, 6.0])
            parts += [
                Tubes.curve([wall, hilum + np.array([0.0, -13.0, -20.0])], [6.5, 5.0]),
                Tubes.curve(
                    [wall - np.array([0.0, 0.0, 14.0]), hilum + np.array([side * 4.0, 14.0, -46.0])], [7.0, 6.0]
                ),
            ]
        return Tubes.join(parts)

    def hilum_mm(self, side: int) -> NDArray[np.float64]:
        """Where the pulmonary artery enters the lung on the left (1) or right (-1)."""
        x, drop = (45.0, 14.0) if side > 0 else (-45.0, 30.0)
        return np.array([x, self.carina_mm[1] - 2.0, self.carina_mm[2] - drop])

    # airways -------------------------------------------------------------------------------------------------------

    @cached_property
    def airways(self) -> Tubes:
        """Lumen of the trachea and of the main and lobar bronchi."""
        carina, frame = self.carina_mm, self.frame
        top = 172.0
        mid = 0.5 * (top + carina[2])
        trachea = Tubes.curve(
            [(0.0, frame.spine_y.at(top) - 28.0, top), (0.0, frame.spine_y.at(mid) - 27.0, mid), carina],
            [8.5, 8.5, 8.8],
        )
        right = carina + np.array([-33.0, 4.0, -24.0])
        left = carina + np.array([42.0, 7.0, -34.0])
        branches = [
            Tubes.curve([carina, carina + np.array([-16.0, 1.0, -14.0]), right], [7.8, 7.2, 6.3]),
            Tubes.curve([carina, carina + np.array([19.0, 2.0, -18.0]), left], [7.0, 6.6, 5.8]),
            Tubes.curve([carina + np.array([-24.0, 2.0, -17.0]), carina + np.array([-44.0, 0.0, -6.0])], [5.0, 3.6]),
            Tubes.curve([right, right + np.array([-8.0, 6.0, -26.0])], [5.8, 3.8]),
            Tubes.curve([left, left + np.array([9.0, 8.0, -24.0])], [5.2, 3.6]),
            Tubes.curve([left - np.array([6.0, 1.0, -4.0]), left + np.array([14.0, -10.0, 8.0])], [4.8, 3.4]),
        ]
        return Tubes.join([trachea, *branches])

    @cached_property
    def oesophagus(self) -> Tubes:
        """The collapsed oesophagus before the spine."""
        frame, dome = self.frame, self.frame.anatomy.dome_z_mm
        heights = np.linspace(170.0, dome - 5.0, 9)
        points = [(4.0, frame.spine_y.at(z) - 19.0, z) for z in heights]
        return Tubes.curve([*points, (22.0, frame.spine_y.at(dome - 25.0) - 32.0, dome - 25.0)], 6.5, step_mm=8.0)

    # together ------------------------------------------------------------------------------------------------------

    @cached_property
    def great_tubes(self) -> Tubes:
        """All large tubes of the mediastinum."""
        return Tubes.join([self.aorta, self.veins, self.pulmonary_arteries, self.airways, self.oesophagus])

    def great_distance(self, space: Space, reach_mm: float) -> Tensor:
        """Signed distance to all large tubes of the mediastinum, cut off at `reach_mm`."""
        return wide_tube_distance(space, self.great_tubes, reach_mm)

    def paint(self, canvas: Canvas, heart: Tensor, above_diaphragm: Tensor) -> None:
        """Paint heart, vessels, oesophagus and airways; `heart` and `above_diaphragm` are distances on the grid."""
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
        for tubes, hu in (
            (self.oesophagus, tissue.muscle - 10.0),
            (self.veins, tissue.blood_venous),
            (self.pulmonary_veins, tissue.blood_arterial),
            (self.pulmonary_arteries, tissue.blood_pulmonary),
            (self.neck_arteries, tissue.blood_arterial),
            (self.aorta, tissue.blood_arterial),
            (self.airways.grown(1.2), tissue.muscle - 30.0),
            (self.airways, -985.0),
        ):
            region, occupancy = tube_occupancy(space, tubes)
            canvas.paint(region, occupancy, hu)
