"""A few buttons over a slice view, under the mouse: play, window, slab, link, and straighten where it is turned.

Everything here is a command too; the bar is there to be found. It never takes the keyboard from the view.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.slabs import SLAB_TITLES
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.cine import SPEEDS_FPS, Cine
from xr2ct_viewer.widgets.slice_canvas import SliceCanvas
from xr2ct_viewer.widgets.slice_menu import add_slabs, add_windows

_COLOUR = "#e4e8ec"
_PLAY_PX = 44


class SliceBar(QFrame):
    """Belongs to one view; shows its state."""

    def __init__(self, canvas: SliceCanvas, hub: ActionHub, cine: Cine, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sliceBar")
        self._canvas, self._hub, self._cine, self._theme = canvas, hub, cine, theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self.play = self._button("play", lambda: cine.toggle(canvas))
        self.play.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.play.setFixedWidth(_PLAY_PX)
        self._give_menu(self.play, self._fill_speeds)
        self.window_button = self._menu_button("tool_window", tr("Window of the slices"), self._fill_windows)
        self.slab = self._menu_button("slab", tr("Slab: MIP, MinIP or mean of neighbouring slices"), self._fill_slabs)
        self.link = self._button("link", lambda: hub.execute("slices.link"))
        self.straighten = self._button("straighten", canvas.straighten)
        self._name(self.straighten, hub["slices.straighten"].toolTip())
        for button in (self.play, self.window_button, self.slab, self.link, self.straighten):
            row.addWidget(button)
        cine.changed.connect(self.refresh)
        canvas.display.events.connect(self._on_display)
        for view in canvas.display.views.values():
            view.events.connect(self._on_display)
        self.refresh()

    def refresh(self) -> None:
        """Show what plays, how thick slices are, and whether views are linked."""
        display, slab, is_playing = self._canvas.display, self._canvas.slab, self._cine.canvas is self._canvas
        self.play.setIcon(self._theme.icon("pause" if is_playing else "play", _COLOUR))
        play = tr("Play at {fps:g} slices a second (Space)", fps=self._cine.fps)
        self._name(self.play, tr("Stop (Space)") if is_playing else play)
        self.slab.setText(f"{tr(SLAB_TITLES[slab.mode])} {slab.thickness_mm:g} mm" if slab.is_thick else "")
        self.link.setIcon(self._theme.icon("link" if display.is_linked else "lost", _COLOUR))
        state = tr("linked") if display.is_linked else tr("each view has its own")
        self._name(self.link, tr("Zoom, pan and slab: {state} (Shift+L)", state=state))
        self.straighten.setVisible(not display.frames.are_straight)
        self.adjustSize()

    def _on_display(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        self.refresh()

    def _button(self, icon: str, clicked: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("overlay")
        button.setIcon(self._theme.icon(icon, _COLOUR))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(16, 16))
        button.setMinimumSize(28, 28)
        button.clicked.connect(lambda _=False: clicked())
        return button

    def _menu_button(self, icon: str, tip: str, fill: Callable[[QMenu], None]) -> QToolButton:
        button = self._button(icon, lambda: None)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._name(button, tip)
        self._give_menu(button, fill)
        return button

    def _give_menu(self, button: QToolButton, fill: Callable[[QMenu], None]) -> None:
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: (menu.clear(), fill(menu)))
        button.setMenu(menu)

    def _name(self, button: QToolButton, tip: str) -> None:
        button.setToolTip(tip)
        button.setAccessibleName(f"{self._canvas.title}: {tip}")

    def _fill_windows(self, menu: QMenu) -> None:
        display = self._canvas.display
        add_windows(menu, display.windows, display.window_level, self._canvas.choose_window)
        menu.addSeparator()
        for command in ("tool.region", "window.auto", "window.keep", "window.own"):
            menu.addAction(self._hub[command])

    def _fill_slabs(self, menu: QMenu) -> None:
        add_slabs(menu, self._canvas)

    def _fill_speeds(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for fps in SPEEDS_FPS:
            action = menu.addAction(tr("{fps:g} slices a second", fps=fps))
            action.setCheckable(True)
            action.setChecked(fps == self._cine.fps)
            action.triggered.connect(lambda _=False, fps=fps: self._cine.set_speed(fps))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(self._hub["slices.bounce"])
