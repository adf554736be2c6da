"""Texts that can be written down as UTF-8.

Python stands for the bytes of a file name that are no UTF-8 by lone surrogates, halves of characters; JSON can name
them too. No file, pipe or library takes a text with one in it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

MARK: Final = "\ufffd"
"""Stands for what cannot be written."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def is_plain(text: str) -> bool:
    """Whether a text can be written down."""
    return _SURROGATE.search(text) is None


def plain(text: str) -> str:
    """The text with a mark for each character that cannot be written down."""
    return _SURROGATE.sub(MARK, text)


def texts_in(value: Any) -> Iterator[str]:
    """All texts of a JSON value, the keys of objects too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += (*one.keys(), *one.values())
        elif isinstance(one, (list, tuple)):
            waiting += one


def holds_odd_text(content: Any) -> bool:
    """Whether a JSON value has NUL or halves of characters in its texts, which no file can be named by."""
    return any("\0" in text or not is_plain(text) for text in texts_in(content))
