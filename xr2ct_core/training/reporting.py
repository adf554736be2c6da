"""What a training writes into its run folder and tells whoever started it.

Only the leading one of several processes writes. `live.json` is replaced at most four times a second, and at every
change of what is being done. `seconds` of the record is time spent training, without pauses.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path
from time import perf_counter, time
from typing import Any, Final

import torch

from xr2ct_core.config.smaller import smaller
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.runs.live import LiveStatus
from xr2ct_core.runs.record import RunRecord, RunState
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.system import process_memory
from xr2ct_core.training.events import TrainingEvents
from xr2ct_core.training.standing import Standing
from xr2ct_core.training.tensorboard import TensorBoard
from xr2ct_core.worker.faults import explain

LIVE_EVERY_S: Final = 0.25
RECORD_EVERY_S: Final = 5.0
ALIVE_EVERY_S: Final = 60.0
"""How old the record gets where no step is taken; on other computers it tells that the run lives (`record`)."""
TRAINING: Final = "Training"
_SMOOTHING: Final = 0.1
_ENDS: Final[dict[RunState, str]] = {"finished": "Finished", "stopped": "Stopped"}
_SCORES: Final = {
    "psnr_3d_db": "dB PSNR in 3D",
    "psnr_frontal_db": "dB PSNR frontal",
    "psnr_lateral_db": "dB PSNR lateral",
}
MEMORY_CODES: Final = ("oom_gpu", "oom_host")


class Reporter:
    """Keeps the record, the curves, the log and the live status of one training."""

    def __init__(
        self, run: RunFolder, total_steps: int, events: TrainingEvents, device: torch.device, *, leads: bool
    ) -> None:
        self._run, self._events, self._device, self._leads = run, events, device, leads
        self.record = run.record()
        self._total_steps = total_steps
        self._step = self._first_step = self.record.step
        self._phase = TRAINING
        self._step_s = 0.0
        self._clock = _Clock()
        self._seconds_before = self.record.seconds
        self._recorded_at = self._lived_at = float("-inf")

    def begin(self, step: int) -> None:
        """The first step to come is the one after `step`."""
        self._board = TensorBoard(self._leads, self._run.tensorboard_path, step + 1)
        self._step = self._first_step = step
        self._clock = _Clock()
        device = torch.cuda.get_device_name(self._device) if self._device.type == "cuda" else "the CPU"
        self.log(f"Training {self.record.method} on {device} from step {step + 1} to {self._total_steps}.")
        self._live()

    def close(self) -> None:
        self._board.close()

    def stepped(self, step: int, seconds: float) -> None:
        """A step is done that took so long, without what is done between steps."""
        self._step = step
        self._step_s = seconds if not self._step_s else self._step_s + _SMOOTHING * (seconds - self._step_s)
        self._events.progress(step, self._total_steps, self._rate, self._remaining_s() or 0.0)
        now = perf_counter()
        if now - self._lived_at >= LIVE_EVERY_S:
            self._live()
        if now - self._recorded_at > RECORD_EVERY_S:
            self.write_record()

    def scalars(self, values: Mapping[str, float]) -> None:
        """Points of the curves at the newest step."""
        if not self._leads:
            return
        values = {name: value for name, value in values.items() if isfinite(value)}
        self._run.append_metrics(self._step, values)
        self._board.add(self._step, values)
        self._events.scalars(self._step, values)

    def file(self, role: str, path: Path) -> None:
        self._events.file(role, path)

    def stands(self, standing: Standing) -> None:
        """Write down how the validations stand."""
        self.write_record(metrics=standing.metrics, best=standing.best, best_by=standing.best_by)

    def measured(self, metrics: Mapping[str, float], has_improved: bool) -> None:
        """Say how a validation went."""
        scores = [f"{metrics[name]:.2f} {unit}" for name, unit in _SCORES.items() if name in metrics]
        best = ", the best so far" if has_improved else ""
        whose = "Held-out cases" if self.record.holds_out else "Cases that are learned from as well,"
        self.log(f"{whose} after step {self._step}: {', '.join(scores) or 'measured'}{best}.")

    def log(self, text: str) -> None:
        if self._leads:
            self._run.log("info", text)

    def warn(self, text: str) -> None:
        if self._leads:
            self._run.log("warning", text)
            self._events.warning(text)

    def lives(self) -> None:
        """Renew the record if it is old: for long pauses and measurements, which a disk that is away does not end."""
        if perf_counter() - self._recorded_at > ALIVE_EVERY_S:
            with suppress(Xr2ctError):
                self.write_record()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Within the block the live status says that this is being done."""
        before, self._phase = self._phase, name
        self._live()
        yield
        self._phase = before
        self._live()

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Within the block the run is paused."""
        self.log(f"Paused after step {self._step}.")
        self.write_record(state="paused")
        self._events.paused(True)
        with self.phase("Paused"), self._clock.standing():
            yield
        self.log("Going on.")
        self.write_record(state="running")
        self._events.paused(False)

    def end(self, state: RunState) -> None:
        """The training is over, well or by request."""
        self._phase = _ENDS[state]
        self.write_record(state=state)
        self.log(f"{self._phase} after step {self._step}.")
        self._live()

    def fail(self, error: BaseException) -> Xr2ctError:
        """The training broke down; returns what is to be said of it."""
        progress = {"step": self._step, "seconds": self._seconds()}
        fault = record_failure(self._run, error, leads=self._leads, **progress)
        self._phase = "Failed"
        with suppress(Xr2ctError):
            self._live()
        return fault

    def write_record(self, **changes: Any) -> None:
        self._recorded_at = perf_counter()
        self.record = self.record.model_copy(update={"step": self._step, "seconds": self._seconds(), **changes})
        if self._leads:
            self._run.write_record(self.record)

    @property
    def _rate(self) -> float:
        return 1.0 / self._step_s if self._step_s > 0 else 0.0

    def _seconds(self) -> float:
        return self._seconds_before + self._clock.seconds()

    def _remaining_s(self) -> float | None:
        """Time to the end if all that is done between steps goes on taking its share; None before the first step."""
        done = self._step - self._first_step
        return (self._total_steps - self._step) * self._clock.seconds() / done if done > 0 else None

    def _live(self) -> None:
        self._lived_at = perf_counter()
        if not self._leads:
            return
        host_bytes, device_bytes = process_memory()
        is_cuda = self._device.type == "cuda"
        status = LiveStatus(
            step=self._step,
            total_steps=self._total_steps,
            steps_per_s=self._rate,
            eta_s=self._remaining_s(),
            host_bytes=host_bytes,
            device_bytes=device_bytes,
            device_free_bytes=int(torch.cuda.mem_get_info(self._device)[0]) if is_cuda else None,
            phase=self._phase,
            time=time(),
        )
        self._run.write_live(status)


class _Clock:
    """Seconds since its making, without those in which it stood."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._stood_s = 0.0
        self._stands_since: float | None = None

    def seconds(self) -> float:
        now = perf_counter() if self._stands_since is None else self._stands_since
        return now - self._started - self._stood_s

    @contextmanager
    def standing(self) -> Iterator[None]:
        since = self._stands_since = perf_counter()
        try:
            yield
        finally:
            self._stood_s += perf_counter() - since
            self._stands_since = None


def record_failure(run: RunFolder, error: BaseException, *, leads: bool, **progress: Any) -> Xr2ctError:
    """Write down why a training ended; returns it with a hint that fits trainings.

    Of several processes the leading one writes, or the one that knows the cause better than that a connection is gone.
    """
    fault = _fault(error, run)
    with suppress(Xr2ctError):  # a full disk; the error itself still reaches whoever started the training
        record = run.record()
        is_said = record.state == "failed" and record.error_code != "crashed"
        if (leads or fault.code != "crashed") and not is_said:
            state: RunState = "stopped" if fault.code == "cancelled" else "failed"
            words = {"error": fault.message, "error_code": fault.code, "error_hint": fault.hint}
            run.write_record(record.model_copy(update={**progress, **words, "state": state}))
            run.log("error", str(fault))
    return fault


def _fault(error: BaseException, run: RunFolder) -> Xr2ctError:
    if not isinstance(error, Exception):
        return CancelledError("The training was ended at once.", "Resume it from its newest checkpoint.")
    fault = explain(error)
    if fault.code not in MEMORY_CODES:
        return fault
    return Xr2ctError(fault.message, _less_memory(run.record(), run), code=fault.code)


def _less_memory(record: RunRecord, run: RunFolder) -> str:
    tables = run.config()
    found = smaller(record.method, tables["method"], TrainConfig.model_validate(tables["train"]))
    if found is None:
        return "Close other programs that use memory."
    return f"Start again with {found[2]}, or close other programs that use memory."
