"""Measurements that leave the program: a CSV file or the clipboard, both under the study's notice."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.table import clipboard_text, csv_text
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.save_file import ask_save_file, with_ending
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.read_export import file_stem


class MeasureExport:
    """Asks where, writes in the background, copies."""

    def __init__(self, context: ReadContext, desk: MeasureDesk) -> None:
        self._context, self._desk = context, desk

    def ask(self) -> None:
        """Ask for a file name, then write."""
        study = self._context.session.current
        if study is None:
            return
        folder = Path(self._context.settings.data.last_folder or Path.home())
        start = str(folder / f"{file_stem(study)}_measurements.csv")
        path = ask_save_file(
            self._context.window,
            tr("Export measurements"),
            start,
            tr("Table (*.csv)"),
            lambda named: with_ending(named, ".csv"),
        )
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the table; spreadsheets recognise its encoding by the mark at its beginning."""
        kept = self._desk.measurements
        if kept is None:
            return
        text = csv_text(kept.items, self._desk.reading, self._desk.subject)
        self._context.settings.update(last_folder=str(path.parent))
        self._context.background.run(
            lambda: path.write_text(text, encoding="utf-8-sig"),
            lambda _: self._context.notice(tr("Saved {path}", path=path)),
            lambda error: self._context.fail(error, ""),
        )

    def copy(self) -> None:
        """Put the list on the clipboard."""
        kept = self._desk.measurements
        if kept is not None:
            text = clipboard_text(kept.items, self._desk.reading, self._desk.subject)
            QGuiApplication.clipboard().setText(text)
            self._context.notice(tr("Measurements copied"))
