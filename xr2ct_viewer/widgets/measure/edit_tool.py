"""Takes hold of measurements that are there: a handle moves a point, the line moves the whole.

It is asked before the tool in hand; while that one draws, only handles can be held, so that new lines may begin
anywhere else. A drag is one step of undo. A click selects; one into the voxels of a volume also does what the tool in
hand does, because a lung fills half the image.
"""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu

from xr2ct_viewer.models.marked import filled
from xr2ct_viewer.models.measure.desk import WHOLE, MeasureDesk
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.measure.outline import outline_of
from xr2ct_viewer.widgets.measure.places import Places, SlicePlace

_LOOKING = ("crosshair", "window", "pan", "zoom")


class EditTool:
    """Registered as the first of the router."""

    def __init__(self, desk: MeasureDesk, places: Places, choice: ToolChoice) -> None:
        self._desk, self._places, self._choice = desk, places, choice
        self._held: Measurement | None = None
        self._handle = WHOLE
        self._pressed_at = QPointF()

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        found = self._under(canvas, at)
        if self._desk.measurements is None:
            return False
        if found is None:
            volume = self._volume_under(canvas, at)
            if volume is not None:
                self._desk.measurements.select(volume.id)
            return False
        self._held, self._handle = found
        self._pressed_at = at
        self._desk.measurements.select(self._held.id)
        return True

    def drag(self, canvas: ImageCanvas, at: QPointF) -> None:
        place, held, kept = self._places.of(canvas), self._held, self._desk.measurements
        if place is None or held is None or kept is None:
            return
        if self._handle == WHOLE:
            by = np.subtract(place.point(at, held), place.point(self._pressed_at, held))
            points = tuple(tuple(float(value) for value in np.add(point, by)) for point in held.points)
        else:
            points = tuple(
                place.point(at, held) if number == self._handle else point for number, point in enumerate(held.points)
            )
        current = kept.find(held.id)
        if current is not None and points != current.points:
            kept.change(replace(current, points=points), filled("moving “{name}”", name=held.name), gesture="move")

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        self._held = None
        if self._desk.measurements is not None:
            self._desk.measurements.finish_gesture()
        self.hover(canvas, at)

    def hover(self, canvas: ImageCanvas, at: QPointF) -> None:
        found = self._under(canvas, at)
        self._desk.hover((found[0].id, found[1]) if found is not None else None)
        if found is not None:
            is_whole = found[1] == WHOLE
            canvas.setCursor(Qt.CursorShape.SizeAllCursor if is_whole else Qt.CursorShape.PointingHandCursor)

    def cancel(self, canvas: ImageCanvas) -> bool:
        """Escape lets go of the selection."""
        kept = self._desk.measurements
        if kept is None or kept.selected is None:
            return False
        kept.select("")
        return True

    def fill_menu(self, canvas: ImageCanvas, at: QPointF, menu: QMenu) -> None:
        """Select, hide or delete what lies under the mouse."""
        found, kept = self._under(canvas, at), self._desk.measurements
        item = found[0] if found is not None else self._volume_under(canvas, at)
        if item is None or kept is None:
            return
        kept.select(item.id)
        menu.addAction(tr("Hide “{name}”", name=item.name)).triggered.connect(lambda: kept.show(item.id, False))
        menu.addAction(tr("Delete “{name}”", name=item.name)).triggered.connect(lambda: kept.delete(item.id))
        menu.addSeparator()

    def _volume_under(self, canvas: ImageCanvas, at: QPointF) -> Measurement | None:
        """The smallest volume whose voxels lie at a position, unless something is being drawn."""
        place = self._places.of(canvas)
        if not isinstance(place, SlicePlace) or self._choice.tool not in _LOOKING:
            return None
        found: list[tuple[int, Measurement]] = []
        for item in self._desk.shown:
            reading = self._desk.reading(item) if item.kind == "volume" else None
            if reading is not None and reading.region is not None and place.holds(reading.region, at):
                found.append((int(np.count_nonzero(reading.region.mask)), item))
        return min(found, key=lambda one: one[0])[1] if found else None

    def _under(self, canvas: ImageCanvas, at: QPointF) -> tuple[Measurement, int] | None:
        """The topmost measurement at a position, the selected one before all others, and the handle there."""
        place = self._places.of(canvas)
        if place is None:
            return None
        whole = self._choice.tool in _LOOKING
        shown = [item for item in self._desk.shown if item is not self._desk.draft and place.shows(item)]
        shown.sort(key=lambda item: item.id == self._desk.selected_id)
        for item in reversed(shown):
            if item.kind == "volume":
                continue
            handle = outline_of(item, place).hit(at, whole=whole)
            if handle is not None:
                return item, handle
        return None
