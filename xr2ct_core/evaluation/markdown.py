"""The table of an evaluation for people, as Markdown."""

from collections.abc import Iterator
from typing import Final

import xr2ct_core
from xr2ct_core.evaluation.baselines import MEAN_VOLUME
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.report import geometry_name, subjects
from xr2ct_core.evaluation.resolution import BLUR_LIMIT_MM
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import Summary, paired_difference, summarise
from xr2ct_core.evaluation.verdict import LEAST_SQUARES, MAIN_METRIC, NOT_SHOWN, verdict
from xr2ct_core.provenance import SYNTHETIC_BANNER

COLUMNS: Final = (
    (MAIN_METRIC, "PSNR-3D (dB)", ".2f"),
    ("mae_hu_body", "body MAE (HU)", ".0f"),
    ("ssim_3d", "SSIM-3D", ".3f"),
    ("dice_lung", "lung Dice", ".3f"),
    ("equivalent_blur_mm", "equivalent blur (mm)", ".1f"),
    ("psnr_unseen_db", "unseen view (dB)", ".1f"),
    ("psnr_inputs_db", "inputs (dB)", ".1f"),
    ("seconds", "time (s)", ".2f"),
)
"""Metric, heading and format of the numbers for people; table.json has all."""
CROSS_VALIDATED: Final = (
    "Cross-validated: each patient is measured with the network of the fold that left him out; the mean volume and the "
    "nearest case are made of the patients that network was trained on."
)
KIND_MARK: Final = {"method": "", "baseline": " (baseline)", "oracle": " (sees the truth)"}


def as_markdown(evaluation: Evaluation) -> str:
    """The readable report."""
    parts = [_head(evaluation), _table(evaluation), _notes(evaluation), _differences(evaluation), _gaps(evaluation)]
    return "\n".join(part for part in parts if part)


def _head(evaluation: Evaluation) -> str:
    case_set = evaluation.case_set
    grid, patients = case_set.grid, subjects(evaluation)
    state = "" if evaluation.complete else "\n**Cancelled: these are partial results.**\n"
    return (
        f"# Evaluation\n{state}\n"
        f"* Geometry `{geometry_name(evaluation)}`, grid {grid.size}³ over {grid.cube_mm:g} mm "
        f"({grid.spacing_mm:g} mm voxels), HU in [-1024, 1476]. Numbers of other grids or geometries do not compare.\n"
        f"* n = {len(patients)} patients, {len(case_set.cases)} cases: {', '.join(patients)}\n"
        f"{_learned_from(evaluation)}"
        f"* xr2ct {xr2ct_core.__version__}, device {evaluation.device}\n"
        f"* {SYNTHETIC_BANNER}\n"
    )


def others_of(evaluation: Evaluation) -> str:
    """Whom the mean volume and the nearest case are made of, in words."""
    return "the patients trained on" if evaluation.case_set.learned_from else "the other patients"


def _learned_from(evaluation: Evaluation) -> str:
    learned, chosen = evaluation.case_set.learned_from, sorted(evaluation.case_set.chosen_on)
    text = ""
    if evaluation.case_set.learned_for:
        text += f"* {CROSS_VALIDATED}\n"
    more = {case.subject for case in learned} - set(subjects(evaluation))
    if more:
        text += f"* {len(more)} more patients of these data were trained on; they are not measured.\n"
    if chosen:
        text += f"* **Of the validation part, so checkpoints may have been chosen on them: {', '.join(chosen)}.**\n"
    if evaluation.case_set.known:
        text += f"* **{known_words(evaluation)}**\n"
    return text


def known_words(evaluation: Evaluation) -> str:
    """The warning that a network was measured on patients it learned from."""
    names = ", ".join(sorted(evaluation.case_set.known))
    return f"A network here learned from {names}: its rows compare settings, they do not say how good it is on others."


def _table(evaluation: Evaluation) -> str:
    headings = ["", "n", *(heading for _, heading, _ in COLUMNS)]
    lines = ["| " + " | ".join(headings) + " |", "|---|" + "---:|" * (len(headings) - 1)]
    for row in evaluation.candidates:
        cells = [_name(evaluation, row), _count(evaluation, row)]
        for metric, _, style in COLUMNS:
            found = summarise(evaluation.values(row.id, metric))
            is_fewer = 0 < found.n < len(evaluation.values(row.id, MAIN_METRIC))
            cells.append(_mean(metric, found, style) + (f" (n = {found.n})" if is_fewer else ""))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _name(evaluation: Evaluation, row: Candidate) -> str:
    name = f"`{row.id}`" if row.checkpoint is None else f"`{row.id}` ({row.title})"
    if row.kind == "method" and verdict(evaluation, row.id)[0] == NOT_SHOWN:
        return f"{name} **{NOT_SHOWN}**"
    return f"{name}{KIND_MARK[row.kind]}"


def _count(evaluation: Evaluation, row: Candidate) -> str:
    return str(len(evaluation.values(row.id, MAIN_METRIC)))


def _mean(metric: str, summary: Summary, style: str) -> str:
    if summary.n == 0:
        return "-"
    if metric == "equivalent_blur_mm" and summary.mean >= BLUR_LIMIT_MM:
        return f"≥ {BLUR_LIMIT_MM:{style}}"
    spread = f" ± {summary.sd:{style}}" if summary.n > 1 and metric != "seconds" else ""
    return f"{summary.mean:{style}}{spread}"


def _notes(evaluation: Evaluation) -> str:
    average = summarise(evaluation.values(MEAN_VOLUME, MAIN_METRIC))
    worth = (
        f"* The mean CT of {others_of(evaluation)}, which looks at no X-ray, has {average.mean:.2f} dB here "
        f"(n = {average.n}): a PSNR-3D near it shows nothing.\n"
        if average.n
        else "* No mean volume was measured (it needs two patients), so what a PSNR-3D is worth here is not known.\n"
    )
    verdicts = "".join(
        f"* `{row.id}`: {' - '.join(verdict(evaluation, row.id))}\n"
        for row in evaluation.candidates
        if row.kind == "method"
    )
    return (
        "Mean ± standard deviation over patients.\n\n"
        f"{worth}"
        "* PSNR-3D with MAX = 2500. Equivalent blur: the Gaussian sigma that makes the truth as wrong as this volume.\n"
        "* Unseen view: projection turned by 45 degrees, given to no method. Inputs: mean of both re-projections;"
        " a high number there proves little.\n"
        f"{verdicts}"
    )


def _differences(evaluation: Evaluation) -> str:
    lines: list[str] = []
    for reference in (LEAST_SQUARES, MEAN_VOLUME):
        for row in evaluation.candidates:
            if row.id == reference or row.kind == "oracle":
                continue
            own = evaluation.values(row.id, MAIN_METRIC)
            difference = paired_difference(own, evaluation.values(reference, MAIN_METRIC))
            if difference.n:
                lines.append(f"| `{row.id}` | `{reference}` | {signed(difference)} | {difference.n} |")
    if not lines:
        return ""
    head = "| row | minus | PSNR-3D difference (dB), 95 % interval | n |\n|---|---|---:|---:|\n"
    return "## Differences on the same patients\n\n" + head + "\n".join(lines) + "\n"


def signed(difference: Summary, style: str = ".2f") -> str:
    """A difference with its interval, where there are patients for one."""
    if not difference.n:
        return "-"
    interval = f" [{difference.low:+{style}}, {difference.high:+{style}}]" if difference.n > 1 else ""
    return f"{difference.mean:+{style}}{interval}"


def _gaps(evaluation: Evaluation) -> str:
    lines = list(_gap_lines(evaluation))
    return "## Not measured\n\n" + "\n".join(lines) + "\n" if lines else ""


def _gap_lines(evaluation: Evaluation) -> Iterator[str]:
    for problem in evaluation.case_set.problems:
        yield f"* case {problem.source.rpartition('/')[2]}: {problem.message}"
    for outcome in evaluation.outcomes:
        if outcome.status != "measured":
            yield f"* `{outcome.candidate_id}` on {outcome.case_id}, {outcome.status}: {outcome.message}"
