"""The lungs on the X-rays: found by the worker when asked for, outlined on both, and used to set the windows by.

What looks wrong with them (cut off, none at all) is said among the notes about the X-rays.
"""

from collections.abc import Callable, Mapping

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_notes import InputNote, InputNotes
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.services.lungs import FoundLungs, LungSearch
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.outlines_overlay import LUNGS, OutlinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.xray_outlines import XrayOutlines

SOURCE = "lungs"
LEGEND = marked("Lungs · estimate")
FOUND_BY = marked("Found by a network that learned from projected CTs; it can be wrong")


class ReadLungs(XrayOutlines):
    """`found` are `FoundLungs`."""

    def __init__(self, context: ReadContext, notes: InputNotes) -> None:
        grid = context.grid
        search = LungSearch(context.worker, context.background, context.scratch, context.window)
        super().__init__(context, "view.lungs", search, OutlinesOverlay((grid.frontal, grid.lateral), LEGEND, LUNGS, 0))
        self._notes, self._fits_windows = notes, False

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"view.lungs": self.toggle, "window.lungs": self.fit_windows}

    def toggle(self) -> None:
        super().toggle()
        if not self.is_on:
            self._context.notice("")

    def fit_windows(self) -> None:
        """Set the window of both X-rays by the lungs; they are looked for first."""
        self._fits_windows = True
        if not self.is_on:
            self.toggle()
        elif self.found is not None:
            self._fit()

    def _look(self, pair: RadiographPair) -> None:
        self._context.notice(tr("Looking for the lungs…"))
        super()._look(pair)

    def _show(self, found: FoundLungs) -> None:
        super()._show(found)
        self.overlay.show(found.outlines)
        warnings = [InputNote(f"lungs-{index}", text, tip=FOUND_BY) for index, text in enumerate(found.quality)]
        hints = [
            InputNote(f"lungs-hint-{index}", text, tip=FOUND_BY, level="hint") for index, text in enumerate(found.hints)
        ]
        self._notes.say(SOURCE, (*warnings, *hints))
        self._context.notice(tr("Lungs outlined; they are an estimate."))
        if self._fits_windows:
            self._fit()

    def _fit(self) -> None:
        self._fits_windows = False
        grid = self._context.grid
        for canvas, inside in zip((grid.frontal, grid.lateral), self.found.outlines.inside, strict=True):
            if canvas.pixels is not None and inside.any():
                canvas.fit_window(canvas.pixels[inside])

    def _forget(self) -> None:
        super()._forget()
        self._notes.say(SOURCE)

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self._fits_windows = False
        super()._on_failed(error, details)
