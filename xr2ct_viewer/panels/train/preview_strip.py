"""The fixed case as a training sees it: slices and re-projections above the truth and the X-rays they should equal.

Columns belong together: axial, coronal, sagittal, frontal, lateral. All slices share crosshair, window and zoom; an
X-ray and its re-projection share their window where both are line integrals. What was generated says so in its pixels.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Protocol, cast

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QGridLayout, QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.runs.preview_case import PreviewCase, read_preview_case
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import PanZoom, RadiographDisplay, SliceDisplay, link_crosshairs
from xr2ct_viewer.models.imaging import auto_window
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.models.run_previews import Preview, PreviewSteps, read_preview
from xr2ct_viewer.panels.train.preview_bar import PreviewBar
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.exporting import composed, with_banner
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

EMPTY: Final = marked("No preview yet. What the training makes of one held-out case appears here as it learns.")
_PLANES: Final[tuple[Orientation, ...]] = ("axial", "coronal", "sagittal")
_VIEWS: Final = (marked("Frontal"), marked("Lateral"))
_XRAY: Final = marked("{view} X-ray")
_AGAIN: Final = marked("{view} re-projection")


class VolumeViewLike(Protocol):
    """What is asked of a 3D view."""

    def set_volume(self, volume: Volume | None) -> None: ...

    def set_banner(self, text: str) -> None: ...

    def shutdown(self) -> None: ...


class PreviewStrip(QWidget):
    """Follows the newest preview of the run in front until a person looks at an older one."""

    failed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Previews of the training"))
        self._follower: RunFollower | None = None
        self._run: RunFolder | None = None
        self._case: PreviewCase | None = None
        self._shown: Preview | None = None
        self._is_reading = False
        self.steps = PreviewSteps()
        self._make_volume_view: Callable[[], QWidget] | None = None
        self.volume_view: QWidget | None = None
        self.slices = SliceDisplay(show_crosshair=False)
        self._displays = tuple(RadiographDisplay(show_crosshair=False) for _ in _VIEWS)
        link_crosshairs(self.slices, *self._displays)
        self.made = tuple(SliceCanvas(plane, self.slices) for plane in _PLANES)
        self.truth = tuple(SliceCanvas(plane, self.slices) for plane in _PLANES)
        zooms = tuple(PanZoom() for _ in _VIEWS)
        self.reprojections = tuple(
            RadiographCanvas(display, pan_zoom=zoom) for display, zoom in zip(self._displays, zooms, strict=True)
        )
        self.xrays = tuple(
            RadiographCanvas(display, pan_zoom=zoom) for display, zoom in zip(self._displays, zooms, strict=True)
        )
        self._message = QLabel(tr(EMPTY))
        self._message.setObjectName("muted")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._page = QWidget()
        self.bar = PreviewBar(theme)
        self._lay_out()
        self.bar.chosen.connect(self._go)
        self.bar.volume_toggled.connect(self._show_volume_view)
        self.bar.copy_requested.connect(lambda: QGuiApplication.clipboard().setImage(self.grab_image()))
        self._clear()

    def bind(self, follower: RunFollower) -> None:
        """Show the previews of what this follower follows."""
        self._follower = follower
        follower.followed.connect(self._on_followed)
        follower.preview_added.connect(self._on_preview_added)

    def set_volume_view(self, make: Callable[[], QWidget]) -> None:
        """How to make the 3D view, which is done when it is first asked for; a `VolumeViewLike`."""
        self._make_volume_view = make
        self.bar.set_has_volume_view(True)

    def canvases(self) -> tuple[ImageCanvas, ...]:
        """All canvases, row by row."""
        return *self.made, *self.reprojections, *self.truth, *self.xrays

    def grab_image(self) -> QImage:
        """All slices and X-rays as a picture, with the banner in it."""
        parts = [(canvas.render_image(), QPointF(canvas.pos())) for canvas in self.canvases()]
        return with_banner(composed(parts, self._page.size(), self.devicePixelRatioF()), SYNTHETIC_BANNER)

    def shutdown(self) -> None:
        """Release the 3D view."""
        if self.volume_view is not None:
            cast(VolumeViewLike, self.volume_view).shutdown()

    # What arrives

    def _on_followed(self, path: Path | None) -> None:
        self._run = RunFolder(path) if path is not None else None
        self._clear()

    def _on_preview_added(self, path: Path) -> None:
        self.steps.add(int(path.stem))
        if self.steps.follows and self._shown is not None and self._shown.step == int(path.stem):
            self._shown = None  # written anew after a resume
        self._refresh_bar()
        self._read()

    def _go(self, at: int) -> None:
        self.steps.go(at)
        self._refresh_bar()
        self._read()

    def _read(self) -> None:
        """Read the preview that is wanted, one at a time."""
        run, step, case = self._run, self.steps.step, self._case
        is_there = self._shown is not None and self._shown.step == step
        if self._follower is None or run is None or step is None or self._is_reading or is_there:
            return
        self._is_reading = True

        def read() -> tuple[PreviewCase | None, Preview]:
            known = case or read_preview_case(run)
            return known, read_preview(run, step, known)

        self._follower.background.run(read, partial(self._on_read, run), partial(self._on_failed, run))

    def _on_read(self, run: RunFolder, found: tuple[PreviewCase | None, Preview]) -> None:
        self._is_reading = False
        if run is not self._run:
            self._read()
            return
        if self._case is None and found[0] is not None:
            self._show_case(found[0])
            self._refresh_bar()
        self._show(found[1])
        self._read()

    def _on_failed(self, run: RunFolder, error: Xr2ctError) -> None:
        self._is_reading = False
        if run is self._run:
            self.failed.emit(error)

    # What is shown

    def _clear(self) -> None:
        self.steps, self._shown, self._case = PreviewSteps(), None, None
        for canvas in (*self.made, *self.truth):
            canvas.set_volume(None)
        for canvases, words in ((self.reprojections, _AGAIN), (self.xrays, _XRAY)):
            for canvas, view in zip(canvases, _VIEWS, strict=True):
                canvas.set_radiograph(None, None, tr(words, view=tr(view)))
        if self.volume_view is not None:
            cast(VolumeViewLike, self.volume_view).set_volume(None)
        self._stack.setCurrentIndex(0)
        self._refresh_bar()

    def _show_case(self, case: PreviewCase) -> None:
        self._case = case
        for canvas in self.truth:
            canvas.set_volume(case.truth)
        for number, (radiograph, view) in enumerate(zip(case.pair.radiographs, case.pair.geometry.views, strict=True)):
            is_physical = radiograph.scale == "line_integral"
            self._displays[number].window = auto_window(radiograph.image) if is_physical else None
            title = tr(_XRAY, view=tr(_VIEWS[number]))
            self.xrays[number].set_radiograph(radiograph.image, view, title, scale=radiograph.scale)

    def _show(self, preview: Preview) -> None:
        is_first = self._shown is None and self.made[0].pixels is None
        self._shown = preview
        volume = preview.volume
        banner = volume.provenance.banner if volume.provenance is not None else SYNTHETIC_BANNER
        if is_first:
            self.slices.centre_on(volume)
        for canvas in self.made:
            canvas.set_volume(volume)
            canvas.set_banner(banner)
        for number, image in enumerate(preview.reprojections):
            assert self._case is not None
            view = self._case.pair.geometry.views[number]
            self.reprojections[number].set_radiograph(image, view, tr(_AGAIN, view=tr(_VIEWS[number])))
            self.reprojections[number].set_banner(banner)
        self._stack.setCurrentIndex(1)
        self._show_in_volume_view()

    def _show_volume_view(self, visible: bool) -> None:
        if self.volume_view is None and visible and self._make_volume_view is not None:
            self.volume_view = self._make_volume_view()
            self.volume_view.setMinimumWidth(470)
            self._splitter.addWidget(self.volume_view)
            self._splitter.setStretchFactor(1, 1)
        if self.volume_view is not None:
            self.volume_view.setVisible(visible)
            self._show_in_volume_view()

    def _show_in_volume_view(self) -> None:
        """Draw the preview in 3D too; a hidden view is brought up to date when it is shown."""
        if self.volume_view is None or self._shown is None or not self.bar.is_volume_shown:
            return
        view, volume = cast(VolumeViewLike, self.volume_view), self._shown.volume
        view.set_volume(volume)
        view.set_banner(volume.provenance.banner if volume.provenance is not None else SYNTHETIC_BANNER)

    def _refresh_bar(self) -> None:
        self.bar.show_steps(self.steps, self._case.pair.subject if self._case is not None else "")

    def _lay_out(self) -> None:
        grid = QGridLayout(self._page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for row, canvases in enumerate(((*self.made, *self.reprojections), (*self.truth, *self.xrays))):
            grid.setRowStretch(row, 1)
            for column, canvas in enumerate(canvases):
                canvas.setMinimumHeight(118)
                grid.addWidget(canvas, row, column)
                grid.setColumnStretch(column, 1)
        for canvas in self.truth:
            canvas.title = tr("Truth")
            canvas.setAccessibleName(tr("{name} of the truth", name=canvas.accessibleName()))
            canvas.set_empty_text(tr("No CT"), tr("The run holds no CT of this case."))
        for canvas in (*self.reprojections, *self.xrays):
            canvas.set_empty_text(tr("No X-ray"), tr("The run holds no X-rays of this case."))
        self._page.setObjectName("stage")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area = QWidget()
        self._stack = QStackedLayout(area)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._page)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(area)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self._splitter, 1)
