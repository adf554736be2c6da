"""What each part of a method brings, as tables of a benchmark's page."""

from html import escape

from xr2ct_core.evaluation.ablation import COLUMNS, NOTE
from xr2ct_core.evaluation.html_tables import signed
from xr2ct_core.evaluation.measured import Benchmark
from xr2ct_core.evaluation.statistics import summarise
from xr2ct_core.methods.registry import method_spec


def ablation_tables(benchmark: Benchmark) -> str:
    """A table for each ablation; empty where there is none."""
    text = ""
    for ablation in benchmark.ablations:
        own = [summarise(benchmark.evaluation.values(ablation.reference, metric)) for metric, *_ in COLUMNS]
        means = "".join(
            f"<td>{one.mean:{style}}</td>" if one.n else "<td>–</td>"
            for one, (*_, style) in zip(own, COLUMNS, strict=True)
        )
        lines = [_line("reference", ablation.reference, means, own[0].n)]
        for part in ablation.parts:
            found = [ablation.brings(benchmark.evaluation, part, metric) for metric, *_ in COLUMNS]
            cells = "".join(f"<td>{signed(one, style)}</td>" for one, (*_, style) in zip(found, COLUMNS, strict=True))
            lines.append(_line(part.name, part.row_id, cells, found[0].n))
        heads = "".join(f"<th>{escape(name)}</th>" for name in ("", *(heading for _, heading, _ in COLUMNS), "n"))
        text += (
            f"<h2>What each part of {escape(method_spec(ablation.method).title)} brings</h2>"
            f"<p class='faint'>{escape(NOTE)}</p>"
            f"<div class='scroll'><table><tr>{heads}</tr>{''.join(lines)}</table></div>"
        )
    return text


def _line(name: str, row_id: str, cells: str, n: int) -> str:
    return (
        f"<tr><td><span class='title'>{escape(name)}</span><br><span class='id'>{escape(row_id)}</span></td>"
        f"{cells}<td>{n}</td></tr>"
    )
