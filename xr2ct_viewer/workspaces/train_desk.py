"""The run side of the Train workspace: trainings are started, followed, controlled, resumed and left alone.

Invariants: a training is a process of its own, reached through its run folder alone; one learns at a time unless a
person decides otherwise; what cannot start leaves what runs untouched.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from xr2ct_core.config.command_line import resume_command, training_command
from xr2ct_core.config.smaller import smaller
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.errors import BadConfigError, BadInputError, Xr2ctError
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.requests import RequestName
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.dialogs.training_questions import ask_closing, ask_second
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.training_setup import TrainingSetup
from xr2ct_viewer.models.typed_path import is_taken, refusal
from xr2ct_viewer.panels.train.run_controls import MEMORY_CODES, RunControls
from xr2ct_viewer.panels.train.start_panel import StartPanel
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.services.running_trainings import running_trainings
from xr2ct_viewer.services.training_launch import TrainingLaunch
from xr2ct_viewer.services.training_queue import Order, TrainingQueue
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.train_settings import not_in_a_form, take_settings

KILLED = -9
KILLED_NOTE = marked("Its process was ended by the system, most likely for lack of memory.")


class TrainDesk(QObject):
    """`active_changed` fires when the run in front or its state changes; `followed` carries the path of that run."""

    active_changed = Signal()
    followed = Signal(object)
    notice = Signal(str)
    failed = Signal(object, str)

    def __init__(
        self,
        setup: TrainingSetup,
        panel: StartPanel,
        controls: RunControls,
        follower: RunFollower,
        launch: TrainingLaunch,
        queue: TrainingQueue,
        settings: Settings,
        folder: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._setup, self._panel, self._controls, self._follower = setup, panel, controls, follower
        self._launch, self._queue, self._settings = launch, queue, settings
        self._folder, self._window = folder, window
        self.run: Path | None = None
        self.record: RunRecord | None = None
        self._killed: set[Path] = set()
        panel.start_requested.connect(self.start)
        panel.unqueue_requested.connect(queue.clear)
        controls.requested.connect(self.request)
        controls.resume_requested.connect(lambda: self.run is not None and self.resume(self.run))
        controls.smaller_requested.connect(self.start_smaller)
        follower.record_changed.connect(self._on_record)
        follower.lost.connect(lambda _error: self.let_go())
        launch.started.connect(self._on_started)
        launch.failed.connect(self._on_failed)
        launch.ended.connect(self._on_ended)
        queue.due.connect(self._go)
        queue.changed.connect(lambda: panel.show_queue(tuple(order.run.name for order in queue.orders)))
        setup.method_changed.connect(self.suggest_name)
        self.suggest_name()

    @property
    def is_following(self) -> bool:
        return self.run is not None

    @property
    def state(self) -> str:
        """State of the run in front, empty without one."""
        return self.record.shown_state if self.record is not None else ""

    def suggest_name(self) -> None:
        """Name the next run after method and day, unless a person wrote a name."""
        if not self._panel.is_name_own:
            self._panel.run_name = self._setup.suggested_name(self._folder, datetime.now())

    # Starting

    def start(self) -> None:
        """Start what is set up, or put it behind the training that runs, as the person decides."""
        try:
            order = self._order()
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        running = tuple(path.name for path in self.active_runs())
        answer = ask_second(self._window, running) if running else "beside"
        if answer == "cancel":
            return
        self._settings.add_recent_data(self._setup.data.text)
        self.remember()
        self._panel.run_name = ""
        if answer == "queue":
            self._queue.add(order)
            self.suggest_name()
        else:
            self._go(order)

    def resume(self, run: Path) -> None:
        """Go on with a run from its newest checkpoint, unless that was asked for already."""
        if run in self._launch.runs or any(order.run == run for order in self._queue.orders):
            return
        running = tuple(path.name for path in self.active_runs())
        order = Order(tuple(resume_command(run)), run)
        answer = ask_second(self._window, running) if running else "beside"
        if answer == "queue":
            self._queue.add(order)
        elif answer == "beside":
            self._go(order)

    def start_smaller(self) -> None:
        """Start the failed run again, with settings that need less memory."""
        found = self._smaller_run()
        if self.run is None or found is None:
            return
        config, train, _ = found
        try:
            if missing := not_in_a_form(self.run):
                raise BadConfigError(" ".join(missing), "Start it on the command line.")
            take_settings(self._setup, self.run)
            self._setup.apply(config, train)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        self.start()

    # Following

    def follow(self, run: Path) -> None:
        """Bring a run to the front."""
        self.run, self.record = run, None
        self._controls.show_record(None)
        self._follower.follow(run)
        self.followed.emit(run)
        self.active_changed.emit()

    def let_go(self) -> None:
        """Have no run in front, because it was put away or is gone."""
        self.run, self.record = None, None
        self._controls.show_record(None)
        self.active_changed.emit()

    def request(self, name: RequestName) -> None:
        """Ask the process of the run in front to pause, go on, write a checkpoint, make a preview or stop."""
        if self.run is None:
            return
        try:
            RunFolder(self.run).request(name)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        self._controls.show_asked(name)

    def active_runs(self) -> tuple[Path, ...]:
        """Trainings that learn now, whoever started them."""
        return tuple(dict.fromkeys((*self._launch.runs, *running_trainings(self._folder))))

    def may_close(self) -> bool:
        """Ask what becomes of this window's trainings; False if the person wants to stay."""
        running = {path for path in self._launch.runs if not _is_over(path)}
        if self.run is not None and self.state in ("running", "paused"):
            running.add(self.run)
        waiting = tuple(order.run.name for order in self._queue.orders)
        if not running and not waiting:
            return True
        answer = ask_closing(self._window, tuple(sorted(path.name for path in running)), waiting)
        try:
            for path in running if answer == "stop" else ():
                self._launch.stop(path)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return False
        return answer != "cancel"

    def remember(self) -> None:
        """Keep method and data for the next window."""
        data = self._setup.data
        self._settings.update(
            training_data=data.text,
            training_geometry=data.geometry,
            training_split=data.split,
            training_method=self._setup.method,
        )

    def shutdown(self) -> None:
        """Leave the trainings alone."""
        self._queue.clear()
        self._launch.forget()
        self._follower.unfollow()

    # Reactions

    def _order(self) -> Order:
        name = self._panel.run_name
        if not re.fullmatch(r"[\w][\w .-]*", name):
            raise BadConfigError(f"{name!r} cannot be the name of a run.", "Use letters, digits, spaces and dashes.")
        run = self._folder / name
        if problem := refusal(run, is_folder=True):
            raise BadInputError(problem)
        if is_taken(run) or any(order.run == run for order in self._queue.orders):
            raise BadInputError(f"There is already a run named {name}.", "Choose another name.")
        return Order(tuple(training_command(self._setup.task(), run)), run)

    def _go(self, order: Order) -> None:
        try:
            self._launch.launch(order.command, order.run)
        except Xr2ctError as error:
            self.failed.emit(error, " ".join(order.command))
            return
        self._killed.discard(order.run)
        self._panel.show_starting(order.run.name)
        self.notice.emit(tr("Starting {name}…", name=order.run.name))

    def _on_started(self, run: Path) -> None:
        self._panel.show_starting("")
        self.notice.emit(tr("{name} is learning.", name=run.name))
        self.suggest_name()
        self.follow(run)

    def _on_failed(self, run: Path, error: Xr2ctError, details: str) -> None:
        self._panel.show_starting("")
        self.suggest_name()
        if error.code in MEMORY_CODES:
            found = self._setup.smaller()
            self._panel.show_smaller(found[2] if found is not None else "")
        self.failed.emit(error, details)

    def _on_ended(self, run: Path, exit_code: int) -> None:
        if exit_code == KILLED:
            self._killed.add(run)
        if run == self.run and self.record is not None:
            self._on_record(self.record)

    def _on_record(self, record: RunRecord) -> None:
        self.record = record
        was_killed = self.run in self._killed and record.shown_state == "interrupted"
        found = self._smaller_run() if was_killed or record.error_code in MEMORY_CODES else None
        self._controls.show_record(record, found[2] if found is not None else "", KILLED_NOTE if was_killed else "")
        self.active_changed.emit()

    def _smaller_run(self) -> tuple[dict[str, Any], TrainConfig, str] | None:
        """Settings that need less than those of the run in front."""
        if self.run is None or self.record is None or self.state not in ("failed", "interrupted"):
            return None
        try:
            tables = RunFolder(self.run).config()
        except Xr2ctError:
            return None
        train = TrainConfig.model_validate(tables.get("train", {}))
        return smaller(self.record.method, tables.get("method", {}), train)


def _is_over(path: Path) -> bool:
    """Whether a training has come to its end, though its process may not have left yet."""
    try:
        return RunFolder.open(path).record().shown_state not in ("running", "paused")
    except Xr2ctError:
        return False
