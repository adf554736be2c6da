"""What one more X-ray buys: a curve over their number, and beside the true slices those made from so many of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import WINDOW_PRESETS, SliceDisplay
from xr2ct_viewer.models.frames import Orientation
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.more_views import COUNTS, PAIR, SCORES, FromViews, Score, curve_of
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.bench_plan import BenchPlan
from xr2ct_viewer.widgets.line_plot import LinePlot, PlotLine
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

WORDS: Final = marked(
    "The known volume is projected from tubes spread over half a turn and reconstructed from these X-rays alone,"
    " without anything learned (total variation)."
)
_ORIENTATIONS: Final[tuple[Orientation, ...]] = ("axial", "coronal")


class MoreViewsPanel(QWidget):
    """`asked` wants it measured, `cancelled` wants that stopped."""

    asked = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: dict[int, FromViews] = {}
        self.shown = 2
        self._setup = BenchSetup.preset("x2ct")
        self._is_running = False
        self.plan = BenchPlan()
        self.plan.setAccessibleName(tr("Where the tubes stand"))
        self.plot = LinePlot(tr("Accuracy by the number of X-rays"), theme, counts=True)
        self.plot.setMinimumHeight(170)
        self.plot.clicked.connect(lambda count: self.choose(round(count)))
        self.score = QComboBox()
        self.score.setAccessibleName(tr("Measure"))
        for score in SCORES:
            self.score.addItem(tr(score.title), score)
        self.score.currentIndexChanged.connect(self._draw)
        self.count = QComboBox()
        self.count.setAccessibleName(tr("Number of X-rays"))
        self.count.setToolTip(tr("Whose slices are shown; a click into the curve chooses too"))
        for count in COUNTS:
            self.count.addItem(tr("1 X-ray") if count == 1 else tr("{count} X-rays", count=count), count)
        self.count.addItem(tr("Your two X-rays"), PAIR)
        self.count.currentIndexChanged.connect(lambda: self.choose(self.count.currentData()))
        self.start = QPushButton(tr("Measure"))
        self.start.setObjectName("compactPrimary")
        self.start.setToolTip(tr("Takes a minute or two; what is done shows at once"))
        self.start.clicked.connect(self._press)
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.hide()
        self.pair_label = muted_label()
        self._displays = SliceDisplay(window_level=WINDOW_PRESETS["Chest"])
        self._true = {name: SliceCanvas(name, self._displays) for name in _ORIENTATIONS}
        self.made = {name: SliceCanvas(name, self._displays) for name in _ORIENTATIONS}
        for canvas in self.made.values():
            canvas.set_banner(SYNTHETIC_BANNER)
        self._lay_out()
        self.choose(self.shown)

    # What is shown

    def set_volume(self, volume: Volume) -> None:
        """The known volume on the cube."""
        self._displays.centre_on(volume)
        for canvas in self._true.values():
            canvas.set_volume(volume)
        size = volume.shape_zyx[0]
        self.plan.set_slice(volume.hu[size // 2])

    def set_setup(self, setup: BenchSetup) -> None:
        """Whose tubes these are; what was measured with others is put away."""
        if setup.geometry != self._setup.geometry:
            self.found.clear()
        self._setup = setup
        self._refresh()

    def add(self, found: FromViews) -> None:
        """One more reconstruction."""
        self.found[found.count] = found
        self._refresh()

    def move_on(self, fraction: float) -> None:
        self._bar.setValue(round(1000 * fraction))

    def show_running(self, is_running: bool) -> None:
        """Whether it is being measured."""
        self._is_running = is_running
        self._bar.setVisible(is_running)
        self._bar.setValue(0)
        self.start.setText(tr("Cancel") if is_running else tr("Measure"))

    def choose(self, count: int) -> None:
        """Show what was made from so many X-rays."""
        self.shown = count
        self.count.setCurrentIndex(self.count.findData(count))
        self._refresh()

    # Parts

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.addWidget(self.start)
        controls.addWidget(self._bar, 1)
        controls.addStretch(0)
        controls.addWidget(QLabel(tr("Curve")))
        controls.addWidget(self.score)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(muted_label(tr(WORDS)))
        column.addWidget(self.plan, 3)
        column.addLayout(controls)
        column.addWidget(self.plot, 2)
        column.addWidget(self.pair_label)
        right = QWidget()
        grid = QGridLayout(right)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        heading = QLabel(tr("True volume"))
        heading.setObjectName("number")
        grid.addWidget(heading, 0, 0)
        grid.addWidget(self.count, 0, 1, Qt.AlignmentFlag.AlignLeft)
        for row, name in enumerate(_ORIENTATIONS, start=1):
            grid.addWidget(self._true[name], row, 0)
            grid.addWidget(self.made[name], row, 1)
            grid.setRowStretch(row, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([430, 660])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(split)

    # Reactions

    def _press(self) -> None:
        (self.cancelled if self._is_running else self.asked).emit()

    def _refresh(self) -> None:
        views = self._setup.geometry.views
        self.plan.set_views(views if self.shown == PAIR else views[0].around(self.shown))
        found = self.found.get(self.shown)
        for canvas in self.made.values():
            canvas.set_volume(None if found is None else _as_volume(found))
            canvas.set_empty_text(tr("Not measured yet"), tr("“Measure” reconstructs from 1 to 16 X-rays."))
            canvas.set_corner_lines(*_scores(found))
        self._draw()

    def _draw(self) -> None:
        score: Score = self.score.currentData()
        curve = curve_of(tuple(self.found.values()), score)
        lines = [PlotLine(tr(score.title), curve.counts, curve.values)] if len(curve.counts) else []
        self.plot.set_lines(lines, tr("X-rays"), tr(score.title), y_form=score.form)
        self.plot.setVisible(bool(lines))
        self.plot.set_mark(float(self.shown) if self.shown in curve.counts else None)
        self.pair_label.setText(_pair_in_words(self.found, score))
        self.pair_label.setVisible(bool(self.pair_label.text()))


def _as_volume(found: FromViews) -> Volume:
    grid = WorkingGrid(found.hu.shape[0])
    return Volume.on_grid(found.hu, grid, Provenance(kind="reconstruction", synthetic=True))


def _scores(found: FromViews | None) -> Sequence[str]:
    if found is None:
        return ()
    known = [score for score in SCORES[:3] if score.key in found.metrics]
    return [f"{tr(score.title)} {in_digits(score.form.format(found.metrics[score.key]))}" for score in known]


def _pair_in_words(found: dict[int, FromViews], score: Score) -> str:
    """How the two X-rays of the bench compare with two at right angles."""
    if PAIR not in found or score.key not in found[PAIR].metrics:
        return ""
    return tr(
        "Your two X-rays: {title} {value}",
        title=tr(score.title),
        value=in_digits(score.form.format(found[PAIR].metrics[score.key])),
    )
