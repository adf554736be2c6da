"""The right column of the Read workspace: the views, and above them the lens through which a result is looked at.

Invariants: one lens at a time; leaving a lens gives up what was being worked out for it; an answer shows only while
its own result is in front. Uncertainty stays on from result to result, the other lenses end with their result.
"""

from collections.abc import Callable, Mapping
from typing import Final, get_args

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from xr2ct_core.protocol.tasks import DeviceChoice
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.insights import InsightName
from xr2ct_viewer.models.lens import LENS_TITLES, Lens, LensName
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.truth import card_of
from xr2ct_viewer.panels.lens_bar import LensBar
from xr2ct_viewer.services.insights import InsightService
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.card_view import CardView
from xr2ct_viewer.views.viewport_grid import ViewportGrid

ASKED: Final[tuple[InsightName, ...]] = get_args(InsightName)
"""Lenses whose content the worker works out on first use."""


class ReadStage(QWidget):
    """Views, lens bar and report card. `failed` carries a `Xr2ctError` and details."""

    failed = Signal(object, str)

    def __init__(
        self, session: Session, grid: ViewportGrid, service: InsightService, theme: Theme, lens: Lens | None = None
    ) -> None:
        super().__init__()
        self.lens = lens or Lens()
        self._session, self._grid, self.service, self._theme = session, grid, service, theme
        self._study: Study | None = None
        self._result: StudyResult | None = None
        self._device: Callable[[], DeviceChoice] = lambda: "auto"
        self.card = CardView(theme)
        self.card.back_requested.connect(self.leave)
        self._pages = QStackedWidget()
        self._pages.addWidget(grid)
        self._pages.addWidget(self.card)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.addWidget(self._pages)
        self._beside.setStretchFactor(0, 1)
        self._beside.setChildrenCollapsible(False)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._beside, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._row, 1)
        service.failed.connect(self.failed)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do."""
        return {f"view.{name}": lambda name=name: self.choose(name) for name in LENS_TITLES}

    def assemble(self, hub: ActionHub, device: Callable[[], DeviceChoice]) -> None:
        """Make the bar, which needs the commands; `device` tells where to compute."""
        self._hub, self._device = hub, device
        self.bar = LensBar(self.lens, self._grid.slices, hub, self._theme)
        self.bar.cancel_requested.connect(self.leave)
        self._column.insertWidget(0, self.bar)
        self.lens.events.name.connect(self.refresh)
        self.lens.events.opacity.connect(self._grid.set_overlay_opacity)
        self._session.layout_changed.connect(self._on_layout)
        self._session.studies_changed.connect(self._drop_closed)

    def add_left(self, bar: QWidget) -> None:
        """Put a narrow bar at the left of the views."""
        self._row.insertWidget(0, bar)

    def add_right(self, panel: QWidget) -> None:
        """Put a panel of adjustable width at the right of the views; hidden ones take no room."""
        self._beside.addWidget(panel)
        self._beside.setStretchFactor(self._beside.count() - 1, 0)

    def add_below(self, panel: QWidget) -> None:
        """Put a panel below the views; hidden ones take no room."""
        self._column.addWidget(panel)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being worked out for the result in front."""
        return self._result is None or not any(self._result.insights.asking(name) for name in ASKED)

    def choose(self, name: LensName) -> None:
        """Look through a lens, or, if it is chosen already, at the plain result again."""
        study, result = self._session.current, self._result
        if study is None or result is None or study.shown != "result" or name == self.lens.name:
            self.leave()
            return
        self.leave()
        if self._session.layout == "compare":
            self._session.set_layout("mpr")
        if name in ASKED:
            self.service.ask(study, result, name, self._device())
            if not result.insights.has(name) and result.insights.asking(name) is None:
                return
        self.lens.name = name

    def leave(self) -> None:
        """Back to the result as it is; what was being worked out is given up."""
        name, result = self.lens.name, self._result
        self.lens.reset()
        if name in ASKED and result is not None:
            self.service.cancel(result, name)
        self.refresh()

    def place_of_3d(self, ratio: float, view: str = "") -> QRect | None:
        """As of the grid; nowhere while the report card is shown."""
        is_card = self._pages.currentWidget() is self.card
        return None if is_card else self._grid.place_of_3d(ratio, view)

    def show_study(self, study: Study | None) -> None:
        """Follow the result in front; another result than before ends the lens that belonged to the last one."""
        result = study.result if study is not None else None
        self._study, before, self._result = study, self._result, result
        if result is not before:
            if before is not None:
                before.insights.changed.disconnect(self._on_insights)
                for name in ASKED:
                    self.service.cancel(before, name)
            if result is not None:
                result.insights.changed.connect(self._on_insights)
            if self.lens.name != "uncertainty":
                self.lens.reset()
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show the lens in use in the bar, in the commands and, for the report card, in place of the views."""
        result, name = self._result, self.lens.name
        card = card_of(self._study, result) if result is not None and name == "card" else None
        if card is not None and result is not None:
            self.card.show_card(card, f"{tr(result.title)} · {result.summary.grid_size}³")
        self._pages.setCurrentWidget(self._grid if card is None else self.card)
        self.bar.show_result(result)
        self.bar.set_active(self._study is not None and self._study.shown == "result")
        for known in LENS_TITLES:
            self._hub[f"view.{known}"].setChecked(known == name)

    def grab_image(self, ratio: float | None = None, view: str = "", *, in_3d: bool = True) -> QImage:
        """What is on screen, or one view of it, as a picture with the banner in its pixels.

        `ratio`: pixels a logical pixel, by default those of the screen; the report card has always those. `in_3d` as
        in `ViewportGrid.grab_image`.
        """
        if self._pages.currentWidget() is self.card and self._study is not None:
            return self.card.grab_image(self._study.banner)
        return self._grid.grab_image(ratio, view, in_3d=in_3d)

    def _on_insights(self) -> None:
        """An answer, progress, or the end of a question that brought none."""
        name = self.lens.name
        if name in ASKED and self._result is not None:
            insights = self._result.insights
            if not insights.has(name) and insights.asking(name) is None:
                self.lens.reset()
        self.refresh()

    def _on_layout(self) -> None:
        if self.lens.name == "card" or (self.lens.name != "none" and self._session.layout == "compare"):
            self.leave()

    def _drop_closed(self) -> None:
        self.service.keep_only({study.id for study in self._session.studies})
