"""The Read workspace: from X-rays to a volume that can be judged. It assembles models, panels and views of it.

Invariant: what happens here is said through the signals; the window shows messages, dialogs and the title.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.toolbar import ViewToolbar
from xr2ct_viewer.dialogs.files_dialog import ask_files, ask_folder, with_partner
from xr2ct_viewer.models.jobs import Jobs
from xr2ct_viewer.models.session import LAYOUT_TITLES, LayoutName, Session
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import lost_truth
from xr2ct_viewer.panels.sidebar import Sidebar
from xr2ct_viewer.presenter import Presenter
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.insights import InsightService
from xr2ct_viewer.services.opening import Opening
from xr2ct_viewer.services.reconstruction import Reconstruction
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.viewport_grid import ViewportGrid
from xr2ct_viewer.views.welcome import WelcomePage
from xr2ct_viewer.widgets.banner import ResearchBanner
from xr2ct_viewer.widgets.leaving_fields import is_escape_in_field, leave_field
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.areas import make_areas
from xr2ct_viewer.workspaces.read_area import ReadArea, ReadContext
from xr2ct_viewer.workspaces.read_stage import ReadStage

WORKER_WARM_UP_MS = 1500
_Area = TypeVar("_Area", bound=ReadArea)


class ReadWorkspace(QWidget):
    """Studies, panels and views. `notice` is a line for the status bar, `title_changed` what is in front."""

    notice = Signal(str)
    failed = Signal(object, str)
    title_changed = Signal(str)
    study_opened = Signal()

    def __init__(
        self, settings: Settings, theme: Theme, worker: WorkerClient, background: Background, scratch: Scratch
    ) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.worker, self.background, self.scratch = worker, background, scratch
        self.session, self.jobs = Session(), Jobs()
        self.opening = Opening(background, self)
        self.reconstruction = Reconstruction(self.session, self.jobs, worker, background, scratch, self)
        self.welcome = WelcomePage(settings, theme)
        self.grid = ViewportGrid(theme)
        self.sidebar = Sidebar(self.session, theme)
        self.banner = ResearchBanner()
        insights = InsightService(worker, background, scratch, self)
        self.stage = ReadStage(self.session, self.grid, insights, theme)
        self.areas = make_areas(self._context())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self.stage)
        self._splitter.setObjectName("readSplitter")
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.banner)

    # Assembly

    def _context(self) -> ReadContext:
        return ReadContext(
            window=self,
            session=self.session,
            jobs=self.jobs,
            settings=self.settings,
            theme=self.theme,
            worker=self.worker,
            background=self.background,
            scratch=self.scratch,
            opening=self.opening,
            reconstruction=self.reconstruction,
            grid=self.grid,
            stage=self.stage,
            sidebar=self.sidebar,
            notice=self.notice.emit,
            fail=self._fail,
        )

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do."""
        handlers: dict[str, Callable[[], object]] = {
            "file.open": lambda: self.open_files(ask_files(self, self.settings.data.last_folder)),
            "file.open_folder": lambda: self.open_files(ask_folder(self, self.settings.data.last_folder)),
            "file.sample": self.opening.open_sample,
            "file.phantom": lambda: self.opening.open_sample("phantom"),
            "file.close": self.close_study,
            "edit.swap": self.sidebar.input.swap,
            "edit.reset": self.sidebar.input.reset,
            "view.truth": self.toggle_truth,
            "view.crosshair": lambda: self.grid.set_crosshair_visible(not self.grid.slices.show_crosshair),
            "view.fit": self.grid.fit,
            "run.start": self.reconstruct,
            "run.cancel": self.cancel,
            "run.project": self.project,
            **self.stage.handlers(),
        }
        for area in self.areas:
            handlers.update(area.handlers())
        for name in LAYOUT_TITLES:
            handlers[f"view.{name}"] = lambda name=name: self._choose_layout(name)
        return handlers

    def area(self, kind: type[_Area]) -> _Area:
        """The area of a kind."""
        return next(area for area in self.areas if isinstance(area, kind))

    def assemble(self, hub: ActionHub) -> None:
        """Make what needs the commands, wire everything, and show what the settings remember."""
        self.toolbar = ViewToolbar(hub, self.grid.slices, self.grid.compare.comparison, self.theme)
        self.stage.assemble(hub, lambda: self.sidebar.reconstruct.device)
        self.presenter = Presenter(
            self.session, self.jobs, self.grid, self.stage.lens, self.sidebar, self.toolbar, self.banner, hub
        )
        self.presenter.volume_changed.connect(self.stage.show_study)
        self._wire(hub)
        for area in self.areas:
            area.assemble(hub)
        self._splitter.setSizes([self.settings.data.sidebar_width, 1100])

    def _wire(self, hub: ActionHub) -> None:
        execute = hub.execute
        self.welcome.open_requested.connect(lambda: execute("file.open"))
        self.welcome.sample_requested.connect(lambda: execute("file.sample"))
        self.welcome.recent_requested.connect(self.open_files)
        self.sidebar.studies.open_requested.connect(lambda: execute("file.open"))
        self.sidebar.studies.close_requested.connect(self._close_by_id)
        self.sidebar.input.failed.connect(self._fail)
        self.sidebar.run.run_requested.connect(lambda: execute("run.start"))
        self.sidebar.run.cancel_requested.connect(self.cancel)
        self.sidebar.result.export_requested.connect(lambda: execute("file.export"))
        self.sidebar.ct.project_requested.connect(lambda: execute("run.project"))
        self.sidebar.ct.cancel_requested.connect(self.cancel)
        self.sidebar.ct.export_requested.connect(lambda: execute("file.export"))
        self.toolbar.shown_chosen.connect(self._show)
        self.opening.started.connect(lambda name: self.notice.emit(tr("Opening {name}…", name=name)))
        self.opening.opened.connect(self._add_study)
        self.opening.failed.connect(self._fail)
        self.reconstruction.failed.connect(self._fail)
        self.stage.failed.connect(self._fail)
        self.reconstruction.landed.connect(self._on_landed)
        self.reconstruction.projected.connect(self._add_study)
        self.reconstruction.outdated.connect(self._tell_outdated)
        self.worker.ready.connect(self.sidebar.reconstruct.set_devices)
        self.presenter.study_changed.connect(self._show_study)

    # What a person can ask for

    def open_files(self, paths: tuple[Path, ...]) -> None:
        """Open files as one case, in the background."""
        if paths:
            self.opening.open_files(tuple(paths))

    def open_dropped(self, paths: tuple[Path, ...]) -> None:
        """Open dropped files as one case; of one X-ray alone the other is asked for, once the drop is over."""
        QTimer.singleShot(0, self, lambda: self.open_files(with_partner(self, paths)))

    def reconstruct(self) -> None:
        study, panel = self.session.current, self.sidebar.reconstruct
        if study is not None:
            self.stage.service.cancel_study(study.id)
            self.reconstruction.reconstruct(
                study,
                panel.method,
                panel.grid_size,
                panel.device,
                panel.trained,
                panel.method_config,
                fit_display=panel.display.fit_display,
                style=panel.display.style_checkpoint,
            )

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
            words = tr("“{title}” is still being worked on. Stop and close it?", title=study.title)
            may_ask = self.settings.data.confirm_stopping
            if may_ask and not Question(self, words, tr("Stop and close"), tr("Keep working")).is_confirmed():
                return
            self.reconstruction.cancel(study.id)
        self.session.close(study)

    def toggle_truth(self) -> None:
        study = self.session.current
        if study is not None:
            self._show("result" if study.shown == "truth" else "truth")

    def shutdown(self) -> None:
        """Release the 3D view and remember the width of the sidebar."""
        self.settings.update(sidebar_width=max(240, min(800, self.sidebar.width())))
        for area in self.areas:
            area.shutdown()
        self.grid.shutdown()

    def event(self, event: QEvent) -> bool:
        """Escape leaves a field before it is any command's shortcut."""
        if is_escape_in_field(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves a field, then the lens; while a reconstruction runs, it is the shortcut that cancels."""
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and leave_field():
            event.accept()
        elif is_escape and self.stage.lens.name != "none":
            self.stage.leave()
        else:
            super().keyPressEvent(event)

    # Reactions

    def _fail(self, error: object, details: str = "") -> None:
        self.failed.emit(error, details)

    def _add_study(self, study: Study) -> None:
        told = (tr("Opened {title}.", title=study.title), tr(study.description), tr(lost_truth(study) or ""))
        self.notice.emit(" ".join(filter(None, told)))
        self.session.add(study)
        self.study_opened.emit()
        is_kept = study.paths and not study.paths[0].is_relative_to(self.scratch.folder)
        if is_kept and not (study.description or study.has_private_paths):
            self.settings.add_recent(study.paths)
            self.settings.update(last_folder=str(study.paths[0].absolute().parent))
        QTimer.singleShot(WORKER_WARM_UP_MS, self, lambda: self.session.studies and self.worker.warm_up())

    def _show_study(self, study: Study | None) -> None:
        """Turn to the study's page, or to the welcome page."""
        if study is None:
            self.welcome.refresh()
        self._pages.setCurrentWidget(self._splitter if study is not None else self.welcome)
        self.title_changed.emit(study.title if study is not None else "")

    def _tell_outdated(self, title: str) -> None:
        self.notice.emit(tr("Stopped the reconstruction of {title}: it has another X-ray now.", title=title))

    def _on_landed(self, study_id: str) -> None:
        study = self.session.find(study_id)
        if study is None or study.result is None:
            return
        self.notice.emit(
            tr("{title}: reconstructed in {seconds:.1f} s", title=study.title, seconds=study.result.summary.seconds)
        )
        if study is self.session.current:
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
