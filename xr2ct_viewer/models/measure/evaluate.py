"""From what was drawn to what it says: one place that knows which module measures which kind."""

import numpy as np

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.measure import lines, values, volumes
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Reading
from xr2ct_viewer.models.measure.subject import Subject

NO_VOLUME = marked("No volume is shown to measure on.")
NO_XRAY = marked("The X-ray it was drawn on is not open.")


def is_slow(measurement: Measurement) -> bool:
    """Whether reading it belongs in the background."""
    return measurement.kind == "volume"


def read(measurement: Measurement, subject: Subject) -> Reading:
    """The estimate of a measurement on what is shown; a reading without quantities says why there is none."""
    if measurement.space != "patient":
        return _read_on_detector(measurement, subject)
    if subject.volume is None:
        return Reading((), (NO_VOLUME,))
    match measurement.kind:
        case "distance":
            return lines.distance(measurement, subject)
        case "angle":
            return lines.angle(measurement, subject)
        case "probe":
            return values.probe(measurement, subject)
        case "volume":
            return volumes.volume(measurement, subject)
        case _:
            return values.region(measurement, subject)


def _read_on_detector(measurement: Measurement, subject: Subject) -> Reading:
    assert measurement.space != "patient"
    found = subject.radiograph(measurement.space)
    if found is None:
        return Reading((), (NO_XRAY,))
    points = np.array([subject.as_shown(measurement.space, point) for point in measurement.points])
    match measurement.kind:
        case "distance":
            return lines.distance_on_detector(points, found)
        case "angle":
            return lines.angle_on_detector(points)
        case "probe":
            return values.probe_on_detector(points[0], found[0])
        case _:
            return values.region_on_detector(measurement, points, found)
