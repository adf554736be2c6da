"""Names as people type them: each becomes a path in the right folder, or one sentence that says what to do."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xr2ct_viewer.models import typed_path as module
from xr2ct_viewer.models.typed_path import (
    BAD_LETTERS,
    NO_FILE_NAME,
    NO_FOLDER_NAME,
    TOO_LONG,
    TypedPath,
    is_taken,
    refusal,
    typed_path,
    without_ending,
)


def with_png(path: Path) -> Path:
    return path.with_name(without_ending(path.name, (".png",)) + ".png")


def named(text: str, folder: Path) -> TypedPath:
    return typed_path(text, folder, with_png, endings=(".png",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("view", "view.png"),
        ("  view.png ", "view.png"),
        ("dr. who.v2", "dr. who.v2.png"),
        ("new/view", "new/view.png"),
        ("../view", "../view.png"),
        ("~/view", "~/view.png"),
    ],
)
def test_a_name_lies_in_the_folder_that_was_proposed(tmp_path, monkeypatch, text, expected):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert named(text, tmp_path / "cases") == TypedPath(tmp_path / "cases" / Path(expected).expanduser())
    assert not list(tmp_path.iterdir())


def test_a_whole_path_stays_as_it_is(tmp_path):
    assert named(str(tmp_path / "other" / "view.png"), tmp_path / "cases").path == tmp_path / "other" / "view.png"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", NO_FILE_NAME),
        ("   ", NO_FILE_NAME),
        (".png", NO_FILE_NAME),
        ("cases/  .png", NO_FILE_NAME),
        ("..", ".. is a folder. Add the name of the file."),
        ("there", "there is a folder. Add the name of the file."),
        ("new/", "new is a folder. Add the name of the file."),
        ("taken.png", "taken.png is a folder already. Choose another name."),
        ("~nobody_here/x", "There is no home folder ~nobody_here. Choose another folder."),
        ("file.txt/view", "file.txt is a file, not a folder. Choose another folder."),
        ("a\0b", BAD_LETTERS),
        ("~a\0b/x", BAD_LETTERS),
        ("\ud800", BAD_LETTERS),
        ("x" * 300, TOO_LONG),
        ("new/" + "x" * 300, TOO_LONG),
        ("x" * 253, TOO_LONG),
        ("x/" * 3000, "x is a folder. Add the name of the file."),
        ("x/" * 3000 + "x", TOO_LONG),
    ],
)
def test_what_is_no_name_of_a_file_becomes_a_sentence(tmp_path, text, problem):
    for name in ("there", "taken.png"):
        (tmp_path / name).mkdir()
    (tmp_path / "file.txt").touch()
    assert named(text, tmp_path) == TypedPath(tmp_path, problem)


def test_the_root_is_neither_a_file_nor_a_new_folder(tmp_path):
    root = tmp_path.anchor
    assert named(root, tmp_path).problem == f"{root} is a folder. Add the name of the file."
    assert typed_path(root, tmp_path, is_folder=True).problem == NO_FOLDER_NAME


@pytest.mark.parametrize(("text", "is_named"), [("there", True), ("new/", True), ("file.txt", False), ("", False)])
def test_a_folder_may_be_there_already_and_a_file_is_none(tmp_path, text, is_named):
    (tmp_path / "there").mkdir()
    (tmp_path / "file.txt").touch()
    found = typed_path(text, tmp_path, is_folder=True)
    assert found.path == (tmp_path / text if is_named else tmp_path) and bool(found.problem) != is_named


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.EACCES, "The folder cases may not be opened. Choose another."),
        (errno.EIO, f"view.png cannot be used: {os.strerror(errno.EIO)}. Choose another name."),
    ],
)
def test_what_the_disk_says_is_passed_on(monkeypatch, number, problem):
    def fail(_path: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module, "_mode", fail)
    path = Path("cases/view.png").absolute()
    assert refusal(path) == problem and not is_taken(path)


@given(st.text(), st.booleans())
def test_nothing_that_is_typed_raises(text, is_folder):
    folder = Path.cwd() / "proposed"
    found = typed_path(text, folder, with_png, endings=(".png",), is_folder=is_folder)
    assert found.path.is_absolute() and (not found.problem or found.path == folder)
    assert not is_taken(folder)
