"""A place that takes no files is said in one sentence, before a library that writes by itself gets there."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io import read_volume, write_volume
from xr2ct_core.io.files import failed_write, writing, writing_folder
from xr2ct_core.io.volume_write import SUFFIXES
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume
from xr2ct_core.worker.faults import explain

Place = Callable[[Path], AbstractContextManager[Path]]
VOLUME = Volume(np.zeros((4, 4, 4), np.int16), Affine.centred((4, 4, 4), (1, 1, 1)))


@pytest.fixture(params=["no files", "read-only", "locked"])
def closed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file system without room or files, on which nobody may write; or a folder of which others may say so."""
    if request.param == "no files":
        if not Path("/proc/self").is_dir():
            pytest.skip("There is no /proc here.")
        return Path("/proc")
    if os.geteuid() == 0:
        pytest.skip("Root may write everywhere.")
    (tmp_path / "closed").mkdir(mode=0o500 if request.param == "read-only" else 0)
    return tmp_path / "closed"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_closed_folder_is_not_called_full_and_no_library_complains(
    closed: Path, suffix: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Xr2ctError) as refused:
        write_volume(VOLUME, closed / f"v{suffix}")
    assert refused.value.message == f"v{suffix} may not be written in {closed}."
    assert refused.value.code == "bad_input" and refused.value.hint
    assert capfd.readouterr() == ("", "")


def test_the_place_is_tried_before_the_work(closed: Path) -> None:
    begun = False
    with pytest.raises(BadInputError), writing(closed / "a.txt"):
        begun = True
    assert not begun


def test_a_folder_in_the_way_is_found_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    begun = False
    with pytest.raises(BadInputError, match="in the way"), writing(tmp_path / "a.txt"):
        begun = True
    assert not begun and [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_writer_that_writes_nothing_without_a_word_is_not_believed(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInputError, match=r"^a\.txt cannot be written: its writer broke off\."),
        writing(tmp_path / "a.txt"),
    ):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("free", "code"), [(1 << 30, "bad_input"), (1 << 22, "disk_full")])
def test_a_failure_without_a_reason_is_laid_to_a_disk_with_too_little_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": free})())
    assert failed_write(tmp_path / "a.nii", size_bytes=1 << 24).code == code


def _raised_anew() -> None:
    """As pydicom does: the same kind of error without its number, its message a traceback."""
    try:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        raise OSError("With tag (7FE0,0010): Traceback (most recent call last): ...") from error


def _short() -> None:
    """As numpy does."""
    raise OSError("4096 requested and 0 written")


@pytest.mark.parametrize(
    ("fail", "free", "code"),
    [(_raised_anew, 1 << 30, "disk_full"), (_short, 4096, "disk_full"), (_short, 1 << 30, "bad_input")],
)
@pytest.mark.parametrize("place", [writing, writing_folder])
def test_a_full_disk_is_known_whatever_a_library_makes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place, fail: Callable[[], None], free: int, code: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": free})())
    with pytest.raises(Xr2ctError) as failed, place(tmp_path / "a.dcm"):
        fail()
    assert failed.value.code == code and "a.dcm" in failed.value.message
    assert "Traceback" not in str(failed.value) and "requested" not in str(failed.value)
    assert not list(tmp_path.iterdir())
    assert (explain(OSError("4096 requested")).message).endswith("its reader or writer broke off.")


def test_a_volume_whose_record_has_no_place_is_not_written(tmp_path: Path) -> None:
    volume = replace(VOLUME, provenance=Provenance(kind="phantom", synthetic=True))
    with pytest.raises(BadInputError, match="the name is too long"):
        write_volume(volume, tmp_path / f"{'x' * 240}.nii.gz")
    assert not list(tmp_path.iterdir())
    path = write_volume(volume, tmp_path / f"{'ü' * 110}.nii.gz")
    assert {file.name for file in tmp_path.iterdir()} == {path.name, f"{path.name}.provenance.json"}


def test_a_volume_that_fails_leaves_the_old_one_and_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    volume = replace(VOLUME, provenance=Provenance(kind="phantom", synthetic=True, subject="old"))
    path = write_volume(volume, tmp_path / "v.npz")
    monkeypatch.setattr("xr2ct_core.io.volume_write.write_npz", lambda *_: _raised_anew())
    with pytest.raises(Xr2ctError, match="no room"):
        write_volume(replace(VOLUME, provenance=Provenance(kind="phantom", synthetic=True, subject="new")), path)
    found = read_volume(path).provenance
    assert found is not None and found.subject == "old" and len(list(tmp_path.iterdir())) == 2
