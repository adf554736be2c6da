"""The context menu of a slice view: window, slab, what is linked, and the planes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from xr2ct_viewer.models.display import WindowLevel
from xr2ct_viewer.models.slabs import SLAB_LONG_TITLES, SLAB_MODES, THICKNESSES_MM, Slab
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.slice_canvas import SliceCanvas


def fill_slice_menu(menu: QMenu, canvas: "SliceCanvas") -> None:
    """Add everything a slice view offers."""
    display = canvas.display
    add_windows(menu, display.windows, display.window_level, canvas.choose_window)
    menu.addSeparator()
    add_slabs(menu.addMenu(tr("Slab")), canvas)
    _add_toggle(menu, tr("Crosshair"), display.show_crosshair, lambda on: setattr(display, "show_crosshair", on))
    lines = display.show_reference_lines
    _add_toggle(menu, tr("Reference lines"), lines, lambda on: setattr(display, "show_reference_lines", on))
    straighten = menu.addAction(tr("Straighten planes"))
    straighten.setEnabled(not display.frames.are_straight)
    straighten.triggered.connect(lambda: canvas.straighten())


def add_windows(
    menu: QMenu, presets: dict[str, WindowLevel], current: WindowLevel, choose: Callable[[WindowLevel], object]
) -> None:
    """One entry a preset, the current one marked."""
    group = QActionGroup(menu)
    for name, window in presets.items():
        action = menu.addAction(f"{tr(name)}\t{window_text(window)}")
        action.setCheckable(True)
        action.setChecked(window == current)
        action.triggered.connect(lambda _=False, chosen=window: choose(chosen))
        group.addAction(action)


def add_slabs(menu: QMenu, canvas: "SliceCanvas") -> None:
    """Modes, then thicknesses; a thickness alone makes the slab a MIP."""
    slab = canvas.slab
    modes, thicknesses = QActionGroup(menu), QActionGroup(menu)
    for mode in SLAB_MODES:
        action = menu.addAction(tr(SLAB_LONG_TITLES[mode]))
        action.setCheckable(True)
        action.setChecked(mode == slab.mode)
        action.triggered.connect(lambda _=False, m=mode: canvas.set_slab(Slab(m, canvas.slab.thickness_mm)))
        modes.addAction(action)
    menu.addSeparator()
    for thickness in THICKNESSES_MM:
        action = menu.addAction(f"{thickness:g} mm")
        action.setCheckable(True)
        action.setChecked(slab.is_thick and thickness == slab.thickness_mm)
        action.triggered.connect(
            lambda _=False, t=thickness: canvas.set_slab(Slab(canvas.slab.mode if canvas.slab.is_thick else "mip", t))
        )
        thicknesses.addAction(action)


def window_text(window: WindowLevel) -> str:
    """Width and level as they stand on a slice."""
    return f"W {painting.plain(window.width_hu)} L {painting.plain(window.centre_hu)}"


def _add_toggle(menu: QMenu, title: str, on: bool, toggled: Callable[[bool], object]) -> None:
    action = menu.addAction(title)
    action.setCheckable(True)
    action.setChecked(on)
    action.toggled.connect(toggled)
