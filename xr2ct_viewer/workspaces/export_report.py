"""Collects what the report of the case in front says: facts, measures, measurements, origin, warnings."""

from xr2ct_core.provenance import Provenance, unnamed
from xr2ct_viewer.models.case_report import CaseReport, origin_rows
from xr2ct_viewer.models.doubts import other_notes, reasons_in_words, without_reasons
from xr2ct_viewer.models.lens import ShownVolume
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.truth import card_of, has_synthetic_source
from xr2ct_viewer.panels.metrics_table import metric_groups
from xr2ct_viewer.panels.result_panel import STALE
from xr2ct_viewer.tr import in_digits

TRUE_CT = marked("The true CT is shown; the X-rays and measures of the reconstruction are left out.")
SOURCE_VOLUME = marked(
    "The source volume is shown, which is synthetic; X-rays and measures of the result are left out."
)


def result_of(study: Study, shown: ShownVolume) -> StudyResult | None:
    """The result the report is about; None where a CT or the true CT is in front."""
    return study.result if study.ct is None and shown.volume is not study.truth else None


def names_of(study: Study, origin: Provenance | None) -> frozenset[str]:
    """By which the case and its files are called, in the study and in what is known of the volume."""
    paths = (*study.paths, *([study.truth_path] if study.truth_path else []))
    return frozenset({study.title, *(path.name for path in paths)}) | (origin.names if origin else frozenset())


def case_report(study: Study, shown: ShownVolume, banner: str, *, with_title: bool = True) -> CaseReport:
    """The words and numbers of the report; its pictures and measurements follow in the background.

    Without the title of the study nothing names the case or its files.
    """
    result, volume = result_of(study, shown), shown.volume
    known = volume.provenance if volume is not None else None
    origin = known if known is None or with_title else known.without_names()
    facts = [(marked("Case"), study.title)] if with_title else []
    warnings = [shown.note] if shown.note else []
    if result is not None:
        summary = result.summary
        device = "GPU" if summary.device.startswith("cuda") else "CPU"
        facts += [
            (marked("Method"), result.title),
            (marked("Time"), filled("{seconds} s on {device}", seconds=f"{summary.seconds:.1f}", device=device)),
        ]
        warnings += [STALE] if study.result_is_stale else []
        warnings += [*reasons_in_words(result), *other_notes(result)]
    elif study.result is not None:
        warnings.append(SOURCE_VOLUME if has_synthetic_source(study) else TRUE_CT)
    if volume is not None:
        z, y, x = volume.shape_zyx
        spacing = " × ".join(f"{value:g}" for value in volume.spacing_zyx_mm[::-1])
        facts += [(marked("Grid"), f"{x} × {y} × {z}"), (marked("Voxels"), f"{spacing} mm")]
    if origin is not None:
        recorded = (*origin.warnings, *origin.assumptions)
        warnings += recorded if result is None else without_reasons(result, recorded)
    if not with_title:
        names = names_of(study, known)
        warnings = [unnamed(text, names) for text in warnings]
    is_synthetic = has_synthetic_source(study)
    metrics = metric_groups(result.summary.metrics, has_synthetic_truth=is_synthetic) if result is not None else {}
    return CaseReport(
        title=filled("Report: {title}", title=study.title) if with_title else marked("Report"),
        banner=banner,
        facts=tuple(facts),
        metrics={
            group: tuple((row.label, in_digits(row.value), row.meaning) for row in rows)
            for group, rows in metrics.items()
        },
        card=card_of(study, result) if result is not None else None,
        origin=origin_rows(origin),
        warnings=tuple(dict.fromkeys(warnings)),
    )
