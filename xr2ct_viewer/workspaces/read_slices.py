"""Slice views: slabs, turned planes, links and playing. The area that joins them to commands, bars and undo."""

from collections.abc import Callable, Mapping
from typing import Final

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.display import RadiographDisplay, SliceDisplay
from xr2ct_viewer.models.slabs import SLAB_MODES, Slab, SlabMode
from xr2ct_viewer.models.undo import Step
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.slice_bar import SliceBar
from xr2ct_viewer.widgets.cine import Cine
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.workspaces.read_area import ReadContext

TURN_DEG: Final = 5.0
_STEP_TITLES: Final = {"window_level": "window", "window": "window of the X-ray", "frames": "turn of the planes"}


class ReadSlices:
    """Commands act on the slice view that has the keyboard or was pointed at last."""

    def __init__(self, context: ReadContext) -> None:
        self._context, self._grid, self._settings = context, context.grid, context.settings
        self.display = context.grid.slices
        self.cine = Cine(context.window)
        self.cine.fps, self.cine.bounces = self._settings.data.cine_fps, self._settings.data.cine_bounces

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        display, cine = self.display, self.cine
        return {
            "slices.play": lambda: cine.toggle(self._canvas),
            "slices.faster": lambda: self._step_speed(1),
            "slices.slower": lambda: self._step_speed(-1),
            "slices.bounce": lambda: cine.set_bouncing(not cine.bounces),
            **{f"slices.slab_{mode}": lambda mode=mode: self._set_mode(mode) for mode in SLAB_MODES},
            "slices.slab_next": lambda: self._set_slab(self._canvas.slab.next_mode()),
            "slices.thicker": lambda: self._step_thickness(1),
            "slices.thinner": lambda: self._step_thickness(-1),
            "slices.turn_left": lambda: self._canvas.turn(-TURN_DEG),
            "slices.turn_right": lambda: self._canvas.turn(TURN_DEG),
            "slices.straighten": lambda: self._canvas.straighten(),
            "slices.lines": lambda: setattr(display, "show_reference_lines", not display.show_reference_lines),
            "slices.link": lambda: display.set_linked(not display.is_linked, self._canvas.orientation),
            "slices.follow": lambda: display.set_following(not display.follows_crosshair),
        }

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        active = self._grid.active_slice
        active.acted.connect(self.cine.stop)
        active.space.connect(self.cine.toggle)
        self.cine.changed.connect(self._on_cine)
        self._context.session.current_changed.connect(self.cine.stop)
        self._context.session.layout_changed.connect(self.cine.stop)
        self.bars = tuple(SliceBar(canvas, hub, self.cine, self._context.theme) for canvas in self._grid.slice_canvases)
        for canvas, bar in zip(self._grid.slice_canvases, self.bars, strict=True):
            self._grid.port(canvas.orientation).set_bar(bar)
        for display in (self.display, *self._grid.radiographs):
            self._note_changes(display)
        self.display.events.connect(self._show_state)
        for view in self.display.views.values():
            view.events.connect(self._show_state)
        self._show_state()

    def shutdown(self) -> None:
        self.cine.stop()
        self._settings.update(cine_fps=self.cine.fps, cine_bounces=self.cine.bounces)

    @property
    def _canvas(self) -> SliceCanvas:
        return self._grid.active_slice.canvas

    def _set_mode(self, mode: SlabMode) -> None:
        self._set_slab(Slab(mode, self._canvas.slab.thickness_mm))

    def _set_slab(self, slab: Slab) -> None:
        self._canvas.set_slab(slab)
        self._show_state()

    def _step_thickness(self, steps: int) -> None:
        """Thicker or thinner; a single slice becomes a MIP first."""
        slab = self._canvas.slab
        self._set_slab(slab.thicker(steps) if slab.is_thick else Slab("mip", slab.thickness_mm))

    def _step_speed(self, steps: int) -> None:
        self.cine.step_speed(steps)
        self._context.notice(tr("Playing at {fps:g} slices a second", fps=self.cine.fps))

    def _note_changes(self, display: SliceDisplay | RadiographDisplay) -> None:
        """Make what a person changes there a step that can be undone."""

        def note(name: str, before: object, after: object, gesture: str) -> None:
            study = self._context.session.current
            if study is not None:
                undo, redo = lambda: setattr(display, name, before), lambda: setattr(display, name, after)
                study.steps.push(Step(tr(_STEP_TITLES[name]), undo, redo, gesture))

        display.changed_by_hand.connect(note)

    def _on_cine(self) -> None:
        self._hub["slices.bounce"].setChecked(self.cine.bounces)

    def _show_state(self, *_: object) -> None:
        """Check what is on, in menus and in the palette."""
        display, slab = self.display, self._canvas.slab
        for mode in SLAB_MODES:
            self._hub[f"slices.slab_{mode}"].setChecked(mode == slab.mode)
        self._hub["slices.lines"].setChecked(display.show_reference_lines)
        self._hub["slices.link"].setChecked(display.is_linked)
        self._hub["slices.follow"].setChecked(display.follows_crosshair)
        self._on_cine()
