"""A bar across the top of a page that offers something and lets the work go on meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from xr2ct_viewer.theme.manager import Theme


class OfferBar(QFrame):
    """Hidden until `offer` is called; each of its buttons hides it again."""

    def __init__(self, icon: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._theme = icon, theme
        self.setObjectName("card")
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 10, 8)
        self._row.setSpacing(10)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []
        theme.changed.connect(self._refresh)
        self._refresh()
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def offer(self, text: str, choices: dict[str, Callable[[], object]], tips: dict[str, str] | None = None) -> None:
        """Show a sentence with a button for each choice, the first of them the recommended one."""
        self._words.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for title, act in choices.items():
            button = QPushButton(title)
            if not self._buttons:
                button.setObjectName("compactPrimary")
            button.setToolTip((tips or {}).get(title, ""))
            button.clicked.connect(lambda _checked=False, act=act: (self.hide(), act()))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    def _refresh(self) -> None:
        palette = self._theme.palette
        self._picture.setPixmap(self._theme.icon(self._icon_name, palette.focus).pixmap(20, 20))
