"""Marks words for translation. Models know no toolkit, so the words are translated where they are shown.

`xr2ct_viewer.translations` collects what stands in `marked("…")` and `filled("…")`; a widget shows it with `tr(text)`.
"""


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
