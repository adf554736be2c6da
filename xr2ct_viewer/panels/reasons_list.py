"""Why a volume is to be doubted: each reason of the domain gate with what to do about it."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from xr2ct_core.domain.reasons import Reason
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.muted_label import muted_label

ICON_PX = 16


class ReasonsList(QWidget):
    """Hidden where nothing speaks against the volume."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reasons: tuple[Reason, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(tr("Why the volume is to be doubted"))
        theme.changed.connect(lambda: self.show_reasons(self._reasons))

    def show_reasons(self, reasons: Iterable[Reason]) -> None:
        """Show these, refusals first."""
        self._reasons = tuple(sorted(reasons, key=lambda reason: reason.level != "refusal"))
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row, reason in enumerate(self._reasons):
            self._add(2 * row, reason)
        self.setVisible(bool(self._reasons))

    def _add(self, row: int, reason: Reason) -> None:
        palette, is_refusal = self._theme.palette, reason.level == "refusal"
        mark = QLabel()
        icon = self._theme.icon("error" if is_refusal else "warning", palette.danger if is_refusal else palette.warning)
        mark.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX)))
        sentence = QLabel(
            tr("Made although it was refused: {why}", why=said(reason.sentence))
            if is_refusal
            else said(reason.sentence)
        )
        sentence.setObjectName("danger" if is_refusal else "warning")
        sentence.setWordWrap(True)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(sentence, row, 1)
        if reason.hint:
            self._grid.addWidget(muted_label(said(reason.hint)), row + 1, 1)
