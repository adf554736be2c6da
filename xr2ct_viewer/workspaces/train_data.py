"""The data side of the Train workspace: folders are chosen, inspected and prepared with the worker's help."""

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from xr2ct_core.data.splits import read_split
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.paths import data_folder
from xr2ct_core.protocol.training import InspectTask
from xr2ct_viewer.dialogs.files_dialog import ask_folder
from xr2ct_viewer.dialogs.prepare_dialog import PrepareDialog
from xr2ct_viewer.models.data_choice import Inspection, Preview
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.training_setup import TrainingSetup
from xr2ct_viewer.panels.train.dataset_panel import DatasetPanel
from xr2ct_viewer.said import said
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.tr import tr

PREVIEWS = 2
AUTO_INSPECT_MS = 500


class TrainData(QObject):
    """Between the data panel and the worker. Data are inspected as soon as they are chosen."""

    notice = Signal(str)
    failed = Signal(object, str)

    def __init__(
        self, setup: TrainingSetup, panel: DatasetPanel, calls: WorkerCalls, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._setup, self._panel, self._calls = setup, panel, calls
        self._settings, self._window = settings, window
        self._job = ""
        self._phase, self._holds = "", False
        self._timer = QTimer(self, singleShot=True, interval=AUTO_INSPECT_MS)
        self._timer.timeout.connect(self.inspect)
        panel.set_recent(settings.data.recent_data)
        panel.folder_requested.connect(self.ask_folder)
        panel.inspect_requested.connect(self.inspect)
        panel.options.split_requested.connect(self.ask_split)
        panel.prepare_requested.connect(self.ask_to_prepare)
        panel.cancel_requested.connect(self.cancel)
        setup.data.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def is_waiting(self) -> bool:
        """Whether an inspection is about to be asked for."""
        return self._timer.isActive()

    def ask_folder(self) -> None:
        self.add_folders(ask_folder(self._window, self._settings.data.last_folder))

    def add_folders(self, paths: tuple[Path, ...]) -> None:
        """Learn from these folders too."""
        for path in paths:
            self._setup.data.add(str(path.absolute()))
            self._settings.update(last_folder=str(path.absolute().parent))

    def ask_split(self) -> None:
        """Ask for a file that says who is held out."""
        folder = str(Path(self._setup.data.split).parent) if self._setup.data.split else self._settings.data.last_folder
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Choose a split file"), folder, f"{tr('Split of patients')} (*.json)"
        )
        if name:
            self.choose_split(Path(name))

    def choose_split(self, path: Path) -> None:
        """Hold out the patients that this file names."""
        try:
            read_split(path)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        self._setup.data.set_split(str(path.absolute()))

    def inspect(self) -> None:
        """Ask the worker what lies in the data."""
        self._withdraw()
        question = self._setup.data.question
        text, geometry, split = question
        if not text:
            return
        task = InspectTask(
            data=text,
            geometry=geometry,
            split=split,
            grid_size=self._setup.values("method")["grid_size"],
            method=self._setup.method,
            previews=PREVIEWS,
            seed=self._setup.values("train")["seed"],
        )

        def done(summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
            self._end()
            self._setup.data.set_inspection(question, Inspection.from_summary(summary, _previews(artifacts)))

        self._begin(tr("Reading the data"))
        self._job = self._calls.call("inspect", task, done, self._on_failed, self._on_moved)

    def ask_to_prepare(self) -> None:
        """Ask where to, then put the cases of the folder on the working cube."""
        source = self._setup.data.single_folder
        if source is None:
            return
        grid_size = self._setup.values("method")["grid_size"]
        dialog = PrepareDialog(source, data_folder() / "prepared", grid_size, self._window)
        if dialog.exec():
            self.prepare(dialog)
        dialog.deleteLater()

    def prepare(self, dialog: PrepareDialog) -> None:
        """Prepare as a dialog says; the prepared folder then takes the place of its source."""
        source, out = str(self._setup.data.single_folder), dialog.out_dir
        self._withdraw()

        def done(summary: dict[str, Any], _artifacts: dict[str, Path]) -> None:
            self._end()
            self.notice.emit(tr("Prepared {cases} cases in {out}", cases=summary["cases"], out=out))
            self._setup.data.exchange(source, str(out))

        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.failed.emit(Xr2ctError(f"{out} cannot be made: {error.strerror}.", "Choose another folder."), "")
            return
        self._begin("Preparing", holds=True)
        self._job = self._calls.call("prepare", dialog.task, done, self._on_failed, self._on_moved, out_dir=out)

    def cancel(self) -> None:
        self._withdraw()
        self.notice.emit(tr("Stopped reading the data"))

    def _on_changed(self) -> None:
        self._withdraw()
        data = self._setup.data
        if data.sources:
            self._timer.start()

    def _withdraw(self) -> None:
        self._timer.stop()
        if self._job:
            self._calls.cancel(self._job)
        self._end()

    def _begin(self, phase: str, *, holds: bool = False) -> None:
        self._phase, self._holds = phase, holds
        self._panel.show_work(phase, holds=holds)

    def _end(self) -> None:
        self._job = ""
        self._panel.show_work(None)

    def _on_moved(self, fraction: float | None, phase: str | None) -> None:
        self._phase = said(phase) if phase else self._phase
        self._panel.show_work(self._phase, fraction or 0.0, holds=self._holds)

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self._end()
        if error.code != "cancelled":
            self.failed.emit(error, details)


def _previews(artifacts: dict[str, Path]) -> tuple[Preview, ...]:
    """The pairs among the files of an inspection."""
    pairs = []
    for number in range(len(artifacts)):
        paths = [artifacts.get(f"preview_{view}_{number}") for view in ("frontal", "lateral")]
        if None in paths:
            break
        frontal, lateral = (np.load(path, allow_pickle=False) for path in paths if path is not None)
        pairs.append((frontal, lateral))
    return tuple(pairs)
