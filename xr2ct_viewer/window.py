"""The main window. It only assembles: models, services, commands, panels and views, and the wires between them."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.toolbar import ViewToolbar
from xr2ct_viewer.dialogs.command_palette import CommandPalette
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.dialogs.export_dialog import ExportDialog
from xr2ct_viewer.dialogs.files_dialog import ask_files, ask_folder
from xr2ct_viewer.dialogs.help_dialog import HelpDialog
from xr2ct_viewer.dialogs.shortcuts_dialog import ShortcutsDialog
from xr2ct_viewer.models.jobs import Jobs
from xr2ct_viewer.models.session import LayoutName, Session
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.sidebar import Sidebar
from xr2ct_viewer.presenter import Presenter
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.exporting import Exporting
from xr2ct_viewer.services.opening import Opening
from xr2ct_viewer.services.reconstruction import Reconstruction
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.views.viewport_grid import ViewportGrid
from xr2ct_viewer.views.welcome import WelcomePage
from xr2ct_viewer.widgets.banner import ResearchBanner

WORKER_WARM_UP_MS = 1500
NOTICE_MS = 8000


class MainWindow(QMainWindow):
    """One window with its own session, worker and commands."""

    def __init__(self, settings: Settings | None = None, worker: WorkerClient | None = None) -> None:
        super().__init__()
        self._is_closed = False
        self.setMinimumSize(1100, 700)
        self.setAcceptDrops(True)
        self.settings = settings or Settings()
        self.theme = Theme(self.settings.data.theme, self)
        self.theme.apply()
        self._make_services(worker)
        self._make_views()
        self._make_commands()
        self._wire()
        self._restore()
        self.presenter.refresh()

    # Assembly

    def _make_services(self, worker: WorkerClient | None) -> None:
        self.session, self.jobs = Session(), Jobs()
        self.background, self.scratch = Background(self), Scratch()
        self.worker = worker or WorkerClient(self)
        self.opening = Opening(self.background, self)
        self.exporting = Exporting(self.background, self)
        self.reconstruction = Reconstruction(self.session, self.jobs, self.worker, self.background, self.scratch, self)

    def _make_views(self) -> None:
        self.welcome = WelcomePage(self.settings, self.theme)
        self.grid = ViewportGrid(self.theme)
        self.sidebar = Sidebar(self.session, self.theme)
        self.banner = ResearchBanner()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self.grid)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._splitter)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.banner)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)

    def _make_commands(self) -> None:
        handlers = {
            "file.open": lambda: self.open_files(ask_files(self, self.settings.data.last_folder)),
            "file.open_folder": lambda: self.open_files(ask_folder(self, self.settings.data.last_folder)),
            "file.sample": self.opening.open_sample,
            "file.phantom": lambda: self.opening.open_sample("phantom"),
            "file.export": self.export,
            "file.copy": self.copy_picture,
            "file.close": self.close_study,
            "file.quit": self.close,
            "edit.undo": lambda: self.session.current and self.session.current.undo(),
            "edit.redo": lambda: self.session.current and self.session.current.redo(),
            "edit.swap": self.sidebar.input.swap,
            "edit.reset": self.sidebar.input.reset,
            "view.truth": self.toggle_truth,
            "view.crosshair": lambda: self.grid.set_crosshair_visible(not self.grid.slices.show_crosshair),
            "view.fit": self.grid.fit,
            "view.theme": lambda: self.settings.update(theme=self.theme.toggle()),
            "run.start": self.reconstruct,
            "run.cancel": self.cancel,
            "run.project": self.project,
            "help.first_steps": lambda: HelpDialog("First steps", "first-steps", self).show(),
            "help.shortcuts": lambda: ShortcutsDialog(self).show(),
            "help.palette": lambda: CommandPalette(self.actions_hub, self).show(),
            "help.about": lambda: HelpDialog("About xr2ct", "about", self).show(),
        }
        layouts: tuple[LayoutName, ...] = ("read", "mpr", "compare", "volume")
        for name in layouts:
            handlers[f"view.{name}"] = lambda name=name: self._choose_layout(name)
        self.actions_hub = ActionHub(handlers, self.theme, self)
        self.actions_hub.fill(self.menuBar())
        self.toolbar = ViewToolbar(self.actions_hub, self.grid.slices, self.theme)
        self.addToolBar(self.toolbar)
        self.presenter = Presenter(
            self.session, self.jobs, self.grid, self.sidebar, self.toolbar, self.banner, self.actions_hub
        )

    def _wire(self) -> None:
        execute = self.actions_hub.execute
        self.welcome.open_requested.connect(lambda: execute("file.open"))
        self.welcome.sample_requested.connect(lambda: execute("file.sample"))
        self.welcome.recent_requested.connect(self.open_files)
        self.sidebar.studies.open_requested.connect(lambda: execute("file.open"))
        self.sidebar.studies.close_requested.connect(self._close_by_id)
        self.sidebar.input.failed.connect(self.show_error)
        self.sidebar.reconstruct.run_requested.connect(lambda: execute("run.start"))
        self.sidebar.reconstruct.cancel_requested.connect(self.cancel)
        self.sidebar.reconstruct.choice_changed.connect(self._remember_choice)
        self.sidebar.result.export_requested.connect(lambda: execute("file.export"))
        self.sidebar.ct.project_requested.connect(lambda: execute("run.project"))
        self.sidebar.ct.cancel_requested.connect(self.cancel)
        self.sidebar.ct.export_requested.connect(lambda: execute("file.export"))
        self.toolbar.shown_chosen.connect(self._show)
        self.opening.started.connect(lambda name: self.statusBar().showMessage(f"Opening {name}…"))
        self.opening.opened.connect(self._add_study)
        self.opening.failed.connect(self.show_error)
        self.exporting.done.connect(lambda path: self.statusBar().showMessage(f"Saved {path}", NOTICE_MS))
        self.exporting.failed.connect(self.show_error)
        self.reconstruction.failed.connect(self.show_error)
        self.reconstruction.landed.connect(self._on_landed)
        self.reconstruction.projected.connect(self._add_study)
        self.worker.ready.connect(self.sidebar.reconstruct.set_devices)
        self.presenter.study_changed.connect(self._show_study)

    def _restore(self) -> None:
        data = self.settings.data
        self.sidebar.reconstruct.choose(data.method, data.grid_size, data.device)
        self.resize(1440, 900)
        if data.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(data.window_geometry.encode()))
        self._splitter.setSizes([data.sidebar_width, 1100])

    # What a person can ask for

    def open_files(self, paths: tuple[Path, ...]) -> None:
        """Open files as one case, in the background."""
        if paths:
            self.opening.open_files(tuple(paths))

    def reconstruct(self) -> None:
        study, panel = self.session.current, self.sidebar.reconstruct
        if study is not None:
            self.reconstruction.reconstruct(study, panel.method, panel.grid_size, panel.device)

    def project(self) -> None:
        if self.session.current is not None:
            self.reconstruction.project(self.session.current)

    def cancel(self) -> None:
        if self.session.current is not None:
            self.reconstruction.cancel(self.session.current.id)

    def close_study(self) -> None:
        """Close the study in front; a job of it is stopped after asking."""
        study = self.session.current
        if study is None:
            return
        if self.jobs.of_study(study.id) is not None:
            if not self._agreed(f"“{study.title}” is still being worked on. Stop and close it?"):
                return
            self.reconstruction.cancel(study.id)
        self.session.close(study)

    def toggle_truth(self) -> None:
        study = self.session.current
        if study is not None:
            self._show("result" if study.shown == "truth" else "truth")

    def export(self) -> None:
        """Ask what and where, then write in the background."""
        study = self.session.current
        if study is None:
            return
        dialog = ExportDialog(
            _file_stem(study),
            Path(self.settings.data.last_folder or Path.home()),
            study.banner,
            self.theme,
            has_volume=study.volume is not None,
            parent=self,
        )
        if dialog.exec():
            self.export_to(dialog.path, is_volume=dialog.is_volume)
        dialog.deleteLater()

    def export_to(self, path: Path, *, is_volume: bool) -> None:
        """Write the shown volume, or the views as a picture."""
        study = self.session.current
        if study is None:
            return
        self.settings.update(last_folder=str(path.parent))
        self.statusBar().showMessage(f"Saving {path.name}…")
        if not is_volume:
            self.exporting.picture(self.grid.grab_image(), path)
        elif study.volume is not None:
            self.exporting.volume(study.volume, path)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self.grid.grab_image())
        self.statusBar().showMessage("Picture copied", NOTICE_MS)

    def show_error(self, error: Xr2ctError, details: str = "") -> None:
        """One sentence and a hint, without stopping what is open."""
        self.statusBar().clearMessage()
        ErrorDialog(error, details, self.theme, self).open()

    # Reactions

    def _add_study(self, study: Study) -> None:
        self.statusBar().showMessage(f"Opened {study.title}. {study.description}".strip(), NOTICE_MS)
        self.session.add(study)
        is_kept = study.paths and not study.paths[0].is_relative_to(self.scratch.folder)
        if is_kept and not study.description:
            self.settings.add_recent(study.paths)
            self.settings.update(last_folder=str(study.paths[0].absolute().parent))
        QTimer.singleShot(WORKER_WARM_UP_MS, self, self._warm_up)

    def _warm_up(self) -> None:
        if self.session.studies:
            self.worker.warm_up()

    def _show_study(self, study: Study | None) -> None:
        """Turn to the study's page, or to the welcome page."""
        if study is None:
            self.welcome.refresh()
        self._pages.setCurrentWidget(self._splitter if study is not None else self.welcome)
        self.toolbar.setVisible(study is not None)
        self.setWindowTitle(f"{study.title} - xr2ct" if study is not None else "xr2ct")

    def _on_landed(self, study_id: str) -> None:
        study = self.session.find(study_id)
        if study is None or study.result is None:
            return
        self.statusBar().showMessage(f"{study.title}: reconstructed in {study.result.summary.seconds:.1f} s", NOTICE_MS)
        if study is self.session.current:
            self.grid.centre_on(study.result.volume)
            self.sidebar.reveal_result()

    def _choose_layout(self, name: LayoutName) -> None:
        self.session.set_layout(name)
        self.presenter.refresh_layout()

    def _show(self, shown: str) -> None:
        study = self.session.current
        if study is None:
            return
        if shown == "truth" and study.truth is None:
            self.opening.show_truth(study)
        else:
            study.show("truth" if shown == "truth" else "result")
        self.presenter.refresh_shown()

    def _close_by_id(self, study_id: str) -> None:
        study = self.session.find(study_id)
        if study is not None:
            self.session.select(study)
            self.close_study()

    def _remember_choice(self) -> None:
        panel = self.sidebar.reconstruct
        self.settings.update(method=panel.method, grid_size=panel.grid_size, device=panel.device)

    def _agreed(self, question: str) -> bool:
        return QMessageBox.question(self, "xr2ct", question) == QMessageBox.StandardButton.Yes

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()
            self.welcome.set_drop_active(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.welcome.set_drop_active(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.welcome.set_drop_active(False)
        event.acceptProposedAction()
        self.open_files(_dropped(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask if work is under way; then stop it, release threads, processes and VTK, and remember the window."""
        if self._is_closed:
            event.accept()
            return
        if self.jobs.running and not self._agreed("A reconstruction is running. Stop it and close?"):
            event.ignore()
            return
        self._is_closed = True
        self.settings.update(
            window_geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            sidebar_width=max(240, min(800, self.sidebar.width())),
        )
        self.worker.shutdown()
        self.background.close()
        self.grid.shutdown()
        self.actions_hub.close()
        self.scratch.close()
        event.accept()


def _dropped(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _file_stem(study: Study) -> str:
    """A file name for exports: the study, the method, or that it is the CT."""
    words = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in study.title).split()
    shown = (
        "ct" if (study.volume is not None and study.result is None) or study.shown == "truth" else study.current_method
    )
    return "_".join([*words[:5], shown or "xrays"])
