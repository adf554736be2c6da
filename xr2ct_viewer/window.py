"""The main window. It only assembles: services, commands and the two workspaces, and the wires between them.

The Train workspace, with the plotting library it needs, is made at the first switch to it and not before.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QStackedWidget, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.workspace_switch import WorkspaceSwitch
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.settings import Settings, TrainedModel, WorkspaceName
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.running_trainings import default_runs_folder, running_trainings
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.window_state import remember, restore, restore_splitters
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.file_drops import dropped_files
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.habits import Habits
from xr2ct_viewer.workspaces.read import ReadWorkspace
from xr2ct_viewer.workspaces.read_area import GuardsClosing
from xr2ct_viewer.workspaces.read_methods import ReadMethods

if TYPE_CHECKING:
    from xr2ct_viewer.workspaces.train import TrainWorkspace

NOTICE_MS = 8000
LOOK_FOR_TRAININGS_MS = 700
"""After the first paint: what runs is looked for, and what is gone is dropped."""


class MainWindow(QMainWindow):
    """One window with its own sessions, worker and commands."""

    def __init__(self, settings: Settings | None = None, worker: WorkerClient | None = None) -> None:
        super().__init__()
        self._is_closed = False
        self._train: TrainWorkspace | None = None
        self._running: tuple[Path, ...] = ()
        self.setMinimumSize(1100, 700)
        self.setAcceptDrops(True)
        self.settings = settings or Settings()
        self.runs_folder = default_runs_folder()
        self.theme = Theme(self.settings.data.theme, self)
        self.background, self.scratch = Background(self), Scratch()
        self.worker = worker or WorkerClient(self)
        self.read = ReadWorkspace(self.settings, self.theme, self.worker, self.background, self.scratch)
        self._workspaces = QStackedWidget()
        self._workspaces.addWidget(self.read)
        self.setCentralWidget(self._workspaces)
        self.habits = Habits(self, self.settings, self.theme, self.read, self._panes)
        self.actions_hub = ActionHub(self._handlers(), self.theme, self)
        self.actions_hub.fill(self.menuBar())
        self.switch = WorkspaceSwitch(self.actions_hub)
        self.addToolBar(self.switch)
        self.read.assemble(self.actions_hub)
        self.addToolBar(self.read.toolbar)
        self.habits.assemble(self.actions_hub)
        self._attach = QPushButton()
        self._attach.setObjectName("compactPrimary")
        self._attach.clicked.connect(self._show_running)
        self._attach.setAccessibleName(tr("Show the training that runs"))
        self._attach.setVisible(False)
        self.statusBar().addPermanentWidget(self._attach)
        self.statusBar().setSizeGripEnabled(False)
        self.read.notice.connect(self.show_notice)
        self.read.failed.connect(self.show_error)
        self.read.title_changed.connect(self._refresh_title)
        self.read.study_opened.connect(lambda: self.show_workspace("read"))
        self.theme.apply()  # At last, as in `Theme.dressing_at_last`.
        self.resize(1440, 900)
        restore(self, self.settings)
        restore_splitters(self, self.settings)
        self.read.presenter.refresh()
        self.show_workspace("read", remember=False)
        QTimer.singleShot(LOOK_FOR_TRAININGS_MS, self, self._look_around)

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            **self.read.handlers(),
            **self.habits.handlers(),
            "file.quit": self.close,
            "view.workspace_read": lambda: self.show_workspace("read"),
            "view.workspace_train": lambda: self.show_workspace("train"),
            "train.start": lambda: self.train.desk.start(),
            "train.pause": lambda: self.train.desk.request("pause"),
            "train.resume": lambda: self.train.desk.request("resume"),
            "train.checkpoint": lambda: self.train.desk.request("checkpoint"),
            "train.preview": lambda: self.train.desk.request("preview"),
            "train.stop": lambda: self.train.desk.request("stop"),
        }

    # Workspaces

    @property
    def train(self) -> "TrainWorkspace":
        """The Train workspace, made when it is first asked for."""
        if self._train is None:
            from xr2ct_viewer.workspaces.train import TrainWorkspace

            with self.theme.dressing_at_last():
                self._train = TrainWorkspace(
                    self.settings,
                    self.theme,
                    self.worker,
                    self.background,
                    self.scratch,
                    self.actions_hub,
                    self.runs_folder,
                )
                self._workspaces.addWidget(self._train)
            self._train.notice.connect(self.show_notice)
            self._train.failed.connect(self.show_error)
            self._train.use_requested.connect(self.use_checkpoint)
            self._train.desk.active_changed.connect(self._attach.hide)
            self.habits.adopt_drops(self._train)
            restore_splitters(self, self.settings)
        return self._train

    @property
    def workspace(self) -> WorkspaceName:
        return "read" if self._workspaces.currentWidget() is self.read else "train"

    def show_workspace(self, name: WorkspaceName, *, remember: bool = True) -> None:
        """Turn to a workspace."""
        self._workspaces.setCurrentWidget(self.read if name == "read" else self.train)
        self.actions_hub["view.workspace_read"].setChecked(name == "read")
        self.actions_hub["view.workspace_train"].setChecked(name == "train")
        self.actions_hub.update(in_read=name == "read")
        if name == "train" and self._running and not self.train.desk.is_following:
            self.train.desk.follow(self._running[0])
        if remember:
            self.settings.update(workspace=name)
        self._refresh_title()

    def use_checkpoint(self, model: TrainedModel) -> None:
        """Offer a training's weights in Read and go there."""
        self.read.area(ReadMethods).offer(model)
        self.show_workspace("read")
        self.show_notice(tr("{run} can now be used to reconstruct.", run=model.run))

    def _panes(self) -> tuple[QWidget, ...]:
        """The parts of the window the keyboard goes through, from the top."""
        if self.workspace == "train":
            return (self.switch, *self.train.panes)
        read = self.read
        return self.switch, read.toolbar, read.welcome, read.sidebar, read.stage.bar, read.grid

    # What everybody may say

    def show_notice(self, text: str) -> None:
        """A line in the status bar; one that ends in an ellipsis stays until the next."""
        self.statusBar().showMessage(text, 0 if text.endswith("…") else NOTICE_MS)

    def show_error(self, error: Xr2ctError, details: str = "") -> None:
        """One sentence and a hint, without stopping what is open."""
        self.statusBar().clearMessage()
        ErrorDialog(error, details, self.theme, self).open()

    # Reactions

    def _refresh_title(self, *_: object) -> None:
        study = self.read.session.current
        is_read = self.workspace == "read"
        name = (study.title if study is not None else "") if is_read else tr("Train")
        self.setWindowTitle(f"{name}[*] - xr2ct" if name else "[*]xr2ct")
        self.read.toolbar.setVisible(is_read and study is not None)

    def _look_around(self) -> None:
        """Once the window is there: trainings under way to attach to, checkpoints that are gone."""
        if self._is_closed:
            return
        self.read.area(ReadMethods).drop_missing()
        if self.settings.data.workspace == "train" and self.read.session.current is None:
            self.show_workspace("train")
        folder = self.runs_folder
        self.background.run(lambda: running_trainings(folder), self._on_running, self.show_error)

    def _on_running(self, runs: tuple[Path, ...]) -> None:
        self._running = runs
        if not runs:
            return
        if self.workspace == "train":
            self.show_workspace("train")
            return
        self._attach.setText(
            tr("{run} is training · Show", run=runs[0].name)
            if len(runs) == 1
            else tr("{count} trainings run", count=len(runs))
        )
        self._attach.setToolTip(tr("Turn to the Train workspace and follow it"))
        self._attach.setVisible(True)

    def _show_running(self) -> None:
        self._attach.setVisible(False)
        self.show_workspace("train")

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.read.welcome.set_drop_active(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.read.welcome.set_drop_active(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """In Train, folders are data to learn from; everything else is opened as a case."""
        self.read.welcome.set_drop_active(False)
        event.acceptProposedAction()
        paths = dropped_files(event.mimeData())
        if self.workspace == "train" and paths and all(path.is_dir() for path in paths):
            self.train.data.add_folders(paths)
        else:
            self.read.open_dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask if work is under way; then stop it, release threads, processes and VTK, and remember the window."""
        if self._is_closed:
            event.accept()
            return
        if not self._may_close():
            event.ignore()
            return
        self._is_closed = True
        remember(self, self.settings)
        self.settings.update(workspace=self.workspace)
        self.habits.shutdown()
        if self._train is not None:
            self._train.shutdown()
        self.worker.shutdown()
        self.background.close()
        self.read.shutdown()
        self.actions_hub.close()
        self.scratch.close()
        event.accept()

    def _may_close(self) -> bool:
        if self.read.jobs.running and self.settings.data.confirm_stopping:
            words = tr("A reconstruction is running. Stop it and close?")
            if not Question(self, words, tr("Stop and close"), tr("Keep working")).is_confirmed():
                return False
        guards = (area for area in self.read.areas if isinstance(area, GuardsClosing))
        return all(area.may_close() for area in guards) and (self._train is None or self._train.may_close())
