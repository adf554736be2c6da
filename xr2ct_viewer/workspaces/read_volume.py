"""The 3D view in the Read workspace: it follows the case in front, its X-rays and the crosshair.

Invariant: what a person changes in 3D becomes a step of the case in front (`VolumeView.changes`).
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.models.space_radiograph import space_radiographs
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadVolume(QObject):
    """Between the session and the 3D view."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._session, self._grid = context.session, context.grid
        self.view = context.grid.volume
        self._study: Study | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        look = self.view.look
        return {
            "volume.adjust": self.view.toolbar.adjust_button.toggle,
            "volume.crop": self.view.toolbar.crop_button.toggle,
            "volume.whole": lambda: self.view.changes.change("cuts", crop=CropBox(), clip=None),
            "volume.xrays": lambda: setattr(look, "show_xrays", not look.show_xrays),
        }

    def assemble(self, hub: ActionHub) -> None:
        """Follow session, windows of the X-rays and crosshair, and show in the commands what is on."""
        look, bar = self.view.look, self.view.toolbar
        look.events.show_xrays.connect(lambda on: hub["volume.xrays"].setChecked(on))
        bar.crop_button.toggled.connect(hub["volume.crop"].setChecked)
        bar.adjust_button.toggled.connect(hub["volume.adjust"].setChecked)
        self._session.current_changed.connect(self._follow)
        for display in self._grid.radiographs:
            display.events.window.connect(self._show_xrays)
        slices = self._grid.slices
        slices.events.crosshair_lps_mm.connect(self._show_crosshair)
        slices.events.show_crosshair.connect(self._show_crosshair)
        self._show_crosshair()

    def shutdown(self) -> None:
        """The view is released with the grid."""

    def _follow(self) -> None:
        """Another case is in front."""
        if self._study is not None:
            self._study.edited.disconnect(self._show_xrays)
        self._study = self._session.current
        self.view.changes.steps = self._study.steps if self._study is not None else None
        if self._study is not None:
            self._study.edited.connect(self._show_xrays)
        self._show_xrays()

    def _show_xrays(self, *_: object) -> None:
        pair = self._study.pair if self._study is not None else None
        if pair is None:
            self.view.set_radiographs(())
            return
        frontal, lateral = self._grid.radiographs
        self.view.set_radiographs(space_radiographs(pair, (frontal.window, lateral.window)))

    def _show_crosshair(self, *_: object) -> None:
        slices = self._grid.slices
        self.view.set_crosshair(slices.crosshair_lps_mm if slices.show_crosshair else None)
