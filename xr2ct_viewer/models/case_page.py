"""The report of a case as one HTML file: pictures inside, nothing from outside, no script; made to be printed.

It shares its looks with the pages of benchmarks (`xr2ct_core.evaluation.html_style`), on white.
"""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Final

import xr2ct_core
from xr2ct_core.evaluation.html_style import LIGHT, RULES
from xr2ct_viewer.models.case_report import CaseReport, Figure, Rows
from xr2ct_viewer.models.marked import Filled, filled, marked
from xr2ct_viewer.models.report_card import ReportCard

NO_DIAGNOSIS: Final = marked(
    "Two X-rays do not determine a CT. What they leave open was filled in by the method; small findings can be missing"
    " or invented. No number on this page is a diagnosis or a measurement of the patient."
)
VIEWS: Final = marked(
    "Each X-ray, what it would look like if the volume were true, and the difference. They agree where the method"
    " explains the X-rays; very different volumes may explain them equally well."
)
ESTIMATES: Final = marked("Every value is an estimate, with its 90 % interval where the error is known.")
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


Say = Callable[[str], str]


def case_page(report: CaseReport, translate: Say = str, language: str = "en") -> str:
    """The whole page. `translate` puts its words into `language`, a code of two letters; values stay as they are."""

    def say(text: str) -> str:
        return escape(translate(text))

    parts = [
        *_views(report, say),
        *_volume(report, say),
        *_metrics(report, say),
        *_card(report.card, say),
        *_measurements(report, say),
        *_section(say(marked("Origin")), _pairs(report.origin, say)),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{say(report.title)} - xr2ct</title><style>{LIGHT}{RULES}{_OWN_STYLE}</style></head><body>"
        f'<div class="banner">{say(report.banner)}</div>{_header(report, say)}<main>{"".join(parts)}</main>'
        "</body></html>\n"
    )


def _header(report: CaseReport, say: Say) -> str:
    made = (marked("Report"), f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, xr2ct {xr2ct_core.__version__}")
    chips = "".join(
        f"<li><span class='faint'>{say(name)}</span> <b>{_value(text, say)}</b></li>"
        for name, text in (*report.facts, made)
    )
    warnings = "".join(f'<p class="warn">{say(text)}</p>' for text in report.warnings)
    return (
        f"<header><h1>{say(report.title)}</h1><ul class='facts'>{chips}</ul>"
        f'<p class="warn">{say(NO_DIAGNOSIS)}</p>{warnings}</header>'
    )


def _views(report: CaseReport, say: Say) -> list[str]:
    rows = "".join(
        f'<div class="figures">{"".join(_figure(one, say) for one in row)}</div>' for row in report.views if row
    )
    words = f"<p class='faint'>{say(VIEWS)}</p>"
    return _section(say(marked("X-rays and re-projections")), words + rows) if rows else []


def _volume(report: CaseReport, say: Say) -> list[str]:
    content = ""
    if report.slices:
        content += f'<div class="figures">{"".join(_figure(one, say) for one in report.slices)}</div>'
    if report.three_d is not None:
        content += f'<div class="figures wide">{_figure(report.three_d, say)}</div>'
    return _section(say(marked("Volume")), content) if content else []


def _metrics(report: CaseReport, say: Say) -> list[str]:
    lines = ""
    for group, rows in report.metrics.items():
        lines += f'<tr class="group"><td colspan="3">{say(group)}</td></tr>'
        for name, value, meaning in rows:
            lines += f"<tr><td>{say(name)}</td><td>{escape(value)}</td><td class='words'>{say(meaning)}</td></tr>"
    return _section(say(marked("Measures")), f'<div class="scroll"><table>{lines}</table></div>') if lines else []


def _card(card: ReportCard | None, say: Say) -> list[str]:
    if card is None:
        return []
    heads = "".join(f"<th>{say(column.title)}</th>" for column in card.columns)
    lines = ""
    for row in card.rows:
        cells = "".join(
            f"<td>{say(column.text(row.metrics[column.metric])) if column.metric in row.metrics else '–'}</td>"
            for column in card.columns
        )
        name = say(row.title) if row.is_baseline else f"<span class='title'>{say(row.title)}</span>"
        said = f"<small>{say(row.message)}</small>" if row.message else ""
        lines += f"<tr><td>{name}{said}</td>{cells}</tr>"
    words = "".join(f"<p class='faint'>{say(text)}</p>" for text in (card.blur_sentence, card.limits) if text)
    table = f'<div class="scroll"><table><tr><th></th>{heads}</tr>{lines}</table></div>'
    return _section(say(marked("Report card")), f"<p><b>{say(card.verdict)}</b></p>{table}{words}")


def _measurements(report: CaseReport, say: Say) -> list[str]:
    if not report.measurements:
        return []
    lines = "".join(
        f"<tr><td>{escape(row.name)}</td><td class='words'><b>{say(row.estimate)}</b></td>"
        f"<td class='words'>{say(row.where)}</td><td class='words'><small>{say(row.notes)}</small></td></tr>"
        for row in report.measurements
    )
    words = f"<p class='faint'>{say(ESTIMATES)}</p>"
    heads = "".join(f"<th class='words'>{say(name)}</th>" for name in (marked("Estimate"), marked("Where")))
    heads = f"<tr><th>{say(marked('Name'))}</th>{heads}<th class='words'></th></tr>"
    measured = filled("Measured on: {volume}", volume=filled(report.measured_on))
    on = f"<p class='faint'>{say(measured)}</p>" if report.measured_on else ""
    return _section(
        say(marked("Measurements (estimates)")), f'{words}{on}<div class="scroll"><table>{heads}{lines}</table></div>'
    )


def _pairs(rows: Rows, say: Say) -> str:
    lines = "".join(f"<tr><td>{say(name)}</td><td class='value'>{_value(value, say)}</td></tr>" for name, value in rows)
    return f'<div class="scroll"><table class="pairs2">{lines}</table></div>' if lines else ""


def _section(title: str, content: str) -> list[str]:
    return [f"<section><h2>{title}</h2>{content}</section>"] if content else []


def _value(text: str, say: Say) -> str:
    """Only sentences are translated; names of cases and numbers are nobody's words."""
    return say(text) if isinstance(text, Filled) else escape(text)


def _figure(figure: Figure, say: Say) -> str:
    source = "data:image/png;base64," + base64.b64encode(figure.png).decode("ascii")
    caption = f" {say(figure.caption)}" if figure.caption else ""
    return (
        f'<figure><img alt="{say(figure.title)}" src="{source}">'
        f"<figcaption><b>{say(figure.title)}</b>{caption}</figcaption></figure>"
    )
