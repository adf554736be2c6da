"""File > Recent: cases and sessions opened before, the newest first; what is gone is grey."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.session_file.container import is_session
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.welcome import recent_title
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadRecent(QObject):
    """Fills its menu each time it is about to show."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context
        self.menu = QMenu(tr("Recent"))

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        file_menu = hub.menus["file"]
        self.menu.setParent(file_menu, self.menu.windowFlags())
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        file_menu.insertMenu(hub["file.sample"], self.menu)
        file_menu.aboutToShow.connect(lambda: self.menu.setEnabled(bool(self._context.settings.data.recent)))

    def shutdown(self) -> None:
        """The menu goes with the menu bar."""

    def fill(self) -> None:
        """Show what was opened before; looks at the disk, so only when the menu opens."""
        self.menu.clear()
        theme = self._context.theme
        for number, names in enumerate(self._context.settings.data.recent, start=1):
            group = tuple(Path(name) for name in names)
            is_there = bool(group) and all(path.exists() for path in group)
            title = recent_title(group).replace("&", "&&")
            action = self.menu.addAction(f"&{number}  {title}" if number < 10 else title)
            action.setIcon(theme.icon("session" if is_session(group[0]) else "history"))
            action.setEnabled(is_there)
            action.setToolTip(
                "\n".join(names) if is_there else tr("Not there any more: {names}", names=", ".join(names))
            )
            action.triggered.connect(lambda _checked=False, group=group: self._open(group))
        self.menu.addSeparator()
        clear = QAction(tr("Clear this list"), self.menu)
        clear.setEnabled(bool(self._context.settings.data.recent))
        clear.triggered.connect(self.clear)
        self.menu.addAction(clear)

    def clear(self) -> None:
        """Forget what was opened; the files stay where they are."""
        self._context.settings.update(recent=())

    def _open(self, group: tuple[Path, ...]) -> None:
        self._context.opening.open_files(group)
