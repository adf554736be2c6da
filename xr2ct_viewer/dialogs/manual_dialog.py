"""The manual: contents on the left, the page on the right, a search over all pages. It stays open beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.models.manual import PAGES, search
from xr2ct_viewer.services.screen_room import resize_within_screen
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.page_browser import PageBrowser


class ManualDialog(QDialog):
    """`text_of` gives the Markdown of a page by its name."""

    def __init__(self, text_of: Callable[[str], str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Manual"))
        self._text_of, self._theme = text_of, theme
        self._visited: list[str] = []
        self.page = ""
        self.field = QLineEdit(placeholderText=tr("Search the manual"))
        self.field.setAccessibleName(tr("Search the manual"))
        self.field.setToolTip(tr("Pages with all of these words"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setObjectName("pages")
        self.list.setAccessibleName(tr("Contents"))
        self.list.setToolTip(tr("Pages of the manual"))
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._choose)
        self.browser = PageBrowser()
        self.browser.setAccessibleName(tr("Page"))
        self.browser.anchorClicked.connect(self._follow)
        self.back = QToolButton()
        self.back.setObjectName("flat")
        self.back.setToolTip(tr("Back to the page before (Alt+Left)"))
        self.back.setAccessibleName(tr("Back to the page before"))
        self.back.clicked.connect(self.go_back)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        self._count = QLabel()
        self._count.setObjectName("muted")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.field, 1)
        top.addWidget(self.back)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(top)
        left.addWidget(self.list, 1)
        left.addWidget(self._count)
        column = QWidget()
        column.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        column.setFixedWidth(250)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addWidget(column)
        layout.addWidget(self.browser, 1)
        resize_within_screen(self, 1020, 740)
        theme.changed.connect(self._refresh_icon)
        self._refresh_icon()
        self._search("")

    def show_page(self, page: str) -> None:
        """Turn to a page by its name."""
        if self.field.text():
            self.field.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == page:
                self.list.setCurrentRow(row)

    def go_back(self) -> None:
        """To the page looked at before."""
        if len(self._visited) > 1:
            self._visited.pop()
            self.show_page(self._visited.pop())

    def _search(self, words: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        found = search(words, self._text_of) if words.strip() else ()
        pages = [(entry.page, entry.excerpt) for entry in found] if words.strip() else [(page, "") for page in PAGES]
        for page, excerpt in pages:
            item = QListWidgetItem(f"{tr(PAGES[page])}\n{excerpt}" if excerpt else tr(PAGES[page]))
            item.setData(Qt.ItemDataRole.UserRole, page)
            if not excerpt:
                item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._count.setText(tr("{count} pages found", count=len(found)) if words.strip() else "")
        self._count.setVisible(bool(words.strip()))
        row = next((row for row, (page, _) in enumerate(pages) if page == self.page), 0)
        self.list.setCurrentRow(row)

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        page = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        if not page or page == self.page:
            return
        self.page = page
        self._visited.append(page)
        self.back.setEnabled(len(self._visited) > 1)
        self.browser.show_markdown(self._text_of(page))

    def _follow(self, url: QUrl) -> None:
        """A link to another page ("mpr.md") turns to it; everything else is opened by the system."""
        name = url.fileName().removesuffix(".md")
        if url.isRelative() and name in PAGES:
            self.show_page(name)
        elif not url.isRelative():
            QDesktopServices.openUrl(url)

    def _refresh_icon(self) -> None:
        self.back.setIcon(self._theme.icon("back", self._theme.palette.muted))
