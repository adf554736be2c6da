"""Icons by meaning, drawn from the Material Design font in the colours of the current palette.

qtawesome loads its fonts on the first icon, so the module is imported then and not before.
"""

import os
from functools import cache
from types import ModuleType
from typing import Final

from PySide6.QtGui import QIcon

from xr2ct_viewer.theme.palettes import Palette

GLYPHS: Final = {
    "open": "mdi6.folder-open-outline",
    "sample": "mdi6.flask-outline",
    "export": "mdi6.export-variant",
    "picture": "mdi6.image-outline",
    "dicom": "mdi6.hospital-box-outline",
    "movie": "mdi6.filmstrip",
    "surface": "mdi6.vector-polygon",
    "report": "mdi6.file-document-outline",
    "copy": "mdi6.content-copy",
    "close": "mdi6.close",
    "quit": "mdi6.power",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "swap": "mdi6.swap-horizontal",
    "flip": "mdi6.flip-horizontal",
    "rotate": "mdi6.rotate-right",
    "invert": "mdi6.invert-colors",
    "run": "mdi6.play",
    "cancel": "mdi6.stop",
    "read": "mdi6.view-grid-outline",
    "mpr": "mdi6.axis-arrow",
    "compare": "mdi6.compare",
    "compare_side_by_side": "mdi6.view-split-vertical",
    "compare_swipe": "mdi6.compare-horizontal",
    "compare_checkerboard": "mdi6.checkerboard",
    "compare_blink": "mdi6.swap-horizontal-circle-outline",
    "compare_difference": "mdi6.plus-minus-variant",
    "epipolar": "mdi6.ray-start-end",
    "geometry": "mdi6.rotate-orbit",
    "height_lines": "mdi6.format-line-spacing",
    "left_out": "mdi6.select-remove",
    "chart": "mdi6.chart-line",
    "volume": "mdi6.cube-outline",
    "theme": "mdi6.theme-light-dark",
    "help": "mdi6.help-circle-outline",
    "keyboard": "mdi6.keyboard-outline",
    "palette": "mdi6.magnify",
    "maximise": "mdi6.arrow-expand",
    "restore": "mdi6.arrow-collapse",
    "xray": "mdi6.human",
    "bench": "mdi6.radiology-box-outline",
    "ct": "mdi6.layers-outline",
    "history": "mdi6.history",
    "warning": "mdi6.alert-outline",
    "info": "mdi6.information-outline",
    "error": "mdi6.alert-circle-outline",
    "down": "mdi6.chevron-down",
    "right": "mdi6.chevron-right",
    "reset": "mdi6.restore",
    "done": "mdi6.check",
    "drop": "mdi6.tray-arrow-down",
    "train": "mdi6.school-outline",
    "pause": "mdi6.pause",
    "checkpoint": "mdi6.content-save-outline",
    "add": "mdi6.plus",
    "inspect": "mdi6.eye-outline",
    "prepare": "mdi6.cog-outline",
    "preset": "mdi6.tune-variant",
    "star": "mdi6.star",
    "no_star": "mdi6.star-outline",
    "trash": "mdi6.trash-can-outline",
    "lost": "mdi6.link-variant-off",
    "newest": "mdi6.skip-next",
    "uncertainty": "mdi6.blur",
    "evidence": "mdi6.circle-half-full",
    "alternatives": "mdi6.view-carousel-outline",
    "preferences": "mdi6.cog-outline",
    "back": "mdi6.arrow-left",
    "tour": "mdi6.map-marker-path",
    "card": "mdi6.chart-box-outline",
    "tool_crosshair": "mdi6.crosshairs",
    "tool_window": "mdi6.contrast-circle",
    "tool_pan": "mdi6.cursor-move",
    "tool_zoom": "mdi6.magnify-plus-outline",
    "tool_distance": "mdi6.ruler",
    "tool_angle": "mdi6.angle-acute",
    "tool_ellipse": "mdi6.ellipse-outline",
    "tool_rectangle": "mdi6.rectangle-outline",
    "tool_probe": "mdi6.eyedropper-variant",
    "tool_volume": "mdi6.flask-round-bottom-outline",
    "tool_profile": "mdi6.chart-bell-curve",
    "tool_region": "mdi6.select-drag",
    "lungs": "mdi6.lungs",
    "measurements": "mdi6.format-list-bulleted",
    "hide": "mdi6.eye-off-outline",
    "lock": "mdi6.lock-outline",
    "save": "mdi6.content-save-outline",
    "session": "mdi6.briefcase-outline",
    "recover": "mdi6.lifebuoy",
    "batch": "mdi6.playlist-play",
    "waiting": "mdi6.clock-outline",
    "folder": "mdi6.folder-outline",
    "crop": "mdi6.crop",
    "play": "mdi6.play",
    "slab": "mdi6.layers-triple-outline",
    "link": "mdi6.link-variant",
    "straighten": "mdi6.axis-arrow-lock",
}


def icon(name: str, palette: Palette, colour: str | None = None, *, checked_colour: str | None = None) -> QIcon:
    """The icon of a meaning in the palette's text colour or another, and in a third where a button is checked."""
    colour = colour or palette.text
    checked = checked_colour or colour
    made: QIcon = _library().icon(
        GLYPHS[name],
        color=colour,
        color_selected=colour,
        color_on=checked,
        color_on_active=checked,
        color_disabled=palette.disabled,
    )
    return made


@cache
def _library() -> ModuleType:
    """QtAwesome; its default colours, which it asks Qt for with every icon (1 ms), are never used."""
    os.environ.setdefault("QT_API", "pyside6")
    import qtawesome

    qtawesome.set_defaults(color="grey", color_disabled="grey")
    return qtawesome
