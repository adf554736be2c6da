"""The report of a case as one HTML file: pictures inside, nothing from outside, no script; made to be printed.

It shares its looks with the pages of benchmarks (`xr2ct_core.evaluation.html_style`), on white.
"""

import base64
from datetime import UTC, datetime
from html import escape
from typing import Final

import xr2ct_core
from xr2ct_core.evaluation.html_style import LIGHT, RULES
from xr2ct_viewer.models.case_report import CaseReport, Figure, Rows
from xr2ct_viewer.models.report_card import ReportCard

NO_DIAGNOSIS: Final = (
    "Two X-rays do not determine a CT. What they leave open was filled in by the method; small findings can be missing"
    " or invented. No number on this page is a diagnosis or a measurement of the patient."
)
_OWN_STYLE: Final = """
:root { color-scheme: light; }
main { padding-bottom: 48px; }
.figures { display:grid; gap:12px; grid-template-columns:repeat(3, 1fr); margin:10px 0; }
.figures.wide { grid-template-columns:1fr; max-width:760px; }
figure { margin:0; break-inside:avoid; }
figure img { width:100%; height:auto; display:block; border-radius:8px; background:#000; }
figcaption { font-size:13px; color:var(--faint); padding-top:4px; }
figcaption b { color:var(--ink); font-weight:600; }
table.pairs2 td:first-child { width:230px; }
td.words small { white-space:normal; display:inline; }
td.value { text-align:left; overflow-wrap:anywhere; }
section { break-inside:auto; } h2 { break-after:avoid; }
@media print { body { background:#fff; font-size:12px; } .banner { position:static; -webkit-print-color-adjust:exact;
  print-color-adjust:exact; } main, header { max-width:none; padding:0 6px; } .scroll { overflow:visible; }
  tr { break-inside:avoid; } tr.group { break-after:avoid; } @page { margin:14mm; } }
"""


def case_page(report: CaseReport) -> str:
    """The whole page."""
    parts = [
        *_views(report),
        *_volume(report),
        *_metrics(report),
        *_card(report.card),
        *_measurements(report),
        *_section("Origin", _pairs(report.origin)),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)} - xr2ct</title><style>{LIGHT}{RULES}{_OWN_STYLE}</style></head><body>"
        f'<div class="banner">{escape(report.banner)}</div>{_header(report)}<main>{"".join(parts)}</main>'
        "</body></html>\n"
    )


def _header(report: CaseReport) -> str:
    made = ("Report", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC by xr2ct {xr2ct_core.__version__}")
    chips = "".join(
        f"<li><span class='faint'>{escape(name)}</span> <b>{escape(text)}</b></li>"
        for name, text in (*report.facts, made)
    )
    warnings = "".join(f'<p class="warn">{escape(text)}</p>' for text in report.warnings)
    return (
        f"<header><h1>{escape(report.title)}</h1><ul class='facts'>{chips}</ul>"
        f'<p class="warn">{escape(NO_DIAGNOSIS)}</p>{warnings}</header>'
    )


def _views(report: CaseReport) -> list[str]:
    rows = "".join(f'<div class="figures">{"".join(map(_figure, row))}</div>' for row in report.views if row)
    words = (
        "<p class='faint'>Each X-ray, what it would look like if the volume were true, and the difference. They agree"
        " where the method explains the X-rays; very different volumes may explain them equally well.</p>"
    )
    return _section("X-rays and re-projections", words + rows) if rows else []


def _volume(report: CaseReport) -> list[str]:
    content = ""
    if report.slices:
        content += f'<div class="figures">{"".join(map(_figure, report.slices))}</div>'
    if report.three_d is not None:
        content += f'<div class="figures wide">{_figure(report.three_d)}</div>'
    return _section("Volume", content) if content else []


def _metrics(report: CaseReport) -> list[str]:
    lines = ""
    for group, rows in report.metrics.items():
        lines += f'<tr class="group"><td colspan="3">{escape(group)}</td></tr>'
        for name, value, meaning in rows:
            lines += f"<tr><td>{escape(name)}</td><td>{escape(value)}</td><td class='words'>{escape(meaning)}</td></tr>"
    return _section("Measures", f'<div class="scroll"><table>{lines}</table></div>') if lines else []


def _card(card: ReportCard | None) -> list[str]:
    if card is None:
        return []
    heads = "".join(f"<th>{escape(column.title)}</th>" for column in card.columns)
    lines = ""
    for row in card.rows:
        cells = "".join(
            f"<td>{escape(column.text(row.metrics[column.metric])) if column.metric in row.metrics else '–'}</td>"
            for column in card.columns
        )
        name = escape(row.title) if row.is_baseline else f"<span class='title'>{escape(row.title)}</span>"
        said = f"<small>{escape(row.message)}</small>" if row.message else ""
        lines += f"<tr><td>{name}{said}</td>{cells}</tr>"
    words = "".join(f"<p class='faint'>{escape(text)}</p>" for text in (card.blur_sentence, card.limits) if text)
    table = f'<div class="scroll"><table><tr><th></th>{heads}</tr>{lines}</table></div>'
    return _section("Report card", f"<p><b>{escape(card.verdict)}</b></p>{table}{words}")


def _measurements(report: CaseReport) -> list[str]:
    if not report.measurements:
        return []
    lines = "".join(
        f"<tr><td>{escape(row.name)}</td><td class='words'><b>{escape(row.estimate)}</b></td>"
        f"<td class='words'>{escape(row.where)}</td><td class='words'><small>{escape(row.notes)}</small></td></tr>"
        for row in report.measurements
    )
    words = "<p class='faint'>Every value is an estimate, with its 90 % interval where the error is known.</p>"
    heads = "<tr><th>Name</th><th class='words'>Estimate</th><th class='words'>Where</th><th class='words'></th></tr>"
    on = f"<p class='faint'>Measured on: {escape(report.measured_on)}</p>" if report.measured_on else ""
    return _section("Measurements (estimates)", f'{words}{on}<div class="scroll"><table>{heads}{lines}</table></div>')


def _pairs(rows: Rows) -> str:
    lines = "".join(f"<tr><td>{escape(name)}</td><td class='value'>{escape(value)}</td></tr>" for name, value in rows)
    return f'<div class="scroll"><table class="pairs2">{lines}</table></div>' if lines else ""


def _section(title: str, content: str) -> list[str]:
    return [f"<section><h2>{escape(title)}</h2>{content}</section>"] if content else []


def _figure(figure: Figure) -> str:
    source = "data:image/png;base64," + base64.b64encode(figure.png).decode("ascii")
    caption = f" {escape(figure.caption)}" if figure.caption else ""
    return (
        f'<figure><img alt="{escape(figure.title)}" src="{source}">'
        f"<figcaption><b>{escape(figure.title)}</b>{caption}</figcaption></figure>"
    )
