"""What the report of one case says, before it is a page: pictures, numbers, origin. No toolkit.

Invariant: every picture has the banner in its pixels; every measurement is an estimate and is called one.
"""

from dataclasses import dataclass, field

from xr2ct_core.provenance import Provenance
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.report_card import ReportCard

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture as PNG, what it shows, and a line below it."""

    title: str
    png: bytes
    caption: str = ""


@dataclass(frozen=True)
class MeasuredRow:
    """A measurement: its name, the estimate in words, where it lies, and what it rests on."""

    name: str
    estimate: str
    where: str
    notes: str = ""


@dataclass(frozen=True, eq=False)
class CaseReport:
    """All of a report. `views` has a row of figures for each X-ray; empty parts are left out of the page."""

    title: str
    banner: str
    facts: Rows = ()
    views: tuple[tuple[Figure, ...], ...] = ()
    slices: tuple[Figure, ...] = ()
    three_d: Figure | None = None
    metrics: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    """By what they compare with: name, value and meaning."""
    card: ReportCard | None = None
    measurements: tuple[MeasuredRow, ...] = ()
    measured_on: str = ""
    origin: Rows = ()
    warnings: tuple[str, ...] = ()


def origin_rows(provenance: Provenance | None) -> Rows:
    """Where a volume came from, line by line."""
    if provenance is None:
        return ((marked("Origin"), filled("The file does not say where the volume came from.")),)
    kind = {
        "reconstruction": filled("Reconstruction"),
        "phantom": filled("Computed phantom"),
        "acquired": filled("Acquired CT"),
    }[provenance.kind]
    chosen = dict(provenance.method_config)
    if provenance.kind == "reconstruction":
        chosen["fit_display"] = provenance.fit_display
    settings = ", ".join(f"{name} = {value}" for name, value in chosen.items())
    rows = [
        (marked("Kind"), filled("{kind}, synthetic", kind=kind) if provenance.synthetic else kind),
        (marked("Subject"), provenance.subject),
        (marked("Method"), provenance.method_id),
        (marked("Settings"), settings),
        (marked("Checkpoint, SHA-256"), provenance.checkpoint_sha256),
        *((filled("Input {name}, SHA-256", name=name), digest) for name, digest in provenance.inputs_sha256.items()),
        (marked("Source"), provenance.source),
        (marked("Licence"), provenance.licence),
        *(
            ((marked("Program"), provenance.program), (marked("Made"), provenance.created))
            if provenance.synthetic
            else ()
        ),
    ]
    return tuple((name, value) for name, value in rows if value)
