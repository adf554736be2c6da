"""What a result is held against: it comes back with a session, may be missing, and is called what it is."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.viewer.test_models import GRID, make_ct, make_result
from xr2ct_core.batch.state import BatchSettings
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.models.comparison import volume_choices
from xr2ct_viewer.models.lens import Lens, shown_volume
from xr2ct_viewer.models.report_card import CardRow, ReportCard
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.session_file.arrays import ArrayNames
from xr2ct_viewer.models.session_file.decode import load
from xr2ct_viewer.models.session_file.encode import Encoder
from xr2ct_viewer.models.session_file.snapshot import snapshot_of
from xr2ct_viewer.models.session_file.write import write_zip
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import card_of, lost_truth, truth_title
from xr2ct_viewer.services.batch_contents import with_pairs
from xr2ct_viewer.services.job_files import read_projected
from xr2ct_viewer.services.opening import read_study
from xr2ct_viewer.services.pair_writing import write_with_truth
from xr2ct_viewer.services.sorting import OpenRequest
from xr2ct_viewer.workspaces.export_report import case_report
from xr2ct_viewer.workspaces.read_export import file_stem

PHANTOM = Provenance(kind="phantom", synthetic=True)
RECONSTRUCTION = Provenance(kind="reconstruction", synthetic=True, method_id="tv")


def made_of(provenance: Provenance, pair) -> Study:
    """A study as the window makes it of a volume."""
    study = Study("X-rays of it", pair=pair)
    hu = np.full(GRID.shape_zyx, -1000, np.int16)
    hu[2:6, 2:6, 2:6] = 40
    study.truth = Volume.on_grid(hu, GRID, provenance)
    return study


def saved_and_loaded(study: Study, path: Path, copies: str = "xrays") -> Study:
    session = Session()
    session.add(study)
    encoder = Encoder(ArrayNames(), copies)
    write_zip(path, encoder.document(snapshot_of(session, {}, {})), encoder.arrays)
    return load(path, lambda paths: read_study(OpenRequest("pair", paths))).studies[0].study


@pytest.mark.parametrize("copies", ["none", "xrays", "all"])
def test_the_truth_of_x_rays_made_here_comes_back_with_the_session(pair, tmp_path, copies):
    study = made_of(PHANTOM, pair)
    back = saved_and_loaded(study, tmp_path / "case.xr2ct", copies)
    assert back.has_truth and np.array_equal(back.truth.hu, study.truth.hu) and back.truth.provenance == PHANTOM
    again = read_pair(write_with_truth(back.pair, tmp_path / "inputs", back.truth))
    assert again.truth_path.is_file(), "a worker can measure against it"


def test_x_rays_made_here_need_none_of_their_files(pair, tmp_path):
    path = write_pair(pair, tmp_path / "project", made_of(RECONSTRUCTION, pair).truth)
    study = read_projected(path, "X-rays of it")
    for written in (tmp_path / "project").iterdir():
        written.unlink()
    assert study.has_truth and study.truth_path is None and study.truth.provenance.kind == "reconstruction"
    assert np.array_equal(study.pair.frontal.image, pair.frontal.image) and study.paths == ()


def test_a_true_ct_of_ones_own_is_kept_by_its_path(pair, tmp_path):
    path = write_pair(pair, tmp_path / "case", make_ct())
    study = read_study(OpenRequest("pair", (path,)), (path,))
    study.truth = make_ct()
    back = saved_and_loaded(study, tmp_path / "case.xr2ct")
    assert back.truth is None and back.truth_path == tmp_path / "case" / "ct.nii.gz"


def test_a_truth_that_is_gone_counts_as_none_with_one_sentence(pair, tmp_path):
    path = write_pair(pair, tmp_path / "case", make_ct())
    study = read_study(OpenRequest("pair", (path,)), (path,))
    assert study.has_truth and lost_truth(study) is None
    (tmp_path / "case" / "ct.nii.gz").unlink()
    for lost in (read_study(OpenRequest("pair", (path,)), (path,)), saved_and_loaded(study, tmp_path / "case.xr2ct")):
        assert not lost.has_truth and not volume_choices(lost)
        assert "ct.nii.gz" in lost_truth(lost) and "not there any more" in lost_truth(lost)
        assert read_pair(write_with_truth(lost.pair, tmp_path / "inputs", lost.truth)).truth_path is None


def test_the_path_of_a_truth_that_is_gone_is_kept_for_the_day_it_is_back(pair, tmp_path):
    path = write_pair(pair, tmp_path / "case", make_ct())
    study = read_study(OpenRequest("pair", (path,)), (path,))
    (tmp_path / "case" / "ct.nii.gz").rename(tmp_path / "elsewhere.nii.gz")
    lost = saved_and_loaded(study, tmp_path / "one.xr2ct")
    (tmp_path / "elsewhere.nii.gz").rename(tmp_path / "case" / "ct.nii.gz")
    assert not lost.has_truth and saved_and_loaded(lost, tmp_path / "two.xr2ct").has_truth


def test_a_batch_of_x_rays_made_here_holds_what_they_are_measured_against(pair, tmp_path):
    study = made_of(PHANTOM, pair)
    with_pairs(None, tmp_path, BatchSettings(method="tv"), [(study.title, study.pair, study.truth)])
    (written,) = tmp_path.rglob("pair.json")
    assert read_pair(written).truth_path.is_file() and json.loads(written.read_text())["truth"] == "ct.nii.gz"


def test_opening_a_pair_whose_truth_is_gone_says_so_in_the_status_bar(open_window, qtbot, pair, tmp_path):
    window, path, said = open_window(), write_pair(pair, tmp_path / "case", make_ct()), []
    (tmp_path / "case" / "ct.nii.gz").unlink()
    window.read.notice.connect(said.append)
    window.read.open_files((path,))
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=10_000)
    assert "ct.nii.gz" in said[-1] and not window.actions_hub["view.truth"].isEnabled()
    assert not window.findChildren(ErrorDialog)


def test_only_what_is_no_reconstruction_is_called_a_true_ct(pair):
    assert truth_title(made_of(PHANTOM, pair)) == "True CT"
    study = made_of(RECONSTRUCTION, pair)
    study.add_result(make_result(study))
    assert truth_title(study) == "Source volume (synthetic)"
    assert volume_choices(study)[0].title == "Source volume (synthetic)"
    row = CardRow("tv", "TV", False, {"psnr_3d_db": 20.0})
    study.result.insights.land("card", ReportCard((row,), True, "Fair.", ()))
    assert "true CT" not in card_of(study, study.result).limits
    study.show("truth")
    report = case_report(study, shown_volume(study, Lens()), study.banner)
    assert not any("true CT" in warning for warning in report.warnings)
    assert file_stem(study).endswith("synthetic-volume")


@pytest.mark.parametrize(("provenance", "banner"), [(PHANTOM, RESEARCH_BANNER), (RECONSTRUCTION, SYNTHETIC_BANNER)])
def test_x_rays_made_of_a_synthetic_volume_say_so(open_window, pair, provenance, banner):
    window = open_window()
    window.read.session.add(made_of(provenance, pair))
    is_synthetic = provenance is RECONSTRUCTION
    assert window.read.banner.text() == banner
    grid, panel = window.read.grid, window.read.sidebar.input
    assert [bool(canvas._banner) for canvas in (grid.frontal, grid.lateral)] == [is_synthetic] * 2
    assert (
        panel._origin.isVisibleTo(panel) == is_synthetic and ("Total variation" in panel._origin.text()) == is_synthetic
    )
    assert (window.actions_hub["view.truth"].text() == "Show the true CT") != is_synthetic
    assert (window.read.toolbar._truth.text() == "True CT") != is_synthetic
    assert ("synthetic" in window.read.toolbar._truth.toolTip()) == is_synthetic


@pytest.mark.parametrize(("provenance", "title"), [(None, "CT"), (PHANTOM, "CT"), (RECONSTRUCTION, "Synthetic volume")])
def test_an_exported_result_that_is_opened_again_is_no_ct(open_window, provenance, title):
    window = open_window()
    window.read.session.add(Study("opened", ct=replace(make_ct(), provenance=provenance)))
    panel = window.read.sidebar.ct
    assert panel._heading.text() == title and panel.accessibleName().endswith(title)
    assert ("this CT" in panel._why.text()) == (title == "CT") and panel._origin.isVisibleTo(panel) == (title != "CT")


def test_a_stale_result_is_marked_in_every_view_and_in_pictures(open_window, pair):
    window = open_window()
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    grid = window.read.grid
    assert {canvas._alert for canvas in grid.slice_canvases} == {""}
    window.read.sidebar.input.swap()
    assert {canvas._alert for canvas in grid.slice_canvases} == {"X-rays changed"}
    assert grid.axial._labels(grid.axial.transform(), is_export=False).tags == ("SYNTHETIC", "X-rays changed")
    assert "X-rays changed" in grid.volume._note.text() and grid._note == "X-rays changed."
    window.read.sidebar.input.swap()
    assert {canvas._alert for canvas in grid.slice_canvases} == {""} and not grid.volume._note.text()
