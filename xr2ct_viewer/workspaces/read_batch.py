"""The batch queue of the Read workspace, and the offer to go on with one that was interrupted."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.state import BatchItem, BatchState
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.panels.batch_panel import BatchPanel
from xr2ct_viewer.said import said
from xr2ct_viewer.services.batch_queue import BatchQueue
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.offer_bar import OfferBar
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_area import ReadContext

LOOK_MS: Final = 600
"""After the first paint."""
FOLDER_NAME: Final = "xr2ct-batch"


class ReadBatch(QObject):
    """Owns the queue; makes its window when it is first asked for."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self.queue = BatchQueue(context.worker, context.background, context.scratch, self)
        self.bar = OfferBar("batch", context.theme)
        self._panel: BatchPanel | None = None
        self._folder: Path | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"run.batch": self.show}

    def assemble(self, hub: ActionHub) -> None:
        layout = self._context.window.layout()
        if layout is not None:
            layout.insertWidget(0, self.bar)
        self.queue.failed.connect(self._context.fail)
        self.queue.ended.connect(self._on_ended)
        QTimer.singleShot(LOOK_MS, self, self.look)

    def shutdown(self) -> None:
        """The case under way waits for the next time."""
        self.queue.shutdown()

    def may_close(self) -> bool:
        """Say that the batch goes on another time."""
        if not self.queue.is_active or not self._context.settings.data.confirm_stopping:
            return True
        words = tr("A batch is running. Close? It goes on where it is when you open it again.")
        return Question(self._context.window, words, tr("Stop and close"), tr("Keep working")).is_confirmed()

    @property
    def panel(self) -> BatchPanel:
        """The window of the queue."""
        if self._panel is None:
            panel = BatchPanel(self.queue, self._context.theme, self._context.window)
            panel.folder_wanted.connect(self._ask_folder)
            panel.cases_wanted.connect(self._ask_cases)
            panel.studies_wanted.connect(self.add_studies)
            panel.dropped.connect(self.add)
            panel.start_wanted.connect(self.start)
            panel.result_wanted.connect(self._open_result)
            panel.show_folder_wanted.connect(self._show_folder)
            data = self._context.settings.data
            panel.form.choose(data.method, data.grid_size, data.device)
            panel.set_folder(self.folder)
            self._panel = panel
        return self._panel

    @property
    def folder(self) -> Path:
        """Where the batch goes."""
        if self._folder is None:
            known = self._context.settings.data.batch_folder
            self._folder = Path(known) if known else Path.home() / FOLDER_NAME
        return self._folder

    # At the start

    def look(self) -> None:
        """Look whether the batch worked on last was interrupted."""
        known = self._context.settings.data.batch_folder
        if known:
            self._context.background.run(lambda: unfinished(Path(known)), self._on_found, self._on_failed)

    def _on_found(self, state: BatchState | None) -> None:
        if state is None or self.queue.is_active:
            return
        done, count = state.count("done"), len(state.items)
        self.bar.offer(
            tr("A batch was interrupted: {done} of {count} cases are done.", done=done, count=count),
            {tr("Go on"): self._go_on, tr("Show"): self.show, tr("Dismiss"): self._dismiss},
            {
                tr("Go on"): tr("Do the rest of the cases"),
                tr("Show"): tr("Look at the batch first"),
                tr("Dismiss"): tr("Do not offer it again; it goes on when its folder is chosen in the batch queue"),
            },
        )
        if not self.bar.isVisible():
            self._context.notice(tr("In the Read workspace: {text}", text=self.bar.text))

    def _go_on(self) -> None:
        self.show(self.start)

    def _dismiss(self) -> None:
        self._context.settings.update(batch_folder="")

    # What a person wants

    def show(self, then: Callable[[], object] | None = None) -> None:
        """Show the window of the queue with the batch of its folder."""
        self.bar.hide()
        panel = self.panel
        panel.form.offer(self._context.settings.data.trained)
        panel.show()
        panel.raise_()
        if not self.queue.is_active and Batch.exists(self.folder):
            self.queue.open(self.folder, lambda: self._show_settings(then))

    def set_folder(self, folder: Path) -> None:
        """Choose where the batch goes; one that is there already is shown."""
        if self.queue.is_active:
            return
        self._folder = folder
        self.panel.set_folder(folder)
        self.queue.close()
        self.panel.form.forget()
        if Batch.exists(folder):
            self.queue.open(folder, lambda: self._show_settings(None))

    def add(self, paths: tuple[Path, ...]) -> None:
        """Add the cases in files and folders."""
        if paths:
            self.queue.add_paths(self.folder, self.panel.form.settings, paths)

    def add_studies(self) -> None:
        """Add the X-rays that are open, as they are corrected now."""
        studies = self._context.session.studies
        cases = [(study.title, study.pair, study.truth) for study in studies if study.pair is not None]
        if cases:
            self.queue.add_pairs(self.folder, self.panel.form.settings, cases)
        else:
            self._context.notice(tr("No X-rays are open"))

    def start(self) -> None:
        """Do everything that is not done."""
        self._context.settings.update(batch_folder=str(self.folder))
        self.queue.start(self.panel.form.settings)

    def _show_settings(self, then: Callable[[], object] | None) -> None:
        if self.queue.state is not None:
            self.panel.form.show_settings(self.queue.state.settings)
        if then is not None:
            then()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self.panel, tr("Where the volumes go"), str(self.folder.parent))
        if name:
            self.set_folder(Path(name))

    def _ask_cases(self) -> None:
        start = self._context.settings.data.last_folder
        name = QFileDialog.getExistingDirectory(self.panel, tr("A folder with X-ray pairs"), start)
        if name:
            self.add((Path(name),))

    def _open_result(self, item: BatchItem) -> None:
        self._context.opening.open_files((self.folder / item.volume,))
        self._context.window.window().raise_()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    # Reactions

    def _on_ended(self, state: BatchState) -> None:
        done, failed = state.count("done"), state.count("failed")
        told = [tr("Batch: {done} of {count} cases done", done=done, count=len(state.items))]
        if failed:
            told.append(tr("{count} failed", count=failed))
        self._context.notice(", ".join(told))

    def _on_failed(self, error: Xr2ctError) -> None:
        self._context.notice(f"{said(error.message)} {said(error.hint)}".strip())


def unfinished(folder: Path) -> BatchState | None:
    """The state of a batch that was interrupted; None if there is none or somebody works on it."""
    if not Batch.exists(folder):
        return None
    state = Batch.open(folder).state
    was_interrupted = state.process is not None and state.process.is_alive() is False
    return state if was_interrupted or 0 < state.count("waiting") < len(state.items) else None
