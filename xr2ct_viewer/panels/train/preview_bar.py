"""The line above the previews: of whom, after which step, a slider over the steps, 3D, and a copy of the picture."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from xr2ct_viewer.models.run_previews import PreviewSteps
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr


class PreviewBar(QWidget):
    """`chosen` carries the place of a preview among the steps."""

    chosen = Signal(int)
    volume_toggled = Signal(bool)
    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heading = QLabel(tr("Preview"))
        self._heading.setObjectName("heading")
        self.text = QLabel()
        self.text.setObjectName("muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Preview by step"))
        self.slider.setToolTip(tr("Look at earlier previews; at the right end new ones are followed"))
        self.slider.setPageStep(1)
        self.slider.setFixedWidth(220)
        self.slider.valueChanged.connect(self.chosen)
        self._newest = QToolButton()
        self._newest.setObjectName("flat")
        self._newest.setToolTip(tr("Go to the newest preview and follow it"))
        self._newest.setAccessibleName(tr("Newest preview"))
        self._newest.clicked.connect(lambda: self.slider.setValue(self.slider.maximum()))
        self.show_volume = QToolButton()
        self.show_volume.setText(tr("Show in 3D"))
        self.show_volume.setToolTip(
            tr("Draw the preview in 3D beside the slices; the camera stays as training goes on")
        )
        self.show_volume.setCheckable(True)
        self.show_volume.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.show_volume.toggled.connect(self.volume_toggled)
        self._copy = QToolButton()
        self._copy.setObjectName("flat")
        self._copy.setToolTip(tr("Copy the picture"))
        self._copy.setAccessibleName(tr("Copy the picture of the preview"))
        self._copy.clicked.connect(self.copy_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._heading)
        row.addWidget(self.text)
        row.addWidget(self.slider)
        row.addWidget(self._newest)
        row.addStretch(1)
        row.addWidget(self._copy)
        row.addWidget(self.show_volume)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.set_has_volume_view(False)

    @property
    def is_volume_shown(self) -> bool:
        return self.show_volume.isChecked()

    def set_has_volume_view(self, has_one: bool) -> None:
        self.show_volume.setVisible(has_one)

    def show_steps(self, steps: PreviewSteps, subject: str) -> None:
        """Show which previews there are and which one is looked at."""
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(steps.steps) - 1))
        self.slider.setValue(max(0, steps.at))
        self.slider.blockSignals(False)
        self.slider.setEnabled(len(steps.steps) > 1)
        self._newest.setEnabled(not steps.follows)
        self._copy.setEnabled(bool(steps.steps))
        self.show_volume.setEnabled(bool(steps.steps))
        whom = f"{subject}, " if subject else ""
        self.text.setText(tr("{whom}after step {step:,}", whom=whom, step=steps.step) if steps.step is not None else "")

    def _refresh_icons(self) -> None:
        self._newest.setIcon(self._theme.icon("newest"))
        self._copy.setIcon(self._theme.icon("copy"))
        self.show_volume.setIcon(self._theme.toggle_icon("volume"))
