"""Makes the report of a case on a thread: draws its pictures, writes the page whole or not at all."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from xr2ct_core.control import WorkContext
from xr2ct_core.io.files import write_text
from xr2ct_core.media.plans import FrameSize
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.case_page import case_page
from xr2ct_viewer.models.case_report import CaseReport, Figure, MeasuredRow
from xr2ct_viewer.models.drawn import Drawn
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.measure.evaluate import read
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.subject import Subject
from xr2ct_viewer.models.measure.where import place_of
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.said import said
from xr2ct_viewer.services.export_tasks import draw_3d
from xr2ct_viewer.services.exporting import Write
from xr2ct_viewer.tr import spoken, tr

THREE_D_PX: Final = FrameSize(1200, 900)
_PHASE: Final = marked("Drawing the pictures")


@dataclass(frozen=True, eq=False)
class ReportMaterial:
    """What is drawn and measured for a report.

    `result` None leaves out the X-rays, `drawn` None the 3D picture; `measurements` are read on `subject`.
    """

    volume: Volume
    crosshair_lps_mm: Point
    window_hu: tuple[float, float]
    banner: str
    result: StudyResult | None = None
    drawn: Drawn | None = None
    measurements: tuple[Measurement, ...] = ()
    subject: Subject = field(default_factory=Subject)


def report_task(report: CaseReport, material: ReportMaterial, path: Path) -> Write:
    """Complete the report with its pictures and write it."""

    def write(work: WorkContext) -> Path:
        from xr2ct_viewer.services.report_pictures import slice_figures, view_figures

        work.progress(0.0, _PHASE)
        views = view_figures(material.result, material.banner) if material.result is not None else ()
        work.progress(0.3, _PHASE)
        slices = slice_figures(material.volume, material.crosshair_lps_mm, material.window_hu, material.banner)
        work.progress(0.4, _PHASE)
        measured = tuple(_measured(item, material.subject) for item in material.measurements)
        work.progress(0.5, _PHASE)
        three_d = _three_d(material, WorkContext(work.control, _share(work, 0.5, 0.95)))
        page = case_page(
            replace(
                report,
                views=views,
                slices=slices,
                three_d=three_d,
                measurements=measured,
                measured_on=material.subject.source_title if measured else "",
            ),
            said,
            spoken(),
        )
        write_text(path, page)
        work.progress(1.0, _PHASE)
        return path

    return write


def _share(work: WorkContext, begin: float, end: float) -> Callable[[float, str], None]:
    return lambda fraction, phase: work.on_progress(begin + (end - begin) * fraction, phase)


def _three_d(material: ReportMaterial, work: WorkContext) -> Figure | None:
    if material.drawn is None:
        return None
    with tempfile.TemporaryDirectory(prefix="xr2ct-report-") as name:
        path = draw_3d(material.drawn, Path(name) / "scene.png", THREE_D_PX, material.banner, work)
        return Figure(marked("In 3D"), path.read_bytes(), marked("as it was on screen"))


def _measured(measurement: Measurement, subject: Subject) -> MeasuredRow:
    reading = read(measurement, subject)
    estimate = "; ".join(map(tr, (reading.headline, *reading.further)))
    notes = " ".join(map(said, reading.notes)) if reading.quantities else ""
    return MeasuredRow(measurement.name, estimate, place_of(measurement, subject), notes)
