"""Applies a palette to the application and tells widgets to redraw their icons when it changes.

"system" follows what Qt tells of the desktop, also while the window is open; where Qt tells nothing, it is dark.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from xr2ct_viewer.theme.icons import icon
from xr2ct_viewer.theme.palettes import PALETTES, Palette
from xr2ct_viewer.theme.style import qt_palette, style_sheet


class Theme(QObject):
    """The current palette. One per window; `changed` fires after the application was restyled."""

    changed = Signal()

    def __init__(self, name: str = "dark", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.palette: Palette = PALETTES[_palette_name(name)]
        if QGuiApplication.instance() is not None:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, name: str | None = None) -> None:
        """Style the application with the named theme, or again with the current one."""
        self.name = name or self.name
        self.palette = PALETTES[_palette_name(self.name)]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(qt_palette(self.palette))
            application.setStyleSheet(style_sheet(self.palette))
        self.changed.emit()

    @contextmanager
    def dressing_at_last(self) -> Iterator[None]:
        """Widgets that are built within are styled together, at the end.

        Qt dresses a styled widget anew each time that it is put into another, which takes longer than building it.
        """
        application = QApplication.instance()
        is_styled = isinstance(application, QApplication) and bool(application.styleSheet())
        if is_styled:
            application.setStyleSheet("")
        try:
            yield
        finally:
            if is_styled:
                application.setStyleSheet(style_sheet(self.palette))

    def toggle(self) -> str:
        """Switch between dark and light; returns the new name."""
        self.apply("dark" if self.palette.name == "light" else "light")
        return self.palette.name

    def _follow_system(self) -> None:
        if self.name == "system" and self.palette.name != _palette_name("system"):
            self.apply()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon in the colours of the current palette."""
        return icon(name, self.palette, colour)

    def toggle_icon(self, name: str) -> QIcon:
        """An icon for a button that can be checked and then has the accent as its ground."""
        return icon(name, self.palette, checked_colour=self.palette.on_accent)


def _palette_name(theme: str) -> str:
    if theme != "system":
        return theme
    is_light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return "light" if is_light else "dark"
