"""Applies a palette to the application and tells widgets to redraw their icons when it changes."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from xr2ct_viewer.theme.icons import icon
from xr2ct_viewer.theme.palettes import PALETTES, Palette
from xr2ct_viewer.theme.style import qt_palette, style_sheet


class Theme(QObject):
    """The current palette. One per window; `changed` fires after the application was restyled."""

    changed = Signal()

    def __init__(self, name: str = "dark", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette: Palette = PALETTES[name]

    def apply(self, name: str | None = None) -> None:
        """Style the application with the named palette, or again with the current one."""
        self.palette = PALETTES[name or self.palette.name]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(qt_palette(self.palette))
            application.setStyleSheet(style_sheet(self.palette))
        self.changed.emit()

    def toggle(self) -> str:
        """Switch between dark and light; returns the new name."""
        self.apply("light" if self.palette.name == "dark" else "dark")
        return self.palette.name

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon in the colours of the current palette."""
        return icon(name, self.palette, colour)

    def toggle_icon(self, name: str) -> QIcon:
        """An icon for a button that can be checked and then has the accent as its ground."""
        return icon(name, self.palette, checked_colour=self.palette.on_accent)
