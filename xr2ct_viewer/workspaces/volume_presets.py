"""Appearances of the 3D view from and to files: the program's, a person's own, and those of 3D Slicer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.render.preset_library import READABLE, SUFFIX, PresetLibrary, preset_file, read_presets, write_preset
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.render.transfer_edit import base_title
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.volume_controls import VolumeControls
from xr2ct_viewer.views.volume_view import VolumeView
from xr2ct_viewer.widgets.save_file import ask_save_file
from xr2ct_viewer.workspaces.read_area import ReadContext


class VolumePresets(QObject):
    """Keeps toolbar and gallery in step with the library."""

    def __init__(self, context: ReadContext, view: VolumeView, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.library = PresetLibrary()
        self._controls: VolumeControls | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"volume.open_preset": self.ask_open, "volume.save_preset": self.ask_save}

    def fill(self, controls: VolumeControls) -> None:
        """Wire the drawer."""
        self._controls = controls
        controls.editor.keep_requested.connect(self.ask_keep)
        controls.editor.open_requested.connect(self.ask_open)
        controls.editor.save_requested.connect(self.ask_save)
        controls.gallery.remove_requested.connect(self.remove)
        self.refresh()

    def refresh(self) -> None:
        """Offer what there is now."""
        own = self.library.presets()
        self._view.toolbar.set_presets((*bundled_presets(), *own))
        self._view.toolbar.show_preset(self._view.look.preset)
        if self._controls is not None:
            self._controls.gallery.set_presets(bundled_presets(), own)
            self._controls.gallery.show_preset(self._view.look.preset)

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._context.window, tr("Open an appearance"), self._folder(), READABLE)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Use the appearance in a file; of several, all become a person's own and the first is used."""
        try:
            presets = read_presets(path)
            if len(presets) > 1:
                for preset in presets:
                    self.library.add(preset)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._context.settings.update(last_folder=str(path.parent))
        self._view.changes.change(tr("3D appearance"), preset=presets[0])
        self.refresh()
        more = (
            tr("{count} appearances are in the gallery now", count=len(presets))
            if len(presets) > 1
            else presets[0].title
        )
        self._context.notice(tr("Opened {name}: {more}", name=path.name, more=more))

    def ask_save(self) -> None:
        preset = self._view.look.preset
        start = str(Path(self._folder()) / f"{base_title(preset).lower().replace(' ', '_')}{SUFFIX}")
        filters = f"{tr('Appearance')} (*{SUFFIX})"
        path = ask_save_file(self._context.window, tr("Save the appearance"), start, filters, preset_file)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the appearance in use."""
        try:
            path = write_preset(self._view.look.preset, path)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._context.settings.update(last_folder=str(path.parent))
        self._context.notice(tr("Saved {path}", path=path))

    def ask_keep(self) -> None:
        preset = self._view.look.preset
        title, accepted = QInputDialog.getText(
            self._context.window,
            tr("Keep this appearance"),
            tr("Name:"),
            text=tr("My {title}", title=base_title(preset).lower()),
        )
        if accepted and title.strip():
            self.keep(title.strip())

    def keep(self, title: str) -> None:
        """Make the appearance in use one of a person's own, and use it under its name."""
        preset = replace(self._view.look.preset, title=title)
        try:
            path = self.library.add(preset)
            (kept,) = read_presets(path)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._view.changes.change(tr("the name of the 3D appearance"), preset=kept)
        self.refresh()
        self._context.notice(tr("“{title}” is in the gallery now", title=title))

    def remove(self, preset: VolumePreset) -> None:
        """Remove one of a person's own; where it is in use, it stays in use."""
        self.library.remove(preset)
        self.refresh()

    def _folder(self) -> str:
        return self._context.settings.data.last_folder or str(Path.home())
