"""Several sources as one: "a folder + phantoms:200".

Cases keep what they are and the voxels they have, so cubes of several sizes may stand side by side as long as each is a
multiple of one grid.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from xr2ct_core.data.source import CaseKind, Sample, Source, checked_index
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid


class JoinedSource:
    """The cases of all `parts`, in their order; raises `BadInputError` if volumes of one do not fit `grid`."""

    def __init__(self, parts: Sequence[Source], grid: WorkingGrid) -> None:
        for part in parts:
            if part.grid.size % grid.size or abs(part.grid.cube_mm - grid.cube_mm) > 1e-3:
                raise BadInputError(
                    f"Cases of {part.grid.size}³ voxels over {part.grid.cube_mm:g} mm cannot be joined on a grid of "
                    f"{grid.size}³ over {grid.cube_mm:g} mm.",
                    "Prepare them on that grid, or on a multiple of it.",
                )
        self.grid = grid
        self.parts = tuple(parts)
        self.subjects = tuple(subject for part in parts for subject in part.subjects)
        self.kinds: tuple[CaseKind, ...] = tuple(kind for part in parts for kind in part.kinds)
        self._starts = [0, *accumulate(len(part) for part in parts)]

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, index: int) -> Sample:
        part, place = self._place(index)
        return part[place]

    def fingerprint(self, index: int) -> str:
        part, place = self._place(index)
        return part.fingerprint(place)

    def _place(self, index: int) -> tuple[Source, int]:
        index = checked_index(index, len(self))
        number = bisect_right(self._starts, index) - 1
        return self.parts[number], index - self._starts[number]
