"""The draft of a volume in the window: shown while there is nothing better, told as one, never taken for a result."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from tests.viewer.conftest import make_pair
from tests.viewer.test_models import make_result
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.lens import DRAFT_ALERT, STALE_ALERT, Lens, shown_volume
from xr2ct_viewer.models.measure.subject import subject_of
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import Draft
from xr2ct_viewer.window import MainWindow


def make_draft(study: Study) -> Draft:
    provenance = Provenance(kind="reconstruction", synthetic=True, method_id="biplanar")
    return Draft(Volume.on_grid(np.full((4, 4, 4), 64, np.int16), WorkingGrid(4), provenance), study.edit)


def test_a_draft_is_shown_where_there_is_no_volume_and_says_what_it_is() -> None:
    study, lens, told = Study("Case", pair=make_pair()), Lens(), []
    study.shown_changed.connect(lambda: told.append(1))
    draft = make_draft(study)
    study.show_draft(draft)
    shown = shown_volume(study, lens)
    assert shown.volume is draft.volume and shown.for_3d is draft.volume
    assert shown.alert == DRAFT_ALERT and shown.note and shown.caption().startswith("Draft.")
    assert study.banner == SYNTHETIC_BANNER
    assert shown.finished is None and subject_of(study, lens).volume is None, "nothing is measured on it"
    assert study.volume is None and study.result is None and not study.has_work
    study.set_edit(InputEdit(swap=True))
    assert shown_volume(study, lens).alert == STALE_ALERT
    study.show_draft(None)
    study.show_draft(None)
    assert len(told) == 2 and shown_volume(study, lens).volume is None and study.banner == RESEARCH_BANNER


def test_a_result_takes_its_place_and_an_older_one_stays_in_front_of_it() -> None:
    study, lens = Study("Case", pair=make_pair()), Lens()
    study.show_draft(make_draft(study))
    study.add_result(make_result(study))
    assert study.draft is None and shown_volume(study, lens).volume is study.results["tv"].volume
    study.show_draft(make_draft(study))
    shown = shown_volume(study, lens)
    assert shown.volume is study.results["tv"].volume and not shown.is_draft and shown.finished is shown.volume


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    window = open_window("drafts")
    window.read.session.add(Study("Case", pair=make_pair()))
    return window


def reconstruct(window: MainWindow, qtbot) -> Study:
    """A run whose draft is on the screen."""
    study = window.read.session.current
    assert study is not None
    window.read.reconstruction.reconstruct(study, "tv", 32, "cpu")
    qtbot.waitUntil(lambda: study.draft is not None, timeout=10_000)
    return study


def test_in_the_window_it_comes_while_the_worker_goes_on_and_goes_when_the_result_lands(window, qtbot) -> None:
    grid, hub = window.read.grid, window.actions_hub
    assert not hub["slices.play"].isEnabled()
    study = reconstruct(window, qtbot)
    assert grid.axial.content.volume is study.draft.volume and study.draft.volume.spacing_zyx_mm[0] == 80.0
    assert int(study.draft.volume.hu.max()) == 64
    assert hub["slices.play"].isEnabled() and not hub["measure.lungs"].isEnabled() and not hub["view.card"].isEnabled()
    offered = window.read.grid.grab_image()
    assert not offered.isNull()
    grid.axial.pick(QPointF(grid.axial.width() / 3, grid.axial.height() / 3))
    at = grid.slices.crosshair_lps_mm
    assert at != (0.0, 0.0, 0.0)
    (pair_path,) = window.read.scratch.folder.rglob("pair.json")
    (pair_path.parent / "go on").touch()
    qtbot.waitUntil(lambda: study.result is not None, timeout=10_000)
    assert study.draft is None and grid.axial.content.volume is study.result.volume
    assert hub["measure.lungs"].isEnabled()
    assert grid.slices.crosshair_lps_mm == at, "who looked at a place of the draft goes on there"
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=10_000)


def test_it_goes_where_the_run_is_cancelled(window, qtbot) -> None:
    study = reconstruct(window, qtbot)
    window.read.reconstruction.cancel(study.id)
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=10_000)
    assert study.draft is None and window.read.grid.axial.content.volume is None


def test_a_draft_is_not_exported(window, qtbot) -> None:
    from xr2ct_viewer.workspaces.export_offer import export_offer

    study = reconstruct(window, qtbot)
    shown = shown_volume(study, window.read.stage.lens)
    offer = export_offer(study, window.read.grid, shown)
    assert (
        offer.shape_zyx is None
        and offer.reasons
        == export_offer(Study("Other", pair=make_pair()), window.read.grid, shown_volume(None, Lens())).reasons
    )
