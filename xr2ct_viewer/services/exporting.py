"""Writes volumes and pictures off the window's thread."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.volume import Volume
from xr2ct_viewer.services.background import Background

VOLUME_FORMATS: Final = {
    ".nii.gz": "NIfTI (.nii.gz)",
    ".nrrd": "NRRD (.nrrd)",
    ".mha": "MetaImage (.mha)",
    ".npz": "NumPy (.npz)",
}


class Exporting(QObject):
    """`done` carries the path written, `failed` a `Xr2ctError`."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def volume(self, volume: Volume, path: Path) -> None:
        """Write a volume in the format its file name asks for."""

        def write() -> Path:
            from xr2ct_core.io import write_volume

            write_volume(volume.as_int16(), path)
            return path

        self._background.run(write, self.done.emit, self.failed.emit)

    def picture(self, image: QImage, path: Path) -> None:
        """Write a picture as PNG."""

        def write() -> Path:
            if not image.save(str(path), "PNG"):
                raise Xr2ctError(
                    f"The picture could not be written to {path.parent}.", "Choose another folder.", code="bad_input"
                )
            return path

        self._background.run(write, self.done.emit, self.failed.emit)
