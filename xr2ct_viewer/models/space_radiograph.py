"""A radiograph as it is shown in space: grey levels and the view it was taken in."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.display import GreyWindow
from xr2ct_viewer.models.imaging import auto_window, window_to_grey

LARGEST_EDGE: Final = 1024
"""More pixels than this along an edge are not seen on a detector that stands behind the patient."""


@dataclass(frozen=True, eq=False)
class SpaceRadiograph:
    """Grey levels (row, col) uint8 that cover the whole detector of a view, whatever their number."""

    grey: NDArray[np.uint8]
    view: ViewGeometry


def space_radiographs(
    pair: RadiographPair, windows: tuple[GreyWindow | None, GreyWindow | None] = (None, None)
) -> tuple[SpaceRadiograph, SpaceRadiograph]:
    """The frontal and the lateral one in these windows; None takes the window from the image."""
    frontal, lateral = (
        SpaceRadiograph(_grey(radiograph.image, window), view)
        for radiograph, view, window in zip(pair.radiographs, pair.geometry.views, windows, strict=True)
    )
    return frontal, lateral


def _grey(image: NDArray[np.float32], window: GreyWindow | None) -> NDArray[np.uint8]:
    window = window or auto_window(image)
    step = max(1, -(-max(image.shape) // LARGEST_EDGE))
    return window_to_grey(image[step // 2 :: step, step // 2 :: step], window.low, window.high)
