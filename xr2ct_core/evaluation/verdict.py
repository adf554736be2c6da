"""Whether a method may be shown as working: it must beat the mean volume and the two-view least squares.

Both are compared by PSNR-3D on the same patients. To beat means that the 95 % interval of the mean difference lies
above zero, so it takes two patients at least; being ahead by chance does not count.
"""

from typing import Final

from xr2ct_core.evaluation.baselines import MEAN_VOLUME
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import Summary, paired_difference

MAIN_METRIC: Final = "psnr_3d_db"
LEAST_SQUARES: Final = "tv"
HURDLES: Final = {MEAN_VOLUME: "the mean volume", LEAST_SQUARES: "two-view least squares"}
WORKING: Final = "working"
NOT_SHOWN: Final = "not shown as working"
NOT_JUDGED: Final = "not judged"


def verdict(evaluation: Evaluation, candidate_id: str) -> tuple[str, str]:
    """`WORKING`, `NOT_SHOWN` or `NOT_JUDGED`, and the reason in a sentence."""
    own = evaluation.values(candidate_id, MAIN_METRIC)
    if not own:
        return NOT_JUDGED, "It was measured on no patient."
    hurdles = {hurdle: name for hurdle, name in HURDLES.items() if hurdle != candidate_id}
    missed: list[str] = []
    open_questions: list[str] = []
    for hurdle, name in hurdles.items():
        difference = paired_difference(own, evaluation.values(hurdle, MAIN_METRIC))
        if difference.n and not difference.mean > 0:
            missed.append(f"it is {-difference.mean:.2f} dB behind {name} (n = {difference.n})")
        elif difference.n < 2:
            open_questions.append(f"{name} was measured on fewer than two of the same patients")
        elif not _surely_positive(difference):
            missed.append(
                f"its lead of {difference.mean:.2f} dB over {name} could be chance "
                f"(95 % interval {difference.low:+.2f} to {difference.high:+.2f}, n = {difference.n})"
            )
    if missed:
        return NOT_SHOWN, _sentence(missed)
    if open_questions:
        return NOT_JUDGED, _sentence(open_questions)
    return WORKING, f"It beats {' and '.join(hurdles.values())} on the same patients."


def _surely_positive(difference: Summary) -> bool:
    return difference.low > 0 or difference.mean == float("inf")


def _sentence(clauses: list[str]) -> str:
    text = " and ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."
