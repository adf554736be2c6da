"""Asks where a session is saved, as a file or a folder, and which of its inputs are copied into it."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.session_file.schema import DOCUMENT, SUFFIX, Copies
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.question import may_replace

COPIES: Final[dict[Copies, tuple[str, str]]] = {
    "xrays": (marked("The X-rays"), marked("The session opens anywhere; CTs are found by their paths.")),
    "all": (marked("The X-rays and the CTs"), marked("The session opens anywhere and is larger.")),
    "none": (
        marked("Nothing but where they are"),
        marked("The session is small and needs the files it was made from."),
    ),
}
FORMS: Final = {False: marked("One file"), True: marked("A folder of plain files")}
HOLDS: Final = marked("Holds the volumes, corrections and measurements of all open studies.")


class SaveSessionDialog(QDialog):
    """After `exec`, `choice` says what was chosen."""

    def __init__(self, start: SaveChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save session as"))
        self.setMinimumWidth(560)
        self._path = QLineEdit(str(start.path))
        self._path.setAccessibleName(tr("File name"))
        browse = QPushButton(tr("Browse…"))
        browse.clicked.connect(self._browse)
        self._form = QComboBox()
        self._form.setAccessibleName(tr("Kind of session"))
        for as_folder, title in FORMS.items():
            self._form.addItem(tr(title), as_folder)
        self._form.setCurrentIndex(self._form.findData(start.as_folder))
        self._copies = QComboBox()
        self._copies.setAccessibleName(tr("What is copied of the inputs"))
        for name, (title, _) in COPIES.items():
            self._copies.addItem(tr(title), name)
        self._copies.setCurrentIndex(self._copies.findData(start.copies))
        self._copies.currentIndexChanged.connect(self._explain)
        self._words = QLabel()
        notice = QLabel(f"{tr(HOLDS)} {SYNTHETIC_BANNER}")
        for label in (self._words, notice):
            label.setObjectName("muted")
            label.setWordWrap(True)
        save = QPushButton(theme.icon("save", theme.palette.on_accent), tr("Save"))
        save.setObjectName("primary")
        save.setDefault(True)
        save.clicked.connect(self._confirm)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        where = QHBoxLayout()
        where.addWidget(self._path, 1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(tr("Where"), where)
        form.addRow(tr("As"), self._form)
        form.addRow(tr("Copied inputs"), self._copies)
        form.addRow("", self._words)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(notice)
        layout.addLayout(buttons)
        self._explain()
        self._path.setFocus()
        self._path.setSelection(len(str(start.path.parent)) + 1, len(start.path.stem))

    @property
    def choice(self) -> SaveChoice:
        return SaveChoice(self.path, bool(self._form.currentData()), self._copies.currentData())

    @property
    def path(self) -> Path:
        """The chosen name, always with the ending of sessions."""
        path = Path(self._path.text()).expanduser().absolute()
        return path if path.name.lower().endswith(SUFFIX) else path.with_name((path.name or "session") + SUFFIX)

    def choose(self, choice: SaveChoice) -> None:
        """Set the fields as a person would."""
        self._path.setText(str(choice.path))
        self._form.setCurrentIndex(self._form.findData(choice.as_folder))
        self._copies.setCurrentIndex(self._copies.findData(choice.copies))

    def _explain(self) -> None:
        self._words.setText(tr(COPIES[self._copies.currentData()][1]))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save session as"),
            self._path.text(),
            f"{tr('Sessions')} (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._path.setText(chosen)

    def _confirm(self) -> None:
        path, as_folder = self.path, bool(self._form.currentData())
        if as_folder and path.is_dir() and not (path / DOCUMENT).is_file() and any(path.iterdir()):
            self._warn(tr("The folder {name} holds other files. Choose another.", name=path.name))
            return
        if path.is_dir() != as_folder and path.exists():
            taken = marked("{name} is a folder already. Choose another name.")
            self._warn(
                tr(taken if path.is_dir() else marked("{name} is a file already. Choose another."), name=path.name)
            )
            return
        if may_replace(self, (path,)):
            self.accept()

    def _warn(self, text: str) -> None:
        QMessageBox.warning(self, tr("Save session as"), text)
