"""X-rays beside re-projections, or re-projections of two results: the frontal and the lateral view in every mode.

All images share pan and zoom; the two images of a view share their window. Metrics are computed on a thread.
Images are line integrals (row, col).
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.comparison import Comparison
from xr2ct_viewer.models.display import ColourRange, PanZoom, RadiographDisplay
from xr2ct_viewer.models.imaging import auto_window, symmetric_limit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.said import said
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.views.compare_pages import page, picture_of
from xr2ct_viewer.widgets.compare_canvas import DifferenceCanvas, RadiographBlend
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

Projection = NDArray[np.float32]
ProjectionPair = tuple[Projection, Projection]
Metrics = Callable[[Projection, Projection], dict[str, float]]

NAMES: Final = (marked("X-ray"), marked("Re-projection"))
_EMPTY: Final = (
    marked("Nothing to compare yet"),
    marked("After a reconstruction, its re-projections appear here beside the X-rays."),
)


def _projection_metrics(reprojection: Projection, radiograph: Projection) -> dict[str, float]:
    from xr2ct_core.evaluation.metrics import projection_metrics

    return projection_metrics(reprojection, radiograph)


class CompareXrays(QWidget):
    """`compute_metrics(right, left)` returns psnr_db, rmse, ssim and ncc."""

    def __init__(
        self,
        comparison: Comparison,
        parent: QWidget | None = None,
        *,
        compute_metrics: Metrics = _projection_metrics,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Compare X-rays with re-projections"))
        self.comparison = comparison
        self._compute_metrics = compute_metrics
        self._background = Background(self, threads=1)
        self._generation = 0
        self.names = NAMES
        self._banner, self._is_real = "", (True, False)
        self.pan_zoom, self.colour_range = PanZoom(), ColourRange()
        self.displays = RadiographDisplay(), RadiographDisplay()
        self.lefts = tuple(self._blend(display) for display in self.displays)
        self.rights = tuple(self._blend(display) for display in self.displays)
        self.blends = tuple(self._blend(display) for display in self.displays)
        self.differences = tuple(
            DifferenceCanvas(display, self.colour_range, pan_zoom=self.pan_zoom) for display in self.displays
        )
        self._empty = ImageCanvas(tr("Comparison"))
        self._empty.title = ""
        self._empty.set_empty_text(*map(tr, _EMPTY))
        self._pages = QStackedWidget()
        for rows in (
            list(zip(self.lefts, self.rights, strict=True)),
            [self.blends],
            [self.differences],
            [[self._empty]],
        ):
            self._pages.addWidget(page(rows))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        comparison.events.mode.connect(self.refresh)
        self.clear()

    # For the window

    def set_images(
        self,
        left: ProjectionPair,
        right: ProjectionPair,
        geometry: BiplanarGeometry,
        names: tuple[str, str] = NAMES,
    ) -> None:
        """Compare two images of each view; frontal first. Raises `BadInputError` on other shapes."""
        for one, other in zip(left, right, strict=True):
            if one.shape != other.shape:
                raise BadInputError(
                    "These images were taken on different detectors and cannot be compared.", "Reconstruct again."
                )
        self._generation += 1
        self.names = names
        limits: list[float] = []
        for number, (one, other, view) in enumerate(zip(left, right, geometry.views, strict=True)):
            label = tr(view.view.label)
            self.displays[number].window = auto_window(one)
            self.lefts[number].set_radiograph(one, view, f"{label} · {names[0]}")
            self.rights[number].set_radiograph(other, view, f"{label} · {names[1]}")
            self.blends[number].set_radiograph(one, view, label)
            self.blends[number].set_second(other, names)
            difference = np.subtract(other, one, dtype=np.float32)
            self.differences[number].names = names
            self.differences[number].set_radiograph(difference, view, label)
            limits.append(symmetric_limit(difference))
            self._start_metrics(number, other, one)
        self.colour_range.limit = max(limits)
        self.refresh()

    def clear(self) -> None:
        """Show nothing, with a word on what will appear here."""
        self._generation += 1
        for number, name in enumerate((tr("Frontal"), tr("Lateral"))):
            self.displays[number].window = None
            self.lefts[number].set_radiograph(None, None, f"{name} · {tr(NAMES[0])}")
            self.rights[number].set_radiograph(None, None, f"{name} · {tr(NAMES[1])}")
            self.blends[number].set_radiograph(None, None, name)
            self.blends[number].set_second(None, (tr(NAMES[0]), tr(NAMES[1])))
            self.differences[number].set_radiograph(None, None, name)
            self._show_metrics(number, ())
        self.pan_zoom.fit()
        self.refresh()

    @property
    def has_images(self) -> bool:
        return self.lefts[0].has_image

    @property
    def banner(self) -> str:
        return self._banner

    def pair_of(self, number: int) -> tuple[Projection | None, Projection | None]:
        """The two images of the frontal (0) or the lateral (1) view."""
        return self.lefts[number].pixels, self.rights[number].pixels

    @property
    def is_computing(self) -> bool:
        """True while metrics are on their way."""
        return self._background.is_busy

    def canvases(self) -> tuple[ImageCanvas, ...]:
        """All canvases of all modes, and the empty one."""
        return self._empty, *self.lefts, *self.rights, *self.blends, *self.differences

    def set_banner(self, text: str) -> None:
        """The sentence exported pictures carry. X-rays are real and show no tag; what was generated does."""
        self._banner = text
        real = (*(self.lefts if self._is_real[0] else ()), *(self.rights if self._is_real[1] else ()))
        for canvas in self.canvases():
            canvas.set_banner("" if canvas in real else text)

    def set_real(self, left: bool, right: bool) -> None:
        """Which side shows X-rays and nothing generated."""
        self._is_real = (left, right)
        self.set_banner(self._banner)

    def grab_image(self, ratio: float) -> QImage:
        return picture_of(self._pages, self.canvases(), self._banner, ratio)

    def refresh(self, *_: object) -> None:
        """Turn to the page of the mode."""
        place = {"side_by_side": 0, "difference": 2}.get(self.comparison.mode, 1)
        self._pages.setCurrentIndex(place if self.has_images else 3)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._background.close()
        super().closeEvent(event)

    # Metrics

    def _blend(self, display: RadiographDisplay) -> RadiographBlend:
        return RadiographBlend(display, self.comparison, pan_zoom=self.pan_zoom)

    def _start_metrics(self, number: int, right: Projection, left: Projection) -> None:
        generation = self._generation
        self._show_metrics(number, (tr("comparing …"),))

        def done(metrics: dict[str, float]) -> None:
            if generation == self._generation:
                self._show_metrics(number, metric_lines(metrics))

        def failed(error: Xr2ctError) -> None:
            if generation == self._generation:
                self._show_metrics(number, (said(error.message),))

        self._background.run(lambda: self._compute_metrics(right, left), done, failed)

    def _show_metrics(self, number: int, lines: tuple[str, ...]) -> None:
        for canvas in (self.rights[number], self.blends[number], self.differences[number]):
            canvas.set_corner_lines(*lines)


def metric_lines(metrics: dict[str, float]) -> tuple[str, ...]:
    """The agreement of two images of a view, a line each."""
    lines = (
        ("PSNR", metrics["psnr_db"], "{:.1f} dB"),
        ("RMSE", metrics["rmse"], "{:.3f}"),
        ("SSIM", metrics["ssim"], "{:.3f}"),
        ("NCC", metrics["ncc"], "{:.4f}"),
    )
    return tuple(
        f"{name} {in_digits(form.format(value)) if np.isfinite(value) else '–'}" for name, value, form in lines
    )
