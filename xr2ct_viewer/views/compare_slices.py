"""Two volumes slice by slice: one orientation or all three, in every mode of comparing.

The canvases share one `SliceDisplay`, so crosshair, window, pan and zoom are linked, on both sides and in all three
orientations. Units: HU.
"""

from typing import Final, get_args

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_viewer.models.comparison import Comparison, VolumePair, VolumeScores
from xr2ct_viewer.models.display import ColourRange, SliceDisplay
from xr2ct_viewer.models.imaging import symmetric_limit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.compare_pages import page, picture_of, spread
from xr2ct_viewer.widgets.active_slice import ActiveSlice
from xr2ct_viewer.widgets.compare_slices import PairedSlice, SliceBlend, SliceDifference
from xr2ct_viewer.widgets.image_canvas import ImageCanvas

ORIENTATIONS: Final[tuple[Orientation, ...]] = get_args(Orientation)
_EMPTY: Final = (
    marked("Nothing to compare with yet"),
    marked("Reconstruct with a second method, or open a volume file to compare with."),
)


class CompareSlices(QWidget):
    """Shows a `VolumePair`."""

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Compare volumes slice by slice"))
        self.comparison = comparison
        self.display, self.colour_range = SliceDisplay(), ColourRange(500.0)
        self.pair: VolumePair | None = None
        self.scores: VolumeScores | None = None
        self.names = (tr("Left"), tr("Right"))
        self._banner = ""
        self.lefts, self.rights = (
            tuple(PairedSlice(orientation, self.display) for orientation in ORIENTATIONS) for _ in range(2)
        )
        self.blends = tuple(SliceBlend(orientation, self.display, comparison) for orientation in ORIENTATIONS)
        self.differences = tuple(
            SliceDifference(orientation, self.display, self.colour_range) for orientation in ORIENTATIONS
        )
        self._empty = ImageCanvas(tr("Comparison of volumes"))
        self._empty.title = ""
        self._pages = QStackedWidget()
        self._sides = page([])
        for board in (self._sides, page([self.blends]), page([self.differences]), page([[self._empty]])):
            self._pages.addWidget(board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.active = ActiveSlice((*self.lefts, *self.rights, *self.blends, *self.differences), self)
        comparison.events.mode.connect(self.refresh)
        comparison.events.orientation.connect(self.refresh)
        self.show_nothing()

    def set_pair(self, pair: VolumePair, names: tuple[str, str]) -> None:
        """Compare two volumes. The colour range starts where half a per cent of the differences are beyond it."""
        is_new = pair is not self.pair
        self.pair, self.names, self.scores = pair, names, None
        for side, canvases in enumerate((self.lefts, self.rights)):
            for canvas in canvases:
                canvas.set_pair(pair, names, side)
        for canvas in (*self.blends, *self.differences):
            canvas.set_pair(pair, names)
        if is_new:
            self.colour_range.limit = symmetric_limit(_thinned(pair))
        self.refresh()

    def show_message(self, title: str, detail: str = "") -> None:
        """No pair, and why."""
        self.pair = self.scores = None
        for canvas in (*self.lefts, *self.rights, *self.blends, *self.differences):
            canvas.set_pair(None, self.names)
        self._empty.set_empty_text(title, detail)
        self.refresh()

    def show_nothing(self) -> None:
        """No pair, and what would make one."""
        self.show_message(*map(tr, _EMPTY))

    def set_scores(self, scores: VolumeScores) -> None:
        """Show the measures of each slice in the corner of its canvas."""
        self.scores = scores
        for canvas in (*self.rights, *self.blends, *self.differences):
            canvas.set_curves(scores.curves[canvas.orientation])

    def turn_to(self, orientation: Orientation, index: int) -> None:
        """Move the crosshair to a slice."""
        self.lefts[ORIENTATIONS.index(orientation)].go_to_index(index)

    def canvases(self) -> tuple[ImageCanvas, ...]:
        return self._empty, *self.lefts, *self.rights, *self.blends, *self.differences

    def set_banners(self, left: str, right: str) -> None:
        """The sentences of the two volumes; what shows both carries that of the one that is not real."""
        self._banner = left if right == RESEARCH_BANNER else right
        for canvas in self.canvases():
            canvas.set_banner(left if canvas in self.lefts else right if canvas in self.rights else self._banner)

    @property
    def banner(self) -> str:
        """The sentence of pictures that show both volumes."""
        return self._banner

    def grab_image(self, ratio: float) -> QImage:
        return picture_of(self._pages, self.canvases(), self._banner, ratio)

    def refresh(self, *_: object) -> None:
        """Turn to the page of the mode and show the orientations chosen."""
        shown = self._shown()
        for canvases in (self.lefts, self.rights, self.blends, self.differences):
            for canvas in canvases:
                canvas.setVisible(canvas.orientation in shown)
        self._place_sides(shown)
        for number in range(self._pages.count()):
            spread(self._pages.widget(number).layout())
        place = {"side_by_side": 0, "difference": 2}.get(self.comparison.mode, 1)
        self._pages.setCurrentIndex(place if self.pair is not None else 3)
        self._pages.currentWidget().layout().activate()

    def _shown(self) -> tuple[Orientation, ...]:
        chosen = self.comparison.orientation
        return ORIENTATIONS if chosen == "all" else (chosen,)

    def _place_sides(self, shown: tuple[Orientation, ...]) -> None:
        """One orientation: left and right of each other. All: a column each, the left volume above the right."""
        grid = self._sides.layout()
        for number, (left, right) in enumerate(zip(self.lefts, self.rights, strict=True)):
            for canvas in (left, right):
                grid.removeWidget(canvas)
            is_alone = len(shown) == 1
            grid.addWidget(left, 0, 0 if is_alone else number)
            grid.addWidget(right, *((0, 1) if is_alone else (1, number)))


def _thinned(pair: VolumePair) -> np.ndarray:
    """Every fourth voxel of the difference where both volumes are, enough for a percentile."""
    part = pair.difference.hu[pair.box]
    return part[::4, ::4, ::4] if part.size > 1_000_000 else part
