"""A batch of pairs: what belongs to it, what comes next, what became of it, and going on after an interruption."""

import csv
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.keys import item_key
from xr2ct_core.batch.sources import read_list, sources_in
from xr2ct_core.batch.state import BatchItem, BatchSettings, BatchSource, BatchState
from xr2ct_core.corrections import ImageCorrection, PairCorrection
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.io import read_volume, write_pair
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.record import ProcessStamp

SETTINGS = BatchSettings(method="tv", grid_size=32)


@pytest.fixture
def cases(ball_pair, tmp_path) -> Path:
    """Three cases with the same images and different names."""
    for name in ("anna", "ben", "cleo"):
        write_pair(replace(ball_pair, subject=name), tmp_path / "cases" / name)
    return tmp_path / "cases"


@pytest.fixture
def batch(cases, tmp_path) -> Batch:
    made = Batch.at(tmp_path / "out", SETTINGS)
    made.add(sources_in([cases]))
    made.claim()
    return made


def landed(batch: Batch, name: str, tmp_path: Path, value: int = 7):
    """Do a case as the worker would."""
    prepared = batch.prepare(name, tmp_path / "scratch")
    provenance = Provenance(kind="reconstruction", synthetic=True, method_id="tv", subject=name)
    summary = ReconstructSummary(
        subject=name,
        method="tv",
        grid_size=32,
        cube_mm=320.0,
        device="cpu",
        seconds=1.5,
        timings_s={},
        peak_memory_bytes=1,
        metrics={"psnr_frontal_db": 41.25},
        notes=("A note.",),
        provenance=provenance.model_dump(mode="json"),
    )
    arrays = {"volume": np.full((32, 32, 32), value, np.int16), "uncertainty": np.full((32, 32, 32), 5, np.int16)}
    artifacts = {}
    for role, array in arrays.items():
        artifacts[role] = tmp_path / f"{role}.npy"
        np.save(artifacts[role], array)
    return batch.land(prepared, summary.model_dump(mode="json"), artifacts)


def states(batch: Batch) -> dict[str, str]:
    return {item.name: item.state for item in batch.state.items}


def test_cases_are_found_in_folders_of_pairs_and_of_images(cases, tmp_path):
    images = tmp_path / "more" / "dora"
    images.mkdir(parents=True)
    for name in ("lateral.png", "pa.png"):
        (images / name).touch()
    found = sources_in([cases, tmp_path / "more", cases / "anna" / "pair.json"])
    assert [name for name, _ in found] == ["anna", "ben", "cleo", "dora"]
    assert found[3][1].frontal == str(images / "lateral.png"), "which is which is told when they are read"
    for wrong, words in (
        (tmp_path / "absent", "no .*absent"),
        (tmp_path / "more" / "dora" / "pa.png", "no X-ray pairs"),
    ):
        with pytest.raises(BadInputError, match=words):
            sources_in([wrong])


def test_dicom_without_an_ending_makes_a_case(tmp_path):
    for name in ("anna/1.2.840.1", "anna/1.2.840.2", "anna/DICOMDIR"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"\0" * 128 + b"DICM")
    (tmp_path / "anna" / "report.pdf").write_bytes(b"%PDF")
    ((_, source),) = sources_in([tmp_path])
    assert [Path(str(path)).name for path in (source.frontal, source.lateral)] == ["1.2.840.1", "1.2.840.2"]


def test_a_table_names_cases_by_paths_relative_to_it(tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("name,pair,frontal,lateral\nAnna,a/pair.json,,\n,,b/pa.png,b/lat.png\n\n")
    (first, second) = read_list(table)
    assert first[0] == "Anna" and first[1].pair == str(tmp_path / "a" / "pair.json")
    assert second[0] == "b" and second[1].lateral == str(tmp_path / "b" / "lat.png")
    for text, words in (
        ("name\nx\n", "names no X-rays"),
        ("pair\n", "no cases"),
        ("frontal,lateral\na.png,\n", "Line 2"),
    ):
        table.write_text(text)
        with pytest.raises(BadInputError, match=words):
            read_list(table)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_may_be_as_spreadsheets_of_any_language_save_it(tmp_path, separator, encoding):
    lines = (("Frontal", "Lateral", "name"), ("a.png", "b.png", '"1,5 mm; thin"'))
    table = tmp_path / "list.csv"
    table.write_text("\r\n".join(separator.join(line) for line in lines), encoding=encoding)
    ((name, source),) = read_list(table)
    assert name == "1,5 mm; thin" and source.frontal == str(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("frontal,lateral\nKöln.png,b.png\n".encode("cp1252"), "not stored as UTF-8"),
        ("frontal,lateral\nKöln.png,b.png\n".encode("utf-16"), "not stored as UTF-8"),
        (b"PK\x03\x04\xff\x00" * 40, "is not text"),
    ],
)
def test_a_table_in_other_letters_is_told_apart_from_what_is_no_table(tmp_path, content, words):
    table = tmp_path / "list.csv"
    table.write_bytes(content)
    with pytest.raises(BadInputError, match=words):
        read_list(table)


def test_a_finished_case_is_a_volume_with_its_provenance_and_a_row(batch, tmp_path):
    landed(batch, "anna", tmp_path)
    assert states(batch) == {"anna": "done", "ben": "waiting", "cleo": "waiting"}
    volume = read_volume(batch.folder / batch.item("anna").volume)
    assert volume.provenance.synthetic and (volume.hu == 7).all()
    with (batch.folder / "batch.csv").open() as stream:
        row, *others = csv.DictReader(stream)
    assert row["name"] == "anna" and row["psnr_frontal_db"] == "41.25" and row["synthetic"] == "yes"
    assert [other["state"] for other in others] == ["waiting", "waiting"]
    assert "SYNTHETIC" in json.loads((batch.folder / "batch.json").read_text())["notice"]


def test_the_uncertainty_is_written_where_it_is_wanted(cases, tmp_path):
    batch = Batch.at(tmp_path / "out", SETTINGS.model_copy(update={"uncertainty": True, "suffix": ".npz"}))
    batch.add(sources_in([cases]))
    item = landed(batch, "anna", tmp_path)
    assert item.uncertainty == "volumes/anna.uncertainty.npz"
    assert "standard deviation" in read_volume(batch.folder / item.uncertainty).provenance.assumptions[0]


def test_a_failed_case_says_why_and_is_tried_again(batch, tmp_path):
    batch.fail("ben", Xr2ctError("Too big.", "Use 64.", code="oom_host"))
    item = batch.item("ben")
    assert (item.state, item.error, item.hint, item.error_code) == ("failed", "Too big.", "Use 64.", "oom_host")
    assert [item.name for item in batch.pending] == ["anna", "ben", "cleo"]
    assert landed(batch, "ben", tmp_path).error == ""


def test_what_was_running_when_the_program_ended_waits_and_what_was_done_is_skipped(batch, cases, tmp_path):
    landed(batch, "anna", tmp_path)
    batch.prepare("ben", tmp_path / "scratch")
    again = Batch.at(batch.folder, SETTINGS)
    again.add(sources_in([cases]))
    again.claim()
    assert states(again) == {"anna": "done", "ben": "waiting", "cleo": "waiting"}


def change_settings(batch: Batch) -> None:
    batch.state = batch.state.model_copy(update={"settings": SETTINGS.model_copy(update={"grid_size": 64})})


def change_image(batch: Batch) -> None:
    path = Path(batch.item("anna").source.pair).parent / "frontal.npy"
    np.save(path, np.load(path) + np.float32(0.5))


def remove_volume(batch: Batch) -> None:
    (batch.folder / batch.item("anna").volume).unlink()


@pytest.mark.parametrize("change", [change_settings, change_image, remove_volume])
def test_a_case_is_done_again_if_what_it_was_made_from_is_another(batch, tmp_path, change):
    landed(batch, "anna", tmp_path)
    change(batch)
    batch.claim()
    assert states(batch)["anna"] == "waiting"


def test_another_device_or_place_is_no_reason_to_do_it_again(batch, cases, tmp_path):
    landed(batch, "anna", tmp_path)
    batch.state = batch.state.model_copy(update={"settings": SETTINGS.model_copy(update={"device": "cpu"})})
    shutil.rmtree(cases / "cleo")
    batch.claim()
    assert states(batch)["anna"] == "done"
    with pytest.raises(BadInputError, match="does not exist"):
        batch.prepare("cleo", tmp_path / "scratch")


def test_a_cancelled_case_waits(batch, tmp_path):
    batch.prepare("anna", tmp_path / "scratch")
    assert batch.item("anna").state == "running"
    batch.fail("anna", CancelledError())
    assert states(batch)["anna"] == "waiting"


def test_two_cases_of_one_name_do_not_share_a_volume(batch, ball_pair, tmp_path):
    write_pair(ball_pair, tmp_path / "other" / "anna")
    batch.add(sources_in([tmp_path / "other"]))
    batch.add(sources_in([tmp_path / "other"]))
    assert [item.name for item in batch.state.items] == ["anna", "ben", "cleo", "anna-2"]
    batch.remove("anna")
    assert "anna" not in states(batch)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("a", "a.uncertainty"), ["a", "a.uncertainty-2"]),
        (("a.uncertainty", "a", "a"), ["a.uncertainty", "a-2", "a-3"]),
        (("Anna", "anna", "ANNA.Uncertainty"), ["Anna", "anna-2", "ANNA.Uncertainty-2"]),
        (("Straße", "STRASSE"), ["Straße", "STRASSE-2"]),
        (("b-2", "b", "b"), ["b-2", "b", "b-3"]),
    ],
)
def test_no_two_cases_own_a_file_whatever_they_are_called(tmp_path, given, kept):
    batch = Batch.at(tmp_path / "out", SETTINGS)
    batch.add([(name, BatchSource(pair=f"/{number}.json")) for number, name in enumerate(given)])
    assert [item.name for item in batch.state.items] == kept


def test_the_uncertainty_of_one_case_never_replaces_the_volume_of_another(cases, tmp_path):
    """As in a batch that earlier programs wrote, which asked for equal names alone."""
    sources = [source for _, source in sources_in([cases])]
    items = tuple(BatchItem(name=name, source=sources[0]) for name in ("a", "a.uncertainty", "A"))
    settings = SETTINGS.model_copy(update={"uncertainty": True, "suffix": ".npz"})
    batch = Batch(tmp_path / "out", BatchState(settings=settings, items=items))
    landed(batch, "a.uncertainty", tmp_path, value=9)
    with pytest.raises(BadInputError, match=r"of the case a\.uncertainty"):
        landed(batch, "a", tmp_path)
    with pytest.raises(BadInputError, match="of the case a"):
        landed(batch, "A", tmp_path)
    assert (read_volume(batch.folder / "volumes" / "a.uncertainty.npz").hu == 9).all()


def test_a_result_is_refused_where_another_case_took_its_file_meanwhile(batch, tmp_path):
    prepared = batch.prepare("anna", tmp_path / "scratch")
    other = BatchItem(name="other", source=batch.item("ben").source, state="done", uncertainty="volumes/Anna.nii.gz")
    batch.state = batch.state.model_copy(update={"items": (*batch.state.items, other)})
    with pytest.raises(BadInputError, match="of the case other"):
        batch.land(prepared, {}, {})


def test_a_batch_that_another_program_works_on_is_left_alone(batch):
    batch.leave()
    other = ProcessStamp.of_this_process().model_copy(update={"pid": os.getppid(), "started": parent_start()})
    batch.state = batch.state.model_copy(update={"process": other})
    with pytest.raises(BadInputError, match="Another program"):
        batch.claim()
    dead = other.model_copy(update={"started": 1.0})
    batch.state = batch.state.model_copy(update={"process": dead})
    batch.claim()


def parent_start() -> float:
    import psutil

    return psutil.Process(os.getppid()).create_time()


def test_a_damaged_state_is_explained(tmp_path):
    with pytest.raises(BadInputError, match="no batch"):
        Batch.open(tmp_path)
    (tmp_path / "batch.json").write_text('{"format": "xr2ct-batch", "items": 3}')
    with pytest.raises(BadInputError, match="damaged at settings"):
        Batch.open(tmp_path)


def test_many_cases_fit(tmp_path, batch):
    many = tuple(batch.item("anna").model_copy(update={"name": f"case-{n}", "error": "x" * 500}) for n in range(3000))
    state = BatchState(settings=SETTINGS, items=many)
    Batch(tmp_path / "many", state).leave()
    assert len(Batch.open(tmp_path / "many").state.items) == 3000


def test_a_batch_of_an_earlier_program_without_corrections_is_not_done_again(cases: Path) -> None:
    """Of settings that say nothing of corrections, the key is the one it always was."""
    import hashlib

    source = BatchSource(pair=str(cases / "anna" / "pair.json"))
    digest = hashlib.sha256()
    for name in ("pair.json", "frontal.npy", "lateral.npy"):
        digest.update(hashlib.sha256((cases / "anna" / name).read_bytes()).hexdigest().encode())
    digest.update(b'{"method":"tv","method_config":{},"grid_size":32,"suffix":".nii.gz","uncertainty":false}')
    assert item_key(source, SETTINGS) == digest.hexdigest()
    assert BatchSettings.model_validate_json('{"method":"tv","grid_size":32}') == SETTINGS
    mirrored = SETTINGS.model_copy(update={"correction": PairCorrection(frontal=ImageCorrection(flip=True))})
    assert item_key(source, mirrored) != digest.hexdigest()
    assert BatchSettings.model_validate_json(mirrored.model_dump_json()) == mirrored
