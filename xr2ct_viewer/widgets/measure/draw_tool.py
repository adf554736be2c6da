"""Draws a new measurement: by a drag, by clicks, or with Enter at the crosshair.

A distance, an ellipse or a rectangle is one drag or two clicks; an angle a drag for the first arm and a click, or three
clicks; a probe and a volume one click. What has no size is not kept.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, Qt

from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import POINTS, Kind, Measurement, new_id
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.measure.places import Place, Places
from xr2ct_viewer.widgets.tool_router import ToolRouter

_DRAG_PX: Final = 4.0


class DrawTool:
    """The tool of one kind of measurement."""

    def __init__(self, kind: Kind, desk: MeasureDesk, places: Places, router: ToolRouter, choice: ToolChoice) -> None:
        self._kind: Kind = kind
        self._desk, self._places, self._router, self._choice = desk, places, router, choice
        self._draft: Measurement | None = None
        self._next = 0
        self._pressed_at = QPointF()

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        place = self._places.of(canvas)
        if place is None or self._desk.measurements is None or (self._kind == "volume" and place.space != "patient"):
            return False
        self._pressed_at = at
        if self._draft is None:
            self._draft = self._new(place.point(at), place)
            self._next = 0
        self._move(place, at)
        return True

    def drag(self, canvas: ImageCanvas, at: QPointF) -> None:
        place = self._places.of(canvas)
        if place is None or self._draft is None:
            return
        if self._next == 0 and self._count > 1 and (at - self._pressed_at).manhattanLength() >= _DRAG_PX:
            self._next = 1
        self._move(place, at)

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        self.drag(canvas, at)
        if self._draft is None:
            return
        self._next += 1
        if self._next < self._count:
            self._router.wait(self, canvas)
        else:
            self._finish(canvas)

    def hover(self, canvas: ImageCanvas, at: QPointF) -> None:
        place = self._places.of(canvas)
        if place is not None:
            canvas.setCursor(Qt.CursorShape.CrossCursor)
        if place is not None and self._draft is not None:
            self._move(place, at)

    def cancel(self, canvas: ImageCanvas) -> bool:
        had, self._draft = self._draft is not None, None
        self._desk.set_draft(None)
        return had

    @property
    def _count(self) -> int:
        return POINTS[self._kind]

    def _new(self, point: tuple[float, ...], place: Place) -> Measurement:
        assert self._desk.measurements is not None
        is_volume = self._kind == "volume"
        return Measurement(
            self._kind,
            place.space,
            (point,) * self._count,
            self._desk.measurements.free_name(self._kind),
            new_id(),
            axes=place.axes,
            limits_hu=self._desk.limits_hu if is_volume else None,
        )

    def _move(self, place: Place, at: QPointF) -> None:
        """The point being placed, and those after it, go to a position."""
        assert self._draft is not None
        point = place.point(at, self._draft)
        if self._next == 0:
            point = place.point(at)
        points = (*self._draft.points[: self._next], *(point,) * (self._count - self._next))
        self._draft = replace(self._draft, points=points)
        self._desk.set_draft(self._draft if self._kind != "volume" else None)

    def _finish(self, canvas: ImageCanvas) -> None:
        draft, self._draft = self._draft, None
        self._router.done()
        self._desk.set_draft(None)
        place = self._places.of(canvas)
        if draft is None or place is None or self._desk.measurements is None or _is_tiny(draft, place):
            return
        self._desk.measurements.add(draft)
        self._choice.used()


def _is_tiny(draft: Measurement, place: Place) -> bool:
    """Two points that belong together lie within two pixels of each other."""
    at = [place.at(point) for point in draft.points]
    return any((second - first).manhattanLength() < 3.0 for first, second in pairwise(at))
