"""Runs the programs that need VTK, which this package does not import, and follows what they say.

A program takes the path of a job in JSON and says a line of JSON at a time: `{"fraction": 0.25, "phase": "…"}`, at the
end `{"done": true}` or `{"error": {"code": …, "message": …, "hint": …}}`. The renderer ends when its standard input
does, so it never outlives the one who asked.
"""

import json
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.files import writing
from xr2ct_core.media.render_job import RenderJob

RENDERER: Final = "xr2ct_viewer.render_cli"
SURFACES: Final = "xr2ct_viewer.render.surface_program"
SILENCE_LIMIT_S: Final = 180.0
"""Longest time for one frame: a large one in software takes many seconds."""
_POLL_S: Final = 0.1
_PHASE: Final = "Drawing in 3D"
_WORDS_KEPT: Final = 2000


def run_render(job: RenderJob, work: WorkContext | None = None, command: tuple[str, ...] | None = None) -> Path:
    """Draw in a process of its own, and put the file in its place when it is complete.

    `command` replaces the renderer's command line, to which the job's path is added. Raises what the renderer says,
    an error with the code `crashed` if it dies or falls silent, and `CancelledError` when `work` is stopped.
    """
    work, out = work or WorkContext(), Path(job.out_path)
    with tempfile.TemporaryDirectory(prefix="xr2ct-render-") as name:
        draft = Path(name) / f"draft{out.suffix}"
        text = job.model_copy(update={"out_path": str(draft)}).model_dump_json()
        run_program(command or (sys.executable, "-m", RENDERER), text, Path(name), work)
        with writing(out) as temporary:
            shutil.copyfile(draft, temporary)
    return out


def run_program(command: tuple[str, ...], job: str, folder: Path, work: WorkContext) -> None:
    """Run a program on a job (JSON) that is written into `folder`, until it is done. Raises as `run_render` does."""
    job_path, words_path = folder / "job.json", folder / "words.txt"
    job_path.write_text(job, encoding="utf-8")
    _follow([*command, str(job_path)], words_path, work)


def _follow(command: list[str], words_path: Path, work: WorkContext) -> None:
    with words_path.open("w+", encoding="utf-8", errors="replace") as words:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, text=True, encoding="utf-8"
        )
        lines: queue.Queue[str | None] = queue.Queue()
        assert process.stdout is not None
        reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
        reader.start()
        try:
            is_done = _listen(lines, work)
        finally:
            process.kill()
            process.wait()
            reader.join(timeout=5)
        if not is_done:
            words.seek(0)
            raise _died(words.read()[-_WORDS_KEPT:])


def _read(stream: IO[str], lines: "queue.Queue[str | None]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(None)


def _listen(lines: "queue.Queue[str | None]", work: WorkContext) -> bool:
    """Whether the renderer said that it is done; False if it ended without a word."""
    fraction, phase, last = 0.0, _PHASE, monotonic()
    while True:
        work.progress(fraction, phase)
        try:
            line = lines.get(timeout=_POLL_S)
        except queue.Empty:
            if monotonic() - last > SILENCE_LIMIT_S:
                raise Xr2ctError(
                    "The program that draws and cuts in 3D does not answer.",
                    "Choose a smaller size or volume, or see `xr2ct doctor`.",
                ) from None
            continue
        if line is None:
            return False
        last, said = monotonic(), _parsed(line)
        if "error" in said:
            error = said["error"]
            raise Xr2ctError(str(error["message"]), str(error.get("hint", "")), code=error.get("code", "crashed"))
        if said.get("done"):
            return True
        fraction, phase = float(said.get("fraction", fraction)), str(said.get("phase", phase))


def _parsed(line: str) -> dict[str, Any]:
    """What a line says; a stray print of a driver says nothing."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _died(words: str) -> Xr2ctError:
    error = Xr2ctError(
        "The program that draws and cuts in 3D ended unexpectedly.",
        "3D needs VTK and OpenGL; `xr2ct doctor` says what is missing. Sweeps through slices work without.",
    )
    error.add_note(words)
    return error
