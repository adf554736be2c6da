"""One grey image on black, panned, zoomed and windowed, with overlays: the base of all 2D canvases.

Subclasses hand over pixels with `set_pixels`, say which values are black and white in `grey_range`, and draw in
`paint_overlay`. What is on screen and what `grab_image` exports come from the same `paint_canvas`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from xr2ct_viewer.models.display import PanZoom
from xr2ct_viewer.models.imaging import Image, Pyramid
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import EdgeLetters, ScreenTransform
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.banner import warning_word
from xr2ct_viewer.widgets.exporting import with_banner
from xr2ct_viewer.widgets.labels import Labels
from xr2ct_viewer.widgets.magnifier import Magnifier
from xr2ct_viewer.widgets.screen_image import ScreenImage
from xr2ct_viewer.widgets.view_canvas import ViewCanvas


class ImageCanvas(ViewCanvas):
    """Shows a 2D array. `name` is what assistive technology reads; `pan_zoom` may be shared between canvases."""

    hint: ClassVar[str] = marked(
        "Drag pan · right-drag window/level · Ctrl+wheel zoom · double-click or R fit · hold M magnifier"
    )

    def __init__(self, name: str, parent: QWidget | None = None, *, pan_zoom: PanZoom | None = None) -> None:
        super().__init__(pan_zoom or PanZoom(), parent)
        self.setObjectName(name.lower().replace(" ", "_"))
        self.setAccessibleName(name)
        self.setAccessibleDescription(tr(self.hint))
        self.setStatusTip(tr(self.hint))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(96, 96)
        self.title = name
        self.letters: EdgeLetters = ("", "", "", "")
        self._pyramid: Pyramid | None = None
        self._is_smooth = True
        self._pixel_mm = (1.0, 1.0)
        self._screen = ScreenImage(self.colours())
        self._magnifier = Magnifier(ScreenImage(self.colours()))
        self._empty_text = (tr("Nothing to show yet"), "")
        self.corner_lines: tuple[str, ...] = ()
        self._banner = self._alert = ""
        self.button_areas: Callable[[], Sequence[QRectF]] = tuple

    # What subclasses provide

    def colours(self) -> NDArray[np.uint8] | None:
        """(256, 3) colour table, or None for grey."""
        return None

    def grey_range(self) -> tuple[float, float]:
        """Values shown black and white."""
        return 0.0, 1.0

    def reserved_right_px(self) -> float:
        """Width kept free of the image at the right edge."""
        return 0.0

    def paint_overlay(self, painter: QPainter, transform: ScreenTransform) -> None:
        """Draw over the image, below title, corner texts and letters."""

    def title_lines(self) -> tuple[str, ...]:
        return (self.title,)

    def title_colour(self) -> QColor | None:
        """Colour of the mark before the title."""
        return None

    def window_text(self) -> str:
        return ""

    def probe_lines(self, image: NDArray[np.float32], row: float, col: float) -> tuple[str, ...]:
        """What is under the mouse: where, and which value. (row, col) lies inside `image`."""
        return ()

    def control_areas(self) -> tuple[QRectF, ...]:
        """Where controls come up over the image under the mouse; what is written there would be covered by them."""
        return tuple(self.button_areas())

    def pyramid_at(self, at: QPointF) -> Pyramid:
        """The image that is visible at a position of the canvas."""
        assert self._pyramid is not None
        return self._pyramid

    # For the window

    def set_smooth(self, is_smooth: bool) -> None:
        """Interpolate between pixels, or show each as a square."""
        if is_smooth != self._is_smooth:
            self._is_smooth = is_smooth
            if self._pyramid is not None:
                self._pyramid = Pyramid(self._pyramid.image, is_smooth=is_smooth)
            self.refresh()

    def set_pixels(self, image: Image | None, pixel_mm: tuple[float, float] = (1.0, 1.0)) -> None:
        """Show `image` (row, col); `pixel_mm` is the height and width of its pixels. None empties the canvas."""
        self._pyramid = None if image is None else Pyramid(image, is_smooth=self._is_smooth)
        self._pixel_mm = pixel_mm
        self.update()

    def set_empty_text(self, title: str, detail: str = "") -> None:
        self._empty_text = (title, detail)
        self.update()

    def set_corner_lines(self, *lines: str) -> None:
        """Lines shown under the top right corner, such as metrics."""
        self.corner_lines = lines
        self.update()

    def set_banner(self, text: str) -> None:
        """The sentence exported pictures carry; its first word is also shown as a tag over the image."""
        self._banner = text
        self.update()

    def set_alert(self, words: str) -> None:
        """A few words under the tag that say why the image is to be doubted."""
        self._alert = words
        self.update()

    def grab_image(self) -> QImage:
        """The canvas as a picture in device pixels, with the banner in it."""
        return with_banner(self.render_image(), self._banner)

    def render_image(self, ratio: float | None = None) -> QImage:
        """The canvas as a part of a larger picture, which must carry the banner itself.

        `ratio`: pixels a logical pixel, of the picture and of its letters; by default those of the screen.
        """
        ratio = ratio or self.devicePixelRatioF()
        image = QImage((QSize(self.size()) * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        self.paint_canvas(painter, is_export=True)
        painter.end()
        return image

    @property
    def has_image(self) -> bool:
        return self._pyramid is not None

    @property
    def pixels(self) -> NDArray[np.float32] | None:
        return None if self._pyramid is None else self._pyramid.image

    def transform(self) -> ScreenTransform | None:
        """Where the image lies on the canvas; None without an image or without room for one."""
        area = self.image_area()
        if self._pyramid is None or area.width() < 1 or area.height() < 1:
            return None
        place = (area.left(), area.top(), area.width(), area.height())
        return ScreenTransform(self._pyramid.shape, self._pixel_mm, place, *self.view())

    def image_area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 0, -self.reserved_right_px(), 0)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_canvas(painter, is_export=False)
        if self.hasFocus():
            painter.setPen(QPen(painting.FOCUS, 1.0))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def paint_canvas(self, painter: QPainter, *, is_export: bool) -> None:
        """Draw everything but the focus frame; hover effects are left out of exported pictures."""
        painter.fillRect(self.rect(), painting.BACKGROUND)
        transform = self.transform()
        if self._pyramid is None or transform is None:
            painting.draw_empty(painter, self.image_area(), *self._empty_text, self.font())
            self._labels(None, is_export=is_export).paint(painter, self.image_area(), self.font())
            return
        ratio = painter.device().devicePixelRatio()
        drawn = self._screen.render(self._pyramid, transform, ratio, self.grey_range())
        if drawn is not None:
            painter.drawImage(drawn[1], drawn[0])
        self.paint_overlay(painter, transform)
        for overlay in self.overlays:
            overlay.paint(painter, self, transform)
        if self.is_magnifying and self.hover_at is not None and not is_export:
            under = self.pyramid_at(self.hover_at)
            self._magnifier.paint(painter, under, transform, self.hover_at, self.grey_range())
        self._labels(transform, is_export=is_export).paint(painter, self.image_area(), self.font())

    def paint_crosshair(
        self,
        painter: QPainter,
        transform: ScreenTransform,
        row_col: tuple[float, float],
        colours: tuple[QColor, QColor],
        *,
        halo: bool = False,
    ) -> None:
        """Lines through a pixel, within the visible image; `colours` of the vertical and the horizontal line."""
        rows, cols = transform.shape
        corners = QPointF(*transform.to_screen(-0.5, -0.5)), QPointF(*transform.to_screen(rows - 0.5, cols - 0.5))
        area = self.image_area()
        left, right, top, bottom = (painting.LETTER_SPACE if letter else 0.0 for letter in self.letters)
        reach = area.adjusted(left, top, -right, -bottom)
        at = QPointF(*transform.to_screen(*row_col))
        painting.draw_crosshair(painter, QRectF(*corners).intersected(area), reach, at, colours, halo=halo)

    def _labels(self, transform: ScreenTransform | None, *, is_export: bool) -> Labels:
        tags = tuple(filter(None, (warning_word(self._banner), self._alert)))
        title = Labels(self.title_lines(), self.title_colour(), tags=tags)
        if transform is None:
            return replace(title, tags=())
        return replace(
            title,
            letters=self.letters,
            corner=self.corner_lines,
            window=self.window_text(),
            probe=() if is_export else self._probe(transform),
            pixels_per_mm=transform.pixels_per_mm,
        )

    def _probe(self, transform: ScreenTransform) -> tuple[str, ...]:
        if self.hover_at is None or not self.image_area().contains(self.hover_at):
            return ()
        row, col = transform.to_image(self.hover_at.x(), self.hover_at.y())
        inside = transform.contains(row, col)
        return self.probe_lines(self.pyramid_at(self.hover_at).image, row, col) if inside else ()

    def event(self, event: QEvent) -> bool:
        """The hint appears as a tooltip over the title only, so that it never covers what is being read."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if event.pos().y() < 44 and event.pos().x() < 160:
                QToolTip.showText(event.globalPos(), tr(self.hint).replace(" · ", "\n"), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
