"""How the states of a run look: the word, the icon, and the colour of the palette."""

from typing import Final

from xr2ct_core.runs.record import ShownState
from xr2ct_viewer.theme.palettes import Palette

STATE_ICONS: Final[dict[ShownState, str]] = {
    "running": "run",
    "paused": "pause",
    "interrupted": "lost",
    "stopped": "cancel",
    "finished": "done",
    "failed": "error",
}
_COLOURS: Final[dict[ShownState, str]] = {
    "running": "focus",
    "paused": "warning",
    "interrupted": "warning",
    "stopped": "muted",
    "finished": "good",
    "failed": "danger",
}


def state_colour(state: ShownState, palette: Palette) -> str:
    return str(getattr(palette, _COLOURS[state]))
