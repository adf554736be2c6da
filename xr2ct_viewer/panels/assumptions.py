"""What the program assumed about the X-rays because their files do not say it: a count that unfolds into sentences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from xr2ct_viewer.panels.section import muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr


class AssumptionList(QWidget):
    """Hidden while nothing was assumed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fold = QToolButton(checkable=True)
        self._fold.setObjectName("caution")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setToolTip(tr("What the files do not say; correct it above where you know better"))
        self._fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold.toggled.connect(self._unfold)
        self._sentences = muted_label()
        self._sentences.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._fold)
        layout.addWidget(self._sentences)
        self.refresh_icons()

    def show_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show each sentence once."""
        unique = tuple(dict.fromkeys(sentences))
        self._fold.setText(
            tr("1 thing was assumed") if len(unique) == 1 else tr("{count} things were assumed", count=len(unique))
        )
        self._sentences.setText("\n".join(f"• {said(sentence)}" for sentence in unique))
        self.setVisible(bool(unique))

    def refresh_icons(self) -> None:
        self._fold.setIcon(self._theme.icon("info", self._theme.palette.warning))

    def _unfold(self, is_open: bool) -> None:
        self._sentences.setVisible(is_open)
