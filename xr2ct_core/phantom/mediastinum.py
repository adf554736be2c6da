"""The great vessels, painted together with the heart and the airways between them.

Placed on landmarks: the heart rests on the diaphragm left of the midline, the aortic arch and the carina hang from
the level of the lung apices, so a deep breath stretches what lies between.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from torch import Tensor

from xr2ct_core.phantom.airways import Airways
from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.bone import paint_cored_tubes
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.heart import Heart
from xr2ct_core.phantom.space import Canvas, Space
from xr2ct_core.phantom.tubes import Tubes, tube_occupancy, wide_tube_distance


@dataclass(frozen=True, eq=False)
class Mediastinum:
    """Landmarks and organs between the lungs."""

    frame: Frame
    tissue: TissueHu

    @cached_property
    def heart(self) -> Heart:
        return Heart(self.frame, self.tissue)

    @cached_property
    def airways(self) -> Airways:
        return Airways(self.frame)

    @cached_property
    def aorta(self) -> Tubes:
        """Root, ascending aorta, arch and descending aorta."""
        frame, scale = self.frame, self.frame.anatomy.aorta_scale
        root = self.heart.centre_mm + np.array([-12.0, -4.0, 20.0]) * frame.anatomy.heart_scale
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
        heart = self.heart.centre_mm
        y = self.frame.spine_y.at(top) - 50.0
        atrium = np.array(self.heart.chambers[2].centre_mm)
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
        heart, carina, scale = self.heart.centre_mm, self.airways.carina_mm, self.frame.anatomy.vessel_scale
        outflow = heart + np.array([6.0, -24.0, 16.0]) * self.frame.anatomy.heart_scale
        fork = np.array([16.0, carina[1] - 28.0, carina[2] - 18.0])
        trunk = [outflow, 0.5 * (outflow + fork) + np.array([8.0, -5.0, 2.0]), fork]
        left, right = self.airways.hilum_mm(1), self.airways.hilum_mm(-1)
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
        atrium = np.array(self.heart.chambers[3].centre_mm)
        parts = []
        for side in (1, -1):
            upper, lower = self.airways.vein_gates_mm(side)
            wall = atrium + np.array([side * 24.0, 0.0, 6.0])
            parts += [
                Tubes.curve([wall, upper], [6.5, 5.0]),
                Tubes.curve([wall - np.array([0.0, 0.0, 14.0]), lower], [7.0, 5.5]),
            ]
        return Tubes.join(parts)

    @cached_property
    def great_tubes(self) -> Tubes:
        """All large tubes of the mediastinum."""
        return Tubes.join(
            [self.aorta, self.veins, self.pulmonary_arteries, self.airways.lumen, self.airways.oesophagus]
        )

    def great_distance(self, space: Space, reach_mm: float) -> Tensor:
        """Signed distance to all large tubes of the mediastinum, cut off at `reach_mm`."""
        return wide_tube_distance(space, self.great_tubes, reach_mm)

    def paint(self, canvas: Canvas, heart: Tensor, above_diaphragm: Tensor) -> None:
        """Paint heart, vessels, oesophagus and airways; `heart` and `above_diaphragm` are distances on the grid."""
        tissue, space = self.tissue, canvas.space
        self.heart.paint(canvas, heart, above_diaphragm)
        for tubes, hu in (
            (self.airways.oesophagus, tissue.muscle - 10.0),
            (self.veins, tissue.blood_venous),
            (self.pulmonary_veins, tissue.blood_arterial),
            (self.pulmonary_arteries, tissue.blood_pulmonary),
            (self.neck_arteries, tissue.blood_arterial),
            (self.aorta, tissue.blood_arterial),
        ):
            region, occupancy = tube_occupancy(space, tubes)
            canvas.paint(region, occupancy, hu)
        lumen = self.airways.lumen
        paint_cored_tubes(canvas, lumen.grown(1.2), lumen, tissue.muscle - 30.0, -985.0)
