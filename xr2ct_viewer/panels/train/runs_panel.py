"""The table of runs: found on disk every two seconds, followed, compared, noted, used, resumed and put away.

Nothing here trains or shows curves; the signals say what a person wants. Files are read and moved on a thread.
"""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint
from xr2ct_core.runs.note import RunNote
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.trash import trash_run, untrash
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.run_list import RunList, RunRow, trashed_runs
from xr2ct_viewer.panels.train.runs_bar import RunsBar, StatusLine
from xr2ct_viewer.panels.train.runs_table import NOTE, SHOW, STAR, RunsFilter, RunsTable
from xr2ct_viewer.panels.train.runs_view import RunsView
from xr2ct_viewer.said import said
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.question import Question

SCAN_MS: Final = 2000
EMPTY: Final = marked(
    "No runs yet. Trainings started here appear in this table; “Add folder…” shows runs from elsewhere."
)
NONE_WANTED: Final = marked("No run fits the filter.")
RESUMABLE: Final = ("stopped", "failed", "interrupted")


class RunsPanel(QWidget):
    """`use_checkpoint` carries the folder of the best checkpoint of a run; `compare_requested` a tuple of runs;
    `overlay_changed` the runs whose curves are to be laid over; `folders_changed` the folders elsewhere."""

    run_chosen = Signal(object)
    use_checkpoint = Signal(object)
    resume_requested = Signal(object)
    settings_requested = Signal(object)
    compare_requested = Signal(object)
    command_requested = Signal(object)
    overlay_changed = Signal(object)
    folders_changed = Signal(object)
    notice = Signal(str)
    failed = Signal(object)

    def __init__(self, theme: Theme, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._folder = theme, runs_folder
        self.setAccessibleName(tr("Runs"))
        self._list = RunList()
        self._folders: tuple[Path, ...] = ()
        self._background: Background | None = None
        self._is_looking = False
        self.table = RunsTable(theme, self)
        self.filter = RunsFilter(self.table, self)
        self.view = RunsView(self.table, self.filter)
        self.bar, self.status = RunsBar(theme), StatusLine()
        self._empty = QLabel(tr(EMPTY))
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._build_actions()
        area = QWidget()
        self._stack = QStackedLayout(area)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(area, 1)
        layout.addWidget(self.status)
        self._timer = QTimer(self, interval=SCAN_MS)
        self._timer.timeout.connect(self._look_if_seen)
        self._wire()
        self._refresh()

    def bind(self, follower: RunFollower) -> None:
        """Look for runs on this follower's thread, and mark the one it follows."""
        self._background = follower.background
        follower.followed.connect(self.table.set_front)
        self._timer.start()
        self.look()

    def set_folders(self, folders: tuple[Path, ...]) -> None:
        """Also show runs in these folders."""
        self._folders = folders
        self.look()

    @property
    def selected(self) -> tuple[RunRow, ...]:
        return self.view.selected

    def look(self) -> None:
        """Look at the disk now, in the background."""
        if self._background is None or self._is_looking:
            return
        self._is_looking = True
        folder, others = self._folder, self._folders
        self._background.run(lambda: self._list.look(folder, others), self._show_rows, self._on_look_failed)

    # What a person does

    def follow_selected(self) -> None:
        if self.selected:
            self.run_chosen.emit(self.selected[0].path)

    def use_selected(self) -> None:
        """Hand the best checkpoint of the run to Read."""
        if self.selected:
            try:
                self.use_checkpoint.emit(chosen_checkpoint(self.selected[0].path))
            except Xr2ctError as error:
                self.failed.emit(error)

    def write_note(self, path: Path, note: RunNote) -> None:
        """Keep a star or a text with the run."""
        self.table.show_note(path, note)
        self._do(lambda: RunFolder(path).write_note(note), lambda _: None)

    def trash_selected(self) -> None:
        """Ask, then put the selected runs into the trash."""
        rows = self.selected
        names = ", ".join(row.name for row in rows)
        words = tr("Move {names} to the trash? It can be restored from there.", names=names)
        if rows and Question(self, words, tr("Move to trash"), tr("Cancel")).is_confirmed():
            for row in rows:
                self.trash(row.path)

    def trash(self, path: Path) -> None:
        """Put a run into the trash; the status line offers to undo it."""

        def done(trashed: Path) -> None:
            self.status.say(tr("Moved {name} to the trash.", name=path.name), lambda: self.restore(trashed))
            self.look()

        self._do(lambda: trash_run(RunFolder.open(path)), done)

    def restore(self, trashed: Path) -> None:
        """Take a run back out of the trash."""

        def done(path: Path) -> None:
            self.status.say(tr("Restored {name}.", name=path.name))
            self.look()

        self._do(lambda: untrash(trashed), done)

    def add_folder(self, folder: Path) -> None:
        """Show a run, or the runs in a folder, from elsewhere, from now on."""
        if folder not in self._folders and folder != self._folder:
            self.set_folders((*self._folders, folder))
            self.folders_changed.emit(self._folders)
        self.status.say(tr("Runs in {folder} are shown too.", folder=folder), lambda: self._drop_folder(folder))

    def _drop_folder(self, folder: Path) -> None:
        self.set_folders(tuple(known for known in self._folders if known != folder))
        self.folders_changed.emit(self._folders)

    def _do(self, work: Any, done: Any) -> None:
        if self._background is not None:
            self._background.run(work, done, self.failed.emit)

    # Reactions

    def _look_if_seen(self) -> None:
        if self.isVisible():
            self.look()

    def _show_rows(self, rows: tuple[RunRow, ...]) -> None:
        self._is_looking = False
        self.view.show_rows(rows)
        self._refresh()

    def _on_look_failed(self, error: Xr2ctError) -> None:
        self._is_looking = False
        self.status.say(tr("The runs could not be read. {error}", error=said(str(error))))

    def _refresh(self) -> None:
        """What can be done now, and what an empty table means."""
        rows = self.selected
        one = rows[0] if len(rows) == 1 else None
        for action in self._single:
            action.setEnabled(one is not None)
        self.actions_["resume"].setEnabled(one is not None and one.state in RESUMABLE)
        self.actions_["compare"].setEnabled(len(rows) >= 2)
        can_trash = bool(rows) and all(row.state not in ("running", "paused") for row in rows)
        self.actions_["trash"].setEnabled(can_trash)
        self._empty.setText(tr(NONE_WANTED) if self.table.rows else tr(EMPTY))
        self._stack.setCurrentIndex(1 if self.filter.rowCount() else 0)

    def _set_filter(self) -> None:
        self.filter.set_wanted(self.bar.wanted)
        self._refresh()

    def _on_clicked(self, index: Any) -> None:
        if index.column() == STAR:
            row = self.filter.row_of(index)
            self.write_note(row.path, RunNote(star=not row.note.star, text=row.note.text))

    def _on_double_clicked(self, index: Any) -> None:
        if index.column() not in (SHOW, STAR, NOTE):
            self.follow_selected()

    def _open_menu(self, at: QPoint) -> None:
        if self.selected:
            self._menu.popup(self.view.viewport().mapToGlobal(at))

    def _fill_trash(self) -> None:
        menu = self.bar.trash_menu
        menu.clear()
        for path in trashed_runs(self._folder):
            menu.addAction(tr("Restore {name}", name=path.name), partial(self.restore, path))
        if menu.isEmpty():
            menu.addAction(tr("The trash is empty")).setEnabled(False)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Choose a run or a folder with runs"), str(self._folder))
        if name:
            self.add_folder(Path(name))

    # Building

    def _build_actions(self) -> None:
        table: tuple[tuple[str, str, str, Any], ...] = (
            ("follow", marked("Follow"), "Return", self.follow_selected),
            (
                "compare",
                marked("Compare…"),
                "",
                lambda: self.compare_requested.emit(tuple(row.path for row in self.selected)),
            ),
            ("use", marked("Use this checkpoint in Read"), "", self.use_selected),
            (
                "settings",
                marked("New training with these settings"),
                "",
                lambda: self._ask_for(self.settings_requested),
            ),
            ("resume", marked("Resume"), "", lambda: self._ask_for(self.resume_requested)),
            ("note", marked("Write a note"), "F2", lambda: self.view.edit_note(self.selected[0])),
            ("star", marked("Star or unstar"), "S", self._toggle_star),
            ("open", marked("Open folder"), "", self._open_folder),
            ("path", marked("Copy path"), "", lambda: self._copy(str(self.selected[0].path))),
            ("command", marked("Copy as command"), "", lambda: self._ask_for(self.command_requested)),
            ("trash", marked("Move to trash"), "Delete", self.trash_selected),
        )
        self._menu = QMenu(self)
        self.actions_: dict[str, QAction] = {}
        for name, title, key, done in table:
            action = QAction(tr(title), self.view)
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, done=done: done() if self.selected else None)
            self.view.addAction(action)
            self._menu.addAction(action)
            if name in ("settings", "resume", "star", "command"):
                self._menu.addSeparator()
            self.actions_[name] = action
        names = ("follow", "use", "settings", "note", "star", "open", "path", "command")
        self._single = tuple(self.actions_[name] for name in names)
        self.bar.set_actions(*(self.actions_[name] for name in ("follow", "compare", "use")), self._menu)

    def _wire(self) -> None:
        self.bar.filter_changed.connect(self._set_filter)
        self.bar.add_requested.connect(self._ask_folder)
        self.bar.trash_menu.aboutToShow.connect(self._fill_trash)
        self.view.clicked.connect(self._on_clicked)
        self.view.doubleClicked.connect(self._on_double_clicked)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        self.table.noted.connect(self.write_note)
        self.table.shown_changed.connect(lambda: self.overlay_changed.emit(tuple(self.table.shown)))
        self._theme.changed.connect(self.table.refresh_look)

    def _ask_for(self, signal: Any) -> None:
        signal.emit(self.selected[0].path)

    def _toggle_star(self) -> None:
        row = self.selected[0]
        self.write_note(row.path, RunNote(star=not row.note.star, text=row.note.text))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.selected[0].path)))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.notice.emit(tr("Copied"))
