"""What leaves the Read workspace: the volume on screen, or the views as a picture, always with the banner."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.dialogs.export_dialog import ExportDialog
from xr2ct_viewer.models.lens import file_suffix, shown_volume
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.exporting import Exporting
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.workspaces.read_stage import ReadStage


class ReadExport(QObject):
    """Asks, writes in the background, and copies. `notice` is a line for the status bar."""

    notice = Signal(str)

    def __init__(
        self,
        session: Session,
        stage: ReadStage,
        exporting: Exporting,
        settings: Settings,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._stage, self._exporting = session, stage, exporting
        self._settings, self._theme, self._window = settings, theme, window
        exporting.done.connect(lambda path: self.notice.emit(f"Saved {path}"))

    def ask(self) -> None:
        """Ask what and where, then write."""
        study = self._session.current
        if study is None:
            return
        dialog = ExportDialog(
            file_stem(study, file_suffix(self._stage.lens)),
            Path(self._settings.data.last_folder or Path.home()),
            study.banner,
            self._theme,
            has_volume=study.volume is not None,
            parent=self._window,
        )
        if dialog.exec():
            self.write(dialog.path, is_volume=dialog.is_volume)
        dialog.deleteLater()

    def write(self, path: Path, *, is_volume: bool) -> None:
        """Write the volume on screen, or the views as a picture."""
        study = self._session.current
        if study is None:
            return
        self._settings.update(last_folder=str(path.parent))
        self.notice.emit(f"Saving {path.name}…")
        volume = shown_volume(study, self._stage.lens).volume
        if not is_volume:
            self._exporting.picture(self._stage.grab_image(), path)
        elif volume is not None:
            self._exporting.volume(volume, path)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self._stage.grab_image())
        self.notice.emit("Picture copied")


def file_stem(study: Study, suffix: str = "") -> str:
    """A file name for exports: the study, the method or that it is the CT, and what the lens shows."""
    words = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in study.title).split()
    is_ct = (study.volume is not None and study.result is None) or study.shown == "truth"
    shown = ["ct"] if is_ct else [study.current_method or "xrays", *([suffix] if suffix else [])]
    return "_".join([*words[:5], *shown])
