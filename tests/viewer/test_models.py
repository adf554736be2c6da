"""Session, study, jobs and settings, without any window."""

import json
from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.jobs import Job, Jobs, remaining_in_words
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult

GRID = WorkingGrid(8)


def make_ct() -> Volume:
    return Volume.on_grid(np.zeros(GRID.shape_zyx, np.int16), GRID)


def make_result(study: Study, method: str = "tv") -> StudyResult:
    provenance = Provenance(kind="reconstruction", synthetic=True, method_id=method)
    summary = ReconstructSummary(
        subject="",
        method=method,
        grid_size=8,
        cube_mm=320.0,
        device="cpu",
        seconds=1.0,
        timings_s={},
        peak_memory_bytes=0,
        metrics={},
        notes=(),
        provenance=provenance.model_dump(),
    )
    images = tuple(radiograph.image for radiograph in study.pair.radiographs)
    volume = Volume.on_grid(np.full(GRID.shape_zyx, -1000, np.int16), GRID, provenance)
    return StudyResult(method, volume, None, images, images, study.pair.geometry, study.edit, summary)


def test_a_study_needs_a_pair_or_a_ct_and_not_both(pair):
    with pytest.raises(ValueError, match="pair"):
        Study("none")
    with pytest.raises(ValueError, match="pair"):
        Study("both", pair=pair, ct=make_ct())


def test_a_result_becomes_stale_when_the_inputs_are_corrected_and_fresh_again_on_undo(pair):
    study = Study("case", pair=pair)
    study.add_result(make_result(study))
    assert not study.result_is_stale
    study.set_edit(InputEdit(swap=True))
    assert study.result_is_stale
    study.steps.undo()
    assert not study.result_is_stale


def test_an_impossible_correction_changes_nothing(pair):
    study = Study("case", pair=pair)
    with pytest.raises(Xr2ctError):
        study.set_edit(InputEdit(sad_mm=5000.0))
    assert study.edit.is_identity and study.pair is pair and not study.steps.can_undo


def test_the_xrays_stand_where_the_shown_result_took_them_to(pair):
    study = Study("case", pair=pair)
    told = make_result(study)
    study.add_result(told)
    assert study.placed_pair is pair
    higher = replace(pair.geometry, lateral=replace(pair.geometry.lateral, shift_mm=(0.0, 0.0, 12.0)))
    study.add_result(replace(told, method_id="template", geometry=higher))
    placed = study.placed_pair
    assert placed.geometry == higher and placed.frontal is pair.frontal and study.placed_pair is placed
    assert study.pair.geometry == pair.geometry
    study.show_method("tv")
    assert study.placed_pair is pair
    study.show_method("template")
    study.set_truth(make_ct())
    study.show("truth")
    assert study.placed_pair is pair
    study.show("result")
    study.set_edit(InputEdit(swap=True))
    assert study.placed_pair is study.pair


def test_the_banner_says_synthetic_for_a_result_and_not_for_the_true_ct(pair):
    study = Study("case", pair=pair)
    assert study.banner == RESEARCH_BANNER
    study.add_result(make_result(study))
    assert study.banner == SYNTHETIC_BANNER
    study.set_truth(make_ct())
    study.show("truth")
    assert study.volume is study.truth and study.banner == RESEARCH_BANNER


def test_results_of_several_methods_stay_side_by_side(pair):
    study = Study("case", pair=pair)
    study.add_result(make_result(study, "tv"))
    study.add_result(make_result(study, "template"))
    assert study.result.method_id == "template"
    study.show_method("tv")
    assert study.result.method_id == "tv"
    study.show_method("unknown")
    assert study.result.method_id == "tv"


def test_closing_the_front_study_brings_its_neighbour_forward(pair):
    session = Session()
    studies = [Study(name, pair=pair) for name in "abc"]
    for study in studies:
        session.add(study)
    session.select(studies[1])
    session.close(studies[1])
    assert session.current is studies[2]
    session.close(studies[2])
    assert session.current is studies[0]
    session.close(studies[0])
    assert session.current is None and session.find(studies[0].id) is None


def test_a_ct_opens_in_the_slice_layout(pair):
    session = Session()
    session.add(Study("ct", ct=make_ct()))
    assert session.layout == "mpr"


def test_a_job_ends_once():
    jobs = Jobs()
    jobs.add(Job("j", "s", "reconstruct", "case"))
    jobs.update("j", phase="Fitting", fraction=1.7)
    assert jobs.of_study("s").fraction == 1.0 and jobs.of_study("s").phase == "Fitting"
    assert jobs.end("j") is not None
    assert jobs.end("j") is None and jobs.running == ()


def test_the_time_left_comes_from_the_worker_or_from_the_fraction_done():
    job = Job("j", "s", "reconstruct", "case", fraction=0.5)
    job.started -= 10.0
    assert job.remaining_s == pytest.approx(10.0, abs=0.5)
    job.eta_s = 3.0
    assert job.remaining_s == 3.0


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "nearly done"), (20.0, "about 20 s left"), (180.0, "about 3 min left")]
)
def test_time_left_is_said_in_words(seconds, words):
    assert remaining_in_words(seconds) == words


def test_settings_come_back(tmp_path):
    Settings(tmp_path / "s.json").update(theme="light", grid_size=64)
    again = Settings(tmp_path / "s.json").data
    assert (again.theme, again.grid_size) == ("light", 64)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"theme": "pink"}', "\x00\x01", '{"recent": 3}'])
def test_damaged_settings_give_the_defaults_and_are_kept_aside(tmp_path, damage):
    path = tmp_path / "s.json"
    path.write_text(damage, encoding="utf-8")
    settings = Settings(path)
    assert settings.data.theme == "dark"
    assert path.with_suffix(".damaged").read_text(encoding="utf-8") == damage
    settings.update(theme="light")
    assert json.loads(path.read_text(encoding="utf-8"))["theme"] == "light"


def test_invalid_values_are_not_stored(tmp_path):
    settings = Settings(tmp_path / "s.json")
    settings.update(theme="pink")
    assert settings.data.theme == "dark"


def test_settings_that_cannot_be_written_do_not_disturb(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "s.json")
    settings.update(theme="light")
    assert settings.data.theme == "light"


def test_recent_cases_are_newest_first_without_repeats_or_lost_files(tmp_path):
    settings = Settings(tmp_path / "s.json")
    paths = [tmp_path / f"{name}.json" for name in "abc"]
    for path in paths:
        path.write_text("{}", encoding="utf-8")
        settings.add_recent((path,))
    settings.add_recent((paths[0],))
    paths[1].unlink()
    assert settings.recent_groups() == ((paths[0],), (paths[2],))
