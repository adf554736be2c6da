"""What a training makes of its fixed case: which previews there are, which one is looked at, and what is shown of it.

Looking follows the newest preview until a person goes back to an older one, and again from the newest on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.io.volume_npz import read_npz
from xr2ct_core.runs.preview_case import PreviewCase
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.volume import Volume


class PreviewSteps:
    """The previews of a run by step, and the one in view."""

    def __init__(self) -> None:
        self.steps: tuple[int, ...] = ()
        self.at = -1
        self.follows = True

    @property
    def step(self) -> int | None:
        """The step of the preview in view."""
        return self.steps[self.at] if self.steps else None

    def add(self, step: int) -> None:
        """There is a preview of this step now."""
        current = self.step
        self.steps = tuple(sorted({*self.steps, step}))
        self.at = len(self.steps) - 1 if self.follows or current is None else self.steps.index(current)

    def go(self, at: int) -> None:
        """Look at the preview at a place; the last place follows."""
        self.at = min(max(at, 0), len(self.steps) - 1)
        self.follows = self.at == len(self.steps) - 1


@dataclass(frozen=True, eq=False)
class Preview:
    """A preview with its two re-projections (frontal first), which are missing where the case is not known."""

    step: int
    volume: Volume
    reprojections: tuple[NDArray[np.float32], ...]


def read_preview(run: RunFolder, step: int, case: PreviewCase | None) -> Preview:
    """Read a preview and project it in the geometry of its X-rays. Takes a while: not for the window's thread."""
    from xr2ct_core.projection.numpy_twin import project_numpy
    from xr2ct_core.projection.simulate import grid_of
    from xr2ct_core.units import hu_to_mu_per_mm

    volume, provenance = read_npz(run.preview_path(step))
    volume = Volume(volume.hu, volume.affine, provenance)
    images: tuple[NDArray[np.float32], ...] = ()
    if case is not None:
        images = project_numpy(hu_to_mu_per_mm(volume.hu), case.pair.geometry.views, grid_of(volume))
    return Preview(step, volume, images)
