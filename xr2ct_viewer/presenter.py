"""Keeps the window's parts in step with the session: which study is in front, what of it is shown, what may be done.

Invariant: only the study in front is followed; whatever changes in another one shows when that one is chosen.
"""

from psygnal import Signal

from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.toolbar import ViewToolbar
from xr2ct_viewer.models.jobs import Jobs
from xr2ct_viewer.models.known_volume import known_volume
from xr2ct_viewer.models.lens import Lens, shown_volume
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import has_synthetic_source
from xr2ct_viewer.panels.sidebar import Sidebar
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.viewport_grid import ViewportGrid
from xr2ct_viewer.widgets.banner import ResearchBanner


class Presenter:
    """From models to widgets, one direction only.

    `study_changed` fires when another study (or none) is in front, `volume_changed` before what is shown of it is.
    """

    study_changed = Signal(object)
    volume_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        grid: ViewportGrid,
        lens: Lens,
        sidebar: Sidebar,
        toolbar: ViewToolbar,
        banner: ResearchBanner,
        hub: ActionHub,
    ) -> None:
        self._session, self._jobs = session, jobs
        self._grid, self._lens, self._sidebar, self._toolbar = grid, lens, sidebar, toolbar
        self._banner, self._hub = banner, hub
        self._followed: Study | None = None
        session.current_changed.connect(self.refresh)
        session.layout_changed.connect(self.refresh_layout)
        jobs.changed.connect(self._refresh_job)
        for name in ("name", "on_slices", "in_3d", "supplied", "alternative"):
            lens.events[name].connect(self._refresh_lens)
        grid.slices.events.show_crosshair.connect(self._show_crosshair_state)
        self._show_crosshair_state(grid.slices.show_crosshair)

    def refresh(self) -> None:
        """Show the study in front with everything that belongs to it."""
        if self._followed is not None:
            self._followed.edited.disconnect(self._refresh_pair)
            self._followed.steps.changed.disconnect(self._refresh_context)
            self._followed.results_changed.disconnect(self._refresh_result)
            self._followed.shown_changed.disconnect(self._refresh_volume)
        study = self._followed = self._session.current
        if study is not None:
            study.edited.connect(self._refresh_pair)
            study.steps.changed.connect(self._refresh_context)
            study.results_changed.connect(self._refresh_result)
            study.shown_changed.connect(self._refresh_volume)
        self._sidebar.show_study(study)
        self.study_changed.emit(study)
        self._refresh_pair()
        self._refresh_result()
        self._grid.slices.centre_on(study.volume if study is not None else None)
        self._grid.fit()
        self.refresh_layout()
        self._refresh_job()

    def refresh_layout(self) -> None:
        self._grid.set_layout(self._session.layout)
        self._toolbar.show_layout(self._session.layout)

    def refresh_shown(self) -> None:
        """Say in the toolbar and menu whether the result or the true CT is shown."""
        study = self._session.current
        self._toolbar.show_study(study)
        self._hub["view.truth"].setChecked(study is not None and study.shown == "truth")
        is_synthetic = has_synthetic_source(study)
        words = (marked("Show the true CT"), marked("Show the source volume (synthetic)"))
        self._hub["view.truth"].setText(tr(words[is_synthetic]))

    def _refresh_pair(self) -> None:
        study = self._session.current
        self._grid.show_pair(study.placed_pair if study is not None else None)
        self._refresh_lens()
        self._sidebar.reconstruct.show_study(study)
        self._refresh_context()

    def _refresh_result(self) -> None:
        study = self._session.current
        self._sidebar.reconstruct.show_study(study)
        self._refresh_volume()

    def _refresh_volume(self) -> None:
        study = self._session.current
        self.volume_changed.emit(study)
        if study is not None and study.placed_pair is not None:
            self._grid.place_pair(study.placed_pair.geometry)
        self._refresh_lens()
        sentence = study.banner if study is not None else RESEARCH_BANNER
        self._grid.set_banner(sentence, has_synthetic_xrays=has_synthetic_source(study))
        self._banner.set_sentence(sentence)
        self.refresh_shown()
        self._refresh_context()

    def _refresh_lens(self) -> None:
        self._grid.show_volume(shown_volume(self._session.current, self._lens))

    def _refresh_job(self) -> None:
        study = self._session.current
        self._sidebar.studies.show_jobs(self._jobs.running)
        self._sidebar.show_job(self._jobs.of_study(study.id) if study is not None else None)
        self._refresh_context()

    def _refresh_context(self) -> None:
        study = self._session.current
        self._hub.update(
            has_study=study is not None,
            has_pair=study is not None and study.pair is not None,
            has_ct=study is not None and study.ct is not None,
            has_known_volume=study is not None and known_volume(study) is not None,
            has_volume=study is not None and study.volume is not None,
            shows_volume=shown_volume(study, self._lens).volume is not None,
            has_result=study is not None and study.result is not None,
            shows_result=study is not None and study.result is not None and study.shown == "result",
            has_truth=study is not None and study.has_truth,
            can_compare=study is not None and study.is_comparable,
            is_running=study is not None and self._jobs.of_study(study.id) is not None,
            is_corrected=study is not None and not study.edit.is_identity,
            can_undo=study is not None and study.steps.can_undo,
            can_redo=study is not None and study.steps.can_redo,
        )

    def _show_crosshair_state(self, visible: bool) -> None:
        self._hub["view.crosshair"].setChecked(visible)
