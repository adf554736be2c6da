"""A training that writes thousands of points while its curves are on screen, and how long frames take meanwhile.

A frame is what the event loop does between two beats of a timer that is always due. Processor time is measured, not
time on the wall, so that other programs on the machine do not count; nor do objects that the process had before, which
the garbage collector would go through in the midst of a frame.
"""

import gc
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

from PySide6.QtCore import QTimer
from run_helpers import make_run, write_rows

from xr2ct_viewer.panels.train.curves_panel import CurvesPanel
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.manager import Theme

CURVES = 6


@dataclass
class Measured:
    """Seconds of the longest frame, all frames over a millisecond, how often the plots were drawn, points taken in."""

    longest_s: float = 0.0
    frames_s: list[float] = field(default_factory=list)
    refreshes: int = 0
    points: int = 0


def longest_frame(qtbot, folder: Path, *, rows: int, bursts: int, smoothing: int = 60) -> Measured:
    """Follow a run whose `rows` rows of `CURVES` values come in `bursts`, a tenth of a second apart."""
    background = Background()
    follower, panel = RunFollower(background), CurvesPanel(Theme())
    qtbot.addWidget(panel)
    panel.bind(follower)
    panel.resize(1200, 800)
    panel.show()
    qtbot.waitExposed(panel)
    run = make_run(folder / "run", total_steps=rows)
    write_rows(run, 1, 1, keys=CURVES)
    follower.follow(run.path)
    qtbot.waitUntil(lambda: bool(panel.plots), timeout=10_000)
    panel.series.choose([f"train/generator/term_{number}" for number in range(CURVES - 1)] + ["train/generator/loss"])
    panel.bar.slider.setValue(smoothing)
    qtbot.wait(300)
    gc.collect()
    gc.freeze()

    measured, written = Measured(), 1
    before = thread_time()

    def beat() -> None:
        nonlocal before
        now = thread_time()
        measured.frames_s.append(now - before)
        before = now

    def burst() -> None:
        nonlocal written, before
        spent = thread_time() - before
        last = min(rows, written + -(-rows // bursts))
        write_rows(run, written + 1, last, keys=CURVES)
        written = last
        before = thread_time() - spent  # writing is the training's work, not the window's
        if written == rows:
            writer.stop()

    drawn = panel.plots[next(iter(panel.plots))]
    refresh = drawn.refresh

    def counted() -> None:
        measured.refreshes += 1
        refresh()

    drawn.refresh = counted  # type: ignore[method-assign]
    clock, writer = QTimer(interval=0), QTimer(interval=100)
    clock.timeout.connect(beat)
    writer.timeout.connect(burst)
    clock.start()
    writer.start()
    qtbot.waitUntil(lambda: panel.runs[run.path].last_step == rows, timeout=60_000)
    qtbot.wait(600)
    clock.stop()
    gc.unfreeze()
    measured.points = len(panel.runs[run.path].curves["train/generator/loss"])
    measured.longest_s = max(measured.frames_s)
    measured.frames_s = [seconds for seconds in measured.frames_s if seconds > 1e-3]
    follower.unfollow()
    background.close()
    return measured
