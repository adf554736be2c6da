"""Tables of a benchmark as HTML: rows in groups, the mean with spread and interval, n always, best values marked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite
from typing import Final

from xr2ct_core.evaluation.baselines import ALL_AIR, MEAN_VOLUME
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.resolution import BLUR_LIMIT_MM
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import Summary, paired_difference, summarise
from xr2ct_core.evaluation.verdict import LEAST_SQUARES, MAIN_METRIC, NOT_SHOWN, WORKING, verdict

GROUPS: Final = (
    ("network", "Trained networks"),
    ("method", "Methods without training"),
    ("baseline", "Baselines: what must be beaten"),
    ("oracle", "Oracles: the truth itself, blurred"),
)
VERDICT_CLASS: Final = {WORKING: "working", NOT_SHOWN: "not-shown"}


@dataclass(frozen=True)
class Column:
    """A number of each row: its metric, heading, format, what it means, and whether more or less of it is better."""

    metric: str
    heading: str
    style: str
    meaning: str
    better: str = ""
    scale: float = 1.0


MAIN_COLUMNS: Final = (
    Column(MAIN_METRIC, "PSNR-3D (dB)", ".2f", "All voxels, HU in [-1024, 1476], MAX = 2500", "more"),
    Column("psnr_3d_db_body", "in the body (dB)", ".2f", "The same inside the body mask", "more"),
    Column("mae_hu_body", "body MAE (HU)", ".0f", "Mean absolute error inside the body mask", "less"),
    Column("ssim_3d", "SSIM-3D", ".3f", "Gaussian window of 11³, range 2500", "more"),
    Column("dice_lung", "lung Dice", ".3f", "Overlap of the lungs found by thresholds", "more"),
    Column("hd95_lung_mm", "lung HD95 (mm)", ".1f", "95th percentile of the distance of lung surfaces", "less"),
    Column("equivalent_blur_mm", "equivalent blur (mm)", ".1f", "Blur of the truth that is as wrong", "less"),
    Column("psnr_unseen_db", "unseen view (dB)", ".1f", "Projection at 45°, given to no method", "more"),
    Column("psnr_inputs_db", "inputs (dB)", ".1f", "Mean of both re-projections; a high number proves little"),
)
DETAIL_COLUMNS: Final = (
    Column("rmse_hu", "RMSE (HU)", ".0f", "All voxels", "less"),
    Column("ssim_3d_body", "body SSIM-3D", ".3f", "SSIM inside the body mask", "more"),
    Column("dice_bone", "bone Dice", ".3f", "Overlap of bone found by thresholds", "more"),
    Column("dice_soft", "soft-tissue Dice", ".3f", "Overlap of soft tissue found by thresholds", "more"),
    Column("fsc_crossing_mm", "FSC 0.5 (mm)", ".1f", "Length below which less than half is right", "less"),
    Column("sharpness", "sharpness", ".2f", "Power of fine detail relative to the truth; 1 is as sharp"),
    Column("ssim_unseen", "unseen SSIM", ".3f", "SSIM of the projection at 45°", "more"),
    Column("ncc_unseen", "unseen NCC", ".3f", "Correlation of the projection at 45°", "more"),
    Column("ssim_frontal", "frontal SSIM", ".3f", "Re-projection against the frontal input"),
    Column("ssim_lateral", "lateral SSIM", ".3f", "Re-projection against the lateral input"),
    Column("uncertainty_correlation", "σ to error", ".2f", "Correlation of predicted σ with the error", "more"),
    Column("coverage_90", "90 % coverage", ".2f", "Share of voxels inside the 90 % interval; 0.9 is right"),
    Column("calibration_error", "calibration error", ".3f", "Mean distance of the calibration curve", "less"),
    Column("seconds", "time (s)", ".2f", "One reconstruction", "less"),
    Column("peak_memory_bytes", "memory (GB)", ".2f", "Peak of the whole process, or of the card", scale=1e-9),
)

COSTS: Final = ("seconds", "peak_memory_bytes")
Cell = Callable[[Candidate], str]


def group_of(row: Candidate) -> str:
    """The group and the colour of a row."""
    return "network" if row.checkpoint is not None else row.kind


def metric_table(evaluation: Evaluation, columns: Sequence[Column], *, differences: bool = False) -> str:
    """Rows against metrics. `differences` adds the paired differences to both hurdles after the first column."""
    best = {column.metric: _best(evaluation, column) for column in columns}
    heads: list[tuple[str, str]] = [("n", "patients measured")]
    cells: list[Cell] = [lambda row: _td(str(len(evaluation.values(row.id, MAIN_METRIC))))]
    for number, column in enumerate(columns):
        heads.append((column.heading, column.meaning))
        cells.append(_metric_cell(evaluation, column, best[column.metric]))
        if differences and number == 0:
            for reference, name in ((MEAN_VOLUME, "mean volume"), (LEAST_SQUARES, "least squares")):
                heads.append((f"minus {name} (dB)", "Paired difference on the same patients, 95 % interval"))
                cells.append(_difference_cell(evaluation, reference))
    return table(evaluation.candidates, heads, cells, name=lambda row: row_name(row, evaluation))


def table(
    rows: Sequence[Candidate],
    heads: Sequence[tuple[str, str]],
    cells: Sequence[Cell],
    name: Callable[[Candidate], str],
    first: str = "",
) -> str:
    """A table of candidates in their groups, after the row `first`; `heads` are headings with their meaning."""
    head = "".join(f'<th title="{escape(meaning)}">{escape(text)}</th>' for text, meaning in heads)
    body = first + "".join(_body(rows, cells, name, width=len(heads) + 1))
    return f'<div class="scroll"><table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def row_name(row: Candidate, evaluation: Evaluation | None = None) -> str:
    """Title and id of a row, with its colour and, where `evaluation` is given, its verdict."""
    group = group_of(row)
    text = f'<span class="{group} dot"></span><span class="title">{escape(row.title)}</span>'
    text += f'<br><span class="id">{escape(row.id)}</span>'
    if evaluation is not None and row.kind == "method":
        state, reason = verdict(evaluation, row.id)
        kind = VERDICT_CLASS.get(state, "not-judged")
        text += f'<br><span class="verdict {kind}" title="{escape(reason)}">{escape(state)}</span>'
    return text


def signed(summary: Summary, style: str = ".2f") -> str:
    """A difference with its interval, in the colour of gain or loss."""
    if not summary.n or not isfinite(summary.mean):
        return "–"
    matters = f"{abs(summary.mean):{style}}" != f"{0.0:{style}}"
    kind = "plus" if matters and summary.low > 0 else "minus" if matters and summary.high < 0 else ""
    return f'<span class="{kind}">{summary.mean:+{style}}</span>{_interval(summary, f"+{style}")}'


def _body(
    rows: Sequence[Candidate], cells: Sequence[Cell], name: Callable[[Candidate], str], width: int
) -> Iterator[str]:
    for group, title in GROUPS:
        inside = [row for row in rows if group_of(row) == group]
        if inside:
            yield f'<tr class="group"><td colspan="{width}">{escape(title)}</td></tr>'
        for row in inside:
            yield f"<tr><td>{name(row)}</td>{''.join(cell(row) for cell in cells)}</tr>"


def _metric_cell(evaluation: Evaluation, column: Column, best: str) -> Cell:
    def cell(row: Candidate) -> str:
        found = summarise(evaluation.values(row.id, column.metric))
        kind = "best" if row.id == best else ""
        is_fewer = 0 < found.n < len(evaluation.values(row.id, MAIN_METRIC))
        return _td(_number(found, column) + (f"<small>n = {found.n}</small>" if is_fewer else ""), kind)

    return cell


def _difference_cell(evaluation: Evaluation, reference: str) -> Cell:
    def cell(row: Candidate) -> str:
        if row.id == reference or row.kind == "oracle":
            return _td("")
        own, other = (evaluation.values(name, MAIN_METRIC) for name in (row.id, reference))
        return _td(signed(paired_difference(own, other)))

    return cell


def _number(found: Summary, column: Column) -> str:
    if not found.n:
        return "–"
    mean, sd = found.mean * column.scale, found.sd * column.scale
    if not isfinite(mean):
        return "∞" if mean > 0 else "–"
    if column.metric == "equivalent_blur_mm" and mean >= BLUR_LIMIT_MM:
        return f"≥ {BLUR_LIMIT_MM:g}"
    spread = f"<small>± {sd:{column.style}}</small>" if isfinite(sd) and column.metric not in COSTS else ""
    scaled = Summary(mean, sd, found.low * column.scale, found.high * column.scale, found.n)
    return f"{mean:{column.style}}{spread}{_interval(scaled, column.style)}"


def _interval(summary: Summary, style: str) -> str:
    if not (isfinite(summary.low) and isfinite(summary.high)):
        return ""
    return f"<small>[{summary.low:{style}}, {summary.high:{style}}]</small>"


def _best(evaluation: Evaluation, column: Column) -> str:
    """The row with the best mean among those measured on most patients that do not see the truth; empty if no row is
    better than another."""
    found = {
        row.id: summarise(evaluation.values(row.id, column.metric))
        for row in evaluation.candidates
        if row.kind != "oracle" and row.id != ALL_AIR
    }
    most = max((summary.n for summary in found.values()), default=0)
    means = {row_id: summary.mean for row_id, summary in found.items() if summary.n == most}
    if not column.better or not most or len(means) < 2:
        return ""
    return (max if column.better == "more" else min)(means, key=means.__getitem__)


def _td(text: str, kind: str = "") -> str:
    return f'<td class="{kind}">{text}</td>' if kind else f"<td>{text}</td>"
