"""Windows of the slices: presets with keys, automatic ones, and those of one's own, which outlive the program."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QInputDialog

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.windows_dialog import WindowsDialog
from xr2ct_viewer.models.display import WINDOW_PRESETS
from xr2ct_viewer.models.own_windows import OwnWindows
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.slice_menu import window_text
from xr2ct_viewer.workspaces.read_area import ReadContext

_REMEMBER_AFTER_MS: Final = 1500


class ReadWindows(QObject):
    """The window last used is written when it has been left alone for a moment, and at the end."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context, self._grid = context, context.grid
        self._display = context.grid.slices
        self.own = OwnWindows(context.settings, self._display)
        self.own.recall_last()
        self._timer = QTimer(self, singleShot=True, interval=_REMEMBER_AFTER_MS)
        self._timer.timeout.connect(self.own.remember_last)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            **{
                f"window.preset_{number}": lambda window=window: self._display.change("window_level", window)
                for number, window in enumerate(WINDOW_PRESETS.values(), start=1)
            },
            "window.auto": self.fit_to_slice,
            "window.keep": self.keep,
            "window.own": self.show_own,
        }

    def assemble(self, hub: ActionHub) -> None:
        self._display.events.window_level.connect(self._on_window)

    def shutdown(self) -> None:
        self._timer.stop()
        self.own.remember_last()

    def fit_to_slice(self) -> None:
        """Black and white at the extremes of the slice in front."""
        canvas = self._grid.active_slice.canvas
        if canvas.has_image:
            canvas.fit_window(canvas.region_values(slice(None), slice(None)))

    def keep(self) -> None:
        """Ask for a name and keep the window in use under it."""
        window = self._display.window_level
        title = tr("Name of the window {window}:", window=window_text(window))
        name, accepted = QInputDialog.getText(self._context.window, tr("Keep this window"), title)
        if not accepted:
            return
        try:
            self.own.keep(name, window)
        except Xr2ctError as error:
            self._context.fail(error, "")
        else:
            self._context.notice(tr("Window kept as “{name}”", name=" ".join(name.split())))

    def show_own(self) -> None:
        """Let a person use, rename or delete windows of their own."""
        dialog = WindowsDialog(self.own, self._context.window)
        dialog.chosen.connect(lambda window: self._display.change("window_level", window))
        dialog.open()

    def _on_window(self, *_: object) -> None:
        self._timer.start()
