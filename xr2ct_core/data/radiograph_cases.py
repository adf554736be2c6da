"""Radiographs without a CT as cases to learn from: line integrals on the detectors of the training.

Where a preparation stored line integrals beside display images (`stored_lines`) these are taken; else display images
are made into line integrals by a first estimate from the images themselves (see `radiography.restore`), without the fit
that goes before a reconstruction. What was read is kept in memory, up to a limit, because reading large images takes
far longer than a step.
"""

from collections import OrderedDict
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.data.detectors import on_detectors
from xr2ct_core.data.pair_folder import PairFolder
from xr2ct_core.data.source import CaseKind, PairSample, RadiographSource, all_of, checked_index
from xr2ct_core.data.stored_lines import with_images
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.io.pair_images import fitted_to_detector
from xr2ct_core.radiograph import Radiograph, RadiographPair

KEPT_BYTES: Final = 500_000_000


class RadiographCases:
    """The pairs of a source, each on as many pixels as `detectors` has; every pair's own geometry is kept."""

    def __init__(
        self,
        pairs: RadiographSource,
        grid: WorkingGrid,
        detectors: BiplanarGeometry,
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        self.grid = grid
        self.subjects = pairs.subjects
        self.kinds: tuple[CaseKind, ...] = all_of("pair", len(pairs))
        self.pairs, self._detectors = pairs, detectors
        pixels = sum(view.rows * view.cols for view in detectors.views)
        self._kept_count = max(1, kept_bytes // (4 * pixels))
        self._kept: OrderedDict[int, PairSample] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> PairSample:
        index = checked_index(index, len(self))
        with self._lock:
            if index in self._kept:
                self._kept.move_to_end(index)
                return self._kept[index]
        sample = self._read(index)
        with self._lock:
            self._kept[index] = sample
            if len(self._kept) > self._kept_count:
                self._kept.popitem(last=False)
        return sample

    def fingerprint(self, index: int) -> str:
        return self.pairs.fingerprint(index)

    def _read(self, index: int) -> PairSample:
        pair = self.pairs[index]
        if abs(pair.cube_mm - self.grid.cube_mm) > 1e-3:
            raise BadInputError(
                f"The working cube of the pair {self.subjects[index]} is {pair.cube_mm:g} mm, "
                f"not {self.grid.cube_mm:g} mm.",
                "Leave the pair out.",
            )
        linear = self._stored(index, pair) or _estimated(pair)
        geometry = on_detectors(pair.geometry, self._detectors)
        frontal_RC, lateral_RC = (
            _on_view(radiograph, view) for radiograph, view in zip(linear.radiographs, geometry.views, strict=True)
        )
        return PairSample(self.subjects[index], frontal_RC, lateral_RC, geometry)

    def _stored(self, index: int, pair: RadiographPair) -> RadiographPair | None:
        stored = self.pairs.line_integrals(index, pair) if isinstance(self.pairs, PairFolder) else None
        return None if stored is None else with_images(pair, stored)


def _estimated(pair: RadiographPair) -> RadiographPair:
    if not all(radiograph.scale == "display" for radiograph in pair.radiographs):
        return to_line_integrals(pair)
    from xr2ct_core.radiography.restore import restored

    return restored(pair).pair


def _on_view(radiograph: Radiograph, view: ViewGeometry) -> NDArray[np.float32]:
    if radiograph.shape == (view.rows, view.cols):
        return radiograph.image
    return fitted_to_detector(radiograph.image, radiograph.pixel_mm, view.rows, view.cols, view.pixel_mm)
