"""Says what went wrong in one sentence, what to do in another, and keeps the details folded."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

UNTOUCHED = marked("What you had open is unchanged.")


class ErrorDialog(QDialog):
    """A window-modal dialog; shown with `open`, so nothing behind it stops."""

    def __init__(self, error: Xr2ctError, details: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("xr2ct")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        picture = QLabel()
        picture.setPixmap(theme.icon("error", theme.palette.danger).pixmap(36, 36))
        sentence = QLabel(said(error.message))
        sentence.setObjectName("heading")
        hint = QLabel(f"{said(error.hint)} {tr(UNTOUCHED)}".strip())
        hint.setObjectName("muted")
        for label in (sentence, hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setAccessibleName(tr("Details"))
        self._details.setMinimumHeight(180)
        self._details.setVisible(False)
        self._fold = QPushButton(tr("Details"), checkable=True)
        self._fold.setVisible(bool(details))
        self._fold.toggled.connect(self._details.setVisible)
        self._fold.toggled.connect(self._fit)
        copy = QPushButton(tr("Copy"))
        copy.setToolTip(tr("Copy the message and its details"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{error}\n\n{details}".strip()))
        close = QPushButton(tr("Close"))
        close.setObjectName("primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)

        buttons = self._buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._fold)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 20, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(18)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(sentence)
        words.addWidget(hint)
        words.addStretch(1)
        grid.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, 0, 1)
        grid.addWidget(self._details, 1, 0, 1, 2)
        grid.addLayout(buttons, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        close.setFocus()
        self._fit()

    def offer(self, title: str, tip: str, action: Callable[[], object]) -> None:
        """Add a way out: a button that closes the dialog and does something."""
        button = QPushButton(title)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: action())
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def _fit(self) -> None:
        """As high as the sentences need at this width, no higher."""
        self.layout().activate()
        width_px = max(self.width(), self.minimumWidth())
        self.resize(width_px, self.layout().totalHeightForWidth(width_px))
