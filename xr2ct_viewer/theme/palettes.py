"""Colours of the window by role.

Invariants: contrast of text on its ground is at least 4.5 to 1, in the palette of high contrast 7 to 1 (WCAG 2.2, AAA);
what marks the focus stands out from its surround by at least 3 to 1. `TEXT_PAIRS` and `MARK_PAIRS` say which meets
which; a test measures them.
"""

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
    accent="#2874c2",
    accent_hover="#2f78c4",
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
CONTRAST: Final = Palette(
    name="contrast",
    ground="#000000",
    raised="#000000",
    hover="#333333",
    sunken="#000000",
    stage="#000000",
    line="#c8c8c8",
    text="#ffffff",
    muted="#e6e6e6",
    disabled="#a0a0a0",
    accent="#ffd500",
    accent_hover="#ffe566",
    on_accent="#000000",
    focus="#4dd8ff",
    banner="#332900",
    on_banner="#ffe680",
    good="#7dffa8",
    warning="#ffd500",
    danger="#ffa8a0",
)
PALETTES: Final = {palette.name: palette for palette in (DARK, LIGHT, CONTRAST)}
TEXT_PAIRS: Final = (
    *((text, ground) for text in ("text", "muted") for ground in ("ground", "raised", "hover", "sunken")),
    *((text, ground) for text in ("good", "warning", "danger") for ground in ("ground", "raised")),
    ("focus", "ground"),
    ("focus", "raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_banner", "banner"),
)
"""Text by role, and the ground it is written on."""
MARK_PAIRS: Final = (
    ("focus", "ground"),
    ("focus", "raised"),
    ("focus", "sunken"),
    ("accent", "sunken"),
    ("muted", "sunken"),
)
"""What marks a state (focus rings, checked boxes, edges of indicators) by role, and what surrounds it."""


def contrast(first: str, second: str) -> float:
    """How far two colours #rrggbb are apart in luminance, 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
