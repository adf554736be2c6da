"""The virtual X-ray bench: tubes around a known volume, what they see while they are dragged, and what more would see.

It stays open beside the window: pairs made here open there as cases of their own.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.data.breath_field import NO_LUNGS
from xr2ct_core.provenance import SIMULATED_BANNER
from xr2ct_viewer.models.display import RadiographDisplay
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.more_views import COUNTS, PAIR
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.panels.bench.setup_form import TITLES, SetupForm
from xr2ct_viewer.services.bench import Bench, OnBench, Shadow
from xr2ct_viewer.services.screen_room import resize_within_screen
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.banner import ResearchBanner
from xr2ct_viewer.widgets.bench_plan import BenchPlan
from xr2ct_viewer.widgets.muted_label import muted_label
from xr2ct_viewer.widgets.radiograph_canvas import RadiographCanvas

if TYPE_CHECKING:
    from xr2ct_viewer.panels.bench.more_views import MoreViewsPanel

HINT: Final = marked("Drag a tube around the patient, nearer or farther; drag a detector. The X-rays follow.")
WHAT_IS_MADE: Final = marked("Opens as a case of its own, with this volume as its truth. It is simulated, and says so.")
PREPARING: Final = marked("Putting the volume on the bench…")
_FORM_PX: Final = 318


class BenchDialog(QDialog):
    """`asked` carries the `BenchSetup` of which a pair is wanted."""

    asked = Signal(object)

    def __init__(
        self, title: str, setup: BenchSetup, bench: Bench, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("X-ray bench: {title}", title=title))
        self._bench, self._theme = bench, theme
        self.setup = setup
        self.more: MoreViewsPanel | None = None
        self._on_bench: OnBench | None = None
        self.plan = BenchPlan()
        self.canvases = tuple(RadiographCanvas(RadiographDisplay(show_crosshair=False)) for _ in TITLES)
        for canvas in self.canvases:
            canvas.set_banner(SIMULATED_BANNER)
            canvas.set_empty_text(tr(PREPARING))
        self.form = SetupForm()
        self.make = QPushButton(tr("Make X-ray pair"))
        self.make.setObjectName("primary")
        self.make.setMinimumHeight(40)
        self.make.setAutoDefault(False)
        self.make.setEnabled(False)
        self.make.clicked.connect(lambda: self.asked.emit(self.setup))
        self.straight = QPushButton(tr("Straighten"))
        self.straight.setAutoDefault(False)
        self.straight.setToolTip(tr("Nothing turned, tilted or moved, one breath; distances stay"))
        self.straight.clicked.connect(lambda: self._choose(self.setup.straightened))
        self.state, self.without_lungs = muted_label(), muted_label(tr(NO_LUNGS))
        self.tabs = QTabWidget()
        self.tabs.addTab(self._pair_page(), tr("Two X-rays"))
        self._more_page = QWidget()
        QVBoxLayout(self._more_page).setContentsMargins(0, 0, 0, 0)
        self.tabs.addTab(self._more_page, tr("What more X-rays bring"))
        self.tabs.currentChanged.connect(self._turn_page)
        banner = ResearchBanner()
        banner.set_sentence(SIMULATED_BANNER)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 8, 14, 12)
        inner.addWidget(self.tabs)
        layout.addLayout(inner, 1)
        layout.addWidget(banner)
        for part in (self.plan, self.form):
            part.moved.connect(self._move)
            part.chosen.connect(self._choose)
        bench.prepared.connect(self._show_volume)
        bench.projected.connect(self._show_shadows)
        resize_within_screen(self, 1280, 800)
        self._show(setup)

    @property
    def has_volume(self) -> bool:
        """Whether the volume is on the bench."""
        return self._on_bench is not None

    def show_state(self, words: str, *, is_busy: bool) -> None:
        """What became of the pair that was asked for."""
        self.state.setText(words)
        self.make.setEnabled(not is_busy and self.has_volume)

    # Parts

    def _pair_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(10)
        plan = QVBoxLayout()
        plan.addWidget(self.plan, 1)
        plan.addWidget(muted_label(tr(HINT)))
        row.addLayout(plan, 5)
        shadows = QVBoxLayout()
        shadows.setSpacing(4)
        for canvas in self.canvases:
            shadows.addWidget(canvas, 1)
        shadows.addWidget(self.without_lungs)
        row.addLayout(shadows, 3)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(scroll, 1)
        side.addWidget(self.straight)
        side.addWidget(self.make)
        side.addWidget(self.state)
        side.addWidget(muted_label(tr(WHAT_IS_MADE)))
        holder = QWidget()
        holder.setFixedWidth(_FORM_PX)
        side.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(side)
        row.addWidget(holder)
        return page

    def _made_more(self) -> "MoreViewsPanel":
        """The other page, with the plotting library it needs; made when it is first turned to."""
        if self.more is None:
            from xr2ct_viewer.panels.bench.more_views import MoreViewsPanel

            self.more = MoreViewsPanel(self._theme)
            layout = self._more_page.layout()
            assert layout is not None
            layout.addWidget(self.more)
            if self._on_bench is not None:
                self.more.set_volume(self._on_bench.coarse)
            self.more.asked.connect(self._measure)
            self.more.cancelled.connect(self._bench.give_up)
            self._bench.found.connect(self.more.add)
            self._bench.moved.connect(self.more.move_on)
            self._bench.ended.connect(lambda: self.more is not None and self.more.show_running(False))
        return self.more

    # Reactions

    def _show_volume(self, on_bench: OnBench) -> None:
        self._on_bench = on_bench
        self.plan.set_slice(on_bench.fine.hu[on_bench.fine.shape_zyx[0] // 2])
        self.make.setEnabled(True)
        self._tell_without_lungs()
        if self.more is not None:
            self.more.set_volume(on_bench.coarse)

    def _show_shadows(self, shadows: tuple[Shadow, Shadow]) -> None:
        for canvas, shadow, title in zip(self.canvases, shadows, TITLES.values(), strict=True):
            canvas.set_radiograph(shadow.image, shadow.view, tr(title), scale=shadow.scale)

    def _move(self, setup: BenchSetup) -> None:
        self._show(setup, is_moving=True)

    def _choose(self, setup: BenchSetup) -> None:
        self._show(setup)

    def _show(self, setup: BenchSetup, *, is_moving: bool = False) -> None:
        self.setup = setup
        self.plan.set_setup(setup)
        self.form.set_setup(setup)
        self.straight.setEnabled(setup != setup.straightened)
        self._tell_without_lungs()
        self._bench.project(setup, is_moving=is_moving)

    def _tell_without_lungs(self) -> None:
        """Say why another breath changes nothing, where it does not."""
        on_bench = self._on_bench
        self.without_lungs.setVisible(self.setup.breath_mm != 0.0 and on_bench is not None and not on_bench.can_breathe)

    def _turn_page(self, page: int) -> None:
        if page == 1:
            self._made_more().set_setup(self.setup)

    def _measure(self) -> None:
        self._made_more().show_running(True)
        self._bench.measure(self.setup, (PAIR, *COUNTS), "auto")
