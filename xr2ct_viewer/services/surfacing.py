"""Makes surfaces in a process of their own, one after the other, with progress; what waits or runs can be given up.

Invariants: a result comes with the volume it was made of; nothing arrives after `close` or for what was cancelled; a
process that takes longer than `LONGEST_MS` is ended and said so.
"""

import json
import logging
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.mesh import Mesh
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.surfaces import Surface, SurfaceRecipe
from xr2ct_viewer.services.line_buffer import LineBuffer
from xr2ct_viewer.services.scratch import Scratch

logger = logging.getLogger(__name__)

LONGEST_MS: Final = 300_000


@dataclass(frozen=True, eq=False)
class _Request:
    volume: Volume
    recipe: SurfaceRecipe


class Surfacing(QObject):
    """`made` carries the volume and its `Surface`, `progress` a fraction and words, `failed` a `Xr2ctError`;
    `busy_changed` tells whether something runs."""

    made = Signal(object, object)
    progress = Signal(float, str)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, scratch: Scratch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scratch = scratch
        self._waiting: deque[_Request] = deque()
        self._request: _Request | None = None
        self._process: QProcess | None = None
        self._lines = LineBuffer()
        self._error: Xr2ctError | None = None
        self._limit = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._limit.timeout.connect(self._take_too_long)

    @property
    def is_busy(self) -> bool:
        return self._request is not None

    def make(self, volume: Volume, recipe: SurfaceRecipe) -> None:
        """Make a surface of a volume, after those that were asked for before."""
        self._waiting.append(_Request(volume, recipe))
        if self._request is None:
            self._next()

    def cancel(self) -> None:
        """Give up what runs and what waits."""
        self._waiting.clear()
        self._end_process()
        self._finish()

    def close(self) -> None:
        """End the process; nothing arrives any more."""
        self.blockSignals(True)
        self.cancel()

    def _next(self) -> None:
        self._request = request = self._waiting.popleft()
        self._error = None
        self._lines = LineBuffer()
        self.busy_changed.emit(True)
        self.progress.emit(0.0, "Starting")
        self._folder = self._scratch.new_folder("surface")
        try:
            job = self._write_job(request, self._folder)
        except OSError as error:
            self._fail(Xr2ctError(f"The surface cannot be made: {error.strerror}.", "Check the free disk space."))
            return
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._limit.start()
        process.start(sys.executable, ["-m", "xr2ct_viewer.render.surface_program", str(job)])

    def _write_job(self, request: _Request, folder: Path) -> Path:
        np.save(folder / "hu.npy", request.volume.as_int16().hu, allow_pickle=False)
        recipe, affine = request.recipe, request.volume.affine
        job = {
            "hu_path": str(folder / "hu.npy"),
            "spacing_zyx_mm": affine.spacing_zyx_mm,
            "origin_lps_mm": affine.origin_lps_mm,
            "structure": recipe.kind,
            "threshold_hu": recipe.threshold_hu,
            "smallest_ml": recipe.smallest_ml,
            "smoothing": recipe.smoothing,
            "kept_share": recipe.kept_share,
            "out_path": str(folder / "surface.npz"),
        }
        path = folder / "job.json"
        path.write_text(json.dumps(job), encoding="utf-8")
        return path

    def _read(self) -> None:
        if self._process is None:
            return
        self._lines.feed(bytes(self._process.readAllStandardOutput().data()))
        while (line := self._lines.pop()) is not None:
            try:
                words: dict[str, Any] = json.loads(line)
            except ValueError:
                logger.debug("Not a message of the surface program: %r", line[:200])
                continue
            if "fraction" in words:
                self.progress.emit(float(words["fraction"]), str(words.get("phase", "")))
            elif "error" in words:
                self._error = Xr2ctError(words["error"]["message"], words["error"]["hint"], code="bad_input")

    def _on_finished(self, exit_code: int, _status: object) -> None:
        self._read()
        request, error = self._request, self._error
        self._end_process()
        if request is None:
            return
        if error is None and exit_code != 0:
            error = Xr2ctError(f"The surface program ended by itself (exit code {exit_code}).", "Try again.")
        if error is not None:
            self._fail(error)
            return
        with np.load(self._folder / "surface.npz", allow_pickle=False) as arrays:
            mesh = Mesh(arrays["vertices"], arrays["faces"])
            surface = Surface.new(request.recipe, mesh, arrays["normals"])
        self.made.emit(request.volume, surface)
        self._finish()

    def _on_error(self, kind: QProcess.ProcessError) -> None:
        if kind == QProcess.ProcessError.FailedToStart:
            self._end_process()
            self._fail(Xr2ctError("The surface program did not start.", "`xr2ct doctor` says what is missing."))

    def _take_too_long(self) -> None:
        self._end_process()
        minutes = LONGEST_MS // 60_000
        self._fail(
            Xr2ctError(f"The surface was given up after {minutes} minutes.", "Try less smoothing, or a smaller volume.")
        )

    def _end_process(self) -> None:
        self._limit.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(2000)
            process.deleteLater()

    def _fail(self, error: Xr2ctError) -> None:
        self.failed.emit(error)
        self._finish()

    def _finish(self) -> None:
        if self._request is not None:
            self._request = None
            self._scratch.remove(self._folder)
        if self._waiting:
            self._next()
        else:
            self.busy_changed.emit(False)
