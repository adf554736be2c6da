"""Plays through the slices of one view, as a film, until somebody does anything.

Invariant: only what the player itself does moves it on; a slice that changes otherwise, a view that is hidden or empty,
a press, a wheel or a key stop it. Slow machines skip slices and keep the speed.
"""

from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from xr2ct_viewer.widgets.slice_canvas import SliceCanvas

SPEEDS_FPS: Final = (2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 45.0, 60.0)
_MOST_SKIPPED: Final = 8


class Cine(QObject):
    """One player for all slice views. `changed` tells that it plays, stops, or plays otherwise."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fps, self.bounces = 12.0, False
        self._canvas: SliceCanvas | None = None
        self._direction, self._expected = 1, -1
        self._last_s, self._due = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    @property
    def canvas(self) -> SliceCanvas | None:
        """The view that is playing."""
        return self._canvas if self.is_playing else None

    def toggle(self, canvas: SliceCanvas) -> None:
        """Play a view, or stop it."""
        if self.canvas is canvas:
            self.stop()
        else:
            self.play(canvas)

    def play(self, canvas: SliceCanvas) -> None:
        """Play upwards from the slice on screen."""
        if canvas.plane is None:
            return
        self._canvas, self._direction, self._expected = canvas, 1, canvas.index
        self._last_s, self._due = perf_counter(), 0.0
        self._timer.start(round(1000 / self.fps))
        self.changed.emit()

    def stop(self) -> None:
        if self.is_playing:
            self._timer.stop()
            self._canvas = None
            self.changed.emit()

    def set_speed(self, fps: float) -> None:
        """Slices a second, from now on."""
        self.fps = fps
        if self.is_playing:
            self._timer.setInterval(round(1000 / fps))
        self.changed.emit()

    def step_speed(self, steps: int) -> None:
        """So many steps faster along `SPEEDS_FPS`; slower for negative ones."""
        nearest = min(range(len(SPEEDS_FPS)), key=lambda place: abs(SPEEDS_FPS[place] - self.fps))
        self.set_speed(SPEEDS_FPS[max(0, min(len(SPEEDS_FPS) - 1, nearest + steps))])

    def set_bouncing(self, bounces: bool) -> None:
        self.bounces = bounces
        self.changed.emit()

    def _tick(self) -> None:
        canvas, now = self._canvas, perf_counter()
        if canvas is None or not isValid(canvas) or canvas.plane is None or not canvas.isVisible():
            self.stop()
            return
        if canvas.index != self._expected:
            self.stop()
            return
        self._due += (now - self._last_s) * self.fps
        self._last_s = now
        steps = max(1, min(_MOST_SKIPPED, round(self._due)))
        self._due = 0.0 if steps == _MOST_SKIPPED else self._due - steps
        canvas.go_to_index(self._next(canvas.index, steps, canvas.plane.count))
        self._expected = canvas.index

    def _next(self, index: int, steps: int, count: int) -> int:
        following = index + self._direction * steps
        if 0 <= following < count:
            return following
        if not self.bounces:
            return following % count
        self._direction = -self._direction
        turned = -following if following < 0 else 2 * (count - 1) - following
        return max(0, min(count - 1, turned))
