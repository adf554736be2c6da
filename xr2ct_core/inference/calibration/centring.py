"""Where the outline of the body lies in each view, as told: a body stands in the middle of the working cube.

Two views do not tell where a patient stood, only where one view saw him against the other; what is behind the isocentre
is a matter of convention, and methods have learned from bodies in the middle. So a frontal that is off to a side and a
lateral that is off to the front or back are taken to have been centred elsewhere. An outline that leaves the detector
tells nothing.

Units: millimetres at the isocentre, line integrals.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair

BODY_LINE_INTEGRAL: Final = 0.4
"""Two centimetres of water."""
ERROR_MM: Final = 8.0
"""Standard deviation of the middle of the outline from the middle of the body, of chest CTs."""
_HEIGHTS: Final = (0.25, 0.75)
"""Of the working cube: arms and chin lie above, and bellies differ below."""
_EDGES: Final = (10.0, 90.0)
"""Percentiles of the edges of the rows."""
_LEAST_ROWS: Final = 0.6


def assembly_off_mm(pair: RadiographPair) -> dict[str, float]:
    """How far the assemblies stand from the body, which they see on their other side: `side` of the frontal further to
    the left, `depth` of the lateral further back. What cannot be said is missing.

    `pair` holds line integrals.
    """
    seen_mm = {
        name: off_centre_mm(radiograph, view, pair.cube_mm)
        for name, radiograph, view in zip(("side", "depth"), pair.radiographs, pair.geometry.views, strict=True)
    }
    return {name: -by_mm for name, by_mm in seen_mm.items() if by_mm is not None}


def off_centre_mm(radiograph: Radiograph, view: ViewGeometry, cube_mm: float) -> float | None:
    """How far the middle of the body lies from that of the cube along the columns; None if it cannot be said.

    `radiograph` holds line integrals.
    """
    height_mm = -view.rows_mm
    low_mm, high_mm = ((share - 0.5) * cube_mm for share in _HEIGHTS)
    body = radiograph.image[(height_mm >= low_mm) & (height_mm <= high_mm)] > BODY_LINE_INTEGRAL
    edges = [_edges(row) for row in body if row.any()]
    whole = np.array([each for each in edges if each[0] > 0 and each[1] < view.cols - 1], dtype=np.float64)
    if len(whole) < max(1.0, _LEAST_ROWS * len(body)):
        return None
    first, last = np.percentile(whole[:, 0], _EDGES[0]), np.percentile(whole[:, 1], _EDGES[1])
    return float(np.interp((first + last) / 2.0, np.arange(view.cols), view.cols_mm))


def _edges(row: NDArray[np.bool_]) -> tuple[int, int]:
    """First and last pixel of the body in a row."""
    columns = np.flatnonzero(row)
    return int(columns[0]), int(columns[-1])
