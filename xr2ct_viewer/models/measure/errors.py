"""Where the uncertainty of a measurement comes from, as standard deviations that the other modules combine.

* **Sampling**: a point marked on voxels of width s lies anywhere within half a voxel: a uniform distribution of
  half-width s/2, whose standard deviation is s / sqrt(12) along each axis (JCGM 100:2008, GUM, 4.3.7). Along a unit
  vector u that is sqrt(sum (u_i s_i)² / 12).
* **Edge**: a border is where HU cross a level. If HU there are wrong by sigma, the border moves by
  sigma / |dHU/du| along u (first-order propagation, GUM 5.1.2, of the place where f(u) = level). The steepest slope
  within a voxel of the point counts, and the result is limited to `LARGEST_DISPLACEMENT_MM`, beyond which there is no
  border to speak of.
* **Alike errors**: errors of neighbouring voxels resemble each other over `DENSITY_MM` (`xr2ct_core.error_lengths`):
  the variance of a mean is sum_ij sigma_i sigma_j rho(d_ij) / n², rho(d) = exp(-d² / (2 L²)) (GUM 5.2.2). A region
  smaller than 30 mm is therefore hardly more certain than one voxel.

Units: HU and LPS millimetres.
"""

from collections.abc import Iterable
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.error_lengths import DENSITY_MM, LARGEST_DISPLACEMENT_MM
from xr2ct_core.origins import PIXEL_UNKNOWN
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.resampling import values_at

Vector = NDArray[np.float64]

MOST_VOXELS: Final = 500
"""So many voxels of a region, drawn at random, decide how alike its errors are."""
NO_SIGMA_NOTE: Final = marked(
    "The error of this volume is not known: only the voxels' size counts, the truth may be farther off."
)
CT_NOTE: Final = marked("Measured on a CT: only the size of the voxels counts.")
ASSUMED_SIZE_NOTE: Final = marked(
    "The pixel size of the X-rays was assumed, which the interval leaves out: all lengths may be wrong by one factor."
)
NO_EDGE_NOTE: Final = marked("There is no clear edge at an end, so its place in the anatomy is unsure by centimetres.")


def sampling_sigma_mm(spacing_zyx_mm: tuple[float, float, float], direction: Vector) -> float:
    """Standard deviation along a unit vector (x, y, z) of a point marked on voxels."""
    spacing_xyz_mm = np.array(spacing_zyx_mm[::-1])
    return float(np.sqrt(np.square(direction * spacing_xyz_mm).sum() / 12.0))


def edge_sigma_mm(subject: Subject, point: Point, direction: Vector) -> float | None:
    """Standard deviation of a border's place along a unit vector (x, y, z); None where HU errors are not known."""
    volume, sigma_hu = subject.volume, subject.sigma_at(point)
    if volume is None or sigma_hu is None:
        return None
    spacing_xyz_mm = np.array(volume.spacing_zyx_mm[::-1])
    step_mm = 1.0 / sqrt(float(np.square(direction / spacing_xyz_mm).sum()))
    places = np.asarray(point) + np.arange(-2, 3)[:, None] * step_mm * direction
    hu = values_at(volume.hu, volume.affine.world_to_voxel(places)).astype(np.float64)
    steepest = float(np.abs(hu[2:] - hu[:-2]).max()) / (2.0 * step_mm)
    if sigma_hu >= LARGEST_DISPLACEMENT_MM * steepest:
        return LARGEST_DISPLACEMENT_MM
    return sigma_hu / steepest


def end_sigma_mm(subject: Subject, point: Point, direction: Vector) -> tuple[float, bool]:
    """Sampling and edge together at one end, and whether there is an edge where one is needed."""
    assert subject.volume is not None
    sampling = sampling_sigma_mm(subject.volume.spacing_zyx_mm, direction)
    edge = edge_sigma_mm(subject, point, direction)
    return float(np.hypot(sampling, edge or 0.0)), edge is None or edge < LARGEST_DISPLACEMENT_MM


def mean_sigma_hu(sigma_hu: NDArray[np.floating], places_mm: Vector) -> float:
    """Standard deviation of the mean over voxels (n,) at places (n, 3) in mm, whose errors are alike nearby."""
    count = len(sigma_hu)
    if count > MOST_VOXELS:
        drawn = np.random.default_rng(0).choice(count, MOST_VOXELS, replace=False)
        sigma_hu, places_mm, count = sigma_hu[drawn], places_mm[drawn], MOST_VOXELS
    square_mm2 = np.square(places_mm[:, None, :] - places_mm[None, :, :]).sum(axis=2)
    alike = np.exp(-square_mm2 / (2.0 * DENSITY_MM**2))
    variance = float(sigma_hu @ alike @ sigma_hu) / count**2
    return sqrt(max(variance, 0.0))


def size_notes(assumptions: Iterable[str]) -> tuple[str, ...]:
    """What lengths rest on, where nobody knows the scale of the X-rays that these assumptions were made of."""
    return (ASSUMED_SIZE_NOTE,) if any(sentence.startswith(PIXEL_UNKNOWN) for sentence in assumptions) else ()


def volume_size_notes(subject: Subject) -> tuple[str, ...]:
    """The same for lengths in the volume that is shown."""
    return size_notes(subject.provenance.assumptions) if subject.provenance is not None else ()


def volume_notes(subject: Subject) -> tuple[str, ...]:
    """What the uncertainty of a measurement in the volume leaves out."""
    if subject.sigma_hu is not None:
        return ()
    return (NO_SIGMA_NOTE,) if subject.is_reconstructed else (CT_NOTE,)
