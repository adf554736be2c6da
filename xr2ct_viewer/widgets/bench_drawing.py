"""Draws an X-ray room from the patient's feet: the axial slice, tubes, fans of rays and detectors, to scale.

As radiologists look at slices: the patient's right is on the left, the front above. Lengths are LPS millimetres (x, y)
in the axial plane through the isocentre; tilted rays are drawn as they look from the feet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import CUBE_MM
from xr2ct_viewer.models.imaging import window_to_grey
from xr2ct_viewer.widgets import painting

TUBE_PX: Final = 9.0
_MARGIN_PX: Final = 34.0
_LETTER_PX: Final = 14.0
_SLICE_WINDOW_HU: Final = (-1000.0, 400.0)
_PARALLEL_MM: Final = 330.0
"""Where parallel rays, which have no tube, are drawn to begin and to end."""


@dataclass(frozen=True)
class PlanFrame:
    """How a part of the room lies on the screen: `box_mm` fills `area`, but for a margin."""

    box_mm: QRectF
    area: QRectF

    @property
    def pixels_per_mm(self) -> float:
        width, height = (max(side - 2 * _MARGIN_PX, 20.0) for side in (self.area.width(), self.area.height()))
        return min(width / self.box_mm.width(), height / self.box_mm.height())

    def to_screen(self, at_mm: NDArray[np.float64]) -> QPointF:
        x_mm, y_mm = at_mm.tolist()
        middle, centre, scale = self.box_mm.center(), self.area.center(), self.pixels_per_mm
        return QPointF(centre.x() + (x_mm - middle.x()) * scale, centre.y() + (y_mm - middle.y()) * scale)

    def to_world(self, at: QPointF) -> tuple[float, float]:
        middle, centre, scale = self.box_mm.center(), self.area.center(), self.pixels_per_mm
        return (at.x() - centre.x()) / scale + middle.x(), (at.y() - centre.y()) / scale + middle.y()


@dataclass(frozen=True)
class ViewLook:
    """How a view is drawn: faint as one of many, its tube or detector marked, words beside the tube."""

    colour: QColor
    is_faint: bool = False
    marks_tube: bool = False
    marks_detector: bool = False
    words: str = ""
    words_below: bool = False


def box_around(views: Sequence[ViewGeometry]) -> QRectF:
    """What holds the patient and all tubes and detectors, in mm."""
    half = CUBE_MM / 2
    places = [np.array((-half, -half)), np.array((half, half))]
    for view in views:
        places += [tube_mm(view), *detector_ends_mm(view)]
    low, high = np.min(places, axis=0), np.max(places, axis=0)
    return QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))


def away_from_tube(view: ViewGeometry) -> NDArray[np.float64]:
    """The direction of the central ray in the axial plane, of length 1."""
    along: NDArray[np.float64] = view.frame().ray_direction[:2]
    return np.asarray(along / np.linalg.norm(along))


def tube_mm(view: ViewGeometry) -> NDArray[np.float64]:
    source = view.frame().source_mm
    return -_PARALLEL_MM * away_from_tube(view) if source is None else source[:2]


def detector_mm(view: ViewGeometry) -> NDArray[np.float64]:
    frame = view.frame()
    middle: NDArray[np.float64] = frame.detector_centre_mm[:2]
    return middle + _PARALLEL_MM * away_from_tube(view) if frame.source_mm is None else middle


def detector_ends_mm(view: ViewGeometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    half = _half_detector_mm(view)
    return detector_mm(view) - half, detector_mm(view) + half


def slice_picture(hu_yx: NDArray[np.generic]) -> QImage:
    """An axial slice (y, x), wide enough in grey that lungs and skin show."""
    grey = np.ascontiguousarray(window_to_grey(np.asarray(hu_yx, dtype=np.float32), *_SLICE_WINDOW_HU))
    rows, cols = grey.shape
    return QImage(grey.data, cols, rows, cols, QImage.Format.Format_Grayscale8).copy()


def draw_patient(painter: QPainter, frame: PlanFrame, picture: QImage, font: QFont) -> None:
    """The slice, with its letters around it; rays that are drawn already go on around the body."""
    half = CUBE_MM / 2
    place = QRectF(frame.to_screen(np.array((-half, -half))), frame.to_screen(np.array((half, half))))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
    painter.drawImage(place, picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painting.draw_edge_letters(painter, place.adjusted(-_LETTER_PX, -4, _LETTER_PX, 4), ("R", "L", "A", "P"), font)


def draw_view(painter: QPainter, frame: PlanFrame, view: ViewGeometry, look: ViewLook, font: QFont) -> None:
    """Fan, detector and tube of a view."""
    tube = frame.to_screen(tube_mm(view))
    first, last = (frame.to_screen(end) for end in detector_ends_mm(view))
    starts = [tube, tube]
    if view.model == "parallel":
        half = _half_detector_mm(view)
        starts = [frame.to_screen(tube_mm(view) - half), frame.to_screen(tube_mm(view) + half)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_faded(look.colour, 12 if look.is_faint else 34))
    painter.drawPolygon(QPolygonF([*starts, last, first]))
    painter.setPen(QPen(_faded(look.colour, 60 if look.is_faint else 150), 1.0))
    for start, end in zip(starts, (first, last), strict=True):
        painter.drawLine(start, end)
    width = 7.0 if look.marks_detector else 2.0 if look.is_faint else 4.0
    painter.setPen(QPen(look.colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(first, last)
    radius = TUBE_PX / 2 if look.is_faint else TUBE_PX
    if look.marks_tube:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faded(look.colour, 90))
        painter.drawEllipse(tube, radius + 6, radius + 6)
    painter.setPen(QPen(painting.BACKGROUND, 1.5))
    painter.setBrush(look.colour)
    painter.drawEllipse(tube, radius, radius)
    if look.words:
        _draw_words(painter, frame.area, tube, look, font)


def _draw_words(painter: QPainter, area: QRectF, at: QPointF, look: ViewLook, font: QFont) -> None:
    """Beside the tube where there is room, or below it."""
    painter.setFont(painting.overlay_font(font, 12, QFont.Weight.Medium))
    width = painter.fontMetrics().horizontalAdvance(look.words) + 8.0
    if look.words_below:
        place = QRectF(at.x() - TUBE_PX, at.y() + TUBE_PX + 4, width, 18)
    elif at.x() + TUBE_PX + 7 + width < area.right():
        place = QRectF(at.x() + TUBE_PX + 7, at.y() - 9, width, 18)
    else:
        place = QRectF(at.x() - TUBE_PX - 7 - width, at.y() - 9, width, 18)
    place.moveLeft(max(place.left(), area.left() + 6))
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painting.draw_text(painter, place, look.words, align, look.colour)


def _half_detector_mm(view: ViewGeometry) -> NDArray[np.float64]:
    return np.asarray(view.frame().column_axis[:2] * (view.cols * view.pixel_mm / 2))


def _faded(colour: QColor, alpha: int) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
