"""The lungs: their shape between cage, diaphragm and mediastinum, their parenchyma, and the trees inside."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.bone import paint_cored_tubes
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.mediastinum import Mediastinum
from xr2ct_core.phantom.shapes import Profile, smooth_max, smooth_min, superellipse
from xr2ct_core.phantom.space import Canvas, Space
from xr2ct_core.phantom.texture import world_noise
from xr2ct_core.phantom.trees import grow_tree
from xr2ct_core.phantom.tubes import Tubes, point_distance, tube_occupancy

_PERICARDIAL_FAT_MM = 4.0
_MEDIASTINAL_FAT_MM = 2.5
_POINTS_PER_LUNG = 256


@dataclass(frozen=True, eq=False)
class Lungs:
    """Both lungs of one person."""

    frame: Frame
    mediastinum: Mediastinum
    tissue: TissueHu

    def distance(self, space: Space, cage: Tensor, heart: Tensor) -> Tensor:
        """Signed distance to both lungs on the whole grid."""
        pleura = self.frame.pleural_distance(space, cage)
        great = self.mediastinum.great_distance(space, 20.0) - _MEDIASTINAL_FAT_MM
        middle = smooth_min(heart - _PERICARDIAL_FAT_MM, great, 18.0)
        middle = smooth_min(middle, self._septum_distance(space), 10.0)
        middle = smooth_min(middle, self._spine_distance(space), 6.0)
        middle = smooth_min(middle, self._under_heart_distance(space), 10.0)
        middle = smooth_min(middle, -self.frame.above_diaphragm_distance(space) - 3.0, 16.0)
        return smooth_max(pleura, -middle, 3.0)

    def paint(self, canvas: Canvas, lungs: Tensor) -> None:
        """Paint the parenchyma: denser towards the back and the pleura, with fine texture."""
        space, rng = canvas.space, np.random.default_rng([self.frame.anatomy.seed, 2])
        gradient = 0.22 * space.y
        texture = 22.0 * world_noise(space, rng, 22.0) + 34.0 * world_noise(space, rng, 6.0)
        rim = 45.0 * torch.exp(lungs.clamp(max=0.0) / 3.5)
        canvas.fill(space, lungs, (self.tissue.lung + gradient + texture + rim).clamp(-960.0, -500.0))

    def paint_trees(self, canvas: Canvas) -> None:
        """Paint pulmonary arteries, veins and bronchi from the hila outwards."""
        arteries, veins, bronchi = [], [], []
        rng = np.random.default_rng([self.frame.anatomy.seed, 3])
        scale = self.frame.anatomy.vessel_scale
        gates, count = self.mediastinum.airways, _POINTS_PER_LUNG
        for side in (1, -1):
            hilum = gates.hilum_mm(side)
            artery_gates = (hilum, hilum + np.array([side * 4.0, 6.0, -26.0]))
            points = self.scatter(side, 4 * count, rng)
            for half, gate in _halves(points[: 2 * count], artery_gates):
                arteries.append(grow_tree(gate, half, 6.2 * scale, rng))
            for half, gate in _halves(points[2 * count : 3 * count], gates.vein_gates_mm(side)):
                veins.append(grow_tree(gate, half, 5.0 * scale, rng))
            for half, gate in _halves(points[3 * count :][: count // 2], gates.bronchus_gates_mm(side)):
                bronchi.append(grow_tree(gate, half, 3.7, rng, exponent=2.4, least_radius_mm=1.1))
        tissue = self.tissue
        airways = Tubes.join(bronchi)
        for tubes, hu in (
            (Tubes.join(veins), tissue.blood_arterial),
            (Tubes.join(arteries), tissue.blood_pulmonary),
        ):
            region, occupancy = tube_occupancy(canvas.space, tubes)
            canvas.paint(region, occupancy, hu)
        paint_cored_tubes(canvas, airways.grown(0.7), airways, tissue.muscle - 60.0, -970.0)

    def scatter(self, side: int, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Points spread evenly through one lung, at least 5 mm from its surface, the same on every grid."""
        frame, a = self.frame, self.frame.anatomy
        tries = 400 + 8 * count
        half = a.cage_half_width_mm
        x = side * rng.uniform(0.0, half, tries)
        y = rng.uniform(frame.cage_front.table[1].min(), frame.cage_back.table[1].max(), tries)
        z = rng.uniform(a.dome_z_mm - 75.0, a.apex_z_mm, tries)
        cloud = _cloud(x, y, z)
        inside = frame.pleural_distance(cloud, frame.cage_distance(cloud)) < -5.0
        for solid in (self._septum_distance, self._spine_distance, self._under_heart_distance):
            inside &= solid(cloud) > 6.0
        inside &= self.mediastinum.heart.distance_at(cloud) > 8.0
        points = np.stack([x, y, z], axis=1)[inside.numpy()][: 50 + 5 * count // 4]
        points = points[point_distance(points, self.mediastinum.great_tubes) > 6.0]
        chosen: NDArray[np.float64] = points[np.resize(np.arange(len(points)), count)]
        return chosen

    def _septum_distance(self, space: Space) -> Tensor:
        """What parts the lungs beside heart and vessels: wide above the arch, a thin sheet behind the sternum."""
        frame = self.frame
        depths = (-40, 0, 30, 60, 85, 115, 160, 300)
        half_width = Profile([frame.height(d) for d in depths], [30.0, 27.0, 25.0, 19.0, 15.0, 13.0, 12.0, 12.0])
        middle_y, half_y = frame.spine_y(space.z) - 34.0, 34.0
        column = superellipse(space.x, space.y - middle_y, half_width(space.z), half_y, 2.4)
        front = frame.cage_front(space.z)
        behind = (space.y - front).clamp(min=0.0)
        sheet = (space.x - 1.0 - 0.1 * behind).abs() - 2.5 - 17.0 * torch.exp(-behind / 14.0)
        ahead = torch.maximum(sheet, space.y - middle_y)
        return smooth_min(column, ahead, 8.0)

    def _under_heart_distance(self, space: Space) -> Tensor:
        """Fat between the heart and the middle of the diaphragm, where no lung slips in."""
        x, y, z = self.mediastinum.heart.centre_mm.tolist()
        scale = self.frame.anatomy.heart_scale
        column = superellipse(space.x - x - 2.0, space.y - y, 44.0 * scale, 36.0 * scale, 2.2)
        return torch.maximum(column, space.z - z)

    def _spine_distance(self, space: Space) -> Tensor:
        """The spine with its paravertebral tissue, widening backwards."""
        frame = self.frame
        x, y = space.x - frame.spine_x(space.z), space.y - frame.spine_y(space.z)
        body = superellipse(x, y - 6.0, 21.0, 24.0, 2.4)
        behind = torch.maximum(x.abs() - 20.0 - 0.55 * y.clamp(min=0.0), 0.0 - y)
        return smooth_min(body, behind, 6.0)


def _halves(
    points: NDArray[np.float64], gates: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """The upper half of the points with the upper gate, the lower half with the lower."""
    order = np.argsort(points[:, 2], kind="stable")
    half = len(points) // 2
    return [(points[order[half:]], gates[0]), (points[order[:half]], gates[1])]


def _cloud(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> Space:
    """Scattered points in the clothes of a space, for evaluating shapes there."""
    nowhere = slice(0, 0)
    tensors = [torch.as_tensor(v, dtype=torch.float32) for v in (x, y, z)]
    return Space(tensors[0], tensors[1], tensors[2], 1.0, (nowhere, nowhere, nowhere))
