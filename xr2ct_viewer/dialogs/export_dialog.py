"""Asks what to take along and where: a list of kinds, the options of the chosen one, the file, and its size.

Invariants: the ending of the file always fits the choice; a kind that cannot be had is disabled and says why; a name
under which nothing can be written says why and disables *Export*; nothing is overwritten without asking. After `exec`,
`choice`, `path` and `dicom_page` hold the answer.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.io.provenance_file import sidecar_path
from xr2ct_viewer.dialogs.export_pages import DicomPage, ExportPage, ReportPage, SurfacePage, VolumePage
from xr2ct_viewer.dialogs.export_pictures import MoviePage, PicturePage
from xr2ct_viewer.models.export_choice import (
    EXPORT_TITLES,
    KNOWN_SUFFIXES,
    ExportChoice,
    ExportKind,
    ExportOffer,
    size_line,
)
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.typed_path import TypedPath, refusal, typed_path, without_ending
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.name_problem import NameProblem
from xr2ct_viewer.widgets.question import may_replace

ICONS: Final[dict[ExportKind, str]] = {
    "volume": "volume",
    "dicom": "dicom",
    "picture": "picture",
    "movie": "movie",
    "surface": "surface",
    "report": "report",
}
LEFT_OUT_WORDS: Final = marked(
    "Of the case and of the files it was made from: neither in the file nor in the proposed name. What is drawn on an"
    " X-ray stays."
)
_LIST_WIDTH: Final = 268
_BESIDE_WORDS: Final = 72
"""Icon, frame and margins of a row."""
_ITEM_HEIGHT: Final = 52


class ExportDialog(QDialog):
    """`stem` is the name without ending, `unnamed_stem` one that does not name the case, `banner` the sentence that
    goes into everything, `offer` what can be had."""

    def __init__(
        self,
        stem: str,
        folder: Path,
        banner: str,
        offer: ExportOffer,
        choice: ExportChoice,
        theme: Theme,
        *,
        unnamed_stem: str = "",
        has_sources: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.offer, self._theme, self._base = offer, theme, choice
        self.dicom_page, self.picture_page = DicomPage(has_sources), PicturePage(offer)
        self.pages: dict[ExportKind, ExportPage] = {
            "volume": VolumePage(),
            "dicom": self.dicom_page,
            "picture": self.picture_page,
            "movie": MoviePage(offer),
            "surface": SurfacePage(),
            "report": ReportPage(offer.three_d),
        }
        self.kinds = self._make_list()
        self._stack = QStackedWidget()
        self._folder, self._suffix = folder, ""
        self._path = QLineEdit(str(folder / stem))
        self._path.setAccessibleName(tr("File name"))
        self._path.textChanged.connect(self._check)
        self._path.editingFinished.connect(self._follow_ending)
        self._problem = NameProblem(self._path)
        self._stems = (stem, unnamed_stem or stem)
        self.without_names = QCheckBox(tr("Leave out names"))
        self.without_names.setToolTip(tr(LEFT_OUT_WORDS))
        self._where, self._size = QLabel(), QLabel()
        self._size.setObjectName("muted")
        self._export = QPushButton(theme.icon("export", theme.palette.on_accent), tr("Export"))
        self._is_ready = False
        self._lay_out(banner)
        for page in self.pages.values():
            page.show_choice(choice)
            page.changed.connect(self._adapt)
        self.without_names.toggled.connect(self._name_anew)
        self.without_names.setChecked(choice.without_names)
        kind = choice.kind if offer.available(choice.kind) else "picture"
        self.kinds.currentRowChanged.connect(self._on_row)
        self.kinds.setCurrentRow(list(EXPORT_TITLES).index(kind))
        self._is_ready = True
        self._adapt()
        self._export.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def kind(self) -> ExportKind:
        return list(EXPORT_TITLES)[max(0, self.kinds.currentRow())]

    @property
    def choice(self) -> ExportChoice:
        """What every page says, and which one is in front."""
        values = {name: value for page in self.pages.values() for name, value in page.values().items()}
        return self._base.changed(kind=self.kind, without_names=self.without_names.isChecked(), **values)

    @property
    def path(self) -> Path:
        """The chosen file or folder, always with the ending of the choice; the proposed folder while none is named."""
        return self._read(self.choice.suffix).path

    @property
    def problem(self) -> str:
        """Why nothing can be written under the name; empty where something can."""
        choice = self.choice
        named = self._read(choice.suffix)
        if named.problem:
            return named.problem
        if not choice.suffix and named.path.is_dir() and any(named.path.iterdir()):
            return filled("The folder {name} already holds files. Name a new one.", name=named.path.name)
        beside = (sidecar_path(named.path),) if choice.kind == "volume" else ()
        files = (*self.offer.files(choice, named.path), *beside)
        return next(filter(None, (refusal(file, is_folder=not choice.suffix) for file in files)), "")

    def choose(self, choice: ExportChoice, path: Path | None = None) -> None:
        """Set the fields as a person would."""
        for page in self.pages.values():
            page.show_choice(choice)
        self.without_names.setChecked(choice.without_names)
        self.kinds.setCurrentRow(list(EXPORT_TITLES).index(choice.kind))
        if path is not None:
            self._path.setText(str(path))
        self._adapt()

    # Building

    def _make_list(self) -> QListWidget:
        kinds = QListWidget()
        kinds.setAccessibleName(tr("What to export"))
        kinds.setIconSize(QSize(22, 22))
        kinds.setSpacing(1)
        for kind, (title, line) in EXPORT_TITLES.items():
            reason = self.offer.reasons.get(kind, "")
            item = QListWidgetItem(self._theme.icon(ICONS[kind]), f"{tr(title)}\n{tr(reason or line)}")
            item.setToolTip(tr(reason or line))
            item.setSizeHint(QSize(0, _ITEM_HEIGHT))
            if reason:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(QColor(self._theme.palette.disabled))
            kinds.addItem(item)
        lines = [line for row in range(kinds.count()) for line in kinds.item(row).text().split("\n")]
        widest = max(map(kinds.fontMetrics().horizontalAdvance, lines))
        kinds.setFixedWidth(max(_LIST_WIDTH, widest + _BESIDE_WORDS))
        return kinds

    def _lay_out(self, banner: str) -> None:
        for page in self.pages.values():
            self._stack.addWidget(page)
        browse, cancel = QPushButton(tr("Browse…")), QPushButton(tr("Cancel"))
        browse.clicked.connect(self._browse)
        cancel.clicked.connect(self.reject)
        self._export.setObjectName("primary")
        self._export.setDefault(True)
        self._export.clicked.connect(self._confirm)
        said = QLabel(tr(banner))
        said.setObjectName("muted")
        said.setWordWrap(True)
        where, buttons = QHBoxLayout(), QHBoxLayout()
        where.addWidget(self._path, 1)
        where.addWidget(browse)
        name = QVBoxLayout()
        name.setSpacing(4)
        name.addLayout(where)
        name.addWidget(self._problem)
        buttons.addWidget(self._size, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._export)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._stack)
        right.addStretch(1)
        right.addWidget(self.without_names)
        right.addWidget(self._where)
        right.addLayout(name)
        right.addWidget(said)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 16, 20, 16)
        layout.setSpacing(18)
        layout.addWidget(self.kinds)
        layout.addLayout(right, 1)
        self.resize(800 - _LIST_WIDTH + self.kinds.width(), 430)

    # Reactions

    def _on_row(self, row: int) -> None:
        self._stack.setCurrentIndex(max(0, row))
        self._adapt()

    def _adapt(self) -> None:
        """Let the file name, the height and the size follow the choice."""
        if not self._is_ready:
            return
        choice = self.choice
        self._complete()
        self._check()
        self.picture_page.show_height(choice)
        self._where.setText(tr("Save to") if choice.suffix else tr("Save to a new folder"))
        self._size.setText(tr(size_line(choice, self.offer)))

    def _read(self, suffix: str) -> TypedPath:
        """What the field names where files have this ending; without one, a folder."""
        return typed_path(
            self._path.text(),
            self._folder,
            lambda path: with_suffix(path, suffix),
            endings=KNOWN_SUFFIXES,
            is_folder=not suffix,
        )

    def _complete(self) -> None:
        """Give the name that was typed the ending of the choice; what is no name stays as it was typed."""
        named, self._suffix = self._read(self._suffix), self.choice.suffix
        if not named.problem:
            self._path.setText(str(with_suffix(named.path, self._suffix)))

    def _check(self) -> None:
        if self._is_ready:
            problem = self.problem
            self._problem.say(problem)
            self._export.setEnabled(not problem)

    def _name_anew(self, is_unnamed: bool) -> None:
        """The proposed name with or without that of the case; one that a person typed stays."""
        path = Path(self._path.text())
        before, after = self._stems if is_unnamed else self._stems[::-1]
        if path.name in (before, with_suffix(Path(before), self.choice.suffix).name):
            self._path.setText(str(path.with_name(path.name.replace(before, after, 1))))

    def _follow_ending(self) -> bool:
        """A typed ending of another kind chooses that kind; False, and why, where it cannot be had now."""
        typed = Path(self._path.text().strip())
        wanted = self.choice.for_ending(typed.name)
        if wanted is None:
            return True
        title, reason = EXPORT_TITLES[wanted.kind][0], self.offer.reasons.get(wanted.kind, "")
        if reason:
            self._complete()
            self._where.setText(tr("{kind} cannot be had now: {reason}", kind=tr(title), reason=tr(reason)))
            return False
        self.choose(wanted)
        self._where.setText(tr("The ending chose the kind: {kind}", kind=tr(title)))
        return True

    def _browse(self) -> None:
        suffix = self.choice.suffix
        options = QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Export to"), str(self.path), f"*{suffix}", options=options)
        if chosen:
            self._path.setText(chosen)
            if self._follow_ending():
                self._complete()

    def _confirm(self) -> None:
        if not self._follow_ending() or self.problem:
            return
        choice = self.choice
        if not choice.suffix or may_replace(self, self.offer.files(choice, self.path)):
            self.accept()


def with_suffix(path: Path, suffix: str) -> Path:
    """The path with this ending instead of any other that an export has; an empty one is a folder's."""
    return path.with_name(without_ending(path.name, KNOWN_SUFFIXES) + suffix)
