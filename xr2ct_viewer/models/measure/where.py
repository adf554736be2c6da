"""Where a measurement lies, in words and as the point the crosshair jumps to."""

import numpy as np

from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.sides import SIDES
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.planes import point_under_pixel
from xr2ct_viewer.models.points import Point

_STRAIGHT = 0.9999
_NAMES = (marked("Sagittal"), marked("Coronal"), marked("Axial"))
"""Of the planes across x, y and z."""


def normal_of(measurement: Measurement) -> Point | None:
    """Unit vector across the plane it was drawn in; None on radiographs."""
    if measurement.axes is None:
        return None
    x, y, z = np.cross(*measurement.axes)
    return float(x), float(y), float(z)


def middle_of(measurement: Measurement) -> tuple[float, ...]:
    """Mean of the points."""
    return tuple(float(value) for value in np.mean(measurement.points, axis=0))


def place_of(measurement: Measurement, subject: Subject) -> str:
    """ "Axial +32.5 mm", "Oblique" with the middle, or the radiograph."""
    if measurement.space != "patient":
        is_frontal = subject.shown_side(measurement.space) == "frontal"
        return marked("Frontal X-ray") if is_frontal else marked("Lateral X-ray")
    if measurement.kind == "volume":
        return marked("Region") if measurement.rule == "connected" else marked("Whole volume")
    middle, normal = middle_of(measurement), normal_of(measurement)
    axis = int(np.argmax(np.abs(normal))) if normal is not None else 2
    if normal is not None and abs(normal[axis]) < _STRAIGHT:
        places = " ".join(f"{name} {_signed(middle[i])}" for i, name in enumerate("xyz"))
        return filled("Oblique, {places}", places=places)
    return filled("{plane} {place} mm", plane=filled(_NAMES[axis]), place=_signed(middle[axis]))


def crosshair_for(measurement: Measurement, subject: Subject, near: Point) -> Point:
    """The point of the patient to look at: the middle, or the point under it as deep in the patient as `near`."""
    middle = middle_of(measurement)
    if measurement.space == "patient":
        return middle[0], middle[1], middle[2]
    found = subject.radiograph(SIDES[SIDES.index(measurement.space)])
    if found is None:
        return near
    row, col = subject.as_shown(measurement.space, middle)
    return point_under_pixel(found[1], row, col, near)


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
