"""The Compare layout: X-rays or slices, side by side, blended or as differences, below the bar that chooses.

Invariant: blinking runs only while it can be seen, and never faster than three swaps a second.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.comparison import CompareMode, Comparison, VolumeScores
from xr2ct_viewer.models.display import PanZoom
from xr2ct_viewer.views.compare_bar import CompareBar
from xr2ct_viewer.views.compare_slices import CompareSlices
from xr2ct_viewer.views.compare_xrays import CompareXrays, Metrics, ProjectionPair
from xr2ct_viewer.widgets.image_canvas import ImageCanvas


class CompareView(QWidget):
    """Holds the bar, the X-rays and the slices; `comparison` says what is shown and how."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        comparison: Comparison | None = None,
        compute_metrics: Metrics | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Compare")
        self.comparison = comparison or Comparison()
        self.bar = CompareBar(self.comparison)
        options = {} if compute_metrics is None else {"compute_metrics": compute_metrics}
        self.xrays = CompareXrays(self.comparison, **options)
        self.slices = CompareSlices(self.comparison)
        self._subjects = QStackedWidget()
        self._subjects.addWidget(self.xrays)
        self._subjects.addWidget(self.slices)
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._swap)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._subjects, 1)
        for name in ("mode", "rate_hz", "is_paused"):
            self.comparison.events[name].connect(self._pace)
        self.comparison.events.subject.connect(self.refresh)
        self.refresh()

    # For the window

    def set_images(
        self,
        left: ProjectionPair,
        right: ProjectionPair,
        geometry: BiplanarGeometry,
        names: tuple[str, str] = ("X-ray", "Re-projection"),
    ) -> None:
        """Compare two images of each view; see `CompareXrays.set_images`."""
        self.xrays.set_images(left, right, geometry, names)
        self.refresh()

    def clear(self) -> None:
        """Nothing to compare."""
        self.xrays.clear()
        self.slices.show_nothing()
        self.refresh()

    @property
    def pan_zoom(self) -> PanZoom:
        return self.xrays.pan_zoom

    @property
    def is_computing(self) -> bool:
        return self.xrays.is_computing

    @property
    def is_blinking(self) -> bool:
        """Whether images are swapped by themselves now."""
        return self._blinking.isActive()

    @property
    def mode(self) -> CompareMode:
        return self.comparison.mode

    def set_mode(self, mode: CompareMode) -> None:
        self.comparison.mode = mode

    def fit(self) -> None:
        """Show all of every image."""
        self.xrays.pan_zoom.fit()
        self.slices.display.fit()

    def canvases(self) -> tuple[ImageCanvas, ...]:
        """All canvases, of both subjects."""
        return *self.xrays.canvases(), *self.slices.canvases()

    def set_banner(self, text: str) -> None:
        """The sentence exported pictures carry. X-rays are real and show no tag; what was generated does."""
        self.xrays.set_banner(text)

    def grab_image(self, ratio: float | None = None) -> QImage:
        """The page on screen as a picture with the banner in it; `ratio` as in `ImageCanvas.render_image`."""
        shown = self.slices if self.comparison.subject == "slices" else self.xrays
        return shown.grab_image(ratio or self.devicePixelRatioF())

    def show_scores(self, scores: VolumeScores) -> None:
        """What was measured on the pair of volumes shown."""
        self.slices.set_scores(scores)

    def refresh(self, *_: object) -> None:
        """Show what is compared."""
        on_slices = self.comparison.subject == "slices"
        self._subjects.setCurrentWidget(self.slices if on_slices else self.xrays)
        self.bar.set_modes_enabled(self.slices.pair is not None if on_slices else self.xrays.has_images)
        self._pace()

    # Blinking

    def _pace(self, *_: object) -> None:
        comparison = self.comparison
        self._blinking.setInterval(comparison.blink_interval_ms)
        if comparison.mode == "blink" and not comparison.is_paused and self.isVisible():
            self._blinking.start()
        else:
            self._blinking.stop()

    def _swap(self) -> None:
        if not self.window().isMinimized():
            self.comparison.shows_right = not self.comparison.shows_right

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space swaps the images of a blink by hand; it stops the blinking first."""
        if event.key() == Qt.Key.Key_Space and self.comparison.mode == "blink":
            self.comparison.is_paused = True
            if not event.isAutoRepeat():
                self._swap()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pace()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._blinking.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._blinking.stop()
        self.xrays.close()
        super().closeEvent(event)
