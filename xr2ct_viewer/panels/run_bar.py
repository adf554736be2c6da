"""The foot of the sidebar: the one large button that starts and, while it runs, cancels, and how far it is.

Invariant: it stands below what scrolls, so that a job and the way to stop it are in sight on the smallest screen; the
button keeps its place while the progress comes and goes above it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.jobs import Job, remaining_in_words
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_label import ElidedLabel


class RunBar(QFrame):
    """`run_requested` and `cancel_requested` say what the person wants; `show_job` what happens."""

    run_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("columnFoot")
        self._theme = theme
        self._job: Job | None = None
        self.phase = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.left = QLabel()
        self.left.setObjectName("muted")
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.bar.setAccessibleName(tr("Progress"))
        self.button = QPushButton()
        self.button.setToolTip(tr("Make a volume of the two X-rays (Ctrl+R), or stop making it (Esc)"))
        self.button.setMinimumHeight(40)
        self.button.clicked.connect(self._press)
        status = QHBoxLayout()
        status.setSpacing(8)
        status.addWidget(self.phase, 1)
        status.addWidget(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(status)
        layout.addWidget(self.bar)
        layout.addWidget(self.button)
        theme.changed.connect(self._dress_button)
        self.show_job(None)

    def show_job(self, job: Job | None) -> None:
        """Show how far the study's job is, or that there is none."""
        changed = (job is None) != (self._job is None)
        self._job = job
        for widget in (self.phase, self.left, self.bar):
            widget.setVisible(job is not None)
        if job is not None:
            self.bar.setMaximum(1000 if job.fraction > 0 else 0)
            self.bar.setValue(round(job.fraction * 1000))
            self.phase.setText(said(job.phase))
            self.left.setText(" · ".join(_how_far(job)))
        if changed or not self.button.text() or (job and job.cancelling):
            self._dress_button()

    def _dress_button(self) -> None:
        job = self._job
        self.button.setObjectName("primary" if job is None else "stop")
        self.button.setText(tr("Reconstruct") if job is None else tr("Stopping…") if job.cancelling else tr("Cancel"))
        colour = self._theme.palette.on_accent if job is None else self._theme.palette.danger
        self.button.setIcon(self._theme.icon("run" if job is None else "cancel", colour))
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def _press(self) -> None:
        (self.run_requested if self._job is None else self.cancel_requested).emit()


def _how_far(job: Job) -> list[str]:
    """The part that is done and the time that is left, as far as they are known."""
    found = [f"{job.fraction:.0%}"] if job.fraction > 0 else []
    if job.remaining_s is not None and not job.cancelling:
        found.append(tr(remaining_in_words(job.remaining_s)))
    return found
