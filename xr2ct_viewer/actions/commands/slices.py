"""Slice views: slabs, directions of the planes, what is linked, playing, and windows."""

from typing import Final

from xr2ct_viewer.actions.command import Command
from xr2ct_viewer.models.display import WINDOW_PRESETS
from xr2ct_viewer.models.slabs import SLAB_LONG_TITLES, SLAB_MODES

_ENABLED: Final = "in_read and shows_volume"

SLAB_TIP: Final = "How the slices of a slab become one picture"

SLICE_COMMANDS: Final = (
    Command(
        "slices.play",
        "Play through the slices",
        "slices/1",
        "play",
        "K",
        _ENABLED,
        "In a slice view: Space. Anything else stops",
    ),
    Command("slices.faster", "Play faster", "slices/1", "", ".", _ENABLED, "More slices a second"),
    Command("slices.slower", "Play slower", "slices/1", "", ",", _ENABLED, "Fewer slices a second"),
    Command(
        "slices.bounce",
        "Play to and fro",
        "slices/1",
        "",
        "",
        _ENABLED,
        "At the end turn back instead of beginning again",
        True,
    ),
    *(
        Command(f"slices.slab_{mode}", SLAB_LONG_TITLES[mode], "slices/2", "", "", _ENABLED, SLAB_TIP, True)
        for mode in SLAB_MODES
    ),
    Command(
        "slices.slab_next",
        "Next kind of slab",
        "slices/2",
        "",
        "I",
        _ENABLED,
        "Single slice, MIP, MinIP, mean, and round again",
    ),
    Command("slices.thicker", "Thicker slab", "slices/2", "", "]", _ENABLED, "More slices seen as one"),
    Command("slices.thinner", "Thinner slab", "slices/2", "", "[", _ENABLED, "Fewer slices seen as one"),
    Command(
        "slices.turn_left",
        "Turn the lines 5° anticlockwise",
        "slices/3",
        "",
        "Alt+Left",
        _ENABLED,
        "The two other planes follow",
    ),
    Command(
        "slices.turn_right",
        "Turn the lines 5° clockwise",
        "slices/3",
        "",
        "Alt+Right",
        _ENABLED,
        "The two other planes follow",
    ),
    Command(
        "slices.straighten",
        "Straighten planes",
        "slices/3",
        "straighten",
        "Shift+R",
        _ENABLED,
        "Axial, coronal and sagittal again",
    ),
    Command(
        "slices.lines",
        "Reference lines",
        "slices/3",
        "",
        "G",
        _ENABLED,
        "Where the other planes cut, with their slabs",
        True,
    ),
    Command(
        "slices.link",
        "Link zoom, pan and slab",
        "slices/4",
        "",
        "Shift+L",
        _ENABLED,
        "Off: every slice view has its own",
        True,
    ),
    Command(
        "slices.follow",
        "Slices follow the crosshair",
        "slices/4",
        "",
        "Shift+F",
        _ENABLED,
        "Off: every view stays at its slice",
        True,
    ),
)

WINDOW_COMMANDS: Final = (
    *(
        Command(
            f"window.preset_{number}",
            name,
            "window/1",
            "",
            f"Shift+{number}",
            _ENABLED,
            "Range of Hounsfield units from black to white",
        )
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
    Command(
        "window.lungs",
        "X-ray windows from the lungs",
        "window/2",
        "lungs",
        "",
        "in_read and has_pair",
        "Set the window of both X-rays by what their lungs show; the lungs are outlined first",
    ),
    Command("window.keep", "Keep this window…", "window/3", "", "Shift+K", _ENABLED, "As a preset of your own"),
    Command("window.own", "My windows…", "window/3", "", "Ctrl+Shift+W", _ENABLED, "Use, rename, delete"),
)
