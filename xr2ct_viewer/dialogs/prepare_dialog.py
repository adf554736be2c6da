"""Asks how a folder is to be prepared for training: what it holds, on which grid, and where the cubes go.

Invariant: a name that no folder can have says why and disables *Prepare*.
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

from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.typed_path import TypedPath, typed_path
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.name_problem import NameProblem

LAYOUTS: Final = {
    "ct": marked("CTs (DICOM, NIfTI, NRRD, MHA)"),
    "x2ct": marked("X2CT HDF5 files"),
    "indiana": marked("Indiana X-ray pairs"),
}
INDIANA_FILES: Final = (
    "indiana_projections.csv",
    "NLMCXR_*.tgz",
    "chest-xrays-indiana-university*.zip",
    "ecgen-radiology",
)
"""The table of the collection, or what its archives and its reports are called."""


class PrepareDialog(QDialog):
    """`task` and `out_dir` hold the answer."""

    def __init__(self, source: Path, root: Path, grid_size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._root = source, root
        self.setWindowTitle(tr("Prepare data"))
        self.setMinimumWidth(520)
        words = QLabel(
            tr(
                "Puts every case of {name} on the working cube once. Trainings then start at once and read little.",
                name=source.name,
            )
        )
        words.setWordWrap(True)
        words.setObjectName("muted")
        self._layout_box = QComboBox()
        self._layout_box.setAccessibleName(tr("What the folder holds"))
        for name, title in LAYOUTS.items():
            self._layout_box.addItem(tr(title), name)
        self._layout_box.setCurrentIndex(self._layout_box.findData(guessed_layout(source)))
        self._grid = QComboBox()
        self._grid.setAccessibleName(tr("Grid"))
        for size in (64, 128):
            self._grid.addItem(tr("{size}³, voxels of {voxel_mm:g} mm", size=size, voxel_mm=320 / size), size)
        self._grid.setCurrentIndex(self._grid.findData(128 if grid_size == 128 else 64))
        self._grid.currentIndexChanged.connect(self._suggest)
        self._out = QLineEdit()
        self._out.setAccessibleName(tr("Folder for the prepared cases"))
        self._out.textChanged.connect(self._check)
        self._problem = NameProblem(self._out)
        choose = QPushButton(tr("Choose…"))
        choose.setAccessibleName(tr("Choose the folder for the prepared cases"))
        choose.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(self._out, 1)
        where.addWidget(choose)
        place = QVBoxLayout()
        place.setSpacing(4)
        place.addLayout(where)
        place.addWidget(self._problem)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(tr("It holds"), self._layout_box)
        form.addRow(tr("Grid"), self._grid)
        form.addRow(tr("Save to"), place)
        cancel, self._prepare = QPushButton(tr("Cancel")), QPushButton(tr("Prepare"))
        self._prepare.setObjectName("primary")
        self._prepare.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._prepare.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._prepare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self._suggest()

    @property
    def task(self) -> PrepareTask:
        return PrepareTask(
            source_path=str(self._source.absolute()),
            layout=self._layout_box.currentData(),
            grid_size=self._grid.currentData(),
        )

    @property
    def out_dir(self) -> Path:
        """The folder to write to; the usual one for such folders while the name is none."""
        return self._read().path

    def _read(self) -> TypedPath:
        return typed_path(self._out.text(), self._root, is_folder=True)

    def _check(self) -> None:
        problem = self._read().problem
        self._problem.say(problem)
        self._prepare.setEnabled(not problem)

    def _suggest(self) -> None:
        self._out.setText(str(self._root / f"{self._source.name}-{self._grid.currentData()}"))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the prepared cases"), str(self._root))
        if folder:
            self._out.setText(folder)


def guessed_layout(source: Path) -> str:
    """What a folder seems to hold."""
    if any(next(source.glob(pattern), None) for pattern in INDIANA_FILES):
        return "indiana"
    patterns = ("ct_xray_data.h5", "*/ct_xray_data.h5", "*/*/ct_xray_data.h5")
    return "x2ct" if any(next(source.glob(pattern), None) for pattern in patterns) else "ct"
