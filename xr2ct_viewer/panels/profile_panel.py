"""Below the views: the values along the line that was drawn, with the way to take them along.

The plot, and pyqtgraph with it, is made with the first profile.
"""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.models.profile import Profile
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.line_plot import LinePlot


class ProfilePanel(QFrame):
    """`pointed` carries the share of the line under the mouse or None; the others ask for what their names say."""

    pointed = Signal(object)
    copy_requested = Signal()
    export_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr("Profile along the line"))
        self.setFixedHeight(190)
        self._theme = theme
        self.profile: Profile | None = None
        self.plot: LinePlot | None = None
        self.title, self.note = QLabel(), QLabel()
        self.title.setObjectName("heading")
        self.note.setObjectName("muted")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        header = QHBoxLayout()
        header.setSpacing(6)
        header.addWidget(self.title)
        header.addSpacing(8)
        header.addWidget(self.note, 1)
        self._buttons: dict[str, QToolButton] = {}
        for name, words, tip, signal in (
            ("copy", tr("Copy"), tr("Copy the values as a table"), self.copy_requested),
            ("export", tr("Export CSV…"), tr("Save the values as a CSV file"), self.export_requested),
            ("close", "", tr("Take the line away"), self.close_requested),
        ):
            button = QToolButton()
            button.setText(words)
            if words:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(signal)
            header.addWidget(button)
            self._buttons[name] = button
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 6, 10, 4)
        self._column.setSpacing(4)
        self._column.addLayout(header)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.hide()

    def show_profile(self, profile: Profile | None) -> None:
        """Plot a profile, or take no room."""
        self.profile = profile
        self.setVisible(profile is not None)
        if profile is None:
            return
        from xr2ct_viewer.widgets.line_plot import LinePlot, PlotLine

        if self.plot is None:
            self.plot = LinePlot(tr("Profile"), self._theme)
            self.plot.hovered.connect(self._on_hovered)
            self.plot.clicked.connect(self._on_clicked)
            self._column.addWidget(self.plot, 1)
        is_detector = profile.line.space != "patient"
        where = tr("mm from the start, at the isocentre") if is_detector else tr("mm from the start")
        decimals = "{:.3f}" if is_detector else "{:.0f} HU"
        lines = [PlotLine(curve.label, profile.distance_mm, curve.values) for curve in profile.curves]
        unit = "HU" if profile.unit == "HU" else ""
        self.plot.set_lines(lines, where, unit, x_form="{:.1f}", y_form=decimals)
        self.title.setText(tr("Profile · {length_mm:.1f} mm", length_mm=profile.length_mm))
        self.note.setText(" · ".join(filter(None, (profile.place, _difference(profile), tr("estimate")))))

    def show_place(self, share: float | None) -> None:
        """Mark a place of the line in the plot."""
        if self.plot is not None and self.profile is not None:
            self.plot.set_mark(None if share is None else share * self.profile.length_mm)

    def _on_hovered(self, distance_mm: float | None) -> None:
        if self.profile is not None and self.profile.length_mm > 0:
            self.pointed.emit(None if distance_mm is None else distance_mm / self.profile.length_mm)

    def _on_clicked(self, distance_mm: float) -> None:
        """A click or an arrow key keeps the mark where it is."""
        if self.profile is not None and self.profile.length_mm > 0:
            self.pointed.emit(distance_mm / self.profile.length_mm)

    def _refresh_icons(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(name))


def _difference(profile: Profile) -> str:
    """How far the two curves are apart on average."""
    if len(profile.curves) != 2:
        return ""
    left, right = (curve.values for curve in profile.curves)
    apart = np.abs(right - left)
    if not np.isfinite(apart).any():
        return ""
    mean = float(np.nanmean(apart))
    return tr("mean difference {value}", value=f"{mean:.0f} HU" if profile.unit == "HU" else f"{mean:.3f}")
