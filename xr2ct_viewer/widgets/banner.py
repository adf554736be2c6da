"""The sentence that says what the pictures are and what they are not for. It cannot be closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_viewer.tr import tr


class ResearchBanner(QLabel):
    """A strip under the views. Its text follows the provenance of what is shown and is never empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(RESEARCH_BANNER), parent)
        self.setObjectName("banner")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAccessibleName(tr("Research notice"))

    def set_sentence(self, sentence: str) -> None:
        self.setText(tr(sentence or RESEARCH_BANNER))


def warning_word(sentence: str) -> str:
    """The word in capitals that a banner begins with, in the language of the window; empty where it has none."""
    word = tr(sentence).split(" - ")[0]
    return word if word.isupper() else ""
