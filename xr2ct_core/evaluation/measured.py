"""What a benchmark found, as its reports take it."""

from dataclasses import dataclass

from xr2ct_core.evaluation.ablation import Ablation
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.robustness import ConditionResult
from xr2ct_core.evaluation.statistics import Summary, paired_difference, summarise
from xr2ct_core.evaluation.sweeps import Sweep


@dataclass(frozen=True, eq=False)
class Benchmark:
    """The main table with the networks in it, and what was measured beside; `robustness` None was not asked for."""

    evaluation: Evaluation
    networks: tuple[Contender, ...]
    robustness: tuple[ConditionResult, ...] | None
    sweeps: tuple[Sweep, ...]
    ablations: tuple[Ablation, ...]
    data_name: str
    complete: bool = True

    def under(self, result: ConditionResult, row_id: str, metric: str) -> tuple[Summary, Summary]:
        """A number of a row under a condition, and its paired difference to the main table."""
        own = result.evaluation.values(row_id, metric)
        return summarise(own), paired_difference(own, self.evaluation.values(row_id, metric))
