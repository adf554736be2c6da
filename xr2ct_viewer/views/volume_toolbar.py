"""The small toolbar of the 3D view: appearance, side, crop, and what the view is drawn with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from xr2ct_viewer.render.presets import VolumePreset, bundled_presets

SIDES = (("A", "Front"), ("P", "Back"), ("R", "Right side"), ("L", "Left side"), ("S", "Top"), ("I", "Bottom"))


class VolumeToolbar(QFrame):
    """`preset_chosen` and `side_chosen` (a letter) say what is wanted, `crop_toggled` whether to cut the volume."""

    preset_chosen = Signal()
    side_chosen = Signal(str)
    crop_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewToolbar")
        self.preset_box = QComboBox()
        self.preset_box.setAccessibleName("3D appearance")
        self.preset_box.setToolTip("Appearance: which tissues are shown")
        for preset in bundled_presets():
            self.preset_box.addItem(preset.title, preset)
        self.preset_box.currentIndexChanged.connect(lambda _index: self.preset_chosen.emit())
        self.crop_button = QToolButton()
        self.crop_button.setText("Crop")
        self.crop_button.setToolTip("Cut the volume open along the three axes")
        self.crop_button.setCheckable(True)
        self.crop_button.toggled.connect(self.crop_toggled)
        self._tag = QLabel()
        self._tag.setObjectName("syntheticTag")
        self._badge = QLabel()
        self._badge.setObjectName("badge")
        for label in (self._tag, self._badge):
            label.setVisible(False)
        self._lay_out()

    @property
    def preset(self) -> VolumePreset:
        preset: VolumePreset = self.preset_box.currentData()
        return preset

    def set_banner(self, text: str) -> None:
        """Show the first word of the sentence where it is a warning in capitals."""
        word = text.split(" ", 1)[0]
        self._tag.setText(word)
        self._tag.setMinimumWidth(self._tag.sizeHint().width())
        self._tag.setVisible(word.isupper())

    def set_badge(self, text: str, tip: str) -> None:
        """Say what draws the volume."""
        self._badge.setText(text)
        self._badge.setToolTip(tip)
        self._badge.setVisible(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(2)
        row.addWidget(self.preset_box)
        row.addSpacing(4)
        for letter, meaning in SIDES:
            button = QToolButton()
            button.setText(letter)
            button.setToolTip(f"Look from: {meaning.lower()}")
            button.setAccessibleName(f"Look from {meaning.lower()}")
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, side=letter: self.side_chosen.emit(side))
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.crop_button)
        row.addStretch(1)
        row.addWidget(self._tag)
        row.addWidget(self._badge)
