"""The patient on the virtual X-ray bench, on one working cube: as the CT shows him, and in another breath.

Invariants: the last other breath is kept, since tubes are moved far more often than the breath is changed; one thread
at a time asks for it. HU, attenuation in 1/mm, (z, y, x).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.data.breath_field import LungFrame
from xr2ct_core.volume import Volume


@dataclass(frozen=True, eq=False)
class Body:
    """What X-rays pass through."""

    hu: NDArray[np.float32]
    mu_per_mm: NDArray[np.float32]

    @classmethod
    def of(cls, hu: NDArray[np.float32]) -> "Body":
        from xr2ct_core.units import hu_to_mu_per_mm

        return cls(hu, hu_to_mu_per_mm(hu))


class BenchBody:
    """The patient on a cube; `lungs` is where the lungs are, None if there are none to breathe with."""

    def __init__(self, cube: Volume, lungs: LungFrame | None) -> None:
        self.cube, self.lungs = cube, lungs
        self.still = Body.of(cube.hu.astype(np.float32))
        self._last: tuple[float, Body] = (0.0, self.still)

    @property
    def size(self) -> int:
        """Voxels along each edge of the cube."""
        return len(self.still.hu)

    def in_breath(self, breath_mm: float) -> Body:
        """With the diaphragm so much lower; as he is where there are no lungs."""
        if breath_mm == 0.0 or self.lungs is None:
            return self.still
        if self._last[0] != breath_mm:
            from xr2ct_core.data.breath_twin import in_another_breath

            self._last = breath_mm, Body.of(in_another_breath(self.still.hu, breath_mm, self.lungs))
        return self._last[1]
