"""Step 1: the two X-rays as they will be used, with everything that can be wrong with them within reach."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import View
from xr2ct_viewer.models.input_edit import IDENTITY, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import synthetic_source
from xr2ct_viewer.panels.assumptions import AssumptionList
from xr2ct_viewer.panels.geometry.form import GeometryForm
from xr2ct_viewer.panels.image_card import ImageCard
from xr2ct_viewer.panels.section import Section
from xr2ct_viewer.panels.xray_overlays import XrayOverlays
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr


class InputPanel(Section):
    """Shows and edits the pair of one study.

    `failed` carries an `Xr2ctError` for impossible values, `image_dropped` a file and whether it is for the frontal.
    """

    failed = Signal(object)
    image_dropped = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(1, tr("Check the X-rays"), parent)
        self._theme = theme
        self._study: Study | None = None
        self._frontal = ImageCard("Frontal", (View.PA, View.AP), theme)
        self._lateral = ImageCard("Lateral", (View.LL, View.RL), theme)
        self._frontal.edited.connect(lambda edit: self._change(frontal=edit))
        self._lateral.edited.connect(lambda edit: self._change(lateral=edit))
        self._frontal.dropped.connect(lambda path: self.image_dropped.emit(path, True))
        self._lateral.dropped.connect(lambda path: self.image_dropped.emit(path, False))
        self._swap = QPushButton(tr("Swap"))
        self._swap.setToolTip(tr("The frontal is the lateral and the other way round"))
        self._swap.clicked.connect(self.swap)
        self._reset = QPushButton(tr("Reset"))
        self._reset.setToolTip(tr("Take back all corrections"))
        self._reset.clicked.connect(self.reset)
        self.geometry_form = GeometryForm(theme)
        self.geometry_form.edited.connect(self._apply)
        self._assumptions = AssumptionList(theme)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        cards.addWidget(self._frontal, 1)
        cards.addWidget(self._lateral, 1)
        self.header.addWidget(self._swap)
        self.header.addWidget(self._reset)
        self.overlays = XrayOverlays()
        self._origin = QLabel()
        self._origin.setObjectName("warning")
        self._origin.setWordWrap(True)
        self.body.addLayout(cards)
        self.body.addWidget(self.overlays)
        self.body.addWidget(self.geometry_form)
        self.body.addWidget(self._origin)
        self.body.addWidget(self._assumptions)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()

    def add_findings(self, findings: QWidget) -> None:
        """Put what looks wrong right below the images."""
        self.body.insertWidget(2, findings)

    def set_study(self, study: Study | None) -> None:
        """Show the pair of a study."""
        if self._study is not None:
            self._study.edited.disconnect(self._refresh)
        self._study = study if study is not None and study.pair is not None else None
        if self._study is not None:
            self._study.edited.connect(self._refresh)
            self._refresh()

    def swap(self) -> None:
        """Exchange the two images; corrections of an image stay with its place."""
        if self._study is not None:
            edit = self._study.edit
            self._apply(replace(edit, swap=not edit.swap))

    def reset(self) -> None:
        self._apply(IDENTITY)

    def _change(self, **values: object) -> None:
        if self._study is not None:
            self._apply(replace(self._study.edit, **values))

    def _apply(self, edit: InputEdit) -> None:
        if self._study is None:
            return
        try:
            self._study.set_edit(edit)
        except Xr2ctError as error:
            self.failed.emit(error)
        self._refresh()

    def _refresh(self) -> None:
        study = self._study
        if study is None or study.pair is None or study.source_pair is None:
            return
        pair, edit = study.pair, study.edit
        self._frontal.show_image(pair.frontal, edit.frontal)
        self._lateral.show_image(pair.lateral, edit.lateral)
        self.geometry_form.show_pair(study.source_pair, edit)
        self._reset.setVisible(not edit.is_identity)
        origin = synthetic_source(study)
        self._origin.setVisible(origin is not None)
        self._origin.setText(tr(origin or ""))
        self._assumptions.show_sentences((*pair.frontal.assumptions, *pair.lateral.assumptions))
        self.set_state("done" if study.result is not None and not study.result_is_stale else "active")

    def _refresh_icons(self) -> None:
        self._swap.setIcon(self._theme.icon("swap"))
        self._reset.setIcon(self._theme.icon("reset"))
        self._assumptions.refresh_icons()
