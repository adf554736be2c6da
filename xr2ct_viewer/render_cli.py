"""`python -m xr2ct_viewer.render_cli JOB.json`: draws a volume in 3D without a window (see `media/render_job.py`).

Imports no Qt. Says how far it is as lines of JSON (`media/render_process.py`) and ends when standard input does.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.io import read_volume, write_png
from xr2ct_core.io.files import read_text
from xr2ct_core.media.banner import coloured_strip
from xr2ct_core.media.movie import write_movie
from xr2ct_core.media.plans import FrameSize, Pace, Turntable
from xr2ct_core.media.render_job import RenderJob
from xr2ct_viewer.render.gl_probe import GlInfo, probe_gl

if TYPE_CHECKING:
    from xr2ct_viewer.render.capture import SceneCapture
    from xr2ct_viewer.render.presets import VolumePreset


def draw(job: RenderJob, work: WorkContext) -> None:
    """Make the picture or the movie; raises `Xr2ctError` where there is no OpenGL."""
    size = FrameSize(job.width_px, job.height_px)
    size = size if job.turntable is None else size.even
    strip = coloured_strip(size.width_px, job.banner)[: size.height_px // 2 if job.strip else 0]
    with _capture(job, size.width_px, size.height_px - strip.shape[0]) as capture:
        if job.turntable is None:
            write_png(job.out_path, np.concatenate([capture.picture(), strip]), banner=job.banner)
            return
        pace = Pace(job.turntable.seconds, job.turntable.fps)
        azimuths_deg = Turntable(size, pace, job.turntable.degrees).azimuths_deg
        frames = (np.concatenate([capture.picture(angle), strip]) for angle in azimuths_deg)
        write_movie(frames, pace.frames, job.out_path, pace.fps, job.banner, work)


@contextmanager
def _capture(job: RenderJob, width_px: int, height_px: int) -> Iterator["SceneCapture"]:
    """The scene of a job, ready to be drawn from any side."""
    gl = GlInfo(job.gl) if job.gl else probe_gl()
    if gl.kind == "none":
        raise Xr2ctError(
            f"3D is not available here: {gl.reason}.",
            "`xr2ct doctor` says what is missing; sweeps through slices work without.",
        )
    from xr2ct_viewer.render.capture import SceneCapture
    from xr2ct_viewer.render.scene import VolumeScene
    from xr2ct_viewer.render.scene_state import SceneState

    volume = read_volume(Path(job.volume_path))
    visibility: NDArray[np.float32] | None = None
    if job.visibility_path:
        visibility = np.load(job.visibility_path, allow_pickle=False)
    scene = VolumeScene(gl.kind)
    scene.set_volume(volume)
    if job.state is not None:
        SceneState.model_validate(job.state).apply_to(scene)
    else:
        scene.set_preset(_preset(job.preset))
        scene.look_from(job.side)
    with SceneCapture(scene, volume, width_px, height_px, visibility) as capture:
        yield capture
    scene.close()


def _preset(name: str) -> "VolumePreset":
    """A bundled preset by its name, or the one in a `.vp.json` file."""
    from xr2ct_viewer.render.presets import bundled_presets, parse_preset

    if name.lower().endswith(".json"):
        return parse_preset(read_text(Path(name)), Path(name).name.split(".")[0])
    wanted = name.lower().replace("-", "_")
    for preset in bundled_presets():
        if preset.id == wanted:
            return preset
    known = ", ".join(preset.id.replace("_", "-") for preset in bundled_presets())
    raise BadConfigError(f"There is no rendering preset {name!r}.", f"Known are {known}; or give a .vp.json file.")


def _say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _end_with_stdin() -> None:
    """Nobody waits any more once standard input is closed."""
    sys.stdin.read()
    os._exit(130)


def main(arguments: list[str]) -> int:
    """Do one job; the exit code is that of the error."""
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    try:
        job = RenderJob.model_validate_json(Path(arguments[0]).read_text(encoding="utf-8"))
        draw(job, WorkContext(on_progress=lambda fraction, _phase: _say(fraction=fraction)))
    except Xr2ctError as error:
        _say(error={"code": error.code, "message": error.message, "hint": error.hint})
        return error.exit_code
    _say(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
