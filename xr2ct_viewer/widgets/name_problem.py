"""Says below a field why what was typed cannot be a name.

Invariants: without a problem its line is free, so that nothing jumps; where a sentence needs more, the window grows.
"""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from xr2ct_viewer.tr import tr

_LONG_WORD: Final = re.compile(r"\S{40}")
_BREAK: Final = "\u200b"


class NameProblem(QLabel):
    """Below `field`, whose accessible description it is as well."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self._field = field
        self.setObjectName("danger")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumHeight(self.fontMetrics().lineSpacing())

    def say(self, problem: str) -> None:
        """Show a sentence, in which long names may be broken; an empty one shows nothing."""
        words = tr(problem)
        self._field.setAccessibleDescription(words)
        self.setText(_LONG_WORD.sub(lambda word: word[0] + _BREAK, words))
        window = self.window()
        layout = window.layout()
        if layout is not None and window.isVisible():
            layout.activate()
            window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))
