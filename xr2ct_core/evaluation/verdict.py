"""Whether a method may be shown as working: it must beat the mean volume and the two-view least squares.

Both are compared by PSNR-3D on the same patients; to beat means a positive mean difference.
"""

from typing import Final

from xr2ct_core.evaluation.baselines import MEAN_VOLUME
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import paired_difference

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
    missed: list[str] = []
    absent: list[str] = []
    for hurdle, name in HURDLES.items():
        if hurdle == candidate_id:
            continue
        difference = paired_difference(own, evaluation.values(hurdle, MAIN_METRIC))
        if difference.n == 0:
            absent.append(name)
        elif not difference.mean > 0:
            missed.append(f"{name} by {-difference.mean:.2f} dB (n = {difference.n})")
    if missed:
        return NOT_SHOWN, f"It falls short of {' and '.join(missed)}."
    if absent:
        return NOT_JUDGED, f"There is no comparison with {' and '.join(absent)} on the same patients."
    beaten = " and ".join(name for hurdle, name in HURDLES.items() if hurdle != candidate_id)
    return WORKING, f"It beats {beaten} on the same patients."
