"""Colours of the window by role. Two palettes; contrast of text on its ground is at least 4.5 to 1."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. `ground` is the window, `raised` a card or button, `sunken` an entry field, `stage` the
    surround of the images."""

    name: str
    ground: str
    raised: str
    hover: str
    sunken: str
    stage: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    focus: str
    banner: str
    on_banner: str
    good: str
    warning: str
    danger: str


DARK: Final = Palette(
    name="dark",
    ground="#1b1f24",
    raised="#252b32",
    hover="#2f3740",
    sunken="#14181c",
    stage="#0b0d0f",
    line="#37404a",
    text="#e4e8ec",
    muted="#a0abb6",
    disabled="#66717c",
    accent="#2f7fd1",
    accent_hover="#3f90e4",
    on_accent="#ffffff",
    focus="#6db3ff",
    banner="#4a3a12",
    on_banner="#ffe2a3",
    good="#6fcf97",
    warning="#f2c060",
    danger="#ff8a80",
)
LIGHT: Final = Palette(
    name="light",
    ground="#eef1f4",
    raised="#ffffff",
    hover="#e2e8ee",
    sunken="#ffffff",
    stage="#0b0d0f",
    line="#c3ccd5",
    text="#1a2027",
    muted="#55616d",
    disabled="#97a2ad",
    accent="#1864b0",
    accent_hover="#1f74c8",
    on_accent="#ffffff",
    focus="#1864b0",
    banner="#ffe9b8",
    on_banner="#4f3800",
    good="#1b7a43",
    warning="#8a5a00",
    danger="#b3261e",
)
PALETTES: Final = {palette.name: palette for palette in (DARK, LIGHT)}
