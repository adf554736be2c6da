"""The list of open studies."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.jobs import Job
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.marked_items import MARK_ROLE, MarkedItems

_ROW_PX = 32
_MAX_ROWS = 5


class StudiesPanel(QWidget):
    """Choose a study by a click, rename it with F2, close it with Delete. `open_requested` asks for more.

    A study that is worked on has a mark at its right: how far that is, or that it waits.
    """

    open_requested = Signal()
    rename_requested = Signal(str, str)
    close_requested = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        heading = QLabel(tr("Studies"))
        heading.setObjectName("heading")
        self._open = QToolButton()
        self._open.setObjectName("flat")
        self._open.setToolTip(tr("Open another study (Ctrl+O)"))
        self._open.setAccessibleName(tr("Open another study"))
        self._open.clicked.connect(self.open_requested)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Open studies"))
        self._list.setToolTip(tr("Click a study to bring it to the front"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._list.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self._list.setItemDelegate(MarkedItems(self._list))
        self._jobs: tuple[Job, ...] = ()
        self._list.itemChanged.connect(self._rename)
        rename = QAction(tr("Rename study"), self._list)
        rename.setShortcut(Qt.Key.Key_F2)
        rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rename.triggered.connect(self._edit_current)
        self._list.addAction(rename)
        close = QAction(tr("Close study"), self._list)
        close.setShortcut(Qt.Key.Key_Delete)
        close.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        close.triggered.connect(self._close_current)
        self._list.addAction(close)
        self._list.currentRowChanged.connect(self._choose)
        self._file = QLabel()
        self._file.setObjectName("muted")
        header = QHBoxLayout()
        header.addWidget(heading)
        header.addWidget(self._file, 1)
        header.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(self._list)
        session.studies_changed.connect(self.refresh)
        session.current_changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def show_session(self, path: Path | None) -> None:
        """Say which session file the studies belong to."""
        self._file.setText(f"· {path.name}" if path is not None else "")
        self._file.setToolTip(str(path) if path is not None else "")

    def show_jobs(self, jobs: tuple[Job, ...]) -> None:
        """Mark the studies that are worked on."""
        self._jobs = jobs
        with QSignalBlocker(self._list):
            for row in range(self._list.count()):
                self._mark(self._list.item(row))

    def refresh(self) -> None:
        """Show the studies as they are now."""
        self._open.setIcon(self._theme.icon("open"))
        self._list.blockSignals(True)
        self._list.clear()
        for study in self._session.studies:
            item = QListWidgetItem(self._theme.icon("ct" if study.ct is not None else "xray"), study.title)
            item.setToolTip(
                "\n".join([study.title, tr(study.description), study.attribution, *map(str, study.paths)]).strip()
            )
            item.setData(Qt.ItemDataRole.UserRole, study.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addItem(item)
            self._mark(item)
            if study is self._session.current:
                self._list.setCurrentItem(item)
        rows = max(1, min(_MAX_ROWS, self._list.count()))
        self._list.setFixedHeight(rows * max(_ROW_PX, self._list.sizeHintForRow(0)) + 4)
        self._list.blockSignals(False)

    def close(self) -> bool:
        """Stop following the session; the widget is going away."""
        self._session.studies_changed.disconnect(self.refresh)
        self._session.current_changed.disconnect(self.refresh)
        return super().close()

    def _mark(self, item: QListWidgetItem) -> None:
        study_id = item.data(Qt.ItemDataRole.UserRole)
        job = next((job for job in self._jobs if job.study_id == study_id), None)
        mark = "" if job is None else mark_of(job)
        item.setData(MARK_ROLE, mark)
        said_phase = "" if job is None else f", {said(job.phase)} {mark}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}{said_phase}")

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._session.studies):
            self._session.select(self._session.studies[row])

    def _close_current(self) -> None:
        if item := self._list.currentItem():
            self.close_requested.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _edit_current(self) -> None:
        if item := self._list.currentItem():
            self._list.editItem(item)

    def _rename(self, item: QListWidgetItem) -> None:
        """Once the editor is closed: renewing the list ends it otherwise."""
        study_id, title = str(item.data(Qt.ItemDataRole.UserRole)), item.text()
        QTimer.singleShot(0, self, lambda: self.rename_requested.emit(study_id, title))


def mark_of(job: Job) -> str:
    """How far a job is: per cent, that it waits, or dots while that is not known."""
    if job.is_waiting:
        return tr("waits")
    return tr("{percent} %", percent=round(100 * job.fraction)) if job.fraction > 0 else "…"
