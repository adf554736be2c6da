"""Asks for the files of a case. One X-ray alone is not enough, so the other is asked for at once."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from xr2ct_viewer.services.sorting import is_single_image
from xr2ct_viewer.tr import tr

ENDINGS: Final = "*.json *.png *.jpg *.jpeg *.tif *.tiff *.npy *.dcm *.nii *.nii.gz *.nrrd *.mha *.mhd *.npz *.xr2ct"


def file_kinds() -> str:
    """What a dialog for files offers to show."""
    return f"{tr('X-rays, CTs and sessions')} ({ENDINGS});;{tr('All files')} (*)"


def ask_files(parent: QWidget, folder: str) -> tuple[Path, ...]:
    """The chosen files, empty if the person thought better of it."""
    kinds = file_kinds()
    title = tr("Choose the frontal and the lateral X-ray together, a pair.json, or a CT")
    names, _ = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    paths = tuple(Path(name) for name in names)
    return with_partner(parent, paths)


def with_partner(parent: QWidget, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files, or one X-ray together with the other that is asked for; empty if the person thought better of it."""
    if len(paths) != 1 or not is_single_image(paths[0]):
        return paths
    title = tr("Now choose the other X-ray of this person, beside {name}", name=paths[0].name)
    other, _ = QFileDialog.getOpenFileName(parent, title, str(paths[0].parent), file_kinds())
    return (paths[0], Path(other)) if other else ()


def ask_folder(parent: QWidget, folder: str) -> tuple[Path, ...]:
    """A folder with a DICOM series or a pair, empty if none was chosen."""
    name = QFileDialog.getExistingDirectory(parent, tr("Choose a folder with a CT series or a pair"), folder)
    return (Path(name),) if name else ()
