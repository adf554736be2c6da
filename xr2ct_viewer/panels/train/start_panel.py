"""Step 4 of a training: what it will need, its name, and the button that starts it.

The button, and why it cannot start, are in `foot`, which whoever places the panel keeps in sight.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.models.marked import Filled, filled, marked
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.services.estimation import Estimate
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.device_combo import DeviceCombo

ESTIMATING: Final = marked("Estimating memory and time…")


class StartPanel(Section):
    """`start_requested`, `smaller_requested` and `unqueue_requested` say what a person wants."""

    start_requested = Signal()
    smaller_requested = Signal()
    unqueue_requested = Signal()
    device_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(4, tr("Start"), parent)
        self._theme = theme
        self._is_starting = False
        self._memory, self._time = QLabel(), muted_label()
        self._memory.setWordWrap(True)
        self._smaller = QPushButton()
        self._smaller.setAccessibleName(tr("Use smaller settings"))
        self._smaller.setToolTip(tr("Take settings that need less memory"))
        self._smaller.setVisible(False)
        self._smaller.clicked.connect(self.smaller_requested)
        self._name = QLineEdit()
        self._name.setAccessibleName(tr("Name of the run"))
        self._name.setToolTip(tr("Name of the run and of its folder"))
        self._device = DeviceCombo(tr("Device to train on"))
        self._device.activated.connect(lambda *_: self.device_chosen.emit(self._device.device))
        self._problem = QLabel()
        self._problem.setObjectName("warning")
        self._problem.setWordWrap(True)
        self._start = QPushButton(tr("Start training"))
        self._start.setToolTip(tr("Learn from the chosen data, in a process of its own (Ctrl+Enter)"))
        self._start.setObjectName("primary")
        self._start.setMinimumHeight(40)
        self._start.clicked.connect(self.start_requested)
        self._queue = muted_label()
        self._unqueue = QPushButton(tr("Do not start it"))
        self._unqueue.setToolTip(tr("Take what waits out of the queue"))
        self._unqueue.clicked.connect(self.unqueue_requested)
        row, waiting = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name, 1)
        row.addWidget(self._device)
        waiting.addWidget(self._queue, 1)
        waiting.addWidget(self._unqueue)
        for widget in (self._memory, self._time, self._smaller):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addLayout(waiting)
        self.foot = QFrame()
        self.foot.setObjectName("columnFoot")
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(10, 8, 16, 10)
        below.setSpacing(6)
        below.addWidget(self._problem)
        below.addWidget(self._start)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.show_waiting()
        self.show_queue(())
        self.show_problem("")

    @property
    def run_name(self) -> str:
        return self._name.text().strip()

    @run_name.setter
    def run_name(self, name: str) -> None:
        self._name.setText(name)
        self._name.setModified(False)

    @property
    def is_name_own(self) -> bool:
        """Whether a person wrote the name."""
        return self._name.isModified()

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer what the machine has; the names are torch's."""
        self._device.set_devices(devices)

    def show_problem(self, text: str) -> None:
        """Why it cannot start now; nothing if it can."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._start.setEnabled(not text and not self._is_starting)
        self.set_state("waiting" if text else "active")

    def show_waiting(self) -> None:
        self._say_memory(tr(ESTIMATING), "muted")
        self._time.setVisible(False)
        self._smaller.setVisible(False)

    def show_nothing(self) -> None:
        """No estimate, because a setting is not right."""
        self._say_memory("", "muted")
        self._time.setVisible(False)
        self._smaller.setVisible(False)

    def show_estimate(self, estimate: Estimate, steps: int, smaller: str) -> None:
        """Show what the training needs; `smaller` says which change would make it fit, if it does not."""
        on_card = marked("Needs about {needed} on the graphics card; {free} are free.")
        in_memory = marked("Needs about {needed} in memory; {free} are free.")
        need = tr(
            on_card if estimate.device.startswith("cuda") else in_memory,
            needed=size(estimate.memory_bytes),
            free=size(estimate.free_bytes),
        )
        self._say_memory(
            need if estimate.fits else f"{need} {tr('That will not fit.')}", "muted" if estimate.fits else "danger"
        )
        self._time.setText(
            tr(
                "About {total}: {steps:,} steps of {one}. {millions:.1f} million weights.",
                total=duration_in_words(estimate.total_s),
                steps=steps,
                one=duration_in_words(estimate.step_s),
                millions=estimate.parameters / 1e6,
            )
        )
        self._time.setVisible(True)
        self._smaller.setText(tr("Smaller: {smaller}", smaller=smaller))
        self._smaller.setVisible(bool(smaller) and not estimate.fits)

    def show_estimate_failed(self, error: Xr2ctError) -> None:
        self._say_memory(tr("Memory and time could not be estimated. {error}", error=said(str(error))), "warning")
        self._time.setVisible(False)

    def show_starting(self, name: str) -> None:
        """Show that a run is being started; with an empty name that none is."""
        self._is_starting = bool(name)
        self._start.setText(tr("Starting {name}…", name=name) if name else tr("Start training"))
        self._start.setEnabled(not name and not self._problem.text())

    def show_smaller(self, smaller: str) -> None:
        """Offer settings that need less memory."""
        self._smaller.setText(tr("Smaller: {smaller}", smaller=smaller))
        self._smaller.setVisible(bool(smaller))

    def show_queue(self, names: tuple[str, ...]) -> None:
        """Which runs wait for the one that learns."""
        self._queue.setText(tr("Waiting for its turn: {names}", names=", ".join(names)))
        for widget in (self._queue, self._unqueue):
            widget.setVisible(bool(names))

    def _say_memory(self, text: str, colour: str) -> None:
        self._memory.setText(text)
        self._memory.setVisible(bool(text))
        self._memory.setObjectName(colour)
        self._memory.style().unpolish(self._memory)
        self._memory.style().polish(self._memory)

    def _refresh_icons(self) -> None:
        self._start.setIcon(self._theme.icon("run", self._theme.palette.on_accent))
        self._smaller.setIcon(self._theme.icon("down"))


def size(number: int) -> Filled:
    """Bytes as people read them."""
    if number >= 1e9:
        return filled("{gigabytes:.1f} GB", gigabytes=number / 1e9)
    return filled("{megabytes:.0f} MB", megabytes=number / 1e6)
