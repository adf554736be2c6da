"""Shows a Markdown page of the manual with pictures that are never wider than the page."""

from importlib.resources import files

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

_MARGIN_PX = 18


class PageBrowser(QTextBrowser):
    """Pictures are files of `resources/help`; a wide one is made smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        self._markdown = ""
        self._width_px = 0
        self.document().setDocumentMargin(_MARGIN_PX)

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        self._markdown = markdown
        self._render()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Pictures from the folder of the manual, as wide as the page at most."""
        if kind != QTextDocument.ResourceType.ImageResource.value or not name.isRelative():
            return None
        path = files("xr2ct_resources").joinpath("help", name.fileName())
        if not path.is_file():
            return None
        image = QImage.fromData(path.read_bytes())
        ratio = self.devicePixelRatioF()
        width_px = min(image.width(), max(200, self.viewport().width() - 2 * _MARGIN_PX - 24))
        smaller = image.scaledToWidth(int(width_px * ratio), Qt.TransformationMode.SmoothTransformation)
        smaller.setDevicePixelRatio(ratio)
        return smaller

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are scaled anew where the page got narrower or wider; what is read stays in sight."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        super().resizeEvent(event)
        if self._markdown and abs(self.viewport().width() - self._width_px) > _MARGIN_PX:
            self._render()
            bar.setValue(round(share * bar.maximum()))

    def _render(self) -> None:
        """Fill the document. The text cursor, which new text takes along to its end, goes back to the top: Qt scrolls
        to it when the page is first shown."""
        self._width_px = self.viewport().width()
        self.document().clear()
        self.document().setMarkdown(self._markdown)
        self.document().setDocumentMargin(_MARGIN_PX)
        self.moveCursor(QTextCursor.MoveOperation.Start)
