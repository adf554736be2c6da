"""Makes surfaces in a process of their own, one after the other, with progress; what waits or runs can be given up.

Invariants: a result comes with the volume it was made of; nothing arrives after `close` or for what was cancelled.
"""

from collections import deque
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.media.surface_process import make_surface
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.surfaces import Surface, SurfaceRecipe
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.scratch import Scratch


@dataclass(frozen=True, eq=False)
class _Request:
    volume: Volume
    recipe: SurfaceRecipe
    control: ControlToken = field(default_factory=ControlToken)


class Surfacing(QObject):
    """`made` carries the volume and its `Surface`, `progress` a fraction and words, `failed` a `Xr2ctError`;
    `busy_changed` tells whether something runs."""

    made = Signal(object, object)
    progress = Signal(float, str)
    failed = Signal(object)
    busy_changed = Signal(bool)
    _moved = Signal(object, float, str)

    def __init__(self, background: Background, scratch: Scratch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._waiting: deque[_Request] = deque()
        self._request: _Request | None = None
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

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
        if self._request is not None:
            self._request.control.request_stop()
            self._request = None
            self.busy_changed.emit(False)

    def close(self) -> None:
        """End the process; nothing arrives any more."""
        self.blockSignals(True)
        self.cancel()

    def _next(self) -> None:
        self._request = request = self._waiting.popleft()
        self.busy_changed.emit(True)
        self.progress.emit(0.0, marked("Starting"))
        work = WorkContext(request.control, lambda fraction, phase: self._moved.emit(request, fraction, phase))
        self._background.run(
            lambda: self._make(request, work),
            lambda surface: self._on_done(request, surface),
            lambda error: self._on_failed(request, error),
        )

    def _make(self, request: _Request, work: WorkContext) -> Surface:
        """On a thread: the program's result as a surface; its files are gone afterwards."""
        folder: Path = self._scratch.new_folder("surface")
        try:
            recipe = asdict(request.recipe)
            made = make_surface(request.volume, recipe.pop("kind"), folder, work, **recipe)
        finally:
            self._scratch.remove(folder)
        return Surface.new(request.recipe, made.mesh, made.normals)

    def _on_moved(self, request: _Request, fraction: float, phase: str) -> None:
        if request is self._request:
            self.progress.emit(fraction, phase)

    def _on_done(self, request: _Request, surface: Surface) -> None:
        if request is self._request:
            self.made.emit(request.volume, surface)
            self._finish()

    def _on_failed(self, request: _Request, error: Xr2ctError) -> None:
        if request is self._request:
            self.failed.emit(error)
            self._finish()

    def _finish(self) -> None:
        self._request = None
        if self._waiting:
            self._next()
        else:
            self.busy_changed.emit(False)
