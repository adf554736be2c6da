"""How often the gate sees what is wrong, and how often it complains of nothing: patients it did not learn from.

Of each patient the scores are those of the gate of his fold, held against limits from the patients of other folds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xr2ct_core.domain.learning import Learned, Scores, limits_of
from xr2ct_core.domain.lessons import Lesson, Sample
from xr2ct_core.domain.limits import Limits
from xr2ct_core.domain.others import KINDS as OTHERS
from xr2ct_core.domain.shown import Shown


@dataclass(frozen=True)
class Row:
    """Of `count` pairs with this wrong: how many were flagged for any reason that was measured of them."""

    wrong: str
    shown: Shown
    count: int
    flagged: int

    @property
    def share(self) -> float:
        return self.flagged / self.count


def rows_of(lessons: Mapping[str, Lesson], learned: Learned) -> list[Row]:
    """The table. Known-good pairs are told apart by what was measured of them, since not everything is of each."""
    tallies: dict[tuple[str, Shown], list[bool]] = {}
    for tested in learned.folds:
        limits = limits_of(lessons, learned.scores, [name for name in lessons if name not in tested])
        for name in tested:
            for sample, score in zip(lessons[name].samples, learned.scores[name], strict=True):
                title = _title(sample, lessons[name].has_metal)
                if title:
                    tallies.setdefault((title, sample.shown), []).append(is_flagged(sample, score, limits))
    return [Row(title, shown, len(found), sum(found)) for (title, shown), found in sorted(tallies.items())]


def is_flagged(sample: Sample, score: Scores, limits: Limits) -> bool:
    """Whether any limit is passed, or the pair doctor complains."""
    metal = limits.most_metal_physical if sample.scale == "line_integral" else limits.most_metal_display
    most_deg = limits.most_turn_deg(sample.scale == "line_integral")
    beyond = (
        (score.log_size is not None and score.log_size < limits.least_log_size),
        (score.cut is not None and score.cut > limits.most_cut),
        (score.no_chest is not None and score.no_chest > limits.most_no_chest),
        (score.distance is not None and score.distance > limits.most_distance),
        (score.metal is not None and score.metal > metal),
        (score.turn_deg is not None and abs(score.turn_deg - limits.usual_turn_deg) > most_deg),
        bool(sample.doctor),
    )
    return any(beyond)


def _title(sample: Sample, has_metal: bool) -> str:
    """The row of a sample; none for what only teaches."""
    if sample.kind == "any":
        return ""
    if sample.kind != "good":
        return f"no chest: {sample.kind}" if sample.kind in OTHERS else sample.kind
    if sample.metal is not None:
        return "real hardware, as its CT shows it" if has_metal else "nothing (hardware looked for)"
    return "nothing (turn looked for)" if sample.turn_deg is not None else "nothing (shape looked for)"
