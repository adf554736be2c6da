"""The process that draws in 3D: followed, stopped, and explained when it dies."""

import sys
from pathlib import Path

import pytest

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadConfigError, CancelledError, Xr2ctError
from xr2ct_core.media import render_process
from xr2ct_core.media.render_job import RenderJob
from xr2ct_core.media.render_process import run_render


@pytest.fixture
def job(tmp_path) -> RenderJob:
    out = tmp_path / "picture.png"
    return RenderJob(volume_path="v.npz", out_path=str(out), width_px=64, height_px=64, banner="x")


def command(behaviour: str) -> tuple[str, ...]:
    return (sys.executable, str(Path(__file__).with_name("fake_renderer.py")), behaviour)


def test_its_progress_is_passed_on_and_the_file_lands_in_its_place(job, tmp_path):
    seen: list[float] = []
    work = WorkContext(on_progress=lambda fraction, _phase: seen.append(fraction))
    assert run_render(job, work, command("works")).read_bytes() == b"drawn"
    assert 0.25 in seen and [item.name for item in tmp_path.iterdir()] == ["picture.png"]


def test_what_it_refuses_is_said_in_its_own_words(job, tmp_path):
    with pytest.raises(Xr2ctError, match="No such preset") as caught:
        run_render(job, None, command("refuses"))
    assert caught.value.code == BadConfigError.code and caught.value.hint == "Use another."
    assert list(tmp_path.iterdir()) == []


def test_its_death_is_explained_and_leaves_no_file(job, tmp_path):
    with pytest.raises(Xr2ctError, match="ended unexpectedly") as caught:
        run_render(job, None, command("dies"))
    assert "doctor" in caught.value.hint and "driver trouble" in caught.value.__notes__[0]
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_ends_it_at_once_and_leaves_no_file(job, tmp_path):
    control = ControlToken()
    work = WorkContext(control, on_progress=lambda fraction, _: control.request_stop() if fraction else None)
    with pytest.raises(CancelledError):
        run_render(job, work, command("hangs"))
    assert list(tmp_path.iterdir()) == []


def test_a_renderer_that_falls_silent_is_given_up(job, tmp_path, monkeypatch):
    monkeypatch.setattr(render_process, "SILENCE_LIMIT_S", 0.3)
    with pytest.raises(Xr2ctError, match="does not answer"):
        run_render(job, None, command("hangs"))
    assert list(tmp_path.iterdir()) == []
