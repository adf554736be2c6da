"""The lungs on the X-rays: found by the worker when asked for, outlined on both, and used to set the windows by.

What looks wrong with them (cut off, none at all) is said among the notes about the X-rays. They are looked for again
once the images are others; geometry moves nothing in the images.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.input_notes import InputNote, InputNotes
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.outlines import image_key
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.lungs import FoundLungs, LungSearch
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.outlines_overlay import LUNGS, OutlinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext

SOURCE = "lungs"
LEGEND = marked("Lungs · estimate")
FOUND_BY = marked("Found by a network that learned from projected CTs; it can be wrong")


class ReadLungs(QObject):
    """`is_on` while outlines are wanted; `found` is the last answer about the images in front, None until there is."""

    def __init__(self, context: ReadContext, notes: InputNotes) -> None:
        super().__init__(context.window)
        self._context, self._notes = context, notes
        self.is_on = False
        self.found: FoundLungs | None = None
        self._asked: tuple[object, ...] = ()
        self._fits_windows = False
        self._study: Study | None = None
        self._search = LungSearch(context.worker, context.background, context.scratch, self)
        grid = context.grid
        self.overlay = OutlinesOverlay((grid.frontal, grid.lateral), LEGEND, LUNGS, 0)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"view.lungs": self.toggle, "window.lungs": self.fit_windows}

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        for canvas in (self._context.grid.frontal, self._context.grid.lateral):
            canvas.overlays.append(self.overlay)
        self._context.sidebar.input.overlays.add_action(hub["view.lungs"])
        self._search.found.connect(self._show)
        self._search.failed.connect(self._on_failed)
        self._context.session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following and asking."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def toggle(self) -> None:
        """Show the outlines, or put them away."""
        self.is_on = not self.is_on
        self._refresh()

    def fit_windows(self) -> None:
        """Set the window of both X-rays by the lungs; they are looked for first."""
        self._fits_windows = True
        if not self.is_on:
            self.toggle()
        elif self.found is not None:
            self._fit()

    def _follow(self) -> None:
        self._leave()
        study = self._context.session.current
        if study is not None and study.pair is not None:
            self._study = study
            study.edited.connect(self._refresh)
        self._refresh()

    def _leave(self) -> None:
        self._forget()
        if self._study is not None:
            self._study.edited.disconnect(self._refresh)
            self._study = None

    def _forget(self) -> None:
        self._search.give_up()
        self.found, self._asked = None, ()
        self._notes.say(SOURCE)
        self.overlay.show(None)

    def _refresh(self) -> None:
        """Look for the lungs of the images as they are now, where outlines are wanted and not known."""
        self._hub["view.lungs"].setChecked(self.is_on)
        study = self._study
        key = () if study is None else (study.source_pair, *image_key(study.edit))
        if not self.is_on or key != self._asked:
            self._forget()
        if self.is_on and study is not None and study.pair is not None and not self._asked:
            self._asked = key
            self._context.notice(tr("Looking for the lungs…"))
            self._search.ask(study.pair)

    def _show(self, found: FoundLungs) -> None:
        self.found = found
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
        if self.found is None:
            return
        grid = self._context.grid
        for canvas, inside in zip((grid.frontal, grid.lateral), self.found.outlines.inside, strict=True):
            if canvas.pixels is not None and inside.any():
                canvas.fit_window(canvas.pixels[inside])

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self._fits_windows = False
        self.is_on = False
        self._refresh()
        if error.code != "cancelled":
            self._context.fail(error, details)
