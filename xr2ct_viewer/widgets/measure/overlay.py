"""Paints measurements over canvases, on screen and in exported pictures.

Each label names the measurement, gives its estimate and calls it that, and lies beside what it belongs to. Handles and
highlights are for the screen; an exported picture has neither. On the screen labels keep off the places of controls
that come up under the mouse, whether the mouse is there or not, so that they stay where they are when it comes.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from xr2ct_viewer.models.marked import filled
from xr2ct_viewer.models.measure.desk import MeasureDesk
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Reading
from xr2ct_viewer.models.planes import ScreenTransform
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.measure.label_places import Obstacle, label_place
from xr2ct_viewer.widgets.measure.outline import Outline, outline_of
from xr2ct_viewer.widgets.measure.places import Place, Places, SlicePlace
from xr2ct_viewer.widgets.measure.region_picture import RegionPictures
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

COLOUR: Final = QColor(96, 198, 242)
FAINT: Final = QColor(96, 198, 242, 110)
SELECTED: Final = QColor(255, 255, 255)
_HALO: Final = QColor(0, 0, 0, 170)
_GROUND: Final = QColor(0, 0, 0, 165)
_LEADER_PX: Final = 26.0
_LABEL_WEIGHT: Final = 4.0
_CONTROL_WEIGHT: Final = 4.0
_TOP_PX, _BOTTOM_PX, _SIDE_PX = 44.0, 40.0, 26.0
_BESIDE_LETTERS = _SIDE_PX - 3.0
"""By which a label may reach over the letters at the sides of a view that is narrower than it."""


class MeasureOverlay:
    """One for all canvases."""

    def __init__(self, desk: MeasureDesk, places: Places) -> None:
        self._desk, self._places = desk, places
        self._regions = RegionPictures(COLOUR)

    def paint(self, painter: QPainter, canvas: ImageCanvas, transform: ScreenTransform) -> None:
        if not self._desk.shown:
            self._regions.clear()
            return
        place = self._places.of(canvas)
        if place is None:
            return
        shown = [item for item in self._desk.shown if place.shows(item)]
        is_export = not isinstance(painter.device(), QWidget)
        painter.save()
        painter.setClipRect(canvas.image_area())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(place, SlicePlace):
            for item in self._desk.shown:
                _paint_crossings(painter, item, place)
        things: list[tuple[Measurement, QRectF]] = []
        areas = () if is_export else canvas.control_areas()
        obstacles = [Obstacle(area, _CONTROL_WEIGHT) for area in areas]
        for item in shown:
            is_selected = item.id == self._desk.selected_id and not is_export
            if item.kind == "volume":
                bounds = self._paint_volume(painter, item, place, transform, is_selected=is_selected)
            else:
                outline = outline_of(item, place)
                self._paint_outline(painter, item, outline, is_selected=is_selected, is_export=is_export)
                bounds = outline.bounds
                obstacles += [Obstacle(area) for area in outline.covered]
            if bounds.intersects(canvas.image_area()):
                things.append((item, bounds))
        self._paint_labels(painter, canvas, things, obstacles, is_export=is_export)
        painter.restore()

    def _paint_outline(
        self, painter: QPainter, item: Measurement, outline: Outline, *, is_selected: bool, is_export: bool
    ) -> None:
        hovered = self._desk.hovered if not is_export else None
        is_hovered = hovered is not None and hovered[0] == item.id
        colour = SELECTED if is_selected else COLOUR
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_HALO, 4.0), QPen(colour, 2.2 if is_hovered else 1.5)):
            painter.setPen(pen)
            painter.drawPath(outline.path)
        if is_export or item.kind == "probe" or not (is_selected or is_hovered or item is self._desk.draft):
            return
        for number, handle in enumerate(outline.handles):
            is_held = is_hovered and hovered is not None and hovered[1] == number
            painter.setPen(QPen(_HALO, 1.0))
            painter.setBrush(colour if is_held else QColor(20, 24, 28))
            painter.drawEllipse(handle, 5.5, 5.5)
            painter.setPen(QPen(colour, 1.5))
            painter.drawEllipse(handle, 4.5, 4.5)

    def _paint_volume(
        self, painter: QPainter, item: Measurement, place: Place, transform: ScreenTransform, *, is_selected: bool
    ) -> QRectF:
        """The voxels on this slice; while they are looked for, or where there are none, the click on its own slice."""
        reading = self._desk.reading(item)
        if reading is not None and reading.region is not None and isinstance(place, SlicePlace):
            width = 2.2 if is_selected else 1.3
            return self._regions.paint(painter, reading.region, place.plane, place.index, transform, width)
        if not (isinstance(place, SlicePlace) and place.is_near(item.points[0])):
            return QRectF()
        outline = outline_of(item, place)
        self._paint_outline(painter, item, outline, is_selected=is_selected, is_export=True)
        return outline.bounds

    def _paint_labels(
        self,
        painter: QPainter,
        canvas: ImageCanvas,
        things: list[tuple[Measurement, QRectF]],
        obstacles: list[Obstacle],
        *,
        is_export: bool,
    ) -> None:
        """Small things first, which have less choice; the label of a volume may stand on its tint."""
        area = canvas.image_area().adjusted(_SIDE_PX, _TOP_PX, -_SIDE_PX, -_BOTTOM_PX)
        small = painting.overlay_font(canvas.font(), 11)
        bold = painting.overlay_font(canvas.font(), 12, QFont.Weight.DemiBold)
        for item, bounds in sorted(things, key=lambda thing: thing[1].width() * thing[1].height()):
            lines = label_lines(item, self._desk.reading(item), on_slab=_shows_slab(canvas))
            fonts = [small, bold, *[small] * (len(lines) - 2)]
            metrics = [QFontMetricsF(font) for font in fonts]
            width = max(metric.horizontalAdvance(line) for metric, line in zip(metrics, lines, strict=True)) + 12
            height = sum(metric.height() for metric in metrics) + 5
            thing = bounds.intersected(area) if bounds.intersects(area) else bounds
            if item.kind == "volume":
                thing = QRectF(thing.center(), QSizeF(1, 1))
            room = area if width <= area.width() else area.adjusted(-_BESIDE_LETTERS, 0, _BESIDE_LETTERS, 0)
            box = label_place(QSizeF(min(width, room.width()), height), thing, obstacles, room)
            obstacles.append(Obstacle(box, _LABEL_WEIGHT))
            is_selected = item.id == self._desk.selected_id and not is_export
            _paint_label(painter, box, lines, fonts, SELECTED if is_selected else COLOUR)
            _paint_leader(painter, box, thing)


def _paint_crossings(painter: QPainter, item: Measurement, place: SlicePlace) -> None:
    """A line that only goes through the slice: its course faintly, and a ring where it passes."""
    crossings = place.crossings(item)
    if not crossings:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(FAINT, 1.2, Qt.PenStyle.DashLine))
    painter.drawPolyline([place.at(point) for point in item.points])
    for at in crossings:
        for pen in (QPen(_HALO, 3.0), QPen(COLOUR, 1.4)):
            painter.setPen(pen)
            painter.drawEllipse(at, 4.0, 4.0)


def _shows_slab(canvas: ImageCanvas) -> bool:
    return isinstance(canvas, SliceCanvas) and canvas.display.slab_of(canvas.orientation).is_thick


def label_lines(item: Measurement, reading: Reading | None, *, on_slab: bool = False) -> tuple[str, ...]:
    """Name, estimate, and what else is known; values over a slab are those of its slice, and say so."""
    if reading is None:
        return item.name, tr("measuring…")
    further = reading.further
    if item.kind in ("ellipse", "rectangle") and len(further) == 4:
        spread, least, greatest = reading.quantities[1:4]
        words = filled("SD {sd}, {least} to {greatest}", sd=spread.number, least=least.number, greatest=greatest.text)
        further = (words, further[-1])
    elif item.kind == "volume":
        further = ()
    if on_slab and item.kind in ("ellipse", "rectangle", "probe"):
        further = (*further, tr("of this slice, not of the slab"))
    return item.name, *map(tr, (reading.headline, *further))


def _paint_label(painter: QPainter, box: QRectF, lines: tuple[str, ...], fonts: list[QFont], colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(box, 4, 4)
    top = box.top() + 2
    for number, (line, font) in enumerate(zip(lines, fonts, strict=True)):
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        height = metrics.height()
        line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width() - 8)
        row = QRectF(box.left() + 5, top, box.width() - 8, height)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour if number == 1 else painting.MUTED)
        painter.drawText(row, align, line)
        top += height


def _paint_leader(painter: QPainter, box: QRectF, thing: QRectF) -> None:
    """A fine line from a label to its thing where they lie apart."""
    target = thing.center()
    start = QPointF(
        min(max(target.x(), box.left()), box.right()),
        min(max(target.y(), box.top()), box.bottom()),
    )
    end = QPointF(
        min(max(start.x(), thing.left()), thing.right()),
        min(max(start.y(), thing.top()), thing.bottom()),
    )
    if (end - start).manhattanLength() > _LEADER_PX:
        painter.setPen(QPen(QColor(COLOUR.red(), COLOUR.green(), COLOUR.blue(), 150), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(start, end)
