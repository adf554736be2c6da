"""Trachea, carina, main and lobar bronchi, the hila beside them, and the oesophagus behind."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.tubes import Tubes

_TOP_MM = 172.0


@dataclass(frozen=True, eq=False)
class Airways:
    """Landmarks that hang from the carina; a deep breath pulls it down a little."""

    frame: Frame

    @cached_property
    def carina_mm(self) -> NDArray[np.float64]:
        z = self.frame.height(82.0) + 0.3 * (self.frame.anatomy.dome_z_mm + 45.0)
        return np.array([2.0, self.frame.spine_y.at(z) - 33.0, z])

    def hilum_mm(self, side: int) -> NDArray[np.float64]:
        """Where the pulmonary artery enters the lung on the left (1) or right (-1)."""
        x, drop = (45.0, 14.0) if side > 0 else (-45.0, 30.0)
        return np.array([x, self.carina_mm[1] - 2.0, self.carina_mm[2] - drop])

    def vein_gates_mm(self, side: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the upper and the lower pulmonary vein leave the lung."""
        hilum = self.hilum_mm(side)
        return hilum + np.array([0.0, -13.0, -20.0]), hilum + np.array([side * 4.0, 14.0, -46.0])

    def bronchus_gates_mm(self, side: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Ends of the upper and the lower lobar bronchus."""
        main = self._main_end_mm(side)
        if side > 0:
            return main + np.array([14.0, -10.0, 8.0]), main + np.array([9.0, 8.0, -24.0])
        return self.carina_mm + np.array([-44.0, 0.0, -6.0]), main + np.array([-8.0, 6.0, -26.0])

    def _main_end_mm(self, side: int) -> NDArray[np.float64]:
        offset = np.array([42.0, 7.0, -34.0] if side > 0 else [-33.0, 4.0, -24.0])
        end: NDArray[np.float64] = self.carina_mm + offset
        return end

    @cached_property
    def lumen(self) -> Tubes:
        """Lumen of the trachea and of the main and lobar bronchi."""
        carina, frame = self.carina_mm, self.frame
        middle = 0.5 * (_TOP_MM + carina[2])
        trachea = [(0.0, frame.spine_y.at(_TOP_MM) - 28.0, _TOP_MM), (0.0, frame.spine_y.at(middle) - 27.0, middle)]
        right, left = self._main_end_mm(-1), self._main_end_mm(1)
        right_upper, right_lower = self.bronchus_gates_mm(-1)
        left_upper, left_lower = self.bronchus_gates_mm(1)
        return Tubes.join(
            [
                Tubes.curve([*trachea, carina], [8.5, 8.5, 8.8]),
                Tubes.curve([carina, carina + np.array([-16.0, 1.0, -14.0]), right], [7.8, 7.2, 6.3]),
                Tubes.curve([carina, carina + np.array([19.0, 2.0, -18.0]), left], [7.0, 6.6, 5.8]),
                Tubes.curve([carina + np.array([-24.0, 2.0, -17.0]), right_upper], [5.0, 3.6]),
                Tubes.curve([right, right_lower], [5.8, 3.8]),
                Tubes.curve([left - np.array([6.0, 1.0, -4.0]), left_upper], [4.8, 3.4]),
                Tubes.curve([left, left_lower], [5.2, 3.6]),
            ]
        )

    @cached_property
    def oesophagus(self) -> Tubes:
        """The collapsed oesophagus before the spine."""
        frame, dome = self.frame, self.frame.anatomy.dome_z_mm
        points = [(4.0, frame.spine_y.at(z) - 19.0, z) for z in np.linspace(_TOP_MM, dome - 5.0, 9)]
        return Tubes.curve([*points, (22.0, frame.spine_y.at(dome - 25.0) - 32.0, dome - 25.0)], 6.5, step_mm=8.0)
