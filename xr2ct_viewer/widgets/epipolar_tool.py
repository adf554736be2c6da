"""The epipolar line on pairs of radiographs: a click in one draws in the other where that can be.

`EpipolarTool` is asked before every tool: it notes in which view the ray was picked, and moves the crosshair along the
ray where the line is dragged. The wheel and Page Up, Page Down move it too. `EpipolarOverlay` draws line and words.
"""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xr2ct_core.epipolar import Ray, distance_px, epipolar_line
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_viewer.models.epipolar import (
    STEP_MM,
    Epipolar,
    depth_in_words,
    moved_along,
    ray_through,
    seen_at,
    side_of,
    span_mm,
)
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.models.tools import ToolChoice
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas

GRIP_PX: Final = 10.0
TICK_MM: Final = 50.0
_COLOUR: Final = QColor(240, 150, 214)
_WORDS: Final = QColor(255, 200, 238)
_HALO: Final = QColor(0, 0, 0, 150)
_FAR_PX: Final = 4000.0
_WORDS_TOP_PX: Final = 84.0


class EpipolarPairs:
    """Which radiograph shows the other view of the same pair."""

    def __init__(self) -> None:
        self._partners: dict[ImageCanvas, RadiographCanvas] = {}

    def add(self, frontal: RadiographCanvas, lateral: RadiographCanvas) -> None:
        self._partners[frontal], self._partners[lateral] = lateral, frontal

    @property
    def canvases(self) -> tuple[ImageCanvas, ...]:
        return tuple(self._partners)

    def views(self, canvas: ImageCanvas) -> tuple[ViewGeometry, ViewGeometry] | None:
        """The view of a canvas and that of its partner; None where one of them shows nothing."""
        partner = self._partners.get(canvas)
        if partner is None or not isinstance(canvas, RadiographCanvas):
            return None
        own, other = canvas.geometry_view, partner.geometry_view
        return None if own is None or other is None or not canvas.has_image else (own, other)


class EpipolarTool:
    """A `LeftTool` that comes first: it takes the line, and lets every other press pass."""

    def __init__(self, model: Epipolar, pairs: EpipolarPairs, choice: ToolChoice) -> None:
        self._model, self._pairs, self._choice = model, pairs, choice

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        views = self._pairs.views(canvas)
        if views is None or not self._model.is_on or self._choice.tool != "crosshair":
            return False
        if self._is_over_line(canvas, at):
            self.drag(canvas, at)
            return True
        self._model.source = side_of(views[0])
        return False

    def drag(self, canvas: ImageCanvas, at: QPointF) -> None:
        views, transform, ray = self._pairs.views(canvas), canvas.transform(), self.ray(canvas)
        if views is None or transform is None or ray is None or not isinstance(canvas, RadiographCanvas):
            return
        canvas.display.crosshair_lps_mm = seen_at(
            ray, views[0], transform.to_image(at.x(), at.y()), self._model.half_mm
        )

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        """The crosshair is where it was dragged to."""

    def hover(self, canvas: ImageCanvas, at: QPointF) -> None:
        if self._model.is_on and self._choice.tool == "crosshair" and self._is_over_line(canvas, at):
            canvas.setCursor(Qt.CursorShape.SizeAllCursor)

    def cancel(self, canvas: ImageCanvas) -> bool:
        return False

    def scroll(self, canvas: RadiographCanvas, steps: int) -> bool:
        """Move the crosshair along the ray, away from its source for steps up; False where there is no ray."""
        ray, point = self.ray(canvas), canvas.display.crosshair_lps_mm
        if not self._model.is_on or ray is None or point is None:
            return False
        canvas.display.crosshair_lps_mm = moved_along(ray, point, STEP_MM * steps, self._model.half_mm)
        return True

    def ray(self, canvas: ImageCanvas) -> Ray | None:
        """The ray through the crosshair from the source of the view it was picked in."""
        views = self._pairs.views(canvas)
        if views is None or not isinstance(canvas, RadiographCanvas) or canvas.display.crosshair_lps_mm is None:
            return None
        picked = views[0] if side_of(views[0]) == self._model.source else views[1]
        return ray_through(picked, canvas.display.crosshair_lps_mm)

    def _is_over_line(self, canvas: ImageCanvas, at: QPointF) -> bool:
        views, transform, ray = self._pairs.views(canvas), canvas.transform(), self.ray(canvas)
        if views is None or transform is None or ray is None or side_of(views[0]) == self._model.source:
            return False
        pixels_px = transform.pixels_per_mm * transform.pixel_mm[0]
        away = distance_px(epipolar_line(ray, views[0]), transform.to_image(at.x(), at.y()))
        return bool(abs(away) * pixels_px <= GRIP_PX)


class EpipolarOverlay:
    """Draws the picked place in its view, and its line in the other."""

    def __init__(self, model: Epipolar, pairs: EpipolarPairs, tool: EpipolarTool) -> None:
        self._model, self._pairs, self._tool = model, pairs, tool

    def paint(self, painter: QPainter, canvas: ImageCanvas, transform: ScreenTransform) -> None:
        views, ray = self._pairs.views(canvas), self._tool.ray(canvas)
        if not self._model.is_on or views is None or ray is None or not isinstance(canvas, RadiographCanvas):
            return
        point = canvas.display.crosshair_lps_mm
        assert point is not None
        painter.save()
        painter.setClipRect(canvas.image_area())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, col = views[0].world_to_pixel(point)
        at = QPointF(*transform.to_screen(float(row), float(col)))
        source = self._model.source
        depth = tr(depth_in_words(source, point))
        if side_of(views[0]) == source:
            self._ring(painter, at, 8.0)
            words = tr("Picked here · {depth} · wheel: depth", depth=depth)
        else:
            self._line(painter, ray, views[0], transform)
            self._ring(painter, at, 5.0)
            words = (
                tr("On this line lies what is picked in the frontal X-ray · {depth}", depth=depth)
                if source == "frontal"
                else tr("On this line lies what is picked in the lateral X-ray · {depth}", depth=depth)
            )
        painter.restore()
        self._words(painter, canvas, words)

    def _line(self, painter: QPainter, ray: Ray, view: ViewGeometry, transform: ScreenTransform) -> None:
        first_mm, last_mm = span_mm(ray, self._model.half_mm)
        try:
            epipolar_line(ray, view)
        except Xr2ctError:
            return
        start, end = self._screen(ray, (first_mm, last_mm), view, transform)
        along = end - start
        length = float(np.hypot(along.x(), along.y())) or 1.0
        far = along * (_FAR_PX / length)
        for colour, width in ((_HALO, 3.0), (_COLOUR, 1.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine if width == 1.0 else Qt.PenStyle.SolidLine))
            painter.drawLine(start - far, end + far)
        for colour, width in ((_HALO, 4.0), (_COLOUR, 1.8)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(start, end)
        ticks = np.arange(np.ceil(first_mm / TICK_MM) * TICK_MM, last_mm, TICK_MM)
        across = QPointF(-along.y(), along.x()) * (4.0 / length)
        for place in self._screen(ray, ticks, view, transform):
            painter.drawLine(place - across, place + across)

    def _screen(
        self, ray: Ray, distances_mm: "tuple[float, ...] | np.ndarray", view: ViewGeometry, transform: ScreenTransform
    ) -> list[QPointF]:
        pixels = view.world_to_pixel(ray.at(np.asarray(distances_mm, dtype=np.float64)))
        return [QPointF(*transform.to_screen(float(row), float(col))) for row, col in pixels]

    def _ring(self, painter: QPainter, at: QPointF, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_HALO, 4.0), (_COLOUR, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, radius, radius)

    def _words(self, painter: QPainter, canvas: ImageCanvas, words: str) -> None:
        area = canvas.image_area()
        if area.height() < 160:
            return
        painter.setFont(painting.overlay_font(canvas.font(), 12))
        place = QRectF(
            area.left() + painting.MARGIN, area.top() + _WORDS_TOP_PX, area.width() - 2 * painting.MARGIN, 16
        )
        painting.draw_sentence(painter, place, words, _WORDS)
