"""What a benchmark adds to the Markdown of an evaluation: cost, sweeps, robustness, and the seed report's numbers."""

from collections.abc import Sequence
from typing import Final

from xr2ct_core.evaluation.ablation import COLUMNS, NOTE
from xr2ct_core.evaluation.markdown import signed
from xr2ct_core.evaluation.measured import Benchmark
from xr2ct_core.evaluation.seed_report import REPORT_COLUMNS, REPORT_ROWS, noise_self_test_db
from xr2ct_core.evaluation.statistics import summarise
from xr2ct_core.evaluation.verdict import MAIN_METRIC
from xr2ct_core.methods.registry import method_spec

TAKEN_OVER: Final = (
    "* {count} of these reconstructions were measured by the same command before it was stopped, and taken over.\n"
)


def benchmark_markdown(benchmark: Benchmark) -> str:
    """The added sections."""
    sections = (
        TAKEN_OVER.format(count=benchmark.taken_over) if benchmark.taken_over else "",
        _networks(benchmark),
        _sweeps(benchmark),
        _ablations(benchmark),
        _robustness(benchmark),
        _report_metric(benchmark),
    )
    return "".join(f"\n{section}" for section in sections if section)


def _networks(benchmark: Benchmark) -> str:
    if not benchmark.networks:
        return ""
    rows = [
        [
            f"`{one.id}`",
            one.title,
            f"{one.run} ({len(one.folds)} folds)" if one.folds else one.run,
            one.steps,
            f"{one.parameters:,}",
            "-" if one.samples_per_s is None else f"{one.samples_per_s:.2f}",
            one.trained_on,
        ]
        for one in benchmark.networks
    ]
    head = ["row", "network", "run", "steps", "parameters", "samples/s in training", "patients trained on"]
    return "## Networks\n\n" + _table(head, rows, words=3)


def _sweeps(benchmark: Benchmark) -> str:
    text = ""
    for sweep in benchmark.sweeps:
        rows = []
        for point in sweep.points:
            found = summarise(benchmark.evaluation.values(point.row_id, MAIN_METRIC))
            rows.append([point.label, f"{found.mean:.2f}" if found.n else "-", str(found.n)])
        text += f"## {sweep.title}\n\n" + _table([sweep.setting, "PSNR-3D (dB)", "n"], rows)
    return text


def _ablations(benchmark: Benchmark) -> str:
    text = ""
    for ablation in benchmark.ablations:
        own = [summarise(benchmark.evaluation.values(ablation.reference, metric)) for metric, *_ in COLUMNS]
        means = [f"{one.mean:{style}}" if one.n else "-" for one, (*_, style) in zip(own, COLUMNS, strict=True)]
        rows = [[f"reference: `{ablation.reference}`", *means, str(own[0].n)]]
        for part in ablation.parts:
            found = [ablation.brings(benchmark.evaluation, part, metric) for metric, *_ in COLUMNS]
            cells = [signed(one, style) for one, (*_, style) in zip(found, COLUMNS, strict=True)]
            rows.append([f"`{part.row_id}`: {part.name}", *cells, str(found[0].n)])
        head = ["", *(heading for _, heading, _ in COLUMNS), "n"]
        text += f"## What each part of {method_spec(ablation.method).title} brings\n\n{NOTE}\n\n"
        text += _table(head, rows)
    return text


def _robustness(benchmark: Benchmark) -> str:
    if benchmark.robustness is None:
        return ""
    candidates = [row for row in benchmark.evaluation.candidates if row.method]
    tables = []
    for comparison in benchmark.comparisons():
        rows = []
        for result in comparison.results:
            cells = [result.condition.title]
            for row in candidates:
                own, change = benchmark.under(result, row.id, MAIN_METRIC)
                cells.append(f"{own.mean:.2f} ({change.mean:+.2f}, n = {change.n})" if change.n else "-")
            rows.append(cells)
        head = [f"PSNR-3D (dB), change to {comparison.with_what}", *(f"`{row.id}`" for row in candidates)]
        tables.append(_table(head, rows))
    failed = "".join(f"* {line}\n" for line in benchmark.failed_under_conditions)
    return "\n".join(["## Robustness\n", *tables, *([f"Not measured:\n\n{failed}"] if failed else [])])


def _report_metric(benchmark: Benchmark) -> str:
    rows = []
    for row in benchmark.evaluation.candidates:
        summaries = [summarise(benchmark.evaluation.values(row.id, metric)) for metric, *_ in REPORT_COLUMNS]
        cells = [
            f"{found.mean:{style}}" if found.n else "-"
            for found, (_, _, style, _) in zip(summaries, REPORT_COLUMNS, strict=True)
        ]
        rows.append([f"`{row.id}`", str(max(found.n for found in summaries)), *cells])
    printed = [[row.name, row.psnr, row.ssim, row.truth] for row in REPORT_ROWS]
    heads = [f"{heading}, {like}" for _, heading, _, like in REPORT_COLUMNS]
    return (
        "## Report metric (not 3D accuracy)\n\n"
        "The table of the report this project started from, and what its numbers are:\n\n"
        + _table(["row of the report", "printed PSNR", "printed SSIM", "what it is"], printed, words=4)
        + "\nOur rows measured in the same ways. A high number here shows nothing about the volume in 3D.\n\n"
        + _table(["row", "n", *heads], rows)
        + f"\nThe diffusion row's test, repeated here: {noise_self_test_db():.2f} dB. It involves no method.\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A table whose first `words` columns are text."""
    rule = "|---" * words + "|---:" * (len(head) - words) + "|"
    return "\n".join(["| " + " | ".join(head) + " |", rule, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"
