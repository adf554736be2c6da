"""The table of what the worker can do: a task's settings and the function that does it.

The table itself is light; a function and with it torch is imported when its task is first started.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.protocol.calibration import CalibrateGeometryTask, LearnCalibrationTask
from xr2ct_core.protocol.gate import LearnDomainTask
from xr2ct_core.protocol.lungs import LearnLungsTask, LungsTask, MeasureLungsTask
from xr2ct_core.protocol.messages import TaskName
from xr2ct_core.protocol.pair_check import LearnCheckTask
from xr2ct_core.protocol.results import AlternativesTask, CardTask, EvidenceTask
from xr2ct_core.protocol.tasks import (
    BenchmarkTask,
    CalibrateTask,
    EvaluateTask,
    JudgeTask,
    PackTask,
    PhantomTask,
    PlausibilityTask,
    PrepareTask,
    ProjectTask,
    ReconstructTask,
)
from xr2ct_core.protocol.training import EstimateTask, InspectTask, ResumeTask, TrainTask
from xr2ct_core.protocol.xray_bench import ViewsTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.threads import set_free_threads

TaskFunction = Callable[[Any, JobContext], dict[str, Any]]
"""Takes the validated settings and the job, writes its artifacts, returns the summary of the result."""

WARM_UP: Final = "xr2ct_core.inference.reconstruct"
"""Imported while the worker waits for its first job."""


@dataclass(frozen=True)
class Task:
    """Settings and place ("package.module:function") of one task."""

    config_type: type[ConfigBase]
    path: str
    uses_torch: bool = True

    def load(self) -> TaskFunction:
        """Import the function, with as many threads for torch as the machine has free."""
        if self.uses_torch:
            set_free_threads()
        module, _, name = self.path.partition(":")
        function: TaskFunction = getattr(import_module(module), name)
        return function


TASKS: Final[dict[TaskName, Task]] = {
    "reconstruct": Task(ReconstructTask, "xr2ct_core.worker.reconstruct_task:run_reconstruct"),
    "project": Task(ProjectTask, "xr2ct_core.worker.project_task:run_project", uses_torch=False),
    "evaluate": Task(EvaluateTask, "xr2ct_core.worker.evaluate_task:run_evaluate"),
    "benchmark": Task(BenchmarkTask, "xr2ct_core.worker.benchmark_task:run_benchmark"),
    "plausibility": Task(PlausibilityTask, "xr2ct_core.worker.plausibility_task:run_plausibility"),
    "judge": Task(JudgeTask, "xr2ct_core.worker.judge_task:run_judge"),
    "calibrate": Task(CalibrateTask, "xr2ct_core.worker.calibrate_task:run_calibrate"),
    "calibrate-geometry": Task(
        CalibrateGeometryTask, "xr2ct_core.worker.calibrate_geometry_task:run_calibrate_geometry"
    ),
    "learn-calibration": Task(LearnCalibrationTask, "xr2ct_core.worker.learn_calibration_task:run_learn_calibration"),
    "pack": Task(PackTask, "xr2ct_core.worker.pack_task:run_pack"),
    "alternatives": Task(AlternativesTask, "xr2ct_core.worker.alternatives_task:run_alternatives"),
    "card": Task(CardTask, "xr2ct_core.worker.card_task:run_card"),
    "evidence": Task(EvidenceTask, "xr2ct_core.worker.evidence_task:run_evidence"),
    "views": Task(ViewsTask, "xr2ct_core.worker.views_task:run_views"),
    "lungs": Task(LungsTask, "xr2ct_core.worker.lungs_task:run_lungs"),
    "learn-lungs": Task(LearnLungsTask, "xr2ct_core.worker.lungs_learning_task:run_learn_lungs"),
    "measure-lungs": Task(MeasureLungsTask, "xr2ct_core.worker.lungs_learning_task:run_measure_lungs"),
    "learn-check": Task(LearnCheckTask, "xr2ct_core.worker.learn_check_task:run_learn_check"),
    "learn-domain": Task(LearnDomainTask, "xr2ct_core.worker.gate_task:run_learn_domain"),
    "phantom": Task(PhantomTask, "xr2ct_core.worker.phantom_task:run_phantom"),
    "train": Task(TrainTask, "xr2ct_core.worker.train_task:run_train"),
    "resume": Task(ResumeTask, "xr2ct_core.worker.train_task:run_resume"),
    "estimate": Task(EstimateTask, "xr2ct_core.worker.estimate_task:run_estimate"),
    "inspect": Task(InspectTask, "xr2ct_core.worker.inspect_task:run_inspect"),
    "prepare": Task(PrepareTask, "xr2ct_core.worker.prepare_task:run_prepare", uses_torch=False),
}
