"""The Compare layout: X-rays or slices, side by side, blended or as differences, below the bar that chooses.

Invariant: blinking runs only while it can be seen, and never faster than three swaps a second.
"""

from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_viewer.models.comparison import CompareMode, Comparison, VolumePair, VolumeScores
from xr2ct_viewer.models.display import PanZoom
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.compare_bar import CompareBar
from xr2ct_viewer.views.compare_curves import CompareCurves
from xr2ct_viewer.views.compare_slices import CompareSlices
from xr2ct_viewer.views.compare_xrays import CompareXrays, Metrics, ProjectionPair
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

CURVES_PX: Final = 190
SAFE_SWAP_MS: Final = 334


class CompareView(QWidget):
    """Holds the bar, the X-rays and the slices; `comparison` says what is shown and how.

    `changed` fires when other images or volumes are compared.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        comparison: Comparison | None = None,
        compute_metrics: Metrics | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Compare"))
        self.comparison = comparison or Comparison()
        self.bar = CompareBar(self.comparison)
        options = {} if compute_metrics is None else {"compute_metrics": compute_metrics}
        self.xrays = CompareXrays(self.comparison, **options)
        self.slices = CompareSlices(self.comparison)
        self._subjects = QStackedWidget()
        self._subjects.addWidget(self.xrays)
        self._subjects.addWidget(self.slices)
        self.curves: CompareCurves | None = None
        self._leaves_room = False
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self._subjects)
        self._split.setStretchFactor(0, 1)
        self._split.setChildrenCollapsible(False)
        self._blinking, self._last_swap = QTimer(self), QElapsedTimer()
        self._blinking.timeout.connect(self._swap)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.bar)
        body.addWidget(self._split, 1)
        for name in ("mode", "rate_hz", "is_paused"):
            self.comparison.events[name].connect(self._pace)
        for name in ("subject", "shows_curves"):
            self.comparison.events[name].connect(self.refresh)
        self.comparison.events.orientation.connect(self._follow_slice)
        self.slices.display.events.connect(self._follow_slice)
        self.slices.active.acted.connect(self._follow_slice)
        self.slices.active.space.connect(lambda _: self._swap_by_hand())
        self.refresh()

    # For the window

    def set_theme(self, theme: Theme) -> None:
        """Make what needs the colours of the theme: icons of the bar, and the curves below the slices."""
        self.bar.set_theme(theme)
        self.curves = CompareCurves(theme)
        self.curves.slice_chosen.connect(self.slices.turn_to)
        self._split.addWidget(self.curves)
        self._split.setCollapsible(1, True)
        self._split.setSizes([1000, CURVES_PX])
        self.refresh()

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
        self.changed.emit()

    def clear(self) -> None:
        """Nothing to compare."""
        self.xrays.clear()
        self.slices.show_nothing()
        self.refresh()

    def set_pair(self, pair: VolumePair, names: tuple[str, str]) -> None:
        """Compare two volumes; see `CompareSlices.set_pair`."""
        self.slices.set_pair(pair, names)
        self.refresh()
        self.changed.emit()

    @property
    def banner(self) -> str:
        """The sentence of what is compared in the X-rays."""
        return self.xrays.banner

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
        if self.curves is not None:
            self.curves.set_scores(scores)
        self._follow_slice()

    def leave_room(self, is_needed: bool) -> None:
        """Hide the curves while something else below the images needs the room."""
        self._leaves_room = is_needed
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what is compared."""
        on_slices = self.comparison.subject == "slices"
        self._subjects.setCurrentWidget(self.slices if on_slices else self.xrays)
        has_pair = self.slices.pair is not None
        self.bar.set_modes_enabled(has_pair if on_slices else self.xrays.has_images)
        if self.curves is not None:
            self.curves.setVisible(on_slices and has_pair and self.comparison.shows_curves and not self._leaves_room)
            if self.slices.scores is None:
                self.curves.set_scores(None)
        self._pace()

    def _follow_slice(self, *_: object) -> None:
        """The curve of the slices on screen, with its mark at the one in front."""
        if self.curves is not None and self.slices.pair is not None and self.comparison.subject == "slices":
            canvas = self.slices.active.canvas
            self.curves.show_slice(canvas.orientation, canvas.index)

    # Blinking

    def _pace(self, *_: object) -> None:
        comparison = self.comparison
        self._blinking.setInterval(comparison.blink_interval_ms)
        if comparison.mode == "blink" and not comparison.is_paused and self.isVisible():
            self._blinking.start()
        else:
            self._blinking.stop()

    def _swap(self) -> None:
        self._last_swap.start()
        if not self.window().isMinimized():
            self.comparison.shows_right = not self.comparison.shows_right

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space swaps the images of a blink by hand."""
        if event.key() != Qt.Key.Key_Space or self.comparison.mode != "blink":
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._swap_by_hand()

    def _swap_by_hand(self) -> None:
        """One swap; the blinking stops. A key held down, too, swaps no faster than blinking may."""
        if self.comparison.mode != "blink":
            return
        self.comparison.is_paused = True
        if not self._last_swap.isValid() or self._last_swap.elapsed() >= SAFE_SWAP_MS:
            self._swap()

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
