"""The batch queue in a window of its own: what is to be reconstructed, with what, where to, and how far it is.

It shows a `BatchQueue` and says through signals what a person wants; it may be closed while the queue works.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.asked_corrections import as_options
from xr2ct_core.batch.state import BatchItem
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.models.jobs import remaining_in_words
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.panels.batch_settings import BatchSettingsForm
from xr2ct_viewer.panels.batch_table import CASE, FRONTAL, LATERAL, STATE, TIME, TRUTH, WORDS, BatchTable
from xr2ct_viewer.services.batch_queue import Activity, BatchQueue
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_label import ElidedLabel

EMPTY = marked(
    "No cases yet. Add folders with X-ray pairs, or drop them here:\n"
    "a case is a pair.json, or a folder with a frontal and a lateral image."
)
_WIDTHS = {CASE: 170, STATE: 104, FRONTAL: 78, LATERAL: 78, TRUTH: 78, TIME: 70}


class BatchPanel(QDialog):
    """Add, start, pause, cancel; a double-click or Enter opens a volume."""

    folder_wanted = Signal()
    cases_wanted = Signal()
    studies_wanted = Signal()
    dropped = Signal(tuple)
    start_wanted = Signal()
    result_wanted = Signal(object)
    show_folder_wanted = Signal()

    def __init__(self, queue: BatchQueue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue, self._theme = queue, theme
        self.setWindowTitle(tr("Batch queue"))
        self.setAcceptDrops(True)
        self.resize(860, 520)
        self.form = BatchSettingsForm()
        self._where = ElidedLabel()
        self._where.setObjectName("number")
        choose = self._button(
            tr("Choose…"), self.folder_wanted.emit, tr("Choose the folder for volumes, table and state")
        )
        self._folder = self._button(
            tr("Open folder"), self.show_folder_wanted.emit, tr("Show the folder in the file manager")
        )
        self._table = BatchTable(theme, self)
        self._view = QTableView()
        self._view.setModel(self._table)
        self._view.setAccessibleName(tr("Cases of the batch"))
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setShowGrid(False)
        self._view.setWordWrap(False)
        self._view.setTabKeyNavigation(False)
        self._view.verticalHeader().hide()
        self._view.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self._view.horizontalHeader().setHighlightSections(False)
        for column, width_px in _WIDTHS.items():
            self._view.setColumnWidth(column, width_px)
        self._view.activated.connect(lambda index: self._open(self._table.items[index.row()]))
        self._view.selectionModel().selectionChanged.connect(lambda *_: self.refresh())
        empty = QLabel(tr(EMPTY))
        empty.setObjectName("muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self._view)
        self._add = self._button(tr("Add cases…"), self.cases_wanted.emit, tr("Add a folder with X-ray pairs"))
        self._add_studies = self._button(
            tr("Add open studies"),
            self.studies_wanted.emit,
            tr("Add the X-rays that are open, with their corrections"),
        )
        self._remove = self._button(
            tr("Remove"), self.remove, tr("Take the chosen cases out; their volumes stay (Delete)")
        )
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress of the batch"))
        self._words = QLabel()
        self._words.setObjectName("muted")
        self._start = self._button(tr("Start"), self._press, "")
        self._start.setObjectName("primary")
        self._cancel = self._button(
            tr("Cancel"), queue.cancel, tr("Stop now; the case under way begins again next time")
        )
        notice = QLabel(tr(SYNTHETIC_BANNER))
        notice.setObjectName("banner")
        notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self._view, self.remove, context=Qt.ShortcutContext.WidgetShortcut)

        where = _row(_muted(tr("Into")), (self._where, 1), choose, self._folder)
        cases = _row(self._add, self._add_studies, self._remove, (QWidget(), 1))
        work = _row((self._words, 1), self._cancel, self._start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(where)
        layout.addWidget(self.form)
        layout.addWidget(self._pages, 1)
        layout.addLayout(cases)
        layout.addWidget(self._bar)
        layout.addLayout(work)
        layout.addWidget(notice)
        queue.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    @property
    def selected(self) -> tuple[BatchItem, ...]:
        """The chosen cases."""
        return tuple(self._table.items[index.row()] for index in self._view.selectionModel().selectedRows(CASE))

    def select(self, name: str) -> None:
        """Choose a case by its name."""
        row = next(row for row, item in enumerate(self._table.items) if item.name == name)
        self._view.setCurrentIndex(self._table.index(row, CASE))

    def set_folder(self, folder: Path) -> None:
        """Say where volumes, table and state go."""
        self._where.setText(str(folder))
        self._where.setToolTip(str(folder))

    def remove(self) -> None:
        """Take the chosen cases out of the batch."""
        self._queue.remove([item.name for item in self.selected])

    def refresh(self) -> None:
        """Show how everything is now."""
        queue, state = self._queue, self._queue.state
        self._table.show(state, queue.progress)
        count = len(state.items) if state is not None else 0
        done, failed = (state.count("done"), state.count("failed")) if state is not None else (0, 0)
        self._pages.setCurrentIndex(1 if count else 0)
        under_way = queue.progress.fraction if queue.progress is not None else 0.0
        self._bar.setValue(round(1000 * (done + failed * queue.is_active + under_way) / count) if count else 0)
        self._bar.setVisible(count > 0)
        self._words.setText(self._in_words(count, done, failed))
        self.form.setEnabled(not queue.is_active)
        self._remove.setEnabled(bool(self.selected))
        self._folder.setEnabled(state is not None)
        self._cancel.setVisible(queue.is_active)
        self._cancel.setEnabled(queue.activity != "stopping")
        self._dress_start(queue.activity, is_begun=done > 0, is_pending=count > done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _in_words(self, count: int, done: int, failed: int) -> str:
        if not count:
            return ""
        parts = [tr("{done} of {count} done", done=done, count=count)]
        if failed:
            parts.append(tr("{count} failed", count=failed))
        if self._queue.state is not None and (options := as_options(self._queue.state.settings.correction)):
            parts.append(tr("X-rays are put right: {options}", options=options))
        if self._queue.activity in ("pausing", "stopping"):
            parts.append(tr("pausing after this case" if self._queue.activity == "pausing" else "stopping"))
        elif self._queue.activity == "paused":
            parts.append(tr("paused"))
        elif (left_s := self._queue.remaining_s) is not None:
            parts.append(tr(remaining_in_words(left_s)))
        return " · ".join(parts)

    def _dress_start(self, activity: Activity, *, is_begun: bool, is_pending: bool) -> None:
        can_pause = activity == "running"
        goes_on = activity in ("pausing", "paused") or (is_begun and is_pending)
        self._start.setText(tr("Pause") if can_pause else tr("Go on" if goes_on else "Start"))
        self._start.setToolTip(tr("Stop after the case under way" if can_pause else "Do everything that is not done"))
        self._start.setIcon(self._theme.icon("pause" if can_pause else "run", self._theme.palette.on_accent))
        self._start.setEnabled(activity != "stopping" and (is_pending or self._queue.is_active))

    def _press(self) -> None:
        if self._queue.activity == "running":
            self._queue.pause()
        elif self._queue.is_active:
            self._queue.resume()
        else:
            self.start_wanted.emit()

    def _open(self, item: BatchItem) -> None:
        if item.state == "done":
            self.result_wanted.emit(item)

    def _button(self, title: str, act: object, tip: str) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: act())
        return button


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    return label


def _row(*parts: QWidget | tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        widget, stretch = part if isinstance(part, tuple) else (part, 0)
        row.addWidget(widget, stretch)
    return row
