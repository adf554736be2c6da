"""What is left out of display X-rays before their grey values become attenuation: borders and letters, on demand.

It is found here as a reconstruction finds it (`xr2ct_core.radiography.parts`), in the background.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.outlines import Outlines, image_key, outlines_of
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.outlines_overlay import LEFT_OUT, OutlinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext

LEGEND = marked("Left out: border, letters · estimate")


class ReadLeftOut(QObject):
    """`is_on` while it is shown."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self.is_on = False
        self.found: Outlines | None = None
        self._asked: tuple[object, ...] = ()
        self._question = 0
        self._study: Study | None = None
        grid = context.grid
        self.overlay = OutlinesOverlay((grid.frontal, grid.lateral), LEGEND, LEFT_OUT, 1, is_hatched=True)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"view.left_out": self.toggle}

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        for canvas in (self._context.grid.frontal, self._context.grid.lateral):
            canvas.overlays.append(self.overlay)
        self._context.sidebar.input.overlays.add_action(hub["view.left_out"])
        self._context.session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.is_on = not self.is_on
        if self.is_on and self._study is not None and self._study.pair is not None and self._study.pair.is_physical:
            self._context.notice(tr("These X-rays hold line integrals: nothing is left out of them."))
        self._refresh()

    def _follow(self) -> None:
        self._leave()
        study = self._context.session.current
        if study is not None and study.pair is not None:
            self._study = study
            study.edited.connect(self._refresh)
        self._refresh()

    def _leave(self) -> None:
        if self._study is not None:
            self._study.edited.disconnect(self._refresh)
            self._study = None

    def _refresh(self) -> None:
        self._hub["view.left_out"].setChecked(self.is_on)
        study = self._study
        key = () if study is None or not self.is_on else (study.source_pair, *image_key(study.edit))
        if key == self._asked:
            return
        self._question += 1
        self._asked, self.found = key, None
        self.overlay.show(None)
        if study is not None and study.pair is not None and key:
            self._look(study.pair, self._question)

    def _look(self, pair: RadiographPair, question: int) -> None:
        def landed(found: Outlines) -> None:
            if question == self._question:
                self.found = found
                self.overlay.show(found)

        def failed(error: Xr2ctError) -> None:
            if question == self._question:
                self._context.fail(error, "")

        self._context.background.run(lambda: _left_out(pair), landed, failed)


def _left_out(pair: RadiographPair) -> Outlines:
    import numpy as np

    from xr2ct_core.radiography.parts import find_parts

    masks = []
    for radiograph in pair.radiographs:
        if radiograph.scale == "line_integral":
            masks.append(np.zeros(radiograph.shape, dtype=bool))
        else:
            parts = find_parts(radiograph)
            masks.append(parts.letters | ~parts.exposed)
    return outlines_of(masks[0], masks[1], 0.5)
