"""The one interface of all reconstruction methods."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_MAX, HU_MIN


@dataclass(frozen=True, eq=False)
class MethodOutput:
    """What a method computes: HU (z, y, x) on the grid, optionally the standard deviation in HU of each voxel.

    `uncertainty_hu` None means the method has no honest estimate. `notes` are plain sentences for the user.
    """

    hu: NDArray[np.float32]
    uncertainty_hu: NDArray[np.float32] | None = None
    notes: tuple[str, ...] = field(default=())


class Method(ABC):
    """A way to turn a pair of radiographs into a volume on the working grid."""

    output_range_hu: ClassVar[tuple[float, float]] = (HU_MIN, HU_MAX)
    display_start: ClassVar[Literal["fitted", "first"]] = "fitted"
    """The line integrals of display images that it takes: with fitted curves, or the first estimate of them."""

    @abstractmethod
    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        """Reconstruct `pair` on `grid`; reports progress to and obeys stop requests of `context`."""

    def sketch(self, pair: RadiographPair, grid: WorkingGrid) -> NDArray[np.float32] | None:
        """HU (z, y, x) of what there is of a pair within seconds, to look at while it is being prepared.

        It takes what `reconstruct` takes. None where there is nothing sooner than the result.
        """
        return None

    @abstractmethod
    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        """Peak memory one reconstruction on `grid` will need, for the warning before the start."""


def require_line_integrals(pair: RadiographPair) -> None:
    """Raise `BadInputError` unless both images hold physical line integrals."""
    if not pair.is_physical:
        raise BadInputError(
            "This method needs radiographs with a physical scale, these are display images.",
            "Convert them to line integrals first.",
        )
