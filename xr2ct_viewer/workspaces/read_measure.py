"""Tools in the left button and measurements: the area that joins them to the commands, the views and the study."""

from collections.abc import Callable, Mapping
from typing import get_args

from xr2ct_viewer.actions.commands.tools import TOOL_COMMANDS
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import Kind, Measurement, new_id
from xr2ct_viewer.models.measure.subject import subject_of
from xr2ct_viewer.models.measure.where import crosshair_for
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.tools import ToolName
from xr2ct_viewer.panels.measure.measure_panel import MeasurePanel
from xr2ct_viewer.panels.tools_bar import ToolsBar
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.measure.draw_tool import DrawTool
from xr2ct_viewer.widgets.measure.edit_tool import EditTool
from xr2ct_viewer.widgets.measure.overlay import MeasureOverlay
from xr2ct_viewer.widgets.measure.places import Places
from xr2ct_viewer.workspaces.measure_export import MeasureExport
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadMeasure:
    """Tools bar, drawing and editing in the views, the list, and what their commands do."""

    def __init__(self, context: ReadContext) -> None:
        self._context = context
        self._grid, self._session, self._lens = context.grid, context.session, context.stage.lens
        self.tools = context.grid.tools
        self.desk = MeasureDesk(context.background.run)
        self.export = MeasureExport(context, self.desk)
        self._canvases = (*context.grid.slice_canvases, context.grid.frontal, context.grid.lateral)
        self._study: Study | None = None
        self._count = 0

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        offered = {command.id for command in TOOL_COMMANDS}
        return {
            "measure.lungs": self.measure_lungs,
            "measure.list": lambda: self.show_list(self.panel.isHidden()),
            "measure.visible": lambda: self.desk.set_visible(not self.desk.is_visible),
            "measure.delete": self.delete_selected,
            "measure.clear": lambda: self.desk.measurements and self.desk.measurements.clear(),
            "measure.copy": self.export.copy,
            "measure.csv": self.export.ask,
        } | {
            f"tool.{name}": lambda name=name: self._take(name)
            for name in get_args(ToolName)
            if f"tool.{name}" in offered
        }

    def assemble(self, hub: ActionHub) -> None:
        """Register the tools, lay overlays over the canvases, add bar and list."""
        self._hub = hub
        grid, router = self._grid, self._grid.router
        places = Places(self.desk, grid.slice_canvases, {grid.frontal: "frontal", grid.lateral: "lateral"})
        for kind in get_args(Kind):
            router.register(kind, DrawTool(kind, self.desk, places, router, self.tools))
        edit = EditTool(self.desk, places, self.tools)
        router.register_first(edit, ahead=True)
        router.add_menu(edit.fill_menu)
        overlay = MeasureOverlay(self.desk, places)
        for canvas in self._canvases:
            canvas.overlays.append(overlay)
        self.bar = ToolsBar(self.tools, hub, self._context.theme)
        self.panel = MeasurePanel(self.desk, self.tools, hub)
        self.panel.hide()
        self.panel.jump_requested.connect(self.jump)
        self._context.stage.add_left(self.bar)
        self._context.stage.add_right(self.panel)
        self.tools.events.connect(lambda *_: self._show_tool())
        self.desk.changed.connect(self._on_desk)
        self.desk.moved.connect(self._draw)
        self._session.current_changed.connect(self._follow)
        self._lens.events.connect(lambda *_: self._refresh_subject())
        self._follow()
        self._show_tool()
        self.show_list(False)

    def shutdown(self) -> None:
        """Let go of the study."""
        self._let_go()
        self.desk.follow(None)

    # What a person can ask for

    def measure_lungs(self) -> None:
        """The volumes of both lungs by the rule of the evaluation, as two measurements."""
        kept = self.desk.measurements
        if kept is None or self.desk.subject.volume is None:
            return
        for rule, title in (("right lung", tr("Right lung")), ("left lung", tr("Left lung"))):
            kept.add(
                Measurement(
                    "volume",
                    "patient",
                    (self._grid.slices.crosshair_lps_mm,),
                    kept.free_name("volume", title),
                    new_id(),
                    limits_hu=(-1000.0, -400.0),
                    rule=rule,  # type: ignore[arg-type]
                )
            )

    def show_list(self, shown: bool) -> None:
        """Show or hide the list at the right of the views."""
        self.panel.setVisible(shown)
        self._hub["measure.list"].setChecked(shown)

    def delete_selected(self) -> None:
        if self.desk.measurements is not None:
            self.desk.measurements.delete(self.desk.selected_id)

    def jump(self, identity: str) -> None:
        """Put the crosshair on a measurement, so that the slices it lies on come up."""
        item = self.desk.measurements.find(identity) if self.desk.measurements is not None else None
        if item is not None and item.rule == "connected":
            slices = self._grid.slices
            slices.crosshair_lps_mm = crosshair_for(item, self.desk.subject, slices.crosshair_lps_mm)

    # Reactions

    def _take(self, name: ToolName) -> None:
        self.tools.press_key(name)
        if name == "volume" and self.tools.tool == name:
            self.show_list(True)
        self._show_tool()

    def _show_tool(self) -> None:
        """The tool in hand is the checked one, also when its key was pressed twice."""
        for command in TOOL_COMMANDS:
            self._hub[command.id].setChecked(command.id == f"tool.{self.tools.tool}")

    def _follow(self) -> None:
        self._grid.router.abandon()
        self._let_go()
        study = self._study = self._session.current
        if study is not None:
            for signal in (study.edited, study.results_changed, study.shown_changed):
                signal.connect(self._refresh_subject)
        self._count = len(study.measurements.items) if study is not None else 0
        self._refresh_subject()
        self.desk.follow(study.measurements if study is not None else None)
        if not self._count:
            self.show_list(False)

    def _let_go(self) -> None:
        if self._study is not None:
            for signal in (self._study.edited, self._study.results_changed, self._study.shown_changed):
                signal.disconnect(self._refresh_subject)
            self._study = None

    def _refresh_subject(self) -> None:
        self.desk.set_subject(subject_of(self._study, self._lens))

    def _draw(self) -> None:
        for canvas in self._canvases:
            canvas.update()

    def _on_desk(self) -> None:
        """Draw anew, say what commands may do, and bring up the list with the first measurement."""
        self._draw()
        kept = self.desk.measurements
        count = len(kept.items) if kept is not None else 0
        if count and not self._count:
            self.show_list(True)
        self._count = count
        self._hub["measure.visible"].setChecked(self.desk.is_visible)
        self._hub.update(has_measurements=count > 0, has_selected_measurement=bool(self.desk.selected_id))
