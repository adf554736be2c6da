"""Asks which DICOM files are written again without identity and where to, and shows what came of it.

Invariants: nothing is written before *De-identify* is pressed; while it runs, only *Cancel* can be pressed; the list
names new files, never old ones, but for those that were left out. Closing while it runs cancels it. A name that no
folder can have says why and disables *De-identify*.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.io.deidentify_files import DeidentifyReport
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.typed_path import TypedPath, typed_path
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.name_problem import NameProblem

DATES: Final = {
    "remove": marked("Remove all dates"),
    "shift": marked("Shift dates, the same for all images of a patient"),
}
WORDS: Final = marked(
    "Writes new files that hold only what is needed to show and measure the images. Names, numbers, dates, private tags"
    " and free text stay behind; UIDs are replaced. Text in the pixels stays and is warned of."
)
_LIST_PX: Final = 110


class DeidentifyDialog(QDialog):
    """`asked` wants it done with `sources`, `out` and `dates`; `cancelled` wants it stopped."""

    asked = Signal()
    cancelled = Signal()

    def __init__(self, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._folder = theme, folder
        self.setWindowTitle(tr("De-identify DICOM files"))
        self.setMinimumWidth(620)
        self.sources_list = QListWidget()
        self.sources_list.setAccessibleName(tr("Files and folders to de-identify"))
        self.sources_list.setFixedHeight(_LIST_PX)
        self.sources_list.setObjectName("pages")
        self.sources_list.setToolTip(tr("Folders are searched to the bottom"))
        self._add_files = self._button(tr("Add files…"), tr("Choose DICOM files"), self._choose_files)
        self._add_folder = self._button(tr("Add folder…"), tr("Choose a folder with DICOM files"), self._choose_folder)
        self._remove = self._button(tr("Remove"), tr("Take what is selected off the list"), self._take_off)
        self._out = QLineEdit(str(folder / "de-identified"))
        self._out.setAccessibleName(tr("New folder to write to"))
        self._out.setToolTip(tr("A folder that does not exist yet, or is empty"))
        self._out.textChanged.connect(self._refresh)
        self._problem = NameProblem(self._out)
        self._choose = self._button(tr("Choose…"), tr("Choose the folder to write to"), self._choose_out)
        self._dates = QComboBox()
        self._dates.setAccessibleName(tr("Dates"))
        self._dates.setToolTip(tr("What becomes of the days of the study"))
        for name, title in DATES.items():
            self._dates.addItem(tr(title), name)
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress"))
        self._state = muted_label()
        self.results = QListWidget()
        self.results.setAccessibleName(tr("What was written and what was left out"))
        self.results.setMinimumHeight(140)
        self.results.setObjectName("pages")
        self._show_folder = self._button(tr("Open folder"), tr("Show the new files"), self._open_out)
        self.start = QPushButton(tr("De-identify"))
        self.start.setObjectName("compactPrimary")
        self.start.setToolTip(tr("Write the new files; the old ones stay as they are"))
        self.start.clicked.connect(self.asked)
        self.cancel = self._button(tr("Cancel"), tr("Stop after the file at hand; nothing is written then"), self._stop)
        self._lay_out()
        self._is_running = False
        self._show_state(is_running=False, has_results=False)

    # The answer

    @property
    def sources(self) -> tuple[Path, ...]:
        return tuple(Path(self.sources_list.item(row).text()) for row in range(self.sources_list.count()))

    @property
    def out(self) -> Path:
        """The folder to write to; the proposed one while the name is none."""
        return self._read().path

    @property
    def dates(self) -> str:
        return str(self._dates.currentData())

    def add(self, paths: tuple[Path, ...], out: Path | None = None) -> None:
        """Put files and folders on the list, each once; `out` is where to write."""
        known = set(self.sources)
        self.sources_list.addItems([str(path) for path in dict.fromkeys(paths) if path not in known])
        if out is not None:
            self._out.setText(str(out))
        self._refresh()

    # What goes on

    def move_on(self, fraction: float) -> None:
        """How far it is, 0 to 1."""
        self._bar.setValue(round(1000 * fraction))

    def begin(self) -> None:
        """It runs."""
        self._bar.setValue(0)
        self._state.setText(tr("De-identifying…"))
        self._show_state(is_running=True, has_results=False)

    def end(self, words: str = "") -> None:
        """It ended without a report."""
        self._state.setText(words)
        self._show_state(is_running=False, has_results=False)

    def show_report(self, report: DeidentifyReport) -> None:
        """List new files with what to look at, first those that were left out."""
        self.results.clear()
        palette = self._theme.palette
        for left_out in report.left_out:
            self._row("error", palette.danger, tr("Left out: {why}", why=said(left_out.message)))
        for image in sorted(report.written, key=lambda image: not image.warnings):
            name = image.path.relative_to(self.out).as_posix()
            words = "\n".join((name, *map(said, image.warnings)))
            self._row(*(("warning", palette.warning) if image.warnings else ("done", palette.good)), words)
        written = len(report.written)
        told = tr("1 image written.") if written == 1 else tr("{count} images written.", count=written)
        if report.left_out:
            told += " " + tr("{count} left out.", count=len(report.left_out))
        self._state.setText(told)
        self._show_state(is_running=False, has_results=True)

    def reject(self) -> None:
        """Closing, by whatever means, ends what runs."""
        self._stop()
        super().reject()

    # Parts

    def _button(self, text: str, tip: str, pressed: object) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        for button in (self._add_files, self._add_folder, self._remove):
            beside.addWidget(button)
        beside.addStretch(1)
        top = QGridLayout()
        top.addWidget(self.sources_list, 0, 0)
        top.addLayout(beside, 0, 1)
        where = QHBoxLayout()
        where.addWidget(self._out, 1)
        where.addWidget(self._choose)
        name = QVBoxLayout()
        name.setSpacing(4)
        name.addLayout(where)
        name.addWidget(self._problem)
        form = QFormLayout()
        form.addRow(tr("Write to"), name)
        form.addRow(tr("Dates"), self._dates)
        buttons = QHBoxLayout()
        buttons.addWidget(self._show_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(muted_label(tr(WORDS)))
        column.addLayout(top)
        column.addLayout(form)
        for part in (self._bar, self._state, self.results):
            column.addWidget(part)
        column.addLayout(buttons)

    def _read(self) -> TypedPath:
        return typed_path(self._out.text(), self._folder, is_folder=True)

    def _row(self, icon: str, colour: str, words: str) -> None:
        item = QListWidgetItem(self._theme.icon(icon, colour), words)
        item.setSizeHint(QSize(0, (words.count("\n") + 1) * self.fontMetrics().height() + 12))
        self.results.addItem(item)

    def _show_state(self, *, is_running: bool, has_results: bool) -> None:
        self._is_running = is_running
        self._bar.setVisible(is_running)
        self.cancel.setVisible(is_running)
        self._state.setVisible(bool(self._state.text()))
        self.results.setVisible(has_results)
        self._show_folder.setVisible(has_results)
        for part in (self._add_files, self._add_folder, self._out, self._choose, self._dates, self.sources_list):
            part.setEnabled(not is_running)
        self._refresh()

    def _refresh(self) -> None:
        self._remove.setEnabled(not self._is_running and self.sources_list.count() > 0)
        problem = self._read().problem
        self._problem.say(problem)
        self.start.setEnabled(not self._is_running and self.sources_list.count() > 0 and not problem)

    # Reactions

    def _stop(self) -> None:
        if self._is_running:
            self.cancelled.emit()

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose DICOM files"), str(self._folder))
        self.add(tuple(Path(name) for name in names))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose a folder with DICOM files"), str(self._folder))
        if name:
            self.add((Path(name),))

    def _choose_out(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose the folder to write to"), str(self._folder))
        if name:
            self._out.setText(name)

    def _take_off(self) -> None:
        for item in self.sources_list.selectedItems() or [self.sources_list.item(self.sources_list.count() - 1)]:
            self.sources_list.takeItem(self.sources_list.row(item))
        self._refresh()

    def _open_out(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.out)))
