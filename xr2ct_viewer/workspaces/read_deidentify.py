"""De-identifying DICOM files from the window: asks which and where, writes on a thread of its own, shows the result."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.deidentify_dialog import DeidentifyDialog
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.exporting import Exporting
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.export_offer import source_dicoms
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadDeidentify(QObject):
    """One dialog at a time, which stays usable while the files are written."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._background = Background(self, threads=1)
        self._work = Exporting(self._background, self)
        self._reports: list[object] = []
        self.dialog: DeidentifyDialog | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"file.deidentify": self.ask}

    def assemble(self, hub: ActionHub) -> None:
        self._work.progressed.connect(lambda fraction, _: self.dialog is not None and self.dialog.move_on(fraction))
        self._work.done.connect(self._on_done)
        self._work.cancelled.connect(self._on_cancelled)
        self._work.failed.connect(self._on_failed)

    def shutdown(self) -> None:
        """Stop what is being written."""
        self._work.close()
        self._background.close()

    def ask(self) -> None:
        """Show the dialog, with the DICOM files of the case in front on its list."""
        if self.dialog is None:
            folder = Path(self._context.settings.data.last_folder or Path.home())
            self.dialog = DeidentifyDialog(folder, self._context.theme, self._context.window)
            self.dialog.asked.connect(self._start)
            self.dialog.cancelled.connect(self._work.cancel)
            self.dialog.finished.connect(self._forget)
            study = self._context.session.current
            if study is not None:
                self.dialog.add(source_dicoms(study))
        self.dialog.show()
        self.dialog.raise_()

    def _start(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        sources, out, dates = dialog.sources, dialog.out, dialog.dates

        def write(work: WorkContext) -> Path:
            from xr2ct_core.io.deidentify import DateRule
            from xr2ct_core.io.deidentify_files import deidentify_files

            self._reports = [deidentify_files(sources, out, cast("DateRule", dates), work)]
            return out

        if self._work.start(out.name, write):
            dialog.begin()

    def _on_done(self, out: Path) -> None:
        from xr2ct_core.io.deidentify_files import DeidentifyReport

        report = self._reports.pop()
        assert isinstance(report, DeidentifyReport)
        if self.dialog is not None:
            self.dialog.show_report(report)
        self._context.notice(tr("{count} images without identity in {folder}", count=len(report.written), folder=out))

    def _on_cancelled(self) -> None:
        if self.dialog is not None:
            self.dialog.end(tr("Cancelled; nothing was written."))

    def _on_failed(self, error: Xr2ctError) -> None:
        if self.dialog is not None:
            self.dialog.end()
        self._context.fail(error, "")

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
