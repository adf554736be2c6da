"""The row above the views that asks "How sure?": uncertainty, evidence, alternatives, report card, and their controls.

It is there once a result is shown, and one line high until a lens is chosen.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.insights import InsightName
from xr2ct_viewer.models.lens import LENS_TITLES, Lens
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.panels.alternatives_strip import AlternativesStrip
from xr2ct_viewer.panels.evidence_strip import EvidenceStrip
from xr2ct_viewer.panels.uncertainty_strip import UncertaintyStrip
from xr2ct_viewer.panels.waiting_strip import WaitingStrip
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

PURPOSE_TITLES: Final[dict[InsightName, str]] = {
    "evidence": "Splitting the volume into evidence and prior",
    "alternatives": "Looking for other volumes that fit as well",
    "card": "Measuring the result beside the baselines",
}
TYPED_INTO: Final = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


class LensBar(QFrame):
    """Buttons share the commands of the hub. `cancel_requested` gives up what is being worked out."""

    cancel_requested = Signal()

    def __init__(
        self, lens: Lens, slices: SliceDisplay, hub: ActionHub, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lensBar")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lens = lens
        self.uncertainty = UncertaintyStrip(lens)
        self.evidence = EvidenceStrip(lens)
        self.alternatives = AlternativesStrip(lens, slices, theme)
        self.waiting = WaitingStrip()
        self.waiting.cancel_requested.connect(self.cancel_requested)
        self._strips: tuple[QWidget, ...] = (self.uncertainty, self.evidence, self.alternatives, self.waiting)
        question = QLabel(tr("How sure?"))
        question.setObjectName("muted")
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(4)
        row.addWidget(question)
        row.addSpacing(6)
        for name, title in LENS_TITLES.items():
            row.addWidget(_button(hub, f"view.{name}", tr(title)))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        for strip in self._strips:
            column.addWidget(strip)
        self.show_result(None)

    def show_result(self, result: StudyResult | None) -> None:
        """Show the strip that fits the lens and how far its answer is; None hides the bar."""
        self.setVisible(result is not None)
        shown: QWidget | None = None
        name = self._lens.name
        if result is not None and name == "uncertainty":
            shown = self.uncertainty
            self.uncertainty.show_result(result)
        elif result is not None and name in PURPOSE_TITLES:
            asking = result.insights.asking(name)
            if asking is not None:
                shown = self.waiting
                self.waiting.show_asking(tr(PURPOSE_TITLES[name]), asking)
            elif name == "evidence" and result.insights.evidence is not None:
                shown = self.evidence
                self.evidence.show_evidence(result.insights.evidence)
            elif name == "alternatives" and result.insights.alternatives:
                shown = self.alternatives
        if shown is not self.alternatives:
            self.alternatives.stop()
        takes_keyboard = shown is not None and shown.isHidden() and self._may_take_keyboard()
        for strip in self._strips:
            strip.setVisible(strip is shown)
        if shown is self.alternatives and result is not None:
            self.alternatives.show_result(result)
        if takes_keyboard:
            self._hand_over_keyboard(shown)

    def _may_take_keyboard(self) -> bool:
        """Whether nobody is typing outside of the views: a button that was pressed there needs no keys any more."""
        focused, stage = QApplication.focusWidget(), self.parentWidget()
        if focused is None or (stage is not None and stage.isAncestorOf(focused)):
            return True
        return focused.window() is self.window() and not isinstance(focused, TYPED_INTO)

    def _hand_over_keyboard(self, strip: QWidget | None) -> None:
        """Arrow keys move the slider or the carousel at once."""
        if strip is self.evidence:
            self.evidence.slider.setFocus()
        elif strip is self.alternatives:
            self.alternatives.thumbs[self._lens.alternative].setFocus()
        elif strip is self.waiting:
            self.waiting.cancel.setFocus()

    def set_active(self, active: bool) -> None:
        """Grey while something else than the reconstruction is shown; the bar stays, so that nothing moves."""
        for strip in self._strips:
            strip.setEnabled(active)


def _button(hub: ActionHub, command_id: str, text: str) -> QToolButton:
    button = QToolButton()
    action = hub[command_id]
    button.setDefaultAction(action)
    button.setText(text)
    button.setIconSize(QSize(16, 16))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    action.changed.connect(lambda: button.setText(text))
    return button
