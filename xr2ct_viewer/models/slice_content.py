"""What one slice view shows of a volume: its stack, the place in it, the slab, and the uncertainty of the slice.

`update` follows the display and says what has to be drawn anew, so that moving the crosshair within a slice costs
nothing. Units: HU; LPS millimetres.
"""

from collections import OrderedDict
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import HuArray, Volume
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.frames import ORIENTATIONS, Orientation
from xr2ct_viewer.models.oblique import plane_of
from xr2ct_viewer.models.planes import Plane
from xr2ct_viewer.models.slabs import Slab, combined, slab_indices, thinned
from xr2ct_viewer.models.uncertainty import SigmaHu

AIR_HU: Final = -1000.0
_SPARE_CUTS: Final = 16
_DRAFT_CUTS: Final = 4
Changed = Literal["nothing", "slice", "stack"]


class SliceContent:
    """Holds the volume and the image of the slice in front. `index` is -1 without a volume."""

    def __init__(self, orientation: Orientation, display: SliceDisplay) -> None:
        self.orientation, self.display = orientation, display
        self.volume: Volume | None = None
        self.planes: dict[Orientation, Plane] = {}
        self.index = -1
        self.slab = Slab()
        self._is_draft = False
        self._cuts: OrderedDict[int, HuArray] = OrderedDict()
        self.image: HuArray | None = None
        self.sigma_hu: SigmaHu | None = None

    def set_volume(self, volume: Volume | None) -> None:
        """Another volume, or none; its uncertainty comes after it."""
        self.volume, self.sigma_hu, self.image = volume, None, None
        self.planes, self.index = {}, -1
        self._cuts.clear()

    @property
    def plane(self) -> Plane | None:
        return self.planes.get(self.orientation)

    @property
    def position(self) -> tuple[float, float, float]:
        """The point whose slice is shown."""
        return self.display.position_of(self.orientation)

    def update(self) -> Changed:
        """Take slice, slab and directions from the display."""
        if self.volume is None:
            return "nothing"
        frames, before = self.display.frames, self.plane
        self.planes = {name: plane_of(name, self.volume, frames) for name in ORIENTATIONS}
        plane = self.planes[self.orientation]
        index, slab = plane.nearest_index(self.position), self.display.slab_of(self.orientation)
        is_draft = self.display.is_turning and slab.is_thick
        if plane == before:
            plane = self.planes[self.orientation] = before
            if (index, slab, is_draft) == (self.index, self.slab, self._is_draft) and self.image is not None:
                return "nothing"
        else:
            self._cuts.clear()
        self.index, self.slab, self._is_draft = index, slab, is_draft
        indices = slab_indices(plane, index, slab)
        cuts = thinned(indices, _DRAFT_CUTS) if is_draft else indices
        self.image = combined((self._cut(plane, place) for place in cuts), slab.mode)
        return "slice" if plane is before else "stack"

    def _cut(self, plane: Plane, index: int) -> HuArray:
        """One slice; turned ones are kept for a while, since the next slab shares most of its slices with this one."""
        assert self.volume is not None
        if not plane.is_oblique:
            return plane.extract(self.volume.hu, index, AIR_HU)
        cut = self._cuts.pop(index, None)
        cut = self._cuts[index] = plane.extract(self.volume.hu, index, AIR_HU) if cut is None else cut
        if len(self._cuts) > _SPARE_CUTS + len(slab_indices(plane, self.index, self.slab)):
            self._cuts.popitem(last=False)
        return cut

    def sigma_image(self) -> HuArray | None:
        """Standard deviation of the slice; None where it is unknown, as it is for a slab."""
        if self.sigma_hu is None or self.plane is None or self.slab.is_thick or self.index < 0:
            return None
        return self.plane.extract(self.sigma_hu, self.index)

    def values(self, rows: slice, cols: slice) -> NDArray[np.float32]:
        """HU of a part of the image, without what lies outside of the volume."""
        if self.plane is None or self.volume is None or self.image is None:
            return np.empty(0, np.float32)
        if not self.plane.is_oblique:
            return self.image[rows, cols].astype(np.float32).ravel()
        inside = np.isfinite(self.plane.extract(self.volume.hu, self.index, np.nan)[rows, cols])
        return self.image[rows, cols][inside].astype(np.float32)

    def hu_under(self, row: float, col: float) -> float | None:
        """HU under a pixel of the slice: of the voxel, or of the image where it is turned or a slab."""
        assert self.plane is not None and self.volume is not None and self.image is not None
        hu = self.volume.hu_at(self.plane.to_world(row, col, self.index))
        if hu is None or not (self.plane.is_oblique or self.slab.is_thick):
            return hu
        rows, cols = self.image.shape
        return float(self.image[np.clip(round(row), 0, rows - 1), np.clip(round(col), 0, cols - 1)])
