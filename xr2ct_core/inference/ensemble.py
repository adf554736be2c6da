"""Several trained networks of one method that reconstruct together: where they differ, none of them is sure.

The volume is the mean of theirs. The variance is that of a mixture: the mean of their variances, what each thinks it
does not know, and the variance of their means, what they do not agree about (Lakshminarayanan et al., NeurIPS 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.own_grid import on_grid, on_own_grid, own_grid, sketch_on_own_grid
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.calibration import Calibration

NOTE: Final = "The mean of {count} networks, which differ by {spread:.0f} HU (root mean square over the cube)."


@dataclass(frozen=True, eq=False)
class Member:
    """One of them, with the calibration of its own standard deviations where it has one and all together have none."""

    method: Method
    calibration: Calibration | None = None


class EnsembleMethod(Method):
    """Reconstructs with one member after the other, so that no more memory is needed than for one."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        """See `Method`. Without an uncertainty in one of the members, it is their difference alone."""
        outputs: list[MethodOutput] = []
        for number in range(len(self.members)):
            outputs.append(self._output(number, pair, grid, context))
            if len(outputs) < len(self.members):
                context.draft(lambda: _mean_and_spread([output.hu for output in outputs])[0])
        mean_hu, spread_hu = _mean_and_spread([output.hu for output in outputs])
        variance = np.square(spread_hu)
        own = [output.uncertainty_hu for output in outputs if output.uncertainty_hu is not None]
        if len(own) == len(outputs):
            variance = variance + np.mean([np.square(sigma_hu) for sigma_hu in own], axis=0)
        note = NOTE.format(count=len(outputs), spread=float(np.sqrt(np.square(spread_hu).mean())))
        notes = dict.fromkeys((note, *(text for output in outputs for text in output.notes)))
        return MethodOutput(mean_hu, np.sqrt(variance).astype(np.float32), tuple(notes))

    def sketch(self, pair: RadiographPair, grid: WorkingGrid) -> NDArray[np.float32] | None:
        """See `Method`: that of the first member."""
        return sketch_on_own_grid(self.members[0].method, pair, grid)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        """See `Method`; the results of all members are kept."""
        largest = max(each.method.estimate_memory_bytes(own_grid(each.method, grid)) for each in self.members)
        return largest + 8 * len(self.members) * grid.size**3

    def _output(self, number: int, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        member, count = self.members[number], len(self.members)

        def tell(fraction: float, phase: str) -> None:
            context.on_progress((number + fraction) / count, f"{phase} ({number + 1} of {count})")

        inner = WorkContext(context.control, tell, context.timings_s)
        output = on_own_grid(member.method, pair, grid, inner)
        inner.finish()
        if member.calibration is not None and output.uncertainty_hu is not None:
            output = replace(output, uncertainty_hu=member.calibration.apply(output.uncertainty_hu))
        return on_grid(output, grid)


def _mean_and_spread(volumes_hu: Sequence[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and standard deviation of a few volumes, corrected for their small number."""
    stacked = np.stack(volumes_hu)
    return stacked.mean(0), stacked.std(0, ddof=1 if len(stacked) > 1 else 0)
