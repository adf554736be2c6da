"""How the validations of a run stand: the newest one, and the best one by the first measure that there is.

The curves of a run say both, so a training that goes on from an earlier step knows what held until then and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from xr2ct_core.runs.metrics_log import MetricsRow

SCORES: Final = ("psnr_3d_db", "psnr_views_db")
"""What the best checkpoint is chosen by: the first that was measured."""
PREFIX: Final = "validation/"


@dataclass(frozen=True)
class Standing:
    """As in `RunRecord`: `metrics` of the newest validation, at `step`; `best` with its own step, by `best_by`."""

    step: int = 0
    metrics: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)
    best_by: str = ""

    def after(self, step: int, metrics: Mapping[str, float]) -> "Standing":
        """With one more validation."""
        score = next((name for name in SCORES if name in metrics), SCORES[0])
        if metrics.get(score, float("-inf")) > self.best.get(score, float("-inf")):
            return Standing(step, dict(metrics), {**metrics, "step": step}, score)
        return Standing(step, dict(metrics), self.best, self.best_by)

    @property
    def is_best(self) -> bool:
        """Whether the newest validation is the best one."""
        return bool(self.best) and self.best["step"] == self.step


def standing_of(rows: Iterable[MetricsRow]) -> Standing:
    """How the validations in these curves stand."""
    found = Standing()
    for row in rows:
        metrics = {name.removeprefix(PREFIX): value for name, value in row.values.items() if name.startswith(PREFIX)}
        if metrics:
            found = found.after(row.step, metrics)
    return found
