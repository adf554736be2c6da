"""The curves of the run in front and of runs laid over them, drawn anew four times a second while points arrive.

One run is coloured by curve; several runs by run, with a dash for each curve. The plots share the steps in view and
the crosshair.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io.files import write_text
from xr2ct_core.runs.metrics_log import MetricsRow
from xr2ct_core.runs.record import RunRecord
from xr2ct_viewer.models.curves import RunCurves, curves_csv
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.series import Series, best_score, in_words
from xr2ct_viewer.panels.train.curves_bar import CurvesBar
from xr2ct_viewer.panels.train.plot_grid import PlotGrid
from xr2ct_viewer.panels.train.series_list import SeriesList
from xr2ct_viewer.services.run_follower import RunFollower
from xr2ct_viewer.theme.curve_colours import curve_colour
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets.curve_plot import CurvePlot, Line, Mark
from xr2ct_viewer.widgets.save_file import ask_save_file, with_ending

REFRESH_MS: Final = 250
EMPTY: Final = marked("No curves yet. Start a training, or choose a run in the table.")
WAITING: Final = marked("The first points of this run appear after a few steps.")
NONE_CHOSEN: Final = marked("No curve is checked. Check some in the list on the left.")


class CurvesPanel(QWidget):
    """`colours_changed` carries the colour of each run (by path) while several are shown."""

    colours_changed = Signal(object)
    notice = Signal(str)
    failed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Curves"))
        self._follower: RunFollower | None = None
        self._runs: dict[Path, RunCurves] = {}
        self._overlaid: dict[Path, RunFollower] = {}
        self._front: Path | None = None
        self._record: RunRecord | None = None
        self._asked: tuple[Path, ...] = ()
        self._is_stale = False
        self._grid = PlotGrid(theme)
        self.series = SeriesList()
        self.series.changed.connect(self._rebuild)
        self.bar = CurvesBar(theme)
        self.bar.list_toggled.connect(self.series.setVisible)
        self.bar.smoothing_changed.connect(self._grid.set_smoothing)
        self.bar.log_changed.connect(self._grid.set_log)
        self.bar.fit_requested.connect(self._grid.fit)
        self._grid.zoomed.connect(self.bar.set_zoomed)
        self.bar.csv_requested.connect(self._ask_csv)
        self.bar.png_requested.connect(self._ask_png)
        self.bar.copy_requested.connect(lambda: QGuiApplication.clipboard().setImage(self._grid.grab_image()))
        self._message = QLabel(tr(EMPTY))
        self._message.setObjectName("muted")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        area = QWidget()
        self._stack = QStackedLayout(area)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._grid)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.series)
        splitter.addWidget(area)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([210, 800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(splitter, 1)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        theme.changed.connect(self._restyle)
        self._restyle()
        self._rebuild()

    def bind(self, follower: RunFollower) -> None:
        """Show what this follower follows."""
        self._follower = follower
        follower.followed.connect(self._on_followed)
        follower.record_changed.connect(self._on_record)
        follower.metrics_added.connect(lambda rows: self._add(self._front, rows))
        follower.restarted.connect(lambda: self._clear(self._front))

    def set_overlaid(self, paths: Sequence[Path]) -> None:
        """Lay these runs over the one in front; they are followed as well."""
        self._asked = tuple(paths)
        if self._follower is None:
            return
        for path in tuple(self._overlaid):
            if path not in paths:
                self._let_go(path)
        for path in paths:
            if path in self._overlaid or path == self._front:
                continue
            follower = RunFollower(self._follower.background, self)
            follower.metrics_added.connect(partial(self._add, path))
            follower.restarted.connect(partial(self._clear, path))
            self._overlaid[path] = follower
            self._runs[path] = RunCurves()
            follower.follow(path)
        self._rebuild()

    @property
    def plots(self) -> dict[str, CurvePlot]:
        """The plots by their titles."""
        return self._grid.plots

    @property
    def runs(self) -> dict[Path, RunCurves]:
        """The runs that are drawn, the one in front first."""
        front = {self._front: self._runs[self._front]} if self._front is not None else {}
        return front | {path: curves for path, curves in self._runs.items() if path != self._front}

    def export_csv(self, path: Path) -> None:
        """Write the values of the drawn curves, in the background."""
        if self._follower is None:
            return
        keys = self._wanted_keys()
        values = {name: run.values(keys) for name, run in zip(self._names(), self.runs.values(), strict=True)}

        def done(_: object) -> None:
            self.notice.emit(tr("Saved {path}", path=path))

        self._follower.background.run(lambda: write_text(path, curves_csv(values, keys)), done, self.failed.emit)

    def export_png(self, path: Path) -> None:
        """Write the plots as a picture with the banner in it."""
        if self._grid.grab_image().save(str(path)):
            self.notice.emit(tr("Saved {path}", path=path))
        else:
            self.failed.emit(Xr2ctError(f"{path} cannot be written.", "Choose another folder.", code="bad_input"))

    # What arrives

    def _on_followed(self, path: Path | None) -> None:
        if self._front is not None:
            self._runs.pop(self._front, None)
        self._front, self._record = path, None
        if path is not None:
            self._let_go(path)
            self._runs[path] = RunCurves()
        self._grid.fit()
        self.set_overlaid(self._asked)

    def _on_record(self, record: RunRecord) -> None:
        self._record = record
        self._is_stale = True

    def _add(self, path: Path | None, rows: list[MetricsRow]) -> None:
        if path in self._runs:
            self._runs[path].add(rows)
            self._is_stale = True

    def _clear(self, path: Path | None) -> None:
        if path in self._runs:
            self._runs[path].clear()
            self._rebuild()

    def _let_go(self, path: Path) -> None:
        if (follower := self._overlaid.pop(path, None)) is not None:
            follower.unfollow()
            follower.deleteLater()
            self._runs.pop(path, None)

    # What is drawn

    def _refresh(self) -> None:
        """Draw what arrived since the last time; called by the clock."""
        if not self._is_stale or not self.isVisible():
            return
        self._is_stale = False
        if self.series.set_keys(key for run in self._runs.values() for key in run.curves) or self._lacks_lines():
            self._rebuild()
            return
        for group, plot in self.plots.items():
            plot.set_marks(self._marks(group))
            plot.refresh()

    def _lacks_lines(self) -> bool:
        """Whether a curve that is wanted has its first points now."""
        wanted = self._wanted_keys()
        count = sum(key in run.curves for run in self._runs.values() for key in wanted)
        return count != sum(len(plot.lines) for plot in self.plots.values())

    def _rebuild(self) -> None:
        """Make the plots that are wanted now and fill them."""
        self.series.set_keys(key for run in self._runs.values() for key in run.curves)
        groups: dict[str, list[Series]] = {}
        for series in self.series.wanted:
            groups.setdefault(series.group, []).append(series)
        self._grid.set_titles(list(groups))
        for group, members in groups.items():
            self.plots[group].set_lines(self._lines(members), self._marks(group))
        has_points = any(run.curves for run in self._runs.values())
        self._message.setText(tr(NONE_CHOSEN) if has_points else tr(WAITING) if self._runs else tr(EMPTY))
        self._stack.setCurrentIndex(1 if self.plots else 0)
        self.colours_changed.emit(self._colours())

    def _lines(self, members: Sequence[Series]) -> list[Line]:
        runs, lines = self.runs, []
        for at, (name, curves) in enumerate(zip(self._names(), runs.values(), strict=True)):
            for number, series in enumerate(members):
                if series.key not in curves.curves:
                    continue
                is_alone = len(runs) == 1
                title = tr(series.title)
                label = title if is_alone else name if len(members) == 1 else f"{name}: {title}"
                colour = curve_colour(number if is_alone else at, self._theme.palette)
                dash = 0 if is_alone else number
                lines.append(Line(label, colour, curves.curves[series.key], dash, series.unit))
        return lines

    def _marks(self, group: str) -> tuple[Mark, ...]:
        """The best score of the run in front, as its record has it."""
        best = best_score(self._record.best) if self._record is not None else None
        if best is None or not any(one.key == best.key and one.group == group for one in self.series.wanted):
            return ()
        text = tr("best {score} at step {step:,}", score=in_digits(in_words(best.value, "dB")), step=best.step)
        return (Mark(text, best.value, self._theme.palette.good),)

    def _wanted_keys(self) -> tuple[str, ...]:
        return tuple(series.key for series in self.series.wanted)

    def _names(self) -> list[str]:
        names = [path.name for path in self.runs]
        return [name if names.count(name) == 1 else str(path) for name, path in zip(names, self.runs, strict=True)]

    def _colours(self) -> dict[Path, str]:
        runs = self.runs
        return {path: curve_colour(at, self._theme.palette) for at, path in enumerate(runs)} if len(runs) > 1 else {}

    # Asking

    def _ask_csv(self) -> None:
        path = ask_save_file(
            self, tr("Save the values"), "curves.csv", "CSV (*.csv)", lambda named: with_ending(named, ".csv")
        )
        if path is not None:
            self.export_csv(path)

    def _ask_png(self) -> None:
        path = ask_save_file(
            self, tr("Save the picture"), "curves.png", "PNG (*.png)", lambda named: with_ending(named, ".png")
        )
        if path is not None:
            self.export_png(path)

    def _restyle(self) -> None:
        self._grid.restyle()
        self._rebuild()
