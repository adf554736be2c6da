"""The page of a benchmark: one file that opens anywhere, with tables, plots and pictures inside, none from outside.

Three tabs keep apart what must not be mixed: accuracy in 3D; the numbers of the seed report, which are not accuracy in
3D; and robustness, where it was measured. The banner stands above everything and is in the pixels of every picture.
"""

import base64
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from math import isfinite
from pathlib import Path
from typing import Final

from PIL import Image

import xr2ct_core
from xr2ct_core.evaluation.baselines import ALL_AIR, MEAN_VOLUME
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.html_ablation import ablation_tables
from xr2ct_core.evaluation.html_style import STYLE
from xr2ct_core.evaluation.html_tables import (
    DETAIL_COLUMNS,
    GROUPS,
    MAIN_COLUMNS,
    group_of,
    metric_table,
    row_name,
    signed,
    table,
)
from xr2ct_core.evaluation.markdown import CROSS_VALIDATED, known_words, others_of
from xr2ct_core.evaluation.measured import Benchmark
from xr2ct_core.evaluation.report import geometry_name, subjects
from xr2ct_core.evaluation.seed_report import REPORT_COLUMNS, REPORT_ROWS, ReportRow, noise_self_test_db
from xr2ct_core.evaluation.statistics import summarise
from xr2ct_core.evaluation.svg_plots import Bar, interval_plot, sweep_plot
from xr2ct_core.evaluation.verdict import LEAST_SQUARES, MAIN_METRIC, verdict
from xr2ct_core.provenance import SYNTHETIC_BANNER

PICTURE_QUALITY: Final = 88
TABS: Final = ("3D accuracy", "Report metric (2D, not 3D accuracy)", "Robustness")


def benchmark_page(benchmark: Benchmark, pictures: Sequence[tuple[str, Path]]) -> str:
    """The whole page; `pictures` are the cases' names and PNG files, which are taken into it."""
    panels = [_accuracy(benchmark, pictures), _report_metric(benchmark)]
    if benchmark.robustness is not None:
        panels.append(_robustness(benchmark))
    inputs = "".join(
        f'<input class="tab" type="radio" name="tab" id="tab{n}"{" checked" if n == 1 else ""}>'
        for n in range(1, len(panels) + 1)
    )
    labels = "".join(f'<label for="tab{n}">{escape(TABS[n - 1])}</label>' for n in range(1, len(panels) + 1))
    sections = "".join(f'<section class="panel" id="panel{n}">{text}</section>' for n, text in enumerate(panels, 1))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>xr2ct benchmark</title><style>{STYLE}</style></head><body>"
        f'<div class="banner">{escape(SYNTHETIC_BANNER)}</div>{_header(benchmark)}{inputs}'
        f'<div class="tabs">{labels}</div><main>{sections}</main></body></html>\n'
    )


def _header(benchmark: Benchmark) -> str:
    evaluation = benchmark.evaluation
    grid, case_set = evaluation.case_set.grid, evaluation.case_set
    learned = len({case.subject for case in case_set.learned_from} - set(subjects(evaluation)))
    facts = [
        ("Patients measured", f"n = {len(subjects(evaluation))} ({len(case_set.cases)} cases)"),
        ("Trained on, not measured", str(learned) if benchmark.networks else "no network"),
        ("Grid", f"{grid.size}³, {grid.spacing_mm:g} mm voxels"),
        ("Geometry", geometry_name(evaluation)),
        ("Data", benchmark.data_name),
        ("Device", evaluation.device),
        ("Made", f"{datetime.now(UTC):%Y-%m-%d} by xr2ct {xr2ct_core.__version__}"),
    ]
    chips = "".join(f"<li><span class='faint'>{escape(name)}</span> <b>{escape(text)}</b></li>" for name, text in facts)
    state = "" if benchmark.complete else '<p class="warn">Cancelled: these are partial results.</p>'
    if case_set.learned_for:
        state += f"<p class='faint'>{escape(CROSS_VALIDATED)}</p>"
    chosen = sorted(case_set.chosen_on)
    if chosen:
        state += (
            f'<p class="warn">Of the validation part, so checkpoints may have been chosen on them: '
            f"{escape(', '.join(chosen))}. Their numbers flatter the networks.</p>"
        )
    if case_set.known:
        state += f'<p class="warn">{escape(known_words(evaluation))}</p>'
    return (
        f"<header><h1>Benchmark of reconstructions</h1><p class='faint'>Numbers of other grids or geometries do not "
        f"compare with these.</p><ul class='facts'>{chips}</ul>{state}</header>"
    )


def _accuracy(benchmark: Benchmark, pictures: Sequence[tuple[str, Path]]) -> str:
    evaluation = benchmark.evaluation
    found = {row.id: summarise(evaluation.values(row.id, MAIN_METRIC)) for row in evaluation.candidates}
    most = max((summary.n for summary in found.values()), default=0)
    bars = [
        Bar(
            row.title if found[row.id].n == most else f"{row.title} (n = {found[row.id].n})",
            group_of(row),
            found[row.id],
        )
        for row in evaluation.candidates
        if row.id != ALL_AIR
    ]
    hurdles = [
        (name, found[row_id].mean)
        for row_id, name in ((MEAN_VOLUME, "mean volume"), (LEAST_SQUARES, "least squares"))
        if row_id in found and isfinite(found[row_id].mean)
    ]
    legend = "".join(f'<span><span class="{kind} dot"></span><b>{escape(title)}</b></span>' for kind, title in GROUPS)
    return (
        "<h2>PSNR-3D at a glance</h2>"
        f'<p class="faint">Mean and 95 % bootstrap interval over patients. A method left of the dashed lines is '
        f"not shown "
        f"as working: it knows less than the mean CT of {others_of(evaluation)}, or than plain least squares.</p>"
        f'<div class="card"><div class="legend">{legend}</div>{interval_plot(bars, hurdles, "dB")}</div>'
        f"{_sweeps(benchmark)}{ablation_tables(benchmark)}"
        "<h2>Accuracy in 3D</h2><p class='faint'>Mean ± standard deviation, below it the 95 % interval of the "
        "mean. Bold: "
        "best of a column, among the rows measured on most patients. Rest the pointer on a heading to read what "
        "it measures.</p>"
        f"{metric_table(evaluation, MAIN_COLUMNS, differences=True)}"
        f"<h3>Verdicts</h3><ul class='plain'>{''.join(_verdicts(benchmark))}</ul>"
        "<h2>Structure, resolution, uncertainty and cost</h2>"
        f"{metric_table(evaluation, DETAIL_COLUMNS)}{_networks(benchmark)}"
        f"{_pictures(pictures)}{_gaps(benchmark)}"
    )


def _sweeps(benchmark: Benchmark) -> str:
    text = ""
    for sweep in benchmark.sweeps:
        points = [
            (point.label, summarise(benchmark.evaluation.values(point.row_id, MAIN_METRIC))) for point in sweep.points
        ]
        plot = sweep_plot(points, sweep.setting.replace("_", " "), "PSNR-3D (dB)")
        counts = ", ".join(f"{label}: n = {own.n}" for label, own in points)
        text += (
            f"<h2>{escape(sweep.title)}</h2><div class='card'>{plot}<p class='faint'>Networks that differ in "
            f"nothing but "
            f"this setting. {escape(counts)}.</p></div>"
        )
    return text


def _verdicts(benchmark: Benchmark) -> Iterator[str]:
    for row in benchmark.evaluation.candidates:
        if row.kind == "method":
            state, reason = verdict(benchmark.evaluation, row.id)
            yield f"<li><b>{escape(row.title)}</b>: {escape(state)}. {escape(reason)}</li>"


def _networks(benchmark: Benchmark) -> str:
    if not benchmark.networks:
        return ""
    head = ("Network", "Run", "Steps", "Parameters", "Samples/s in training", "Patients trained on", "Data")
    lines = []
    for one in benchmark.networks:
        data = Path(str(one.info.data.get("name", ""))).name
        rate = "–" if one.samples_per_s is None else f"{one.samples_per_s:.2f}"
        run = f"{one.run} ({len(one.folds)} folds)" if one.folds else one.run
        cells = (one.steps, f"{one.parameters:,}", rate, one.trained_on, escape(data))
        lines.append(
            f"<tr><td><span class='title'>{escape(one.title)}</span><br><span class='id'>{escape(one.id)}</span></td>"
            f"<td>{escape(run)}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        )
    heads = "".join(f"<th>{name}</th>" for name in head)
    return f"<h2>Networks</h2><div class='scroll'><table><tr>{heads}</tr>{''.join(lines)}</table></div>"


def _pictures(pictures: Sequence[tuple[str, Path]]) -> str:
    if not pictures:
        return ""
    text = (
        "<h2>Pictures</h2><p class='faint'>The true CT and the radiographs first, then every row: axial, coronal and "
    )
    text += "sagittal slices through the middle of the cube.</p>"
    for number, (name, path) in enumerate(pictures):
        opened = " open" if number == 0 else ""
        text += (
            f"<details{opened}><summary>{escape(name)}</summary>"
            f'<img loading="lazy" alt="Slices of every row for {escape(name)}" src="{_embedded(path)}"></details>'
        )
    return text


def _embedded(path: Path) -> str:
    packed = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(packed, "WEBP", quality=PICTURE_QUALITY)
    return "data:image/webp;base64," + base64.b64encode(packed.getvalue()).decode("ascii")


def _gaps(benchmark: Benchmark) -> str:
    evaluation = benchmark.evaluation
    lines = [f"{Path(problem.source).name}: {problem.message}" for problem in evaluation.case_set.problems]
    lines += [
        f"{outcome.candidate_id} on {outcome.case_id}, {outcome.status}: {outcome.message}"
        for outcome in evaluation.outcomes
        if outcome.status != "measured"
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>Not measured</h2><ul class='plain faint'>{items}</ul>" if lines else ""


def _report_metric(benchmark: Benchmark) -> str:
    evaluation = benchmark.evaluation

    def cell(metric: str, style: str) -> "_Cell":
        return _Cell(benchmark, metric, style)

    heads = [("n", "patients measured"), ("PSNR-3D (dB)", "for comparison: what the first tab says")]
    heads += [(heading, like) for _, heading, _, like in REPORT_COLUMNS]
    cells = [cell("", ""), cell(MAIN_METRIC, ".2f"), *(cell(metric, style) for metric, _, style, _ in REPORT_COLUMNS)]
    return (
        "<h2>Numbers of the seed report, and ours measured alike</h2>"
        '<p class="warn"><b>None of these is accuracy in 3D</b> (but PSNR with MAX = 4095, which is 4.29 dB too '
        "high). They "
        "stand here because the report prints them in one table, and to show what such numbers are worth: what "
        "is useless "
        "as a volume can lead here, and the truth itself need not.</p>"
        f'<div class="pairs">{"".join(_report_card(row) for row in REPORT_ROWS)}</div>'
        "<h2>Our rows by the same measures</h2>"
        "<p class='faint'>Radiographs and their re-projections in units of the input's maximum, volumes in "
        "units of the HU "
        "window.</p>"
        f"{table(evaluation.candidates, heads, cells, row_name, _printed_row())}"
        f'<p class="faint">The diffusion row has no column: its test involves no method. Repeated here with '
        f"fresh random "
        f"numbers it gives {noise_self_test_db():.2f} dB.</p>"
    )


def _printed_row() -> str:
    """What the report prints, each number under the measure that made it."""
    printed = {
        metric: number
        for row in REPORT_ROWS
        for metric, number in zip(row.measured, (row.psnr, row.ssim), strict=False)
    }
    cells = "".join(f"<td>{printed[metric]}</td>" for metric, *_ in REPORT_COLUMNS)
    name = "<span class='title'>Printed in the report</span><br><span class='id'>other data, other volumes</span>"
    return f"<tr><td>{name}</td><td></td><td></td>{cells}</tr>"


class _Cell:
    """The mean of a metric for a row; without a metric, n."""

    def __init__(self, benchmark: Benchmark, metric: str, style: str) -> None:
        self._evaluation, self._metric, self._style = benchmark.evaluation, metric, style

    def __call__(self, row: Candidate) -> str:
        found = summarise(self._evaluation.values(row.id, self._metric or MAIN_METRIC))
        if not self._metric:
            return f"<td>{found.n}</td>"
        text = "–" if not found.n else f"{found.mean:{self._style}}" if isfinite(found.mean) else "∞"
        return f"<td>{text}</td>"


def _report_card(row: ReportRow) -> str:
    headings = {metric: heading for metric, heading, *_ in REPORT_COLUMNS}
    alike = ", ".join(headings[metric] for metric in row.measured) or "by nothing in the table below"
    return (
        f"<div class='card'><h3 style='margin-top:0'>{escape(row.name)}</h3>"
        f"<span class='big'>{escape(row.psnr)} dB</span> <span class='faint'>SSIM {escape(row.ssim)}, as printed</span>"
        f"<p>{escape(row.truth)}</p><span class='faint'>Measured alike: {escape(alike)}</span></div>"
    )


def _robustness(benchmark: Benchmark) -> str:
    rows = [row for row in benchmark.evaluation.candidates if row.method]
    heads = "".join(f"<th>{row_name(row)}</th>" for row in rows)
    plain = "".join(_plain_cell(benchmark, row) for row in rows)
    lines = [f"<tr><td><span class='title'>as in the main table</span></td>{plain}</tr>"]
    for result, with_what in ((one, each.with_what) for each in benchmark.comparisons() for one in each.results):
        cells, faint = [], f"<small>to: {escape(with_what)}</small>" if result.condition.against else ""
        for row in rows:
            own, change = benchmark.under(result, row.id, MAIN_METRIC)
            cells.append(f"<td>{own.mean:.2f}<small>{signed(change)}</small></td>" if change.n else "<td>–</td>")
        title = f"<span class='title'>{escape(result.condition.title)}</span>{faint}"
        lines.append(f"<tr><td>{title}</td>{''.join(cells)}</tr>")
    return (
        "<h2>Robustness</h2><p class='faint'>PSNR-3D in dB when the pair was taken otherwise, below it the paired "
        "change to the main table, or to what is named, with its 95 % interval. Turns and shifts are told to no "
        "method. table.json has all metrics.</p>"
        f"<div class='scroll'><table><thead><tr><th></th>{heads}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>{_failed(benchmark)}"
    )


def _failed(benchmark: Benchmark) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in benchmark.failed_under_conditions)
    return f"<h3>Not measured</h3><ul class='plain faint'>{items}</ul>" if items else ""


def _plain_cell(benchmark: Benchmark, row: Candidate) -> str:
    found = summarise(benchmark.evaluation.values(row.id, MAIN_METRIC))
    return f"<td><b>{found.mean:.2f}</b><small>n = {found.n}</small></td>" if found.n else "<td>–</td>"
