"""What a report card says in words: one sentence of judgement, and what its numbers do not tell. Light: no torch.

A result is judged by PSNR-3D against baselines that do not see the truth, as in the evaluation; without a truth it is
not judged at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xr2ct_core.evaluation.verdict import MAIN_METRIC
from xr2ct_core.protocol.results import CardRow
from xr2ct_core.radiograph import RadiographPair

INPUTS_METRIC: Final = "psnr_inputs_db"
LEVEL_DB: Final = 0.2
"""Less of a difference on one case is none."""
FAR_DB: Final = 6.0
POOR_DB: Final = 25.0
"""Agreement with the X-rays below this, and so far below that of all baselines, means that something went wrong."""
ONE_CASE: Final = "This is one case. Before a method is called better, compare on many patients (xr2ct benchmark)."
ORACLES: Final = "“Truth blurred by …” sees the true CT. It is no method, it shows what the numbers are worth."
TRAINED_ON: Final = "The network was trained on this patient."
UNKNOWN_TRAINING: Final = (
    "A trained network made the result. Whether it was trained on this patient is not known here; if it was, the"
    " numbers are too good."
)
DISPLAY_IMAGES: Final = (
    "The X-rays are display images of unknown scale: agreement is measured with line integrals estimated from them."
)


@dataclass(frozen=True)
class Doubt:
    """Why the numbers of a result may not count. `tainted` is a sentence where they surely do not."""

    tainted: str = ""
    is_training_unknown: bool = False


@dataclass(frozen=True)
class Judged:
    """A row of the card; `sees_truth` marks those that no method can be expected to beat."""

    row: CardRow
    sees_truth: bool = False

    @property
    def title(self) -> str:
        return self.row.title

    def value(self, metric: str) -> float | None:
        return self.row.metrics.get(metric)


def verdict(rows: Sequence[Judged], doubt: Doubt, *, has_truth: bool) -> str:
    """The one sentence on the result, which is the first row."""
    own = rows[0]
    if not has_truth:
        return _agreement(own, rows[1:])
    if doubt.tainted:
        return f"{doubt.tainted} So this case cannot tell how good the result is."
    value = own.value(MAIN_METRIC)
    rivals = sorted(_measured(rows[1:]), key=lambda pair: -pair[0])
    if value is None or not rivals:
        return "The result could not be compared with any baseline on this case."
    best, rival = rivals[0]
    told = f"PSNR in 3D {value:.1f}\u00a0dB; the best of them, {rival.title}, has {best:.1f}\u00a0dB"
    if value > best + LEVEL_DB:
        return f"Closer to the true CT than every baseline on this case: {told}."
    if value >= best - LEVEL_DB:
        return f"No closer to the true CT than the best of the baselines on this case: {told}."
    return f"Further from the true CT than the best of the baselines on this case: {told}."


def notes(rows: Sequence[Judged], doubt: Doubt, pair: RadiographPair, truth_note: str) -> tuple[str, ...]:
    """What the numbers do not tell, the most important first."""
    own = rows[0]
    found = [truth_note, _too_well(own, rows[1:])]
    coverage = own.value("coverage_90")
    if coverage is not None:
        found.append(
            "The 90\u00a0% interval of its uncertainty holds the true value"
            f" in {100.0 * coverage:.0f}\u00a0% of the body's voxels."
        )
    if doubt.is_training_unknown:
        found.append(UNKNOWN_TRAINING)
    if not pair.is_physical:
        found.append(DISPLAY_IMAGES)
    if any(row.sees_truth for row in rows):
        found += [ORACLES, ONE_CASE]
    return tuple(note for note in found if note)


def _measured(rows: Sequence[Judged]) -> list[tuple[float, Judged]]:
    """The baselines without sight of the truth that were measured, with their main measure."""
    values = [(row.value(MAIN_METRIC), row) for row in rows if not row.sees_truth]
    return [(value, row) for value, row in values if value is not None]


def _agreement(own: Judged, others: Sequence[Judged]) -> str:
    frontal_db, lateral_db = own.value("psnr_frontal_db"), own.value("psnr_lateral_db")
    if frontal_db is None or lateral_db is None:
        return "Neither accuracy nor agreement with the X-rays can be measured: an X-ray is blank."
    told = f"Agrees with the two X-rays to {frontal_db:.1f}\u00a0dB (frontal) and {lateral_db:.1f}\u00a0dB (lateral)"
    fits = [fit for fit in (row.value(INPUTS_METRIC) for row in others) if fit is not None]
    if fits and (frontal_db + lateral_db) / 2.0 < min(POOR_DB, min(fits) - FAR_DB):
        return f"{told}, far less than every baseline: do not trust this volume before the X-rays are checked."
    return f"{told}. How right it is cannot be measured without a true CT."


def _too_well(own: Judged, others: Sequence[Judged]) -> str:
    """A baseline that explains the X-rays better than the result and is further from the truth: what fit is worth."""
    fit, right = own.value(INPUTS_METRIC), own.value(MAIN_METRIC)
    if fit is None or right is None:
        return ""
    for value, row in _measured(others):
        other_fit = row.value(INPUTS_METRIC)
        if other_fit is not None and other_fit > fit and value < right - LEVEL_DB:
            return (
                f"{row.title} explains the two X-rays better ({other_fit:.1f} dB against {fit:.1f} dB) and is further"
                " from the true CT: agreement with the X-rays proves little."
            )
    return ""
