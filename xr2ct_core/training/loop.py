"""The training loop of all learned methods.

Invariants: requests to pause, stop or write a checkpoint are obeyed between two steps; a step that does not give finite
numbers ends the training and leaves the last checkpoint; step k gives the same result whether or not the training was
interrupted before (see `seeding`). With several processes, the first one writes, measures and obeys; a stop that
reaches any of them stops all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any, Final, cast

import torch
from lightning_fabric import Fabric

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.crossing import Crossing
from xr2ct_core.data.source import Source
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.io.files import writing
from xr2ct_core.io.volume_npz import write_npz
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.runs.checkpoint_info import CheckpointInfo, read_info
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.averaging import WeightAverage
from xr2ct_core.training.balance import BalanceWatch
from xr2ct_core.training.batches import BatchMaker, DrawnCase, loading_ahead
from xr2ct_core.training.checkpoint import USE_ANOTHER, restore_training, write_checkpoint
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.reporting import MEMORY_CODES, Reporter
from xr2ct_core.training.schedule import rate_factor
from xr2ct_core.training.seeding import draw_at, seed_step
from xr2ct_core.training.standing import PREFIX, Standing, standing_of
from xr2ct_core.training.step import StepRunner
from xr2ct_core.training.validation import held_out_cases, keep_preview_case, preview, validate
from xr2ct_core.training.visible_pause import OnlyStops, VisiblePause

_PAUSE_LOOK_S: Final = 0.2


@dataclass(frozen=True)
class TrainingData:
    """Cases to learn from, cases held out (the first of them is previewed), and what the record says of both.

    `augment` says how the cases to learn from are varied; None shows them as they are.
    """

    train: Source
    validation: Source
    description: dict[str, Any]
    augment: AugmentConfig | None = None


class Training:
    """One training from its current step to its end."""

    def __init__(
        self,
        method: TrainableMethod,
        data: TrainingData,
        config: TrainConfig,
        run: RunFolder,
        control: ControlToken,
        events: TrainingEvents,
        fabric: Fabric,
    ) -> None:
        if len(data.train) == 0 or len(data.validation) == 0:
            raise BadInputError("A training needs cases to learn from and cases held out.", "Give it more patients.")
        for source in (data.train, data.validation):
            if source.grid.size % method.grid.size or source.grid.cube_mm != method.grid.cube_mm:
                raise BadInputError(
                    f"The cases have {source.grid.size}³ voxels over {source.grid.cube_mm:g} mm, the network is made "
                    f"for {method.grid.size}³ over {method.grid.cube_mm:g} mm.",
                    "Prepare them on the grid of the network, or on a multiple of it.",
                )
        self._method, self._data, self._config, self._run = method, data, config, run
        self._control = control
        device = method.device
        self._fabric, self._leads = fabric, fabric.is_global_zero
        self._reporter = Reporter(run, config.steps, events, device, leads=self._leads)
        self._runner = StepRunner(fabric, method, config.gradient_clip)
        self._average = WeightAverage(method, config.ema_decay)
        self._maker = BatchMaker(method.grid, device)
        bends = data.augment is not None and data.augment.crossing + data.augment.mixing > 0
        crossing = Crossing(data.train) if bends else None
        self._augmenter = Augmenter(data.augment, method.grid, device, config.seed, crossing) if data.augment else None
        self._balance = BalanceWatch()
        self._standing = Standing()
        self._step = 0

    def restore(self) -> None:
        """Go back to the newest checkpoint of the run, or to the start if there is none."""
        steps = self._run.checkpoint_steps()
        if steps:
            self._go_back_to(steps)
        if self._leads:
            self._run.drop_metrics_after(self._step)
            self._standing = standing_of(self._run.metrics())
            self._reporter.stands(self._standing)

    def _go_back_to(self, steps: list[int]) -> None:
        folder = self._run.checkpoint_path(steps[-1])
        try:
            info = read_info(folder)
            self._average.restore(restore_training(folder, info, self._method, self._runner.optimisers))
        except Xr2ctError as error:
            if error.hint != USE_ANOTHER:
                raise
            earlier = f"step {steps[-2]}" if len(steps) > 1 else "its start"
            hint = f"Remove the folder {folder.name}, and the run goes on from {earlier}."
            raise Xr2ctError(error.message, hint, code=error.code) from error
        self._step = info.step

    def keep_start(self) -> None:
        """Write down the weights of a training that begins with those of another one: no seed gives them again."""
        if not self._run.checkpoint_steps():
            self._write_checkpoint()

    def train(self) -> RunRecord:
        """Train to the end; raises `CancelledError` after a stop, with a checkpoint written.

        Why a training failed stands in its record; memory that ran out is raised with a hint what to make smaller.
        """
        self._reporter.begin(self._step)
        try:
            is_whole = self._ran_through()
        except BaseException as error:
            fault = self._reporter.fail(error)
            if fault.code in MEMORY_CODES:
                raise fault from error
            raise
        finally:
            self._reporter.close()
        self._reporter.end("finished" if is_whole else "stopped")
        if not is_whole:
            saved = "its checkpoint is written and it" if self._step else "it"
            raise CancelledError(hint=f"The training stopped after step {self._step}; {saved} can be resumed.")
        return self._reporter.record

    def _ran_through(self) -> bool:
        """Take all steps; False after a stop, with a checkpoint written."""
        try:
            self._all_steps()
        except CancelledError:
            self._save()
            return False
        return True

    def _all_steps(self) -> None:
        config = self._config
        rank, world_size, size = self._fabric.global_rank, self._fabric.world_size, config.batch_size
        per_step = size * config.accumulate
        self._held_out = held_out_cases(self._data.validation, config.validation_cases)
        count = len(self._data.train)

        def draw_of(own: int) -> Draw:
            """Batches go round: the n-th batch of this process comes after the n-th of those before it."""
            number, place = divmod(own, size)
            return draw_at((number * world_size + rank) * size + place, count, config.seed)

        if self._step:
            self._measure_and_keep()
        first = self._step * per_step
        with loading_ahead(self._data.train, draw_of, first, config.workers, 2 * per_step) as cases:
            while self._step < config.steps:
                self._obey()
                self._one_step(cases)

    def _one_step(self, cases: Iterator[DrawnCase]) -> None:
        config, step = self._config, self._step + 1
        started = perf_counter()
        seed_step(config.seed, step, self._fabric.global_rank)
        scalars = self._runner.run(self._batches(cases), config.accumulate, rate_factor(step, config))
        self._average.update(step)
        self._step = step
        self._reporter.stepped(step, perf_counter() - started)
        for text in self._balance.look(scalars):
            self._reporter.warn(text)
        if self._due(config.log_every) or step == 1:
            self._reporter.scalars({f"train/{name}": value for name, value in scalars.items()})
        self._measure_and_keep()

    def _measure_and_keep(self) -> None:
        """What is due after a step and was not done yet: a stop while validating leaves it to the next start."""
        config = self._config
        is_new = self._due(config.validate_every) and self._leads and self._standing.step != self._step
        if is_new:
            self._validate()
        has_improved = is_new and self._standing.is_best
        if self._due(config.preview_every) and not self._run.preview_path(self._step).exists():
            self._preview(self._watched())
        if self._due(config.checkpoint_every) or has_improved:
            self._save(again=is_new)

    def _batches(self, drawn: Iterator[DrawnCase]) -> Iterator[PairBatch]:
        for _ in range(self._config.accumulate):
            cases, draws = zip(*islice(drawn, self._config.batch_size), strict=True)
            yield self._augmenter.make(cases, draws) if self._augmenter else self._maker.make(cases)

    def _due(self, every: int) -> bool:
        return self._step % every == 0 or self._step == self._config.steps

    def _obey(self) -> None:
        """Do what was asked for from outside; raises `CancelledError` on a stop."""
        control = self._control
        if not self._leads:
            control.take_checkpoint_request()
            control.take_preview_request()
            control.request_resume()
        self._do_at_once()
        self._hold(self._do_at_once)
        if self._fabric.world_size > 1:
            asked = torch.tensor(float(control.stop_requested), device=self._method.device)
            if float(cast(torch.Tensor, self._fabric.all_reduce(asked, reduce_op="sum"))) > 0:
                control.request_stop()
        control.checkpoint()

    def _do_at_once(self) -> None:
        """Write the checkpoint and make the preview that were asked for; before the first step there is neither."""
        if self._control.take_checkpoint_request():
            self._save()
        if self._step and self._control.take_preview_request() and not self._run.preview_path(self._step).exists():
            is_paused = self._control.pause_requested
            self._preview(WorkContext(OnlyStops(self._control)) if is_paused else self._watched())

    def _hold(self, at_once: Callable[[], None] | None = None) -> None:
        """Wait while paused; what is asked for meanwhile is done with `at_once`, or else afterwards."""
        self._reporter.lives()
        if not self._control.pause_requested:
            return
        with self._reporter.pause():
            while not self._control.wait_to_resume(_PAUSE_LOOK_S):
                self._reporter.lives()
                if at_once is not None:
                    at_once()

    def _watched(self) -> WorkContext:
        """For reconstructions between the steps: they obey as the training does."""
        return WorkContext(VisiblePause(self._control, self._hold))

    def _validate(self) -> None:
        """Measure on held-out cases."""
        seed_step(self._config.seed, self._step, self._fabric.global_rank)
        with self._reporter.phase("Validating"), self._average.in_use():
            metrics = validate(self._method, self._held_out, self._maker, self._watched())
        self._standing = self._standing.after(self._step, metrics)
        self._reporter.scalars({f"{PREFIX}{name}": value for name, value in metrics.items()})
        self._reporter.stands(self._standing)
        if metrics:
            self._reporter.measured(metrics, self._standing.is_best)
        else:
            self._reporter.warn(f"Not measured after step {self._step}: a volume holds values that are no numbers.")

    def _preview(self, context: WorkContext) -> None:
        if not self._leads:
            return
        record, case = self._reporter.record, self._held_out[0]
        seed_step(self._config.seed, self._step, self._fabric.global_rank)
        keep_preview_case(self._run, case, self._maker, self._method.grid)
        with self._reporter.phase("Making a preview"), self._average.in_use():
            volume = preview(self._method, record.method, case, self._maker, context, self._step)
        path = self._run.preview_path(self._step)
        with writing(path) as part:
            write_npz(volume, part)
        self._reporter.file("preview", path)

    def _save(self, *, again: bool = False) -> None:
        """Write a checkpoint of the current step and forget those that are not to be kept.

        One that is there is left as it is, or written `again` because the step was measured meanwhile.
        """
        if self._step and (again or not self._run.checkpoint_path(self._step).exists()):
            self._write_checkpoint()

    def _write_checkpoint(self) -> None:
        if not self._leads:
            return
        run, path, record = self._run, self._run.checkpoint_path(self._step), self._reporter.record
        info = CheckpointInfo(
            method=record.method,
            method_config=self._method.config.model_dump(mode="json"),
            train_config=self._config,
            step=self._step,
            metrics=record.metrics,
            data=self._data.description,
            augment=self._data.augment,
        )
        with self._reporter.phase("Writing a checkpoint"):
            write_checkpoint(path, info, self._average.weights(), self._method, self._runner.optimisers)
        keep = {*run.checkpoint_steps()[-self._config.keep_checkpoints :], int(record.best.get("step", -1))}
        for step in set(run.checkpoint_steps()) - keep:
            run.remove_checkpoint(step)
        self._reporter.write_record()
        self._reporter.log(f"Checkpoint after step {self._step}.")
        self._reporter.file("checkpoint", path)
