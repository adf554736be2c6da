"""What a benchmark found, as its reports take it."""

from dataclasses import dataclass

from xr2ct_core.evaluation.ablation import Ablation
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.robustness import ConditionResult
from xr2ct_core.evaluation.statistics import Summary, paired_difference, summarise
from xr2ct_core.evaluation.sweeps import Sweep


@dataclass(frozen=True, eq=False)
class Comparison:
    """Results that are compared with the same: `with_what` is its title."""

    with_what: str
    results: tuple[ConditionResult, ...]


@dataclass(frozen=True, eq=False)
class Benchmark:
    """The main table with the networks in it, and what was measured beside; `robustness` None was not asked for.

    `taken_over` counts the reconstructions that the same command measured before it was stopped.
    """

    evaluation: Evaluation
    networks: tuple[Contender, ...]
    robustness: tuple[ConditionResult, ...] | None
    sweeps: tuple[Sweep, ...]
    ablations: tuple[Ablation, ...]
    data_name: str
    complete: bool = True
    taken_over: int = 0

    def under(self, result: ConditionResult, row_id: str, metric: str) -> tuple[Summary, Summary]:
        """A number of a row under a condition, and its paired difference to what the condition is compared with."""
        own = result.evaluation.values(row_id, metric)
        return summarise(own), paired_difference(own, self._compared(result).values(row_id, metric))

    def comparisons(self) -> tuple[Comparison, ...]:
        """The conditions that were measured, apart by what they are compared with: first the main table."""
        found: dict[str, list[ConditionResult]] = {}
        for result in self.robustness or ():
            found.setdefault(result.condition.against, []).append(result)
        titles = {result.condition.id: result.condition.title for result in self.robustness or ()}
        return tuple(Comparison(titles.get(name, "the main table"), tuple(results)) for name, results in found.items())

    @property
    def failed_under_conditions(self) -> tuple[str, ...]:
        """What could not be measured under a condition, with its reason; that of the main table is told there."""
        lines = []
        for result in self.robustness or ():
            title, found = result.condition.title, result.evaluation
            lines += [f"{title}: {problem.source}: {problem.message}" for problem in found.case_set.problems]
            failed = (outcome for outcome in found.outcomes if outcome.status == "failed")
            lines += [f"{title}: {one.candidate_id} on {one.case_id}: {one.message}" for one in failed]
        return tuple(lines)

    def _compared(self, result: ConditionResult) -> Evaluation:
        others = (other.evaluation for other in self.robustness or () if other.condition.id == result.condition.against)
        return next(others, self.evaluation)
