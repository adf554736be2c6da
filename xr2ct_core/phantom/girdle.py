"""The shoulder girdle, arms raised beside the head: clavicles, scapulae and the heads of the humeri."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.bone import paint_bone_shape, paint_bone_tubes
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.shapes import ellipsoid, ellipsoid_box
from xr2ct_core.phantom.space import Canvas, PointMm
from xr2ct_core.phantom.tubes import Tubes, tube_occupancy


@dataclass(frozen=True, eq=False)
class Girdle:
    """Landmarks of the left shoulder; the right one is its mirror image."""

    frame: Frame
    tissue: TissueHu

    @property
    def shoulder_mm(self) -> PointMm:
        """Centre of the left humeral head."""
        frame, a = self.frame, self.frame.anatomy
        y = frame.cage_back.at(a.apex_z_mm) - 38.0
        return a.cage_half_width_mm + 42.0, y, frame.height(38.0) + 26.0 * a.shoulder_raise

    def paint_muscle(self, canvas: Canvas, body: Tensor) -> None:
        """Paint the muscle that wraps the shoulder blades, kept inside the skin and fat of the body."""
        blade = Tubes.join([self._blade().grown(9.0), self._scapula_rods().grown(6.0), self._clavicle().grown(4.0)])
        region, occupancy = tube_occupancy(canvas.space, Tubes.join([blade, blade.mirrored()]))
        inside = region.occupancy(body[region.box] + 2.0 + 0.45 * self.frame.anatomy.fat_mm)
        canvas.paint(region, torch.minimum(occupancy, inside), self.tissue.muscle)

    def paint(self, canvas: Canvas, bone: Tensor) -> None:
        """Paint all bones of the girdle and add them to the occupancy of bone."""
        left = [self._clavicle(), self._scapula_rods(), self._humerus()]
        tubes = Tubes.join(left + [part.mirrored() for part in left])
        blade = self._blade()
        paint_bone_tubes(canvas, bone, Tubes.join([blade, blade.mirrored()]), self.tissue, cortex_mm=1.2)
        paint_bone_tubes(canvas, bone, tubes, self.tissue, cortex_mm=1.2)
        x, y, z = self.shoulder_mm
        for centre in ((x, y, z), (-x, y, z)):
            low, high = ellipsoid_box(centre, (23.0, 23.0, 23.0))
            region = canvas.space.crop(low, high)
            if 0 in region.shape:
                continue
            head = ellipsoid(region, centre, (22.5, 22.5, 23.5))
            paint_bone_shape(canvas, bone, region, head, self.tissue, cortex_mm=1.3)

    def _acromion_mm(self) -> PointMm:
        x, y, z = self.shoulder_mm
        return x - 6.0, y + 14.0, z + 27.0

    def _clavicle(self) -> Tubes:
        frame = self.frame
        z = frame.height(33.0)
        y = frame.cage_front.at(z)
        end_x, end_y, end_z = self._acromion_mm()
        points = [
            (23.0, y - 7.0, z),
            (52.0, y - 6.0, z + 0.22 * (end_z - z)),
            (0.62 * end_x, y + 0.42 * (end_y - y), z + 0.66 * (end_z - z)),
            (end_x - 12.0, end_y - 16.0, end_z - 1.0),
        ]
        return Tubes.curve(points, [8.0, 6.0, 5.6, 6.5], step_mm=5.0)

    def _scapula_rods(self) -> Tubes:
        """Spine with acromion, coracoid and the neck below the socket."""
        x, y, z = self.shoulder_mm
        upper, _, _ = self._blade_corners()
        acromion = self._acromion_mm()
        root = 0.75 * upper + 0.25 * np.array([x, y, z]) + np.array([0.0, 6.0, -12.0])
        middle = 0.5 * root + 0.5 * np.asarray(acromion) + np.array([0.0, 14.0, -2.0])
        return Tubes.join(
            [
                Tubes.curve([root, middle, acromion], [3.2, 4.5, 6.0], step_mm=5.0),
                Tubes.curve(
                    [(x - 30.0, y - 2.0, z + 8.0), (x - 27.0, y - 24.0, z + 16.0), (x - 14.0, y - 34.0, z + 8.0)], 5.0
                ),
                Tubes.curve([(x - 42.0, y + 10.0, z - 4.0), (x - 27.0, y + 3.0, z)], [7.0, 14.0]),
            ]
        )

    def _humerus(self) -> Tubes:
        x, y, z = self.shoulder_mm
        raised = self.frame.anatomy.shoulder_raise
        return Tubes.curve([(x + 6.0, y, z + 8.0), (x + 90.0, y - 15.0, z + 40.0 + 120.0 * raised)], [17.0, 11.0])

    def _blade_corners(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Upper medial angle, lower angle and socket."""
        frame, a = self.frame, self.frame.anatomy
        upper = np.array(frame.cage_point(np.deg2rad(36.0 + 8.0 * a.shoulder_raise), frame.height(28.0), 24.0))
        lower = np.array(frame.cage_point(np.deg2rad(50.0 + 16.0 * a.shoulder_raise), frame.height(150.0), 19.0))
        x, y, z = self.shoulder_mm
        return upper, lower, np.array([x - 30.0, y + 6.0, z - 2.0])

    def _blade(self) -> Tubes:
        """The thin curved plate behind the ribs, as a sheet of short tubes, thicker along its outer border."""
        frame = self.frame
        upper, lower, socket = self._blade_corners()
        rows, parts = 56, []
        for row in range(rows + 1):
            share = row / rows
            medial = (1 - share) * upper + share * lower
            lateral = (1 - share) * socket + share * lower
            count = max(2, int(np.linalg.norm(lateral - medial) / 8.0) + 1)
            line = medial + np.linspace(0.0, 1.0, count)[:, None] * (lateral - medial)
            line = np.array([self._outside_cage(frame, point) for point in line])
            radius = np.full(count - 1, 1.8)
            radius[-1] = 4.2 if share < 0.9 else 3.0
            radius[0] = 2.4
            parts.append(Tubes.segments(line[:-1], line[1:], radius))
        return Tubes.join(parts)

    @staticmethod
    def _outside_cage(frame: Frame, point: NDArray[np.float64]) -> NDArray[np.float64]:
        """The point, moved outwards if it would cut into the ribs."""
        z = float(point[2])
        front, back = frame.cage_front.at(z), frame.cage_back.at(z)
        y0 = (front + back) / 2.0
        angle = float(np.arctan2(point[0] / frame.cage_half_width.at(z), (point[1] - y0) / ((back - front) / 2.0)))
        near = np.array(frame.cage_point(angle, z, 17.0))
        inside = np.hypot(point[0], point[1] - y0) < np.hypot(near[0], near[1] - y0)
        return near if inside else point
