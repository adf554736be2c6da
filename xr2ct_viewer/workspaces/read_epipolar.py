"""The epipolar crosshair: joins its line to the X-rays of the overview and of the comparison, and to its command."""

from collections.abc import Callable, Mapping

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.display import link_crosshairs
from xr2ct_viewer.models.epipolar import Epipolar
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.widgets.epipolar_tool import EpipolarOverlay, EpipolarPairs, EpipolarTool
from xr2ct_viewer.workspaces.read_area import ReadContext

HELP = marked(
    "Click in one X-ray: the line in the other shows where that can be. The wheel, or dragging along the line, sets the"
    " depth."
)


class ReadEpipolar:
    """Shows the line or not."""

    def __init__(self, context: ReadContext) -> None:
        self._context = context
        self.model = Epipolar()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"view.epipolar": self.toggle}

    def assemble(self, hub: ActionHub) -> None:
        grid = self._context.grid
        self._hub, self._pairs = hub, EpipolarPairs()
        xrays = grid.compare.xrays
        for frontal, lateral in (
            (grid.frontal, grid.lateral),
            xrays.lefts,
            xrays.rights,
            xrays.blends,
            xrays.differences,
        ):
            self._pairs.add(frontal, lateral)
        tool = EpipolarTool(self.model, self._pairs, grid.tools)
        overlay = EpipolarOverlay(self.model, self._pairs, tool)
        grid.router.register_first(tool)
        link_crosshairs(grid.slices, *xrays.displays)
        for display in xrays.displays:
            grid.slices.events.show_crosshair.connect_setattr(display, "show_crosshair", maxargs=1)
        for canvas in self._pairs.canvases:
            canvas.overlays.append(overlay)
            canvas.scroll_hook = tool.scroll
        grid.compare.bar.add_action(hub["view.epipolar"])
        self.model.events.connect(lambda *_: self._refresh())
        grid.slices.events.crosshair_lps_mm.connect(self._refresh)
        self._refresh()

    def shutdown(self) -> None:
        """Nothing runs here."""

    def toggle(self) -> None:
        self.model.is_on = not self.model.is_on
        if self.model.is_on:
            self._context.notice(HELP)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        self._hub["view.epipolar"].setChecked(self.model.is_on)
        for canvas in self._pairs.canvases:
            if canvas.isVisible():
                canvas.update()
