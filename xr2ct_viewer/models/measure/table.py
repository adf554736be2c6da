"""The measurements of a study as a table: for a CSV file, and for the clipboard.

One row for each quantity. Lines that begin with # say first of all that it is research, and which study, method and
program the numbers are from. Columns: the estimate, its unit, and the ends of its 90 % interval where one is known.
"""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Reading
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.measure.where import place_of

COLUMNS: Final = (
    "name",
    "kind",
    "quantity",
    "estimate",
    "unit",
    "lower_90",
    "upper_90",
    "where",
    "measured_on",
    "points",
    "notes",
)
Readings = Callable[[Measurement], Reading | None]


def csv_text(measurements: Sequence[Measurement], readings: Readings, subject: Subject) -> str:
    """The file, with its head of # lines."""
    text = io.StringIO()
    for line in head_lines(subject):
        text.write(f"# {line}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for measurement in measurements:
        writer.writerows(_rows(measurement, readings(measurement), subject))
    return text.getvalue()


def clipboard_text(measurements: Sequence[Measurement], readings: Readings, subject: Subject) -> str:
    """Name, estimate and place, separated by tabs, under the same notice."""
    lines = [subject.banner, "\t".join(("Name", "Estimate (90 % interval)", "Where"))]
    for item in measurements:
        reading = readings(item)
        value = reading.headline if reading is not None else "not measured yet"
        further = f"; {'; '.join(reading.further)}" if reading is not None and reading.further else ""
        lines.append("\t".join((item.name, value + further, place_of(item, subject))))
    return "\n".join(lines) + "\n"


def head_lines(subject: Subject) -> tuple[str, ...]:
    """Notice, study, and where the volume is from."""
    lines = [
        subject.banner,
        "Every value is an estimate, no diagnosis. Intervals are two-sided at 90 %, empty where the error is unknown.",
        f"study: {subject.title}",
    ]
    origin = subject.provenance
    if origin is None:
        lines.append("volume: none")
        return tuple(lines)
    lines.append(f"volume: {origin.kind}{', synthetic' if origin.synthetic else ''}")
    for name, value in (
        ("method", origin.method_id),
        ("subject", origin.subject),
        ("checkpoint sha256", origin.checkpoint_sha256),
        ("source", origin.source),
        ("program", origin.program if origin.synthetic else ""),
        ("created", origin.created if origin.synthetic else ""),
        *((f"input sha256 of {name}", digest) for name, digest in origin.inputs_sha256.items()),
        *(("assumption", assumption) for assumption in origin.assumptions),
    ):
        if value:
            lines.append(f"{name}: {' '.join(value.split())}")
    return tuple(lines)


def _rows(measurement: Measurement, reading: Reading | None, subject: Subject) -> list[tuple[str, ...]]:
    where = place_of(measurement, subject)
    on = subject.source if measurement.is_in_patient else "X-ray"
    points = "; ".join(" ".join(f"{value:.2f}" for value in point) for point in measurement.points)
    head = (measurement.name, measurement.kind)
    notes = " ".join(reading.notes) if reading is not None else "Not measured yet."
    if reading is None or not reading.quantities:
        return [(*head, "", "", "", "", "", where, on, points, notes)]
    return [
        (
            *head,
            quantity.name,
            _number(quantity.value),
            quantity.unit,
            _number(quantity.lower),
            _number(quantity.upper),
            where,
            on,
            points,
            notes,
        )
        for quantity in reading.quantities
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
