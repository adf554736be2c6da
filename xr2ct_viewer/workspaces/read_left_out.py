"""What is left out of display X-rays before their grey values become attenuation: borders and letters, on demand."""

from collections.abc import Callable, Mapping

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.outlines import Outlines
from xr2ct_viewer.services.left_out import LeftOutSearch
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.outlines_overlay import LEFT_OUT, OutlinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.xray_outlines import XrayOutlines

LEGEND = marked("Left out: border, letters · estimate")


class ReadLeftOut(XrayOutlines):
    """`found` are `Outlines`."""

    def __init__(self, context: ReadContext) -> None:
        grid = context.grid
        overlay = OutlinesOverlay((grid.frontal, grid.lateral), LEGEND, LEFT_OUT, 1, is_hatched=True)
        super().__init__(context, "view.left_out", LeftOutSearch(context.background, context.window), overlay)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"view.left_out": self.toggle}

    def toggle(self) -> None:
        super().toggle()
        if self.is_on and self._study is not None and self._study.pair is not None and self._study.pair.is_physical:
            self._context.notice(tr("These X-rays hold line integrals: nothing is left out of them."))

    def _show(self, found: Outlines) -> None:
        super()._show(found)
        self.overlay.show(found)
