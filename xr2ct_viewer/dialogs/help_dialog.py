"""Shows one of the bundled help pages."""

from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget


def help_text(page: str) -> str:
    """The Markdown of a page in `resources/help`."""
    return files("xr2ct_resources").joinpath("help", f"{page}.md").read_text(encoding="utf-8")


class HelpDialog(QDialog):
    """A page of plain text; stays open beside the window."""

    def __init__(self, title: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 560)
        browser = QTextBrowser()
        browser.setOpenExternalLinks(True)
        browser.setMarkdown(help_text(page))
        browser.setAccessibleName(title)
        browser.document().setDocumentMargin(14)
        close = QPushButton("Close")
        close.setObjectName("primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.addWidget(browser)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
