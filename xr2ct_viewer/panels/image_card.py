"""One X-ray of the input panel: its thumbnail, which view it is, and buttons that turn, mirror and invert it."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_core.geometry import View
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.models.input_edit import ImageEdit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.panels.thumbnail import Thumbnail
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.file_drops import FileTarget

SIDES: Final = {"Frontal": marked("frontal"), "Lateral": marked("lateral")}


class ImageCard(QWidget):
    """`edited` carries the new `ImageEdit` when a person changes something, `dropped` a file dropped on the image."""

    edited = Signal(object)
    dropped = Signal(object)

    def __init__(self, name: str, views: tuple[View, ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edit = ImageEdit()
        side = tr(SIDES[name])
        self._thumbnail = Thumbnail(tr("{side} X-ray", side=side))
        self._thumbnail.setToolTip(tr("Drop an image file here to replace only this X-ray"))
        target = FileTarget(self)
        target.dropped.connect(lambda paths: self.dropped.emit(paths[0]))
        target.hovered.connect(self._thumbnail.set_highlighted)
        self._view = QComboBox()
        self._view.setAccessibleName(tr("View of the {side} X-ray", side=side))
        self._view.setToolTip(tr("From which side the X-rays came"))
        self._view.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._view.setMinimumContentsLength(7)
        for view in views:
            self._view.addItem(tr(view.label), view)
        self._view.activated.connect(self._choose_view)
        self._turn = self._button("", tr("Rotate the {side} X-ray right by a quarter", side=side))
        self._turn.setObjectName("flat")
        self._turn.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refresh_icon)
        self._refresh_icon()
        self._turn.clicked.connect(lambda: self.edited.emit(self._edit.turned_right(1)))
        self._flip = self._toggle(tr("Mirror"), tr("Mirror the {side} X-ray left to right", side=side))
        self._invert = self._toggle(tr("Invert"), tr("Exchange black and white of the {side} X-ray", side=side))
        self._flip.clicked.connect(lambda on: self._emit(flip=on))
        self._invert.clicked.connect(lambda on: self._emit(invert=on))
        choice = QHBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self._view, 1)
        choice.addWidget(self._turn)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._flip, 1)
        buttons.addWidget(self._invert, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self._thumbnail)
        layout.addLayout(choice)
        layout.addLayout(buttons)

    def show_image(self, radiograph: Radiograph, edit: ImageEdit) -> None:
        """Show the corrected image and the state of its corrections."""
        self._edit = edit
        self._thumbnail.set_image(radiograph.image)
        self._view.setCurrentIndex(self._view.findData(radiograph.view))
        self._flip.setChecked(edit.flip)
        self._invert.setChecked(edit.invert)

    def _refresh_icon(self) -> None:
        self._turn.setIcon(self._theme.icon("rotate"))

    def _toggle(self, text: str, tip: str) -> QToolButton:
        button = self._button(text, tip)
        button.setCheckable(True)
        return button

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(text=text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        return button

    def _choose_view(self) -> None:
        self._emit(view=self._view.currentData())

    def _emit(self, **values: object) -> None:
        self.edited.emit(replace(self._edit, **values))
