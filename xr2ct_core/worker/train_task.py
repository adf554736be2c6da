"""The worker's tasks `train` and `resume`: the run folder is the job's folder."""

from pathlib import Path
from typing import Any, cast

from xr2ct_core.config.train import LearnedConfig
from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.protocol.training import ResumeTask, TrainTask
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.choose_data import new_data, same_data
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.memory import estimate_training_memory_bytes
from xr2ct_core.training.start import resume_training, start_training
from xr2ct_core.worker.estimate_task import free_memory_bytes
from xr2ct_core.worker.job import JobContext


def run_train(config: TrainTask, job: JobContext) -> dict[str, Any]:
    """Train a method in a new run."""
    job.work.progress(0.0, "Reading the data")
    grid = _grid(config.method, config.method_config)
    data = new_data(
        config.data,
        config.geometry,
        grid,
        config.train.seed,
        config.augment,
        config.split,
        folds=config.folds,
        fold=config.fold,
    )
    job.work.checkpoint()
    _tell_memory(config, job)
    record = start_training(
        config.method,
        config.method_config,
        config.train,
        data,
        job.out_dir,
        start_from=Path(config.start_from) if config.start_from else None,
        device=config.device,
        control=job.work.control,
        events=_events(job),
        asked_since=job.asked,
    )
    return _summary(record, job)


def run_resume(config: ResumeTask, job: JobContext) -> dict[str, Any]:
    """Go on with the run in the job's folder."""
    job.work.progress(0.0, "Reading the data")
    run = RunFolder.open(job.out_dir)
    record = run.record()
    data = same_data(record.data, _grid(record.method, run.config().get("method", {})))
    job.work.checkpoint()
    record = resume_training(
        job.out_dir,
        data,
        device=config.device,
        control=job.work.control,
        events=_events(job),
        asked_since=job.asked,
    )
    return _summary(record, job)


def _tell_memory(config: TrainTask, job: JobContext) -> None:
    """Say what the training will need, and warn if there is less."""
    needed = estimate_training_memory_bytes(config.method, config.method_config, config.train.batch_size)
    free = free_memory_bytes(choose_device(config.device))
    job.log(f"The training needs about {needed / 1e9:.1f} GB of memory; {free / 1e9:.1f} GB are free.")
    if needed > free:
        job.warn("That is probably not enough. A smaller batch, grid or width needs less.")


def _grid(method_id: str, settings: dict[str, Any]) -> WorkingGrid:
    spec = method_spec(method_id)
    if not spec.needs_training:
        raise BadConfigError(f"{spec.title} has nothing to learn.", "Use it without training.")
    learned = cast(LearnedConfig, spec.config_type().model_validate(settings))
    return WorkingGrid(learned.grid_size)


def _events(job: JobContext) -> TrainingEvents:
    return TrainingEvents(
        scalars=job.scalars,
        progress=job.steps,
        file=lambda role, path: job.announce(role, path / "checkpoint.json" if role == "checkpoint" else path),
        paused=lambda is_paused: job.log("Paused." if is_paused else "Going on."),
        warning=job.warn,
    )


def _summary(record: RunRecord, job: JobContext) -> dict[str, Any]:
    return {"run": str(job.out_dir), **record.model_dump(mode="json", exclude={"process"})}
