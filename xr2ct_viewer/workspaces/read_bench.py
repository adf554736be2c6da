"""The virtual X-ray bench in the window: opens beside it with the volume in front, and makes pairs as it stands there.

One bench at a time; it belongs to the study whose volume is on it and closes with that study.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.known_volume import known_volume
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext

if TYPE_CHECKING:
    from xr2ct_viewer.panels.bench.dialog import BenchDialog
    from xr2ct_viewer.services.bench import Bench


class ReadBench(QObject):
    """`dialog` is the bench that is open; `setup` how its tubes stood last."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self.setup = BenchSetup.preset("x2ct")
        self.dialog: BenchDialog | None = None
        self._bench: Bench | None = None
        self._study: Study | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"run.bench": self.open}

    def assemble(self, hub: ActionHub) -> None:
        context = self._context
        context.sidebar.ct.bench_requested.connect(lambda: hub.execute("run.bench"))
        context.jobs.changed.connect(self._show_job)
        context.reconstruction.projected.connect(self._tell_made)
        context.session.studies_changed.connect(self._close_with_study)

    def shutdown(self) -> None:
        """Close the bench."""
        self._context.jobs.changed.disconnect(self._show_job)
        self._context.session.studies_changed.disconnect(self._close_with_study)
        if self.dialog is not None:
            self.dialog.close()

    def open(self) -> None:
        """Put the volume in front on the bench; one that is open for the same study comes to the front."""
        study = self._context.session.current
        known = None if study is None else known_volume(study)
        if study is None or known is None:
            return
        if self.dialog is not None and self._study is study:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        if self.dialog is not None:
            self.dialog.close()
        from xr2ct_viewer.panels.bench.dialog import BenchDialog
        from xr2ct_viewer.services.bench import Bench

        context = self._context
        self._study = study
        self._bench = Bench(context.worker, context.background, context.scratch, self)
        self._bench.failed.connect(self._on_failed)
        with context.theme.dressing_at_last():
            self.dialog = BenchDialog(study.title, self.setup, self._bench, context.theme, context.window)
        self.dialog.asked.connect(self._make)
        self.dialog.finished.connect(self._forget)
        self._bench.prepare(known, study.title)
        self.dialog.show()
        self._show_job()

    def _make(self, setup: BenchSetup) -> None:
        study = self._study
        if study is not None:
            self._context.reconstruction.project(study, setup)

    def _show_job(self) -> None:
        """Follow the pair that is being made; only one thing of a study is worked on at a time."""
        study, dialog = self._study, self.dialog
        if study is None or dialog is None:
            return
        job = self._context.jobs.of_study(study.id)
        if job is None:
            dialog.show_state("", is_busy=False)
        elif job.task == "project":
            dialog.show_state(tr("Making the pair…"), is_busy=True)
        else:
            dialog.show_state(tr("Waits for the reconstruction of this case."), is_busy=True)

    def _tell_made(self, pair: Study) -> None:
        if self.dialog is not None:
            self.dialog.show_state(tr("Opened in the window: {title}", title=pair.title), is_busy=False)

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        """Say what went wrong; a bench on which no volume comes is put away."""
        if self.dialog is not None and not self.dialog.has_volume:
            self.dialog.close()
        self._context.fail(error, details)

    def _close_with_study(self) -> None:
        if self.dialog is not None and self._study not in self._context.session.studies:
            self.dialog.close()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.setup = self.dialog.setup
            self.dialog.deleteLater()
        if self._bench is not None:
            self._bench.close()
            self._bench.deleteLater()
        self.dialog = self._bench = self._study = None
