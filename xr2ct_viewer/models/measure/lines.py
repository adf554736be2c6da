"""Distances and angles, in the patient and on radiographs.

Distance d between p and q along u: var(d) = the variances of both ends along u (`errors`), the ends taken as
independent. Angle between two arms: var = sum over all coordinates of (d angle / d coordinate)² var(coordinate) (GUM
5.1.2), the derivatives taken by central differences.

On a radiograph both ends are shadows. Their distance on the detector is exact up to the pixels; divided by the
magnification (source-to-detector over source-to-axis) it is the length of something that lies parallel to the detector
at the isocentre. What lies `DEPTH_MM` nearer or farther is longer or shorter by DEPTH_MM / source-to-axis distance,
taken as a uniform distribution of that half-width (GUM 4.3.7). Units: mm, degrees.
"""

from math import hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.measure.errors import (
    NO_EDGE_NOTE,
    end_sigma_mm,
    size_notes,
    volume_notes,
    volume_size_notes,
)
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Quantity, Reading
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.points import Point

DEPTH_MM: Final = 100.0
"""Chest anatomy lies at most about so far before or behind the isocentre."""
SHORTEST_MM: Final = 1e-6
_DIFFERENCE_MM: Final = 1e-4


def distance(measurement: Measurement, subject: Subject) -> Reading:
    """Length between two points of the patient."""
    first, second = (_point(point) for point in measurement.points)
    along = np.subtract(second, first)
    length_mm = float(np.linalg.norm(along))
    if length_mm < SHORTEST_MM:
        return Reading((Quantity(marked("length"), 0.0, "mm"),))
    ends = [end_sigma_mm(subject, point, along / length_mm) for point in (first, second)]
    sigma_mm = hypot(ends[0][0], ends[1][0])
    notes = volume_notes(subject) if all(has_edge for _, has_edge in ends) else (NO_EDGE_NOTE,)
    return Reading((Quantity.of(marked("length"), length_mm, "mm", sigma_mm),), (*notes, *volume_size_notes(subject)))


def angle(measurement: Measurement, subject: Subject) -> Reading:
    """Angle at the middle point between two arms in the patient."""
    points = np.array(measurement.points, dtype=np.float64)
    if _shortest_arm(points) < SHORTEST_MM:
        return Reading((), (marked("The arms of the angle have no length yet."),))
    variances, has_edges = [], True
    for point in points:
        for axis in np.eye(3):
            sigma_mm, has_edge = end_sigma_mm(subject, _point(tuple(point)), axis)
            variances.append(sigma_mm**2)
            has_edges = has_edges and has_edge
    degrees, sigma = _angle_with_error(points, np.array(variances).reshape(points.shape))
    return Reading(
        (Quantity.of(marked("angle"), degrees, "°", sigma),), volume_notes(subject) if has_edges else (NO_EDGE_NOTE,)
    )


def distance_on_detector(points: NDArray[np.float64], found: tuple[Radiograph, ViewGeometry]) -> Reading:
    """Length between two pixels (row, col): at the isocentre, and on the detector."""
    radiograph, view = found
    unknown = size_notes(radiograph.assumptions)
    pixels = float(np.linalg.norm(points[1] - points[0]))
    detector_mm = pixels * view.pixel_mm
    detector_sigma_mm = view.pixel_mm / sqrt(6.0)
    on_detector = Quantity.of(marked("on the detector"), detector_mm, "mm", detector_sigma_mm)
    if view.model == "parallel":
        return Reading(
            (Quantity.of(marked("length"), detector_mm, "mm", detector_sigma_mm), on_detector),
            (marked("Parallel rays: the shadow of what lies parallel to the detector is as long as it is."), *unknown),
        )
    scale = view.pixel_at_isocentre_mm / view.pixel_mm
    share = DEPTH_MM / view.sad_mm
    length_mm = detector_mm * scale
    sigma_mm = hypot(detector_sigma_mm * scale, length_mm * share / sqrt(3.0))
    note = filled(
        "A length in the detector plane, divided by the magnification {magnification} at the isocentre. What lies"
        " {depth_cm} cm nearer to the detector or farther from it differs by {percent} %, and what lies at a slant is"
        " longer.",
        magnification=f"{1 / scale:.2f}",
        depth_cm=f"{DEPTH_MM / 10:.0f}",
        percent=f"{100 * share:.0f}",
    )
    length = Quantity.of(marked("length at the isocentre"), length_mm, "mm", sigma_mm)
    return Reading((length, on_detector), (note, *unknown))


def angle_on_detector(points: NDArray[np.float64]) -> Reading:
    """Angle between two arms drawn on a radiograph; pixels are square."""
    if _shortest_arm(points) < SHORTEST_MM:
        return Reading((), (marked("The arms of the angle have no length yet."),))
    degrees, sigma = _angle_with_error(points, np.full(points.shape, 1.0 / 12.0))
    return Reading(
        (Quantity.of(marked("angle"), degrees, "°", sigma),),
        (marked("The angle between shadows, not in the patient."),),
    )


def _angle_with_error(points: NDArray[np.float64], variances: NDArray[np.float64]) -> tuple[float, float]:
    """Degrees and their standard deviation; points and the variances of their coordinates are (3, 2) or (3, 3)."""
    variance = 0.0
    for place in np.ndindex(points.shape):
        above, below = points.copy(), points.copy()
        above[place] += _DIFFERENCE_MM
        below[place] -= _DIFFERENCE_MM
        slope = (_degrees(above) - _degrees(below)) / (2.0 * _DIFFERENCE_MM)
        variance += slope**2 * float(variances[place])
    return _degrees(points), sqrt(variance)


def _degrees(points: NDArray[np.float64]) -> float:
    first, second = points[0] - points[1], points[2] - points[1]
    cosine = float(first @ second) / float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def _shortest_arm(points: NDArray[np.float64]) -> float:
    return float(min(np.linalg.norm(points[0] - points[1]), np.linalg.norm(points[2] - points[1])))


def _point(values: tuple[float, ...]) -> Point:
    x_mm, y_mm, z_mm = values
    return float(x_mm), float(y_mm), float(z_mm)
