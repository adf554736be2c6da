"""Movies and pictures of slices: every frame says what it is, every slice has its turn, nothing half-made stays."""

import os
from pathlib import Path

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image

from xr2ct_core.affine import Affine
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError, Xr2ctError
from xr2ct_core.media.banner import coloured_strip, strip_ink
from xr2ct_core.media.movie import write_movie
from xr2ct_core.media.plans import FrameSize, Pace, Sweep, Turntable
from xr2ct_core.media.slices import draw_slice, slice_hu
from xr2ct_core.media.sweep import sweep_frames, sweep_indices
from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_core.volume import Volume

SIZE = FrameSize(160, 160)


@pytest.fixture
def marked() -> Volume:
    """Air with one bright voxel near the head, the front and the patient's left."""
    hu = np.full((8, 10, 12), -1000, np.int16)
    hu[6, 2, 9] = 1000
    return Volume(hu, Affine.centred(hu.shape, (3.0, 2.0, 2.0)))


def amber_rows(frame: np.ndarray) -> int:
    """How many rows at the bottom belong to the strip."""
    left = frame[:, 1].astype(int)
    is_amber = left[:, 0] - left[:, 2] > 25
    return int(np.argmin(is_amber[::-1])) if not is_amber.all() else len(is_amber)


@pytest.mark.parametrize("width_px", [64, 128, 512, 1920])
def test_the_strip_holds_the_whole_sentence_at_every_width(width_px):
    ink = strip_ink(width_px, SYNTHETIC_BANNER)
    letters = ink > 128
    assert letters.any() and not letters[:, [0, -1]].any(), "letters run out of the picture"
    assert letters.sum() > 8 * len(SYNTHETIC_BANNER)


def test_no_text_gives_the_research_banner():
    assert np.array_equal(coloured_strip(200, " "), coloured_strip(200, RESEARCH_BANNER))


@pytest.mark.parametrize(("orientation", "index", "upper"), [("axial", 6, True), ("coronal", 2, True)])
def test_a_mark_on_the_patients_left_is_on_the_right_of_the_picture(marked, orientation, index, upper):
    frame = draw_slice(marked, orientation, index, SIZE, (0.0, 2000.0), SYNTHETIC_BANNER)
    assert frame.shape == (160, 160, 3)
    rows, cols = np.nonzero(frame[30:-40, 30:-30, 1] > 200)
    assert cols.mean() + 30 > 80 and (rows.mean() + 30 < 75) == upper


def test_a_sagittal_slice_has_the_front_on_the_left_and_the_head_up(marked):
    image, pixel_mm = slice_hu(marked, "sagittal", 9)
    assert image[1, 2] == 1000 and pixel_mm == (3.0, 2.0)


def test_a_sweep_shows_every_slice_and_comes_back_without_a_jump():
    there = sweep_indices(10, 20, there_and_back=False)
    assert there[0] == 0 and there[-1] == 9 and set(there) == set(range(10))
    back = sweep_indices(10, 40, there_and_back=True)
    assert set(back) == set(range(10)) and abs(back[-1] - back[0]) <= 1


def test_a_whole_turn_ends_one_step_before_its_start_and_half_a_turn_at_its_end():
    pace = Pace(seconds=1, fps=4)
    assert Turntable(SIZE, pace).azimuths_deg == (0.0, 90.0, 180.0, 270.0)
    assert Turntable(SIZE, pace, degrees=-90.0).azimuths_deg[-1] == -90.0


@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_every_frame_of_a_movie_carries_the_banner(marked, tmp_path, suffix):
    sweep = Sweep(FrameSize(161, 160), Pace(seconds=1, fps=8), "coronal")
    seen: list[float] = []
    work = WorkContext(on_progress=lambda fraction, _phase: seen.append(fraction))
    path = write_movie(sweep_frames(marked, sweep, SYNTHETIC_BANNER), 8, tmp_path / f"sweep{suffix}", 8, "x", work)
    frames = iio.imread(path)
    assert frames.shape[1:3] == (160, 160) and len(frames) == 8
    assert min(amber_rows(frame[..., :3]) for frame in frames) >= 10
    assert seen[0] == 0.0 and seen[-1] == 1.0 and len(seen) == 9
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_gif_lasts_as_long_as_it_should(tmp_path):
    frames = [np.full((64, 64, 3), 8 * number, np.uint8) for number in range(30)]
    path = write_movie(frames, 30, tmp_path / "grey.gif", 30, SYNTHETIC_BANNER)
    with Image.open(path) as movie:
        total = 0
        for number in range(movie.n_frames):
            movie.seek(number)
            total += movie.info["duration"]
        assert movie.info["comment"] == SYNTHETIC_BANNER.encode()
    assert total == 1000


@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_a_stopped_movie_leaves_no_file_and_an_old_one_stays(marked, tmp_path, suffix):
    path = tmp_path / f"kept{suffix}"
    path.write_bytes(b"the movie from before")
    control = ControlToken()
    work = WorkContext(control, on_progress=lambda fraction, _: control.request_stop() if fraction > 0.4 else None)
    sweep = Sweep(SIZE, Pace(seconds=1, fps=10))
    with pytest.raises(CancelledError):
        write_movie(sweep_frames(marked, sweep, "x"), 10, path, 10, "x", work)
    assert path.read_bytes() == b"the movie from before" and list(tmp_path.iterdir()) == [path]


def test_without_ffmpeg_the_error_offers_gif(tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "missing"))
    frames = [np.zeros((64, 64, 3), np.uint8)] * 2
    with pytest.raises(Xr2ctError, match="choose GIF"):
        write_movie(frames, 2, tmp_path / "a.mp4", 2, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="There is no /proc here.")
@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_a_place_that_takes_no_files_is_said_before_the_first_frame(suffix, capfd):
    asked = []
    frames = (asked.append(number) for number in range(2))
    with pytest.raises(BadInputError, match=rf"^a\{suffix} may not be written in /proc\."):
        write_movie(frames, 2, Path("/proc") / f"a{suffix}", 2, "x")
    assert asked == [] and capfd.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="The stand-in for ffmpeg is a shell script.")
def test_an_ffmpeg_that_ends_early_gives_a_sentence_and_not_its_command_line(tmp_path, monkeypatch):
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    frames = (np.zeros((640, 640, 3), np.uint8) for _ in range(4))
    with pytest.raises(BadInputError) as caught:
        write_movie(frames, 4, tmp_path / "a.mp4", 2, "x")
    assert caught.value.message == "a.mp4 cannot be written: its writer broke off." and caught.value.hint
    assert list(tmp_path.iterdir()) == [program]


@pytest.mark.parametrize(
    "make",
    [
        lambda: FrameSize.parse("wide"),
        lambda: FrameSize(10, 100),
        lambda: FrameSize(100, 100_000),
        lambda: Pace(fps=0),
        lambda: Pace(seconds=599, fps=60),
        lambda: Turntable(SIZE, degrees=0.0),
        lambda: write_movie([], 0, Path("movie.avi"), 5, ""),
    ],
)
def test_impossible_wishes_get_a_sentence_and_a_hint(make):
    with pytest.raises(BadConfigError) as caught:
        make()
    assert caught.value.hint
