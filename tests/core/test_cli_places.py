"""Where a command is to write is tried before it begins."""

import tempfile
from pathlib import Path

import pytest

from xr2ct_core.cli.work import writable_file, writable_folder
from xr2ct_core.errors import BadInputError, Xr2ctError


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can write")
def test_a_folder_in_which_no_file_can_be_made_is_refused_before_any_work() -> None:
    with pytest.raises(BadInputError, match="Nothing can be written in /proc"):
        writable_folder(Path("/proc"))
    with pytest.raises(BadInputError, match="Nothing can be written in /proc"):
        writable_file(Path("/proc/v.nrrd"))


def test_a_writable_folder_is_left_as_it_was_and_a_full_one_is_told_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert writable_file(tmp_path / "new" / "v.nrrd") == tmp_path / "new" / "v.nrrd"
    assert list((tmp_path / "new").iterdir()) == []

    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    with pytest.raises(Xr2ctError) as caught:
        writable_folder(tmp_path)
    assert caught.value.code == "disk_full"
