"""Asks what to do about files that a session needs and that are not where they were."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.dialogs.files_dialog import ask_files, ask_folder
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.session_file.relink import relinked
from xr2ct_viewer.models.session_file.schema import StoredStudy
from xr2ct_viewer.tr import tr

WORDS: Final = marked(
    "The files of these studies are not where they were when the session was saved. Say where one of them is, and "
    "others beside it are found too. Without them, X-ray studies open as their results saw them; CTs are left out."
)
GAP_PX: Final = 24
ROW_PX: Final = 28


class MissingFilesDialog(QDialog):
    """After `exec`, `found` holds where files are now, by study id."""

    def __init__(self, missing: tuple[StoredStudy, ...], folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing, self._folder = missing, folder
        self.found: dict[str, tuple[Path, ...]] = {}
        self.setWindowTitle(tr("Files of the session are missing"))
        self.setMinimumSize(640, 320)
        words = QLabel(tr(WORDS))
        words.setWordWrap(True)
        self._list = QTreeWidget()
        self._list.setAccessibleName(tr("Studies with missing files"))
        self._list.setHeaderLabels([tr("Study"), tr("Files")])
        self._list.setRootIsDecorated(False)
        for study in missing:
            item = QTreeWidgetItem([study.title, ""])
            item.setData(0, Qt.ItemDataRole.UserRole, study.id)
            item.setSizeHint(0, QSize(0, ROW_PX))
            item.setToolTip(1, "\n".join(study.paths))
            self._list.addTopLevelItem(item)
        self._list.setCurrentItem(self._list.topLevelItem(0))
        files, in_folder = QPushButton(tr("Find files…")), QPushButton(tr("Find folder…"))
        files.clicked.connect(lambda: self.relink(ask_files(self, self._folder)))
        in_folder.clicked.connect(lambda: self.relink(ask_folder(self, self._folder)))
        self._open = QPushButton()
        self._open.setObjectName("primary")
        self._open.setDefault(True)
        self._open.clicked.connect(self.accept)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(files)
        buttons.addWidget(in_folder)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        self._refresh()

    def relink(self, paths: tuple[Path, ...]) -> None:
        """The study chosen in the list is at these paths; others are looked for beside them."""
        item = self._list.currentItem()
        if item is None or not paths:
            return
        chosen = next(study for study in self._missing if study.id == item.data(0, Qt.ItemDataRole.UserRole))
        self.found |= relinked(chosen, paths, self._missing)
        self._refresh()

    def _refresh(self) -> None:
        for row, study in enumerate(self._missing):
            item = self._list.topLevelItem(row)
            if item is not None:
                paths = self.found.get(study.id)
                found, missing = marked("found in {place}"), marked("missing: {place}")
                item.setText(1, tr(found, place=paths[0].parent) if paths else tr(missing, place=_first(study)))
        self._list.resizeColumnToContents(0)
        self._list.setColumnWidth(0, self._list.columnWidth(0) + GAP_PX)
        rest = len(self._missing) - len(self.found)
        self._open.setText(tr("Open" if rest == 0 else "Open with what is stored"))


def _first(study: StoredStudy) -> str:
    return study.paths[0] if study.paths else tr("not known")
