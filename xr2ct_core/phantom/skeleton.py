"""Ribs with their cartilage, vertebrae with their discs, and the sternum.

A rib runs from its vertebra by the tip of the transverse process round the cage, dropping towards the front as if on
a tilted plane; bones have a cortical shell and a cancellous core.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.bone import paint_bone_shape, paint_bone_tubes
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.shapes import Profile, rounded_box
from xr2ct_core.phantom.space import Canvas
from xr2ct_core.phantom.tubes import Tubes, tube_occupancy

#: Depth below the lung apex of the middle of C5 ... T12, L1 ... L3.
VERTEBRA_DEPTH_MM = (
    -61.0, -45.0, -28.0, -10.0, 8.0, 27.0, 47.0, 67.5, 88.5, 110.0, 132.0, 154.5, 178.0, 202.0, 227.0, 254.0, 283.0,
    314.0,
)  # fmt: skip
FIRST_THORACIC = 3
#: Of ribs 1 to 12: drop from spine to the end of the bone, angle there, depth below the apex of the cartilage's end.
RIB_DROP_MM = (30.0, 50.0, 66.0, 76.0, 84.0, 90.0, 94.0, 92.0, 84.0, 72.0, 52.0, 30.0)
RIB_END_DEG = (150.0, 153.0, 152.0, 150.0, 146.0, 140.0, 133.0, 126.0, 118.0, 108.0, 88.0, 52.0)
CARTILAGE_DEPTH_MM = (40.0, 76.0, 100.0, 120.0, 138.0, 153.0, 163.0)


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Bones on a grid: total occupancy for labels, painted in order on the canvas."""

    frame: Frame
    tissue: TissueHu

    def paint(self, canvas: Canvas) -> Tensor:
        """Paint spine, ribs, cartilage and sternum; return the occupancy of bone on the whole grid."""
        bone = torch.zeros_like(canvas.hu)
        self._paint_spine(canvas, bone)
        self._paint_cartilage(canvas)
        ribs = Tubes.join([self.rib(number, side) for number in range(12) for side in (1, -1)])
        paint_bone_tubes(canvas, bone, ribs, self.tissue, cortex_mm=0.9)
        self._paint_sternum(canvas, bone)
        return bone

    def rib(self, number: int, side: int) -> Tubes:
        """Bony part of rib `number` (0 to 11) on the left (side 1) or right (-1), flat against the cage."""
        points = self.rib_points_mm(number, side)
        if side < 0:
            points = points * np.array([-1.0, 1.0, 1.0])
        points[:3, 0] += self.frame.spine_x.at(float(points[0, 2]))
        middle = (points[1:] + points[:-1]) / 2
        centre = np.stack([0.15 * middle[:, 0], np.full(len(middle), middle[:, 1].mean()), middle[:, 2]], axis=1)
        outward = middle - centre
        outward[:, 2] = 0.35 * np.linalg.norm(outward, axis=1) if number < 2 else 0.0
        along = np.diff(points, axis=0)
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        outward -= (outward * along).sum(1, keepdims=True) * along
        outward /= np.linalg.norm(outward, axis=1, keepdims=True)
        thick = self.frame.anatomy.rib_thickness_mm
        share = np.linspace(0.0, 1.0, len(middle))
        height = np.interp(share, [0.0, 0.08, 0.3, 0.8, 1.0], [1.35, 1.3, 1.65, 1.75, 1.95]) * thick
        taper = 0.72 if number == 11 else 1.0
        return Tubes(points[:-1], points[1:], np.full(len(middle), thick) * taper, height * taper, outward)

    def rib_points_mm(self, number: int, side: int) -> NDArray[np.float64]:
        """Centre line of a rib from its head to the end of the bone, (N, 3), drawn on the left whatever its side."""
        frame, a = self.frame, self.frame.anatomy
        z0 = frame.height(VERTEBRA_DEPTH_MM[FIRST_THORACIC + number])
        rng = np.random.default_rng([a.seed, 7, number, side + 1])
        drop_mm = RIB_DROP_MM[number] * a.rib_drop * a.height_scale * float(rng.normal(1.0, 0.035))
        end = np.deg2rad(RIB_END_DEG[number] + float(rng.normal(0.0, 2.0)))
        spine_y = frame.spine_y.at(z0)
        first = np.deg2rad(26.0 if number else 34.0)
        angles = np.linspace(first, end, int(40 * end / np.pi) + 6)
        whole = (1.0 - np.cos(end)) / 2.0
        outside = a.rib_thickness_mm + 1.2
        body = [
            frame.cage_point(angle, z0 + 2.0 - drop_mm * (1.0 - np.cos(angle)) / 2.0 / whole, outside)
            for angle in angles
        ]
        head = [(15.0, spine_y + 4.0, z0 + 8.0), (27.0, spine_y + 17.0, z0 + 5.0), (36.0, spine_y + 23.0, z0 + 3.0)]
        kept = [point for point in body if point[0] > 44.0] if number else body
        return np.asarray(head + kept, dtype=np.float64)

    def _paint_cartilage(self, canvas: Canvas) -> None:
        """Costal cartilage: ribs 1 to 7 reach the sternum, 8 to 10 join the one above."""
        frame = self.frame
        parts: list[Tubes] = []
        for number, side in product(range(10), (1, -1)):
            end = self.rib_points_mm(number, side)[-1]
            if number < 7:
                z = frame.height(CARTILAGE_DEPTH_MM[number])
                goal = np.array([18.0 if number else 22.0, frame.cage_front.at(z) - 6.0, z])
            else:
                goal = parts[-2].start[len(parts[-2]) // 2] * np.array([side, 1.0, 1.0])
            front_y = frame.cage_front.at(float(end[2]))
            bend = (end + goal) / 2 + np.array([0.0, 0.0, -0.22 * (goal[2] - end[2]) if goal[2] > end[2] else 0.0])
            bend[1] = min(bend[1], 0.5 * (front_y + end[1])) - 2.0
            left = Tubes.curve([end, bend, goal], [6.2, 5.6, 5.2])
            parts.append(left if side > 0 else left.mirrored())
        region, occupancy = tube_occupancy(canvas.space, Tubes.join(parts))
        canvas.paint(region, occupancy, self.tissue.cartilage)

    def _paint_spine(self, canvas: Canvas, bone: Tensor) -> None:
        frame, processes = self.frame, []
        rng = np.random.default_rng([frame.anatomy.seed, 9])
        for index, depth in enumerate(VERTEBRA_DEPTH_MM):
            z0 = frame.height(depth)
            above = VERTEBRA_DEPTH_MM[index - 1] if index else depth - 16.0
            pitch_mm = (depth - above) * frame.anatomy.height_scale
            thoracic = float(np.clip((index - FIRST_THORACIC) / 11.0, -0.3, 1.4))
            self._paint_body(canvas, bone, z0, pitch_mm, 14.5 + 5.0 * thoracic, 10.5 + 4.5 * thoracic)
            processes.append(self._processes(z0, thoracic, pitch_mm, float(rng.normal(0.0, 1.8))))
        self._paint_canal(canvas)
        soft = self.tissue.model_copy(update={"cortical": 0.72 * self.tissue.cortical})
        paint_bone_tubes(canvas, bone, Tubes.join(processes), soft, cortex_mm=0.7)

    def _paint_body(
        self, canvas: Canvas, bone: Tensor, z0: float, pitch_mm: float, half_x: float, half_y: float
    ) -> None:
        """One vertebral body with the disc below it."""
        frame, tissue = self.frame, self.tissue
        x0, y0 = frame.spine_x.at(z0), frame.spine_y.at(z0)
        reach = half_x + 6.0
        region = canvas.space.crop((x0 - reach, y0 - reach, z0 - pitch_mm), (x0 + reach, y0 + reach, z0 + pitch_mm))
        if 0 in region.shape:
            return
        slope = (frame.spine_y.at(z0 + 5.0) - frame.spine_y.at(z0 - 5.0)) / 10.0
        tilt = 1.0 / float(np.hypot(1.0, slope))
        y, z = region.y - y0, region.z - z0
        along = (z + slope * y) * tilt
        across = (y - slope * z) * tilt
        x = region.x - x0
        waist = 1.0 - 0.10 * (1.0 - (2.0 * along / pitch_mm) ** 2).clamp(min=0.0)
        level = torch.sqrt((x / half_x) ** 2 + (across / half_y) ** 2 + 1e-6)
        side = torch.sqrt(x * x + across * across + 1.0) * (1.0 - waist / level.clamp(min=0.05))
        half_height = pitch_mm * 0.42
        body = torch.maximum(side, along.abs() - half_height)
        disc = torch.maximum(side + 0.5, (along + pitch_mm / 2.0).abs() - pitch_mm * 0.11)
        canvas.fill(region, disc, 85.0)
        paint_bone_shape(canvas, bone, region, body, tissue, cortex_mm=0.7)

    def _processes(self, z0: float, thoracic: float, pitch_mm: float, aside_mm: float) -> Tubes:
        """Pedicles, laminae, transverse and spinous processes of one vertebra; its spine points `aside_mm`."""
        frame = self.frame
        x0, y0 = frame.spine_x.at(z0), frame.spine_y.at(z0)
        half_y = 10.5 + 4.5 * thoracic
        long_spine = float(np.interp(thoracic, [-0.3, 0.0, 0.6, 1.0, 1.4], [12.0, 17.0, 18.0, 15.0, 14.0]))
        down = float(np.interp(thoracic, [-0.3, 0.0, 0.6, 1.0, 1.4], [4.0, 14.0, 26.0, 12.0, 4.0]))
        left = Tubes.join(
            [
                Tubes.curve([(10.0, half_y - 3.0, 4.0), (12.0, half_y + 10.0, 4.0)], 3.8),
                Tubes.curve([(12.5, half_y + 11.0, 5.0), (7.0, half_y + 18.0, 0.0), (0.0, half_y + 21.0, -4.0)], 3.0),
                Tubes.curve([(12.5, half_y + 11.0, 3.0), (33.0 - 6.0 * thoracic, half_y + 15.0, 5.0)], 3.8),
                Tubes.curve([(12.5, half_y + 11.0, 0.36 * pitch_mm), (11.5, half_y + 12.0, -0.42 * pitch_mm)], 2.8),
            ]
        )
        spine = Tubes.curve(
            [(0.0, half_y + 20.0, -3.0), (aside_mm, half_y + 20.0 + long_spine, -3.0 - down)], [2.6, 3.4]
        )
        both = Tubes.join([left, left.mirrored(), spine])
        place = np.array([x0, y0, z0])
        return Tubes(both.start + place, both.end + place, both.radius_mm, both.radius_across_mm, both.flat)

    def _paint_canal(self, canvas: Canvas) -> None:
        heights = np.arange(-165.0, 166.0, 15.0)
        points = [(self.frame.spine_x.at(z), self.frame.spine_y.at(z) + 23.0, z) for z in heights]
        region, occupancy = tube_occupancy(canvas.space, Tubes.curve(points, 9.0, step_mm=10.0))
        canvas.paint(region, occupancy, 28.0)

    def _paint_sternum(self, canvas: Canvas, bone: Tensor) -> None:
        """Manubrium, body and xiphoid, lying on the front of the cage."""
        frame, scale = self.frame, self.frame.anatomy.height_scale
        front = Profile(*(frame.cage_front.table[0].tolist(), (frame.cage_front.table[1] - 6.5).tolist()))
        for top, length, wide_top, wide_low, thick in ((29.0, 46.0, 27.0, 17.0, 6.2), (78.0, 92.0, 15.0, 19.0, 5.4)):
            z_top, z_low = frame.height(top), frame.height(top + length)
            y_low, y_high = sorted((front.at(z_low), front.at(z_top)))
            region = canvas.space.crop((-34.0, y_low - 12.0, z_low - 4.0), (34.0, y_high + 12.0, z_top + 4.0))
            if 0 in region.shape:
                continue
            share = ((z_top - region.z) / (z_top - z_low)).clamp(0.0, 1.0)
            shape = rounded_box(
                region.x,
                (region.y - front(region.z)) * 0.94,
                region.z - (z_top + z_low) / 2.0,
                (wide_top + (wide_low - wide_top) * share, thick, length * scale / 2.0),
                4.5,
            )
            paint_bone_shape(canvas, bone, region, shape, self.tissue, cortex_mm=0.7, core_share=0.6)
        z = frame.height(170.0)
        xiphoid = Tubes.curve([(0.0, front.at(z), z), (0.0, front.at(z) + 2.0, z - 26.0)], [6.0, 3.5])
        region, occupancy = tube_occupancy(canvas.space, xiphoid)
        canvas.paint(region, occupancy, self.tissue.cartilage)
