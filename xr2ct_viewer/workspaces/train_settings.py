"""The settings side of the Train workspace: presets, command lines, estimates, and what keeps it from a start."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from xr2ct_core.config.command_line import training_command
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.checkpoint_info import BEGUN_SHA256
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.data_division import known_geometry
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.training_presets import own_preset_file, read_preset, save_preset
from xr2ct_viewer.models.training_setup import TrainingSetup
from xr2ct_viewer.panels.train.settings_panel import SettingsPanel
from xr2ct_viewer.panels.train.start_panel import StartPanel
from xr2ct_viewer.services.estimation import Estimate, Estimation
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.question import may_replace

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
NO_DATA = marked("Choose data first.")
NO_SPLIT = marked("The split file does not fit the data.")
NOT_RIGHT = marked("A setting is not right; it is marked above.")


class TrainSettings(QObject):
    """Between the form, the start panel and what is set up."""

    notice = Signal(str)
    failed = Signal(object, str)

    def __init__(
        self,
        setup: TrainingSetup,
        form: SettingsPanel,
        start: StartPanel,
        estimation: Estimation,
        folder: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._setup, self._start, self._estimation = setup, start, estimation
        self._folder, self._window = folder, window
        form.preset_chosen.connect(self.load_preset)
        form.preset_file_requested.connect(self._ask_preset)
        form.preset_save_requested.connect(self._ask_to_save_preset)
        form.copy_requested.connect(self.copy_command)
        start.device_chosen.connect(setup.choose_device)
        start.smaller_requested.connect(self.use_smaller)
        estimation.waiting.connect(start.show_waiting)
        estimation.answered.connect(self._show_estimate)
        estimation.failed.connect(start.show_estimate_failed)
        setup.changed.connect(self.refresh)
        setup.data.inspected.connect(self._show_obstacle)
        self.refresh()

    @property
    def can_start(self) -> bool:
        """Whether there are data that the split fits, and every value is right."""
        return not self._obstacle()

    def refresh(self) -> None:
        """Say what keeps the training from starting, and ask what it will need."""
        task = self._setup.estimate_task()
        self._start.show_problem(tr(self._obstacle()))
        if task is None:
            self._start.show_nothing()
        self._estimation.ask(task)

    def use_smaller(self) -> None:
        """Take the settings that need less memory."""
        found = self._setup.smaller()
        if found is not None:
            self._setup.apply(found[0], found[1])

    def take(self, run: Path) -> None:
        """Set up a new training like another run."""
        try:
            take_settings(self._setup, run)
            taken = tr("The settings of {name} are in the form.", name=run.name)
            self.notice.emit(" ".join((taken, *not_in_a_form(run))))
        except Xr2ctError as error:
            self.failed.emit(error, "")

    def copy_command(self) -> None:
        """Put the command line that starts this very training on the clipboard."""
        self._copy(self._setup, self._folder / self._start.run_name)

    def copy_run_command(self, run: Path) -> None:
        """Put the command line that would train a run again on the clipboard."""
        setup = TrainingSetup(DataChoice())
        try:
            take_settings(setup, run)
            folder = RunFolder.open(run)
            in_fold, words = _fold_of(folder), _begun_in_words(folder)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        self._copy(setup, self._folder / f"{run.name}-again", in_fold, words)

    def load_preset(self, path: Path) -> None:
        """Take over the values of a preset."""
        try:
            self._setup.load(read_preset(path))
            self.notice.emit(tr("Loaded {name}", name=path.stem))
        except Xr2ctError as error:
            self.failed.emit(error, "")

    def _obstacle(self) -> str:
        """What keeps the training from starting; nothing if it can."""
        if not self._setup.data.sources:
            return NO_DATA
        if self._setup.problems():
            return NOT_RIGHT
        return NO_SPLIT if self._setup.data.split_problem else ""

    def _show_obstacle(self) -> None:
        self._start.show_problem(tr(self._obstacle()))

    def _copy(self, setup: TrainingSetup, run: Path, more: Mapping[str, str] = NOTHING, words: str = "") -> None:
        """`more` are settings of the task that no form has, `words` are said beside."""
        try:
            command = training_command(setup.task().model_copy(update=more), run)
        except Xr2ctError as error:
            self.failed.emit(error, "")
            return
        QGuiApplication.clipboard().setText(shlex.join(command))
        self.notice.emit(f"{tr('Command line copied')}. {words}" if words else tr("Command line copied"))

    def _show_estimate(self, estimate: Estimate) -> None:
        found = self._setup.smaller()
        self._start.show_estimate(
            estimate, int(self._setup.values("train")["steps"]), found[2] if found is not None else ""
        )

    def _ask_preset(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Settings of a training"), "", "TOML (*.toml)")
        if name:
            self.load_preset(Path(name))

    def _ask_to_save_preset(self) -> None:
        name, is_ok = QInputDialog.getText(
            self._window, tr("Save settings"), tr("Name of the preset"), text=self._setup.method
        )
        if not is_ok:
            return
        try:
            if not may_replace(self._window, [own_preset_file(name.strip())]):
                return
            save_preset(name.strip(), self._setup.tables())
            self.notice.emit(tr("Saved the preset {name}", name=name.strip()))
        except Xr2ctError as error:
            self.failed.emit(error, "")


def take_settings(setup: TrainingSetup, run: Path) -> None:
    """Set up a training as another one was, but for what is `not_in_a_form`.

    Raises `Xr2ctError` if its files do not say how.
    """
    folder = RunFolder.open(run)
    data = folder.record().data
    geometry = known_geometry(data.get("geometry", "x2ct"))
    setup.load(folder.config(), is_run=True)
    if isinstance(name := data.get("name"), str):
        setup.data.set_all(name, geometry, "" if _fold_of(folder) else str(data.get("split", "")))


def not_in_a_form(run: Path) -> tuple[str, ...]:
    """What of a run no form holds, in sentences; raises `Xr2ctError` if its files do not say."""
    folder = RunFolder.open(run)
    dealt = tr("{name} has a fold; the form deals patients out by the seed or a split file.", name=run.name)
    return tuple(words for words in (dealt if _fold_of(folder) else "", _begun_in_words(folder)) if words)


def _fold_of(run: RunFolder) -> dict[str, str]:
    """The file of folds and the fold of a run, as the settings of a task; nothing for a run without."""
    data = run.record().data
    return {"folds": str(data.get("split", "")), "fold": str(data["fold"])} if data.get("fold") is not None else {}


def _begun_in_words(run: RunFolder) -> str:
    """That a run began with the weights of another one, which it does not name."""
    words = marked("{name} began with the weights of another training; to begin so again takes --start-from.")
    return tr(words, name=run.path.name) if run.config().get("run", {}).get(BEGUN_SHA256) else ""
