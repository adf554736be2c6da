"""What the command line asks of a new window: open files, the sample or a run, reconstruct, save a picture, leave."""

import argparse
import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer

from xr2ct_core.asked_corrections import correction_of
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.window import MainWindow
from xr2ct_viewer.workspaces.read_sessions import ReadSessions

SETTLE_MS: Final = 2500
"""Time for the 3D view to draw its frame of full quality before the picture is taken."""
TRAIN_SETTLE_MS: Final = 60_000
"""Longest time for the worker to start, to look at the data and to say what a training needs."""
QUIET_SETTLE_MS: Final = 60_000
"""Longest time for the window to come to rest: drawing in software may keep it for seconds, and layouts wait for it."""
LOOK_MS: Final = 250
LATE_MS: Final = 120
"""A look that comes so much later than asked for was held up by something."""
SHOWN_SUPPLIED: Final = 0.0
"""Share of the prior that `--show evidence` leaves: the slider at its end, where the difference is plain."""


class Startup(QObject):
    """Carries out the arguments once the window is painted; lives as long as the window."""

    def __init__(self, window: MainWindow, arguments: argparse.Namespace) -> None:
        super().__init__(window)
        self._window = window
        self._arguments = arguments
        self._waited, self._asked = QElapsedTimer(), QElapsedTimer()
        self._sessions = window.read.area(ReadSessions)
        window.read.opening.opened.connect(self._on_opened)
        self._sessions.opened.connect(self._on_opened)
        if arguments.screenshot is not None or arguments.show is not None:
            window.read.reconstruction.landed.connect(self._on_landed)
        if arguments.screenshot is not None:
            window.read.opening.failed.connect(self._leave_with_error)
            self._sessions.failed.connect(self._leave_with_error)
            window.read.reconstruction.failed.connect(self._leave_with_error)
            window.read.stage.failed.connect(self._leave_with_error)
        QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        window, arguments = self._window, self._arguments
        correction = correction_of(
            swap=arguments.swap, rotate=arguments.rotate, mirror=arguments.mirror, invert=arguments.invert
        )
        window.scratch.sweep()
        if arguments.run is not None or arguments.workspace is not None:
            window.show_workspace("train" if arguments.run is not None else arguments.workspace)
        if arguments.run is not None:
            window.train.desk.follow(arguments.run.absolute())
        if arguments.files:
            window.read.opening.open_files(tuple(path.absolute() for path in arguments.files), correction)
        elif arguments.sample is not None:
            window.read.opening.open_sample(arguments.sample or None, correction)
        elif arguments.screenshot is not None:
            self._take_soon()
        elif window.settings.data.tour_at_start and arguments.run is None and arguments.workspace is None:
            window.habits.start_tour()

    def _on_opened(self) -> None:
        self._window.read.opening.opened.disconnect(self._on_opened)
        self._sessions.opened.disconnect(self._on_opened)
        study = self._window.read.session.current
        if self._arguments.reconstruct and study is not None and study.pair is not None:
            self._window.read.reconstruct()
        elif self._arguments.screenshot is not None:
            self._take_soon()

    def _on_landed(self, _study_id: str) -> None:
        self._window.read.reconstruction.landed.disconnect(self._on_landed)
        if self._arguments.show is not None:
            self._window.read.stage.choose(self._arguments.show)
        self._look_closer()

    def _look_closer(self) -> None:
        """Once the answer is there: the evidence alone, or the first alternative, and then the picture."""
        stage = self._window.read.stage
        if not stage.is_settled:
            QTimer.singleShot(LOOK_MS, self, self._look_closer)
            return
        if stage.lens.name == "evidence":
            stage.lens.supplied = SHOWN_SUPPLIED
        elif stage.lens.name == "alternatives":
            stage.lens.alternative = 1
        if self._arguments.screenshot is not None:
            self._take_soon()

    def _take_soon(self) -> None:
        volume_view = self._window.read.grid.volume
        if self._window.workspace == "train":
            self._waited.start()
            QTimer.singleShot(SETTLE_MS, self, self._take_when_settled)
        elif volume_view.isVisible() and volume_view.gl is None:
            volume_view.ready.connect(lambda: QTimer.singleShot(SETTLE_MS, self, self._take_at_rest))
        else:
            QTimer.singleShot(SETTLE_MS, self, self._take_at_rest)

    def _take_when_settled(self) -> None:
        if self._window.train.is_settled or self._waited.hasExpired(TRAIN_SETTLE_MS):
            self._take_at_rest()
        else:
            QTimer.singleShot(LOOK_MS, self, self._take_when_settled)

    def _take_at_rest(self) -> None:
        """Take the picture at the first look that comes in time."""
        self._waited.start()
        self._look_again()

    def _look_again(self) -> None:
        self._asked.start()
        QTimer.singleShot(LOOK_MS, self, self._take_if_at_rest)

    def _take_if_at_rest(self) -> None:
        is_late = self._asked.elapsed() > LOOK_MS + LATE_MS
        if is_late and not self._waited.hasExpired(QUIET_SETTLE_MS):
            self._look_again()
        else:
            self._take()

    def _take(self) -> None:
        is_saved = self._window.grab().save(str(self._arguments.screenshot))
        self._sessions.discard()
        self._window.close()
        QCoreApplication.exit(0 if is_saved else 1)

    def _leave_with_error(self, error: Xr2ctError, *_details: object) -> None:
        """No picture: whoever waits for one reads why, as of any command."""
        sys.stderr.write(f"error: {error.message}\n" + (f"hint: {error.hint}\n" if error.hint else ""))
        QCoreApplication.exit(error.exit_code)
