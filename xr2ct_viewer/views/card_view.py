"""The report card: a verdict, the result beside the baselines with small bars, and what cannot be known."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.report_card import CardRow, ReportCard
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.exporting import with_banner
from xr2ct_viewer.widgets.value_bar import ValueBar

WIDEST_PX = 1080
NAME_PX = 170
ARROWS = marked("↑ higher is better · ↓ lower is better · bars start at zero")


class CardView(QScrollArea):
    """Shows one card. `back_requested` asks for the views again."""

    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Report card"))
        self._theme = theme
        self._card: ReportCard | None = None
        self._title, self._verdict, self._blur, self._limits, self._notes = (_words() for _ in range(5))
        self._title.setObjectName("heading")
        self._verdict.setObjectName("verdict")
        for label in (self._limits, self._notes):
            label.setObjectName("muted")
        self._back = QPushButton(tr("Back to the views"))
        self._back.setToolTip(tr("Show the volume again (Esc)"))
        self._back.clicked.connect(self.back_requested)
        self._table = QWidget()
        self._rows = QGridLayout(self._table)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(9)
        self._lay_out()
        theme.changed.connect(self._refill)

    def show_card(self, card: ReportCard, title: str) -> None:
        """Show the card of a result."""
        self._card = card
        self._title.setText(tr("Report card · {title}", title=title))
        self._verdict.setText(said(card.verdict))
        self._blur.setText(tr(card.blur_sentence))
        self._blur.setVisible(bool(card.blur_sentence))
        self._limits.setText(tr(card.limits))
        self._notes.setText("\n".join(map(said, card.notes)))
        self._notes.setVisible(bool(card.notes))
        self._refill()

    def grab_image(self, banner: str) -> QImage:
        """The card as a picture, with the banner in it."""
        return with_banner(self.viewport().grab().toImage(), banner)

    def _refill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        if self._card is None:
            return
        for column, measure in enumerate(self._card.columns, start=1):
            is_more = measure.better == "more"
            heading = QLabel(f"{tr(measure.title)}\u00a0{'↑' if is_more else '↓'}")
            heading.setObjectName("muted")
            heading.setWordWrap(True)
            heading.setToolTip(
                f"{tr(measure.meaning)} {tr('Higher is better.') if is_more else tr('Lower is better.')}"
            )
            self._rows.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignBottom)
            self._rows.setColumnStretch(column, 2)
        self._rows.setColumnStretch(0, 3)
        for number, row in enumerate(self._card.rows, start=1):
            self._add_row(self._card, row, number)

    def _add_row(self, card: ReportCard, row: CardRow, number: int) -> None:
        title = said(row.title)
        name = QLabel(title if row.is_baseline else tr("{title} (this result)", title=title))
        name.setWordWrap(True)
        name.setMinimumWidth(NAME_PX)
        if not row.is_baseline:
            name.setObjectName("changed")
        self._rows.addWidget(name, number, 0)
        palette = self._theme.palette
        for column, measure in enumerate(card.columns, start=1):
            if measure.metric not in row.metrics:
                missing = QLabel("–")
                missing.setToolTip(said(row.message) or tr("Not measured"))
                self._rows.addWidget(missing, number, column)
                continue
            bar = ValueBar(
                tr(measure.text(row.metrics[measure.metric])),
                card.length(row, measure),
                palette.muted if row.is_baseline else palette.accent,
                is_bold=not row.is_baseline,
            )
            bar.setAccessibleName(f"{title}, {tr(measure.title)}: {bar.text}")
            bar.setToolTip(tr(measure.meaning))
            self._rows.addWidget(bar, number, column)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._back)
        sheet = QFrame()
        sheet.setObjectName("card")
        sheet.setMaximumWidth(WIDEST_PX)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._verdict)
        column.addWidget(self._blur)
        column.addSpacing(4)
        column.addWidget(self._table)
        arrows = QLabel(tr(ARROWS))
        arrows.setObjectName("muted")
        column.addWidget(arrows)
        column.addSpacing(4)
        for label in (self._limits, self._notes):
            column.addWidget(label)
        page = QWidget()
        around = QHBoxLayout(page)
        around.setContentsMargins(16, 16, 16, 16)
        around.addStretch(1)
        around.addWidget(sheet, 30, Qt.AlignmentFlag.AlignTop)
        around.addStretch(1)
        self.setWidget(page)


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
