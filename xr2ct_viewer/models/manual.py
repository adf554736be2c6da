"""The manual: its pages in their order, their words, and where something is found in it.

Pages are Markdown in `resources/help`, a translated one in a folder by the name of the language; a page that is not
translated is shown in English. The page of keys is made from the commands and has no file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from xr2ct_viewer.models.marked import marked

PAGES: Final[dict[str, str]] = {
    "first-steps": marked("First steps"),
    "reading": marked("Reading a case"),
    "mpr": marked("Slices (MPR)"),
    "volume": marked("The 3D view"),
    "compare": marked("Comparing"),
    "measure": marked("Measuring"),
    "export": marked("Taking results along"),
    "sessions": marked("Sessions and batches"),
    "how-sure": marked("How sure is it?"),
    "real-radiographs": marked("Real radiographs"),
    "bench": marked("The X-ray bench"),
    "training": marked("Training a method"),
    "shortcuts": marked("Keys and mouse"),
    "glossary": marked("Glossary"),
    "about": marked("About xr2ct"),
}
GENERATED: Final = "shortcuts"
_AROUND: Final = 60


@dataclass(frozen=True)
class Found:
    """A page in which the words were found, and what stands around the first of them."""

    page: str
    excerpt: str


@cache
def page_text(page: str, language: str = "en") -> str:
    """The Markdown of a page, in English where it is not translated."""
    folder = files("xr2ct_resources").joinpath("help")
    own = folder.joinpath(language, f"{page}.md")
    path = own if own.is_file() else folder.joinpath(f"{page}.md")
    return path.read_text(encoding="utf-8")


def search(words: str, text_of: Callable[[str], str]) -> tuple[Found, ...]:
    """Pages with every one of the words, those with most of them first."""
    wanted = words.lower().split()
    found = []
    for page in PAGES:
        text = plain(text_of(page))
        counts = [text.lower().count(word) for word in wanted]
        if wanted and all(counts):
            at = text.lower().index(wanted[0])
            found.append((sum(counts), Found(page, _excerpt(text, at))))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: -pair[0]))


def plain(markdown: str) -> str:
    """Words without pictures, addresses and marks."""
    text = re.sub(r"!\[[^]]*\]\([^)]*\)", "", markdown)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"[#*`|>]+|---+", " ", text)).strip()


def _excerpt(text: str, at: int) -> str:
    start = max(0, text.rfind(" ", 0, max(0, at - _AROUND)) + 1)
    end = text.find(" ", at + _AROUND)
    cut = text[start : end if end > 0 else len(text)]
    return f"{'…' if start else ''}{cut}{'…' if end > 0 else ''}"
