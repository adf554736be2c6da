"""The small toolbar of the 3D view: appearance, side, crop, X-rays in space, and what the view is drawn with.

Invariants: the tag that says SYNTHETIC is always whole; where there is little room, buttons go into a menu before it
would be cut. Buttons come and go after a resize event and not in it: to show a widget activates the layouts around it,
and the grid of the views, in the middle of giving them their places, would leave those that follow without one.
"""

from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.render.presets import VolumePreset, bundled_presets
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.banner import warning_word
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox

SIDES: Final = (
    ("A", marked("from the front")),
    ("P", marked("from the back")),
    ("R", marked("from the right")),
    ("L", marked("from the left")),
    ("S", marked("from above")),
    ("I", marked("from below")),
)


SPACING_PX: Final = 2
BESIDE_PX: Final = 18
"""Margins and spaces of the row."""


class VolumeToolbar(QFrame):
    """`preset_chosen` carries a `VolumePreset`, `side_chosen` a letter; the three toggles what they were set to."""

    preset_chosen = Signal(object)
    side_chosen = Signal(str)
    crop_toggled = Signal(bool)
    xrays_toggled = Signal(bool)
    adjust_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewToolbar")
        self.preset_box = ElidedComboBox()
        self.preset_box.setAccessibleName(tr("3D appearance"))
        self.preset_box.setToolTip(tr("Appearance: which tissues are shown"))
        self.preset_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.preset_box.setMinimumWidth(92)
        self.set_presets(bundled_presets())
        self.preset_box.activated.connect(self._choose)
        self.crop_button = _toggle(
            tr("Crop"), tr("Cut the volume open: drag the yellow handles in the view, or the sliders")
        )
        self.crop_button.toggled.connect(self.crop_toggled)
        self.xrays_button = _toggle(tr("X-rays"), "")
        self.xrays_button.toggled.connect(self.xrays_toggled)
        self.adjust_button = _toggle(tr("Adjust"), tr("Appearance, surfaces and what is cut away"))
        self.adjust_button.toggled.connect(self.adjust_toggled)
        self._has_drawer = False
        self._toggles = (self.crop_button, self.xrays_button, self.adjust_button)
        self._tag = QLabel()
        self._tag.setObjectName("syntheticTag")
        self._badge = QLabel()
        self._badge.setObjectName("badge")
        for label in (self._tag, self._badge):
            label.setVisible(False)
        self._sides = QWidget()
        self._more = QToolButton()
        self._more.setText("⋯")
        self._more.setToolTip(tr("More: sides and what is shown"))
        self._more.setAccessibleName(self._more.toolTip())
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._find_room)
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._lay_out()
        self.offer_xrays(False)
        self._find_room()

    def set_presets(self, presets: tuple[VolumePreset, ...]) -> None:
        """What can be chosen: those of the program, and a person's own."""
        with QSignalBlocker(self.preset_box):
            self.preset_box.clear()
            for preset in presets:
                self.preset_box.addItem(tr(preset.title), preset)

    def show_preset(self, preset: VolumePreset) -> None:
        """Say which appearance is in use; one that is not on the list stands there as text alone."""
        titles = [self.preset_box.itemData(row) for row in range(self.preset_box.count())]
        self.preset_box.setPlaceholderText(tr(preset.title))
        self.preset_box.setCurrentIndex(titles.index(preset) if preset in titles else -1)
        self.preset_box.setToolTip(tr("Appearance: {title}", title=tr(preset.title)))

    def offer_xrays(self, offered: bool) -> None:
        """Whether there are radiographs to show in space."""
        self.xrays_button.setEnabled(offered)
        self.xrays_button.setToolTip(
            tr("The two X-rays in space where they were taken, their sources, and the rays through the crosshair")
            if offered
            else tr("There are no X-rays of this case to show in space")
        )

    def offer_drawer(self) -> None:
        """There is something to adjust beside the view."""
        self._has_drawer = True
        self._find_room()

    def set_banner(self, text: str) -> None:
        """Show the first word of the sentence where it is a warning in capitals."""
        word = warning_word(text)
        self._tag.setText(word)
        self._tag.setMinimumWidth(self._tag.sizeHint().width())
        self._tag.setVisible(bool(word))
        self._find_room()

    def set_badge(self, text: str, tip: str) -> None:
        """Say what draws the volume."""
        self._badge.setText(text)
        self._badge.setToolTip(tip)
        self._find_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _find_room(self) -> None:
        """Everything, or the sides in the menu, or the toggles too and no badge."""
        toggles = [toggle for toggle in self._toggles if toggle is not self.adjust_button or self._has_drawer]
        tag_px = _width(self._tag) if self._tag.text().isupper() else 0
        badge_px = _width(self._badge) if self._badge.text() else 0
        fixed_px = BESIDE_PX + self.preset_box.minimumWidth() + tag_px
        toggles_px = sum(_width(toggle) for toggle in toggles)
        shows_sides = fixed_px + toggles_px + badge_px + _width(self._sides) <= self.width()
        shows_toggles = fixed_px + toggles_px + _width(self._more) <= self.width()
        shows_badge = fixed_px + toggles_px + badge_px + _width(self._more) <= self.width()
        self._sides.setVisible(shows_sides)
        self._more.setVisible(not shows_sides)
        for toggle in self._toggles:
            toggle.setVisible(toggle in toggles and (shows_sides or shows_toggles))
        self._badge.setVisible(bool(badge_px) and shows_badge)

    def _fill_menu(self) -> None:
        """What has no room, and for the toggles what they are set to."""
        self._menu.clear()
        for letter, meaning in SIDES:
            action = self._menu.addAction(tr("Look {side}", side=tr(meaning)))
            action.triggered.connect(lambda _on=False, side=letter: self.side_chosen.emit(side))
        hidden = [toggle for toggle in self._toggles if toggle.isHidden()]
        if hidden:
            self._menu.addSeparator()
        for toggle in hidden:
            if toggle is self.adjust_button and not self._has_drawer:
                continue
            action = self._menu.addAction(toggle.text())
            action.setCheckable(True)
            action.setChecked(toggle.isChecked())
            action.setEnabled(toggle.isEnabled())
            action.triggered.connect(toggle.setChecked)

    def _choose(self, row: int) -> None:
        preset = self.preset_box.itemData(row)
        if preset is not None:
            self.preset_chosen.emit(preset)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(2)
        row.addWidget(self.preset_box)
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(4, 0, 4, 0)
        sides.setSpacing(2)
        for letter, meaning in SIDES:
            button = QToolButton()
            button.setText(letter)
            button.setToolTip(tr("Look {side}", side=tr(meaning)))
            button.setAccessibleName(tr("Look {side}", side=tr(meaning)))
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, side=letter: self.side_chosen.emit(side))
            sides.addWidget(button)
        row.addWidget(self._sides)
        for toggle in self._toggles:
            row.addWidget(toggle)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addWidget(self._tag)
        row.addWidget(self._badge)


def _width(widget: QWidget) -> int:
    return widget.sizeHint().width() + SPACING_PX


def _toggle(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(True)
    return button
