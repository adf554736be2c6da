"""A batch of DICOM files with telling names: nothing of them in its folder, and still it can be gone on with."""

import os
import shutil
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from dicom_identity import NAME, write_identified

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.private_paths import FILE, PREFIX, is_hidden, revealed
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.batch.state import BatchSettings
from xr2ct_core.errors import BadInputError
from xr2ct_core.paths import data_folder


@pytest.fixture(scope="module")
def identified(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("archive") / NAME.lower()
    pixels = np.tile(np.linspace(0, 4095, 64).astype(np.uint16), (64, 1))
    frontal = write_identified(folder / f"{NAME}-pa.dcm", pixels, ViewPosition="PA")
    return frontal, write_identified(folder / f"{NAME}-lateral.dcm", pixels, ViewPosition="LL")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def batch(home, identified) -> Batch:
    batch = Batch.at(home / "out", BatchSettings(method="tv", grid_size=64))
    batch.claim()
    batch.add(sources_in(identified))
    return batch


def written(folder: Path) -> str:
    return "\n".join(path.read_text() for path in folder.iterdir() if path.is_file()).lower()


def test_no_file_of_the_batch_tells_whose_it_is(batch):
    assert is_hidden(batch.state.items[0].source) and PREFIX in written(batch.folder)
    assert NAME.lower() not in written(batch.folder)


def test_a_failure_is_told_without_the_name_of_the_file(batch, identified):
    batch.fail(batch.state.items[0].name, BadInputError(f"{identified[0].name} is even.", f"Look at {identified[0]}."))
    assert batch.state.items[0].error == "The file is even." and NAME.lower() not in written(batch.folder)


def test_the_batch_is_gone_on_with_by_another_start_of_the_program(batch, identified, tmp_path):
    again = Batch.open(batch.folder)
    assert revealed(again.state.items[0].source).frontal == str(identified[0])
    prepared = again.prepare(again.state.items[0].name, tmp_path / "scratch")
    assert Path(prepared.task.pair_path).is_file() and prepared.key
    again.add(sources_in(identified))
    assert len(again.state.items) == 1, "the same files are the same case"


def test_what_the_tokens_mean_is_readable_by_its_user_alone(batch):
    place = data_folder() / FILE
    assert NAME.lower() in place.read_text().lower()
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_elsewhere_the_case_is_explained_and_not_looked_for(batch, monkeypatch, tmp_path):
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path / "elsewhere"))
    name = batch.state.items[0].name
    with pytest.raises(BadInputError, match="kept private") as raised:
        batch.prepare(name, tmp_path / "scratch")
    batch.fail(name, raised.value)
    assert batch.item(name).state == "failed" and "kept private" in batch.item(name).error


def test_a_batch_that_was_written_with_names_loses_them_when_it_is_taken_up(home, identified):
    batch = Batch.at(home / "old", BatchSettings(method="tv", grid_size=64))
    name, source = sources_in(identified)[0]
    from xr2ct_core.batch.state import BatchItem

    batch.state = batch.state.model_copy(update={"items": (BatchItem(name=name, source=source),)})
    batch.claim()
    assert NAME.lower() not in written(batch.folder)


def test_paths_that_tell_nothing_stay_readable(home):
    plain = home / "case"
    plain.mkdir()
    for name in ("frontal.npy", "lateral.npy"):
        np.save(plain / name, np.ones((8, 8), np.float32))
    batch = Batch.at(home / "out", BatchSettings(method="tv", grid_size=64))
    batch.add(sources_in([plain]))
    assert batch.state.items[0].source.frontal == str(plain / "frontal.npy")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_name_that_is_not_utf_8_could_be_anybodys(home, identified, tmp_path):
    folder = tmp_path / os.fsdecode(b"M\xfcller")
    folder.mkdir()
    for number, path in enumerate(identified):
        shutil.copy(path, folder / f"M{number}.dcm")
    batch = Batch.at(home / "out", BatchSettings(method="tv", grid_size=64))
    batch.add(sources_in([folder]))
    (item,) = batch.state.items
    with pytest.raises(BadInputError, match="not stored as UTF-8") as refused:
        batch.prepare(item.name, tmp_path / "scratch")
    failed = batch.fail(item.name, refused.value)
    assert is_hidden(item.source) and failed.error.startswith("The file cannot be used")
    assert "ller" not in written(batch.folder)
