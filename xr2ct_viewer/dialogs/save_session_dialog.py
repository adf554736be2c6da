"""Asks where a session is saved, as a file or a folder, and which of its inputs are copied into it.

Invariants: nothing that is no session is written over, and no session without asking; a name under which none can be
saved says why and disables *Save*.
"""

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
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.session_file.schema import DOCUMENT, SUFFIX, Copies
from xr2ct_viewer.models.typed_path import TypedPath, typed_path
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.name_problem import NameProblem
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
        self._folder = start.path.parent
        self._path = QLineEdit(str(start.path))
        self._path.setAccessibleName(tr("File name"))
        self._path.textChanged.connect(self._check)
        self._problem = NameProblem(self._path)
        browse = QPushButton(tr("Browse…"))
        browse.clicked.connect(self._browse)
        self._form = QComboBox()
        self._form.setAccessibleName(tr("Kind of session"))
        for as_folder, title in FORMS.items():
            self._form.addItem(tr(title), as_folder)
        self._form.setCurrentIndex(self._form.findData(start.as_folder))
        self._form.currentIndexChanged.connect(self._check)
        self._copies = QComboBox()
        self._copies.setAccessibleName(tr("What is copied of the inputs"))
        for name, (title, _) in COPIES.items():
            self._copies.addItem(tr(title), name)
        self._copies.setCurrentIndex(self._copies.findData(start.copies))
        self._copies.currentIndexChanged.connect(self._explain)
        self._words = QLabel()
        notice = QLabel(f"{tr(HOLDS)} {tr(SYNTHETIC_BANNER)}")
        for label in (self._words, notice):
            label.setObjectName("muted")
            label.setWordWrap(True)
        self._save = QPushButton(theme.icon("save", theme.palette.on_accent), tr("Save"))
        self._save.setObjectName("primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self._confirm)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        where = QHBoxLayout()
        where.addWidget(self._path, 1)
        where.addWidget(browse)
        name = QVBoxLayout()
        name.setSpacing(4)
        name.addLayout(where)
        name.addWidget(self._problem)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(tr("Where"), name)
        form.addRow(tr("As"), self._form)
        form.addRow(tr("Copied inputs"), self._copies)
        form.addRow("", self._words)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(notice)
        layout.addLayout(buttons)
        self._explain()
        self._check()
        self._path.setFocus()
        self._path.setSelection(len(str(start.path.parent)) + 1, len(start.path.stem))

    @property
    def choice(self) -> SaveChoice:
        return SaveChoice(self.path, bool(self._form.currentData()), self._copies.currentData())

    @property
    def path(self) -> Path:
        """The chosen name, always with the ending of sessions; the proposed folder while none is named."""
        return self._read().path

    @property
    def problem(self) -> str:
        """Why no session can be saved under the name; empty where one can."""
        named = self._read()
        if named.problem or not self._form.currentData() or not named.path.is_dir():
            return named.problem
        inside = {path.name for path in named.path.iterdir()}
        if inside and DOCUMENT not in inside:
            return filled("The folder {name} holds other files. Choose another.", name=named.path.name)
        return ""

    def choose(self, choice: SaveChoice) -> None:
        """Set the fields as a person would."""
        self._path.setText(str(choice.path))
        self._form.setCurrentIndex(self._form.findData(choice.as_folder))
        self._copies.setCurrentIndex(self._copies.findData(choice.copies))

    def _read(self) -> TypedPath:
        return typed_path(
            self._path.text(),
            self._folder,
            with_session_ending,
            endings=(SUFFIX,),
            is_folder=bool(self._form.currentData()),
        )

    def _check(self) -> None:
        problem = self.problem
        self._problem.say(problem)
        self._save.setEnabled(not problem)

    def _explain(self) -> None:
        self._words.setText(tr(COPIES[self._copies.currentData()][1]))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Save session as"),
            str(self.path),
            f"{tr('Sessions')} (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._path.setText(chosen)

    def _confirm(self) -> None:
        if not self.problem and may_replace(self, (self.path,)):
            self.accept()


def with_session_ending(path: Path) -> Path:
    """The path with the ending of sessions."""
    return path if path.name.lower().endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
