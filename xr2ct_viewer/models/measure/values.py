"""Values of the volume or the radiograph: a probe at a point, and statistics of a region on a plane.

Mean: its standard deviation takes into account that errors of neighbouring voxels are alike (`errors`). SD, least and
greatest describe the voxels as they are; the SD of a smooth reconstruction is smaller than that of a true CT. Area:
each side is uncertain like a distance on voxels, var(A) = (k h)² var(w) + (k w)² var(h), k = 1 or pi/4.
"""

from math import hypot
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.measure.errors import mean_sigma_hu, sampling_sigma_mm, size_notes, volume_size_notes
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Quantity, Reading
from xr2ct_viewer.models.measure.shapes import PlaneShape, places_in_volume, shape_of
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.resampling import values_at

Values = NDArray[np.float64]

NO_ERROR_NOTE: Final = marked("The uncertainty of this volume is not known.")
CT_VALUES_NOTE: Final = marked("Measured on a CT: the values are those of its voxels.")
SMOOTH_NOTE: Final = marked("The SD is that of the voxels shown; a reconstruction is smoother than a CT.")
_MM2_PER_CM2: Final = 100.0


def probe(measurement: Measurement, subject: Subject) -> Reading:
    """HU of the voxel at a point."""
    x_mm, y_mm, z_mm = measurement.points[0]
    point = (x_mm, y_mm, z_mm)
    hu = subject.volume.hu_at(point) if subject.volume is not None else None
    if hu is None:
        return Reading((), (marked("The point lies outside the volume."),))
    return Reading(
        (Quantity.of(marked("value"), hu, "HU", subject.sigma_at(point), decimals=0),), _value_notes(subject)
    )


def region(measurement: Measurement, subject: Subject) -> Reading:
    """Mean, SD, least, greatest and area of an ellipse or rectangle in the volume."""
    assert subject.volume is not None
    volume, shape = subject.volume, shape_of(measurement)
    places, is_whole = places_in_volume(shape, volume)
    if len(places) == 0:
        return Reading((), (marked("The region lies outside the volume."),))
    hu = _at(volume.hu, places, is_whole)
    sigma = None
    if subject.sigma_hu is not None:
        sigma = mean_sigma_hu(_at(subject.sigma_hu, places, is_whole), volume.affine.voxel_to_world(places))
    area = _area(shape, [2**0.5 * sampling_sigma_mm(volume.spacing_zyx_mm, axis) for axis in (shape.right, shape.down)])
    smooth = (SMOOTH_NOTE,) if subject.is_reconstructed else ()
    notes = (*_value_notes(subject), *smooth, *volume_size_notes(subject))
    return Reading(
        (Quantity.of(marked("mean"), float(hu.mean()), "HU", sigma, decimals=0), *_spread(hu, "HU", 0), area), notes
    )


def probe_on_detector(row_col: Values, radiograph: Radiograph) -> Reading:
    """Value of the pixel at a point of a radiograph."""
    row, col = np.rint(row_col).astype(int)
    rows, cols = radiograph.shape
    if not (0 <= row < rows and 0 <= col < cols):
        return Reading((), (marked("The point lies outside the radiograph."),))
    name = _value_name(radiograph)
    return Reading((Quantity(name, float(radiograph.image[row, col]), "", decimals=3),), (_no_unit(radiograph),))


def region_on_detector(measurement: Measurement, corners: Values, found: tuple[Radiograph, ViewGeometry]) -> Reading:
    """Statistics of an ellipse or rectangle (corners (2, 2) in pixels) on a radiograph."""
    radiograph, view = found
    shape = shape_of(measurement, corners)
    rows, cols = radiograph.shape
    index = np.stack(np.meshgrid(np.arange(rows), np.arange(cols), indexing="ij"), axis=-1).reshape(-1, 2)
    inside = shape.contains(index.astype(np.float64))
    if not inside.any():
        return Reading((), (marked("The region lies outside the radiograph."),))
    values = radiograph.image.reshape(-1)[inside].astype(np.float64)
    mm = view.pixel_at_isocentre_mm
    scaled = PlaneShape(shape.kind, shape.middle, (shape.half[0] * mm, shape.half[1] * mm), shape.right, shape.down)
    area = _area(scaled, [mm / 6.0**0.5] * 2, marked("area at the isocentre"))
    is_integral = radiograph.scale == "line_integral"
    mean_name = marked("mean line integral") if is_integral else marked("mean grey value")
    mean = Quantity(mean_name, float(values.mean()), "", decimals=3)
    notes = (_no_unit(radiograph), *size_notes(radiograph.assumptions))
    return Reading((mean, *_spread(values, "", 3), area), notes)


def _at(array: NDArray[np.int16] | NDArray[np.float32], places: Values, is_whole: bool) -> Values:
    """Values (n,) at voxel positions (n, 3): as they are at whole voxels, else interpolated."""
    if not is_whole:
        return values_at(array, places).astype(np.float64)
    z, y, x = np.rint(places).astype(int).T
    return np.asarray(array[z, y, x], dtype=np.float64)


def _spread(values: Values, unit: str, decimals: int) -> tuple[Quantity, Quantity, Quantity]:
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return (
        Quantity(marked("SD"), spread, unit, decimals=decimals),
        Quantity(marked("min"), float(values.min()), unit, decimals=decimals),
        Quantity(marked("max"), float(values.max()), unit, decimals=decimals),
    )


def _area(shape: PlaneShape, side_sigmas_mm: list[float], name: str = marked("area")) -> Quantity:
    width, height = shape.sizes
    area = shape.area
    sigma = hypot(area / max(width, 1e-9) * side_sigmas_mm[0], area / max(height, 1e-9) * side_sigmas_mm[1])
    return Quantity.of(name, area / _MM2_PER_CM2, "cm²", sigma / _MM2_PER_CM2, decimals=2)


def _value_notes(subject: Subject) -> tuple[str, ...]:
    if subject.sigma_hu is not None:
        return ()
    return (NO_ERROR_NOTE,) if subject.is_reconstructed else (CT_VALUES_NOTE,)


def _value_name(radiograph: Radiograph) -> str:
    return marked("line integral") if radiograph.scale == "line_integral" else marked("grey value")


def _no_unit(radiograph: Radiograph) -> str:
    if radiograph.scale == "line_integral":
        return marked("Line integrals of attenuation have no unit; their error is not known.")
    return marked("Grey values of a processed X-ray have no physical meaning.")
