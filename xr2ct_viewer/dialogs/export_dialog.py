"""Asks what to export and where: the volume in one of four formats, or a picture of the views."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.services.exporting import VOLUME_FORMATS
from xr2ct_viewer.theme.manager import Theme


class ExportDialog(QDialog):
    """After `exec`, `is_volume` and `path` say what was chosen."""

    def __init__(
        self, stem: str, folder: Path, banner: str, theme: Theme, *, has_volume: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setMinimumWidth(560)
        self._stem = stem
        self._volume = QRadioButton("Volume, to open in other programs")
        self._picture = QRadioButton("Picture of the views as you see them (PNG)")
        self._kind = QButtonGroup(self)
        for button in (self._volume, self._picture):
            self._kind.addButton(button)
        self._volume.setEnabled(has_volume)
        (self._volume if has_volume else self._picture).setChecked(True)
        self._format = QComboBox()
        self._format.setAccessibleName("Format of the volume")
        for suffix, title in VOLUME_FORMATS.items():
            self._format.addItem(title, suffix)
        self._path = QLineEdit(str(folder / stem))
        self._path.setAccessibleName("File name")
        browse = QPushButton("Browse…")
        browse.clicked.connect(self._browse)
        hint = QLabel("Reconstruct first to export a volume." if not has_volume else banner)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self._export = QPushButton(theme.icon("export", theme.palette.on_accent), "Export")
        self._export.setObjectName("primary")
        self._export.setDefault(True)
        self._export.clicked.connect(self._confirm)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)

        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.addWidget(self._volume, 0, 0)
        grid.addWidget(self._format, 0, 1)
        grid.addWidget(self._picture, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        where = QHBoxLayout()
        where.addWidget(self._path, 1)
        where.addWidget(browse)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addLayout(where)
        layout.addWidget(hint)
        layout.addSpacing(4)
        layout.addLayout(buttons)

        self._kind.buttonToggled.connect(lambda *_: self._adapt_name())
        self._format.currentIndexChanged.connect(lambda *_: self._adapt_name())
        self._format.activated.connect(lambda *_: self._volume.setChecked(True))
        self._adapt_name()
        self._export.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def is_volume(self) -> bool:
        return self._volume.isChecked()

    @property
    def path(self) -> Path:
        """The chosen file, always with the suffix of the chosen format."""
        return _with_suffix(Path(self._path.text()).expanduser(), self._suffix())

    def choose(self, *, volume: bool, suffix: str = ".nii.gz", path: Path | None = None) -> None:
        """Set the fields as a person would."""
        (self._volume if volume else self._picture).setChecked(True)
        if volume:
            self._format.setCurrentIndex(self._format.findData(suffix))
        if path is not None:
            self._path.setText(str(path))

    def _suffix(self) -> str:
        return str(self._format.currentData()) if self.is_volume else ".png"

    def _adapt_name(self) -> None:
        self._path.setText(str(_with_suffix(Path(self._path.text()), self._suffix())))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export to", self._path.text(), f"*{self._suffix()}", options=QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:
            self._path.setText(str(_with_suffix(Path(chosen), self._suffix())))

    def _confirm(self) -> None:
        if self.path.exists():
            question = f"{self.path.name} exists already. Replace it?"
            if QMessageBox.question(self, "Export", question) != QMessageBox.StandardButton.Yes:
                return
        self.accept()


def _with_suffix(path: Path, suffix: str) -> Path:
    name = path.name
    for known in (*VOLUME_FORMATS, ".png", ".nii"):
        if name.lower().endswith(known):
            name = name[: -len(known)]
            break
    return path.with_name((name or "volume") + suffix)
