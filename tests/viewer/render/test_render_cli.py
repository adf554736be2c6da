"""The 3D renderer as a process: pictures and turning movies, and what it says where it cannot."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.viewer.render.scene_checks import ball
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io import write_volume
from xr2ct_core.media.render_job import RenderJob, TurntableJob
from xr2ct_core.media.render_process import run_render
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_viewer.render.gl_probe import probe_gl


@pytest.fixture(scope="module")
def volume_path(tmp_path_factory) -> Path:
    if probe_gl().kind == "none":
        pytest.skip("There is no OpenGL on this machine, not even in software.")
    return write_volume(ball(z=36, y=24, x=36), tmp_path_factory.mktemp("volume") / "ball.npz")


def make_job(volume_path: Path, out: Path, **changes: object) -> RenderJob:
    job = RenderJob(
        volume_path=str(volume_path),
        out_path=str(out),
        width_px=200,
        height_px=180,
        banner=SYNTHETIC_BANNER,
        preset="bone",
    )
    return job.model_copy(update=changes)


def bright_cols(rgb: np.ndarray) -> float:
    """Where the ball is from left to right, the orientation cube in the corner left out."""
    return float(np.nonzero(rgb[:110].astype(int).sum(2) > 200)[1].mean()) / rgb.shape[1]


def test_a_picture_has_the_size_asked_for_and_the_banner(volume_path, tmp_path):
    path = run_render(make_job(volume_path, tmp_path / "front.png"))
    with Image.open(path) as picture:
        rgb = np.asarray(picture)
        assert picture.info["Disclaimer"] == SYNTHETIC_BANNER
    assert rgb.shape == (180, 200, 3) and bright_cols(rgb) > 0.55
    assert int(rgb[-2, 2, 0]) - int(rgb[-2, 2, 2]) > 25, "the amber strip is missing"


def test_a_movie_turns_the_patient(volume_path, tmp_path):
    turn = TurntableJob(degrees=360, seconds=1, fps=2)
    path = run_render(make_job(volume_path, tmp_path / "turn.gif", turntable=turn))
    with Image.open(path) as movie:
        assert movie.n_frames == 2
        front = bright_cols(np.asarray(movie.convert("RGB")))
        movie.seek(1)
        back = bright_cols(np.asarray(movie.convert("RGB")))
    assert front > 0.55 and back < 0.45


def test_an_unknown_preset_is_refused_by_name(volume_path, tmp_path):
    with pytest.raises(Xr2ctError, match="no rendering preset 'glass'"):
        run_render(make_job(volume_path, tmp_path / "no.png", preset="glass"))
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_nobody_listens_any_more(volume_path, tmp_path):
    job = make_job(volume_path, tmp_path / "long.mp4", turntable=TurntableJob(degrees=360, seconds=60, fps=60))
    job_path = tmp_path / "job.json"
    job_path.write_text(job.model_dump_json())
    command = [sys.executable, "-m", "xr2ct_viewer.render_cli", str(job_path)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert done.returncode == 130
