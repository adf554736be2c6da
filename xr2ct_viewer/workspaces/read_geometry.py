"""The geometry of the X-rays: its form in the sidebar, and the lines in both X-rays that follow the sliders at once.

Invariants: while a slider moves, only the lines do; the case is corrected once it rests, by one step that Undo takes
back. The epipolar line of the crosshair is shown while the form is open, and afterwards as before.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.epipolar import Epipolar
from xr2ct_viewer.models.height_lines import HeightLines
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.widgets.epipolar_tool import EpipolarPairs
from xr2ct_viewer.widgets.height_lines import HeightLinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadGeometry(QObject):
    """Opens the form and draws the lines."""

    def __init__(self, context: ReadContext, epipolar: Epipolar) -> None:
        super().__init__(context.window)
        self._context, self._epipolar = context, epipolar
        self.form = context.sidebar.input.geometry_form
        self.lines = HeightLines()
        self._had_epipolar = False

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "view.geometry": self.toggle,
            "view.height_lines": lambda: setattr(self.lines, "is_on", not self.lines.is_on),
        }

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        grid, pairs = self._context.grid, EpipolarPairs()
        pairs.add(grid.frontal, grid.lateral)
        overlay = HeightLinesOverlay(self.lines, pairs)
        for canvas in pairs.canvases:
            canvas.overlays.insert(0, overlay)
        self.form.unfolded.connect(self._on_unfolded)
        self.form.previewed.connect(self._preview)
        self.form.lines.toggled.connect(lambda on: setattr(self.lines, "is_on", on))
        self.lines.events.connect(lambda *_: self._refresh())
        self._refresh()

    def shutdown(self) -> None:
        """Nothing runs here."""

    def toggle(self) -> None:
        """Unfold the form and bring it into view, or fold it."""
        self.form.set_open(not self.form.is_open)
        if self.form.is_open:
            self._context.sidebar.reveal(self.form)

    def _on_unfolded(self, is_open: bool) -> None:
        if is_open:
            self._had_epipolar = self._epipolar.is_on
        self.lines.is_on = is_open
        self._epipolar.is_on = is_open or self._had_epipolar
        self._refresh()

    def _preview(self, edit: InputEdit) -> None:
        """Draw the lines where they would be."""
        study = self._context.session.current
        if study is None or study.source_pair is None:
            return
        try:
            geometry = edit.geometry(study.source_pair)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._context.grid.place_pair(geometry)

    def _refresh(self) -> None:
        self._hub["view.geometry"].setChecked(self.form.is_open)
        self._hub["view.height_lines"].setChecked(self.lines.is_on)
        self.form.lines.setChecked(self.lines.is_on)
        for canvas in (self._context.grid.frontal, self._context.grid.lateral):
            canvas.update()
