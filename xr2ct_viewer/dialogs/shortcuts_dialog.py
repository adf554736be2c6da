"""The sheet of keyboard shortcuts and mouse gestures: searched by typing, printed on one page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.shortcuts_sheet import as_html, blocks
from xr2ct_viewer.services.screen_room import resize_within_screen
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

_PAPER = ("#000000", "#000000")


class ShortcutsDialog(QDialog):
    """`change_requested` asks for the page of the preferences where keys are chosen."""

    change_requested = Signal()

    def __init__(self, hub: ActionHub, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub, self._theme = hub, theme
        self.field = QLineEdit(placeholderText=tr("Search keys and commands"))
        self.field.setAccessibleName(tr("Search keys and commands"))
        self.field.setToolTip(tr("Shows only lines with these words"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _text: self._show())
        self.sheet = QTextBrowser()
        self.sheet.setAccessibleName(tr("Keys and what they do"))
        self.sheet.document().setDocumentMargin(12)
        printing = QPushButton(tr("Print…"))
        printing.setToolTip(tr("Print the sheet, or save it as a PDF"))
        printing.clicked.connect(self._print)
        self.change = QPushButton(tr("Change keys…"))
        self.change.setToolTip(tr("Choose other keys in the preferences"))
        self.change.clicked.connect(self.change_requested)
        close = QPushButton(tr("Close"))
        close.setObjectName("primary")
        close.setToolTip(tr("Close the sheet"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(printing)
        buttons.addWidget(self.change)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.field)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(buttons)
        resize_within_screen(self, 860, 720)
        self._show()
        self.field.setFocus()

    def document(self) -> QTextDocument:
        """The whole sheet in black, for paper."""
        document = QTextDocument()
        document.setHtml(f"<h2>xr2ct</h2>{as_html(blocks(self._hub), _PAPER)}")
        return document

    def _show(self) -> None:
        palette = self._theme.palette
        self.sheet.setHtml(as_html(blocks(self._hub, self.field.text()), (palette.text, palette.focus)))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.document().print_(printer)
