"""What can be done with the run in front: pause, go on, checkpoint or preview now, stop, resume, start anew."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from xr2ct_core.runs.record import RunRecord
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

MEMORY_CODES = ("oom_gpu", "oom_host")
RESUMABLE = ("stopped", "failed", "interrupted")


class RunControls(QWidget):
    """Buttons that follow the run's state. `requested` carries the name of a request to the process.

    `trouble` is the label that says how a run came to its end; it is placed apart from the buttons.
    """

    requested = Signal(str)
    resume_requested = Signal()
    smaller_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pause = self._button(tr("Pause"), tr("Hold after the running step; nothing is lost"), "pause")
        self._go_on = self._button(tr("Continue"), tr("Go on where it was paused"), "resume")
        self._checkpoint = self._button(
            tr("Checkpoint now"), tr("Write the weights down after this step"), "checkpoint"
        )
        self._preview = self._button(
            tr("Preview now"), tr("Reconstruct the previewed case as the network is now"), "preview"
        )
        self._stop = self._button(tr("Stop"), tr("Stop after this step with a checkpoint; it can be resumed"), "stop")
        self._resume = QPushButton(tr("Resume training"))
        self._resume.setObjectName("compactPrimary")
        self._resume.setToolTip(tr("Go on from the newest checkpoint, to the same result"))
        self._resume.clicked.connect(self.resume_requested)
        self._smaller = QPushButton()
        self._smaller.setObjectName("compactPrimary")
        self._smaller.setAccessibleName(tr("Start again with smaller settings"))
        self._smaller.setToolTip(tr("Start the run again with settings that need less memory"))
        self._smaller.clicked.connect(self.smaller_requested)
        self.trouble = QLabel()
        self.trouble.setObjectName("danger")
        self.trouble.setWordWrap(True)
        buttons = QHBoxLayout(self)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(6)
        running = (self._pause, self._go_on, self._checkpoint, self._preview, self._stop)
        for button in (*running, self._resume, self._smaller):
            buttons.addWidget(button)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.show_record(None)

    def show_record(self, record: RunRecord | None, smaller: str = "", note: str = "") -> None:
        """Offer what the state allows; `smaller` says what would need less after memory ran out, `note` what else
        is known about the end."""
        state = record.shown_state if record is not None else ""
        self._pause.setVisible(state == "running")
        self._go_on.setVisible(state == "paused")
        for button in (self._checkpoint, self._preview, self._stop):
            button.setVisible(state in ("running", "paused"))
            button.setEnabled(True)
        self._resume.setVisible(state in RESUMABLE)
        self._smaller.setText(tr("Start again with {smaller}", smaller=smaller))
        self._smaller.setVisible(bool(smaller))
        words = (record.error, record.error_hint, note) if record is not None else ()
        text = " ".join(said(word) for word in words if word) if state in ("failed", "interrupted") else ""
        if state == "interrupted" and not text:
            text = tr("The process of this training is gone. It can go on from its newest checkpoint.")
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def show_asked(self, name: str) -> None:
        """A stop takes effect after the running step; until then it is not asked again."""
        if name == "stop":
            self._stop.setEnabled(False)

    def _button(self, text: str, tip: str, request: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.requested.emit(request))
        return button

    def _refresh_icons(self) -> None:
        palette = self._theme.palette
        self._pause.setIcon(self._theme.icon("pause"))
        self._go_on.setIcon(self._theme.icon("run"))
        self._checkpoint.setIcon(self._theme.icon("checkpoint"))
        self._preview.setIcon(self._theme.icon("volume"))
        self._stop.setIcon(self._theme.icon("cancel", palette.danger))
        self._resume.setIcon(self._theme.icon("run", palette.on_accent))
        self._smaller.setIcon(self._theme.icon("down", palette.on_accent))
