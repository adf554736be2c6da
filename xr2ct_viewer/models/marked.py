"""Marks words for translation. Models know no toolkit, so the words are translated where they are shown.

`xr2ct_viewer.translations` collects what stands in `marked("…")` and `filled("…")`; a widget shows it with `tr(text)`.
"""

from collections.abc import Sequence


def marked(text: str) -> str:
    """The text itself."""
    return text


class Filled(str):
    """A sentence with values in it: a plain English text that still knows what it was made of."""

    pattern: str
    values: dict[str, object]


def filled(pattern: str, /, **values: object) -> Filled:
    """The text with values in the places named in braces; values may be filled texts themselves."""
    text = Filled(pattern.format(**values) if values else pattern)
    text.pattern, text.values = pattern, values
    return text


def listed(texts: Sequence[Filled]) -> Filled:
    """Texts one after another, with commas between them."""
    if len(texts) == 1:
        return texts[0]
    return filled("{first}, {rest}", first=texts[0], rest=listed(texts[1:]))
