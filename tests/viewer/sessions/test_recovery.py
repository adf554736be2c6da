"""Autosave and recovery: what a killed window had open is offered at the next start, and nothing else."""

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.runs.record import ProcessStamp
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.autosave import autosave_root
from xr2ct_viewer.services.autosave_owner import OWNER, leftovers, take_over
from xr2ct_viewer.workspaces.read_recovery import ReadRecovery
from xr2ct_viewer.workspaces.read_sessions import ReadSessions

VICTIM = Path(__file__).with_name("victim.py")
DEAD = ProcessStamp(pid=2**22 - 1, started=1.0, host=socket.gethostname())


def area(window) -> ReadRecovery:
    return window.read.area(ReadRecovery)


def autosaved(window, qtbot) -> Path:
    """Wait until everything is written; the folder."""
    autosave = area(window).autosave
    if not autosave.folder.exists():
        autosave.request(soon=True)
    qtbot.waitUntil(lambda: (autosave.folder / "session.json").exists() and not autosave.is_pending, timeout=30_000)
    return autosave.folder


def orphaned(window, qtbot) -> Path:
    """The autosave of a window, as if its process had died."""
    folder = autosaved(window, qtbot)
    (folder / OWNER).write_text(DEAD.model_dump_json())
    orphan = folder.with_name("4194303-dead")
    folder.rename(orphan)
    return orphan


def test_a_result_is_written_at_once_and_removed_by_a_clean_exit(open_window, qtbot, worked):
    window = open_window()
    study = worked()
    window.read.session.add(study)
    folder = autosaved(window, qtbot)
    document = json.loads((folder / "session.json").read_text())
    assert [entry["title"] for entry in document["studies"]] == ["case"] and document["studies"][0]["results"]
    times = {path: path.stat().st_mtime_ns for path in (folder / "arrays").iterdir()}
    with qtbot.waitSignal(area(window).autosave.saved, timeout=30_000):
        study.set_edit(InputEdit(swap=True))
    assert times == {path: path.stat().st_mtime_ns for path in (folder / "arrays").iterdir()}, "only JSON is rewritten"
    assert json.loads((folder / "session.json").read_text())["studies"][0]["edit"]["swap"] is True
    window.read.area(ReadSessions).discard()
    window.close()
    assert not folder.exists()


def test_what_a_running_window_has_open_is_not_offered(open_window, qtbot, worked):
    window = open_window()
    window.read.session.add(worked())
    autosaved(window, qtbot)
    assert leftovers(autosave_root()) == ()


def test_what_a_crash_left_is_offered_and_recovered_beside_what_is_open(open_window, qtbot, worked, pair):
    first = open_window()
    lost = worked("lost")
    lost.set_edit(InputEdit(swap=True))
    first.read.session.add(lost)
    orphan = orphaned(first, qtbot)
    second = open_window()
    second.read.session.add(Study("just opened", pair=pair))
    bar = area(second).bar
    qtbot.waitUntil(bar.isVisible, timeout=30_000)
    assert "Recover 1 study from" in bar.text and "lost" in bar.text
    bar.buttons[0].click()
    qtbot.waitUntil(lambda: len(second.read.session.studies) == 2, timeout=30_000)
    study = second.read.session.current
    assert study.title == "lost" and study.edit == InputEdit(swap=True) and second.isWindowModified()
    assert np.array_equal(study.result.volume.hu, lost.result.volume.hu) and study.result_is_stale
    autosaved(second, qtbot)
    qtbot.waitUntil(lambda: list(autosave_root().iterdir()) == [area(second).autosave.folder], timeout=30_000)
    assert not orphan.exists() and not bar.isVisible()


def test_a_study_that_is_open_already_is_recovered_beside_it_and_neither_is_lost(open_window, qtbot, worked):
    first = open_window()
    lost = worked("lost")
    first.read.session.add(lost)
    orphaned(first, qtbot)
    second = open_window()
    same = worked("lost and edited since")
    same.id = lost.id
    second.read.session.add(same)
    qtbot.waitUntil(area(second).bar.isVisible, timeout=30_000)
    area(second).bar.buttons[0].click()
    qtbot.waitUntil(lambda: len(second.read.session.studies) == 2, timeout=30_000)
    assert len({study.id for study in second.read.session.studies}) == 2
    assert second.read.session.current.title == "lost"


def test_what_is_not_wanted_now_is_offered_again_and_what_is_discarded_is_gone(open_window, qtbot, worked):
    first = open_window()
    first.read.session.add(worked())
    orphan = orphaned(first, qtbot)
    second = open_window()
    bar = area(second).bar
    qtbot.waitUntil(bar.isVisible, timeout=30_000)
    bar.buttons[1].click()
    assert orphan.exists() and not bar.isVisible()
    area(second).look()
    qtbot.waitUntil(bar.isVisible, timeout=30_000)
    bar.buttons[2].click()
    qtbot.waitUntil(lambda: not orphan.exists(), timeout=30_000)
    assert second.read.session.studies == []


def left_behind(root: Path, name: str, saved: datetime, titles: tuple[str, ...] = ("a",)) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    studies = [{"id": "a", "kind": "ct", "title": title, "paths": ["ct.nii"]} for title in titles]
    document = {"format": "xr2ct-session", "version": 1, "saved": saved.isoformat(), "studies": studies}
    (folder / "session.json").write_text(json.dumps(document))
    (folder / OWNER).write_text(DEAD.model_dump_json())
    return folder


def test_old_and_empty_autosaves_are_cleaned_and_those_of_a_newer_program_kept(tmp_path):
    now = datetime.now(UTC)
    new = left_behind(tmp_path, "1-new", now)
    old = left_behind(tmp_path, "1-old", now - timedelta(days=40))
    empty = left_behind(tmp_path, "1-empty", now, titles=())
    unfinished = tmp_path / "4194303-unfinished"
    unfinished.mkdir()
    foreign = left_behind(tmp_path, "1-foreign", now)
    (foreign / "session.json").write_text('{"format": "xr2ct-session", "version": 99}')
    assert [one.folder for one in leftovers(tmp_path)] == [new]
    assert foreign.exists() and not any(folder.exists() for folder in (old, empty, unfinished))


def test_of_two_windows_only_one_recovers(tmp_path):
    left_behind(tmp_path, "1-new", datetime.now(UTC))
    (leftover,) = leftovers(tmp_path)
    folder = take_over(leftover)
    assert (folder / "session.json").exists() and leftovers(tmp_path) == ()
    with pytest.raises(Exception, match="another window"):
        take_over(leftover)


def test_an_autosave_that_cannot_be_written_is_said_once_and_tried_again(open_window, qtbot, worked, monkeypatch):
    window = open_window()
    autosave_root().parent.mkdir(parents=True, exist_ok=True)
    autosave_root().write_text("a file in the way")
    failures = []
    area(window).autosave.failed.connect(failures.append)
    window.read.session.add(worked())
    qtbot.waitUntil(lambda: bool(failures), timeout=30_000)
    assert "Autosave does not work" in window.statusBar().currentMessage()
    autosave_root().unlink()
    autosaved(window, qtbot)


@pytest.mark.parametrize("behaviour", ["made", pytest.param("reconstructed", marks=pytest.mark.slow)])
@pytest.mark.timeout(300)
def test_a_window_killed_after_a_reconstruction_loses_nothing(open_window, qtbot, behaviour):
    victim = subprocess.Popen(
        [sys.executable, str(VICTIM), behaviour], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    )
    try:
        said = json.loads(victim.stdout.readline())
        os.kill(victim.pid, signal.SIGKILL)
    finally:
        victim.kill()
        assert victim.wait(timeout=20) == -signal.SIGKILL
    window = open_window()
    bar = area(window).bar
    qtbot.waitUntil(bar.isVisible, timeout=30_000)
    bar.buttons[0].click()
    qtbot.waitUntil(lambda: len(window.read.session.studies) == 1, timeout=30_000)
    study = window.read.session.current
    assert (study.title, int(study.result.volume.hu.astype(np.int64).sum())) == (said["title"], said["sum"])
    assert study.edit.frontal.flip is said["flip"] and window.read.grid.axial.has_image
