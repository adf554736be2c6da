"""Slice views: slabs, directions of the planes, what is linked, playing, and windows."""

from typing import Final

from xr2ct_viewer.actions.command import Command
from xr2ct_viewer.models.display import WINDOW_PRESETS
from xr2ct_viewer.models.slabs import SLAB_MODES, SLAB_WORDS

_ENABLED: Final = "in_read and has_volume"


def _slices(name: str, title: str, group: int, shortcut: str = "", tip: str = "", *, icon: str = "") -> Command:
    return Command(f"slices.{name}", title, f"slices/{group}", icon, shortcut, _ENABLED, tip)


def _switch(name: str, title: str, group: int, shortcut: str = "", tip: str = "") -> Command:
    return Command(f"slices.{name}", title, f"slices/{group}", "", shortcut, _ENABLED, tip, checkable=True)


SLICE_COMMANDS: Final = (
    _slices("play", "Play through the slices", 1, "K", "In a slice view: Space. Anything else stops", icon="play"),
    _slices("faster", "Play faster", 1, "."),
    _slices("slower", "Play slower", 1, ","),
    _switch("bounce", "Play to and fro", 1, "", "At the end turn back instead of beginning again"),
    *(_switch(f"slab_{mode}", SLAB_WORDS[mode], 2) for mode in SLAB_MODES),
    _slices("slab_next", "Next kind of slab", 2, "I", "Single slice, MIP, MinIP, mean, and round again"),
    _slices("thicker", "Thicker slab", 2, "]"),
    _slices("thinner", "Thinner slab", 2, "["),
    _slices("turn_left", "Turn the lines 5° anticlockwise", 3, "Alt+Left", "The two other planes follow"),
    _slices("turn_right", "Turn the lines 5° clockwise", 3, "Alt+Right", "The two other planes follow"),
    _slices("straighten", "Straighten planes", 3, "Shift+R", "Axial, coronal and sagittal again", icon="straighten"),
    _switch("lines", "Reference lines", 3, "G", "Where the other planes cut, with their slabs"),
    _switch("link", "Link zoom, pan and slab", 4, "Shift+L", "Off: every slice view has its own"),
    _switch("follow", "Slices follow the crosshair", 4, "Shift+F", "Off: every view stays at its slice"),
)

WINDOW_COMMANDS: Final = (
    *(
        Command(f"window.preset_{number}", name, "window/1", "", f"Shift+{number}", _ENABLED)
        for number, name in enumerate(WINDOW_PRESETS, start=1)
    ),
    Command(
        "window.auto",
        "Window from this slice",
        "window/2",
        "",
        "Shift+S",
        _ENABLED,
        "Its darkest to its brightest",
    ),
    Command("window.keep", "Keep this window…", "window/3", "", "Shift+K", _ENABLED, "As a preset of your own"),
    Command("window.own", "My windows…", "window/3", "", "Ctrl+Shift+W", _ENABLED, "Use, rename, delete"),
)
