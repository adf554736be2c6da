"""Movies from frames: MP4 (H.264, through the ffmpeg that imageio-ffmpeg brings) and GIF (pillow).

Invariants: a movie appears whole or not at all, also when it is stopped; frames carry their banner already, and the
file says it once more in its comment. Frames are (rows, cols, 3) uint8 of one even size.
"""

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.io.files import failed_write, writing
from xr2ct_core.media.plans import MOVIE_SUFFIXES

_PHASE: Final = "Making the movie"
_MP4_QUALITY: Final = "18"
"""Constant rate factor of x264; 18 is visually lossless, and grey levels matter here."""

Frames = Iterable[NDArray[np.uint8]]


def write_movie(
    frames: Frames, count: int, path: str | Path, fps: int, banner: str, work: WorkContext | None = None
) -> Path:
    """Write `count` frames as the movie that the file's ending names, and return its path.

    `work` reports progress and may stop it. Raises `BadConfigError` for an ending other than .mp4 and .gif, and
    `BadInputError` for a place that takes no files before the first frame is asked for.
    """
    path, work = Path(path).expanduser(), work or WorkContext()
    suffix = path.suffix.lower()
    if suffix not in MOVIE_SUFFIXES:
        raise BadConfigError(f"{path.name} has no ending of a movie.", f"Use {' or '.join(MOVIE_SUFFIXES)}.")
    watched = _watched(frames, count, work)
    with writing(path, suffix) as temporary:
        if suffix == ".gif":
            _write_gif(watched, count, temporary, fps, banner)
        else:
            _write_mp4(watched, temporary, path, fps, banner)
        work.progress(1.0, _PHASE)
    return path


def _watched(frames: Frames, count: int, work: WorkContext) -> Iterator[NDArray[np.uint8]]:
    for number, frame in enumerate(frames):
        work.progress(number / max(count, 1), _PHASE)
        yield frame


def _write_mp4(frames: Iterator[NDArray[np.uint8]], temporary: Path, path: Path, fps: int, banner: str) -> None:
    """Write to `temporary` what is to become `path`."""
    _require_ffmpeg()
    from imageio_ffmpeg import write_frames

    first = next(frames)
    rows, cols, _ = first.shape
    sink = write_frames(
        str(temporary),
        (cols, rows),
        fps=fps,
        codec="libx264",
        quality=None,
        macro_block_size=2,
        output_params=[
            *("-crf", _MP4_QUALITY, "-preset", "fast", "-movflags", "+faststart"),
            *("-metadata", f"comment={banner}", "-metadata", "title=xr2ct"),
        ],
    )
    try:
        sink.send(None)
        for frame in chain((first,), frames):
            picture = np.ascontiguousarray(frame)
            try:
                sink.send(picture)
            except OSError as error:
                raise failed_write(path) from error
    finally:
        sink.close()


def _require_ffmpeg() -> None:
    error = Xr2ctError("MP4 movies cannot be made here: ffmpeg is missing.", "Install imageio-ffmpeg, or choose GIF.")
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        program = get_ffmpeg_exe()
    except (ImportError, RuntimeError) as reason:
        raise error from reason
    if shutil.which(program) is None:
        raise error


def _write_gif(frames: Iterator[NDArray[np.uint8]], count: int, path: Path, fps: int, banner: str) -> None:
    """GIF counts time in hundredths of a second: durations are rounded so that the whole lasts as long as it should."""
    ends_ms = np.rint(np.arange(1, count + 1) * 100.0 / fps).astype(int) * 10
    durations_ms = np.maximum(np.diff(ends_ms, prepend=0), 20).tolist()
    pictures = (Image.fromarray(frame).quantize(256, dither=Image.Dither.NONE) for frame in frames)
    first = next(pictures)
    first.save(
        path,
        format="GIF",
        save_all=True,
        append_images=pictures,
        duration=durations_ms,
        loop=0,
        comment=banner.encode("ascii", errors="replace"),
    )
