"""The X-rays beside the re-projections of the reconstruction: side by side, swiped, or as differences.

All images share pan and zoom; the two images of a view share their window. Metrics are computed on a thread.
Inputs and re-projections are line integrals, (row, col).
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.display import ColourRange, PanZoom, RadiographDisplay
from xr2ct_viewer.models.imaging import auto_window, symmetric_limit
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.widgets.compare_canvas import DifferenceCanvas, SwipeCanvas
from xr2ct_viewer.widgets.exporting import composed, with_banner
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas

Projection = NDArray[np.float32]
ProjectionPair = tuple[Projection, Projection]
Metrics = Callable[[Projection, Projection], dict[str, float]]
CompareMode = Literal["side_by_side", "swipe", "difference"]

MODE_TITLES: Final[dict[CompareMode, str]] = {
    "side_by_side": "Side by side",
    "swipe": "Swipe",
    "difference": "Difference",
}
_EMPTY = ("Nothing to compare yet", "After a reconstruction, its re-projections appear here beside the X-rays.")


def _projection_metrics(reprojection: Projection, radiograph: Projection) -> dict[str, float]:
    from xr2ct_core.evaluation.metrics import projection_metrics

    return projection_metrics(reprojection, radiograph)


class CompareView(QWidget):
    """`compute_metrics(reprojection, radiograph)` returns psnr_db, ssim and ncc."""

    def __init__(self, parent: QWidget | None = None, *, compute_metrics: Metrics = _projection_metrics) -> None:
        super().__init__(parent)
        self.setAccessibleName("Compare X-rays with re-projections")
        self._compute_metrics = compute_metrics
        self._background = Background(self, threads=1)
        self._generation = 0
        self._banner = ""
        self.pan_zoom = PanZoom()
        self.displays = RadiographDisplay(), RadiographDisplay()
        self.inputs = tuple(RadiographCanvas(display, pan_zoom=self.pan_zoom) for display in self.displays)
        self.reprojections = tuple(RadiographCanvas(display, pan_zoom=self.pan_zoom) for display in self.displays)
        self.swipes = tuple(SwipeCanvas(display, pan_zoom=self.pan_zoom) for display in self.displays)
        self.colour_range = ColourRange()
        self.differences = tuple(DifferenceCanvas(self.colour_range, pan_zoom=self.pan_zoom) for _ in self.displays)
        self._empty = ImageCanvas("Comparison")
        self._empty.title = ""
        self._empty.set_empty_text(*_EMPTY)
        self._pages = QStackedWidget()
        self._mode_buttons: dict[CompareMode, QToolButton] = {}
        self._build()
        self.clear()

    # For the window

    def set_images(self, inputs: ProjectionPair, reprojections: ProjectionPair, geometry: BiplanarGeometry) -> None:
        """Compare the two X-rays with the two re-projections; frontal first. Raises `BadInputError` on other shapes."""
        for radiograph, reprojection in zip(inputs, reprojections, strict=True):
            if radiograph.shape != reprojection.shape:
                raise BadInputError("The re-projections do not have the size of the X-rays.", "Reconstruct again.")
        self._generation += 1
        views = geometry.views
        limits: list[float] = []
        for number, (radiograph, reprojection, view) in enumerate(zip(inputs, reprojections, views, strict=True)):
            label = view.view.label
            self.displays[number].window = auto_window(radiograph)
            self.inputs[number].set_radiograph(radiograph, view, f"{label} · X-ray")
            self.reprojections[number].set_radiograph(reprojection, view, f"{label} · re-projection")
            self.swipes[number].set_radiograph(radiograph, view, label)
            self.swipes[number].set_second(reprojection)
            difference = np.subtract(reprojection, radiograph, dtype=np.float32)
            self.differences[number].set_radiograph(difference, view, label)
            limits.append(symmetric_limit(difference))
            self._start_metrics(number, reprojection, radiograph)
        self.colour_range.limit = max(limits)
        self._show_page()

    def clear(self) -> None:
        """Show nothing, with a word on what will appear here."""
        self._generation += 1
        for number, name in enumerate(("Frontal", "Lateral")):
            self.displays[number].window = None
            self.inputs[number].set_radiograph(None, None, f"{name} · X-ray")
            self.reprojections[number].set_radiograph(None, None, f"{name} · re-projection")
            self.swipes[number].set_radiograph(None, None, name)
            self.swipes[number].set_second(None)
            self.differences[number].set_radiograph(None, None, name)
            self._show_metrics(number, ())
        self.pan_zoom.fit()
        self._show_page()

    @property
    def is_computing(self) -> bool:
        """True while metrics are on their way."""
        return self._background.is_busy

    @property
    def mode(self) -> CompareMode:
        return next(mode for mode, button in self._mode_buttons.items() if button.isChecked())

    def set_mode(self, mode: CompareMode) -> None:
        self._mode_buttons[mode].setChecked(True)
        self._show_page()

    def set_banner(self, text: str) -> None:
        """The sentence exported pictures carry. X-rays are real and show no tag; what was generated does."""
        self._banner = text
        for canvas in self.canvases():
            canvas.set_banner("" if canvas in self.inputs else text)

    def grab_image(self, ratio: float | None = None) -> QImage:
        """The page on screen as a picture with the banner in it; `ratio` as in `ImageCanvas.render_image`."""
        page, ratio = self._pages.currentWidget(), ratio or self.devicePixelRatioF()
        parts = [
            (canvas.render_image(ratio), QPointF(canvas.mapTo(page, canvas.rect().topLeft())))
            for canvas in self.canvases()
            if page.isAncestorOf(canvas)
        ]
        return with_banner(composed(parts, page.size(), ratio), self._banner)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._background.close()
        super().closeEvent(event)

    def _show_page(self) -> None:
        has_images = self.inputs[0].has_image
        for button in self._mode_buttons.values():
            button.setEnabled(has_images)
        self._pages.setCurrentIndex(list(MODE_TITLES).index(self.mode) if has_images else len(MODE_TITLES))

    # Metrics

    def _start_metrics(self, number: int, reprojection: Projection, radiograph: Projection) -> None:
        generation = self._generation
        self._show_metrics(number, ("comparing …",))

        def done(metrics: dict[str, float]) -> None:
            if generation == self._generation:
                self._show_metrics(number, _metric_lines(metrics))

        def failed(error: Xr2ctError) -> None:
            if generation == self._generation:
                self._show_metrics(number, (error.message,))

        self._background.run(lambda: self._compute_metrics(reprojection, radiograph), done, failed)

    def _show_metrics(self, number: int, lines: tuple[str, ...]) -> None:
        for canvas in (self.reprojections[number], self.swipes[number], self.differences[number]):
            canvas.set_corner_lines(*lines)

    # Building

    def canvases(self) -> tuple[ImageCanvas, ...]:
        """All canvases of all modes, and the empty one."""
        return self._empty, *self.inputs, *self.reprojections, *self.swipes, *self.differences

    def _build(self) -> None:
        side_by_side = _page([[self.inputs[0], self.reprojections[0]], [self.inputs[1], self.reprojections[1]]])
        swipe, difference = _page([list(self.swipes)]), _page([list(self.differences)])
        for page in (side_by_side, swipe, difference, _page([[self._empty]])):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._build_bar())
        layout.addWidget(self._pages, 1)

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(4)
        group = QButtonGroup(self)
        for number, (mode, title) in enumerate(MODE_TITLES.items(), start=1):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setToolTip(f"{title} (Alt+{number})")
            button.clicked.connect(lambda _=False, chosen=mode: self.set_mode(chosen))
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda chosen=mode: self.set_mode(chosen))
            group.addButton(button)
            bar.addWidget(button)
            self._mode_buttons[mode] = button
        bar.addStretch(1)
        note = QLabel("Line integrals · pan, zoom and window are linked")
        note.setObjectName("muted")
        bar.addWidget(note)
        self._mode_buttons["side_by_side"].setChecked(True)
        return bar


def _page(rows: Sequence[Sequence[ImageCanvas]]) -> QWidget:
    page = QWidget()
    page.setObjectName("stage")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    for row, canvases in enumerate(rows):
        grid.setRowStretch(row, 1)
        for column, canvas in enumerate(canvases):
            grid.setColumnStretch(column, 1)
            grid.addWidget(canvas, row, column, Qt.AlignmentFlag(0))
    return page


def _metric_lines(metrics: dict[str, float]) -> tuple[str, ...]:
    lines = (
        ("PSNR", metrics["psnr_db"], "{:.1f} dB"),
        ("SSIM", metrics["ssim"], "{:.3f}"),
        ("NCC", metrics["ncc"], "{:.4f}"),
    )
    return tuple(f"{name} {form.format(value) if np.isfinite(value) else '–'}" for name, value, form in lines)
