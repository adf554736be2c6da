"""What leaves the Read workspace: the volume on screen, or the views as a picture, always with the banner."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.export_dialog import ExportDialog
from xr2ct_viewer.models.lens import file_suffix, shown_volume
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.exporting import Exporting
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadExport(QObject):
    """Asks, writes in the background, and copies."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._session, self._stage, self._settings = context.session, context.stage, context.settings
        self._theme, self._window = context.theme, context.window
        self.exporting = Exporting(context.background, self)
        self.exporting.done.connect(lambda path: context.notice(f"Saved {path}"))
        self.exporting.failed.connect(lambda error: context.fail(error, ""))
        self.notice = context.notice

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"file.export": self.ask, "file.copy": self.copy_picture}

    def assemble(self, hub: ActionHub) -> None:
        """The panels ask through the commands."""

    def shutdown(self) -> None:
        """What is being written ends with the background's threads."""

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
        self.notice(f"Saving {path.name}…")
        volume = shown_volume(study, self._stage.lens).volume
        if not is_volume:
            self.exporting.picture(self._stage.grab_image(), path)
        elif volume is not None:
            self.exporting.volume(volume, path)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self._stage.grab_image())
        self.notice("Picture copied")


def file_stem(study: Study, suffix: str = "") -> str:
    """A file name for exports: the study, the method or that it is the CT, and what the lens shows."""
    words = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in study.title).split()
    is_ct = (study.volume is not None and study.result is None) or study.shown == "truth"
    shown = ["ct"] if is_ct else [study.current_method or "xrays", *([suffix] if suffix else [])]
    return "_".join([*words[:5], *shown])
