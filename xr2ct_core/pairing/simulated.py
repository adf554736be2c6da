"""Simulated line integrals to learn from and to be measured on: bodies projected in known geometries.

Everything random comes from a generator that is handed in, so a seed is a data set. Nobody's real radiograph takes
part.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.bodies import GRID
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import hu_to_mu_per_mm

DETECTOR: Final = 96
"""Pixels along an edge of the detectors to learn from; the benchmark's are larger."""
GEOMETRIES: Final = 6
"""Ways of taking that the bodies of lessons share, so that two are not told apart by distances and field of view."""

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class SimulatedPair:
    """Line integrals (row, col) of both views, and how they were taken."""

    frontal: Image
    lateral: Image
    geometry: BiplanarGeometry


def random_geometry(random: np.random.Generator, detector: int = DETECTOR) -> BiplanarGeometry:
    """`x2ct`, `clinic` or something between them, on small detectors."""
    return resampled(_of_kind(int(random.integers(3)), random), detector)


def geometry_of(number: int) -> BiplanarGeometry:
    """`x2ct`, `clinic` and four between them in turn, on small detectors: the same of every sixth number."""
    kind = number % GEOMETRIES
    return resampled(_of_kind(kind, np.random.default_rng(kind)), DETECTOR)


def _of_kind(kind: int, random: np.random.Generator) -> BiplanarGeometry:
    if kind < 2:
        return BiplanarGeometry.preset(("x2ct", "clinic")[kind])
    sad_mm = random.uniform(700, 1700)
    sdd_mm = sad_mm + random.uniform(150, 300)
    seen_mm = random.uniform(290, 360)
    return BiplanarGeometry.make(sad_mm=sad_mm, sdd_mm=sdd_mm, pixel_mm=seen_mm * sdd_mm / sad_mm / 320)


def resampled(geometry: BiplanarGeometry, detector: int) -> BiplanarGeometry:
    """The same fields of view with `detector` pixels along an edge."""
    frontal, lateral = (view.resampled(detector, detector) for view in geometry.views)
    return replace(geometry, frontal=frontal, lateral=lateral)


def taken(hu: NDArray[np.floating], geometry: BiplanarGeometry) -> SimulatedPair:
    """Both views of a body on the 64-voxel cube."""
    frontal, lateral = project_numpy(hu_to_mu_per_mm(hu), geometry.views, GRID)
    return SimulatedPair(frontal, lateral, geometry)
