"""How far the run in front is, how fast, what it takes and how good it is so far.

Numbers of a run that writes no `live.json` come from its record. Memory in bytes, times in seconds.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.live import LiveStatus
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.run_list import STATES
from xr2ct_viewer.models.series import best_score
from xr2ct_viewer.panels.train.run_states import STATE_ICONS, state_colour
from xr2ct_viewer.panels.train.start_panel import size
from xr2ct_viewer.said import said
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr

EMPTY: Final = marked("No run is followed")
_TILES: Final = {
    "speed": (marked("Speed"), marked("Steps of the optimisers a second, and cases seen a second")),
    "left": (marked("Time left"), marked("At the present speed")),
    "elapsed": (marked("Trained for"), marked("Time spent training, over all resumes")),
    "memory": (marked("Memory"), marked("Memory of the training process")),
    "device": (
        marked("Graphics memory"),
        marked("What this training holds on the graphics card, and what is free there"),
    ),
    "newest": (marked("Validation"), marked("PSNR on held-out cases in 3D, at the newest measurement")),
    "best": (marked("Best"), marked("The best PSNR on held-out cases, and its step")),
}
_BAR_UNITS: Final = 1000


class ProgressPanel(QWidget):
    """A line of state, a bar, and a row of numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Progress of the training"))
        self._record: RunRecord | None = None
        self._live: LiveStatus | None = None
        self._cases_a_step = 0
        self._icon, self.state, self.step, self.phase = QLabel(), QLabel(tr(EMPTY)), QLabel(), QLabel()
        self.state.setObjectName("heading")
        self.phase.setObjectName("muted")
        self.bar = QProgressBar(textVisible=False, maximum=_BAR_UNITS)
        self.bar.setAccessibleName(tr("Steps done"))
        self.bar.setFixedHeight(10)
        self.tiles: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self._icon, self.state, self.step):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.phase)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(18)
        numbers.setVerticalSpacing(0)
        for column, (key, (title, tip)) in enumerate(_TILES.items()):
            title, tip = tr(title), tr(tip)
            name, value = QLabel(title), QLabel()
            name.setObjectName("muted")
            value.setObjectName("number")
            value.setAccessibleName(title)
            for row, label in enumerate((name, value)):
                label.setToolTip(tip)
                numbers.addWidget(label, row, column)
            self._names[key], self.tiles[key] = name, value
        numbers.setColumnStretch(len(_TILES), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.bar)
        layout.addLayout(numbers)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._refresh_times)
        theme.changed.connect(self._refresh)
        self._refresh()

    def bind(self, follower: RunFollower) -> None:
        """Show how the run of this follower is doing."""
        follower.followed.connect(self._on_followed)
        follower.record_changed.connect(self._on_record)
        follower.live_changed.connect(self._on_live)

    def _on_followed(self, path: Path | None) -> None:
        self._record = self._live = None
        self._cases_a_step = _cases_a_step(path) if path is not None else 0
        self._refresh()

    def _on_record(self, record: RunRecord) -> None:
        self._record = record
        self._refresh()

    def _on_live(self, live: LiveStatus) -> None:
        self._live = live
        self._refresh()

    def _refresh(self) -> None:
        record = self._record
        for key in _TILES:
            self._set(key, "")
        self.bar.setVisible(record is not None)
        self._icon.setVisible(record is not None)
        if record is None:
            self._clock.stop()
            self.state.setText(tr(EMPTY))
            self.state.setStyleSheet("")
            self.state.setToolTip("")
            self.step.setText("")
            self.phase.setText("")
            return
        state, live = record.shown_state, self._live if record.shown_state in ("running", "paused") else None
        colour = state_colour(state, self._theme.palette)
        self._icon.setPixmap(self._theme.icon(STATE_ICONS[state], colour).pixmap(18, 18))
        self.state.setText(tr(STATES[state]))
        self.state.setStyleSheet(f"color: {colour}")
        self.state.setToolTip(said(f"{record.error} {record.error_hint}".strip()))
        step = max(record.step, live.step) if live is not None else record.step
        self.step.setText(tr("step {step:,} of {total_steps:,}", step=step, total_steps=record.total_steps))
        self.phase.setText(said(live.phase) if live is not None and state == "running" else "")
        self.bar.setValue(round(_BAR_UNITS * step / max(record.total_steps, 1)))
        self._refresh_speed(record, live)
        self._refresh_times()
        self._refresh_scores(record)
        (self._clock.start if state == "running" else self._clock.stop)()

    def _refresh_speed(self, record: RunRecord, live: LiveStatus | None) -> None:
        rate = live.steps_per_s if live is not None else record.step / record.seconds if record.seconds > 0 else 0.0
        if rate > 0 and record.shown_state != "paused":
            speed = tr("{time} a step", time=duration_in_words(1 / rate))
            if rate >= 0.5:
                speed = tr("{rate} steps/s", rate=_plain(rate))
            if self._cases_a_step > 1:
                speed = tr("{speed} · {rate} cases/s", speed=speed, rate=_plain(rate * self._cases_a_step))
            self._set("speed", speed)
        if live is None:
            return
        if live.eta_s is not None and record.shown_state == "running":
            self._set("left", tr(duration_in_words(live.eta_s)))
        self._set("memory", tr(size(live.host_bytes)))
        if live.device_bytes is not None:
            held = tr(size(live.device_bytes))
            if live.device_free_bytes is not None:
                held = tr("{held}, {free} free", held=held, free=size(live.device_free_bytes))
            self._set("device", held)

    def _refresh_times(self) -> None:
        record = self._record
        if record is None:
            return
        seconds = record.seconds
        if record.shown_state == "running":
            seconds += max(0.0, (datetime.now(UTC) - datetime.fromisoformat(record.updated)).total_seconds())
        self._set("elapsed", tr(duration_in_words(seconds)) if seconds >= 1 else "")

    def _refresh_scores(self, record: RunRecord) -> None:
        newest, best = (best_score(one, is_held_out=record.holds_out) for one in (record.metrics, record.best))
        self._set("newest", tr(newest.in_short) if newest is not None else "")
        words = marked("{score} at step {step:,}")
        self._set("best", tr(words, score=best.in_short, step=best.step) if best is not None else "")

    def _set(self, key: str, text: str) -> None:
        self.tiles[key].setText(text)
        for label in (self._names[key], self.tiles[key]):
            label.setVisible(bool(text))


def _cases_a_step(path: Path) -> int:
    """Volumes that each step learns from; 0 if the run does not say."""
    try:
        train = RunFolder(path).config().get("train", {})
        return int(train["batch_size"]) * int(train["accumulate"])
    except (Xr2ctError, KeyError, TypeError, ValueError):
        return 0


def _plain(rate: float) -> str:
    return in_digits(f"{rate:.0f}" if rate >= 20 else f"{rate:.2g}")
