"""Session files: what is saved comes back as it was, and nothing damaged, foreign or hostile comes in."""

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io import write_volume
from xr2ct_core.radiograph import ESTIMATED_ERROR
from xr2ct_viewer.models.alternatives import Alternative
from xr2ct_viewer.models.evidence import Evidence, EvidenceFacts
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.report_card import CardRow, ReportCard
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.session_changes import SessionChanges
from xr2ct_viewer.models.session_file.arrays import ArrayNames
from xr2ct_viewer.models.session_file.decode import load, missing_sources, peek
from xr2ct_viewer.models.session_file.encode import Encoder
from xr2ct_viewer.models.session_file.snapshot import snapshot_of
from xr2ct_viewer.models.session_file.write import write_folder, write_zip
from xr2ct_viewer.models.study import Study

EDIT = InputEdit(swap=True, frontal=ImageEdit(quarters=2, flip=True, pixel_mm=0.5), sad_mm=600.0)


def no_source(paths):
    raise AssertionError(f"{paths} were read although a copy is stored")


@pytest.fixture
def session(pair, tmp_path) -> Session:
    """Two studies: X-rays with a correction and results before and after it, and a CT."""
    generator = np.random.default_rng(0)
    image = generator.random(pair.frontal.image.shape, np.float32)
    xrays = Study("Müller, chest", pair=replace(pair, frontal=replace(pair.frontal, image=image)))
    xrays.paths = (tmp_path / "gone.json",)
    before = make_result(xrays)
    sigma_hu = generator.integers(0, 90, before.volume.hu.shape, np.int16)
    xrays.add_result(replace(before, uncertainty_hu=sigma_hu, warnings=("Far off.",)))
    xrays.set_edit(EDIT)
    after = make_result(xrays, "template")
    metrics = {"psnr_frontal_db": float("inf"), "ncc_frontal": float("nan")}
    xrays.add_result(replace(after, run_name="run-7", summary=after.summary.model_copy(update={"metrics": metrics})))
    ct_hu = make_ct()
    ct_hu.hu[1, 2, 3] = 7
    ct = Study("A CT", ct=ct_hu, paths=(tmp_path / "ct.nii.gz",))
    session = Session()
    session.add(xrays)
    session.add(ct)
    session.select(xrays)
    return session


def saved(session, path: Path, copies="all", view=None, parts=None) -> Path:
    encoder = Encoder(ArrayNames(), copies)
    document = encoder.document(snapshot_of(session, view or {}, parts or {}))
    (write_zip if path.suffix else write_folder)(path, document, encoder.arrays)
    return path


@pytest.mark.parametrize("name", ["case.xr2ct", "case"])
def test_everything_comes_back_as_it_was(session, tmp_path, name):
    path = saved(session, tmp_path / name, view={"slices": {"zoom": 2.0}}, parts={"marks": lambda study: [study.title]})
    loaded = load(path, no_source)
    assert loaded.document.view == {"slices": {"zoom": 2.0}} and loaded.document.layout == session.layout
    assert [one.parts for one in loaded.studies] == [{"marks": ["Müller, chest"]}, {"marks": ["A CT"]}]
    old, (new, ct) = session.studies[0], (one.study for one in loaded.studies)
    assert (new.id, new.title, new.paths, new.edit) == (old.id, old.title, old.paths, EDIT)
    assert new.pair.geometry == old.pair.geometry and new.source_pair.geometry == old.source_pair.geometry
    assert np.array_equal(new.pair.frontal.image, old.pair.frontal.image)
    assert list(new.results) == ["tv", "template-run-7"] and new.current_method == "template-run-7"
    for key, result in new.results.items():
        was = old.results[key]
        assert result.volume.affine == was.volume.affine and result.volume.provenance == was.volume.provenance
        assert result.volume.hu.dtype == np.int16 and np.array_equal(result.volume.hu, was.volume.hu)
        assert (result.edit, result.warnings, result.geometry) == (was.edit, was.warnings, was.geometry)
        assert all(map(np.array_equal, result.reprojections, was.reprojections))
    assert np.array_equal(new.results["tv"].uncertainty_hu, old.results["tv"].uncertainty_hu)
    assert new.results["template-run-7"].summary.metrics["psnr_frontal_db"] == float("inf")
    assert ct.ct.affine == session.studies[1].ct.affine and ct.pair is None


def test_a_true_ct_that_is_shown_is_shown_again(session, tmp_path):
    study = session.studies[0]
    study.set_truth(make_ct())
    study.show("truth")
    new = load(saved(session, tmp_path / "case.xr2ct"), no_source).studies[0].study
    assert new.shown == "truth" and np.array_equal(new.volume.hu, study.truth.hu)


def test_a_true_ct_that_is_shown_from_its_file_is_shown_again_as_long_as_it_can_be_read(session, tmp_path):
    study, truth, path = session.studies[0], make_ct(), tmp_path / "truth.nii.gz"
    write_volume(truth, path)
    study.source_pair = replace(study.source_pair, truth_path=path)
    study.set_truth(truth)
    study.show("truth")
    file = saved(session, tmp_path / "case.xr2ct", copies="xrays")

    def opened():
        return load(file, no_source).studies[0].study

    assert opened().shown == "truth" and np.array_equal(opened().volume.hu, truth.hu)
    path.write_bytes(b"no volume")
    assert opened().shown == "result" and opened().truth is None
    path.unlink()
    assert opened().shown == "result" and opened().is_truth_lost


def test_what_was_asked_about_a_result_comes_back_with_it(session, tmp_path):
    result = session.studies[0].result
    generator = np.random.default_rng(1)
    determined_hu, other_hu = (generator.integers(-900, 900, result.volume.hu.shape, np.int16) for _ in range(2))
    insights = result.insights
    insights.land("evidence", Evidence(determined_hu, EvidenceFacts(64, 32, 20, 0.3, 0.9)))
    insights.land("alternatives", (Alternative(replace(result.volume, hu=other_hu), 40.0, 41.5, 90.0),))
    row = CardRow("tv", "Two views", False, {"psnr_3d_db": 21.5})
    insights.land("card", ReportCard((row,), True, "Better than blur.", ("One note.",)))
    new = load(saved(session, tmp_path / "case.xr2ct"), no_source).studies[0].study.result.insights
    assert np.array_equal(new.evidence.determined_hu, determined_hu) and new.evidence.facts == insights.evidence.facts
    assert np.array_equal(new.alternatives[0].volume.hu, other_hu)
    assert new.alternatives[0].volume.provenance == result.volume.provenance
    assert new.alternatives[0].agreement == insights.alternatives[0].agreement
    assert new.card == insights.card and new.answered == ("evidence", "alternatives", "card")


def test_evidence_of_another_size_is_refused(session, tmp_path):
    insights = session.studies[0].result.insights
    insights.land("evidence", Evidence(np.zeros((2, 2, 2), np.int16), EvidenceFacts(8, 4, 4, 0.3, 0.9)))
    with pytest.raises(BadInputError, match="another size"):
        load(saved(session, tmp_path / "case.xr2ct"), no_source)


def test_an_answer_makes_a_saved_session_unsaved_until_it_is_saved_again(session):
    changes = SessionChanges(session, {})
    changes.mark_saved()
    told = []
    changes.changed.connect(lambda: told.append(changes.is_unsaved))
    insights = session.studies[0].result.insights
    insights.begin("card")
    assert not told
    insights.land("card", ReportCard((CardRow("tv", "Two views", False, {}),), False, "", ()))
    assert told == [True]


def test_another_name_of_a_study_makes_a_saved_session_unsaved_until_it_is_taken_back(session):
    changes = SessionChanges(session, {})
    changes.mark_saved()
    session.studies[0].rename("Another name")
    assert changes.is_unsaved
    session.studies[0].steps.undo()
    assert not changes.is_unsaved


def test_results_stay_tied_to_the_corrections_they_were_made_with(session, tmp_path):
    study = load(saved(session, tmp_path / "case.xr2ct"), no_source).studies[0].study
    assert not study.result_is_stale
    study.show_method("tv")
    assert study.result_is_stale
    assert not study.steps.can_undo, "opening a session is no step"


def test_a_session_is_plain_files_that_say_the_volumes_are_synthetic(session, tmp_path):
    folder = saved(session, tmp_path / "case")
    assert "SYNTHETIC" in json.loads((folder / "session.json").read_text())["notice"]
    arrays = sorted(path.name for path in (folder / "arrays").iterdir())
    assert all(np.load(folder / "arrays" / name, allow_pickle=False).size for name in arrays)
    assert any(name.startswith("Muller-chest-tv-volume-") for name in arrays)


def test_saving_again_writes_only_what_is_new_and_removes_what_is_gone(session, tmp_path):
    folder = saved(session, tmp_path / "case")
    first = {path: path.stat().st_mtime_ns for path in (folder / "arrays").iterdir()}
    session.close(session.studies[1])
    result = session.studies[0].result
    hu = np.full_like(result.volume.hu, 40)
    session.studies[0].add_result(replace(result, method_id="map", volume=replace(result.volume, hu=hu)))
    saved(session, folder)
    second = {path: path.stat().st_mtime_ns for path in (folder / "arrays").iterdir()}
    assert all(first[path] == second[path] for path in first.keys() & second.keys())
    assert len(second.keys() - first.keys()) == 1 and len(first.keys() - second.keys()) == 1
    assert "map-run-7" in load(folder, no_source).studies[0].study.results


def test_without_copies_the_files_are_read_again(session, pair, tmp_path):
    path = saved(session, tmp_path / "case.xr2ct", copies="none")
    for name in ("gone.json", "ct.nii.gz"):
        (tmp_path / name).touch()
    read = {"gone.json": lambda: Study("", pair=pair), "ct.nii.gz": lambda: Study("", ct=make_ct())}
    loaded = load(path, lambda paths: read[paths[0].name]())
    assert [one.study.title for one in loaded.studies] == ["Müller, chest", "A CT"]
    assert loaded.studies[0].study.edit == EDIT and not loaded.left_out


def test_missing_files_are_found_elsewhere_or_the_results_are_shown_alone(session, pair, tmp_path):
    path = saved(session, tmp_path / "case.xr2ct", copies="none")
    assert [study.title for study in missing_sources(peek(path))] == ["Müller, chest", "A CT"]
    alone = load(path, no_source)
    assert [one.study.title for one in alone.studies] == ["Müller, chest"] * 2, "one for each way it was corrected"
    assert [list(one.study.results) for one in alone.studies] == [["tv"], ["template-run-7"]]
    assert all(not one.study.result_is_stale and one.study.edit.is_identity for one in alone.studies)
    assert [study.title for study in alone.left_out] == ["A CT"] and len(alone.notes) == 1
    found = {study.id: (tmp_path / "elsewhere",) for study in missing_sources(peek(path))}
    read = iter((Study("", pair=pair), Study("", ct=make_ct())))
    relinked = load(path, lambda paths: next(read), found)
    assert [one.study.paths for one in relinked.studies] == [(tmp_path / "elsewhere",)] * 2 and not relinked.left_out
    swapped = iter((Study("", ct=make_ct()),))
    with pytest.raises(BadInputError, match="not two X-rays"):
        load(path, lambda paths: next(swapped), found)


def test_line_integrals_that_were_estimated_stay_so_in_a_session(session, tmp_path):
    """Otherwise the next reconstruction would believe them as if they had been measured."""
    study, errors = session.studies[0], (ESTIMATED_ERROR, 0.0)
    for key, result in study.results.items():
        study.results[key] = replace(result, summary=result.summary.model_copy(update={"input_errors": errors}))
    alone = load(saved(session, tmp_path / "none.xr2ct", copies="none"), no_source).studies
    assert [[image.error for image in one.study.pair.radiographs] for one in alone] == [list(errors)] * 2
    again = Session()
    again.add(alone[0].study)
    copied = load(saved(again, tmp_path / "all.xr2ct"), no_source).studies[0].study
    assert [image.error for image in copied.source_pair.radiographs] == list(errors)


def test_xrays_that_will_be_gone_are_copied_even_if_copies_are_not_wanted(session, tmp_path):
    encoder = Encoder(ArrayNames(), "none", transient=tmp_path)
    document = encoder.document(snapshot_of(session, {}, {}))
    assert all(study.has_copy for study in document.studies)


def rewritten(path: Path, change) -> Path:
    """The session with another description."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    description = json.loads(contents["session.json"])
    change(description)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**contents, "session.json": json.dumps(description)}.items():
            archive.writestr(name, content)
    return path


def first_volume(description: dict) -> dict:
    return description["studies"][0]["results"][0]["volume"]["hu"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(version=2), "newer version"),
        (lambda d: d.update(format="zip"), "not a session"),
        (lambda d: d["studies"][0].pop("title"), "damaged at studies.0.title"),
        (lambda d: first_volume(d).update(file="../../etc/passwd"), "damaged"),
        (lambda d: first_volume(d).update(file="arrays/..npy/x.npy"), "damaged"),
        (lambda d: first_volume(d).update(file="arrays/absent.npy"), "absent.npy"),
        (lambda d: first_volume(d).update(sha256="0" * 64), "is damaged"),
        (lambda d: d["studies"][0]["results"][0]["uncertainty"].update(first_input(d)), "another size"),
        (lambda d: d["studies"][0]["pair"]["geometry"]["frontal"].update(sdd_mm=1.0), "source cannot be"),
    ],
)
def test_a_description_that_is_wrong_is_refused_in_a_sentence(session, tmp_path, change, words):
    path = rewritten(saved(session, tmp_path / "case.xr2ct"), change)
    with pytest.raises(Xr2ctError, match=words):
        load(path, no_source)


def first_input(description: dict) -> dict:
    return description["studies"][0]["results"][0]["inputs"][0]


def test_unknown_keys_of_a_later_program_are_ignored(session, tmp_path):
    def by_a_later_one(description: dict) -> None:
        result = description["studies"][0]["results"][0]
        for part in (description, result, result["summary"], result["volume"]["provenance"]):
            part["mood"] = "good"

    path = rewritten(saved(session, tmp_path / "case.xr2ct"), by_a_later_one)
    assert len(load(path, no_source).studies) == 2


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_off_file_is_refused_in_a_sentence(session, tmp_path, share):
    path = saved(session, tmp_path / "case.xr2ct")
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(BadInputError, match="damaged or incomplete"):
        load(path, no_source)


def test_a_changed_byte_and_pickled_objects_are_refused(session, tmp_path):
    folder = saved(session, tmp_path / "case")
    array = next((folder / "arrays").glob("*tv-volume*"))
    content = bytearray(array.read_bytes())
    content[-1] ^= 1
    array.write_bytes(content)
    with pytest.raises(BadInputError, match="damaged"):
        load(folder, no_source)
    np.save(array, np.array([{"evil": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(BadInputError, match="damaged"):
        load(folder, no_source)


def test_a_link_out_of_the_folder_is_not_followed(session, tmp_path):
    folder = saved(session, tmp_path / "case")
    array = next((folder / "arrays").glob("*tv-volume*"))
    shutil.move(array, tmp_path / "outside.npy")
    array.symlink_to(tmp_path / "outside.npy")
    with pytest.raises(BadInputError, match="leads out"):
        load(folder, no_source)


def test_a_zip_bomb_is_not_unpacked(session, tmp_path):
    path = saved(session, tmp_path / "case.xr2ct")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("session.json", b" " * (65 << 20))
    with pytest.raises(BadInputError, match="more than this program reads"):
        load(path, no_source)


def test_a_failed_save_leaves_the_old_file(session, tmp_path, monkeypatch):
    path = saved(session, tmp_path / "case.xr2ct")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xr2ct_viewer.models.session_file.write._write_npy", full)
    with pytest.raises(Xr2ctError, match="no room"):
        saved(session, path)
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["case.xr2ct"]
