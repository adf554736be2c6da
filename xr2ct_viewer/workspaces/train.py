"""The Train workspace: data, method, settings and start on the left, the run in front beside them, all runs below.

It assembles panels, services and the three parts that do the work. It imports the plotting library, so the window
makes it at the first switch.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint, read_info
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.settings import Settings, TrainedModel
from xr2ct_viewer.models.training_setup import TrainingSetup
from xr2ct_viewer.panels.train.curves_panel import CurvesPanel
from xr2ct_viewer.panels.train.dataset_panel import DatasetPanel
from xr2ct_viewer.panels.train.log_panel import LogPanel
from xr2ct_viewer.panels.train.method_panel import MethodPanel
from xr2ct_viewer.panels.train.preview_strip import PreviewStrip
from xr2ct_viewer.panels.train.progress_panel import ProgressPanel
from xr2ct_viewer.panels.train.run_controls import RunControls
from xr2ct_viewer.panels.train.runs_panel import RunsPanel
from xr2ct_viewer.panels.train.settings_panel import SettingsPanel
from xr2ct_viewer.panels.train.start_panel import StartPanel
from xr2ct_viewer.said import said
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.estimation import Estimation
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.services.run_scores import best_scores
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.training_launch import TrainingLaunch
from xr2ct_viewer.services.training_queue import TrainingQueue
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.volume_view import VolumeView
from xr2ct_viewer.widgets.banner import ResearchBanner
from xr2ct_viewer.widgets.steps_column import StepsColumn
from xr2ct_viewer.workspaces.train_data import TrainData
from xr2ct_viewer.workspaces.train_desk import TrainDesk
from xr2ct_viewer.workspaces.train_settings import TrainSettings

WIDTHS: Final = (384, 500)


class TrainWorkspace(QWidget):
    """`desk` starts and controls, `data` reads, `values` keeps the settings.

    `use_requested` carries a `TrainedModel` for Read.
    """

    notice = Signal(str)
    failed = Signal(object, str)
    use_requested = Signal(object)

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        worker: WorkerClient,
        background: Background,
        scratch: Scratch,
        hub: ActionHub,
        runs_folder: Path,
    ) -> None:
        super().__init__()
        self.settings, self.theme, self._worker, self._background = settings, theme, worker, background
        self._hub, self._folder = hub, runs_folder
        last = settings.data
        data = DataChoice(last.training_data, last.training_geometry, last.training_split)
        self.setup = TrainingSetup(data, last.training_method)
        self.calls = WorkerCalls(worker, scratch, self)
        self.estimation = Estimation(self.calls, self)
        self.follower = RunFollower(background, self)
        self.launch = TrainingLaunch(self)
        self.queue = TrainingQueue(runs_folder, self.launch, background, self)
        self._make_panels()
        self._lay_out()
        self.data = TrainData(self.setup, self.dataset, self.calls, settings, self)
        self.values = TrainSettings(self.setup, self.form, self.start, self.estimation, runs_folder, self)
        self.desk = TrainDesk(
            self.setup, self.start, self.controls, self.follower, self.launch, self.queue, settings, runs_folder, self
        )
        self._wire()
        self._refresh_commands()

    def _make_panels(self) -> None:
        theme = self.theme
        self.dataset = DatasetPanel(self.setup.data, theme)
        self.method = MethodPanel(self.setup)
        self.form = SettingsPanel(self.setup, theme)
        self.start = StartPanel(theme)
        self.progress, self.controls = ProgressPanel(theme), RunControls(theme)
        self.curves, self.previews = CurvesPanel(theme), PreviewStrip(theme)
        self.previews.set_volume_view(VolumeView)
        self.runs, self.log = RunsPanel(theme, self._folder), LogPanel(theme)
        for panel in (self.progress, self.curves, self.previews, self.log, self.runs):
            panel.bind(self.follower)

    def _lay_out(self) -> None:
        left = StepsColumn((self.dataset, self.method, self.form), self.start.foot, WIDTHS, last=self.start)
        left.setObjectName("trainSteps")
        self._name = QLabel()
        self._name.setObjectName("subtitle")
        self._name.setVisible(False)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addWidget(self.controls)
        front, self._tabs = QWidget(), QTabWidget()
        run = QVBoxLayout(front)
        run.setContentsMargins(0, 8, 0, 0)
        run.setSpacing(8)
        run.addLayout(head)
        run.addWidget(self.progress)
        run.addWidget(self.controls.trouble)
        run.addWidget(self.curves, 1)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for panel, title in ((self.previews, tr("Preview")), (self.runs, tr("Runs")), (self.log, tr("Log"))):
            self._tabs.addTab(panel, title)
        self._tabs.setCurrentWidget(self.runs)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setContentsMargins(8, 0, 10, 4)
        right.addWidget(front)
        right.addWidget(self._tabs)
        right.setStretchFactor(0, 1)
        right.setCollapsible(0, False)
        right.setSizes([480, 320])
        right.setObjectName("trainRunSplitter")
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("trainSplitter")
        across.addWidget(left)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setChildrenCollapsible(False)
        across.setSizes([390, 1050])
        self.panes: tuple[QWidget, ...] = (left, front, self._tabs)
        banner = ResearchBanner()
        banner.set_sentence(SYNTHETIC_BANNER)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(across, 1)
        layout.addWidget(banner)

    def _wire(self) -> None:
        for part in (self.data, self.values, self.desk):
            part.notice.connect(self.notice)
            part.failed.connect(self.failed)
        self.method.chosen.connect(self.setup.choose_method)
        self.setup.changed.connect(self._refresh_commands)
        self.setup.data.inspected.connect(self._refresh_commands)
        self._worker.ready.connect(self.start.set_devices)
        self.start.set_devices(self._worker.devices)
        self.desk.active_changed.connect(self._refresh_commands)
        self.desk.followed.connect(lambda run: self._name_run(run))
        self.runs.run_chosen.connect(self.desk.follow)
        self.runs.use_checkpoint.connect(self.use_checkpoint)
        self.runs.resume_requested.connect(self.desk.resume)
        self.runs.settings_requested.connect(self.values.take)
        self.runs.overlay_changed.connect(self.curves.set_overlaid)
        self.runs.compare_requested.connect(self.compare)
        self.runs.command_requested.connect(self.values.copy_run_command)
        self.runs.folders_changed.connect(
            lambda folders: self.settings.update(runs_folders=tuple(str(folder) for folder in folders))
        )
        self.runs.set_folders(tuple(Path(name) for name in self.settings.data.runs_folders))
        self.follower.followed.connect(lambda run: self._name.setVisible(run is not None))
        self.follower.lost.connect(lambda error: self.notice.emit(said(str(error))))
        self.curves.colours_changed.connect(self.runs.table.set_colours)
        for panel in (self.runs, self.curves):
            panel.notice.connect(self.notice)
        for panel in (self.runs, self.curves, self.previews):
            panel.failed.connect(self._fail)
        self._background.run(lambda: best_scores(self._folder), self.method.set_scores, self._fail)

    # What a person can ask for

    def use_checkpoint(self, path: Path) -> None:
        """Hand a checkpoint, or the best one of a run, to Read."""
        try:
            checkpoint = chosen_checkpoint(path)
            info = read_info(checkpoint)
        except Xr2ctError as error:
            self._fail(error)
            return
        run = checkpoint.parent.parent
        self.use_requested.emit(TrainedModel(method=info.method, checkpoint=str(checkpoint), run=run.name))

    def compare(self, runs: tuple[Path, ...]) -> None:
        """Show how runs differ in settings and scores."""
        from xr2ct_viewer.dialogs.compare_runs_dialog import CompareRunsDialog

        CompareRunsDialog(runs, self.theme, self._background, self).show()

    @property
    def is_settled(self) -> bool:
        """Whether everything that was asked of the worker has been answered."""
        return not (self.calls.is_busy or self.estimation.is_waiting or self.data.is_waiting)

    def may_close(self) -> bool:
        return self.desk.may_close()

    def shutdown(self) -> None:
        """Remember the choices and let go of everything."""
        self.desk.remember()
        self.estimation.ask(None)
        self.desk.shutdown()
        self.previews.shutdown()

    # Reactions

    def _refresh_commands(self) -> None:
        state = self.desk.state
        self._hub.update(
            can_train=self.values.can_start,
            training_runs=state in ("running", "paused"),
            training_paused=state == "paused",
        )

    def _name_run(self, run: Path) -> None:
        self._name.setText(run.name)
        self._name.setToolTip(str(run))
        self._name.setVisible(True)
        self._tabs.setCurrentWidget(self.previews)

    def _fail(self, error: Xr2ctError) -> None:
        self.failed.emit(error, "")
