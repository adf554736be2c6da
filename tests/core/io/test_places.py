"""A place that takes no files is said in one sentence, before a library that writes by itself gets there."""

import os
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io import write_volume
from xr2ct_core.io.files import failed_write, writing
from xr2ct_core.io.volume_write import SUFFIXES
from xr2ct_core.volume import Volume

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
