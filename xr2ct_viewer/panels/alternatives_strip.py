"""The carousel: the result and other volumes that fit the X-rays about as well, side by side, one of them in all views.

All thumbnails show the same coronal slice, the one through the crosshair, in the window of the slices.
"""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.alternatives import RESULT, Alternative, agreement, alternative_title, next_index
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.lens import Lens
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.planes import SlicePlane
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.slice_thumb import SliceThumb

PLAY_MS: Final = 1600
_EXPLANATION: Final = marked(
    "All of these explain the two X-rays about equally well. What differs between them is not in the X-rays."
)


class AlternativesStrip(QWidget):
    """Edits `lens.alternative`; left and right arrow keys go round."""

    def __init__(self, lens: Lens, slices: SliceDisplay, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lens, self._slices, self._theme = lens, slices, theme
        self._volumes: tuple[Volume, ...] = ()
        self._alternatives: tuple[Alternative, ...] = ()
        self._of_result = ""
        self.thumbs: list[SliceThumb] = []
        self._thumb_row = QHBoxLayout()
        self._thumb_row.setSpacing(6)
        self.play = QPushButton(tr("Play"), checkable=True)
        self.play.setToolTip(tr("Show one after the other, slowly; what moves is what the X-rays leave open"))
        self.play.toggled.connect(self._set_playing)
        self._timer = QTimer(self, interval=PLAY_MS)
        self._timer.timeout.connect(lambda: self._step(1))
        self._name, self._agreement, self._meaning = QLabel(), QLabel(), QLabel(tr(_EXPLANATION))
        self._name.setObjectName("heading")
        for label in (self._agreement, self._meaning):
            label.setObjectName("muted")
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._name)
        words.addWidget(self._agreement)
        words.addWidget(self._meaning)
        words.addStretch(1)
        words.addWidget(self.play, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 8)
        row.setSpacing(14)
        row.addLayout(self._thumb_row)
        row.addLayout(words, 1)
        lens.events.alternative.connect(self._show_chosen)
        slices.events.crosshair_lps_mm.connect(self._redraw)
        slices.events.window_level.connect(self._redraw)
        theme.changed.connect(self._refresh_icon)
        self._refresh_icon()

    def show_result(self, result: StudyResult) -> None:
        """Line up a result and its alternatives."""
        self._alternatives = result.insights.alternatives
        metrics = result.summary.metrics
        self._of_result = agreement(metrics.get("psnr_frontal_db"), metrics.get("psnr_lateral_db"))
        self._volumes = (result.volume, *(known.volume for known in self._alternatives))
        for index in range(len(self.thumbs), len(self._volumes)):
            thumb = SliceThumb(tr("Result") if index == RESULT else str(index))
            thumb.clicked.connect(lambda _=False, index=index: self._choose(index))
            self.thumbs.append(thumb)
            self._thumb_row.addWidget(thumb)
        for index, thumb in enumerate(self.thumbs):
            thumb.setVisible(index < len(self._volumes))
            thumb.setAccessibleName(tr(alternative_title(index, len(self._alternatives))))
            thumb.setToolTip(
                tr(
                    "{name} in all views (arrow keys go on)",
                    name=alternative_title(index, len(self._alternatives)),
                )
            )
        self._show_chosen()
        self._redraw()

    def stop(self) -> None:
        """No more playing."""
        self.play.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._alternatives:
            self._step(steps[Qt.Key(event.key())])
            self.thumbs[self._lens.alternative].setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        self.stop()
        self._lens.alternative = index
        self._show_chosen()

    def _step(self, step: int) -> None:
        self._lens.alternative = next_index(self._lens.alternative, len(self._alternatives), step)

    def _set_playing(self, on: bool) -> None:
        self.play.setText(tr("Pause") if on else tr("Play"))
        self._refresh_icon()
        if on:
            self._step(1)
            self._timer.start()
        else:
            self._timer.stop()

    def _show_chosen(self, *_: object) -> None:
        index, count = self._lens.alternative, len(self._alternatives)
        for number, thumb in enumerate(self.thumbs):
            thumb.setChecked(number == index)
        self._name.setText(tr(alternative_title(index, count)))
        chosen = self._alternatives[index - 1] if RESULT < index <= count else None
        self._agreement.setText(tr(chosen.agreement if chosen is not None else self._of_result))
        self._agreement.setVisible(bool(self._agreement.text()))

    def _redraw(self, *_: object) -> None:
        if not self.isVisible():
            return
        window = self._slices.window_level
        for thumb, volume in zip(self.thumbs, self._volumes, strict=False):
            plane = SlicePlane.of("coronal", volume)
            index = plane.nearest_index(self._slices.crosshair_lps_mm)
            thumb.set_slice(np.asarray(plane.extract(volume.hu, index)), (window.low_hu, window.high_hu))

    def showEvent(self, event: object) -> None:
        self._redraw()

    def _refresh_icon(self) -> None:
        self.play.setIcon(self._theme.icon("pause" if self.play.isChecked() else "run"))
