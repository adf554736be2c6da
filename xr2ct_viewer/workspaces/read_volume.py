"""The 3D view in the Read workspace: it follows the case in front, its X-rays and the crosshair, and fills the drawer.

Invariant: what a person changes in 3D becomes a step of the case in front (`VolumeView.changes`).
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.histogram import Histogram
from xr2ct_viewer.models.space_radiograph import space_radiographs
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.scene_panel import NORMALS
from xr2ct_viewer.views.volume_controls import VolumeControls
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.volume_presets import VolumePresets
from xr2ct_viewer.workspaces.volume_surfaces import VolumeSurfaces

ROOM_PX: Final = 640
"""A 3D view narrower than this is enlarged when its drawer opens, and loses the drawer when it goes back."""


class ReadVolume(QObject):
    """Between the session and the 3D view."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._session, self._grid = context.session, context.grid
        self.view = context.grid.volume
        self.presets = VolumePresets(context, self.view, self)
        self.surfaces = VolumeSurfaces(context, self.view, self)
        self.controls: VolumeControls | None = None
        self._study: Study | None = None
        self._has_enlarged = False

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        look = self.view.look
        return {
            "volume.adjust": lambda: self.view.toolbar.adjust_button.toggle(),
            "volume.crop": lambda: self.view.toolbar.crop_button.toggle(),
            "volume.whole": lambda: self.view.changes.change(tr("cuts"), crop=CropBox(), clip=None),
            "volume.xrays": lambda: setattr(look, "show_xrays", not look.show_xrays),
            **self.presets.handlers(),
            **self.surfaces.handlers(),
        }

    def assemble(self, hub: ActionHub) -> None:
        """Follow session, windows of the X-rays and crosshair, and show in the commands what is on."""
        look, bar = self.view.look, self.view.toolbar
        look.events.show_xrays.connect(lambda on: hub["volume.xrays"].setChecked(on))
        bar.crop_button.toggled.connect(hub["volume.crop"].setChecked)
        bar.adjust_button.toggled.connect(hub["volume.adjust"].setChecked)
        self.view.set_drawer(self._make_controls)
        self.view.drawer_toggled.connect(self._make_room)
        self.view.resized.connect(self._close_where_narrow)
        self.view.shown_anew.connect(self._show_volume)
        self.view.ready.connect(self._show_volume)
        self._session.current_changed.connect(self._follow)
        for display in self._grid.radiographs:
            display.events.window.connect(self._show_xrays)
        slices = self._grid.slices
        slices.events.crosshair_lps_mm.connect(self._show_crosshair)
        slices.events.show_crosshair.connect(self._show_crosshair)
        self._show_crosshair()
        self.presets.refresh()

    def shutdown(self) -> None:
        """The view is released with the grid; here ends what works in the background and what draws thumbnails."""
        self.surfaces.shutdown()
        if self.controls is not None:
            self.controls.gallery.release()

    # The drawer

    def _make_controls(self) -> QWidget:
        controls = self.controls = VolumeControls(self.view.changes, self.surfaces.make_panel())
        controls.scene.clip_requested.connect(self.clip)
        self.presets.fill(controls)
        self._show_volume()
        return controls

    @property
    def _is_cramped(self) -> bool:
        return self.view.width() < ROOM_PX and not self._grid.is_alone("volume")

    def _make_room(self, is_open: bool) -> None:
        """A small view is enlarged for the drawer, and goes back to its place afterwards."""
        if is_open and self._is_cramped:
            self._grid.toggle_enlarged("volume")
            self._has_enlarged = True
        elif not is_open and self._has_enlarged:
            self._has_enlarged = False
            if self._grid.enlarged == "volume":
                self._grid.toggle_enlarged("volume")

    def _close_where_narrow(self) -> None:
        """Among other views, the drawer of a narrow view would be cut off and leave nothing of the picture."""
        if self._is_cramped and self.view.isVisible():
            self.view.toolbar.adjust_button.setChecked(False)

    def clip(self, direction: str) -> None:
        """Lay the clip plane through the crosshair: along the view, or along a slice plane; `none` takes it away."""
        scene, point = self.view.scene, self._grid.slices.crosshair_lps_mm
        plane: ClipPlane | None = None
        if direction == "view" and scene is not None:
            x, y, z = scene.renderer.GetActiveCamera().GetDirectionOfProjection()
            plane = ClipPlane.through(point, (-x, -y, -z))
        elif direction in NORMALS:
            plane = ClipPlane.through(point, NORMALS[direction])
        self.view.changes.change(tr("the clip plane"), clip=plane)
        if self.controls is not None:
            self.controls.scene.show_clip(plane, direction if plane is not None else "none")

    # What is in front

    def _follow(self) -> None:
        """Another case is in front."""
        if self._study is not None:
            for signal in (self._study.edited, self._study.results_changed, self._study.shown_changed):
                signal.disconnect(self._show_xrays)
        self._study = self._session.current
        self.view.changes.steps = self._study.steps if self._study is not None else None
        if self._study is not None:
            for signal in (self._study.edited, self._study.results_changed, self._study.shown_changed):
                signal.connect(self._show_xrays)
        self._show_xrays()

    def _show_volume(self) -> None:
        """Another volume is shown, or the view can draw now."""
        volume, gl = self.view.volume, self.view.gl
        is_draft = self._study is not None and self._study.volume is None
        self.surfaces.follow(None if is_draft else volume)
        if self.controls is None:
            return
        kind = gl.kind if gl is not None else "none"
        self.controls.gallery.set_volume(volume, kind)
        self.controls.scene.set_gl(kind)
        self.controls.editor.set_histogram(Histogram.of(volume) if volume is not None else None)

    def _show_xrays(self, *_: object) -> None:
        pair = self._study.placed_pair if self._study is not None else None
        frontal, lateral = self._grid.radiographs
        windows = (frontal.window, lateral.window)
        self.view.look.radiographs = space_radiographs(pair, windows) if pair is not None else ()

    def _show_crosshair(self, *_: object) -> None:
        slices = self._grid.slices
        self.view.look.crosshair = slices.crosshair_lps_mm if slices.show_crosshair else None
