"""One piece of work of the worker: its request, its controls and what it may say.

A task gets a `JobContext`: where to write, how to report, and how to announce finished files. Files are announced
only when whole.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from time import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.io.files import file_sha256, writing
from xr2ct_core.protocol.messages import Artifact, Log, Message, Progress, Scalars, Warned
from xr2ct_core.worker.events import ProgressReporter


class JobContext:
    """What a running task sees of the outside. `asked` is when it was started, in seconds since the epoch."""

    def __init__(
        self,
        job: str,
        out_dir: Path,
        send: Callable[[Message], None],
        control: ControlToken,
        asked: float | None = None,
    ) -> None:
        self.job = job
        self.out_dir = out_dir
        self.asked = time() if asked is None else asked
        self.work = WorkContext(control, ProgressReporter(job, send))
        self._send = send

    def log(self, text: str) -> None:
        self._send(Log(job=self.job, text=text))

    def warn(self, text: str, *, code: str = "", hint: str = "") -> None:
        self._send(Warned(job=self.job, text=text, code=code, hint=hint))

    def announce(self, role: str, path: Path) -> None:
        """Tell the front end that a file is complete."""
        self._send(Artifact(job=self.job, role=role, path=str(path), sha256=file_sha256(path)))

    def scalars(self, step: int, values: Mapping[str, float]) -> None:
        """Report what a training measured at a step."""
        self._send(Scalars(job=self.job, step=step, values=dict(values)))

    def steps(self, step: int, total: int, steps_per_s: float, remaining_s: float) -> None:
        """Report how far a training is."""
        self._send(Progress(job=self.job, step=step, total=total, rate=steps_per_s, eta_s=remaining_s))

    def save_array(self, role: str, array: NDArray[Any]) -> Path:
        """Write `<role>.npy` whole, then announce it."""
        return self._save(role, self.out_dir / f"{role}.npy", array)

    def save_next(self, role: str, array: NDArray[Any]) -> None:
        """Write an array beside those of this role that were written before, and announce it."""
        number = len(list(self.out_dir.glob(f"{role}_*.npy"))) + 1
        self._save(role, self.out_dir / f"{role}_{number}.npy", array)

    def save_json(self, role: str, value: dict[str, Any]) -> Path:
        """Write `<role>.json` whole, then announce it."""
        path = self.out_dir / f"{role}.json"
        with writing(path) as part:
            part.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        self.announce(role, path)
        return path

    def _save(self, role: str, path: Path, array: NDArray[Any]) -> Path:
        with writing(path) as part, part.open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        self.announce(role, path)
        return path
