"""Step 2 of a training: which method learns, what it needs, and whether the chosen data have it."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_viewer.models.data_choice import misfit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.training_setup import TrainingSetup
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox

UNPAIRED: Final = marked("X-rays and CTs of different people")
EITHER: Final = marked("X-ray pairs with or without CT")
LEARNS_FROM: Final = {
    "pairs with CT": marked("X-ray pairs with their CT"),
    "pairs": marked("X-ray pairs without CT"),
    "volumes": marked("CTs alone"),
}


class MethodPanel(Section):
    """Edits the method of a `TrainingSetup`. `chosen` carries the id a person picked."""

    chosen = Signal(str)

    def __init__(self, setup: TrainingSetup, parent: QWidget | None = None) -> None:
        super().__init__(2, tr("Method"), parent)
        self._setup = setup
        self._scores: Mapping[str, str] = {}
        self._combo = ElidedComboBox()
        self._combo.setAccessibleName(tr("Method to train"))
        self._combo.setToolTip(tr("Which method learns; what it learns from stands below"))
        self._combo.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMaxVisibleItems(16)
        for spec in learned_method_specs().values():
            self._combo.addItem(f"{tr(spec.title)}  ({tr('from {needs}', needs=needs(spec.learns_from))})", spec.id)
            self._combo.setItemData(self._combo.count() - 1, said(spec.summary), Qt.ItemDataRole.ToolTipRole)
        self._combo.activated.connect(lambda *_: self.chosen.emit(str(self._combo.currentData())))
        self._summary, self._needs = muted_label(), muted_label()
        self._score = QLabel()
        self._score.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setObjectName("warning")
        self._hint.setWordWrap(True)
        for widget in (self._combo, self._summary, self._needs, self._score, self._hint):
            self.body.addWidget(widget)
        setup.method_changed.connect(self.refresh)
        setup.data.inspected.connect(self.refresh)
        self.set_state("done")
        self.refresh()

    def set_scores(self, scores: Mapping[str, str]) -> None:
        """What was measured with each method, in words, by its id."""
        self._scores = scores
        self.refresh()

    def refresh(self) -> None:
        """Describe the chosen method."""
        spec = self._setup.spec
        self._combo.setCurrentIndex(self._combo.findData(spec.id))
        self._summary.setText(said(spec.summary))
        self._needs.setText(tr("Learns from {needs}. {paper}", needs=needs(spec.learns_from), paper=said(spec.paper)))
        score = self._scores.get(spec.id, "")
        self._score.setText(tr(score))
        self._score.setVisible(bool(score))
        hint = misfit(spec, self._setup.data.inspection)
        self._hint.setText(tr(hint))
        self._hint.setVisible(bool(hint))


def needs(kinds: tuple[str, ...]) -> str:
    """What a method learns from, in words."""
    if {"pairs", "volumes"} <= set(kinds):
        return tr(UNPAIRED)
    if {"pairs", "pairs with CT"} <= set(kinds):
        return tr(EITHER)
    return tr(" or ").join(tr(LEARNS_FROM[kind]) for kind in kinds)
