"""Colours of curves that people with any colour vision can tell apart, on a dark and on a light ground.

Source: Okabe and Ito, "Color Universal Design", 2008; darkened or lightened for contrast with the ground.
"""

from typing import Final

from xr2ct_viewer.theme.palettes import Palette

_ON_DARK: Final = ("#56b4e9", "#e69f00", "#2fc79a", "#f0e442", "#e08fbf", "#ff7a45", "#9aa8ff", "#cfd5dc")
_ON_LIGHT: Final = ("#0072b2", "#d55e00", "#00805c", "#a8508a", "#8a6500", "#2b8fc4", "#5a4fcf", "#3c444d")


def curve_colour(number: int, palette: Palette) -> str:
    """The colour of the n-th curve; after eight they come again."""
    colours = _ON_LIGHT if palette.name == "light" else _ON_DARK
    return colours[number % len(colours)]
