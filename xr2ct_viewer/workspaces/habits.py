"""What a person expects of any good program: preferences, manual, tour, keys, panes, files dropped anywhere.

It serves both workspaces and knows the window only by its parts. Dialogs are made when they are asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.display import WINDOW_PRESETS
from xr2ct_viewer.models.manual import GENERATED, PAGES, page_text
from xr2ct_viewer.models.settings import Settings, SettingsData
from xr2ct_viewer.models.tour import TourStep
from xr2ct_viewer.services.sorting import VOLUME_SUFFIXES
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import chosen_language
from xr2ct_viewer.widgets.file_drops import FileTarget, WholeWindowDrops
from xr2ct_viewer.widgets.panes import PaneCycle
from xr2ct_viewer.workspaces.read import ReadWorkspace
from xr2ct_viewer.workspaces.read_compare import ReadCompare
from xr2ct_viewer.workspaces.read_recovery import ReadRecovery

if TYPE_CHECKING:
    from xr2ct_viewer.dialogs.manual_dialog import ManualDialog
    from xr2ct_viewer.dialogs.preferences_dialog import PreferencesDialog
    from xr2ct_viewer.dialogs.tour import Tour

HELP_PAGE = "help_page"
"""Property of a widget: the page of the manual that is about it."""


class Habits(QObject):
    """One per window. `panes` gives the parts of the window the keyboard goes through."""

    def __init__(
        self,
        window: QMainWindow,
        settings: Settings,
        theme: Theme,
        read: ReadWorkspace,
        panes: Callable[[], Sequence[QWidget]],
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._theme, self._read = window, settings, theme, read
        self._panes = PaneCycle(panes)
        self._drops = WholeWindowDrops(window)
        self._shown = settings.data
        self.manual: ManualDialog | None = None
        self.preferences: PreferencesDialog | None = None
        self.tour: Tour | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do."""
        return {
            "edit.preferences": self.show_preferences,
            "view.theme": lambda: self._settings.update(theme=self._theme.toggle()),
            "view.next_pane": lambda: self._panes.step(1),
            "view.previous_pane": lambda: self._panes.step(-1),
            "help.manual": lambda: self.show_manual(self.page_in_focus()),
            "help.training": lambda: self.show_manual("training"),
            "help.about": lambda: self.show_manual("about"),
            "help.tour": self.start_tour,
            "help.shortcuts": self.show_shortcuts,
            "help.palette": self.show_palette,
        }

    def assemble(self, hub: ActionHub) -> None:
        """Take over what the settings say, and follow them."""
        self._hub = hub
        hub.set_shortcuts(self._settings.data.shortcuts)
        slices = self._read.grid.slices
        slices.window_level = WINDOW_PRESETS.get(self._settings.data.start_window, slices.window_level)
        self._read.grid.set_crosshair_visible(self._settings.data.show_crosshair)
        slices.events.show_crosshair.connect(lambda shown: self._settings.update(show_crosshair=shown))
        self._settings.changed.connect(self._on_settings)
        self._read.sidebar.input.image_dropped.connect(self._replace_image)
        self._apply(self._settings.data)
        FileTarget(self._read.grid.compare).dropped.connect(self._compare_with)
        for widget, page in self._pages():
            widget.setProperty(HELP_PAGE, page)
        self.adopt_drops(self._window)

    def adopt_drops(self, top: QWidget) -> None:
        """Let files dropped on fields and lists below go to the window."""
        for kind in (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractScrollArea):
            for widget in top.findChildren(kind):
                self._drops.adopt(widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget)

    def shutdown(self) -> None:
        """Close what is open beside the window and stop following the settings."""
        self._settings.changed.disconnect(self._on_settings)
        for dialog in (self.manual, self.preferences):
            if dialog is not None:
                dialog.close()

    # What a person can ask for

    def show_manual(self, page: str) -> None:
        """Open the manual at a page."""
        if self.manual is None:
            from xr2ct_viewer.dialogs.manual_dialog import ManualDialog

            self.manual = ManualDialog(self.text_of, self._theme, self._window)
        self.manual.show_page(page)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()

    def show_preferences(self, page: str = "") -> None:
        """Open the preferences, at a page where one is named."""
        if self.preferences is None:
            from xr2ct_viewer.dialogs.preferences_dialog import PreferencesDialog

            self.preferences = PreferencesDialog(self._settings, self._hub, self._theme, self._window)
            self.preferences.destroyed.connect(self._forget_preferences)
        if page:
            self.preferences.turn_to(page)
        self.preferences.show()
        self.preferences.raise_()
        self.preferences.activateWindow()

    def show_shortcuts(self) -> None:
        """Open the sheet of keys and gestures."""
        from xr2ct_viewer.dialogs.shortcuts_dialog import ShortcutsDialog

        dialog = ShortcutsDialog(self._hub, self._theme, self._window)
        dialog.change_requested.connect(lambda: self.show_preferences("Keyboard"))
        dialog.show()

    def show_palette(self) -> None:
        """Let a command be found by some of its letters."""
        from xr2ct_viewer.dialogs.command_palette import CommandPalette

        CommandPalette(self._hub, self._settings, self._theme, self._window).show()

    def start_tour(self) -> None:
        """Begin the tour of the window, which then is not offered again by itself."""
        from xr2ct_viewer.dialogs.tour import Tour

        if self.tour is not None:
            self.tour.end()
        self._settings.update(tour_at_start=False)
        self._hub.execute("view.workspace_read")
        self.tour = Tour(self._window, self._theme, self._place_of, self._prepare)
        self.tour.ended.connect(self._forget_tour)
        self.tour.start()

    # Manual

    def text_of(self, page: str) -> str:
        """The words of a page of the manual; the page of keys shows the keys as they are now."""
        if page == GENERATED:
            from xr2ct_viewer.dialogs.shortcuts_sheet import as_markdown, blocks

            return as_markdown(blocks(self._hub))
        return page_text(page, chosen_language(self._settings.data.language))

    def page_in_focus(self) -> str:
        """The page about the part of the window that has the keyboard."""
        widget = QApplication.focusWidget()
        while widget is not None:
            page = widget.property(HELP_PAGE)
            if page in PAGES:
                return str(page)
            widget = widget.parentWidget()
        return "first-steps" if self._hub["view.workspace_read"].isChecked() else "training"

    def _pages(self) -> tuple[tuple[QWidget, str], ...]:
        read, grid = self._read, self._read.grid
        slices: tuple[tuple[QWidget, str], ...] = tuple((canvas, "mpr") for canvas in grid.slice_canvases)
        return (
            *slices,
            (grid.volume, "volume"),
            (grid.compare, "compare"),
            (grid.frontal, "reading"),
            (grid.lateral, "reading"),
            (read.sidebar.input, "real-radiographs"),
            (read.sidebar.reconstruct, "reading"),
            (read.sidebar.run, "reading"),
            (read.sidebar.result, "export"),
            (read.stage.bar, "how-sure"),
            (read.stage.card, "how-sure"),
        )

    # Tour

    def _place_of(self, step: TourStep) -> QWidget | None:
        read = self._read
        places: dict[str, QWidget | None] = {
            "window": None,
            "input": read.sidebar.input,
            "reconstruct": read.sidebar.reconstruct,
            "views": read.grid,
            "layouts": read.toolbar,
            "lens": read.stage.bar if read.stage.bar.isVisible() else read.grid,
            "export": read.toolbar.export_button,
            "menu": self._window.menuBar(),
        }
        place = places[step.target]
        return place if place is not None and place.isVisible() else None

    def _prepare(self, step: TourStep) -> None:
        """Open the sample where a step needs a case, and bring the part that is meant into view."""
        if step.needs_case and self._read.session.current is None:
            self._read.opening.opened.connect(self._on_opened_for_tour)
            self._hub.execute("file.sample")
        place = self._place_of(step)
        if place is not None and step.target in ("input", "reconstruct"):
            self._read.sidebar.reveal(place)

    def _on_opened_for_tour(self, _study: object) -> None:
        self._read.opening.opened.disconnect(self._on_opened_for_tour)
        if self.tour is not None:
            self.tour.go_to(self.tour.at)

    # Reactions

    def _apply(self, data: SettingsData) -> None:
        """What is applied again at any time without harm."""
        grid = self._read.grid
        grid.volume.set_moving_fps(float(data.moving_fps))
        for canvas in grid.slice_canvases:
            canvas.set_smooth(data.smooth_slices)
        self._read.area(ReadRecovery).autosave.delay_ms = 1000 * data.autosave_s

    def _on_settings(self, data: SettingsData) -> None:
        """Carry out what was changed, and nothing else."""
        before, self._shown = self._shown, data
        if data.theme not in (before.theme, self._theme.name):
            self._theme.apply(data.theme)
        if data.shortcuts != before.shortcuts:
            self._hub.set_shortcuts(data.shortcuts)
        if data.start_window != before.start_window:
            slices = self._read.grid.slices
            slices.window_level = WINDOW_PRESETS.get(data.start_window, slices.window_level)
        if data.show_crosshair != self._read.grid.slices.show_crosshair:
            self._read.grid.set_crosshair_visible(data.show_crosshair)
        if (data.grid_size, data.device) != (before.grid_size, before.device):
            self._read.sidebar.reconstruct.choose(data.method, data.grid_size, data.device, data.checkpoint)
        self._apply(data)
        if data.recent_limit != before.recent_limit:
            self._read.welcome.refresh()

    def _compare_with(self, paths: tuple[Path, ...]) -> None:
        """A volume dropped on the comparison is compared with; anything else is a case of its own."""
        study, path = self._read.session.current, paths[0]
        if study is not None and study.volume is not None and path.name.lower().endswith(VOLUME_SUFFIXES):
            self._read.area(ReadCompare).open(path)
        else:
            self._read.open_files(paths)

    def _replace_image(self, path: Path, is_frontal: bool) -> None:
        study = self._read.session.current
        if study is not None:
            self._read.opening.replace_image(study, path, is_frontal=is_frontal)

    def _forget_tour(self) -> None:
        self.tour = None

    def _forget_preferences(self) -> None:
        self.preferences = None
